"""EV100: how counts of searches were read where that is not plain: worked out, taken for another, or withheld.

A count that follows from two others is as sure as they are. Photographs that were handed in are taken for searches
where nothing tells the two apart, and said so. "<5" is a count that was withheld: it is not known, and not 0. "Nil" is
read as 0; "None" is what programs write for a count that is missing, and not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, only_larger_told, rows
from bystander.evidence.search_record.columns import BY_NAME
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from bystander.errors import Severity
    from bystander.evidence.record.table import Table
    from bystander.evidence.search_record.seen import SearchRows

CODE = "EV100"


def look(seen: SearchRows) -> list[Problem]:
    """Say what was worked out, what stands for what, and which cells hide a number."""
    return [*_points(seen), *_in_words(seen), *_stand_in(seen), *_withheld(seen), *_derived(seen), *_names(seen)]


def _points(seen: SearchRows) -> list[Problem]:
    if seen.cells.points is None:
        return []
    where = f"{seen.table.name}, {rows(seen.cells.pointed)}"
    if seen.cells.points == "thousands":
        return [Problem(
            code=CODE, severity="note", found="points between groups of three digits were read as thousands",
            where=where, means="a count is whole, so 91.767 is 91,767",
        )]  # fmt: skip
    return [Problem(
        code=CODE, severity="error", found="whether a point stands for thousands cannot be told", where=where,
        expected="2000 or 2,000", means="2.000 is two thousand in one country, and two in another",
        do="write the counts without points",
    )]  # fmt: skip


def _in_words(seen: SearchRows) -> list[Problem]:
    used = {row.number for row in seen.used}
    said, none = (sorted(used & set(some)) for some in (seen.cells.in_words, seen.cells.none))
    told: list[tuple[Severity, str, list[int], str]] = [
        ("note", "words such as nil were read as 0", said, "nothing, if that is so; otherwise leave the cell empty"),
        ("warning", "counts of None were read as not known", none, "write 0 where there were none"),
    ]
    return [
        Problem(code=CODE, severity=severity, found=found, where=f"{seen.table.name}, {rows(some)}", do=do)
        for severity, found, some, do in told
        if some
    ]


def _stand_in(seen: SearchRows) -> list[Problem]:
    if not seen.requests_stand_in:
        return []
    return [Problem(
        code=CODE, severity="warning", found=f"{header_of(seen.table, 'requests')} were taken for searches",
        where=f"{seen.table.name}, row {seen.table.header_row}", expected="a column searches, or not_searched",
        means="photographs that were handed in and never searched count as searches here, so the shares of searches "
        "come out too low",
        do="ask how many of them were searched",
    )]  # fmt: skip


def _withheld(seen: SearchRows) -> list[Problem]:
    hidden = [row for row in seen.used if row.hidden]
    if not hidden:
        return []
    return [Problem(
        code=CODE, severity="warning", found=f"counts were withheld in {how_many(len(hidden), 'row')}",
        where=f"{seen.table.name}, {rows([row.number for row in hidden])}",
        got=", ".join(dict.fromkeys(one.said for row in hidden for one in row.hidden.values())),
        means="they are not known, so these rows are left out of the rates that need them"
        + (", which then rest on the larger counts" if only_larger_told(seen.used) else ""),
        do="ask for the counts, or for sums over longer periods",
    )]  # fmt: skip


def _derived(seen: SearchRows) -> list[Problem]:
    said = [
        f"{name} in {how_many(times, 'row')}"
        for name, times in seen.derived.items()
        if name in {"searches", "lists_returned", "followed_up", "confirmed"}
        and not (name == "searches" and seen.requests_stand_in)
    ]
    if not said:
        return []
    return [Problem(
        code=CODE, severity="note", found=f"worked out from the other counts: {', '.join(said)}",
        where=seen.table.name, means="a whole is its part and the rest, so two of the three settle the third",
    )]  # fmt: skip


def _names(seen: SearchRows) -> list[Problem]:
    """Say which heading was taken for what, where it is another word."""
    said = [f"{header} as {name}" for header, name in renamed(seen.table)]
    if not said:
        return []
    return [Problem(
        code=CODE, severity="note", found=f"read: {'; '.join(said)}", where=seen.table.name,
        do="if one of them is something else, say so with --column",
    )]  # fmt: skip


def renamed(table: Table) -> tuple[tuple[str, str], ...]:
    """Return the headings that are another word than the column that they were read as, with that."""
    pairs = zip(table.header, table.columns, strict=True)
    return tuple((header, name) for header, name in pairs if name in BY_NAME and plain(header) != name != "note")


CHECK = Check(code=CODE, about=__doc__, look=look)
