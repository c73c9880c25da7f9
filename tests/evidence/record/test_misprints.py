"""Rows of a published record that cannot be true as they stand, or only about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evidence.record.published import HEADER, Case, days, holds

if TYPE_CHECKING:
    from pathlib import Path

CASES = {
    "a misprint the size of the watchlist": Case(
        "date,watchlist_size,faces_seen,alerts,true_alerts,false_alerts\n"
        + days("2025-03-DD,7000,9000,10,9,1\n", 1, 20)
        + "2025-03-21,7292,9000,7292,8,1\n",
        180_000,
        200,
        180,
        20,
        20,
        ("EV75",),
    ),
    "a misprint whose false alerts are empty": Case(
        HEADER + days("2025-03-DD,9000,10,9,1\n", 1, 20) + "2025-03-21,9000,7292,8,\n",
        180_000,
        200,
        180,
        20,
        20,
        ("EV75",),
    ),
    "a misprint above the faces": Case(
        HEADER + days("2025-03-DD,9000,10,9,1\n", 1, 20) + "2025-03-21,9,1000,999,1\n",
        180_000,
        200,
        180,
        20,
        20,
        ("EV75",),
    ),
    "approximate counts": Case(
        HEADER + "2025-07-01,c. 9780,5,4,1\n2025-07-02,>17265,6,5,1\n2025-07-03,8000,5,5,0\n",
        35_045,
        16,
        14,
        2,
        3,
        ("EV41",),
    ),
    "swapped dates": Case(
        HEADER
        + "".join(f"2025-{m:02}-03,9000,5,4,1\n" for m in range(1, 13))
        + days("DD/03/2025,9000,5,4,1\n", 13, 28),
        252_000,
        140,
        112,
        28,
        28,
        ("EV77",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_misprint_stands_aside_and_what_is_meant_is_read(name: str, tmp_path: Path) -> None:
    holds(CASES[name], tmp_path)
