"""Counts of declared groups that are together more than the whole: as both kinds of records say it.

Each may fit alone. Groups that overlap do it, and a misprint; what is told of all is then not the sum of what is told
of each, and which of the numbers is right only the keeper of the record can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bystander.errors import Problem
from bystander.evidence.record.checks.record_rows import how_many, listed_few, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Over(NamedTuple):
    """A row, what it counts of everybody, and the larger sum of what it counts of the declared groups."""

    row: int
    whole: int
    groups: int


class GroupsTogether(NamedTuple):
    """Rows of a record whose groups are more than their whole, by the count: "faces seen"."""

    record: str
    over: Mapping[str, Sequence[Over]]


def over(row: int, whole: int | None, parts: Sequence[int | None]) -> Iterator[Over]:
    """Yield a row whose groups, as far as they are told, are together more than its whole."""
    together = sum(part or 0 for part in parts)
    if whole is not None and together > whole:
        yield Over(row, whole, together)


def said(code: str, seen: GroupsTogether) -> list[Problem]:
    """Tell which counts of groups are more than their whole, and where."""
    return [
        Problem(
            code=code, severity="warning", leads=True,
            found=f"{what} of the groups are together more than those of everybody in {how_many(len(bad), 'row')}: "
            + listed_few([f"row {one.row}, {one.groups:,} of {one.whole:,}" for one in bad]),
            where=f"{seen.record}, {rows([one.row for one in bad])}",
            expected="groups of which everybody is in one at most",
            means="the groups overlap, or a number is misprinted; a group is told of the sum of groups",
            do="compare the rows with their source; declare only groups that exclude each other",
        )
        for what, bad in seen.over.items()
        if bad
    ]  # fmt: skip
