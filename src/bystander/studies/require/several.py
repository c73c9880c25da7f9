"""What several requirements are to be read with: the more are tried, the likelier one is met by luck."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.requirements.requirement import Requirement

FEW = 3  # requirements of one quantity, as a contract may have: the first screen names each with its limit
OFTEN = (
    "“{quantity}” is required {many} times. Each verdict is at its own level, so that one is met by luck is "
    "likelier than each says. One requirement, named before the test, would remove this."
)
TWICE = "“{name}” is required {many} times, word for word. Leaving the others out would remove this."
NEVER_BOTH = "“{one}” and “{two}” can hardly be met by one rate. Correcting a limit or a direction would remove this."


def of_several(requirements: Sequence[Requirement]) -> tuple[str, ...]:
    """Return caveats where a quantity is required often, twice alike, or so that no rate can meet it; else ()."""
    once = list(dict.fromkeys(requirements))
    same = Counter(requirements)
    often = Counter(one.quantity for one in once)
    return (
        *(_never(one, two) for one, two in combinations(once, 2) if _apart(one, two)),
        *(TWICE.format(name=one.name, many=wording.count(n)) for one, n in same.items() if n > 1),
        *(OFTEN.format(quantity=name, many=wording.count(n)) for name, n in often.items() if n > FEW),
    )


def _never(one: Requirement, two: Requirement) -> str:
    return NEVER_BOTH.format(one=one.name, two=two.name)


def _apart(one: Requirement, two: Requirement) -> bool:
    """Return whether one asks for at least what the other allows at most, of the same number."""
    if any(getattr(one, key) != getattr(two, key) for key in ("quantity", "unit", "population", "at")):
        return False
    least, most = (
        {r.direction: r.limit.value for r in (one, two)}.get(side) for side in ("at-least", "at-most")
    )  # fmt: skip
    return least is not None and most is not None and least >= most
