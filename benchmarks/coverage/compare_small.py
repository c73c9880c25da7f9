"""Small trials of two systems: 7 to 60 people, few errors. Each person is tried equally often, errors belong to one.

How hard a person is has a part that both systems share, normal or with heavy tails (t with 2 degrees of freedom), and a
part of each system's own; so the true rates are known by quadrature. Beside every interval stand that of a vertex
bootstrap (people drawn again) and what McNemar's exact test says of the single trials.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit
from scipy.stats import binomtest

from bystander.findings.wording import listed
from bystander.intervals import clusters
from bystander.intervals.covariance import ByPerson
from bystander.intervals.measured import clustered
from bystander.intervals.paired import compare
from bystander.intervals.sides import Side, Together
from bystander.intervals.single_trials import SingleTrials

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.measured import Measured
    from bystander.intervals.paired import Compared

LEVEL, DRAWN = 0.95, 500
TOGETHER = Together(people=True, trials=True)
WIDEST = ((30, 1.3), (5, 1.75))  # V23: errors, and the widest interval over the bootstrap's from so many on
GRID = (np.arange(20_001) + 0.5) / 20_001


@dataclass(frozen=True, kw_only=True)
class SmallPair:
    """A world of two systems, or more.

    ``rates``: the true ones. ``shared``, ``own``: how much people differ, for all systems and for each alone.
    ``alike``: the correlation of the first and another system's scores of a single trial.
    """

    people: int
    each: int
    rates: tuple[float, ...]
    shared: float = 1.0
    own: float = 0.5
    alike: float = 0.5
    tails: Literal["normal", "t2"] = "normal"

    @property
    def widest(self) -> float | None:
        """How wide V23 lets a difference be, in widths of a bootstrap, by the errors of the system with fewer."""
        errors = min(self.rates) * self.people * self.each
        return next((most for least, most in WIDEST if errors >= least), None)

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return (
            f"{self.people} people, {self.each} trials each, rates {listed([f'{r:g}' for r in self.rates])}, "
            f"people differ by {self.shared:g} ({self.tails}) and {self.own:g}"
        )

    @cached_property
    def _cuts(self) -> tuple[float, ...]:
        """The thresholds at which the rates are true ones, by bisection."""
        quantiles = ndtri(GRID) if self.tails == "normal" else stdtrit(2, GRID)
        spread = np.sqrt(1 + self.own**2)
        cuts = []
        for rate in self.rates:
            low, high = -1000.0, 1000.0
            for _ in range(80):
                cut = (low + high) / 2
                more = float(np.mean(ndtr((self.shared * quantiles - cut) / spread))) > rate
                low, high = (cut, high) if more else (low, cut)
            cuts.append(cut)
        return tuple(cuts)

    def draw(self, rng: np.random.Generator) -> list[NDArray[np.bool_]]:
        """Draw the errors of all systems: people in rows, their trials in columns."""
        systems = len(self.rates)
        hard = rng.normal(size=self.people) if self.tails == "normal" else rng.standard_t(2, self.people)
        own = self.own * rng.normal(size=(systems, self.people))
        noise = rng.normal(size=(systems, self.people, self.each))
        noise[1:] = self.alike * noise[0] + np.sqrt(1 - self.alike**2) * noise[1:]
        return [(self.shared * hard + own[s])[:, None] + noise[s] > self._cuts[s] for s in range(systems)]


def side(wrong: NDArray[np.bool_]) -> Side:
    """Return the side of a system from its errors, people in rows."""
    x, k = wrong.sum(axis=1).astype(np.int64), np.full(len(wrong), wrong.shape[1], np.int64)
    single = SingleTrials(key=np.arange(wrong.size, dtype=np.uint64), wrong=wrong.ravel())
    return Side(
        events=int(x.sum()), trials=wrong.size, alone=partial(_alone, x, k),
        counts=ByPerson(errors=x, trials=k, single=single),
    )  # fmt: skip


def _alone(x: NDArray[np.int64], k: NDArray[np.int64], level: float) -> Measured:
    return clustered(clusters.one_way(x, k), level=level, sets=len(k))


@dataclass
class SmallHeld:
    """What a world showed: shares of trials, and widths over those of the bootstrap."""

    trials: int = 0
    crashes: int = 0
    missed: int = 0
    missed_unflagged: int = 0
    shown_beyond_mcnemar: int = 0
    ratios: int = 0
    ratios_missed: int = 0
    ratios_missed_unflagged: int = 0
    out_of_step: int = 0
    widths: list[float] = field(default_factory=list)
    ratio_widths: list[float] = field(default_factory=list)
    shown: int = 0

    @property
    def coverage(self) -> float:
        """The share of differences that the interval held; a crash is a miss."""
        return 1 - (self.missed + self.crashes) / self.trials

    @property
    def unflagged(self) -> float:
        """The share of trials that gave no interval, or one that missed without saying that few people drive it."""
        return (self.missed_unflagged + self.crashes) / self.trials

    @property
    def beyond(self) -> float:
        """The share of trials that showed what McNemar's exact test did not."""
        return self.shown_beyond_mcnemar / self.trials

    @property
    def otherwise(self) -> float:
        """The share of ratios that excluded 1 where the difference did not exclude 0, or the other way round."""
        return self.out_of_step / max(self.ratios, 1)

    @property
    def relative(self) -> float:
        """The median width over that of the bootstrap."""
        return float(np.median(self.widths)) if self.widths else 0.0

    @property
    def ratio_relative(self) -> float:
        """The median width of the logarithm of the ratio over that of the bootstrap, where both have two ends."""
        return float(np.median(self.ratio_widths)) if self.ratio_widths else 0.0

    @property
    def ratio_unflagged(self) -> float:
        """The share of ratios that missed without saying that few people drive them."""
        return self.ratios_missed_unflagged / max(self.ratios, 1)

    @property
    def ratio_coverage(self) -> float:
        """The same of the ratios that were given."""
        return 1 - self.ratios_missed / max(self.ratios, 1)


def held(world: SmallPair, *, reps: int, seed: int, bootstrap: bool = True) -> SmallHeld:
    """Measure a world."""
    found = SmallHeld()
    for stream in np.random.SeedSequence(seed).spawn(reps):
        rng = np.random.default_rng(stream)
        a, b = world.draw(rng)
        found.trials += 1
        try:
            compared = compare(side(a), side(b), TOGETHER, level=LEVEL)
        except ValueError:
            found.crashes += 1
            continue
        _judge(found, world, compared, (a, b))
        if bootstrap:
            _beside(found, compared, (a, b), rng)
    return found


def crash_or_zero_width(reps: int, seed: int) -> SmallHeld:
    """Compare two systems in so many trials of 7 to 20 people, each of a world of its own."""
    found = SmallHeld()
    for stream in np.random.SeedSequence([seed, 7]).spawn(reps):
        rng = np.random.default_rng(stream)
        people, each = int(rng.integers(7, 21)), int(rng.integers(1, 8))
        a, b = (np.repeat(rng.random(people)[:, None] < rng.choice([0.05, 0.2, 0.6]), each, 1) for _ in range(2))
        a, b = (wrong & (rng.random(wrong.shape) < rng.choice([0.1, 0.5, 1.0])) for wrong in (a, b))
        found.trials += 1
        try:
            compared = compare(side(a), side(b), TOGETHER, level=LEVEL)
        except (ArithmeticError, ValueError):
            found.crashes += 1
            continue
        found.crashes += not compared.difference.low < compared.difference.high
        _shown(found, compared, (a, b))
    return found


def _judge(
    found: SmallHeld, world: SmallPair, compared: Compared, errors: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> None:  # fmt: skip
    e, (pa, pb) = compared.difference, world.rates
    miss = not e.low <= pb - pa <= e.high
    flagged = any("Fewer than" in c for c in compared.caveats)
    found.missed += miss
    found.missed_unflagged += miss and not flagged
    _shown(found, compared, errors)
    if compared.ratio is not None:
        miss = not compared.ratio.low <= pb / pa <= compared.ratio.high
        found.ratios_missed += miss
        found.ratios_missed_unflagged += miss and not flagged


def _shown(found: SmallHeld, compared: Compared, errors: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> None:
    """Take in what a comparison shows, whatever is true."""
    (a, b), e = errors, compared.difference
    shown = not e.low <= 0 <= e.high
    found.shown += shown
    only = int((b & ~a).sum()), int((a & ~b).sum())
    p = float(binomtest(only[0], sum(only)).pvalue) if sum(only) else 1.0
    found.shown_beyond_mcnemar += shown and p > 1 - LEVEL
    if compared.ratio is not None:
        found.ratios += 1
        found.out_of_step += shown != (not compared.ratio.low <= 1 <= compared.ratio.high)


def _beside(
    found: SmallHeld, compared: Compared, errors: tuple[NDArray[np.bool_], NDArray[np.bool_]], rng: np.random.Generator
) -> None:
    """Put the widths beside those of a bootstrap of people, with percentiles."""
    a, b = (wrong.sum(axis=1) for wrong in errors)
    people, trials = len(a), errors[0].size
    weights = rng.multinomial(people, np.full(people, 1 / people), size=DRAWN)
    tails = [(1 - LEVEL) / 2, 1 - (1 - LEVEL) / 2]
    low, high = np.quantile(weights @ (b - a) / trials, tails)
    if high > low:
        found.widths.append((compared.difference.high - compared.difference.low) / float(high - low))
    first, second, ratio = weights @ a, weights @ b, compared.ratio
    if first.min() > 0 and second.min() > 0 and ratio is not None and ratio.low > 0:
        low, high = np.quantile(np.log(second) - np.log(first), tails)
        if high > low:
            found.ratio_widths.append(float(np.log(ratio.high / ratio.low) / (high - low)))


WORLDS = (
    SmallPair(people=7, each=3, rates=(0.1, 0.1)),
    SmallPair(people=12, each=6, rates=(0.15, 0.1)),
    SmallPair(people=20, each=5, rates=(0.05, 0.05)),
    SmallPair(people=60, each=5, rates=(0.02, 0.02), shared=0.5),
    SmallPair(people=60, each=10, rates=(0.3, 0.4)),
    SmallPair(people=60, each=5, rates=(0.1, 0.15), alike=0.9, own=0.2),
    SmallPair(people=100, each=3, rates=(0.1, 0.1), tails="t2"),
    SmallPair(people=40, each=10, rates=(0.42, 0.3), own=0.8),
    SmallPair(people=20, each=10, rates=(0.2, 0.3), tails="t2"),
    # a ratio that is far from 1, and few errors of one system
    SmallPair(people=12, each=6, rates=(0.05, 0.15)),
    SmallPair(people=200, each=1, rates=(0.02, 0.04)),
    SmallPair(people=200, each=5, rates=(0.01, 0.02)),
    SmallPair(people=30, each=20, rates=(0.02, 0.05), own=1.0),
    SmallPair(people=500, each=2, rates=(0.03, 0.01), own=0.1, alike=0.98),
    SmallPair(people=40, each=5, rates=(0.1, 0.2), tails="t2"),
    # a system, or both, that often makes no error at all
    SmallPair(people=100, each=3, rates=(0.003, 0.05)),
    SmallPair(people=150, each=10, rates=(0.001, 0.001), shared=2.0, own=2.0),
    SmallPair(people=150, each=10, rates=(0.0005, 0.01), shared=2.0, own=2.0),
)
