"""The parts of a record that are audited one by one: all of it, each operator, each threshold, each period."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from bystander.findings import Point, dates, wording
from bystander.quantities.record.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.evidence.record.record import Record

MOST_PARTS = 100  # more thresholds, or periods, are no parts that a report could tell one by one
SHORT_PLACE = 4  # words of a place that a period is named by
HALF = 6  # months of a half-year
FULL_YEARS = 3  # a record of more years than this is cut by year, a shorter one by half-year


def operators(record: Record) -> list[str]:
    """Return the operators that the record names, in order."""
    return sorted({entry.who for entry in record.entries if entry.who})


def wholes(record: Record) -> list[Scope]:
    """Return the record as one scope, or one for each operator where it names several (and one for the unnamed)."""
    entries = in_order(record.entries)
    names, unread = operators(record), record.unread_counts
    if not names:
        return [Scope(entries=entries, unread=unread)]
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_name[entry.who or "operator not named"].append(entry)
    if len(by_name) == 1:
        return [Scope(entries=entries, unread=unread)]
    return [Scope(entries=tuple(by_name[n]), said=n, unread=unread, group={"operator": n}) for n in sorted(by_name)]


def parts(whole: Scope) -> list[Scope]:
    """Return the thresholds and the periods of a whole, where it has more than one."""
    return whole.once("parts", lambda: _parts(whole))


def _parts(whole: Scope) -> list[Scope]:
    by_threshold: dict[float, list[int]] = defaultdict(list)
    by_period: dict[str, list[int]] = defaultdict(list)
    years = by_years(whole.entries)
    for at, entry in enumerate(whole.entries):
        if entry.threshold is not None:
            by_threshold[entry.threshold].append(at)
        if (label := period(entry, years=years)) is not None:
            by_period[label].append(at)
    found = []
    if 1 < len(by_threshold) <= MOST_PARTS:
        found += [
            whole.part(
                by_threshold[t], said=_joined(whole, f"at threshold {wording.threshold(t)}"), point=Point(threshold=t)
            )
            for t in sorted(by_threshold)
        ]
    if 1 < len(by_period) <= MOST_PARTS:
        found += [
            whole.part(by_period[label], said=_joined(whole, dates.spoken(label)), point=Point(period=label))
            for label in sorted(by_period)
        ]
    return found


def same_rows(found: Sequence[Scope], part: Scope) -> str:
    """Say of a period that its rows are those of a threshold, so that nobody takes the two for two findings."""
    rows = [e.row for e in part.entries]
    thresholds = (p.point.threshold for p in found if [e.row for e in p.entries] == rows)
    same = next((at for at in thresholds if at is not None and part.point.period is not None), None)
    return "" if same is None else f"The same rows as at threshold {wording.threshold(same)}."


def in_order(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries in an order that does not depend on the file's: by date, then by what they say."""

    def key(e: Entry) -> tuple[date, str, int, int, int]:
        return (e.date or date.max, e.place or "", e.faces_seen or 0, e.alerts or 0, e.row)

    return tuple(sorted(entries, key=key))


def by_years(entries: tuple[Entry, ...]) -> bool:
    """Return whether periods are years rather than half-years."""
    return len({entry.date.year for entry in entries if entry.date}) > FULL_YEARS


def period(entry: Entry, *, years: bool) -> str | None:
    """Return "2024", "2024-H1", or "2024-09-01 to 2025-09-30" where the row spans more; None without a date."""
    if entry.date is None:
        return None
    label = f"{entry.date.year}" if years else _half(entry.date.year, entry.date.month)
    if entry.date_to is None:
        return label
    last = f"{entry.date_to.year}" if years else _half(entry.date_to.year, entry.date_to.month)
    return label if last == label else f"{entry.date} to {entry.date_to}"


def said_period(label: str) -> str:
    """Say a period by its months, or by whole years: "March 2024 to May 2025", "2022", "first half of 2024"."""
    if " to " not in label:
        return dates.period_label(label)
    start, end = label.split(" to ")
    whole = start.endswith("-01-01") and end.endswith("-12-31")
    first, last = (start[:4], end[:4]) if whole else (dates.month_of(start), dates.month_of(end))
    return first if first == last else f"{first} to {last}"


def said_part(part: Scope) -> str:
    """Say of when a period is: by its months where counts are of a part of a half-year.

    Of one deployment, of which day and where: "20 September 2025 (Stadium)".
    """
    day, place = day_and_place(part)
    where = f" ({place})" if place else ""
    if day:
        return f"{dates.day_of(day)}{where}"
    label = part.point.period or ""
    return months(part.entries) if "-H" in label and _cut_short(part.entries) else said_period(label)


def _cut_short(entries: Sequence[Entry]) -> bool:
    """Return whether counts of a half-year begin or end more than a month within it: then they are not of all of it."""
    first, last = ((int(day.split("-")[1]) - 1) % HALF for day in days(entries))
    return first > 1 or last < HALF - 2


def day_and_place(part: Scope) -> tuple[str, str]:
    """Return the day and the place of a part that is one deployment on one day, else nothing; long places not."""
    first, *others = part.entries
    if others or first.date is None or first.deployments != 1 or first.date_to not in {None, first.date}:
        return "", ""
    place = first.place or ""
    return str(first.date), place if len(place.split()) <= SHORT_PLACE else ""


def days(entries: Iterable[Entry]) -> tuple[str, str]:
    """Return the first and the last day that entries span, as ISO dates; two empty texts where none has a date."""
    told = [day for e in entries for day in (e.date, e.date_to) if day is not None]
    return (str(min(told)), str(max(told))) if told else ("", "")


def months(entries: Iterable[Entry]) -> str:
    """Return the months that entries span: "January 2025 to June 2025"; nothing where none has a date."""
    first, last = days(entries)
    return said_period(f"{first} to {last}") if first else ""


def in_months(entries: Iterable[Entry]) -> str:
    """Say the months that entries span, to stand behind their counts: "from January 2025 to June 2025"."""
    told = months(entries)
    return within(told) if told else ""


def within(told: str) -> str:
    """Put a word of time before a period in words: "in the first half of 2024", "from March 2024 to May 2025"."""
    return f"from {told}" if " to " in told else f"in {'the ' if 'half' in told else ''}{told}"


def whose_and_when(record: Record) -> str:
    """Return whose counts a record holds, and of which months: "Metropolitan Police, June 2018 to March 2026"."""
    names = operators(record)
    whose = f"{wording.count(len(names))} operators" if len(names) > 1 else "".join(names) or "operator not named"
    return f"{whose}, {months(record.entries) or 'without dates'}"


def _half(year: int, month: int) -> str:
    return f"{year}-H{1 if month <= 6 else 2}"


def _joined(whole: Scope, said: str) -> str:
    return f"{whole.said}, {said}" if whole.said else said[0].upper() + said[1:]
