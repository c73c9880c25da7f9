"""A made-up record, printed in hundreds of ways that people have: right counts, or a question; never wrong ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from tests.evidence.record.published import sums

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Mutation = Callable[["Printed", Random], "Printed"]

HEADINGS = (
    ("Date", "Location", "Faces seen", "Alerts", "True alerts", "False alerts"),
    ("Date of deployment", "Site", "No. of faces scanned", "Total Alerts", "True Positives", "False Positives"),
    ("Datum", "Ort", "Gesichter", "Alarme", "Richtige Treffer", "Falschalarme"),
    ("Date", "Lieu", "Visages analysés", "Alertes", "Vraies alertes", "Fausses alertes"),
    ("Fecha", "Lugar", "Rostros", "Alertas", "Alertas verdaderas", "Falsos positivos"),
    ("Datum", "Locatie", "Gezichten", "Meldingen", "Juiste meldingen", "Valse meldingen"),
)
MONTHS = (
    "January February March April May June July August September October November December",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
WIDTH = len(HEADINGS[0])
ISO = re.compile(r"^2025-\d{2}-\d{2}$")
TOTALS = ("Total", "TOTAL (all deployments)", "Gesamt", "Totaux", "Sum", "", "Summe:", "Totaal", "Grand total")
REMARKS = (
    ["Source: disclosure log"], ["* figures are provisional"], ["0.0011", "", "of faces seen led to an alert"],
    ["", "", "0.1%", "9%", "91%", "9%"], ["Average", "", "9780", "10.4", "9.3", "1.1"], ["Produced on request"],
)  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """A record as it is printed: rows above, header, body and rows below, as cells; and what its counts come to."""

    header: tuple[tuple[str, ...], ...]
    body: tuple[tuple[str, ...], ...]
    right: tuple[int, int, int, int]
    above: tuple[tuple[str, ...], ...] = ()
    below: tuple[tuple[str, ...], ...] = ()
    delimiter: str = ","
    done: tuple[str, ...] = field(default=())

    def text(self) -> str:
        """Return it as delimited text."""
        lines = (*self.above, *self.header, *self.body, *self.below)
        mark = self.delimiter
        return "".join(mark.join(f'"{c}"' if mark in c else c for c in line) + "\n" for line in lines)


def made_up(random: Random) -> Printed:
    """Return a plain record of 8 to 40 deployments, in which every alert was judged."""
    rows = []
    for at in range(random.randint(8, 40)):
        right, wrong = random.randint(0, 14), random.choice([0, 0, 1, 1, 2, 3])
        day = f"2025-{1 + at // 28:02}-{1 + at % 28:02}"
        rows.append((day, f"Place {at}", str(random.randint(3000, 40_000)), str(right + wrong), str(right), str(wrong)))
    counts = [[int(cell) for cell in row[2:]] for row in rows]
    faces, alerts, right, wrong = (sum(column) for column in zip(*counts, strict=True))
    return Printed(header=(HEADINGS[0],), body=tuple(rows), right=(faces, alerts, right, wrong))


def _cells(printed: Printed, at: int, change: Callable[[str], str]) -> Printed:
    body = tuple((*row[:at], change(row[at]), *row[at + 1 :]) if len(row) > at else row for row in printed.body)
    return replace(printed, body=body)


def other_headings(printed: Printed, random: Random) -> Printed:
    if len(printed.header[-1]) != WIDTH:
        return printed
    return replace(printed, header=(random.choice(HEADINGS),))


def two_rows_of_headings(printed: Printed, _: Random) -> Printed:
    if len(printed.header[-1]) != WIDTH:
        return printed
    upper, lower = ("", "", "Faces", "Alerts", "", ""), ("Date", "Location", "seen", "Total", "True", "False")
    return replace(printed, header=(upper, lower))


def titles(printed: Printed, random: Random) -> Printed:
    return replace(
        printed, above=random.choice([(("Deployments 2025",),), (("Force:", "Anyshire"), ("", "")), (("",),)])
    )


def dates(printed: Printed, random: Random) -> Printed:
    months = random.choice(MONTHS).split()

    def words(day: str) -> str:
        year, month, of = day.split("-")
        return f"{int(of)} {months[int(month) - 1]} {year}"

    def slashed(day: str) -> str:
        return "/".join(day.split("-")[::-1])

    ways: list[Callable[[str], str]] = [
        words,
        slashed,
        lambda day: slashed(day).replace("/", "."),
        lambda d: f"{d} 00:00:00",
    ]
    way = random.choice(ways)
    return _cells(printed, 0, lambda cell: way(cell) if ISO.match(cell) else cell)


def swapped_dates(printed: Printed, _: Random) -> Printed:
    def swap(day: str) -> str:
        year, month, of = day.split("-")
        return f"{year}-{of}-{month}" if int(of) <= 12 else f"{of}/{month}/{year}"

    return _cells(printed, 0, lambda cell: swap(cell) if ISO.match(cell) else cell)


def empty_for_none(printed: Printed, random: Random) -> Printed:
    if len(printed.header[-1]) != WIDTH:
        return printed
    if "a_part_missing" in printed.done:  # two parts of one row, and nothing tells
        return printed
    mark = random.choice(["", "-", "–", "nil", "None"])
    return _cells(printed, random.choice([4, 5]), lambda cell: mark if cell == "0" else cell)


def a_part_missing(printed: Printed, random: Random) -> Printed:
    if len(printed.header[-1]) != WIDTH:
        return printed
    at, body = random.choice([3, 4, 5]), list(printed.body)
    for place in random.sample(range(len(body)), len(body) // 3):
        if "7292" not in body[place] and all(cell.isdigit() for cell in body[place][3:]):
            body[place] = (*body[place][:at], random.choice(["", "N/A", "-"]), *body[place][at + 1 :])
    return replace(printed, body=tuple(body))


def a_column_missing(printed: Printed, random: Random) -> Printed:
    if "aside" in printed.done or any(not cell.isdigit() for row in printed.body for cell in row[3:]):
        return printed
    at = random.choice([3, 4, 5])
    cut: Callable[[tuple[str, ...]], tuple[str, ...]] = lambda row: (*row[:at], *row[at + 1 :])  # noqa: E731
    return replace(printed, header=(cut(printed.header[0]),), body=tuple(cut(row) for row in printed.body))


def grouped(printed: Printed, random: Random) -> Printed:
    mark = random.choice([",", " ", "'", "."])
    return _cells(printed, 2, lambda cell: f"{int(cell):,}".replace(",", mark) if cell.isdigit() else cell)


def a_misprint(printed: Printed, random: Random) -> Printed:
    """Print in one row more alerts than can be; it is to be out of all counts, or asked about."""
    place = random.randrange(len(printed.body))
    row = printed.body[place]
    width = len(printed.header[-1])
    if width != WIDTH or not all(cell.isdigit() for cell in row[2:]):
        return printed
    body = (*printed.body[:place], (*row[:3], "7292", *row[4:]), *printed.body[place + 1 :])
    right = tuple(n - int(cell) for n, cell in zip(printed.right, row[2:], strict=True))
    return replace(printed, body=body, right=right, done=(*printed.done, "aside"))  # type: ignore[arg-type]


def a_total(printed: Printed, random: Random) -> Printed:
    if "aside" in printed.done or len(printed.header[-1]) != WIDTH:
        return printed
    label = random.choice(TOTALS)
    row = (label, "", *(str(n) for n in printed.right))
    if random.random() < 0.3:
        return replace(printed, body=(row, *printed.body))
    return replace(printed, body=(*printed.body, row))


def a_total_that_is_off(printed: Printed, random: Random) -> Printed:
    if len(printed.header[-1]) != WIDTH:
        return printed
    faces, *rest = printed.right
    row = (random.choice(TOTALS), "", str(faces + random.choice([-100, 9, 2000])), *(str(n) for n in rest))
    return replace(printed, body=(*printed.body, row))


def half_years(printed: Printed, _: Random) -> Printed:
    if len(printed.header[-1]) != WIDTH or not all(c.isdigit() for row in printed.body for c in row[2:]):
        return printed
    cut = len(printed.body) // 2
    parts = []
    for part in (printed.body[:cut], printed.body[cut:]):
        counts = [[int(cell) for cell in row[2:]] for row in part]
        parts += [*part, ("", "", *(str(sum(column)) for column in zip(*counts, strict=True)))]
    return replace(printed, body=tuple(parts))


def remarks(printed: Printed, random: Random) -> Printed:
    return replace(printed, below=tuple(tuple(row) for row in random.sample(REMARKS, random.randint(1, 3))))


def pages(printed: Printed, _: Random) -> Printed:
    cut = len(printed.body) // 2
    return replace(printed, body=(*printed.body[:cut], *printed.header, *printed.body[cut:]))


def a_section(printed: Printed, _: Random) -> Printed:
    cut = len(printed.body) // 2
    return replace(printed, body=(*printed.body[:cut], ("Second half of the year",), *printed.body[cut:]))


def semicolons(printed: Printed, _: Random) -> Printed:
    return replace(printed, delimiter=";")


def padded(printed: Printed) -> Printed:
    """Fill rows up to the width of the header, as spreadsheets write them."""
    width = max(len(row) for row in (*printed.header, *printed.body))

    def fill(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple((*row, *[""] * (width - len(row)))[:width] for row in rows)

    return replace(
        printed,
        header=fill(printed.header),
        body=fill(printed.body),
        above=fill(printed.above),
        below=fill(printed.below),
    )


# in the order in which they are applied: counts first, then rows, then how it is all written
MUTATIONS: tuple[Mutation, ...] = (
    a_misprint, half_years, a_total, a_total_that_is_off, a_column_missing, a_part_missing, empty_for_none, grouped,
    dates, swapped_dates, other_headings, two_rows_of_headings, titles, remarks, pages, a_section, semicolons,
)  # fmt: skip


def mutated(seed: int) -> Printed:
    """Return a record with one to four mutations."""
    random = Random(seed)
    printed = made_up(random)
    chosen = sorted(random.sample(range(len(MUTATIONS)), random.randint(1, 4)))
    if {MUTATIONS.index(a_total), MUTATIONS.index(a_total_that_is_off), MUTATIONS.index(half_years)} <= {*chosen}:
        chosen.remove(MUTATIONS.index(a_total))
    for at in chosen:
        was = printed
        printed = MUTATIONS[at](printed, random)
        if printed is not was:
            printed = replace(printed, done=(*printed.done, MUTATIONS[at].__name__))
    return padded(printed)


def read(file: Path) -> tuple[tuple[int, int, int, int], EvidenceError | None]:
    """Return what the counts of a file come to, or why it is not read."""
    try:
        return sums(read_record(file)), None
    except EvidenceError as stopped:
        return (0, 0, 0, 0), stopped


@pytest.mark.parametrize("seed", range(400))
def test_a_mutated_record_has_the_right_counts_or_is_a_question(seed: int, tmp_path: Path) -> None:
    printed = mutated(seed)
    file = tmp_path / "record.csv"
    file.write_text(printed.text(), encoding="utf-8")
    found, stopped = read(file)
    if stopped is None:
        assert found == printed.right, printed.done
    else:
        assert any(p.stops and p.do for p in stopped.problems), printed.done


def test_most_mutated_records_are_read_on_the_first_try(tmp_path: Path) -> None:
    asked = 0
    for seed in range(400):
        file = tmp_path / "record.csv"
        file.write_text(mutated(seed).text(), encoding="utf-8")
        asked += read(file)[1] is not None
    assert asked <= 40
