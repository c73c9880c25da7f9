"""Files that were cut or altered are told as damaged; nothing ends in a traceback or ends the process."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import lzma
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.formats.parquet import read as parquet
from bystander.evidence.read import read_trial

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

N = 60
TABLE = pa.table(
    {
        "probe_subject": pa.array([f"p{i // 3}" for i in range(3 * N)]),
        "reference_subject": pa.array([f"p{(i // 3 + i % 3) % N}" for i in range(3 * N)]).dictionary_encode(),
        "score": [0.9 - i * 0.001 if i % 3 == 0 else i * 0.001 for i in range(3 * N)],
    }
)
TEXT = "probe_subject,reference_subject,score\n" + "".join(
    f"{row['probe_subject']},{row['reference_subject']},{row['score']:.4f}\n" for row in TABLE.to_pylist()
)


def _ipc(new: Callable[..., Any]) -> bytes:
    out = io.BytesIO()
    with new(out, TABLE.schema) as writer:
        writer.write_table(TABLE)
    return out.getvalue()


def _written(write: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def _npz(out: io.BytesIO) -> None:
    arrays: dict[str, Any] = {name: np.array(TABLE[name].to_pylist()) for name in TABLE.column_names}
    np.savez(out, **arrays)


WHOLE: dict[str, Callable[[], bytes]] = {
    "t.arrow": lambda: _ipc(pa.ipc.new_file),
    "t.arrows": lambda: _ipc(pa.ipc.new_stream),
    "t.feather": lambda: _written(lambda out: pyarrow.feather.write_feather(TABLE, out, compression="zstd")),
    "t.parquet": lambda: _written(lambda out: pq.write_table(TABLE, out, row_group_size=50)),
    "t.npz": lambda: _written(_npz),
    "t.csv.gz": lambda: gzip.compress(TEXT.encode()),
    "t.csv.xz": lambda: lzma.compress(TEXT.encode()),
    "t.csv.bz2": lambda: bz2.compress(TEXT.encode()),
    "t.csv.zst": lambda: bytes(pa.Codec("zstd").compress(TEXT.encode(), asbytes=True)),
}


def damaged(content: bytes, luck: random.Random) -> bytes:
    """Return content with bytes changed, left out or put in, or cut off."""
    made = bytearray(content)
    for _ in range(luck.choice([1, 1, 2, 5])):
        at, kind = luck.randrange(len(made)), luck.random()
        if kind < 0.6:
            made[at] = luck.randrange(256)
        elif kind < 0.8 and at > 16:
            made = made[:at]
        elif kind < 0.9 and len(made) > 100:
            made[at : at + luck.randrange(1, 50)] = b""
        else:
            made[at:at] = luck.randbytes(5)
    return bytes(made)


@pytest.mark.parametrize("name", [*WHOLE, "t.parquet in parts"])
def test_damage_is_told_as_that(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a file of its own each time: a file that is mapped must not be written to."""
    if name.endswith("in parts"):
        name = "t.parquet"
        monkeypatch.setattr(parquet, "WHOLE", 1)
    whole, luck = WHOLE[name](), random.Random(13)
    (tmp_path / name).write_bytes(whole)
    assert inspect(read_trial(tmp_path / name)).mated == N
    stops = 0
    for number in range(150):
        file = tmp_path / f"{number}{name}"
        file.write_bytes(damaged(whole, luck))
        stops += _stops(file)
        file.unlink()
    assert stops > 50


def _stops(file: Path) -> bool:
    try:
        inspect(read_trial(file))
    except EvidenceError as error:
        return "p17" not in str(error)
    return False


@pytest.mark.parametrize("name", ["t.csv.gz", "t.csv.xz", "t.csv.bz2", "t.csv.zst", "t.arrow", "t.parquet"])
def test_a_file_that_was_cut_off_is_called_damaged(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(WHOLE[name]()[:-40])
    with pytest.raises(EvidenceError, match=r"damaged or ends too early|cannot be read as that"):
        read_trial(tmp_path / name)


class _Full:
    """A temporary file on a disk without room."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def write(self, _: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_temporary_folder_is_no_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv.gz").write_bytes(WHOLE["t.csv.gz"]())
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: _Full())
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda **_: _Full())
    with pytest.raises(UsageError, match=r"no room for it .* TMPDIR"):
        read_trial(tmp_path / "t.csv.gz")


_HELD = """
import sys, time
from pathlib import Path
from bystander.evidence.tables.text import as_utf8
with as_utf8(Path(sys.argv[1])) as text:
    assert text.read_text().startswith("probe_subject")
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere an open file has a name")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("name", ["t.csv.gz", "utf-16.csv"])
def test_a_run_that_is_ended_leaves_no_evidence_behind(name: str, end: signal.Signals, tmp_path: Path) -> None:
    file, scratch = tmp_path / name, tmp_path / "scratch"
    scratch.mkdir()
    file.write_bytes(WHOLE[name]() if name in WHOLE else TEXT.encode("utf-16"))
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(
        [sys.executable, "-c", _HELD, str(file)], env=environment, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "open\n"
        assert not list(scratch.iterdir()), "not even while it runs"
        run.send_signal(end)
        run.wait(30)
    time.sleep(0.05)
    assert not list(scratch.iterdir())
