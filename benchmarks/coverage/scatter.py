"""Do the limits of the scatter hold: of these deployments, and of deployments to come (METHODS IV.10, V.3, V25)?

Each deployment has a rate of its own, drawn in one of several ways, and counts are Poisson (or binomial, where every
event is one of the alerts). The scatter of *these* deployments is what Pearson's chi-square over its degrees of freedom
would be on average if they, with their own rates, were held again. That *to come* is its mean over such records. Kinds
of day that are rare and large (*bursts*) are missing from many records: what is to come is shown for them, and nothing
is required of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from bystander.intervals.overdispersion import limits_of_these, to_come, why_not

LEVEL = 0.95
OWN = "these deployments"
COME = "deployments to come"
COME_SHARE = 8  # of the replicates: profile likelihoods take their time


@dataclass(frozen=True, kw_only=True)
class Deployments:
    """So many deployments with ``mean`` false alerts each; sizes from 1 to ``unequal``, geometrically.

    ``kind``: how rates differ, and ``by`` how much: "chance" (not at all), "gamma" (variance of counts so many times
    their mean, at equal sizes), "lognormal" (its sigma), "bursts" (their share, and how many times as large they are),
    "two kinds" (the same, not rare), "trend" (the last of them so many times the first). ``share``: of alerts that are
    false; 0: events are counted over exposures.
    """

    kind: str
    by: tuple[float, ...] = ()
    deployments: int = 30
    mean: float = 5.0
    unequal: float = 1.0
    share: float = 0.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        by = " x ".join(f"{value:g}" for value in self.by)
        sizes = f", sizes 1 to {self.unequal:g}" if self.unequal > 1 else ""
        of = f", {self.share:g} of all alerts" if self.share else ""
        return f"{self.deployments} deployments, {self.mean:g} false alerts each{of}{sizes}, {self.kind} {by}".strip()

    @property
    def exposure(self) -> np.ndarray:
        """Exposure of each deployment, in units in which the mean rate is ``share``, or 1."""
        sizes = np.geomspace(1, self.unequal, self.deployments)
        each = self.mean * sizes / sizes.mean()
        return np.asarray(np.round(each / self.share) if self.share else each)

    @property
    def variance(self) -> float:
        """The squared coefficient of variation of the rates; of a trend that of these very deployments."""
        if self.kind == "gamma":
            return (self.by[0] - 1) / self.mean
        if self.kind == "lognormal":
            return float(np.expm1(self.by[0] ** 2))
        if self.kind in {"bursts", "two kinds"}:
            share, times = self.by
            return float((1 - share + share * times**2) / (1 - share + share * times) ** 2 - 1)
        return 0.0 if self.kind == "chance" else float(np.var(self.factors(np.random.default_rng(0))))

    def factors(self, rng: np.random.Generator) -> np.ndarray:
        """Return how many times the mean rate each has: mean 1."""
        k = self.deployments
        if self.kind == "gamma":
            return rng.gamma(1 / self.variance, self.variance, k)
        if self.kind == "lognormal":
            return rng.lognormal(-(self.by[0] ** 2) / 2, self.by[0], k)
        if self.kind in {"bursts", "two kinds"}:
            share, times = self.by
            return np.where(rng.random(k) < share, times, 1.0) / (1 - share + share * times)
        if self.kind == "trend":
            rising = np.geomspace(1, self.by[0], k)
            return np.asarray(rising / rising.mean())
        return np.ones(k)

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, float]:
        """Return the counts, and the scatter of these deployments."""
        e = self.exposure
        rates = self.factors(rng) * (self.share or 1.0)
        if self.share:
            rates = np.minimum(rates, 0.95)
        means = rates * e
        events = rng.binomial(e.astype(np.int64), rates) if self.share else rng.poisson(means)
        noise = means * (1 - rates) if self.share else means
        q, n = e / e.sum(), means.sum()
        # E (x - q sum x)^2 = noise (1 - 2 q) + q^2 sum noise + (mean - q n)^2
        squares = noise * (1 - 2 * q) + q**2 * noise.sum() + (means - q * n) ** 2
        own = (squares / (q * n)).sum() / (self.deployments - 1)
        return np.asarray(events), float(own / (1 - n / e.sum() if self.share else 1.0))

    @property
    def to_come(self) -> float:
        """The mean of it over such records."""
        e = self.exposure
        n, q = self.mean * self.deployments, e / e.sum()
        rest = 1 - self.share
        return float(1 + self.variance * n * (1 - (q**2).sum()) / (self.deployments - 1) / rest)


WORLDS = (
    Deployments(kind="chance"),
    Deployments(kind="chance", deployments=100, mean=0.3),
    Deployments(kind="chance", deployments=12, mean=2, unequal=20),
    Deployments(kind="gamma", by=(2.0,)),
    Deployments(kind="gamma", by=(4.0,)),
    Deployments(kind="gamma", by=(4.0,), deployments=12),
    Deployments(kind="gamma", by=(3.0,), deployments=100, mean=2, unequal=20),
    Deployments(kind="lognormal", by=(0.8,)),
    Deployments(kind="lognormal", by=(1.3,)),
    Deployments(kind="lognormal", by=(1.3,), deployments=12),
    Deployments(kind="lognormal", by=(0.8,), deployments=100, mean=2, unequal=20),
    Deployments(kind="lognormal", by=(1.3,), deployments=100),
    Deployments(kind="two kinds", by=(0.3, 4.0)),
    Deployments(kind="gamma", by=(3.0,), deployments=6),
)
"""Without a kind of day that is rare: both are required."""

OWN_ONLY = (
    Deployments(kind="bursts", by=(0.03, 20.0)),
    Deployments(kind="bursts", by=(0.03, 20.0), deployments=100, mean=1),
    Deployments(kind="bursts", by=(0.03, 20.0), deployments=12),
    Deployments(kind="bursts", by=(0.1, 8.0)),
    Deployments(kind="bursts", by=(0.1, 8.0), deployments=100, unequal=20),
    Deployments(kind="trend", by=(10.0,)),
    Deployments(kind="gamma", by=(3.0,), share=0.3),
    Deployments(kind="chance", share=0.7, unequal=5),
)
"""Bursts, days that are no draw from anything, and shares of alerts: what is to come is shown, not required."""


def held(world: Deployments, *, reps: int, seed: int) -> dict[str, tuple[float, int]]:
    """Return how often both are held, and in how many records of at least five false alerts."""
    found: dict[str, list[bool]] = {OWN: [], COME: []}
    exposure, bounded = world.exposure.tolist(), world.share > 0
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        drawn, own = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        events = drawn.tolist()
        if why_not(events, exposure, bounded=bounded) is not None:
            continue
        low, high = limits_of_these(events, exposure, level=LEVEL, bounded=bounded)
        found[OWN].append(low <= own <= high)
        if replicate % COME_SHARE == 0:
            low, high = to_come(events, exposure, level=LEVEL, seed=replicate, bounded=bounded)
            found[COME].append(low <= world.to_come <= high)
    return {what: (float(np.mean(said)) if said else 0.0, len(said)) for what, said in found.items()}
