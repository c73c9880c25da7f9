"""Headings of one word that say how alerts ended: what they count is told by the sums of the rows, or asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.headings import recognise
from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.record.record import Record

SUFFOLK = (
    "Date,Location,Faces detected,Alerts,Confirmed true,Confirmed false,{}\n"
    "2025-08-07,A,15022,3,2,0,{}\n2025-08-08,B,22871,4,3,1,0\n2025-08-09,C,9110,1,1,0,0\n"
)
BAHIA = "Mês;Faces analisadas;Alertas;{};Falsos positivos\njan/2024;2.300.100;96;88;8\nfev/2024;2.120.450;110;{};11\n"


def read(tmp_path: Path, text: str, **columns: str) -> Record:
    file = tmp_path / "r.csv"
    file.write_text(text, encoding="utf-8")
    return read_record(file, columns=columns)


@pytest.mark.parametrize("heading", ["Unconfirmed", "Not confirmed", "Unverified", "Nicht bestätigt"])
def test_the_rest_of_the_alerts_is_what_nobody_judged(heading: str, tmp_path: Path) -> None:
    """3 alerts, 2 of them confirmed true, none false, 1 unconfirmed: "a misprint, or counted twice" stood there."""
    record = read(tmp_path, SUFFOLK.format(heading, 1))
    assert "unjudged" in record.columns
    assert not record.unread
    assert not [p for p in record.problems if p.code == "EV35"]
    (told,) = [p for p in record.problems if p.code == "EV74"]
    assert told.found == f"column {heading} was read as unjudged, which the other columns leave it to be"


def test_what_does_not_add_up_is_asked(tmp_path: Path) -> None:
    record = read(tmp_path, SUFFOLK.format("Unconfirmed", 2))
    assert record.unread == ("Unconfirmed",)
    (told,) = [p for p in record.problems if p.code == "EV35"]
    assert "--column unjudged='Unconfirmed'" in told.do
    assert "unjudged" in read(tmp_path, SUFFOLK.format("Unconfirmed", 2), unjudged="Unconfirmed").columns


@pytest.mark.parametrize("heading", ["Confirmados", "Confirmed", "Alertas positivas", "Bestätigt", "Verified hits"])
def test_the_rest_beside_false_alerts_is_right(heading: str, tmp_path: Path) -> None:
    """88 and 8 are 96, 99 and 11 are 110: "right alerts are not given" stood there."""
    record = read(tmp_path, BAHIA.format(heading, 99))
    assert sum(entry.right or 0 for entry in record.entries) == 187
    assert not record.unread
    assert not [p for p in record.problems if p.code == "EV44"]


def test_confirmed_alerts_that_leave_some_are_asked(tmp_path: Path) -> None:
    record = read(tmp_path, BAHIA.format("Confirmados", 90))
    assert record.unread == ("Confirmados",)
    (told,) = [p for p in record.problems if p.code == "EV31"]
    assert told.leads
    assert "--column true_alerts='Confirmados'" in told.do


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("No engagement", ()),
        ("No alert", ()),
        ("No engagements", ("stops",)),
        ("No of alerts", ("alerts",)),
        ("Alertas no confirmadas", ("true_unconfirmed",)),
        ("Alertas no correctas", ()),
        ("Alertes non confirmées", ("true_unconfirmed",)),
        ("Total no. of false alerts", ("false_alerts",)),
    ],
)
def test_no_is_a_number_or_none(heading: str, columns: tuple[str, ...]) -> None:
    """ "Alertas no confirmadas" were read as confirmed ones."""
    assert recognise(heading).columns == columns


def test_the_heading_that_says_no_is_not_the_count(tmp_path: Path) -> None:
    text = "Date,Faces seen,Alerts,Engagements,True alerts,False alerts,{}\n2025-05-01,40000,12,10,11,1,2\n"
    for heading in ("No engagement", "No engagements", "Not engaged"):
        record = read(tmp_path, text.format(heading))
        assert [entry.stops for entry in record.entries] == [10]
        assert record.unread == (heading,)
