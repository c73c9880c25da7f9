"""EV82: numbers that are no counts of a row: running numbers, and counts that never fall, as those of a year to date.

A column of 1, 2, 3, ... or one that is called "Alert ID" numbers the rows of a log. Added up, 40 alerts are 820; so
ten rows that count on by one stop the work, and five lead the caveats. Where right and false alerts add up to
all alerts, they are counts whatever they look like.

A running total holds all that the rows before it hold. Added up, the same alerts count again in each. Where five rows
or more of one operator rise in every count that they give, two counts at least, the record is asked about: by chance
one count of five rows does so once in 120. Nothing is changed, as a use that grows rises too. A heading that says so
("YTD", "cumulative") is told of two rows, and one of shares ("%", "per 1000 faces") stops: neither is read unless it is
declared.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, rows
from bystander.evidence.record.columns import CORE, OUTCOMES, STOPS
from bystander.evidence.record.headings import is_share, is_to_date, numbers_them
from bystander.evidence.record.logs import advice, outcome_of
from bystander.findings.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV82"
FEWEST = 5  # rows of one operator
_STOPS = 10  # rows that count on by one: never seen of counts
_COUNTS = 2  # that rise, at least; and rows, to add up
_LISTED = 20  # rows, at most
_COUNTED = {*OUTCOMES, *STOPS, "faces_seen", "deployments"}


def look(seen: Seen) -> list[Problem]:
    """Find columns of running numbers, and operators whose counts rise from row to row."""
    return _numbered(seen) or _of_so_many(seen) or _to_date(seen)


def _of_so_many(seen: Seen) -> list[Problem]:
    """Find columns that are declared as counts, and whose headings say that they are none of a row."""
    headers = {name: header_of(seen.table, name) for name in sorted(seen.table.known() & _COUNTED)}
    found = [_none_of_a_row(seen, name, header) for name, header in headers.items() if is_share(header)]
    to_date = [header for header in headers.values() if is_to_date(header)]
    if found or not to_date or len(seen.used) < _COUNTS:
        return found
    return [_all_to_date(seen, to_date)]


def _none_of_a_row(seen: Seen, name: str, header: str) -> Problem:
    return Problem(
        code=CODE,
        severity="error",
        found=f"column {header} is called as a share or a rate, and taken for a count",
        where=f"{seen.table.name}, column {header}",
        expected=f"how many {name.replace('_', ' ')} there were in each row",
        means="shares added up are no count of anything",
        do="work out the counts from the shares and what they are of, and give these, under another heading",
    )


def _all_to_date(seen: Seen, headers: Sequence[str]) -> Problem:
    earlier = [row.number for row in _in_time(seen.used)[:-1]]
    alone = len({(row.values.get("who"), row.values.get("place")) for row in seen.used}) == 1
    leave = f'"{",".join(map(str, earlier))}: running totals"' if alone and len(earlier) <= _LISTED else "'ROWS: WHY'"
    return Problem(
        code=CODE,
        severity="warning",
        leads=True,
        found=f"added up over rows, though the heading says that each row holds those before it: {listed([*headers])}",
        where=f"{seen.table.name}, row 1",
        expected="the counts of each deployment or period by itself",
        means="the same alerts or faces were added up again and again",
        do=f"leave out {'all but the last' if alone else 'every row that a later one holds'}: --without-rows {leave}",
    )


def _numbered(seen: Seen) -> list[Problem]:
    """Find columns that number the rows, and count nothing."""
    table = seen.table
    return [
        _running(table, name, [row.number for row in seen.used], one_by_one=not named)
        for name in sorted(table.known() & _COUNTED)
        for values in [[row.count(name) for row in seen.used]]
        for named in [numbers_them(header_of(table, name)) and len(set(values)) == len(values) > 1]
        if (named or (_counts_on(values) and (name != "faces_seen" or 1 in values)))  # row numbers begin at 1
        and not (name in OUTCOMES and _adds_up(seen))
    ]


def _running(table: Table, name: str, numbers: Sequence[int], *, one_by_one: bool) -> Problem:
    header = header_of(table, name)
    stops = not one_by_one or len(numbers) >= _STOPS
    outcome = outcome_of(table)
    like, do = advice(table, outcome) if outcome else ("", "count the rows, and give the counts of each day or period")
    return Problem(
        code=CODE,
        severity="error" if stops else "warning",
        leads=not stops,
        found=f"column {header} seems to number the rows, and to count nothing: "
        + ("each row is one further" if one_by_one else "no number comes twice, and it is called so"),
        where=f"{table.name}, column {header}, {rows(numbers)}",
        expected=f"how many {name.replace('_', ' ')} there were in each row",
        means=like or "added up, such numbers make a count that nobody counted",
        do=do,
    )


def _counts_on(values: Sequence[int | None]) -> bool:
    """Return whether each value is one more than the one before it, or each one less."""
    told = [value for value in values if value is not None]
    steps = {after - before for before, after in pairwise(told)}
    return len(told) == len(values) >= FEWEST and steps in ({1}, {-1})


def _adds_up(seen: Seen) -> bool:
    """Return whether every row gives right and false alerts, and alerts that are both together."""
    alerts, right, wrong = seen.counted.of("alerts"), seen.counted.judged("true"), seen.counted.judged("false")
    return bool(((right >= 0) & (wrong >= 0) & (alerts == right + wrong)).all())


def _to_date(seen: Seen) -> list[Problem]:
    by_operator: dict[object, list[Row]] = defaultdict(list)
    for row in seen.used:
        by_operator[row.values.get("who"), row.values.get("place")].append(row)
    rising = [own for own in by_operator.values() if len(own) >= FEWEST and _rises(own)]
    if not rising:
        return []
    numbers = [row.number for own in rising for row in own]
    earlier = [row.number for own in rising for row in _in_time(own)[:-1]]
    told = (
        f'--without-rows "{",".join(map(str, earlier))}: running totals"'
        if len(earlier) <= _LISTED
        else "--without-rows"
    )
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"every count rises from row to row, as running totals do, in {rows(numbers)}",
            where=f"{seen.table.name}, {rows(numbers)}",
            expected="the counts of each deployment or period by itself",
            means="if each row holds the rows before it, the same alerts were added up again and again",
            do=f"ask whether they are totals to date; if so, leave out all but the last: {told}",
        )
    ]


def _in_time(own: Sequence[Row]) -> list[Row]:
    days = [row.day("date") for row in own]
    if None in days:
        return list(own)
    return [row for _, row in sorted(zip(days, own, strict=True), key=lambda pair: (pair[0], pair[1].number))]


def _rises(own: Sequence[Row]) -> bool:
    """Return whether every count that all rows give rises through time, nowhere falls, and there are two at least."""
    ordered = _in_time(own)
    counts = [[row.count(name) for row in ordered] for name in CORE]
    known = [[n for n in column if n is not None] for column in counts]
    whole = [column for column in known if len(column) == len(own)]
    rising = [column for column in whole if all(a <= b for a, b in pairwise(column))]
    strictly = [column for column in rising if column[0] < column[-1]]
    return len(rising) == len(whole) and len(strictly) >= _COUNTS


CHECK = Check(code=CODE, about=__doc__, look=look)
