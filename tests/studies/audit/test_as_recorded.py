"""What a caveat says that a record says is what it says, and where it lacks faces is where it lacks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bystander as by
from bystander.report.rows import rows_table

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.api.findings import Findings

HEAD = "date,place,faces seen,alerts,true alerts,false alerts\n"
ROWS = (
    "2024-05-01,Gate,9000,5,4,1\n",
    "2024-05-08,Port,,4,2,2\n",
    "2024-05-15,Port,11000,<5,2,\n",
    "2024-05-22,Hall,not recorded,6,5,1\n",
)


def audited(folder: Path, *rows: str) -> Findings:
    file = folder / "record.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return by.audit(file)


def test_a_count_told_as_less_than_five_is_told_so(tmp_path: Path) -> None:
    document = audited(tmp_path, *ROWS).study.document
    assert any(caveat.startswith("Row 4: “<5” given as alerts enters no rate.") for caveat in document.caveats)
    (row,) = document.evidence[0].rows
    (withheld,) = row.withheld
    assert (withheld.count, withheld.said) == (4, "<5")
    table = rows_table(document.evidence[0])
    assert table is not None
    assert "“<5” left out" in str(table.rows)


def test_a_plain_count_is_told_as_a_number(tmp_path: Path) -> None:
    document = audited(tmp_path, ROWS[0], "2024-05-09,Port,8000,4,2,2\n").study.document
    assert "said" not in document.model_dump_json()


def test_faces_are_to_be_counted_where_they_were_not(tmp_path: Path) -> None:
    # Port lacks them in one row of two, Hall in its one; those of Gate are an estimate
    first = audited(tmp_path, ROWS[0].replace("9000", "~9000"), *ROWS[1:]).study.first
    assert first is not None
    assert first.next.startswith("have faces counted at Port and Hall too;")


def test_where_faces_are_everywhere_those_that_were_estimated_are_to_be_counted(tmp_path: Path) -> None:
    first = audited(tmp_path, ROWS[0].replace("9000", "~9000"), "2024-05-08,Port,8000,4,2,2\n").study.first
    assert first is not None
    assert first.next.startswith("have faces counted at Gate too;")
