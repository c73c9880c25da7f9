"""Containers: MATLAB's arrays are read, the others are refused in words that say what converts them."""

from __future__ import annotations

import gzip
import io
import pickle
import subprocess
import sys
import zipfile
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.io import savemat

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from tests.evidence.comparisons.test_own_square import LABELS, check, square
from tests.evidence.makers import codes_of

if TYPE_CHECKING:
    from pathlib import Path


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89HDF\r\n\x1a\n" + b"\0" * 90, "h5py.File"),
        (b"MATLAB 7.3 MAT-file, Platform: GLNXA64" + b" " * 90, "-v7"),
        *[(pickle.dumps({"scores": [1, 2]}, protocol), "pickle.load") for protocol in (2, 3, 4, 5)],
        (zipped(a_csv="x,y", b_csv="x,y"), "zip archive of 2 files"),
        (zipped(content_xml="<office/>"), "OpenDocument"),
        (zipped(archive_data_pkl="x"), "PyTorch"),
        (gzip.compress(b"RDX3\nX\n\0\0\0\3" + b"\0" * 90, mtime=0), "readRDS"),
        (b"ORC" + b"\0" * 90, "read_orc"),
        (b"$FL2@(#) SPSS" + b"\0" * 90, "read_spss"),
        (b"<stata_dta><header><release>118" + b"\0" * 90, "read_stata"),
        (b"Obj\x01" + b"\0" * 90, "fastavro"),
        (b"FEA1" + b"\0" * 90, "read_feather"),
        (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
        (b"\n<!DOCTYPE HTML>\n<html><body>404</body></html>\n", "a page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n", "git lfs pull"),
    ],
)
@pytest.mark.parametrize("name", ["evidence.bin", "evidence.csv"])
def test_what_is_not_read_says_what_it_is(tmp_path: Path, content: bytes, words: str, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EvidenceError, match=words) as error:
        read_trial(tmp_path / name)
    assert codes_of(error.value) == ["EV03"]


@pytest.mark.parametrize("labels", [LABELS, [f"Ä{name}".encode() for name in LABELS], list(range(12)) * 2])
@pytest.mark.parametrize("kind", [None, object])
def test_the_line_that_converts_hdf5_works_as_it_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labels: list[Any], kind: type | None
) -> None:
    """With a stand-in for h5py, whose arrays are NumPy's: text is bytes there, fixed in length or objects."""
    name = "it's a trial.h5"
    (tmp_path / name).write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 90)
    with pytest.raises(EvidenceError) as stopped:
        read_trial(tmp_path / name)
    line = stopped.value.problems[0].do.partition("shows them): ")[2]
    arrays = {"cos": square(), "who": np.array(labels, dtype=kind)}
    opened: list[str] = []

    def opening(file: str) -> dict[str, Any]:
        opened.append(file)
        return arrays

    monkeypatch.setitem(sys.modules, "h5py", SimpleNamespace(File=opening))
    monkeypatch.chdir(tmp_path)
    exec(compile(line.replace("SCORES", "cos").replace("LABELS", "who"), "line", "exec"), {})
    assert opened == [name]
    found = inspect(read_trial(tmp_path / "scores.npz", square="itself"))
    assert found.mated + found.non_mated == 24 * 23 // 2
    assert found.people == 12


@pytest.mark.parametrize("labels", [LABELS, np.array(LABELS, dtype=object), np.arange(24)[:, None] // 2])
def test_a_matrix_of_matlab_is_read(tmp_path: Path, labels: Any) -> None:
    savemat(tmp_path / "m.mat", {"Scores": square(), "labels": labels}, do_compression=True)
    trial = read_trial(tmp_path / "m.mat")
    check(trial)
    assert trial.format.startswith("MATLAB matrix")


def test_a_table_of_matlab_is_read(tmp_path: Path) -> None:
    one, two = np.repeat(np.arange(8), 8), np.tile(np.arange(8), 8)
    savemat(tmp_path / "t.mat", {"subject1": one, "subject2": two, "score": np.random.default_rng(1).random(64)})
    found = inspect(read_trial(tmp_path / "t.mat"))
    assert (found.mated, found.non_mated) == (8, 56)


def test_a_damaged_file_of_matlab_is_said_as_damage(tmp_path: Path) -> None:
    savemat(tmp_path / "m.mat", {"scores": square(), "labels": LABELS})
    whole = (tmp_path / "m.mat").read_bytes()
    for cut in (130, 200, 3000, len(whole) - 5):
        (tmp_path / "m.mat").write_bytes(whole[:cut])
        with pytest.raises(EvidenceError):
            read_trial(tmp_path / "m.mat")


def test_matlab_does_not_slow_the_import() -> None:
    script = "import sys, bystander.evidence.formats.matlab; sys.exit('scipy.io' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("heading", ["ORC", "RDX", "Obj", "FEA1", "html"])
def test_a_table_whose_heading_begins_like_another_format_is_a_table(tmp_path: Path, heading: str) -> None:
    rows = "".join(f"x,p{i % 4},p{i % 3},0.{i}\n" for i in range(1, 30))
    (tmp_path / "t.csv").write_text(f"{heading},subject1,subject2,score\n{rows}", "utf-8")
    assert read_trial(tmp_path / "t.csv").format == "delimited text"


@pytest.mark.parametrize(
    ("name", "words"),
    [("https://example.org/s.csv", "nothing is fetched"), ("s3://b/s.csv", "an address"), ("*.csv", "not filled in"),
     ("-", "pipe"), ("s.csv", "no such file")],
)  # fmt: skip
def test_what_is_no_file_says_what_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EvidenceError, match=words) as error:
        read_trial(name)
    assert codes_of(error.value) == ["EV01"]
