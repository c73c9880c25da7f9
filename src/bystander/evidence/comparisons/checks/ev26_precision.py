"""EV26: scores too large to tell apart.

Scores are kept as double precision numbers. Above 2^53 neighbouring whole numbers become the same number, so that
comparisons tie which did not tie in the evidence, and a threshold cannot be set between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV26"
EXACT = 2.0**53


def too_large(at: str, largest: float) -> Problem:
    """Return the warning that the scores reach ``largest`` in size."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"scores as large as {largest:.6g}",
        where=at,
        expected=f"scores within {EXACT:,.0f}, which is as far as whole numbers are kept apart",
        means="a value was written for failures, or scores go in very small steps; neighbouring ones were made equal",
        do=f"if it stands for a failure, give --failed-score {largest:.6g}; otherwise divide all scores by one number",
    )


def look(seen: Seen) -> list[Problem]:
    """Find scores beyond what is exact."""
    largest = max((v for v in (seen.lowest, seen.highest) if v is not None), key=abs, default=0.0)
    return [too_large(seen.scores_at, largest)] if abs(largest) > EXACT else []


CHECK = Check(code=CODE, about=__doc__, look=look)
