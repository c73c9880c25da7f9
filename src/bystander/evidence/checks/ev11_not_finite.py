"""EV11: scores that are missing, NaN or infinite.

NaN compares differently in every tool: in one a NaN score is a false alert, in the next it vanishes from the
denominator. Both are silent. So such scores are refused unless they are declared as failures, with a column
named ``failed`` or with ``--failed-score nan``; failures are then counted as failures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.where import in_places
from bystander.findings.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV11"


def not_finite(name: str, nan: int, infinite: int, places: Sequence[str]) -> Problem:
    """Return the problem of scores that are no finite numbers."""
    parts = []
    if nan:
        parts.append(f"{count(nan)} missing or NaN")
    if infinite:
        parts.append(f"{count(infinite)} infinite")
    value = "nan" if nan else "inf"
    return Problem(
        code=CODE,
        severity="error",
        found=f"scores that are no numbers: {listed(parts)}",
        where=in_places(name, places, nan + infinite),
        expected="finite scores",
        means="most systems write them where no face was found or no template was made",
        do=f"if they are failures, say so with --failed-score {value} or a column named failed; if not, correct them",
    )
