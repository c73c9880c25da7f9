"""Dates as they are printed: "11/07/24", "1er juin 2025", "1-3 June 2025", "2024-07", 45000; each a first and last day.

What a single cell cannot tell is told by its column: whether the day comes before the month, and whether a program
may have swapped the two in some cells.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bystander.evidence.record.months import is_weekday, month
from bystander.evidence.record.split_years import are_years, goes_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[date, date]

_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$")
_COMPACT = re.compile(r"^(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])$")
_YEAR = re.compile(r"^(19|20)\d{2}$")
_NUMERIC = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$")
_DAY_MONTH = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[-/ ]?(?:of |de |d')?\s*([^\W\d_]{3,}\.?)[-/, ]*(?:de |of )?'?(\d{4}|\d{2})$"
)
_MONTH_DAY = re.compile(r"^([^\W\d_]{3,}\.?) (\d{1,2})(?:st|nd|rd|th)?,?[- ](\d{4}|\d{2})$")
_MONTH = re.compile(r"^([^\W\d_]{3,}\.?)[- ,/]*(?:de |of )?(\d{4}|(?<=[-/])\d{2}|'\d{2})$")
_PART = re.compile(r"^(?:(q[1-4]|h[12])[- /]?(20\d{2})|(20\d{2})[- /]?(q[1-4]|h[12]))$")  # a quarter or a half
_WEEK = re.compile(r"^(?:w/c|wc|week commencing|week beginning|week of)\s+(.*)$")
_DAYS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|to|and|&|bis|und|au|et|al|y|e|tot|en)\s*(\d{1,2}\D.*)$")
_BETWEEN = re.compile(
    r"\s+(?:-|–|—|to|until|bis|au|al|tot|a)\s+|\s*[–—]\s*|(?<=\d)/(?=\d{4}-)|(?<=/\d{4})-|(?<=^\d{4})-(?=\d{4}$)"
)
_BY_CHANCE = 5  # dates that may all have a day up to 12
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, as 1900 is a leap year there
SERIAL = re.compile(r"^(?:3[6-9]|4\d|5[0-5])\d{3}(?:\.0+)?$")  # 1998 to 2052


@dataclass(frozen=True, kw_only=True)
class Dates:
    """How the dates of a table were read.

    ``assumed``: nothing told whether day or month comes first. ``serials``: how many are days of a spreadsheet.
    ``years``: "2011/12" is a year that goes on into the next, and no month.
    ``doubtful``: why no date can be trusted; "" where they can.
    """

    day_first: bool = True
    assumed: bool = False
    serials: int = 0
    years: bool = False
    doubtful: str = ""


def how_written(cells: Iterable[str]) -> Dates:
    """Return how the dates of a column are to be read, in the order of its rows."""
    plain = [_TIME.sub("", cell.strip()) for cell in cells]
    numeric = [m for cell in plain if (m := _NUMERIC.match(cell))]
    pairs = {(int(m[1]), int(m[3])) for m in numeric}
    dotted = any(m[2] == "." for m in numeric)  # the day is first wherever dots are
    firsts, seconds = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    doubtful = ""
    if firsts and seconds:
        doubtful = "in some dates the day is first, in others the month"
    elif pairs and all(max(pair) > 12 for pair in pairs) and _may_be_swapped(plain, day_first=firsts or not seconds):
        doubtful = "dates are written in two ways, and those with a day up to 12 may have day and month swapped"
    return Dates(
        day_first=firsts or dotted or not seconds,
        assumed=bool(pairs) and not firsts and not seconds and not dotted,
        serials=sum(SERIAL.match(cell) is not None for cell in plain),
        years=are_years(plain),
        doubtful=doubtful,
    )


def _may_be_swapped(plain: Sequence[str], *, day_first: bool) -> bool:
    """Return whether dates that begin with the year have a day up to 12, and lie no worse with the month there.

    A list of deployments goes through time: the way in which its dates jump about less is the likelier one.
    """
    iso = [m for cell in plain if (m := _ISO.match(cell)) and m[3]]
    if not iso or any(int(m[3]) > 12 for m in iso):
        return False
    spans = [(cell, span[0]) for cell in plain if (span := read_day(cell, day_first=day_first))]
    swapped = [d.replace(month=d.day, day=d.month) if _ISO.match(cell) else d for cell, d in spans]
    if len(spans) == len(iso):
        return False
    return len(iso) > _BY_CHANCE or _jumps(swapped) <= _jumps([d for _, d in spans])


def _jumps(dates: Sequence[date]) -> int:
    return sum(abs((b - a).days) for a, b in pairwise(dates))


def read_day(cell: str, *, day_first: bool = True) -> Span | None:
    """Read a date as its first and last day ("2024-07" is a month); None where it is no date."""
    text = _TIME.sub("", " ".join(cell.split())).casefold()
    try:
        return _span(text, day_first=day_first)
    except ValueError:  # the 31st of June
        return None


def _span(text: str, *, day_first: bool) -> Span | None:
    word, _, rest = text.partition(" ")
    if rest and is_weekday(word.strip(",.")) and not month(word):
        text = rest
    found = _single(text, day_first=day_first)
    if found is not None:
        return found
    if week := _WEEK.match(text):
        first = _single(week[1], day_first=day_first)
        return None if first is None else (first[0], first[0] + timedelta(days=6))
    return _range(text, day_first=day_first)


def _range(text: str, *, day_first: bool) -> Span | None:
    if days := _DAYS.match(text):  # 1-3 June 2025
        last = _single(days[2], day_first=day_first)
        if last is not None and last[0] == last[1]:
            first = last[0].replace(day=int(days[1]))
            return (first, last[0]) if first <= last[0] else None
    for cut in () if goes_on(text) else _BETWEEN.finditer(text):  # "2023-2024" may be one year from April
        left, right = text[: cut.start()], text[cut.end() :]
        last = _single(right, day_first=day_first)
        if last is None:
            continue
        begin = _single(left, day_first=day_first) or _single(f"{left} {last[0].year}", day_first=day_first)
        if begin is not None and begin[0] <= last[1]:
            return begin[0], last[1]
    return None


def _single(text: str, *, day_first: bool) -> Span | None:  # noqa: PLR0911 - one a way of writing
    if _YEAR.match(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if SERIAL.match(text):
        return _one(_EPOCH + timedelta(days=int(float(text))))
    if match := _COMPACT.match(text):
        return _one(date(int(match[1]), int(match[2]), int(match[3])))
    if match := _ISO.match(text):
        year, at = int(match[1]), int(match[2])
        return _one(date(year, at, int(match[3]))) if match[3] else _month(year, at)
    if match := _NUMERIC.match(text):
        day, at = (int(match[1]), int(match[3])) if day_first else (int(match[3]), int(match[1]))
        return _one(date(_year(match[4]), at, day))
    if (match := _DAY_MONTH.match(text)) and (named := month(match[2])):
        return _one(date(_year(match[3]), named, int(match[1])))
    if (match := _MONTH_DAY.match(text)) and (named := month(match[1])):
        return _one(date(_year(match[3]), named, int(match[2])))
    if (match := _MONTH.match(text)) and (named := month(match[1])):
        return _month(_year(match[2].strip("'")), named)
    if match := _PART.match(text):
        part, year = match[1] or match[4], int(match[2] or match[3])
        months = 3 if part[0] == "q" else 6
        last = months * int(part[1])
        return _month(year, last - months + 1)[0], _month(year, last)[1]
    return None


def _one(day: date) -> Span:
    return day, day


def _month(year: int, at: int) -> Span:
    return date(year, at, 1), date(year, at, monthrange(year, at)[1])


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
