"""Evidence that had to be unpacked is not left lying about, however the process ends."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bystander.evidence.tables import scratch
from bystander.evidence.tables.text import as_utf8

KILLED = """
import os, signal, sys
from pathlib import Path
from bystander.evidence.tables.text import as_utf8
with as_utf8(Path(sys.argv[1])) as plain:
    assert plain.read_text(encoding="utf-8").startswith("score")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def packed(folder: Path) -> Path:
    path = folder / "t.csv.gz"
    path.write_bytes(gzip.compress("score,name\n1,Zoë\n".encode("cp1252")))
    return path


@pytest.mark.skipif(not scratch._OPEN_FILES.is_dir(), reason="this system has no files without a name")
def test_a_kill_leaves_no_evidence_in_the_temporary_folder(tmp_path: Path) -> None:
    path = packed(tmp_path)
    spot = tmp_path / "temporary"
    spot.mkdir()
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, env={"TMPDIR": str(spot)})
    assert ended.returncode == -signal.SIGKILL
    assert list(spot.iterdir()) == []


@pytest.mark.parametrize("handles", ["/proc/self/fd", "/no/such/folder"])
def test_what_is_lent_is_read_from_its_beginning_each_time_and_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, handles: str
) -> None:
    monkeypatch.setattr(scratch, "_OPEN_FILES", Path(handles))
    spot = tmp_path / "temporary"
    spot.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spot))
    with as_utf8(packed(tmp_path)) as plain:
        assert plain.read_text(encoding="utf-8") == "score,name\n1,Zoë\n"
        assert plain.read_text(encoding="utf-8") == "score,name\n1,Zoë\n"
    assert not plain.exists()
    assert list(spot.iterdir()) == []
