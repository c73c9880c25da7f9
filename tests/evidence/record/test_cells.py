"""Single cells: numbers, durations, dates and headings, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from bystander.evidence.record.dates import how_written, read_day
from bystander.evidence.record.durations import hours_of, unit_of_bare
from bystander.evidence.record.headings import recognise
from bystander.evidence.record.numbers import Reading, read_number


@pytest.mark.parametrize(
    ("cell", "decimal", "read"),
    [
        ("8,600", "", Reading(8600)),
        ("1’229’140", "", Reading(1_229_140)),
        ("8\u202f600", "", Reading(8600)),
        ("9.780", "", Reading(None, "point")),
        ("9.000", "", Reading(None, "point")),
        ("1.229.140", "", Reading(None, "point")),
        ("9.780", ",", Reading(9780)),
        ("1.229.140", ",", Reading(1_229_140)),
        ("9,780", ",", Reading(None, "fraction")),
        ("0,640", "", Reading(None, "number")),
        ("c. 9780", "", Reading(9780, about=True)),
        ("9780 (est.)", "", Reading(9780, about=True)),
        ("rund 9780", "", Reading(9780, about=True)),
        (">17265", "", Reading(17_265, bound="at least")),
        ("17265+", "", Reading(17_265, bound="at least")),
        ("mehr als 17265", "", Reading(17_265, bound="at least")),
        ("up to 5", "", Reading(5, bound="at most")),
        ("over 2.5 million", "", Reading(2_500_000, about=True, bound="at least")),
        ("470k", "", Reading(470_000, about=True)),
        ("9780 faces", "", Reading(9780)),
        ("1" * 20, "", Reading(None, "number")),
        ("12 to 15", "", Reading(None, "number")),
        ("5 %", "", Reading(None, "number")),
        ("1_000", "", Reading(None, "number")),
    ],
)
def test_a_count_is_read_or_has_a_fault(cell: str, decimal: str, read: Reading) -> None:
    assert read_number(cell, whole=True, decimal=decimal) == read  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("5hr 11m", 5 + 11 / 60),
        ("4hr 47m", 4 + 47 / 60),
        ("4:47", 4 + 47 / 60),
        ("04:47:00", 4 + 47 / 60),
        ("1 day, 1:12:00", 25.2),
        ("4.5 hours", 4.5),
        ("4,5 Stunden", 4.5),
        ("287 min", 287 / 60),
        ("4h47", 4 + 47 / 60),
        ("4 hours and 30 minutes", 4.5),
        ("10:00-16:30", 6.5),
        ("22:00 to 02:00", 4),
        ("all day", None),
        ("5", None),
    ],
)
def test_a_duration_is_read_in_hours(cell: str, hours: float | None) -> None:
    assert hours_of(cell) == (None if hours is None else pytest.approx(hours))


def test_a_bare_duration_has_a_unit_where_all_of_its_column_can_only_have_one() -> None:
    assert unit_of_bare(["4", "5.5", "N/A"]) == "hours"
    assert unit_of_bare(["287", "311", "0"]) == "minutes"
    assert unit_of_bare(["4", "287"]) == ""
    assert unit_of_bare(["0.2", "0.21"]) == ""  # shares of a day
    assert hours_of("287", bare="minutes") == pytest.approx(287 / 60)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("1er juin 2025", date(2025, 6, 1), date(2025, 6, 1)),
        ("1. März 2025", date(2025, 3, 1), date(2025, 3, 1)),
        ("12 déc. 2024", date(2024, 12, 12), date(2024, 12, 12)),
        ("3 de marzo de 2025", date(2025, 3, 3), date(2025, 3, 3)),
        ("12 agosto 2025", date(2025, 8, 12), date(2025, 8, 12)),
        ("5 mei 2025", date(2025, 5, 5), date(2025, 5, 5)),
        ("Samstag, 1. Juni 2025", date(2025, 6, 1), date(2025, 6, 1)),
        ("Sat 01/06/2025", date(2025, 6, 1), date(2025, 6, 1)),
        ("1-3 June 2025", date(2025, 6, 1), date(2025, 6, 3)),
        ("1 & 2 June 2025", date(2025, 6, 1), date(2025, 6, 2)),
        ("29 May - 4 June 2017", date(2017, 5, 29), date(2017, 6, 4)),
        ("01/06/2025 - 03/06/2025", date(2025, 6, 1), date(2025, 6, 3)),
        ("2025-06-01/2025-06-03", date(2025, 6, 1), date(2025, 6, 3)),
        ("June - August 2018", date(2018, 6, 1), date(2018, 8, 31)),
        ("w/c 2 June 2025", date(2025, 6, 2), date(2025, 6, 8)),
        ("Q1 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("June 2025", date(2025, 6, 1), date(2025, 6, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("45000", date(2023, 3, 15), date(2023, 3, 15)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(cell: str, first: date, last: date) -> None:
    assert read_day(cell) == (first, last)


@pytest.mark.parametrize(
    "cell", ["Total", "1 jui 2025", "31/06/2025", "2023/24", "before 3 June 2025", "9780", "1 June", "June 3"]
)
def test_what_is_no_date_or_may_be_two_is_none(cell: str) -> None:
    assert read_day(cell) is None


def test_dates_in_two_styles_are_doubtful_where_the_month_may_be_the_day() -> None:
    swapped = [f"2025-{m:02}-03" for m in range(1, 13)] + [f"{d}/03/2025" for d in range(13, 29)]
    assert how_written(swapped).doubtful
    assert how_written(["13/04/2025", "04/14/2025"]).doubtful
    assert not how_written(["2025-03-03", "2025-03-14", "15/03/2025"]).doubtful  # a 14th month there is not
    assert not how_written(["2024-07-11", "13/07/2024"]).doubtful  # the other way round it would be four months away


def test_dots_tell_that_the_day_is_first() -> None:
    assert not how_written(["04.05.2024"]).assumed
    assert how_written(["04/05/2024"]).assumed


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Total Alerts", ("alerts",)),
        ("No. of alerts", ("alerts",)),
        ("Total number of alerts generated", ("alerts",)),
        ("True Alerts Unconfirmed", ("true_unconfirmed",)),
        ("False Positive", ("false_alerts",)),
        ("Alerts / True", ("true_alerts",)),
        ("Mismatches", ("false_alerts",)),
        ("Fehlalarme", ("false_alerts",)),
        ("Faux positifs", ("false_alerts",)),
        ("Vraies alertes", ("true_alerts",)),
        ("Falsos positivos", ("false_alerts",)),
        ("Onterechte meldingen", ("false_alerts",)),
        ("Matches", ("true_alerts", "alerts")),
        ("Positive alerts", ("true_alerts", "alerts")),
        ("Confirmed matches", ("true_confirmed", "true_alerts")),
        ("Faces processed", ("faces_seen",)),
        ("Nombre de visages", ("faces_seen",)),
        ("Min Threshold Setting", ("threshold",)),
        ("Match threshold", ("threshold",)),
        ("Duration (mins)", ("duration_min",)),
        ("Duration (hh:mm)", ("duration",)),
        ("Outcome - Arrest", ("arrests",)),
        ("Persons stopped", ("stops",)),
        ("False alert engagements", ("false_stops",)),
        ("Number of people on the watchlist", ("watchlist_size",)),
        ("False Alert Rate", ()),
        ("Alerts per hour", ()),
        ("% false alerts", ()),
        ("false_alerts_black", ()),
        ("alerts_reviewed", ()),
        ("True negatives", ()),
        ("Faces enrolled", ()),
        ("Visitors", ()),
        ("score", ()),
    ],
)
def test_a_heading_names_a_column_several_or_none(heading: str, columns: tuple[str, ...]) -> None:
    assert recognise(heading).columns == columns
