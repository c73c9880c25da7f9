"""Does the interval of the equal error rate hold, although its threshold is found on the same data?

Scores are normal: people differ in how alike they look to others (non-mated) and in how steady they are
(mated), images and comparisons add their own noise. Both score distributions are then normal with known
spread, so the true equal error rate is known: Phi(-gap / (sd_non_mated + sd_mated)).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from bystander.quantities.comparisons.eer import equal_error_rate
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial

GAP, IMAGE, NOISE = 2.5, 0.3, 1.0


@dataclass(frozen=True, kw_only=True)
class NormalScores:
    """A world of normal scores: people, images of each, and how much people differ."""

    people: int
    images: int
    look_alike: float
    steady: float

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return f"{self.people} people, {self.images} images, spread {self.look_alike:g} and {self.steady:g}"

    @property
    def truth(self) -> float:
        """Return the equal error rate for new people."""
        own = 2 * IMAGE**2 + NOISE**2
        return float(ndtr(-GAP / (sqrt(2 * self.look_alike**2 + own) + sqrt(self.steady**2 + own))))

    def trial(self, rng: np.random.Generator) -> Trial:
        """Draw one trial: every image against every other one."""
        looks, steady = rng.normal(0, self.look_alike, self.people), rng.normal(GAP, self.steady, self.people)
        owner = np.repeat(np.arange(self.people), self.images)
        image = rng.normal(0, IMAGE, len(owner))
        first, second = np.triu_indices(len(owner), 1)
        a, b = owner[first], owner[second]
        score = np.where(a == b, steady[a], looks[a] + looks[b]) + image[first] + image[second]
        score += rng.normal(0, NOISE, len(a))
        return trial_from_arrays(score, probe=a.astype(np.int32), reference=b.astype(np.int32), subjects=self.people)


WORLDS = (
    NormalScores(people=60, images=3, look_alike=0.4, steady=0.5),
    NormalScores(people=150, images=3, look_alike=0.4, steady=0.5),
    NormalScores(people=60, images=3, look_alike=0.8, steady=0.8),
    NormalScores(people=300, images=2, look_alike=0.3, steady=0.3),
)


def covered(world: NormalScores, *, reps: int, seed: int) -> tuple[float, float]:
    """Return the share of trials whose interval holds the truth, and its width over that of a well-sized one.

    A well-sized 95 % interval is 3.92 standard deviations of the estimate wide.
    """
    held, values, widths = 0, [], []
    for stream in np.random.SeedSequence(seed).spawn(reps):
        tally = tally_comparisons(world.trial(np.random.default_rng(stream)))
        measured = equal_error_rate(tally, level=0.95)
        assert measured is not None
        held += measured.estimate.low <= world.truth <= measured.estimate.high
        values.append(measured.estimate.value)
        widths.append(measured.estimate.high - measured.estimate.low)
    return held / reps, float(np.mean(widths) / (3.92 * np.std(values)))
