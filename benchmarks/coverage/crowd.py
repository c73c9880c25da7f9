"""How often does the range of a crowd hold the count of a new crowd, and of a new day?

Evidence and crowd are drawn from the same invented world: a person's own rate is Beta distributed, looks at one person
are related. The evidence gives counts by person, so its design effect is measured (KG-t); the range is then that of
`bystander.crowd`. *Naive*: the same with every look taken as independent, in the evidence and in the crowd.

A record of days that differ (METHODS IV.3, V22): the audit measures their scatter, the crowd is one new day. Here the
days' rates are Gamma distributed, or two kinds of day (a *mixture*). And the correlation of looks, where it was not
measured (IV.4).

The days of such a record may be of unequal size, as may the new one; its rows then show the scatter as days of one size
do (`Sizes.day`, `Sizes.as_many`), which is what a findings file hands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from bystander.crowd.blocks import MOST, TAKEN
from bystander.crowd.consequences import Block, Expected, Range
from bystander.crowd.evidence import Evidence, between_days
from bystander.crowd.looks import Looks
from bystander.intervals import clusters, kg_t
from bystander.intervals.overdispersion import design_effect, scatter, usable_scatter
from bystander.intervals.uneven_rows import Sizes


@dataclass(frozen=True)
class Clustered:
    """A world: evidence of so many people and looks, then a crowd of so many people and looks."""

    tested: int
    test_looks: int
    people: int
    looks: int
    rate: float
    icc: float

    @property
    def name(self) -> str:
        """What is set."""
        return (
            f"{self.tested} people with {self.test_looks} looks, then {self.people} with {self.looks}, "
            f"rate {self.rate:g}, ICC {self.icc:g}"
        )


WORLDS = (
    Clustered(2000, 8, 5000, 8, 0.01, 0.3),
    Clustered(10_000, 10, 20_000, 4, 0.001, 0.5),
    Clustered(500, 20, 2000, 10, 0.02, 0.4),
)
BEYOND = (Clustered(20_000, 1, 60_000, 1, 0.001, 0.0), Clustered(300, 5, 60_000, 2, 0.003, 0.2))


def held(world: Clustered, *, reps: int, seed: int) -> dict[str, float]:
    """Return the shares of replicates whose range holds the alerts, and the people flagged, of the new crowd."""
    found = np.zeros((reps, 4), dtype=bool)
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
        errors = _draw(rng, world, world.tested, world.test_looks)
        crowd = _draw(rng, world, world.people, world.looks)
        trials = np.full(world.tested, world.test_looks)
        n = int(trials.sum())
        rate = clusters.one_way(errors, trials)
        limits = kg_t.interval(rate, icc_floor=kg_t.icc_floor_for(rate))
        deff = n / limits.effective_trials
        ours = Block(
            world.people, Looks(world.looks, 1.0, world.icc), Evidence.of_counts(rate.events, n, deff=max(1.0, deff))
        )
        naive = Block(world.people, Looks(world.looks), Evidence.of_counts(rate.events, n))
        alerts, flagged = int(crowd.sum()), int(np.count_nonzero(crowd))
        for i, (count, true) in enumerate(
            (
                (Expected.of([ours], Block.alerts), alerts),
                (Expected.of([naive], Block.alerts), alerts),
                (Expected.of([ours], Block.flagged), flagged),
                (Expected.of([naive], Block.flagged), flagged),
            )
        ):
            found[replicate, i] = _holds(count, true)
    names = ("range of alerts", "naive range of alerts", "range of people flagged", "naive range of people flagged")
    return dict(zip(names, found.mean(0).tolist(), strict=True))


def _holds(number: Expected, true: int) -> bool:
    told = Range.of(number, 0.95)
    return told.low <= true <= told.high


@dataclass(frozen=True)
class Record:
    """A record of ``days`` of ``looks`` each, scattering ``phi`` times more than chance, then a day ``times`` as large.

    ``mixture``: the days are of two kinds, one day in ten being of the second, instead of Gamma distributed.
    ``uneven``: how many times the looks of the smallest day the largest has, the others between them; ``looks`` and
    ``mean`` are then those of the mean day, at which the scatter is phi. ``sums``: rows sum 1 to so many days, which is
    told; the new day is one.
    """

    phi: float
    times: float
    mean: float = 5.0
    days: int = 30
    looks: int = 10_000
    mixture: bool = False
    uneven: float = 1.0
    sums: int = 1

    @property
    def name(self) -> str:
        """What is set."""
        kinds = ", two kinds of day" if self.mixture else f", sizes 1 to {self.uneven:g}" if self.uneven > 1 else ""
        kinds += f", rows of 1 to {self.sums} days" if self.sums > 1 else ""
        size = "a new one like them" if self.times == 1 else f"one {self.times:g} times as large"
        return f"{self.days} days of {self.mean:g} false alerts, scatter {self.phi:g}{kinds}, then {size}"

    @property
    def exposure(self) -> np.ndarray:
        """Looks of each row."""
        sizes = np.geomspace(1, self.uneven, self.days)
        return np.asarray(np.maximum(np.round(self.looks * sizes / sizes.mean()), 1.0) * self.summed)

    @property
    def summed(self) -> np.ndarray:
        """Days that each row sums."""
        return np.asarray(np.round(np.geomspace(1, self.sums, self.days)))

    def factors(self, rng: np.random.Generator, summed: np.ndarray) -> np.ndarray:
        """Return how many times the mean rate rows of so many days have: mean 1, variance (phi - 1) / mean of each."""
        variance, days = (self.phi - 1) / self.mean, len(summed)
        if variance == 0:
            return np.ones(days)
        if self.mixture:  # share 1/10 at 1 + 9 d, the others at 1 - d: variance 9 d^2
            d = np.sqrt(variance / 9)
            return np.asarray(np.where(rng.random(days) < 0.1, 1 + 9 * d, 1 - d))
        return rng.gamma(summed / variance, variance / summed)


RECORDS = tuple(Record(phi, times) for phi in (1.0, 2.0, 4.0) for times in (1.0, 6.0))
RECORDS_BEYOND = (
    Record(4.0, 0.2), Record(4.0, 6.0, mean=50.0), Record(2.0, 1.0, days=10), Record(3.0, 6.0, mixture=True),
)  # fmt: skip
UNEVEN = tuple(
    Record(phi, times, uneven=uneven)
    for uneven in (1.0, 10.0, 1000.0)
    for phi in (1.0, 2.0, 8.0)
    for times in (0.2, 6.0)
)
SUMMED = tuple(Record(phi, times, sums=50) for phi in (2.0, 8.0) for times in (0.2, 6.0))
"""Days of unequal size, and a new one that is small or large; and rows that sum many."""
ALIKE = (0.0, 0.02, 0.1, 0.3, 0.5)  # true correlations of looks, none of them measured


def days_held(world: Record, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often a new day is held: with the scatter that the record shows, and without."""
    found = np.zeros((reps, 2), dtype=bool)
    for replicate in range(reps):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(crc32(world.name.encode()), replicate)))
        rate = world.mean / world.looks
        looks = world.exposure
        sizes = Sizes.of(looks, world.summed)
        events = rng.poisson(looks * rate * world.factors(rng, world.summed)).astype(np.float64)
        people = round(world.times * world.looks)
        alerts = int(rng.poisson(rate * people * world.factors(rng, np.ones(1)))[0])
        phi, x, n = scatter(events, looks, bounded=True), int(events.sum()), int(looks.sum())
        told = usable_scatter(events, looks, bounded=True, deployments=world.summed)
        deff = 1.0 if told is None else design_effect(told, world.days, weight=sizes.weight(bounded=True))
        between = between_days(phi, sizes.day(bounded=True), n, sizes.as_many)
        knows = Evidence.of_counts(x, n, deff=max(deff, phi, 1.0), between=between)
        for i, known in enumerate((knows, Evidence.of_counts(x, n))):
            found[replicate, i] = _holds(Expected.of([Block(people, Looks(1), known)], Block.alerts), alerts)
    return dict(zip(("a new day", "naive a new day"), found.mean(0).tolist(), strict=True))


def alike_held(icc: float, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often people flagged are held where nobody measured the correlation, and where .1 is assumed."""
    world = Clustered(20_000, 1, 20_000, 8, 0.01, icc)
    found = np.zeros((reps, 2), dtype=bool)
    for replicate in range(reps):
        key = (crc32(b"alike"), round(icc * 100), replicate)
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
        events = int(rng.binomial(world.tested, world.rate))
        flagged = int(np.count_nonzero(_draw(rng, world, world.people, world.looks)))
        rate = Evidence.of_counts(events, world.tested)
        for i, looks in enumerate((Looks(world.looks, 1.0, TAKEN, MOST), Looks(world.looks, 1.0, TAKEN))):
            found[replicate, i] = _holds(Expected.of([Block(world.people, looks, rate)], Block.flagged), flagged)
    return dict(zip(("people flagged", "naive people flagged"), found.mean(0).tolist(), strict=True))


def _draw(rng: np.random.Generator, world: Clustered, people: int, looks: int) -> np.ndarray:
    if world.icc == 0:
        return rng.binomial(looks, world.rate, people)
    strength = (1 - world.icc) / world.icc
    own = rng.beta(world.rate * strength, (1 - world.rate) * strength, people)
    return rng.binomial(looks, own)
