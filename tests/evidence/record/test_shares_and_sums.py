"""A column that is declared as counts, and whose heading says that its numbers are shares, or sums to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem


def told(tmp_path: Path, header: str, places: str = "AAA", rows: int = 3) -> list[Problem]:
    """Return what EV82 says of a column of false alerts under a heading, which is declared."""
    numbers = [8, 9, 14][:rows]
    file = tmp_path / "r.csv"
    file.write_text(
        f"Date,Place,Faces seen,Alerts,{header}\n"
        + "".join(
            f"2025-05-0{i + 1},{places[i]},{40_000 - 10_000 * i},{50 - 10 * i},{n}\n" for i, n in enumerate(numbers)
        ),
        encoding="utf-8",
    )
    try:
        problems = read_record(file, columns={"false_alerts": header}).problems
    except EvidenceError as error:
        problems = tuple(error.problems)
    return [p for p in problems if p.code == "EV82"]


@pytest.mark.parametrize(
    "header",
    ["% false alerts", "False alerts per 1000 faces", "False alert rate", "pct_false", "Share of false alerts"],
)
def test_shares_are_no_counts(tmp_path: Path, header: str) -> None:
    (found,) = told(tmp_path, header)
    assert found.stops
    assert f"column {header} is called as a share or a rate" in found.found


@pytest.mark.parametrize("header", ["False alerts (cumulative)", "False alerts YTD", "false_alerts_to_date"])
def test_sums_to_date_lead_the_caveats_and_say_which_rows_to_leave_out(tmp_path: Path, header: str) -> None:
    """8, 9 and 14 to date are 14, and were 31."""
    (found,) = told(tmp_path, header)
    assert found.leads
    assert header in found.found
    assert found.do == 'leave out all but the last: --without-rows "2,3: running totals"'
    assert not told(tmp_path, header, rows=1)  # one row holds itself alone


@pytest.mark.parametrize(
    "header", ["False alerts", "False alerts per deployment", "Wrong hits per day", "Date of false"]
)
def test_counts_of_a_row_are_counts(tmp_path: Path, header: str) -> None:
    assert not told(tmp_path, header)
