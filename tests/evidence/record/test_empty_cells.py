"""What an empty cell, a dash or a hidden count of a published record stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evidence.record.published import HEADER, SUMS, TWENTY, Case, days, holds

if TYPE_CHECKING:
    from pathlib import Path

CASES = {
    "empty where all alerts were right": Case(
        HEADER + days("2025-01-DD,10000,10,10,\n", 1, 9) + "2025-01-10,10000,10,9,1\n",
        100_000,
        100,
        99,
        1,
        10,
        ("EV44",),
    ),
    "a dash where all alerts were right": Case(
        HEADER + days("2025-01-DD,10000,10,10,–\n", 1, 9) + "2025-01-10,10000,10,9,1\n",
        100_000,
        100,
        99,
        1,
        10,
        ("EV44",),
    ),
    "nil, none and a dash": Case(
        HEADER + days("2025-01-DD,10000,10,10,nil\n") + "2025-02-01,9,none,-,-\n", 100_009, 100, 100, 0, 11
    ),
    "right alerts left out": Case(HEADER + days("2025-01-DD,10000,10,,1\n"), 100_000, 100, 90, 10, 10, ("EV44",)),
    "all alerts left out": Case(HEADER + days("2025-01-DD,10000,,9,1\n"), 100_000, 100, 90, 10, 10),
    "dashes that are none as others show": Case(
        "date,faces_seen,alerts,true_alerts,false_alerts,arrests\n"
        + days("2025-01-DD,10000,9,9,-,1\n", 1, 9)
        + "2025-01-10,10000,10,9,1,2\n2025-01-11,10000,,9,-,2\n",
        110_000,
        100,
        99,
        1,
        11,
        ("EV79",),
    ),
    "confirmed and unconfirmed, with dashes": Case(
        "Date,Total Alerts,True Alerts Confirmed,"
        "True Alerts Unconfirmed,False Alerts Confirmed,False Alerts Unconfirmed,"
        "Faces seen (estimate)\n"
        + days('DD/11/25,4,2,1,-,1,"12,340"\n', 13, 22)
        + days('DD/11/25,3,2,1,-,-,"12,340"\n', 23, 28),
        16 * 12_340,
        58,
        48,
        10,
        16,
    ),
    "days without alerts": Case(HEADER + TWENTY + "2025-02-21,0,0,0,0\n2025-02-22,0,0,0,0\n", *SUMS, 20, ("EV49",)),
    "small counts hidden": Case(
        HEADER + days("2025-02-DD,9001,10,9,1\n") + "2025-02-11,9001,10,9,<5\n2025-02-12,9001,10,<5,*\n",
        108_012,
        120,
        99,
        11,
        12,
        ("EV81",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_cells_without_a_count_are_read_as_the_other_rows_show(name: str, tmp_path: Path) -> None:
    holds(CASES[name], tmp_path)
