"""Trials whose scores are sums of what people bring, with tails of any shape, in fine or in few steps.

A comparison of two people scores a_i + a_j + e, one of a person with themself b_i + e: a is how much a person looks
like others, b how well they are recognised, e noise. The tails of both sums are computed on a grid, so every truth is
known to about one part in a thousand. ``steps`` are the scores at which the system rounds down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import expit, ndtr, ndtri, stdtrit

from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial

    Numbers = NDArray[np.float64]

Shape = Literal["normal", "exponential", "t2", "t3", "mixture"]
_LOGITS = np.linspace(-24, 24, 601)
_P, _WEIGHT = expit(_LOGITS), expit(_LOGITS) * expit(-_LOGITS)
_WEIGHT = _WEIGHT / _WEIGHT.sum()
RARE = 0.05  # of the mixture: people who look much more like others


@dataclass(frozen=True, kw_only=True)
class Scores:
    """A world of scores.

    ``images``: of each person, or "zipf": 24 of the first and 24/k of the k-th. ``spread``: of a; ``steady``: of b,
    normal. ``references``: 0: every image against every other; else so many other people, with one image each, whom all
    are compared with, and each image is compared with the person's own reference. ``clusters``: so many people share
    their a. ``target``: an FMR. ``ratios``: FMR at each step over the target; () where scores are fine.
    """

    people: int
    images: int | Literal["zipf"] = 1
    shape: Shape = "normal"
    spread: float = 0.5
    steady: float = 0.5
    gap: float = 4.0
    references: int = 0
    clusters: int = 1
    target: float = 0.01
    ratios: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """Name it for a reader."""
        images = "Zipf images" if self.images == "zipf" else f"{self.images} image{'s' * (self.images > 1)}"
        against = f" against {self.references} references" if self.references else ""
        alike = f", look-alikes in groups of {self.clusters}" if self.clusters > 1 else ""
        steps = f", steps at {', '.join(f'{r:g}' for r in self.ratios)} times" if self.ratios else ""
        return (
            f"{self.people} people, {images}{against}, {self.shape} {self.spread:g} and {self.steady:g}{alike}, "
            f"FMR {self.target:g}{steps}"
        )

    def fmr(self, threshold: float) -> float:
        """Return the true FMR at a threshold of the scores before they are rounded."""
        a = self._quantiles
        strangers = float(_WEIGHT @ ndtr(a[:, None] + a[None, :] - threshold) @ _WEIGHT)
        alike = 0.0 if self.references else (self.clusters - 1) / (self.people - 1)
        return (1 - alike) * strangers + alike * float(_WEIGHT @ ndtr(2 * a - threshold))

    def fnmr(self, threshold: float) -> float:
        """Return the true FNMR there."""
        return float(ndtr((threshold - self.gap) / np.sqrt(1 + self.steady**2)))

    def at(self, rate: float) -> float:
        """Return the threshold of an FMR, by bisection."""
        low, high = -100.0, 1e4
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.fmr(middle) > rate else (low, middle)
        return high

    @cached_property
    def threshold(self) -> float:
        """The population's threshold: the smallest that the system can have with an FMR at or below the target."""
        if not self.ratios:
            return self.at(self.target)
        return min(cut for cut, ratio in zip(self.steps, self.ratios, strict=True) if ratio <= 1)

    @cached_property
    def steps(self) -> tuple[float, ...]:
        """Scores at which the system rounds down."""
        return tuple(self.at(self.target * ratio) for ratio in self.ratios)

    def a(self, rng: np.random.Generator, size: int) -> Numbers:
        """Draw how much people look like others."""
        found = self._shaped(rng.random(-(-size // self.clusters)))
        return np.repeat(found, self.clusters)[:size]

    @cached_property
    def _quantiles(self) -> Numbers:
        return self._shaped(_P)

    def _shaped(self, p: Numbers) -> Numbers:
        if self.shape == "exponential":
            return np.asarray(-self.spread * np.log1p(-p))
        if self.shape == "mixture":
            far = p > 1 - RARE
            return np.asarray(self.spread * ndtri(np.where(far, (p - 1 + RARE) / RARE, p / (1 - RARE))) + 2 * far)
        of = {"normal": ndtri, "t2": lambda x: stdtrit(2, x), "t3": lambda x: stdtrit(3, x)}
        return np.asarray(self.spread * of[self.shape](p))

    def owners(self) -> NDArray[np.int64]:
        """Return whose each image is."""
        each = 24 // np.arange(1, self.people + 1) if self.images == "zipf" else np.full(self.people, self.images)
        return np.repeat(np.arange(self.people), np.maximum(each, 1))

    def drawn(self, rng: np.random.Generator) -> tuple[Numbers, NDArray[np.int64], NDArray[np.int64]]:
        """Draw a trial: scores, as the system gives them, and both people of each comparison."""
        owner = self.owners()
        a = self.a(rng, self.people + self.references)
        b = self.gap + self.steady * rng.normal(size=self.people)
        if self.references:
            first = np.concatenate([np.repeat(owner, self.references), owner])
            others = np.tile(np.arange(self.people, self.people + self.references), len(owner))
            second = np.concatenate([others, owner])
        else:
            one, two = np.triu_indices(len(owner), 1)
            first, second = owner[one], owner[two]
        same = first == second
        score = np.where(same, b[first.clip(max=self.people - 1)], a[first] + a[second]) + rng.normal(size=len(first))
        if self.ratios:
            score = np.searchsorted(np.sort(self.steps), score, side="right").astype(np.float64)
        return score, first, second

    def trial(self, rng: np.random.Generator) -> Trial:
        """Draw a trial as the package takes it."""
        score, first, second = self.drawn(rng)
        size = self.people + self.references
        return trial_from_arrays(score, probe=first.astype(np.int32), reference=second.astype(np.int32), subjects=size)
