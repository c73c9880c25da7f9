"""EV20: too few comparisons.

No comparison is left after the refused ones, or so few that every rate stays wide open. With no error seen in n
comparisons a rate may still be about 3/n, so fewer than 30 comparisons cannot even speak about 1 in 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.reading import Reading
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV20"
ENOUGH = 30


def _none_left(name: str, read: int) -> Problem:
    """Return the problem of evidence of which every row was refused."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"no comparison is left: all {count(read)} rows were refused",
        where=name,
        expected="comparisons with ground truth",
        means="see what is said about the refused rows",
        do="mend what made the rows unusable",
    )


def _few(name: str, rows: int) -> Problem:
    """Return the warning of fewer than 30 comparisons."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"there {'is' if rows == 1 else 'are'} only {plural(rows, 'comparison')}",
        where=name,
        expected=f"{ENOUGH} at the very least",
        means="every rate stays wide open: with no error at all among 30 it may still be 1 in 10",
        do="give the whole trial",
    )


def look(seen: Seen) -> list[Problem]:
    """Find a trial of fewer than 30 comparisons."""
    return [_few(seen.name, seen.rows)] if 0 < seen.rows < ENOUGH else []


def look_at_rest(seen: Reading) -> list[Problem]:
    """Find evidence of which every row was refused."""
    return [_none_left(seen.name, seen.read)] if seen.used == 0 else []


CHECK = Check(code=CODE, about=__doc__, look=look)
NONE_LEFT = CHECK.on(look_at_rest)
