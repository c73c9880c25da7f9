"""Cells that are empty are judged operator by operator, as no rate is made of the rows of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

HEAD = "date,operator,faces_seen,alerts,true_alerts,false_alerts,arrests\n"


def problems(folder: Path, *rows: str) -> list[Problem]:
    file = folder / "record.csv"
    dated = [f"2025-01-{day:02},{row}\n" for day, row in enumerate(rows, 1)]
    file.write_text(HEAD + "".join(dated), encoding="utf-8")
    return [p for p in read_record(file).problems if p.code == "EV71"]


def test_one_that_never_gives_a_column_is_no_reason_to_doubt_the_others(tmp_path: Path) -> None:
    found = problems(tmp_path, *["North,9001,10,8,1,2"] * 5, *["Shop,,90,,3,"] * 2)
    assert [(p.found, p.severity) for p in found] == [("Shop gives no right alerts", "warning")]
    assert found[0].where.endswith("column true_alerts, rows 7 and 8")
    assert found[0].means == "its share of right alerts cannot be told"


def test_the_operator_that_leaves_cells_empty_is_named_with_its_own_rows(tmp_path: Path) -> None:
    found = problems(tmp_path, *["North,9001,10,8,1,2"] * 5, "North,9001,10,8,1,", *["South,9001,10,8,1,3"] * 6)
    assert [p.found for p in found] == ["North: arrests is given in 5 rows, 1 or more in each, and in 1 row it is not"]


def test_it_is_a_question_where_most_cells_of_all_that_give_the_column_are_empty(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as raised:
        problems(tmp_path, "North,9001,10,8,1,2", *["North,9001,10,,,", "North,9001,10,8,,"] * 3, "Shop,900,9,8,1,2")
    (stops,) = [p for p in raised.value.problems if p.stops]
    assert stops.found == "North: false_alerts is given in 1 row, 1 or more in each, and in 3 rows it is not"
