"""How long cameras ran, as it is printed: "5hr 11m", "4:47", "04:47:00", "4.5 hours", "287 min", "10:00-16:30"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from bystander.evidence.record.numbers import known, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.evidence.record.numbers import Decimal

Unit = Literal["", "hours", "minutes"]  # of a bare number; "": not told
# Columns of how long cameras ran, and the unit of their bare numbers; of several in a row the first is taken.
DURATIONS: dict[str, Unit] = {"hours": "hours", "duration_min": "minutes", "duration": ""}

_HOURS = r"h|hr|hrs|hour|hours|std|stunde|stunden|heure|heures|hora|horas|ora|ore|uur|u"
_MINUTES = r"m|min|mins|minute|minutes|minuten|minutos|minuti|minuto"
_WORDS = re.compile(
    rf"^(?:(?P<h>\d+(?:[.,]\d+)?)\s*(?:{_HOURS})\.?)?[\s,&]*(?:(?:and|und|et|y|e|en)\s+)?"
    rf"(?:(?P<m>\d+(?:[.,]\d+)?)\s*(?:{_MINUTES})\.?|(?P<bare>\d{{1,2}}))?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^(?:(?P<d>\d+) days?, )?(?P<h>\d{1,3}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.0+)?)?$")
_SPAN = re.compile(r"^(\d{1,2})[:.h](\d{2})\s*(?:h|hrs)?\s*(?:-|–|—|to|bis|à)\s*(\d{1,2})[:.h](\d{2})\s*(?:h|hrs)?$")
MOST_HOURS = 24  # bare numbers up to it may be hours, and from LEAST_MINUTES on minutes
LEAST_MINUTES = 30


def hours_of(cell: str, *, bare: Unit = "", decimal: Decimal = "") -> float | None:
    """Return hours; None where a cell cannot be read, as a bare number whose unit is not told."""
    text = " ".join(cell.split())
    if clock := _CLOCK.match(text):
        days, hours, minutes, seconds = (int(clock[name] or 0) for name in "dhms")
        return 24 * days + hours + minutes / 60 + seconds / 3600
    if span := _SPAN.match(text):
        begin, end = (int(span[at]) + int(span[at + 1]) / 60 for at in (1, 3))
        return (end - begin) % 24
    words = _WORDS.match(text)
    if words and (words["h"] or words["m"]):
        if words["bare"] and not words["h"]:
            return None
        parts = [float((words[name] or "0").replace(",", ".")) for name in ("h", "m", "bare")]
        return parts[0] + (parts[1] + parts[2]) / 60
    value = read_number(text, whole=False, decimal=decimal).value if bare else None
    return None if value is None else float(value) / (60 if bare == "minutes" else 1)


def unit_of_bare(cells: Iterable[str], decimal: Decimal = "") -> Unit:
    """Return the unit that all bare numbers of a column can only have: none above a day is in hours; "" if unclear."""
    numbers = [
        value
        for cell in cells
        if known(cell) and (value := read_number(cell, whole=False, decimal=decimal).value) is not None
    ]
    if numbers and all(0 <= n < MOST_HOURS for n in numbers) and any(n >= 1 for n in numbers):
        return "hours"
    return "minutes" if numbers and all(n >= LEAST_MINUTES or n == 0 for n in numbers) else ""
