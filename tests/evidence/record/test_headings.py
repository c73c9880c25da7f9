"""The headings of published records: in two rows, as forces print them, in six languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from tests.evidence.record.published import Case, days, holds, put

if TYPE_CHECKING:
    from pathlib import Path

CASES = {
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
}


@pytest.mark.parametrize("name", CASES)
def test_headings_as_they_are_published_are_known(name: str, tmp_path: Path) -> None:
    holds(CASES[name], tmp_path)


def test_columns_of_declared_groups_that_are_not_read_are_told_first(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(
        "date,faces_seen,alerts,false_alerts,false_alerts_black,false_alerts_white,alerts_black,alerts_white,place_black\n"
        "2025-03-01,50000,10,2,2,0,4,6,A\n2025-03-08,60000,12,3,2,1,5,7,B\n"
    )
    leading = [p.found for p in read_record(file, groups="black,white").problems if p.leads]
    assert leading == ["2 columns of the groups were not read: alerts_black, alerts_white"]
    assert not any(p.leads for p in read_record(file).problems)


PLACES = (
    "Deployment,Date,Faces seen,Total alerts,Positive alerts,Positive interventions,Incorrect alerts,"
    "Incorrect interventions,Arrests or disposals\nPort A,2025-11-10,1083,3,2,2,1,1,1\n"
    "Port B,2025-11-11,2214,4,3,1,1,0,0\n"
)


def test_positive_interventions_are_right_stops_beside_incorrect_ones(tmp_path: Path) -> None:
    record = read_record(put(tmp_path, PLACES))
    assert [(e.right_stops, e.wrong_stops, e.stops, e.arrests) for e in record.entries] == [(2, 1, 3, 1), (1, 0, 1, 0)]


def test_a_column_deployment_of_words_is_proposed_as_the_place(tmp_path: Path) -> None:
    file = put(tmp_path, PLACES)
    (said,) = [p.do for p in read_record(file).problems if p.code == "EV31"]
    assert said == "did you mean place by Deployment? If so: --column place='Deployment'"
    assert [e.place for e in read_record(file, columns={"place": "Deployment"}).entries] == ["Port A", "Port B"]
    with pytest.raises(EvidenceError, match="if it is the place: --column place='Deployment'"):
        read_record(file, columns={"deployments": "Deployment"})


def test_headings_of_groups_are_read_as_they_are_published_and_how_is_said(tmp_path: Path) -> None:
    text = "date,faces_seen,alerts,false_alerts,False alert - White,False alert - Black\n2025-05-01,9000,9,3,1,2\n"
    file = put(tmp_path, text + "2025-05-02,8000,7,2,1,1\n")
    (said,) = [p.do for p in read_record(file).problems if p.code == "EV31"]
    assert said == "if they count groups of people, name these: --groups white,black"
    groups = read_record(file, groups=said.rpartition(" ")[2]).groups
    assert [(g.name, g.false_alerts, g.all_false_alerts) for g in groups] == [("white", 2, 5), ("black", 3, 5)]
