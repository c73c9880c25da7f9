"""Comparisons of which few people have most, as some have far more images: what does the range of the FMR hold there?

All images are compared with all others, or all probes with one reference of everybody. The chance that two people are
taken for one is the product of what is of either: *wolves* err 20 times as often, or it is exponential or lognormal.
How many images somebody has is unrelated to it, so the truth is the mean over pairs of people. A test whose truth is
its limit is *wrongly met* where the one-sided limit lies below it. *Wider*: the median width over that of the same
range, not drawn out to pairs counted once.

Comparisons may lack by chance: each was made with a chance, or each two people met in full with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

import numpy as np

from bystander.intervals import clusters, kg_t
from bystander.intervals.images_met import Met
from bystander.intervals.measured import Measured, clustered
from bystander.intervals.pairs_met import PairsMet
from bystander.intervals.uneven_pairs import PairsOnce

LEVEL = 0.95
RANGE, MISSED, MET, WIDER = "interval", "missed without a flag", "wrongly met at its limit", "times as wide"
ONE_AMBER, WOLF = kg_t.SOME_PEOPLE, 20.0


@dataclass(frozen=True, kw_only=True)
class UnevenImages:
    """``few`` people have ``many`` images, the others one; without, numbers by Pareto's law (shape 1.2).

    ``effects``: of people (a part wolves, exponential, lognormal of a scatter, or none). ``probes``: these images are
    probes, and everybody has one reference. ``made``: which part of the comparisons was, or of the pairs of people; of
    two ``halves``, people of one alone, or of so many ``sites``; ``own half`` has the few, and some of the others.
    """

    people: int
    rate: float
    effects: tuple[Literal["wolves", "exponential", "lognormal", "alike"], float]
    few: int = 0
    many: int = 1
    probes: bool = False
    made: tuple[Literal["comparisons", "people", "halves", "own half", "sites"], float] | None = None

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
        lacking = ""
        if self.made is not None:
            kind, share = self.made
            lacking = {"comparisons": f"; {share:.0%} of comparisons", "people": f"; {share:.0%} of people met",
                       "halves": "; halves of the people apart", "sites": f"; {share:g} sites apart",
                       "own half": "; halves apart, they in one"}[kind]  # fmt: skip
        return f"{self.people} people, {who}, 1 in {1 / self.rate:g}; {images}{lacking}"

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Draw the images of each person, and comparisons and errors (people x people), as described below."""
        images = self.images(rng)
        compared = self.compared(rng, images)
        return images, compared, self.errors(rng, compared, self.effect(rng))

    def images(self, rng: np.random.Generator) -> np.ndarray:
        """Draw how many images each person has."""
        if not self.few:
            return np.minimum(200, np.ceil(rng.pareto(1.2, self.people) + 0.5)).astype(np.int64)
        return np.where(np.arange(self.people) < self.few, self.many, 1)

    def compared(self, rng: np.random.Generator, images: np.ndarray) -> np.ndarray:
        """Draw how often probes of each person, a row, were compared with references of each other one, a column."""
        table = np.outer(images, np.ones_like(images) if self.probes else images)
        table = table - np.diag(np.diag(table)) if self.probes else np.triu(table, 1)
        if self.made is None:
            return table
        kind, share = self.made
        if kind == "comparisons":
            return rng.binomial(table, share)
        if kind in {"halves", "own half", "sites"}:
            part = rng.integers(int(share), size=self.people) if kind == "sites" else rng.random(self.people) < share
            if kind == "own half":
                part[: self.few] = True
            return np.asarray(table * (part[:, None] == part))
        met = np.triu(rng.random(table.shape) < share, 1)
        return np.asarray(table * (met | met.T))

    def errors(
        self, rng: np.random.Generator, compared: np.ndarray, effect: np.ndarray, *, times: float = 1.0
    ) -> np.ndarray:
        """Draw the errors of every two people, above the diagonal, of a system that errs so many times as often."""
        chance = np.minimum(1.0, times * self.rate * np.outer(effect, effect))
        return np.triu(rng.binomial(of_two(compared), chance), 1)

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


WOLVES = UnevenImages(people=300, rate=0.002, effects=("wolves", 0.05), few=15, many=40)
WORLDS = (
    UnevenImages(people=100, rate=0.005, effects=("wolves", 0.05), few=5, many=40),
    WOLVES,
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
    replace(WOLVES, made=("comparisons", 0.9)),
    replace(WOLVES, made=("comparisons", 0.2)),
    replace(WOLVES, made=("people", 0.5)),
    replace(WOLVES, made=("halves", 0.5)),
    replace(WOLVES, made=("own half", 0.5)),
    replace(WOLVES, made=("sites", 10)),
    UnevenImages(people=300, rate=0.002, effects=("lognormal", 1.0), few=15, many=40, made=("sites", 10)),
    UnevenImages(people=200, rate=0.005, effects=("exponential", 0.0), made=("comparisons", 0.5)),
    UnevenImages(
        people=300, rate=0.002, effects=("wolves", 0.05), few=15, many=40, probes=True, made=("comparisons", 0.3)
    ),
)


def held(world: UnevenImages, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the range holds and is missed without a flag, a requirement is wrongly met, and the width."""
    rows, widths = [], []
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        images, compared, errors = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        rate, _ = rate_of(compared, errors)
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


def of_two(compared: np.ndarray) -> np.ndarray:
    """Return how often every two people were compared, above the diagonal."""
    return np.triu(compared + compared.T, 1)


def rate_of(compared: np.ndarray, errors: np.ndarray) -> tuple[clusters.ClusteredRate, PairsOnce | None]:
    """Return the rate of one trial, and what counts every two of its people once."""
    pairs = of_two(compared)
    d, m = (table.sum(axis=0) + table.sum(axis=1) for table in (errors, pairs))
    qc, qn = (float(np.sum(table.astype(np.float64) ** 2)) for table in (errors, pairs))
    some = np.nonzero(pairs)
    counted = PairsMet(first=some[0], second=some[1], compared=pairs[some].astype(np.float64), people=len(m))
    met = Met(pairs=float(np.count_nonzero(pairs)), squared=qn, counted=counted)
    once = PairsOnce.of(m, met, as_probe=compared.sum(axis=1))
    first, second = (np.repeat(side, errors[errors > 0]) for side in np.nonzero(errors))
    rate = clusters.vertex(d, m, qc=qc, qn=qn)
    mean = None if once is None else once.along(first, second, np.array([len(first)]))[0]
    return replace(rate, each_once=mean), once
