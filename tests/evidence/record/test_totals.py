"""Rows of a published record that are no deployment: totals, averages, sources, titles, a new page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evidence.record.published import HEADER, SUMS, TOTAL, TWENTY, Case, days, holds

if TYPE_CHECKING:
    from pathlib import Path

BY_PLACE = "date,place,faces_seen,alerts,true_alerts,false_alerts\n" + "".join(
    f"2025-02-0{day},{place},{faces + day},6,4,2\n"
    for day in (2, 3, 4)
    for place, faces in (("Mall", 9000), ("Port", 8001))
)
BY_CAMERA = "date,camera,alerts,true_alerts,false_alerts\n"
CASES = {
    "an unlabelled total": Case(HEADER + TWENTY + f",{TOTAL}", *SUMS, 20, ("EV42",)),
    "a total of another name": Case(HEADER + TWENTY + f"Total (20 deployments),{TOTAL}", *SUMS, 20, ("EV42",)),
    "a German total": Case(HEADER + TWENTY + f"Gesamt,{TOTAL}", *SUMS, 20, ("EV42",)),
    "a total above": Case(HEADER + f"All deployments,{TOTAL}" + TWENTY, *SUMS, 20, ("EV42",)),
    "an unlabelled total above": Case(HEADER + f",{TOTAL}" + TWENTY, *SUMS, 20, ("EV42",)),
    "a total with the date of its publication": Case(HEADER + TWENTY + f"2025-03-01,{TOTAL}", *SUMS, 20, ("EV42",)),
    "a total that does not sum": Case(HEADER + TWENTY + "Total,201020,231,201,20\n", *SUMS, 20, ("EV42",)),
    "years with their totals, and all": Case(
        HEADER
        + days("2024-02-DD,9001,11,10,1\n")
        + "2024,90010,110,100,10\n"
        + days("2025-02-DD,8002,9,7,2\n")
        + "2025,80020,90,70,20\n,170030,200,170,30\n",
        170_030,
        200,
        170,
        30,
        20,
        ("EV42",),
    ),
    "two rows of which one equals the other": Case(
        HEADER + "2025-02-01,9000,5,4,1\n2025-02-02,9000,5,4,1\n", 18_000, 10, 8, 2, 2
    ),
    "small counts that sum by chance": Case(
        "date,alerts,true_alerts,false_alerts\n2025-02-01,1,1,0\n2025-02-02,2,1,1\n2025-02-03,3,2,1\n", 0, 6, 4, 2, 3
    ),
    "a stray fraction below": Case(HEADER + TWENTY + "0.0011,of faces seen led to an alert,,,\n", *SUMS, 20, ("EV73",)),
    "a source below": Case(HEADER + TWENTY + "\nSource: disclosure log 1234\n* estimate\n", *SUMS, 20, ("EV73",)),
    "averages below": Case(
        HEADER + TWENTY + "Average,10051,11.05,10.05,1\n,10051,11.05,10.05,1\n", *SUMS, 20, ("EV73",)
    ),
    "rates below": Case(HEADER + TWENTY + ",,0.11%,91%,9%\n", *SUMS, 20, ("EV73",)),
    "a new page": Case(
        HEADER + "".join(TWENTY.splitlines(keepends=True)[:9]) + HEADER + "".join(TWENTY.splitlines(keepends=True)[9:]),
        *SUMS,
        20,
        ("EV73",),
    ),
    "lines of places below": Case(
        BY_PLACE + ",Mall,27009,18,12,6\n,Port,24012,18,12,6\n", 51_021, 36, 24, 12, 6, ("EV42",)
    ),
    "a line of a place that is off by one count": Case(
        BY_PLACE + ",Mall,27059,18,12,6\n,Port,24012,18,12,6\n", 51_021, 36, 24, 12, 6, ("EV42",)
    ),
    "a row of both cameras a day": Case(
        BY_CAMERA
        + "".join(f"2025-02-0{d},{cam}\n" for d in (1, 2, 3) for cam in ("A,3,2,1", "B,1,0,1", "A and B,4,2,2")),
        0,
        12,
        6,
        6,
        6,
        ("EV42",),
    ),
    "a row of both cameras, one of which stood idle": Case(
        BY_CAMERA
        + "".join(f"2025-02-0{d},{cam}\n" for d in (1, 2, 3) for cam in ("A,3,2,1", "B,1,0,1", "A and B,4,2,2"))
        + "2025-02-04,A,3,2,1\n2025-02-04,A and B,3,2,1\n",
        0,
        15,
        8,
        7,
        7,
        ("EV42",),
    ),
    "a row of all groups of one day": Case(
        "date,group,faces_seen,alerts,true_alerts,false_alerts\n"
        "2025-02-01,black,1000,9,1,8\n2025-02-01,white,4000,9,1,8\n2025-02-01,all,5000,18,2,16\n",
        5000,
        18,
        2,
        16,
        2,
        ("EV42",),
    ),
    "a place that is called All, and one alert": Case(
        "date,place,alerts,true_alerts,false_alerts\n"
        "2025-02-01,Mall,1,0,1\n2025-02-01,Port,1,1,0\n2025-02-01,All Saints,2,1,1\n",
        0,
        4,
        2,
        2,
        3,
    ),
    "round figures of three vans that sum by chance": Case(
        "date,van,faces_seen,alerts,true_alerts,false_alerts\n"
        "2025-02-01,A,2000,2,1,1\n2025-02-01,B,3000,1,0,1\n2025-02-01,C,5000,3,1,2\n"
        "2025-02-02,A,2000,2,1,1\n2025-02-02,B,3000,1,1,0\n2025-02-02,C,4000,3,1,2\n",
        19_000,
        12,
        5,
        7,
        6,
    ),
    "titles above": Case(
        "Live facial recognition,,,,\nForce: Anyshire,Period: 2025,,,\n\n" + HEADER + TWENTY, *SUMS, 20
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_totals_and_remarks_are_no_deployments(name: str, tmp_path: Path) -> None:
    holds(CASES[name], tmp_path)
