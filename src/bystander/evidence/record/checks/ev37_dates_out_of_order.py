"""EV37: a few rows whose date does not fit the order of the others.

A row dated 2023 between rows of 2024 is most likely a misprinted year. The date is taken as printed: it decides
only which period the row is counted in. A file that is in no order at all is not commented on.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows

if TYPE_CHECKING:
    from datetime import date

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV37"
FEWEST = 4  # rows of one operator, below which there is no order to break
MOST_SHARE = 0.1  # of them may be out of order; more, and the file is simply not sorted


def look(seen: Seen) -> list[Problem]:
    """Find rows out of the order of time, each operator's rows on their own."""
    table, read = seen.table, seen.used
    blocks: dict[object, list[tuple[Row, date]]] = {}
    for row in read:
        if (day := row.day("date")) is not None:
            blocks.setdefault(row.values.get("who"), []).append((row, day))
    found = [(row, day, near) for block in blocks.values() for row, day, near in _odd(block)]
    if not found:
        return []
    said = "; ".join(
        f"row {row.number} is dated {day}, next to {' and '.join(str(d) for d in near)}" for row, day, near in found[:5]
    )
    years = any(_year_fits(day, near) for _, day, near in found)
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{how_many(len(found), 'row')} out of the order of time: {said}",
            where=f"{table.name}, column {header_of(table, 'date')}, {rows([row.number for row, _, _ in found])}",
            expected="dates in one order, as in the rest of the record",
            means=(
                "the year is probably misprinted: with the year of its neighbours the date would fit"
                if years
                else "a date was misprinted, or a row was added later"
            )
            + "; the date was taken as it stands",
            do="check the date, as it decides in which period the row is counted",
        )
    ]


def _odd(block: list[tuple[Row, date]]) -> list[tuple[Row, date, list[date]]]:
    """Return the fewest rows that, taken out, leave the others in order, with the dates of their neighbours."""
    if len(block) < FEWEST:
        return []
    up = _kept([day.toordinal() for _, day in block])
    down = _kept([-day.toordinal() for _, day in block])
    kept = up if len(up) >= len(down) else down
    out = sorted(set(range(len(block))) - set(kept))
    if len(out) > max(1, MOST_SHARE * len(block)):
        return []
    result = []
    for at in out:
        place = bisect_right(kept, at)
        near = [*kept[max(place - 1, 0) : place], *kept[place : place + 1]]
        result.append((*block[at], [block[i][1] for i in near]))
    return result


def _kept(days: list[int]) -> list[int]:
    """Return the positions of a longest non-decreasing run through the list (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for i, day in enumerate(days):
        pile = bisect_right(tops, day)
        back.append(at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(day)
            at.append(i)
        else:
            tops[pile], at[pile] = day, i
    kept, i = [], at[-1] if at else -1
    while i >= 0:
        kept.append(i)
        i = back[i]
    return kept[::-1]


def _year_fits(day: date, near: list[date]) -> bool:
    for year in {other.year for other in near} - {day.year}:
        try:
            moved = day.replace(year=year)
        except ValueError:
            continue
        if len(near) > 1 and min(near) <= moved <= max(near):
            return True
    return False


CHECK = Check(code=CODE, about=__doc__, look=look)
