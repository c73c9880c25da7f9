"""EV11: scores that are missing, NaN or infinite.

NaN compares differently in every tool: in one a NaN score is a false alert, in the next it vanishes from the
denominator. Both are silent. So such scores are refused unless they are declared as failures, with a column
named ``failed`` or with ``--failed-score nan``; failures are then counted as failures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_places
from bystander.findings.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV11"


class OddScores(NamedTuple):
    """How many scores are no finite numbers, and where the first of them stand, in words."""

    name: str
    nan: int
    infinite: int
    places: Sequence[str]


def look(seen: OddScores) -> list[Problem]:
    """Find scores that are no finite numbers."""
    counts = ((seen.nan, "missing or NaN"), (seen.infinite, "infinite"))
    parts = [f"{count(number)} {what}" for number, what in counts if number]
    if not parts:
        return []
    value = "nan" if seen.nan else "inf"
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"scores that are no numbers: {listed(parts)}",
            where=in_places(seen.name, seen.places, seen.nan + seen.infinite),
            expected="finite scores",
            means="most systems write them where no face was found or no template was made",
            do=f"if they are failures, say so with --failed-score {value} or a column named failed; if not, correct "
            "them",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look, of_a_part=True)
