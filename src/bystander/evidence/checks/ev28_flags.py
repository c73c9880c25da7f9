"""EV28: a flag that is neither true nor false.

Whether a comparison is mated, and whether it failed, is written as 1 and 0, 1 and -1, true and false, yes and no (these
and the truth values of a spreadsheet in some twenty languages), or in words that are known (target and nontarget,
genuine and impostor, mated and nonmated, match and nonmatch). A third value, a fraction or NaN is none of them: to take
whatever is not 0 for true would turn it into an error of the system, or hide one. Two words that are not known say
which pairs are of one person only where it is declared which of them does, with ``--mated-is``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import NO_ROWS, Rows, column_named, in_rows
from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV28"
_EXPECTED = "1 and 0, true and false, yes and no, 1 and -1, or words such as genuine and impostor"
_OF_COMPARISONS = ("mated", "failed")
_YES_OR_NO = "1 and 0, true and false, yes and no, or words such as alert and no alert, or found and not found"


@dataclass(frozen=True, kw_only=True)
class FlagsSeen:
    """A column of flags that could not be told.

    ``heading``: what the file calls it, where that is not its role. ``odd``: rows whose value has no meaning, and
    ``kinds`` what such values look like. ``two``: the rows of each of its values, where it has exactly two, and empty
    otherwise. ``values``, ``known``: how many it has, and how many of them have a meaning. ``declared``: which of its
    values is true was said, and it does not hold that one, or more than two. ``attacks``: it tells attacks from what is
    real, which is another question (EV67).
    """

    name: str
    role: str
    heading: str = ""
    odd: Rows = NO_ROWS
    kinds: Sequence[str] = ()
    two: Sequence[Rows] = ()
    values: int = 0
    known: int = 0
    declared: bool = False
    attacks: bool = False

    @property
    def column(self) -> str:
        """Return what messages call the column."""
        return column_named(self.role, self.heading)


def _no_label(seen: FlagsSeen) -> Problem:
    """Return the note of a column that has the name of a label and holds none."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"column {seen.column} was not used: nothing in it is a flag",
        where=seen.name,
        expected=_EXPECTED,
        means="it has the name of a label and holds something else; who is who is told by the subjects",
        do="nothing, if that is so",
        needed=False,
    )


def _neither(seen: FlagsSeen) -> Problem:
    """Return the problem of cells that are neither true nor false."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(seen.odd.total, 'cell')} that should be true or false {'is' if seen.odd.total == 1 else 'are'} "
        "neither",
        where=in_rows(seen.name, seen.odd.first, seen.odd.total, seen.column),
        expected=_EXPECTED if seen.role in _OF_COMPARISONS else _YES_OR_NO,
        got=f"{listed(list(seen.kinds))}; {plural(seen.values, 'value')} in all",
        means="a third value may be a truth that is not known, a class, or a number. Taken for true or false it makes "
        "the rates wrong",
        do=f"correct these rows, or leave them out. If the column is none of flags, name the right one with --column "
        f"{seen.role}=NAME",
    )


def _two_words(seen: FlagsSeen) -> Problem:
    """Return the problem of two values of which nobody knows which one is true."""
    held = [f"one in {plural(rows.total, 'row')}, first in row {count(rows.first[0])}" for rows in seen.two]
    return Problem(
        code=CODE,
        severity="error",
        found="the labels are two values, and which of them means that both samples are of one person is not known",
        where=f"{seen.name}, column {seen.column}",
        expected=_EXPECTED,
        got="; ".join(held),
        means="the wrong choice would exchange both error rates",
        do="say which one means one person with --mated-is WORD (mated_is= in Python)",
    )


def _declared_otherwise(seen: FlagsSeen) -> Problem:
    """Return the problem of a declared value that the column lacks, or that has two others beside it."""
    return Problem(
        code=CODE,
        severity="error",
        found="--mated-is does not settle what the column means",
        where=f"{seen.name}, column {seen.column}",
        expected="two values at most, of which --mated-is names one",
        got=plural(seen.values, "value"),
        means="the word is misspelt, or the column is none of flags",
        do="look into the column, and give --mated-is as it is written there",
    )


def look(seen: FlagsSeen) -> list[Problem]:
    """Find flags that are neither true nor false."""
    if seen.declared:
        return [_declared_otherwise(seen)]
    if seen.two:
        return [_two_words(seen)]
    return [_neither(seen)] if seen.odd else []


def look_at_needless(seen: FlagsSeen) -> list[Problem]:
    """Tell of a label that is none, where it is not needed."""
    return [_no_label(seen)]


CHECK = Check(code=CODE, about=__doc__, look=look)
NEEDLESS = CHECK.on(look_at_needless)
