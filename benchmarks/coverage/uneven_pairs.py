"""Comparisons of which few people have most, as some have far more images: what does the range of the FMR hold there?

All images are compared with all others, or all probes with one reference of everybody. The chance that two people are
taken for one is the product of what is of either: *wolves* err 20 times as often, or it is exponential or lognormal.
How many images somebody has is unrelated to it, so the truth is the mean over pairs of people. A test whose truth is
its limit is *wrongly met* where the one-sided limit lies below it. *Wider*: the median width over that of the same
range, not drawn out to pairs counted once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

import numpy as np

from bystander.intervals import clusters, kg_t
from bystander.intervals.images_met import Met
from bystander.intervals.measured import Measured, clustered
from bystander.intervals.uneven_pairs import PairsOnce

LEVEL = 0.95
RANGE, MISSED, MET, WIDER = "interval", "missed without a flag", "wrongly met at its limit", "times as wide"
ONE_AMBER, WOLF = kg_t.SOME_PEOPLE, 20.0


@dataclass(frozen=True, kw_only=True)
class UnevenImages:
    """``few`` people have ``many`` images, the others one; without, numbers by Pareto's law (shape 1.2).

    ``effects``: of people (a part wolves, exponential, lognormal of a scatter, or none). ``probes``: these images are
    probes, and everybody has one reference.
    """

    people: int
    rate: float
    effects: tuple[Literal["wolves", "exponential", "lognormal", "alike"], float]
    few: int = 0
    many: int = 1
    probes: bool = False

    @property
    def name(self) -> str:
        """Name it for a reader."""
        what, size = self.effects
        who = {"wolves": f"{size * 100:g} % wolves", "exponential": "exponential effects",
               "lognormal": f"lognormal {size:g}", "alike": "all alike"}[what]  # fmt: skip
        of = "probes" if self.probes else "images"
        images = (
            f"{self.few} {'has' if self.few == 1 else 'have'} {self.many} {of}" if self.few else "images Pareto 1.2"
        )
        return f"{self.people} people, {who}, 1 in {1 / self.rate:g}; {images}"

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw the images of each person, and the errors of each pair (people x people, above the diagonal)."""
        images = self.images(rng)
        return images, self.errors(rng, images, self.effect(rng))

    def images(self, rng: np.random.Generator) -> np.ndarray:
        """Draw how many images each person has."""
        if not self.few:
            return np.minimum(200, np.ceil(rng.pareto(1.2, self.people) + 0.5)).astype(np.int64)
        return np.where(np.arange(self.people) < self.few, self.many, 1)

    def errors(
        self, rng: np.random.Generator, images: np.ndarray, effect: np.ndarray, *, times: float = 1.0
    ) -> np.ndarray:
        """Draw the errors of each pair, of a system that errs so many times as often."""
        chance = np.minimum(1.0, times * self.rate * np.outer(effect, effect))
        return np.triu(rng.binomial(self.times(images), chance), 1)

    def times(self, images: np.ndarray) -> np.ndarray:
        """Return how often every two people meet."""
        return np.add.outer(images, images) if self.probes else np.outer(images, images)

    def effect(self, rng: np.random.Generator) -> np.ndarray:
        """Draw how often each person is taken for others, over the mean."""
        what, size = self.effects
        if what == "wolves":
            return np.where(rng.random(self.people) < size, WOLF, 1.0) / (size * WOLF + 1 - size)
        if what == "exponential":
            return rng.exponential(size=self.people)
        if what == "lognormal":
            return np.exp(size * rng.normal(size=self.people) - size**2 / 2)
        return np.ones(self.people)


WORLDS = (
    UnevenImages(people=100, rate=0.005, effects=("wolves", 0.05), few=5, many=40),
    UnevenImages(people=300, rate=0.002, effects=("wolves", 0.05), few=15, many=40),
    UnevenImages(people=300, rate=0.002, effects=("wolves", 0.05), few=15, many=10),
    UnevenImages(people=200, rate=0.005, effects=("wolves", 0.1)),
    UnevenImages(people=300, rate=0.002, effects=("lognormal", 1.0), few=15, many=40),
    UnevenImages(people=300, rate=0.002, effects=("lognormal", 1.5), few=15, many=40),
    UnevenImages(people=300, rate=0.001, effects=("lognormal", 1.0)),
    UnevenImages(people=300, rate=0.002, effects=("exponential", 0.0), few=15, many=40),
    UnevenImages(people=200, rate=0.005, effects=("exponential", 0.0)),
    UnevenImages(people=300, rate=0.002, effects=("alike", 0.0), few=15, many=40),
    UnevenImages(people=300, rate=0.002, effects=("wolves", 0.05), few=15, many=40, probes=True),
    UnevenImages(people=150, rate=0.005, effects=("lognormal", 1.0), few=8, many=40, probes=True),
    UnevenImages(people=200, rate=0.005, effects=("exponential", 0.0), few=10, many=100, probes=True),
    UnevenImages(people=150, rate=0.005, effects=("wolves", 0.1), few=1, many=300),
)


def held(world: UnevenImages, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the range holds and is missed without a flag, a requirement is wrongly met, and the width."""
    rows, widths = [], []
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        images, errors = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        rate, _ = rate_of(world, images, errors)
        found = measured(rate, images, LEVEL)
        e = found.estimate
        holds = e.low <= world.rate <= e.high
        flagged = e.drivers is not None and e.drivers < ONE_AMBER
        rows.append((holds, not holds and not flagged, (found.bounds.compliance_upper or 1.0) <= world.rate))
        if rate.each_once is not None and rate.variance is not None:
            plain = kg_t.interval(replace(rate, each_once=None), level=LEVEL)
            widths.append((e.high - e.low) / (plain.high - plain.low))
    shares = np.mean(np.array(rows, dtype=float), axis=0)
    return dict(zip((RANGE, MISSED, MET), map(float, shares), strict=True)) | {WIDER: float(np.median(widths or [1.0]))}


def measured(rate: clusters.ClusteredRate, images: np.ndarray, level: float) -> Measured:
    """Measure a rate of people with so many images each."""
    sets = int(images.sum() * (images.sum() - images.max()) // (2 * images.sum()))
    return clustered(rate, level=level, sets=max(sets, 1))


def rate_of(
    world: UnevenImages, images: np.ndarray, errors: np.ndarray
) -> tuple[clusters.ClusteredRate, PairsOnce | None]:
    """Return the rate of one trial, and what counts every two of its people once."""
    compared = np.triu(world.times(images), 1).astype(np.float64)
    d, m = (table.sum(axis=0) + table.sum(axis=1) for table in (errors, compared.astype(np.int64)))
    qc, qn = float(np.sum(errors.astype(np.float64) ** 2)), float(np.sum(compared**2))
    met = Met(pairs=len(images) * (len(images) - 1) / 2, squared=qn)
    once = PairsOnce.of(m, met, as_probe=images * (len(images) - 1) if world.probes else None)
    first, second = (np.repeat(side, errors[errors > 0]) for side in np.nonzero(errors))
    rate = clusters.vertex(d, m, qc=qc, qn=qn)
    mean = None if once is None else once.along(first, second, np.array([len(first)]))[0]
    return replace(rate, each_once=mean), once
