"""EV101: parts of a search record that do not add up to their whole, and counts that some of its rows lack.

What is in neither part is open: still looked into, withdrawn, or forgotten. The stated counts are used as they are.
Where declared groups are together more than everybody, they overlap, or a number is misprinted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks import groups_together
from bystander.evidence.record.checks.record_rows import header_of, how_many, in_place_of_counts, rows
from bystander.evidence.search_record.cells import counts_of
from bystander.evidence.search_record.columns import OUTCOMES
from bystander.evidence.search_record.derive import completed, sums

if TYPE_CHECKING:
    from bystander.evidence.search_record.seen import SearchRows

CODE = "EV101"
SAID = {"requests": "requests", "searches": "searches", "lists_returned": "lists returned", "followed_up": "follow-ups",
        "confirmed": "confirmations", "wrong": "follow-ups of the wrong person", "arrests": "arrests"}  # fmt: skip


def look(seen: SearchRows) -> list[Problem]:
    """Find sums that fall short, and rows that lack what others tell."""
    return [*_short(seen), *_lacking(seen)]


def _short(seen: SearchRows) -> list[Problem]:
    found: dict[tuple[str, str, str], list[int]] = {}
    for row in seen.used:
        for whole, part, rest, more in sums(counts_of(row)):
            if more < 0:
                found.setdefault((whole, part, rest), []).append(row.number)
    return [
        Problem(
            code=CODE, severity="warning",
            found=f"{header_of(seen.table, part)} and {header_of(seen.table, rest)} are together less than "
            f"{header_of(seen.table, whole)} in {how_many(len(bad), 'row')}",
            where=f"{seen.table.name}, {rows(bad)}",
            means="some are in neither: still open, withdrawn, or left out by mistake; the stated counts are used",
            do="ask the keeper of the record what became of them",
        )
        for (whole, part, rest), bad in found.items()
    ]  # fmt: skip


def _lacking(seen: SearchRows) -> list[Problem]:
    told = {row.number: completed(counts_of(row)) for row in seen.used}
    lacking = {name: [n for n, counts in told.items() if name not in counts] for name in OUTCOMES}
    return [
        Problem(
            code=CODE, severity="warning", of_findings=True,
            found=f"{SAID[name]} not told in {len(bad):,} of {how_many(len(told), 'row')} used",
            where=f"{seen.table.name}, {rows(bad)}", expected="a number, or 0 where there was none",
            got=in_place_of_counts(seen.table, [row for row in seen.used if row.number in set(bad)], {name}),
            means=f"these rows are left out of every rate that needs {SAID[name]}",
            do="ask for the missing counts",
        )
        for name, bad in lacking.items()
        if 0 < len(bad) < len(told)
    ]  # fmt: skip


def look_at_groups(seen: groups_together.GroupsTogether) -> list[Problem]:
    """Find rows whose declared groups are together more than everybody."""
    return groups_together.said(CODE, seen)


CHECK = Check(code=CODE, about=__doc__, look=look)
GROUPS = CHECK.on(look_at_groups)
