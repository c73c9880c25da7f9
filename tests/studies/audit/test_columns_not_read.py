"""What is called untold names the columns that may tell it, and were not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "Date,Faces seen,Alerts,True alerts,False alerts,"
ROWS = "2025-05-01,10000,10,8,2,{}\n2025-05-02,12000,9,6,3,{}\n"


def untold(tmp_path: Path, columns: str, cells: str, **said: str) -> str:
    file = tmp_path / "r.csv"
    file.write_text(HEADER + columns + "\n" + ROWS.format(cells, cells), encoding="utf-8")
    first = by.audit(by.read_record(file, **said)).study.first  # type: ignore[arg-type]
    assert first is not None
    return str(first.untold)


def test_false_alerts_by_group_are_told_to_be_unread_until_groups_are_named(tmp_path: Path) -> None:
    columns = "False alert - White,False alert - Black"
    said = untold(tmp_path, columns, "1,1")
    assert "who bears false alerts (column “False alert - White” and 1 like it were not read)" in said
    assert "who bears" not in untold(tmp_path, columns, "1,1", groups="white,black")


def test_misses_that_are_counted_are_told_to_be_unread(tmp_path: Path) -> None:
    for heading in ("False negatives", "Missed", "FN"):
        assert f"sought people missed (column “{heading}” was not read)" in untold(tmp_path, heading, "0")
    assert "not read" not in untold(tmp_path, "True negatives", "9990")
