"""EV25: failures that were declared.

Comparisons without a usable score, because no face was found or no template was made. They are counted as
failures: a system that cannot see somebody does not recognise them either. A score that was declared to stand for a
failure and that no comparison has is told: it may be written in another way, and then failures count as scores.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.seen import Seen

CODE = "EV25"


def declared(name: str, failed: int, rows: int) -> Problem:
    """Return the note that so many comparisons are failures."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"{count(failed)} of {plural(rows, 'comparison')} {'is' if failed == 1 else 'are'} declared failures",
        where=name,
        means="a mated failure counts as a miss, a non-mated one as no match, unless failures are excluded",
        do="nothing",
        needed=False,
    )


def unmet(name: str, scores: Sequence[float]) -> Problem:
    """Return the warning that no comparison has a score that stands for a failure."""
    said = listed([f"{score:g}" for score in scores], last="or")
    return Problem(
        code=CODE,
        severity="warning",
        leads=True,
        found=f"no comparison has the score {said}, which was declared to stand for a failure",
        where=name,
        means="if it is written in another way, failures count as scores",
        do="look up how the file writes a failure, and declare that",
    )


def look(seen: Seen) -> list[Problem]:
    """Count declared failures."""
    if seen.failed:
        return [declared(seen.name, seen.failed, seen.rows)]
    numbers = [score for score in seen.trial.failed_scores if not isnan(score)]  # NaN is written in one way
    return [unmet(seen.name, numbers)] if numbers and seen.rows else []


CHECK = Check(code=CODE, about=__doc__, look=look)
