"""Records as they are published, and the counts that they hold: each text with the sums that a reader can redo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.record.record import Record

HEADER = "date,faces_seen,alerts,true_alerts,false_alerts\n"
TWENTY = "".join(f"2025-02-{d:02},{9001 + 100 * d},{10 + d % 3},{9 + d % 3},1\n" for d in range(1, 21))
SUMS = (201_020, 221, 201, 20)  # of faces, alerts, right and wrong ones: 20 * 9001 + 100 * 210, and so on
TOTAL = "201020,221,201,20\n"


@dataclass(frozen=True)
class Case:
    """A record, and what its rows come to. ``said``: codes of the problems that say how it was read."""

    text: str
    faces: int
    alerts: int
    right: int
    wrong: int
    rows: int
    said: tuple[str, ...] = ()


def put(folder: Path, text: str) -> Path:
    file = folder / "record.csv"
    file.write_text(text, encoding="utf-8")
    return file


def sums(record: Record) -> tuple[int, int, int, int]:
    counts = [(e.faces_seen or 0, e.alerts or 0, e.right or 0, e.wrong or 0) for e in record.entries]
    faces, alerts, right, wrong = (sum(column) for column in zip(*counts, strict=True))
    return faces, alerts, right, wrong


def codes(record: Record) -> set[str]:
    return {problem.code for problem in record.problems}


def days(row: str, first: int = 1, last: int = 10) -> str:
    return "".join(row.replace("DD", f"{d:02}") for d in range(first, last + 1))


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
    "days without alerts": Case(HEADER + TWENTY + "2025-02-21,0,0,0,0\n2025-02-22,0,0,0,0\n", *SUMS, 22),
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
    "titles above": Case(
        "Live facial recognition,,,,\nForce: Anyshire,Period: 2025,,,\n\n" + HEADER + TWENTY, *SUMS, 20
    ),
    "a header in two rows": Case(
        ",,Alerts,,,Faces,Outcome,\nDate,Location,Total,True,False,seen (est.),Arrest,Other\n"
        + days("DD/02/2025,P,4,3,1,9000,1,1\n", 4, 23),
        180_000,
        80,
        60,
        20,
        20,
        ("EV74", "EV41"),
    ),
    "a header in two rows, upper cells merged": Case(
        "Date,True alerts,,False alerts,,Faces\n,Confirmed,Unconfirmed,Confirmed,Unconfirmed,seen\n"
        + days("DD/02/2025,2,1,1,0,9000\n", 4, 23),
        180_000,
        80,
        60,
        20,
        20,
        ("EV74",),
    ),
    "headings as forces print them": Case(
        "Event,Date,Faces processed,Alerts,True Positive,False Positive,Arrests,Duration,Min Threshold Setting\n"
        + days("E,DD/04/2025,12000,6,5,1,2,5hr 11m,0.64\n", 1, 12),
        144_000,
        72,
        60,
        12,
        12,
        ("EV36",),
    ),
    "matches beside alerts": Case(
        "Date,No. of faces scanned,Number of alerts,Matches,Mismatches\n" + days("2025-02-DD,9000,4,3,1\n"),
        90_000,
        40,
        30,
        10,
        10,
        ("EV74",),
    ),
    "European numbers": Case(
        "date;faces_seen;threshold;alerts;true_alerts;false_alerts\n" + days("DD.06.2025;9.780;0,64;5;4;1\n"),
        97_800,
        50,
        40,
        10,
        10,
        ("EV70",),
    ),
    "German": Case(
        "Datum;Ort;Erfasste Gesichter;Treffer gesamt;Richtige Treffer;Falsche Treffer;Schwelle;Dauer\n"
        + days("DD. März 2025;Bahnhof;9.781;5;4;1;0,64;4 Std. 30 Min.\n")
        + "Gesamt;;97.810;50;40;10;;\n",
        97_810,
        50,
        40,
        10,
        10,
        ("EV70", "EV42"),
    ),
    "French": Case(
        "Date;Lieu;Visages analysés;Alertes;Vraies alertes;Fausses alertes\n"
        + days("DD février 2025;L;9 781;5;4;1\n")
        + "Total général;;97 810;50;40;10\n",
        97_810,
        50,
        40,
        10,
        10,
        ("EV42",),
    ),
    "Spanish": Case(
        "Fecha;Lugar;Rostros escaneados;Alertas;Alertas verdaderas;Falsas alertas\n"
        + days("DD de marzo de 2025;L;9781;5;4;1\n"),
        97_810,
        50,
        40,
        10,
        10,
    ),
    "Italian": Case(
        "Data;Luogo;Volti scansionati;Allarmi;Veri positivi;Falsi positivi\n" + days("DD maggio 2025;L;9781;5;4;1\n"),
        97_810,
        50,
        40,
        10,
        10,
    ),
    "Dutch": Case(
        "Datum;Locatie;Gezichten gescand;Meldingen;Juiste meldingen;Valse meldingen\n"
        + days("DD maart 2025;L;9781;5;4;1\n"),
        97_810,
        50,
        40,
        10,
        10,
    ),
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
def test_a_record_as_published_gives_the_counts_that_it_holds(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    record = read_record(put(tmp_path, case.text))
    assert sums(record) == (case.faces, case.alerts, case.right, case.wrong)
    assert (len(record.entries), record.rows_used) == (case.rows, case.rows)
    assert set(case.said) <= codes(record)


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
