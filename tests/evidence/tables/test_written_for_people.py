"""Tables that were written for people to read: lines above a header, a header again among rows, thousands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.formats import text_blocks
from bystander.evidence.tables.digit_groups import grouped_number
from bystander.evidence.tables.lines_above import lines_above
from bystander.evidence.tables.look import look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADER = "probe_subject,reference_subject,score"
PEOPLE = [f"P{n}" for n in range(12)]
ROWS = [f"{a},{b},{9 if a == b else i * j * j % 5}.25" for i, a in enumerate(PEOPLE) for j, b in enumerate(PEOPLE)]
TITLES = [
    "Report produced by MatcherX 2.1\nThreshold: 3.0\n\n",
    "Report\n",
    "Threshold,3.0\nMatcher,X\n",
    "Report,,\nThreshold,3.0,\n,,\n",
    "\n\nReport\n",
    "sep=,\nReport\n",
]


def written(folder: Path, *parts: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(parts) + "\n", encoding="utf-8", newline="")
    return path


def told(trial: Any, words: str) -> list[str]:
    return [p.where for p in trial.problems if words in p.found and p.severity == "note" and p.told]


def counts(trial: Any) -> tuple[int, int, int]:
    from bystander.evidence.comparisons.inspection import inspect

    found = inspect(trial)
    return trial.rows_read, found.mated, found.non_mated


@pytest.mark.parametrize("title", TITLES)
def test_lines_above_a_header_are_passed_over_and_told(title: str, tmp_path: Path) -> None:
    trial = by.read_trial(written(tmp_path, title + HEADER, *ROWS))
    assert counts(trial) == (144, 12, 132)
    lines = [at for at, line in enumerate(title.splitlines(), 1) if line.strip() and not line.startswith("sep=")]
    (where,) = told(trial, "above the header")
    rows = where.removeprefix("t.csv, rows ").removeprefix("t.csv, row ").replace(" and ", ", ").split(", ")
    assert [int(row) for row in rows] == lines


def test_rows_below_lines_above_have_their_own_numbers(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"column score, row 5"):
        by.read_trial(written(tmp_path, "Report\n\n" + HEADER, ROWS[0], "P1,P2,high", *ROWS[1:]))


@pytest.mark.parametrize("plain", [False, True])
def test_large_plain_text_below_a_title_is_told_too(plain: bool, tmp_path: Path) -> None:  # noqa: FBT001
    from bystander.evidence.comparisons.columns_read import Headed
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import TextTable

    file = written(tmp_path, "Report\n" + HEADER, *ROWS)
    table = TextTable(look(file))
    places = {"probe_subject": 0, "reference_subject": 1, "score": 2}
    large = 1 if plain else 1 << 30
    trial = text_blocks.trial_of_text(table, places, Request(files=(file,)), form="t", said=Headed(), large=large)
    if not plain:
        assert trial is None
        return
    if trial is None:
        pytest.skip("there is no compiler")
    assert counts(trial) == (144, 12, 132)
    assert told(trial, "above the header") == ["t.csv, row 1"]
    assert trial.blocks[0].place(0) == "row 3"  # type: ignore[attr-defined]


def test_a_title_above_a_matrix_of_people(tmp_path: Path) -> None:
    cells = [",".join([a, *(f"{9 if a == b else i * j * j % 5}.5{i}" for j, b in enumerate(PEOPLE))])
             for i, a in enumerate(PEOPLE)]  # fmt: skip
    trial = by.read_trial(written(tmp_path, "Report\n" + ",".join(["id", *PEOPLE]), *cells))
    assert counts(trial) == (144, 12, 132)
    assert told(trial, "above the header") == ["t.csv, row 1"]


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b", "0.5"], ["probe", "reference", "score"], ["a", "b", "0.5"]],  # a row, and a header below it
        [["", "p1", "p2"], ["p1", "NA", "NA"], ["p2", "0.5", "NA"]],  # a matrix with a corner and gaps
        [["", "p1", "p2", "p3"], ["p1", "0.9", "0.1", "0.2"], ["p2", "0.1", "0.9", "0.3"]],
        [["subject"], ["Anna", "F"], ["Bela", "M"]],  # rows that are longer than their header
        [["p", "r", "score"], ["a", "b", "0", "83"], ["a", "c", "1", "24"]],  # a decimal comma
        [["probe", "reference", "score"], ["a", "b", "0.5"], ["a", "c", "0.5"]],
        [["10", "300"], ["Anna", "1", "2"], ["Bela", "1", "4"]],
    ],
)
def test_other_first_lines_are_not_passed_over(rows: Sequence[Sequence[str]]) -> None:
    assert lines_above(rows) == 0


@pytest.mark.parametrize("again", [HEADER, HEADER.upper(), " Probe Subject , reference_subject,score"])
def test_a_header_again_is_no_row_and_told(again: str, tmp_path: Path) -> None:
    again = again if "Probe" not in again else "probe_subject , reference_subject,score"
    trial = by.read_trial(written(tmp_path, HEADER, *ROWS[:100], again.lower(), *ROWS[100:]))
    assert counts(trial) == (144, 12, 132)
    assert told(trial, "repeats the header") == ["t.csv, row 102"]


def test_a_header_again_in_a_table_of_words(tmp_path: Path) -> None:
    people = [f"{p},{'F' if at % 2 else 'M'}" for at, p in enumerate(PEOPLE)]
    file = written(tmp_path, "subject,sex", *people[:6], "subject,sex", *people[6:], name="people.csv")
    (groups,) = by.read_trial(written(tmp_path, HEADER, *ROWS), by="sex", people=file).groups
    assert groups.labels == (("F",), ("M",))
    assert groups.table is not None
    assert groups.table.rows == 12


def test_a_value_that_is_its_own_heading_stays(tmp_path: Path) -> None:
    rows = [f"{row},{'match' if row.split(',')[0] == row.split(',')[1] else 'no match'}" for row in ROWS]
    trial = by.read_trial(written(tmp_path, f"{HEADER},match", *rows))
    assert counts(trial) == (144, 12, 132)


@pytest.mark.parametrize(
    ("cell", "decimal", "found"),
    [
        ("1,434.6", ".", (1434.6, True)),
        ("-1,434", ".", (-1434.0, False)),
        ("1,434,567", ".", (1434567.0, True)),
        ("1 434.6", ".", (1434.6, True)),
        ("1'434", ".", (1434.0, True)),
        ("1.434,6", ",", (1434.6, True)),
        ("1.434", ",", (1434.0, False)),
        ("0,834", ".", None),
        ("1,43", ".", None),
        ("1,434'567", ".", None),
        ("1.434,6", ".", None),
    ],
)
def test_thousands_apart(cell: str, decimal: str, found: tuple[float, bool] | None) -> None:
    assert grouped_number(cell, decimal) == found


def scores(*odd: str, delimiter: str = ";") -> list[str]:
    """Return 144 rows whose first scores are written otherwise."""
    cells = [row.rsplit(",", 1) for row in ROWS]
    made = [f"{pair},{odd[at] if at < len(odd) else score}" for at, (pair, score) in enumerate(cells)]
    return [row.replace(",", delimiter, 2) for row in made]


def test_thousands_that_can_be_nothing_else_are_read_and_told(tmp_path: Path) -> None:
    trial = by.read_trial(written(tmp_path, HEADER.replace(",", ";"), *scores("1,434.6", "2,000", "1 500", "12.5")))
    assert told(trial, "3 numbers were read with thousands apart") == ["t.csv, column score, rows 2, 3 and 4"]
    (block,) = trial.blocks
    assert block.read().score[:4].tolist() == [1434.6, 2000.0, 1500.0, 12.5]


def test_a_comma_that_may_be_either_stops(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as refused:
        by.read_trial(written(tmp_path, HEADER.replace(",", ";"), *scores("1,434", "2,000", "high")))
    (problem,) = refused.value.problems
    assert problem.where == "t.csv, column score, rows 2, 3 and 4"
    assert problem.got == "a number with a comma before three digits, and others"
    assert "decimal points" in problem.do


def test_points_between_thousands_beside_decimal_commas(tmp_path: Path) -> None:
    rows = [row.replace(".25", ",25") for row in scores("1.434,6", "2.000,25")]
    trial = by.read_trial(written(tmp_path, HEADER.replace(",", ";"), *rows))
    (block,) = trial.blocks
    assert block.read().score[:2].tolist() == [1434.6, 2000.25]
    rows = [row.replace(".25", ",25") for row in scores("0,5", "1.434")]
    with pytest.raises(EvidenceError, match="row 3"):
        by.read_trial(written(tmp_path, HEADER.replace(",", ";"), *rows))
