"""Several systems on one trial: do the intervals of all pairs hold together, each at its share of the error?

Beside them stands how much narrower they could be: Bonferroni's quantile over Tukey's, the exact one of independent
normal systems whose variances are alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri
from scipy.stats import studentized_range

from benchmarks.coverage.compare import LEVEL
from benchmarks.coverage.compare_comparisons import TwoSystems
from benchmarks.coverage.compare_small import TOGETHER, SmallPair, side
from bystander.intervals.paired import compare
from bystander.studies.compare.shared import Shared

if TYPE_CHECKING:
    from bystander.intervals.sides import Side, Together


@dataclass
class AllHeld:
    """In how many trials all differences, and all ratios that were given, held the truth; and missed unflagged."""

    trials: int = 0
    differences: int = 0
    ratios: int = 0
    unflagged: int = 0


def held(world: SmallPair | TwoSystems, *, reps: int, seed: int) -> AllHeld:
    """Measure a world: small trials at given thresholds, comparisons at a matched target."""
    found = AllHeld()
    truths = world.rates if isinstance(world, SmallPair) else world.fnmr((world.target,) * len(world.gaps))
    pairs = list(combinations(range(len(truths)), 2))
    for stream in np.random.SeedSequence(seed).spawn(reps):
        sides, together = _drawn(world, np.random.default_rng(stream))
        found.trials += 1
        differences = ratios = unflagged = True
        for i, j in pairs:
            compared = compare(sides[i], sides[j], together, level=1 - (1 - LEVEL) / len(pairs))
            e, r = compared.difference, compared.ratio
            held = e.low <= truths[j] - truths[i] <= e.high
            differences &= held
            ratios &= r is None or r.low <= truths[j] / truths[i] <= r.high
            unflagged &= held or any("Fewer than" in c for c in compared.caveats)
        found.differences += differences
        found.ratios += ratios
        found.unflagged += not unflagged
    return found


def needless(systems: int) -> float:
    """Return how many times as wide as need be Bonferroni makes the intervals of so many systems."""
    pairs = systems * (systems - 1) / 2
    exact = studentized_range.ppf(LEVEL, systems, 1e6) / 2**0.5
    return float(-ndtri((1 - LEVEL) / 2 / pairs) / exact)


def _drawn(world: SmallPair | TwoSystems, rng: np.random.Generator) -> tuple[list[Side], Together]:
    if isinstance(world, SmallPair):
        return [side(wrong) for wrong in world.draw(rng)], TOGETHER
    sides = world.matched(world.draw(rng))
    of = (world.people, world.people)
    shared = Shared(people=world.people, of=of, same_comparisons=True, same_pairs=True)
    return sides, shared.together(sides[0], sides[1])


WORLDS: tuple[SmallPair | TwoSystems, ...] = (
    SmallPair(people=60, each=5, rates=(0.1, 0.1, 0.15)),
    SmallPair(people=40, each=10, rates=(0.3, 0.3, 0.35, 0.4)),
    SmallPair(people=20, each=5, rates=(0.05, 0.05, 0.1)),
    SmallPair(people=60, each=5, rates=(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)),
    TwoSystems(
        people=60, images=3, look_alike=0.5, steady=0.7, alike=0.8, gaps=(4.0, 4.0, 4.4), fmr=(0.01,) * 3, target=0.01
    ),
    TwoSystems(
        people=40, images=4, look_alike=0.15, steady=0.7, alike=0.8, gaps=(3.4, 3.4, 3.8, 4.0), fmr=(0.01,) * 4,
        target=0.01, tails="t2",
    ),
)  # fmt: skip
