"""Scores of both kinds in two columns, and remarks above a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from tests.corpus.makers import MATED, NON_MATED, PEOPLE, pairs, written

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = pairs()
MATES = [p.score for p in PAIRS if p.mated]
OTHERS = [p.score for p in PAIRS if not p.mated]
FILLED = [*MATES, *[""] * (NON_MATED - MATED)]


@pytest.mark.parametrize(
    "header", [("genuine", "impostor"), ("Genuine Scores", "Imposter_Score"), ("mated", "nonmated")]
)
@pytest.mark.parametrize("numbered", [False, True])
def test_two_columns_are_both_kinds(header: tuple[str, str], tmp_path: Path, *, numbered: bool) -> None:
    rows = [header, *zip(FILLED, OTHERS, strict=True)]
    if numbered:  # as pandas writes the index
        rows = [("", *header), *((at, *row) for at, row in enumerate(rows[1:]))]  # type: ignore[list-item]
    found = inspect(read_trial(written(tmp_path / "t.csv", rows, ",")))
    assert (found.mated, found.non_mated, found.people) == (MATED, NON_MATED, None)
    frame = pd.read_csv(tmp_path / "t.csv", index_col=0 if numbered else None)
    assert inspect(read_trial(frame)).mated == MATED


def test_an_empty_cell_among_scores_is_no_filling(tmp_path: Path) -> None:
    rows = [(a if at != 3 else "", b) for at, (a, b) in enumerate(zip(FILLED, OTHERS, strict=True))]
    file = written(tmp_path / "t.csv", [("genuine", "impostor"), *rows], ",")
    assert [p.code for p in inspect(read_trial(file)).errors] == ["EV11"]


def test_two_columns_of_one_kind_are_a_stop(tmp_path: Path) -> None:
    rows = [("genuine", "mated"), *zip(MATES, MATES, strict=True)]
    with pytest.raises(EvidenceError):
        read_trial(written(tmp_path / "t.csv", rows, ","))


TABLE = [(p.first, p.second, int(p.mated), p.score) for p in PAIRS]
HEADER = ("img1", "img2", "label", "score")


@pytest.mark.parametrize("separator", [",", "\t", " "])
@pytest.mark.parametrize("mark", ["", "# "])
@pytest.mark.parametrize("above", [[], ["# made by a script"], ["# made by a script, 2025", "#", "# with scores"]])
def test_remarks_above_the_heading_are_no_rows(above: list[str], mark: str, separator: str, tmp_path: Path) -> None:
    lines = [*above, mark + separator.join(HEADER), *(separator.join(map(str, row)) for row in TABLE)]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", "utf-8")
    found = inspect(read_trial(tmp_path / "t.csv"))
    assert (found.mated, found.non_mated, found.people) == (MATED, NON_MATED, PEOPLE)


def test_names_that_begin_with_the_mark_are_names(tmp_path: Path) -> None:
    rows = [(f"#{p.first}", f"#{p.second}", int(p.mated), p.score) for p in PAIRS]
    found = inspect(read_trial(written(tmp_path / "a.csv", [HEADER, *rows], ",")))
    assert (found.mated, found.non_mated, found.people) == (MATED, NON_MATED, PEOPLE)
    found = inspect(read_trial(written(tmp_path / "b.txt", rows)))  # without a header
    assert (found.mated, found.non_mated, found.people) == (MATED, NON_MATED, PEOPLE)
