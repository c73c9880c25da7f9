"""One cell of a deployment record, read as people write them: "8,600", "c. 470 000", "N/A", "11/07/24".

Nothing is guessed: what has two readings is a fault, or, for 04/05/2024, decided once for the column and said.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from bystander.evidence.record.columns import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.evidence.record.table import Table

Value = int | float | date | str | None
Fault = Literal["number", "fraction", "negative", "date"]
NOT_KNOWN = frozenset(
    {
        "",
        "n/a",
        "na",
        "#n/a",
        "n.a.",
        "-",
        "--",
        "–",
        "—",
        "?",
        "null",
        "nan",
        "not known",
        "unknown",
        "not available",
        "not recorded",
        "not published",
        "not given",
        "tbc",
    }
)
_ABOUT = re.compile(
    r"^(?:~|≈|>|about|approx(?:\.|imately)?|around|ca?\.?|circa|over|more than|est\.?)\s*(?=\d)", re.IGNORECASE
)
_AFTER = re.compile(r"(?<=\d)\s*(?:\*+|\+|\(est(?:\.|imate|imated)?\))$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^([+-]?\d{1,3})((?:[,'\u00a0\u2009\u202f ]\d{3})+)(\.0+)?$")
_NUMBER = re.compile(r"^[+-]?(?:\d+\.?\d*|\.\d+)$")
_MONTHS = {
    name: at
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$")
_YEAR = re.compile(r"^(19|20)\d{2}$")
_NUMERIC = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$")
_NAMED = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3})[a-z]*|([a-z]{3})[a-z]* (\d{1,2})(?:st|nd|rd|th)?),?"
    r"[- ](\d{4}|\d{2})$"
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row as read. ``faults``: the columns whose cell could not be used; ``estimated``: cells marked as about."""

    number: int
    cells: tuple[str, ...]
    values: Mapping[str, Value]
    faults: Mapping[str, Fault]
    estimated: frozenset[str]

    def count(self, name: str) -> int | None:
        """Return a count, or None where it is not known or at fault."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def day(self, name: str) -> date | None:
        """Return a date, or None where it is not known or at fault."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None


def read_rows(table: Table) -> tuple[list[Row], bool]:
    """Read the rows of a table; also whether day and month were told apart by assumption (day first)."""
    day_first, assumed = _order_of_dates(table)
    return [_row(table, number, cells, day_first=day_first) for number, cells in table.rows], assumed


def shown(cell: str) -> str:
    """Quote a cell where it holds figures only; words are not repeated, as they might be a person's."""
    if len(cell) <= 20 and any(c.isdigit() for c in cell) and not any(c.isalpha() for c in cell):
        return f'"{cell}"'
    return "words"


def known(cell: str) -> bool:
    """Return whether a cell says something."""
    return cell.casefold() not in NOT_KNOWN


def number(cell: str, *, whole: bool) -> tuple[int | float | None, Fault | None, bool]:
    """Read a number: its value, what is wrong with it, and whether it is marked as an estimate."""
    bare = _AFTER.sub("", _ABOUT.sub("", cell))
    about = bare != cell
    grouped = _THOUSANDS.match(bare)
    if grouped:
        bare = grouped[1] + re.sub(r"\D", "", grouped[2])
    if not _NUMBER.match(bare):
        return None, "number", about
    if bare.startswith("-") and float(bare) != 0:
        return None, "negative", about
    if not whole:
        return float(bare), None, about
    if float(bare) != int(float(bare)):
        return None, "fraction", about
    return int(bare.partition(".")[0]), None, about


def day(cell: str, *, day_first: bool) -> tuple[date, date] | None:
    """Read a date as its first and last day ("2024-07" is a month); None where it is no date."""
    try:
        return _day(_TIME.sub("", cell.strip()).casefold(), day_first=day_first)
    except (ValueError, KeyError):  # the 31st of June, the month of Foo
        return None


def _day(text: str, *, day_first: bool) -> tuple[date, date] | None:
    if _YEAR.match(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if match := _ISO.match(text):
        year, month = int(match[1]), int(match[2])
        days = (1, monthrange(year, month)[1]) if match[3] is None else (int(match[3]), int(match[3]))
        return date(year, month, days[0]), date(year, month, days[1])
    if match := _NUMERIC.match(text):
        d, m = (int(match[1]), int(match[2])) if day_first else (int(match[2]), int(match[1]))
    elif match := _NAMED.match(text):
        d, m = int(match[1] or match[4]), _MONTHS[match[2] or match[3]]
    else:
        return None
    year = int(match[match.lastindex or 0])
    found = date(year if year > 99 else 2000 + year, m, d)
    return found, found


def _order_of_dates(table: Table) -> tuple[bool, bool]:
    """Return whether the day comes first in dates like 04/05/2024, and whether that had to be assumed."""
    at = [i for i, name in enumerate(table.columns) if name in {"date", "date_to"}]
    found = [_NUMERIC.match(_TIME.sub("", cells[i])) for _, cells in table.rows for i in at if i < len(cells)]
    pairs = [(int(m[1]), int(m[2])) for m in found if m]
    if any(second > 12 for _, second in pairs) and not any(first > 12 for first, _ in pairs):
        return False, False
    return True, bool(pairs) and not any(first > 12 for first, _ in pairs)


def _row(table: Table, row: int, cells: tuple[str, ...], *, day_first: bool) -> Row:
    values: dict[str, Value] = {}
    faults: dict[str, Fault] = {}
    about: set[str] = set()
    for name, cell in zip(table.columns, cells, strict=False):
        if name is None or not known(cell):
            continue
        kind = BY_NAME[name].kind
        if kind == "text":
            values[name] = cell
        elif kind == "date":
            span = day(cell, day_first=day_first)
            if span is None:
                faults[name] = "date"
            elif name == "date_to":
                values[name] = span[1]
            else:
                values[name] = span[0]
                if span[1] > span[0]:
                    values.setdefault("date_to", span[1])
        else:
            value, fault, estimated = number(cell, whole=kind == "count")
            if fault or (estimated and name != "faces_seen"):
                faults[name] = fault or "number"
            else:
                values[name] = value
                about |= {name} if estimated else set()
    return Row(number=row, cells=cells, values=values, faults=faults, estimated=frozenset(about))
