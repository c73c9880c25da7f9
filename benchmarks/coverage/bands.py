"""Do the intervals of functionals hold: FNMR at a target FMR, EER, AUC, and the band around a whole DET curve?

Scores are normal. A person has two effects, correlated: how alike they look to others (non-mated scores) and how steady
they are (mated scores); images and comparisons add their own noise. Both score distributions over new people are then
normal with known spread, so every truth is a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.evidence.trial import Trial

IMAGE, NOISE = 0.3, 1.0
LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Correlated:
    """A world of normal scores: people, images of each, how much people differ, and how the two effects go together."""

    people: int
    images: int
    look_alike: float
    steady: float
    correlation: float = 0.0
    gap: float = 3.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return (
            f"{self.people} people, {self.images} images, spread {self.look_alike:g} and {self.steady:g}, "
            f"correlation {self.correlation:g}, gap {self.gap:g}"
        )

    @property
    def sds(self) -> tuple[float, float]:
        """Give the standard deviations of non-mated and mated scores over new people."""
        own = 2 * IMAGE**2 + NOISE**2
        return sqrt(2 * self.look_alike**2 + own), sqrt(self.steady**2 + own)

    def fmr(self, threshold: np.ndarray) -> np.ndarray:
        """Give the true FMR at thresholds."""
        return np.asarray(ndtr(-threshold / self.sds[0]))

    def fnmr(self, threshold: np.ndarray) -> np.ndarray:
        """Give the true FNMR at thresholds."""
        return np.asarray(ndtr((threshold - self.gap) / self.sds[1]))

    def fnmr_at(self, target: float) -> float:
        """Give the true FNMR where the true FMR is the target."""
        return float(self.fnmr(np.array(-ndtri(target) * self.sds[0])))

    @property
    def eer(self) -> float:
        """Give the true equal error rate."""
        return float(ndtr(-self.gap / sum(self.sds)))

    @property
    def auc(self) -> float:
        """Give the true chance that a mated score is above a non-mated one."""
        return float(ndtr(self.gap / sqrt(self.sds[0] ** 2 + self.sds[1] ** 2)))

    def trial(self, rng: np.random.Generator) -> Trial:
        """Draw one trial: every image against every other one."""
        looks, rest = rng.normal(size=self.people), rng.normal(size=self.people)
        steady = self.gap + self.steady * (self.correlation * looks + sqrt(1 - self.correlation**2) * rest)
        looks *= self.look_alike
        owner = np.repeat(np.arange(self.people), self.images)
        image = rng.normal(0, IMAGE, len(owner))
        first, second = np.triu_indices(len(owner), 1)
        a, b = owner[first], owner[second]
        score = np.where(a == b, steady[a], looks[a] + looks[b]) + image[first] + image[second]
        score += rng.normal(0, NOISE, len(a))
        return trial_from_arrays(score, probe=a.astype(np.int32), reference=b.astype(np.int32), subjects=self.people)
