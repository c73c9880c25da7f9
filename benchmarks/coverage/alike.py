"""Are trials with relatives whom nobody named flagged, and above all those whose interval misses?

Two ways to be alike. *Scores*: normal ones, the sum of what each person, each image, each pair and each cluster adds,
so that the true FMR is a formula. *Vectors*: of unit length, compared by their products, as face recognition systems
do; relatives share a part of theirs, and the true FMR is the mean over other trials. The interval is KG-t of false
matches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.special import ndtr

from bystander.intervals import clusters, kg_t
from bystander.intervals.likeness import likeness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

TRUTH_TRIALS = 400
PERSON, IMAGE, PAIR, NOISE = 0.4, 0.3, 0.5, 0.7  # standard deviations that each adds to a score


def _named(world: World, how: str) -> str:
    groups = "nobody alike" if world.size == 1 else f"alike in {world.size}s"
    return f"{world.people} people, {world.images} images, {groups}, {how}"


@dataclass(frozen=True)
class Scores:
    """Scores of two people of a cluster are higher by ``alike`` in the mean, with ``spread`` between clusters."""

    people: int
    images: int
    size: int = 1
    alike: float = 0.0
    spread: float = 0.0
    threshold: float = 3.4

    @property
    def name(self) -> str:
        """What is set."""
        return _named(self, f"scores higher by {self.alike:g} ± {self.spread:g}" if self.size > 1 else "scores")

    @property
    def truth(self) -> float:
        """Return the true FMR of trials like this one."""
        usual = 2 * PERSON**2 + 2 * IMAGE**2 + PAIR**2 + NOISE**2
        inside = (self.size - 1) / (self.people - 1)
        alike = ndtr((self.alike - self.threshold) / sqrt(usual + self.spread**2))
        return float(inside * alike + (1 - inside) * ndtr(-self.threshold / sqrt(usual)))

    def draw(self, rng: np.random.Generator) -> Numbers:
        """Return the scores of one trial: every image with every image, (people, images, people, images)."""
        n, images = self.people, self.images
        cluster = np.arange(n) // self.size
        own = PERSON * rng.normal(size=(n, 1)) + IMAGE * rng.normal(size=(n, images))
        pair = np.triu(PAIR * rng.normal(size=(n, n)), 1)
        near = self.alike + self.spread * rng.normal(size=n)[cluster]
        pair += pair.T + np.where(cluster[:, None] == cluster, near[:, None], 0.0)
        noise = NOISE * rng.normal(size=(n, images, n, images))
        return np.asarray(own[:, :, None, None] + own + pair[:, None, :, None] + noise)


@dataclass(frozen=True)
class Vectors:
    """Vectors of ``dimensions``; those of a cluster share so much of their variance, more or less, in the mean."""

    people: int
    images: int
    size: int = 1
    shared: float = 0.0
    dimensions: int = 64
    threshold: float = 0.37
    uneven: float = 0.0

    @property
    def name(self) -> str:
        """What is set."""
        how = f"vectors of {self.dimensions}"
        how += f", {self.shared:g} shared" if self.size > 1 else ""
        return _named(self, how + (f", images worse by e^{self.uneven:g}" if self.uneven else ""))

    @property
    def truth(self) -> float:
        """Return the FMR of many other trials like this one."""
        return _mean_rate(self)

    def draw(self, rng: np.random.Generator) -> Numbers:
        """Return the scores of one trial."""
        n, images, size = self.people, self.images, self.dimensions
        cluster = np.arange(n) // self.size
        part = rng.beta(3 * self.shared, 3 * (1 - self.shared), n)[cluster][:, None] if self.shared else 0.0
        person = np.sqrt(part) * rng.normal(size=(n, size))[cluster] + np.sqrt(1 - part) * rng.normal(size=(n, size))
        worse = 0.5 * np.exp(self.uneven * rng.normal(size=n))[:, None, None]
        vector = person[:, None, :] + worse * rng.normal(size=(n, images, size))
        vector = (vector / np.linalg.norm(vector, axis=2, keepdims=True)).reshape(n * images, size)
        return np.asarray((vector @ vector.T).reshape(n, images, n, images))


World = Scores | Vectors
WITHOUT: tuple[World, ...] = (
    Scores(120, 1),
    Scores(120, 2),
    Vectors(120, 1),
    Vectors(120, 2),
    Vectors(120, 2, uneven=0.5),
    Vectors(120, 2, dimensions=16, threshold=0.7),
)
CLUSTERS: tuple[World, ...] = (Scores(120, 2, 10, 1.5, 1.0), Vectors(120, 2, 10, 0.3))
FAMILIES: tuple[World, ...] = (Scores(120, 3, 3, 2.0, 1.0), Vectors(120, 3, 3, 0.5))
OF_TWO: tuple[World, ...] = (Scores(120, 2, 3, 2.0, 1.0), Vectors(120, 2, 3, 0.5))
BEYOND: tuple[World, ...] = (Scores(120, 2, 3, 1.0, 0.5), Vectors(120, 2, 3, 0.3), Vectors(120, 1, 3, 0.5))


@dataclass(frozen=True)
class Flagged:
    """Shares: of trials that are flagged, whose interval misses, of such misses that are flagged (None without any)."""

    flagged: float
    missed: float
    of_misses: float | None
    misses: int


def held(world: World, *, reps: int, seed: int) -> Flagged:
    """Return how often trials are flagged, and how often those whose interval misses."""
    truth, rows = world.truth, []
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        scores = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        people = np.arange(world.people)
        compared = np.where(people[:, None] == people, 0, world.images**2)
        found = likeness(scores.mean(axis=(1, 3)), compared, seed=replicate + 1)
        assert found is not None
        rows.append((found.flagged, not _holds(scores, compared, world.threshold, truth)))
    flagged, missed = np.array(rows, dtype=bool).T
    return Flagged(
        flagged=float(flagged.mean()),
        missed=float(missed.mean()),
        of_misses=float(flagged[missed].mean()) if missed.any() else None,
        misses=int(missed.sum()),
    )


def _holds(scores: Numbers, compared: NDArray[np.int64], threshold: float, truth: float) -> bool:
    errors = np.where(compared > 0, (scores >= threshold).sum(axis=(1, 3)), 0)
    errors = np.triu(errors, 1) + np.triu(errors, 1).T
    rate = clusters.vertex(
        errors.sum(axis=1), compared.sum(axis=1), qc=float((errors**2).sum()) / 2, qn=float((compared**2).sum()) / 2
    )
    if not rate.events:
        return True  # a one-sided limit stands there, of its own kind
    limits = kg_t.interval(rate)
    return limits.low <= truth <= limits.high


@lru_cache
def _mean_rate(world: Vectors) -> float:
    rng = np.random.default_rng(np.random.SeedSequence(1, spawn_key=(crc32(world.name.encode()),)))
    other = ~np.eye(world.people, dtype=bool)
    return float(
        np.mean([(world.draw(rng) >= world.threshold).mean(axis=(1, 3))[other].mean() for _ in range(TRUTH_TRIALS)])
    )
