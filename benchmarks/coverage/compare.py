"""Do the intervals of a difference and of a ratio of two systems hold, at given thresholds and at a matched target?

Both systems see the same images of the same people. Their scores are normal and made of the same parts (how alike a
person looks to others, how steady they are, images, single comparisons), each part of the second system correlated
with that of the first. Then the true rates of both are known in closed form, and so are difference and ratio. The
interval that takes the two trials for unrelated stands beside it, and the one that ignores people altogether.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from bystander.rates.compare import Compared, compare
from bystander.rates.compare_tallies import Comparisons
from bystander.rates.sides import Together
from bystander.tally.comparisons import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.rates.sides import Side

IMAGE, NOISE = 0.3, 1.0
LEVEL = 0.95
APART = Together(people=False, trials=False)


@dataclass(frozen=True, kw_only=True)
class TwoSystems:
    """A world: people, images of each, how much people differ, how alike the systems are, and how good each is."""

    people: int
    images: int
    look_alike: float
    steady: float
    alike: float  # correlation of every part of the two systems' scores
    gaps: tuple[float, float]
    fmr: tuple[float, float]  # at the given thresholds
    target: float

    @property
    def name(self) -> str:
        """Name it for a reader."""
        rates = ", ".join(f"FMR {f:g} and FNMR {m:.3f}" for f, m in zip(self.fmr, self.fnmr(self.fmr), strict=True))
        return f"{self.people} people, {self.images} images, correlation {self.alike:g}: {rates}"

    @property
    def _own(self) -> float:
        return 2 * IMAGE**2 + NOISE**2

    @property
    def _non_mated(self) -> float:
        return sqrt(2 * self.look_alike**2 + self._own)

    def thresholds(self, fmr: tuple[float, float]) -> tuple[float, float]:
        """Give the thresholds at which the systems truly have these false match rates."""
        return tuple(-float(ndtri(f)) * self._non_mated for f in fmr)  # type: ignore[return-value]

    def fnmr(self, fmr: tuple[float, float]) -> tuple[float, float]:
        """Give the true false non-match rates there."""
        spread = sqrt(self.steady**2 + self._own)
        ends = zip(self.thresholds(fmr), self.gaps, strict=True)
        return tuple(float(ndtr((t - gap) / spread)) for t, gap in ends)  # type: ignore[return-value]

    def draw(self, rng: np.random.Generator) -> tuple[Comparisons, Comparisons]:
        """Draw one trial of both: every image against every other one."""

        def both(size: int) -> np.ndarray:
            first, own = rng.normal(size=(2, size))
            return np.stack([first, self.alike * first + sqrt(1 - self.alike**2) * own])

        owner = np.repeat(np.arange(self.people), self.images)
        looks, steady = self.look_alike * both(self.people), self.steady * both(self.people)
        image = IMAGE * both(len(owner))
        first, second = np.triu_indices(len(owner), 1)
        a, b = owner[first], owner[second]
        noise = NOISE * both(len(a))
        given = []
        for s, gap in enumerate(self.gaps):
            score = np.where(a == b, gap + steady[s][a], looks[s][a] + looks[s][b])
            score = score + image[s][first] + image[s][second] + noise[s]
            trial = trial_from_arrays(
                score, probe=a.astype(np.int32), reference=b.astype(np.int32), subjects=self.people
            )
            asked = (0.5 * self.target, self.target, 1.5 * self.target)
            tally = tally_comparisons(trial, targets=asked, thresholds=self.thresholds(self.fmr))
            given.append(Comparisons(tally=tally, place=np.arange(self.people), people=self.people))
        return given[0], given[1]


WORLDS = (
    TwoSystems(
        people=150, images=3, look_alike=0.5, steady=0.6, alike=0.7, gaps=(4.2, 4.2), fmr=(0.01, 0.01), target=0.01
    ),
    TwoSystems(
        people=150, images=3, look_alike=0.5, steady=0.6, alike=0.9, gaps=(4.0, 4.4), fmr=(0.01, 0.006), target=0.003
    ),
    TwoSystems(
        people=300, images=2, look_alike=0.3, steady=0.8, alike=0.5, gaps=(4.8, 5.2), fmr=(0.001, 0.002), target=0.001
    ),
    TwoSystems(
        people=100, images=4, look_alike=0.7, steady=1.0, alike=0.95, gaps=(4.5, 4.5), fmr=(0.01, 0.01), target=0.01
    ),
)


@dataclass
class Held:
    """How often an interval held the truth, and how wide it was beside one that takes the trials for unrelated."""

    held: int = 0
    given: int = 0
    asked: int = 0
    width: list[float] = field(default_factory=list)
    unrelated: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    low_misses: int = 0

    def add(self, found: tuple[float, float, float] | None, truth: float, unrelated: float | None) -> None:
        """Take in one trial; None where the comparison gave no interval."""
        self.asked += 1
        if found is None:
            return
        value, low, high = found
        self.given += 1
        self.held += low <= truth <= high
        self.low_misses += truth < low
        self.width.append(high - low)
        self.values.append(value)
        if unrelated is not None:
            self.unrelated.append(unrelated)

    @property
    def share(self) -> float:
        """The share of intervals that held the truth."""
        return self.held / max(self.given, 1)

    @property
    def relative(self) -> float:
        """Median width over that of a well-sized interval, 3.92 standard deviations."""
        return float(np.median(self.width) / (3.92 * np.std(self.values)))

    @property
    def wider(self) -> float:
        """Median width of the unrelated interval over that of the paired one."""
        return float(np.median(self.unrelated) / np.median(self.width)) if self.unrelated else 0.0


def held(world: TwoSystems, *, reps: int, seed: int) -> dict[str, Held]:
    """Measure a world."""
    found: dict[str, Held] = {}
    for stream in np.random.SeedSequence(seed).spawn(reps):
        a, b = world.draw(np.random.default_rng(stream))
        for what, sides, truth, together in _asked(world, a, b):
            paired = compare(*sides, together, level=LEVEL)
            apart = compare(*sides, APART, level=LEVEL)
            for kind, true in (("difference", truth[1] - truth[0]), ("ratio", truth[1] / truth[0])):
                one, other = _ends(paired, kind), _ends(apart, kind)
                width = None if other is None else other[2] - other[1]
                found.setdefault(f"{what}, {kind}", Held()).add(one, true, width)
    return found


def _ends(compared: Compared, kind: str) -> tuple[float, float, float] | None:
    estimate = compared.difference if kind == "difference" else compared.ratio
    return None if estimate is None else (estimate.value, estimate.low, estimate.high)


def _asked(
    world: TwoSystems, a: Comparisons, b: Comparisons
) -> Iterator[tuple[str, tuple[Side, Side], tuple[float, float], Together]]:
    (ta, tb), qn = world.thresholds(world.fmr), a.tally.graph.qn if a.tally.graph is not None else 0
    whole = Together(people=True, trials=True)
    yield "FNMR at thresholds", (a.fnmr(ta), b.fnmr(tb)), world.fnmr(world.fmr), whole
    pairs = Together(people=True, trials=True, compared=qn)
    yield "FMR at thresholds", (a.fmr(ta), b.fmr(tb)), world.fmr, pairs
    matched = [s.fnmr(s.tally.operating_point(world.target).threshold, target=world.target) for s in (a, b)]
    both = world.fnmr((world.target, world.target))
    yield f"FNMR at FMR {world.target:g}", (matched[0], matched[1]), both, whole
