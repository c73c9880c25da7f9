"""EV17: only mated, or only non-mated, comparisons.

This is no mistake. With non-mated comparisons alone the false match rate can be estimated, with mated ones alone
the false non-match rate at a threshold that you give; the other is *not estimable*. It is worth a look, because
identifiers that are written in two ways (``12`` and ``12.0``, with and without a leading zero) give the same picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV17"


def one_class(name: str, present: str, absent: str) -> Problem:
    """Return the warning that one kind of comparison is absent."""
    rate = "the false non-match rate" if absent == "mated" else "the false match rate"
    means = f"{rate} cannot be estimated from this evidence"
    if absent == "mated":
        means += "; identifiers written in two ways, such as 12 and 12.0, would look the same"
    return Problem(
        code=CODE,
        severity="warning",
        found=f"all comparisons are {present}: there is no {absent} one",
        where=name,
        means=means,
        do=f"add {absent} comparisons, if the trial made any",
    )


def look(seen: Seen) -> list[Problem]:
    """Find a trial of one kind of comparison; one person alone has no non-mated one, which EV19 says."""
    if seen.rows and not seen.mated:
        return [one_class(seen.name, "non-mated", "mated")]
    if seen.rows and not seen.non_mated and seen.people != 1:
        return [one_class(seen.name, "mated", "non-mated")]
    return []


CHECK = Check(code=CODE, about=__doc__, look=look, of_rates=True)
