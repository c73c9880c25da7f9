"""A zip archive of one file of text is read as that file; what a Mac adds to it is no file."""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = [f"P{n}" for n in range(12)]
TABLE = "probe_subject,reference_subject,score\n" + "".join(
    f"{a},{b},{9 if a == b else i * j * j % 5}.25\n" for i, a in enumerate(PEOPLE) for j, b in enumerate(PEOPLE)
)
MAC = {"__MACOSX/._t.csv": "\0\5\26\7", ".DS_Store": "\0\0\0\1", "folder/": "", "__MACOSX/": ""}


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("added", [{}, MAC, {"desktop.ini": "[x]"}])
@pytest.mark.parametrize("name", ["t.csv", "folder/t.csv"])
def test_one_file_of_text_is_read(added: dict[str, str], name: str, tmp_path: Path) -> None:
    found = inspect(by.read_trial(zipped(tmp_path / "t.zip", {**added, name: TABLE})))
    assert (found.mated, found.non_mated, found.people) == (12, 132, 12)


def test_several_files_are_a_question_and_added_ones_are_not_counted(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="zip archive of 2 files"):
        by.read_trial(zipped(tmp_path / "t.zip", {**MAC, "a.csv": TABLE, "b.csv": TABLE}))


@pytest.mark.parametrize("files", [{"model/data.pkl": "x"}, {"t.npy": "x,y\n"}, {"t.bin": "\0\1\2" * 9}, {"t.csv": ""}])
def test_one_file_that_is_no_text_is_refused(files: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="EV03"):
        by.read_trial(zipped(tmp_path / "t.zip", files))


def test_an_archive_that_was_packed_once_more_is_no_damaged_one(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "t.zip", {"a.csv": TABLE, "b.csv": TABLE})
    (tmp_path / "t.zip.gz").write_bytes(gzip.compress(inner.read_bytes()))
    with pytest.raises(EvidenceError, match="packed once more"):
        by.read_trial(tmp_path / "t.zip.gz")


def test_a_damaged_archive_is_said_as_damage(tmp_path: Path) -> None:
    file = zipped(tmp_path / "t.zip", {"t.csv": TABLE})
    whole = file.read_bytes()
    for content in (whole[:200], whole[:60] + b"xxxx" + whole[64:]):
        file.write_bytes(content)
        with pytest.raises(EvidenceError, match="EV03"):
            by.read_trial(file)


def test_records_and_people_may_be_packed_so_too(tmp_path: Path) -> None:
    record = "date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n"
    assert by.read_record(zipped(tmp_path / "r.zip", {**MAC, "r.csv": record})).rows_used == 1
    people = "subject,sex\n" + "".join(f"{p},{'F' if at % 2 else 'M'}\n" for at, p in enumerate(PEOPLE))
    given = zipped(tmp_path / "p.zip", {**MAC, "p.csv": people})
    (groups,) = by.read_trial(zipped(tmp_path / "t.zip", {"t.csv": TABLE}), by="sex", people=given).groups
    assert groups.labels == (("F",), ("M",))
