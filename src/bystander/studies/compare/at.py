"""An operating point at which all systems are compared: a target, or given thresholds, with each system's two rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Point

if TYPE_CHECKING:
    from bystander.intervals.sides import Side


APART = 1.25  # times another system's rate at one target: nearer than that no reader would call it another setting


@dataclass(frozen=True, kw_only=True)
class At:
    """``thresholds``: in the units of the files. ``achieved``: each system's rate, at a ``target`` only."""

    target: float | None
    thresholds: tuple[float, ...]
    achieved: tuple[float, ...]
    x: tuple[Side | None, ...]
    y: tuple[Side | None, ...]
    label: str
    searches: bool

    @property
    def unequal(self) -> bool:
        """Whether one system's scores kept it so far from the target that the systems are not equally strict."""
        return bool(self.achieved) and max(self.achieved) > APART * min(self.achieved)

    def point(self, which: tuple[int, ...], rank: int | None, n: int | None = None) -> Point:
        """Return the point of a finding about some of the systems; ``n``: people on the list that they all searched."""
        thresholds = tuple(self.thresholds[i] for i in which)
        point = Point(rank=rank, n=n)
        if len(set(thresholds)) == 1:
            point = point.model_copy(update={"threshold": thresholds[0]})
        else:
            point = point.model_copy(update={"thresholds": thresholds})
        if self.target is None:
            return point
        name = "fpir" if self.searches else "fmr"
        reached: dict[str, float] = {f"target_{name}": self.target}
        if len(which) == 1:
            reached[f"achieved_{name}"] = self.achieved[which[0]]
        return point.model_copy(update=reached)
