"""Lines that are easily lost: the first one of a list, and rows of the file that comes beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import read_searches

if TYPE_CHECKING:
    from pathlib import Path

SCORES = [f"0.{i + 10}" for i in range(30)]


def lists(folder: Path, first: str) -> list[Path]:
    for name, lines in (("genuine.txt", [first, *SCORES]), ("impostor.txt", SCORES)):
        (folder / name).write_text("\n".join(lines))
    return [folder / "genuine.txt", folder / "impostor.txt"]


@pytest.mark.parametrize("first", ["score", "# scores of 2024", "Genuine scores"])
def test_a_heading_of_a_list_is_no_score(first: str, tmp_path: Path) -> None:
    assert read_trial(lists(tmp_path, first)).rows_read == 60


@pytest.mark.parametrize("first", ["0.9x", "1_0", "N/A", "null", "-----", "\u0660.\u0665", "% 0.5", "0.9;1"])
def test_a_first_score_that_cannot_be_read_is_told(first: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="EV05"):
        read_trial(lists(tmp_path, first))


def test_a_first_bin_that_another_mark_parts_is_told(tmp_path: Path) -> None:
    bins = [f"{score},3" for score in SCORES]
    (tmp_path / "genuine.txt").write_text("\n".join(["0.09;5", *bins]))
    (tmp_path / "impostor.txt").write_text("\n".join(bins))
    with pytest.raises(EvidenceError, match="EV06"):
        read_trial([tmp_path / "genuine.txt", tmp_path / "impostor.txt"], format="histograms")


def log(folder: Path, *, score: str = "0.9", subject: str = "t1 Bo") -> tuple[Path, Path]:
    head = "searchId candidateRank searchRetCode isAssigned templateId score decision"
    rows = [f"s{i} 0 0 1 t{i % 2} {score if i == 3 else 0.5} 1" for i in range(20)]
    (folder / "log.txt").write_text("\n".join([head, *rows]))
    told = ["id subject", "t0 Ann", subject, *(f"s{i} {('Ann', 'Bo')[i % 2]}" for i in range(20))]
    (folder / "subjects.txt").write_text("\n".join(told))
    return folder / "log.txt", folder / "subjects.txt"


def test_a_row_of_subjects_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path, subjects = log(tmp_path)
    assert len(read_searches(path, subjects=subjects).mated) == 20
    path, subjects = log(tmp_path, subject="t1 Bo Lee")
    with pytest.raises(EvidenceError, match="EV06"):
        read_searches(path, subjects=subjects)


def test_a_score_of_a_log_that_only_python_reads_is_told(tmp_path: Path) -> None:
    path, subjects = log(tmp_path, score="1_0")
    with pytest.raises(EvidenceError, match="EV11"):
        read_searches(path, subjects=subjects)


def test_a_row_of_true_pairs_with_a_cell_more_is_told(tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text("\n".join(f"a{i},b{i},0.{i + 10}" for i in range(30)))
    (tmp_path / "same.csv").write_text("a1,b1\na2,b2,b3\na4,b4")
    with pytest.raises(EvidenceError, match="EV06"):
        read_trial(tmp_path / "scores.csv", truth=tmp_path / "same.csv")


def test_two_columns_of_one_attribute_are_told(tmp_path: Path) -> None:
    rows = [f"p{i % 9},p{i % 7},0.{i + 10}" for i in range(40)]
    (tmp_path / "t.csv").write_text("\n".join(["probe_subject,reference_subject,score", *rows]))
    told = [f"p{i},{'FM'[i % 2]},{'MF'[i % 2]}" for i in range(9)]
    (tmp_path / "people.csv").write_text("\n".join(["subject,sex,Sex", *told]))
    with pytest.raises(EvidenceError, match="2 columns could each be the sex"):
        read_trial(tmp_path / "t.csv", by="sex", people=tmp_path / "people.csv")


def test_a_delimiter_at_the_end_of_every_line_of_a_list_makes_no_column(tmp_path: Path) -> None:
    rows = [f"a{i % 9}\tb{i % 5}\t{int(i % 9 == i % 5)}\t0.{i + 10}\t" for i in range(45)]
    (tmp_path / "list.txt").write_text("\n".join(rows))
    assert read_trial(tmp_path / "list.txt").rows_read == 45
