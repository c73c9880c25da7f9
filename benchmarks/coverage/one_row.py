"""Does the interval of a record hold where one deployment holds most of all that was counted?

Deployments have rates of their own, which differ alike whatever their size (gamma, lognormal; shares: beta). The sum of
a record then comes out as its large deployment does. An interval that is told for deployments to come is held against
the mean rate of all such deployments; one for these deployments alone against the mean of their own rates, by size. The
ideal width is that of the exact interval with the design effect that the world has, which no reader of a record knows.

Beside them: deployments of many sizes; alerts that come in twos, which scatter alike in large rows and small; and a
kind of day that is rare and bad, so that many records lack it and nothing in their counts can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np

from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson, garwood
from bystander.intervals.record_rate import Rate, rate_per_exposure, rate_per_trial
from bystander.quantities.record.words import uneven_rows

LEVEL = 0.95
TOLD = "the interval that is told"
FLAGGED = "records in which it is said that few rows show how they differ, or that one holds most"
ALONE = "records whose interval is for these deployments alone"
COME = "an interval for deployments to come holds"
RARE = "the interval that is told, a kind of day being rare"
UNFLAGGED = "missed without a flag"
WIDTH = "width of an interval for deployments to come, times the ideal"
ENOUGH = 5  # deployments: fewer are taken for alike, and that is said
FEWEST = 30  # records of which an interval for deployments to come is told, for its share to be shown
SHARES = 0.1  # rates from which on they are drawn from a beta distribution


@dataclass(frozen=True, kw_only=True)
class OneRow:
    """``events`` false alerts expected in all, ``largest`` of them in the first deployment, the others of one size.

    ``differ``: the coefficient of variation of the rates of deployments. ``lognormal``: how they are drawn, else gamma.
    ``unequal``: sizes from 1 to so much, geometrically, in place of one that is the largest. ``in_twos``: whether every
    alert counts twice. ``rare``: a kind of day with that share of all, and so many times the rate of the others.
    """

    deployments: int
    largest: float
    events: float = 120.0
    rate: float = 1e-4
    differ: float = 0.0
    lognormal: bool = False
    hours: bool = False
    unequal: float = 0.0
    in_twos: bool = False
    rare: tuple[float, float] | None = None

    @property
    def name(self) -> str:
        """Name it for a reader."""
        kind = "beta" if self._beta else "lognormal" if self.lognormal else "gamma"
        how = f"rates differ by {self.differ:g} ({kind})" if self.differ else "rates alike"
        if self.rare:
            how = f"{self.rare[0] * 100:g} % of all of a kind {self.rare[1]:g} times as bad"
        how += ", alerts in twos" if self.in_twos else ""
        of = "hour" if self.hours else "face"
        sizes = f"sizes 1 to {self.unequal:g}" if self.unequal else f"one with {self.largest * 100:g} % of all"
        sizes = "of one size" if self.unequal == 1 else sizes
        return f"{self.deployments} deployments, {sizes}, {self.events:g} false alerts, {self.rate:g} a {of}, {how}"

    @cached_property
    def exposure(self) -> np.ndarray:
        """Faces or hours of each deployment."""
        rest = self.deployments - 1
        sizes = np.r_[self.largest, np.full(rest, (1 - self.largest) / rest)]
        if self.unequal:
            sizes = np.geomspace(1, self.unequal, self.deployments)
            sizes = sizes / sizes.sum()
        return np.asarray(np.maximum(np.round(self.events / self.rate * sizes), 1.0))

    @property
    def _beta(self) -> bool:
        return self.rate >= SHARES and not self.hours

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, float]:
        """Return the false alerts of each deployment, and the rate of these deployments by their own rates."""
        c, k = self.differ**2, self.deployments
        if self.rare:
            share, times = self.rare
            usual = self.rate / (1 + share * (times - 1))
            rates = np.where(rng.random(k) < share, times * usual, usual)
        elif not c:
            rates = np.full(k, self.rate)
        elif self._beta:
            size = (1 - self.rate) / (c * self.rate) - 1
            rates = rng.beta(self.rate * size, (1 - self.rate) * size, k)
        elif self.lognormal:
            sigma = np.log1p(c) ** 0.5
            rates = self.rate * rng.lognormal(-(sigma**2) / 2, sigma, k)
        else:
            rates = self.rate * rng.gamma(1 / c, c, k)
        means = self.exposure * rates
        if self.in_twos:
            events = 2 * rng.poisson(means / 2)
        elif self.hours:
            events = rng.poisson(means)
        else:
            events = rng.binomial(self.exposure.astype(np.int64), np.minimum(rates, 1.0))
        return np.asarray(events, np.int64), float(means.sum() / self.exposure.sum())

    def measure(self, events: np.ndarray) -> Rate:
        """Measure it as an audit does."""
        rate = rate_per_exposure if self.hours else rate_per_trial
        return rate(events.tolist(), self.exposure.tolist(), level=LEVEL)

    def ideal(self, events: int) -> float:
        """Return the width of the exact interval with the sum's design effect: 1 + c X S, or 1 + rho (N S - 1)."""
        total = float(self.exposure.sum())
        squares = float((self.exposure**2).sum()) / total**2
        c = self.differ**2
        more = c * self.rate / (1 - self.rate) * (total * squares - 1) if self._beta else c * self.events * squares
        more += 1 if self.in_twos else 0
        low, high = (garwood if self.hours else clopper_pearson)(events, total, level=LEVEL, deff=1 + more)
        return high - low


FEW_OR_MANY = (6, 20)
LARGEST = (0.33, 0.5, 0.83, 0.95)
DIFFER = (0.0, 0.3, 0.7, 1.2)
WORLDS = (
    *(OneRow(deployments=k, largest=p, differ=d) for k in FEW_OR_MANY for p in LARGEST for d in DIFFER),
    *(OneRow(deployments=3, largest=p, differ=d) for p in LARGEST for d in (0.0, 0.7)),
    *(OneRow(deployments=30, largest=p, differ=0.7) for p in (0.33, 0.5, 0.95)),
    *(OneRow(deployments=20, largest=p, differ=1.2, lognormal=True) for p in LARGEST),
    *(OneRow(deployments=20, largest=p, events=1000, differ=d) for p in (0.5, 0.95) for d in (0.0, 0.7)),
    *(OneRow(deployments=20, largest=p, rate=0.02, differ=0.7) for p in (0.33, 0.83)),
    *(OneRow(deployments=20, largest=p, rate=0.5, differ=d) for p in (0.33, 0.83) for d in (0.0, 0.3, 0.7)),
    *(OneRow(deployments=12, largest=p, rate=0.3, differ=0.7, hours=True) for p in (0.33, 0.83)),
    # none in the large row of many records; none at all in many
    *(OneRow(deployments=20, largest=0.5, events=6, differ=d) for d in (0.0, 1.2)),
    *(OneRow(deployments=k, largest=0.83, events=2, differ=d) for k in FEW_OR_MANY for d in (0.0, 1.2)),
    *(OneRow(deployments=100, largest=0.0, unequal=1000, events=x, differ=1) for x in (100, 500)),
    OneRow(deployments=100, largest=0.0, unequal=1000, events=100),
    OneRow(deployments=40, largest=0.0, unequal=10, events=200, differ=1.5, lognormal=True),
    *(OneRow(deployments=20, largest=p, in_twos=True) for p in (0.2, 0.5)),
)
RARE_KINDS = tuple(
    OneRow(deployments=k, largest=0.0, unequal=1, events=5.0 * k, rare=rare)
    for k in (30, 60)
    for rare in ((0.1, 5), (0.03, 15))
)
"""Where a kind of day is rare: nothing is required, as many records hold none of it."""


def held(world: OneRow, *, reps: int, seed: int) -> dict[str, tuple[float, int]]:
    """Return what the intervals come to, each with the number of records that it was seen in."""
    told = RARE if world.rare else TOLD
    found: dict[str, list[float]] = {what: [] for what in (told, UNFLAGGED, FLAGGED, ALONE, COME, WIDTH)}
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        events, own = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        rate = world.measure(events)
        e = rate.estimate
        alone = e.method.rests_on(methods.THESE_ALONE)
        holds = e.low <= (own if alone else world.rate) <= e.high
        said = uneven_rows(world.exposure, rate.shown)
        found[told].append(holds)
        found[UNFLAGGED].append(not holds and not said)
        found[FLAGGED].append(bool(said))
        found[ALONE].append(alone)
        if not alone:
            found[COME].append(holds)
            if not world.rare:
                found[WIDTH].append((e.high - e.low) / world.ideal(int(events.sum())))
    shown = {what: said for what, said in found.items() if len(said) >= FEWEST}
    middle = {WIDTH: np.median}
    return {what: (float(middle.get(what, np.mean)(said)), len(said)) for what, said in shown.items()}


def required(world: OneRow, what: str) -> float | None:
    """Return the least share that is required of what is told, and the most of its width where rates are alike."""
    if what == WIDTH:
        return 1.25 if not world.differ and not world.in_twos else None
    return None if world.deployments < ENOUGH or world.in_twos else 0.92
