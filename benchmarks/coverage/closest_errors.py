"""Do both limits of an FMR without a false match hold (METHODS IV.2, V.6)?

Scores are a + b + noise: a, b how alike each of the two people looks to others, noise standard normal. The threshold
is one at which so many false matches are expected. A miss is a trial that shows none and whose limit lies below the
true rate, or one that crashes; a limit at 95 % may miss in one trial of twenty. The truth is a sum over a grid of
people, from one in a hundred million to nearly all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.special import expit, ndtr, ndtri, stdtrit

from bystander.intervals import closest_errors, clusters, zero_events
from bystander.quantities.comparisons.fmr import false_match_rate
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.evidence.comparisons.trial import Trial
    from bystander.tally.comparisons.tally import ComparisonTally

    Numbers = np.ndarray
    Quantile = Callable[[Numbers], Numbers]

LEVEL = 0.95
NODES = np.linspace(-18.0, 18.0, 181)  # of the grid: logits of the share of people below
QUANTILES: dict[str, Quantile] = {
    "normal": ndtri,
    "t2": lambda u: stdtrit(2, u),
    "exponential": lambda u: -np.log1p(-u),
}
IF_SEEN, WHATEVER, ROW = "limit if seen among the closest (Z1.5)", "limit whatever people do (Z1)", "table row (Z2)"


@dataclass(frozen=True, kw_only=True)
class Looks:
    """How alike people look to others: a shape with its spread, and some who look ``shift`` more like everybody."""

    shape: str = "normal"
    spread: float = 0.3
    wolves: float = 0.0
    shift: float = 0.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        rare = f", {self.wolves * 100:g} % alike to all by {self.shift:g}" if self.wolves else ""
        return f"{self.shape} {self.spread:g}{rare}"

    def draw(self, rng: np.random.Generator, people: int) -> Numbers:
        """Invent people."""
        own = self.spread * QUANTILES[self.shape](rng.random(people))
        return own + self.shift * (rng.random(people) < self.wolves)

    @cached_property
    def grid(self) -> tuple[Numbers, Numbers]:
        """Return likenesses and their shares."""
        edges = expit(NODES)
        own = self.spread * QUANTILES[self.shape](expit((NODES[1:] + NODES[:-1]) / 2))
        weight = np.diff(edges) / (edges[-1] - edges[0])
        if not self.wolves:
            return own, weight
        return np.r_[own, own + self.shift], np.r_[weight * (1 - self.wolves), weight * self.wolves]


@dataclass(frozen=True, kw_only=True)
class World:
    """``people`` with ``images`` each, everybody against everybody, or probes against ``references`` others."""

    looks: Looks
    people: int = 100
    images: int = 2
    references: int = 0
    expected: tuple[float, ...] = (3.0, 10.0, 30.0)

    @property
    def name(self) -> str:
        """Name it for a reader."""
        whom = f" against {self.references}" if self.references else ""
        return f"{self.people} people{whom}, {self.images} images, {self.looks.name}"

    @property
    def pairs(self) -> int:
        """How many non-mated comparisons a trial has."""
        if self.references:
            return self.people * self.references * self.images**2
        return self.people * (self.people - 1) // 2 * self.images**2

    def threshold(self, truth: float) -> float:
        """Return the threshold with a true FMR, by bisection."""
        a, weight = self.looks.grid
        both, shares = (a[:, None] + a).ravel(), np.outer(weight, weight).ravel()
        low, high = 0.0, 1.0
        while float(shares @ ndtr(both - high)) > truth:
            low, high = high, 2 * high
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if float(shares @ ndtr(both - middle)) > truth else (low, middle)
        return high

    def trial(self, rng: np.random.Generator) -> Trial:
        """Hold one trial."""
        everybody = self.people + self.references
        a = self.looks.draw(rng, everybody)
        owner = np.repeat(np.arange(everybody), self.images)
        first, second = np.triu_indices(len(owner), 1)
        keep = owner[first] != owner[second]
        if self.references:
            keep = (owner[first] < self.people) & (owner[second] >= self.people)
        p, r = owner[first[keep]], owner[second[keep]]
        score = a[p] + a[r] + rng.normal(size=len(p))
        return trial_from_arrays(score, probe=p.astype(np.int32), reference=r.astype(np.int32), subjects=everybody)


WORLDS = (
    *(World(looks=Looks(shape=shape, spread=s)) for shape, s in (("normal", 0.5), ("t2", 0.3), ("t2", 0.6))),
    World(looks=Looks(shape="t2", spread=0.3), expected=(60.0, 100.0)),
    *(World(looks=Looks(shape="exponential", spread=s)) for s in (0.5, 1.0)),
    *(World(looks=Looks(wolves=share, shift=4.0)) for share in (0.02, 0.01, 0.005, 0.002)),
    World(looks=Looks(wolves=0.3, shift=1.0)),
    World(looks=Looks(shape="t2", spread=0.3), people=60, images=1, references=60),
    World(looks=Looks(shape="t2", spread=0.3), people=200, images=1),
)
BEYOND = tuple(
    World(looks=Looks(wolves=share, shift=8.0), expected=(60.0, 100.0)) for share in (0.02, 0.01, 0.005)
)  # who match everybody, and whose like is in no comparison of many trials


@dataclass(frozen=True)
class Found:
    """What limits did: the share of trials missed, and how many times 3 / comparisons they are (None: none shown)."""

    missed: dict[str, float]
    size: dict[str, float]
    zeros: float


def held(world: World, *, reps: int, seed: int) -> dict[float, Found]:
    """Return, by the number of false matches expected, what each limit did."""
    truths = {expected: expected / world.pairs for expected in world.expected}
    at = {expected: world.threshold(truth) for expected, truth in truths.items()}
    missed = {expected: dict.fromkeys((IF_SEEN, WHATEVER, ROW), 0) for expected in at}
    sizes: dict[float, dict[str, list[float]]] = {e: {IF_SEEN: [], WHATEVER: [], ROW: []} for e in at}
    for replicate in range(reps):
        stream = np.random.SeedSequence(seed, spawn_key=(crc32(world.name.encode()), replicate))
        tally = tally_comparisons(world.trial(np.random.default_rng(stream)))
        none = [e for e, threshold in at.items() if not tally.false_matches(threshold)]
        if not none:
            continue
        try:  # without a false match, where the threshold lies changes nothing
            limits = _limits(tally, max(at[e] for e in none))
        except (ValueError, ArithmeticError):
            limits = dict.fromkeys((IF_SEEN, WHATEVER, ROW), -1.0)
        for expected in none:
            for what, limit in limits.items():
                missed[expected][what] += limit < truths[expected]
                sizes[expected][what].append(limit * world.pairs / 3)
    return {
        e: Found(
            {what: count / reps for what, count in missed[e].items()},
            {what: float(np.mean(some)) for what, some in sizes[e].items() if some},
            len(sizes[e][WHATEVER]) / reps,
        )
        for e in at
    }


def _limits(tally: ComparisonTally, threshold: float) -> dict[str, float]:
    """Return what is said of a rate without an event: where there is no smaller limit, the largest is."""
    found = false_match_rate(tally, threshold, level=LEVEL)
    whatever, seen = found.estimate.high, found.bounds.if_seen_among_closest_upper
    row = min((row.high for row in found.sensitivity), default=whatever)
    return {IF_SEEN: whatever if seen is None else seen, WHATEVER: whatever, ROW: row}


@dataclass(frozen=True, kw_only=True)
class Searches:
    """Searches of people by one score each: would the limit of the closest gain anything, and would it hold?"""

    looks: Looks
    people: int
    passes: int
    expected: tuple[float, ...]

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return f"{self.people} people, {self.passes} searches each, {self.looks.name}"


SEARCHES = (
    Searches(looks=Looks(shape="t2", spread=0.6), people=100, passes=10, expected=(3.0, 10.0)),
    Searches(looks=Looks(wolves=0.01, shift=4.0), people=200, passes=3, expected=(3.0,)),
    Searches(looks=Looks(wolves=0.001, shift=8.0), people=1000, passes=10, expected=(10.0,)),
)


def of_searches(world: Searches, *, reps: int, seed: int) -> dict[float, Found]:
    """Return what Z1.5 would do of a rate of searches, which are not given it."""
    n, people = world.people * world.passes, world.people
    a, weight = world.looks.grid
    at = {}
    for expected in world.expected:
        low, high = -10.0, 200.0
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if float(weight @ ndtr(a - middle)) * n > expected else (low, middle)
        at[expected] = high
    whatever = zero_events.hoeffding_upper(0.0, people, level=LEVEL)
    missed, sizes = dict.fromkeys(at, 0), {expected: list[float]() for expected in at}
    owner, each = np.repeat(np.arange(people), world.passes), np.full(people, world.passes)
    for replicate in range(reps):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(crc32(world.name.encode()), replicate)))
        score = world.looks.draw(rng, people)[owner] + rng.normal(size=n)
        order = np.argsort(-score)
        rates = (
            clusters.one_way(np.bincount(owner[order[:errors]], minlength=people), each)
            for errors in closest_errors.CLOSEST
        )
        none = [expected for expected, threshold in at.items() if score[order[0]] < threshold]
        limit = min(closest_errors.upper(rates, level=LEVEL) or 1.0, whatever) if none else 1.0
        for expected in none:
            missed[expected] += limit < expected / n
            sizes[expected].append(limit / whatever)
    return {
        e: Found(
            {IF_SEEN: missed[e] / reps},
            {IF_SEEN: float(np.mean(sizes[e]))} if sizes[e] else {},
            len(sizes[e]) / reps,
        )
        for e in at
    }
