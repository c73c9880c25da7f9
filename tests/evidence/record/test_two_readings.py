"""What a published record leaves two readings of: it is asked for, and nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from tests.evidence.record.published import HEADER, TWENTY, days, put

if TYPE_CHECKING:
    from pathlib import Path

STOPS = {
    "a column of false alerts without a 0, mostly empty": (
        "date,faces_seen,false_alerts\n" + days("2025-01-DD,9000,\n", 1, 24) + days("2025-01-DD,9000,2\n", 25, 28),
        "EV71",
        "--empty false_alerts=zero",
    ),
    "days without alerts left empty": (
        HEADER + days("2025-01-DD,9000,,,\n", 1, 24) + days("2025-01-DD,9000,3,2,1\n", 25, 28),
        "EV71",
        "--empty alerts=zero",
    ),
    "dashes that nothing explains": (
        "date,faces_seen,false_alerts\n" + days("2025-01-DD,9000,-\n", 1, 24) + days("2025-01-DD,9000,2\n", 25, 28),
        "EV71",
        "--empty",
    ),
    "points that may be of thousands": (HEADER + days("2025-01-DD,9.780,5,4,1\n"), "EV70", "--decimal"),
    "points before three zeros": (HEADER + days("2025-01-DD,9.000,5,4,1\n"), "EV70", "--decimal"),
    "matches that may be all alerts or the right ones": (
        "date,faces,matches,false matches\n" + days("2025-01-DD,9000,5,1\n"),
        "EV74",
        "--column 'true_alerts=matches'",
    ),
    "one upper heading over two": (
        "Date,False,,Faces\n,Alerts,Stops,Seen\n" + days("2025-01-DD,1,1,9000\n").replace("Alerts", ""),
        "EV74",
        "--column",
    ),
    "a row without date that is the largest of all": (
        HEADER + TWENTY + ",301020,331,301,30\n",
        "EV42",
        "--without-rows",
    ),
    "a row of a confusion matrix": ("true_negatives,false_negatives,rate\n1,2,3\n", "EV31", ""),
    "a date that is none": (HEADER + "31/02/2025,9000,5,4,1\n" + TWENTY, "EV36", ""),
    "verified neither yes nor no": (
        "date,faces_seen,alerts,false_alerts,alerts_verified\n2025-01-01,9000,5,1,perhaps\n",
        "EV78",
        "",
    ),
}


@pytest.mark.parametrize("name", STOPS)
def test_what_has_two_readings_is_asked_and_the_answer_is_named(name: str, tmp_path: Path) -> None:
    text, code, option = STOPS[name]
    with pytest.raises(EvidenceError) as stopped:
        read_record(put(tmp_path, text))
    (problem, *_) = [p for p in stopped.value.problems if p.code == code]
    assert problem.stops
    assert option in problem.do
