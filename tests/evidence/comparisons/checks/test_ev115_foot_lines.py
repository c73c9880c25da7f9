"""EV115: a line at the foot of a score file is no comparison, in whatever form the table comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

import bystander as by
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bystander.errors import Problem

Row = tuple[str, str, float]
HEADER = ("probe_subject", "reference_subject", "score")


def pairs(*more: str) -> list[Row]:
    """Return every pair of eight people, and of ``more`` of them: a row each, mated ones with the higher scores."""
    names = [*(f"p{i}" for i in range(8)), *more]
    return [
        (a, b, 0.9 - i / 100 if a == b else 0.1 + j / 100) for i, a in enumerate(names) for j, b in enumerate(names)
    ]


def told(rows: Sequence[Row]) -> list[Problem]:
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(HEADER)})
    return [p for p in inspect(by.read_trial(table)).problems if p.code == "EV115"]


@pytest.mark.parametrize(
    "word",
    [
        "Mean", "mean:", "Total", "GRAND TOTAL", "average", "Avg.", "Summe", "Mittelwert", "Durchschnitt", "std",
        "standard deviation", "count", "Anzahl", "Moyenne", "\u00c9cart-type", "Promedio", "Median", "Total rows",
        "Mean score", "Std Dev",
    ],
)  # fmt: skip
def test_the_word_of_a_foot_line_on_both_sides_stops(word: str) -> None:
    (found,) = told([*pairs(), (word, word, 0.52)])
    assert found.stops
    assert found.where == "table in memory, row 65"  # 64 pairs stand above
    assert word not in str(found)


def test_several_foot_lines_are_told_together_and_extremes_among_them() -> None:
    feet = [("Max", "Max", 0.9), ("Mean", "Mean", 0.5), ("count", "64", 64.0)]
    (found,) = told([*pairs(), *feet])
    assert found.where == "table in memory, row 65; row 66; row 67"


def test_a_person_of_such_a_name_who_is_met_elsewhere_stays() -> None:
    assert not told(pairs("Mean"))  # the last row is of Mean twice
    assert not told([*pairs(), ("p1", "Mean", 0.2)])  # p1 is somebody
    assert not told([("Mean", "Mean", 0.8), *pairs()])  # it is not at the end


def test_names_that_are_like_such_a_word_are_people() -> None:
    for name in ("Max", "Meana", "Total Recall", "Summer", "stdev_7", "Mean-3"):
        assert not told([*pairs(), (name, name, 0.9)])


def written(folder: Path, mark: str, rows: Sequence[Row]) -> Path:
    file = folder / ("scores.csv" if mark == "," else "scores.tsv")
    file.write_text("\n".join(mark.join(map(str, row)) for row in [HEADER, *rows]) + "\n")
    return file


def as_workbook(folder: Path, rows: Sequence[Row]) -> Path:
    book = Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    book.save(folder / "scores.xlsx")
    return folder / "scores.xlsx"


def as_parquet(folder: Path, rows: Sequence[Row]) -> Path:
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(HEADER)})
    pq.write_table(table, folder / "scores.parquet", row_group_size=len(rows) - 1)  # the foot has a group of its own
    return folder / "scores.parquet"


FORMS: list[Callable[[Path, Sequence[Row]], Path]] = [
    lambda folder, rows: written(folder, ",", rows),
    lambda folder, rows: written(folder, "\t", rows),
    as_workbook,
    as_parquet,
]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_table_is_looked_at(form: Callable[[Path, Sequence[Row]], Path], tmp_path: Path) -> None:
    file = form(tmp_path, [*pairs(), ("Mean", "Mean", 0.52), ("Std", "Std", 0.1)])
    with pytest.raises(by.EvidenceError, match="EV115") as error:
        by.evaluate(file, replicates=0)
    first = 65 if file.suffix == ".parquet" else 66  # below 64 pairs, and a header where there is one
    assert f"{file.name}, row {first}; row {first + 1}\n" in str(error.value)
    assert "take the rows out" in str(error.value)
    by.evaluate(form(tmp_path, pairs()), replicates=0)
