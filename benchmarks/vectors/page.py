"""What is printed: a line a tool, and every value that a tool gives otherwise."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.vectors.run import AGREES, DIFFERS, NOT_OFFERED, RAISED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.vectors.cases import Case
    from benchmarks.vectors.run import Outcome

COLUMNS = (AGREES, DIFFERS, RAISED, NOT_OFFERED)


def summary(cases: Sequence[Case], outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """Return how many values each tool gives as they should be, a tool a line."""
    values = sum(len(case.expected) for case in cases)
    width = max((len(name) for name in outcomes), default=0)
    lines = [f"{len(cases)} cases, {values} values", "", " " * width + "".join(f"{c:>13}" for c in COLUMNS)]
    for name, found in outcomes.items():
        counted = Counter(o.outcome for o in found)
        lines.append(f"{name:<{width}}" + "".join(f"{counted[c]:>13}" for c in COLUMNS))
    return "\n".join(lines)


def differences(name: str, outcomes: Sequence[Outcome]) -> str:
    """Return the values that a tool gives otherwise, or raises at; nothing where there is none."""
    other = [o for o in outcomes if o.outcome in (DIFFERS, RAISED)]
    if not other:
        return ""
    lines = ["", "", f"{name} differs:"]
    for o in other:
        told = f"raises {o.given}" if o.outcome == RAISED else f"gives {o.given}"
        lines.append(f"  {o.case} {o.name} ({o.standing}): {told}, right is {o.right}")
    return "\n".join(lines)
