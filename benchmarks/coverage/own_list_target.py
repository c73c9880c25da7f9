"""A threshold chosen for a target FPIR on searches of people who are on the list themselves, their mate left out.

The worlds are those of :mod:`benchmarks.coverage.own_list`: two people who are alike alert on each other, so false
alerts come in twos, and the threshold wobbles more than as many independent alerts would let it. The truth is the
TPIR, and the whole curve of FNIR against FPIR, of new people in front of the very list of a trial.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from benchmarks.coverage.own_list import NAIVE, OnList
from bystander.intervals.kg_t import FEW_PEOPLE
from bystander.quantities.searches import fnir, fpir
from bystander.quantities.searches.inverted import hull
from bystander.studies.evaluate.searches.bands import Resample, SearchBands

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.bands import Limits
    from bystander.tally.searches.tally import SearchTally

    Numbers = NDArray[np.float64]

LEVEL = 0.95
REPLICATES = 500  # resamples of people: a quarter of what the package takes, for time
HIGHEST = 12.0  # a threshold that nobody wrong passes

TPIR, BAND = "TPIR at FPIR", "FNIR against FPIR: band"
INTERVAL, UNFLAGGED, WIDTH = "interval", "missed without a flag", "width over a well-sized one"


@dataclass(frozen=True, kw_only=True)
class AtTarget:
    """People on the list (``threshold``: the mean score of the right person), and the FPIR that is to be held."""

    on_list: OnList
    target: float

    @property
    def name(self) -> str:
        """Name it for a reader."""
        w = self.on_list
        return (
            f"{w.people} people on the list, searched {w.searches} times each, people differ by {w.own:g}, pairs of "
            f"them by {w.pair:g}, searches by {w.noise:g}, right persons score {w.threshold:g} +- {w.right:g}, "
            f"FPIR {self.target:g}"
        )

    def draw(self, rng: np.random.Generator) -> tuple[SearchTally, Numbers]:
        """Hold a trial; with it how easily each person on the list is taken for others, standard normal."""
        w = self.on_list
        n, all_searches = w.people, w.people * w.searches
        own, *others = (rng.normal(size=size) for size in (n, (n, n), (all_searches, n), all_searches))
        return w.made_of(own, *others)[0], own

    def fnir_at(self, target: float, own: Numbers) -> float:
        """Return the true FNIR where the true FPIR is a target."""
        w = self.on_list
        reached = brentq(lambda t: w.alerts_at(t, own) - target, -HIGHEST, HIGHEST, xtol=1e-5)
        return float(ndtr((reached - w.threshold) / w.right))


def held(world: AtTarget, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the interval and the band hold, and how wide the interval is over an ideal one.

    A well-sized interval is 3.92 standard deviations of the error of the estimate wide. Trials in which no threshold is
    shown to keep the target have no interval, and trials of few errors no band; these are left out.
    """
    told: dict[str, list[bool]] = {}
    widths, errors = [], []
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        tally, own = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        truth = world.fnir_at(world.target, own)
        strangers = replace(tally, top=np.full_like(tally.top, -1))
        at = fpir.threshold_for(tally.leave_mate_out(), world.target).threshold
        limits, found, both = _asked(tally, world, at, replicate)
        naive = _asked(strangers, world, at, replicate)[0]
        errors.append(both[0].estimate.value - truth)
        if limits is not None:
            holds = limits.low <= truth <= limits.high
            few = any(m.estimate.df is not None and m.estimate.df < FEW_PEOPLE for m in both)
            told.setdefault(f"{TPIR}: {INTERVAL}", []).append(holds)
            told.setdefault(f"{TPIR}: {UNFLAGGED}", []).append(not holds and not few)
            widths.append(limits.high - limits.low)
        if naive is not None:
            told.setdefault(f"{TPIR}: {NAIVE}", []).append(naive.low <= truth <= naive.high)
        if (curve := found.curve) is not None:
            true = np.array([world.fnir_at(x, own) for x in curve.fpir])
            inside = (np.array(curve.band.low) <= true) & (true <= np.array(curve.band.high))
            told.setdefault(BAND, []).append(bool(inside.all()))
    wide = {f"{TPIR}: {WIDTH}": float(np.median(widths) / (3.92 * np.std(errors)))} if widths else {}
    return {what: float(np.mean(said)) for what, said in told.items()} | wide


def _asked(
    tally: SearchTally, world: AtTarget, at: float, seed: int
) -> tuple[Limits | None, SearchBands, tuple[Measured, Measured]]:
    """Ask as the package does: by people drawn again where they can tell, else over all thresholds that may hold it."""
    non_mated, target = tally.leave_mate_out(), world.target
    found = SearchBands.of(
        tally, non_mated, targets=[target], ranks=(), rank=None, lowest=None,
        how=Resample(seed=seed, replicates=REPLICATES, level=LEVEL),
    )  # fmt: skip
    limits = found.fnir.get(target) or hull(tally, non_mated, target, rank=None, lowest=None, level=LEVEL)
    misses = fnir.false_negative_identification_rate(tally, at, level=LEVEL)
    return limits, found, (misses, fpir.false_positive_identification_rate(non_mated, at, level=LEVEL))


def _at(target: float, score: float, *, people: int, right: float = 0.2, **others: float) -> AtTarget:
    return AtTarget(on_list=OnList(people=people, threshold=score, right=right, **others), target=target)  # type: ignore[arg-type]


WORLDS = (
    _at(0.2, 3.3, people=300, noise=0.02),
    _at(0.1, 3.3, people=150, noise=0.02),
    _at(0.2, 3.3, people=300, pair=0.02, noise=1),
    _at(0.2, 2.8, people=60, noise=0.02),
    _at(0.1, 3.9, people=600, noise=0.02),
    _at(0.1, 3.5, people=200, searches=2),
    _at(0.02, 4, people=300, right=0.5),
    _at(0.4, 3.1, people=300, noise=0.02),
    _at(0.1, 3.8, people=150, searches=3, own=0.5, noise=0.5, right=0.3),
)
