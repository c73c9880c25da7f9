"""Do the intervals of a difference and of a ratio of two systems hold, at given thresholds and at a matched target?

The worlds are those of comparisons and of searches, in which the true rates of both systems are known in closed form
or by quadrature, and so are difference and ratio. The interval that takes the two trials for unrelated stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bystander.intervals.chosen_again import redrawn
from bystander.intervals.paired import Compared, compare
from bystander.intervals.sides import Side, Together

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVEL = 0.95
APART = Together(people=False, trials=False)

Question = tuple[str, tuple[Side, Side], tuple[float, ...], Together]
"""What is asked, both systems' sides, their true rates, and what the two trials share."""


class World(Protocol):
    """Two systems whose true rates are known."""

    @property
    def name(self) -> str:
        """Name it for a reader."""
        ...

    def asked(self, rng: np.random.Generator) -> Iterator[Question]:
        """Draw one trial of both, and ask."""
        ...


@dataclass
class Held:
    """How often an interval held the truth, and how wide it was beside one that takes the trials for unrelated."""

    held: int = 0
    given: int = 0
    asked: int = 0
    missed_unflagged: int = 0
    width: list[float] = field(default_factory=list)
    unrelated: list[float] = field(default_factory=list)
    bootstrap: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    low_misses: int = 0

    def add(
        self, found: tuple[float, float, float] | None, truth: float, unrelated: float | None, *, flagged: bool,
        bootstrap: float | None = None,
    ) -> None:  # fmt: skip
        """Take in one trial; None where the comparison gave no interval.

        ``unrelated``, ``bootstrap``: the widths of the intervals that stand beside it.
        """
        self.asked += 1
        if found is None:
            return
        value, low, high = found
        self.given += 1
        self.held += low <= truth <= high
        self.missed_unflagged += not flagged and not low <= truth <= high
        self.low_misses += truth < low
        if bootstrap:
            self.bootstrap.append((high - low) / bootstrap)
        self.width.append(high - low)
        self.values.append(value)
        if unrelated is not None:
            self.unrelated.append(unrelated)

    @property
    def share(self) -> float:
        """The share of intervals that held the truth."""
        return self.held / max(self.given, 1)

    @property
    def unflagged(self) -> float:
        """The share of intervals that missed without saying that few people drive them."""
        return self.missed_unflagged / max(self.given, 1)

    @property
    def relative(self) -> float:
        """Median width over that of a well-sized interval, 3.92 standard deviations."""
        return float(np.median(self.width) / (3.92 * np.std(self.values)))

    @property
    def wider(self) -> float:
        """Median width of the unrelated interval over that of the paired one."""
        return float(np.median(self.unrelated) / np.median(self.width)) if self.unrelated else 0.0


def held(world: World, *, reps: int, seed: int) -> dict[str, Held]:
    """Measure a world."""
    found: dict[str, Held] = {}
    for stream in np.random.SeedSequence(seed).spawn(reps):
        for what, sides, truth, together in world.asked(np.random.default_rng(stream)):
            paired = compare(*sides, together, level=LEVEL)
            apart = compare(*sides, APART, level=LEVEL)
            flagged = any("Fewer than" in caveat for caveat in paired.caveats)
            plain = _bootstrap(*sides) if together.trials else None
            for kind, true in (("difference", truth[1] - truth[0]), ("ratio", truth[1] / truth[0])):
                one, other = _ends(paired, kind), _ends(apart, kind)
                width = None if other is None else other[2] - other[1]
                beside = plain if kind == "difference" else None
                found.setdefault(f"{what}, {kind}", Held()).add(one, true, width, flagged=flagged, bootstrap=beside)
    return found


def _bootstrap(a: Side, b: Side) -> float | None:
    """Return the width of the plain percentile interval of people drawn, and both thresholds chosen, again."""
    again = [side.wobble.again for side in (a, b) if side.wobble is not None and side.wobble.again is not None]
    drawn = redrawn(*again) if len(again) == len((a, b)) else None
    if drawn is None:
        return None
    low, high = np.quantile(drawn.difference, [(1 - LEVEL) / 2, 1 - (1 - LEVEL) / 2])
    return float(high - low)


def _ends(compared: Compared, kind: str) -> tuple[float, float, float] | None:
    estimate = compared.difference if kind == "difference" else compared.ratio
    return None if estimate is None else (estimate.value, estimate.low, estimate.high)
