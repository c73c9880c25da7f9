"""Two systems on the same comparisons, of which few people have most: is a difference of false match rates held, told?

People, images and effects as in *uneven-pairs*. The second system errs ``times`` as often, and finds the same people
hard, or some others (``alike``: the share whose effect is the same in both). What only one of two equal systems seems
to get wrong is *told* without being there where the range of the difference excludes 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from zlib import crc32

import numpy as np

from benchmarks.coverage.uneven_pairs import LEVEL, WOLVES, UnevenImages, measured, of_two, rate_of
from bystander.intervals import paired
from bystander.intervals.covariance import ByPerson, PairCounts
from bystander.intervals.sides import PAIR, Side, Together

DIFFERENCE, RATIO, UNFLAGGED = "difference", "ratio", "difference missed without a flag"
TOLD, NOT_THERE = "told to differ", "equal systems told to differ"


@dataclass(frozen=True, kw_only=True)
class TwoOfUneven:
    """``trial``: of the first system. The second errs ``times`` as often; ``alike``: shares that share of effects."""

    trial: UnevenImages
    times: float = 1.0
    alike: float = 1.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        same = "the same people" if self.alike == 1 else f"{self.alike:.0%} the same people"
        return f"{self.trial.name}; {self.times:g} times, hard are {same}"

    def draw(self, rng: np.random.Generator) -> tuple[list[Side], Together]:
        """Draw one trial of both systems."""
        trial = self.trial
        images, first = trial.images(rng), trial.effect(rng)
        compared = trial.compared(rng, images)
        second = np.where(rng.random(trial.people) < self.alike, first, trial.effect(rng))
        sides = [
            _side(images, compared, trial.errors(rng, compared, effect, times=times))
            for effect, times in ((first, 1.0), (second, self.times))
        ]
        met = of_two(compared).astype(np.float64)
        return sides, Together(people=True, trials=True, compared=float(np.sum(met**2)))


def _side(images: np.ndarray, compared: np.ndarray, errors: np.ndarray) -> Side:
    rate, once = rate_of(compared, errors)
    met = of_two(compared)
    of_pairs = np.repeat(np.argwhere(errors > 0), errors[errors > 0], axis=0)
    return Side(
        events=rate.events,
        trials=rate.trials,
        alone=partial(measured, rate, images),
        counts=ByPerson(
            errors=errors.sum(axis=0) + errors.sum(axis=1),
            trials=met.sum(axis=0) + met.sum(axis=1),
            ends=PAIR,
            qc=float(np.sum(errors.astype(np.float64) ** 2)),
            qn=float(np.sum(met.astype(np.float64) ** 2)),
            pairs=PairCounts.of(of_pairs[:, 0], of_pairs[:, 1]),
            once=once,
        ),
    )


WORLDS = (
    TwoOfUneven(trial=WOLVES, times=2.0),
    TwoOfUneven(trial=WOLVES),
    TwoOfUneven(trial=WOLVES, alike=0.5),
    TwoOfUneven(trial=UnevenImages(people=100, rate=0.005, effects=("wolves", 0.05), few=5, many=40), alike=0.5),
    TwoOfUneven(
        trial=UnevenImages(people=300, rate=0.002, effects=("lognormal", 1.0), few=15, many=40), times=2.0, alike=0.5
    ),
    TwoOfUneven(trial=UnevenImages(people=300, rate=0.002, effects=("lognormal", 1.5), few=15, many=40)),
    TwoOfUneven(trial=UnevenImages(people=200, rate=0.005, effects=("exponential", 0.0)), times=1.5),
    TwoOfUneven(trial=UnevenImages(people=200, rate=0.005, effects=("exponential", 0.0)), alike=0.0),
    TwoOfUneven(
        trial=UnevenImages(people=300, rate=0.002, effects=("wolves", 0.05), few=15, many=40, probes=True), times=2.0
    ),
    TwoOfUneven(
        trial=UnevenImages(people=300, rate=0.002, effects=("wolves", 0.05), few=15, many=40, probes=True), alike=0.5
    ),
    TwoOfUneven(trial=UnevenImages(people=300, rate=0.002, effects=("alike", 0.0), few=15, many=40), times=1.5),
    TwoOfUneven(trial=UnevenImages(people=150, rate=0.005, effects=("wolves", 0.1), few=1, many=300), alike=0.5),
    TwoOfUneven(trial=replace(WOLVES, made=("comparisons", 0.5)), times=2.0),
    TwoOfUneven(trial=replace(WOLVES, made=("comparisons", 0.5)), alike=0.5),
    TwoOfUneven(trial=replace(WOLVES, made=("people", 0.5)), alike=0.5),
)


def held(world: TwoOfUneven, *, reps: int, seed: int) -> dict[str, tuple[float, int]]:
    """Return how often the ranges hold, are missed without a flag, and tell the systems apart; and of how many."""
    truth, rows = world.trial.rate * (world.times - 1), dict[str, list[bool]]()
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        (a, b), together = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        found = paired.compare(a, b, together, level=LEVEL)
        difference, ratio = found.difference, found.ratio
        holds = difference.low <= truth <= difference.high
        rows.setdefault(DIFFERENCE, []).append(holds)
        rows.setdefault(UNFLAGGED, []).append(not holds and not found.caveats)
        rows.setdefault(NOT_THERE if world.times == 1 else TOLD, []).append(not difference.low <= 0 <= difference.high)
        if ratio is not None:
            rows.setdefault(RATIO, []).append(ratio.low <= world.times <= ratio.high)
    return {what: (float(np.mean(each)), len(each)) for what, each in rows.items()}
