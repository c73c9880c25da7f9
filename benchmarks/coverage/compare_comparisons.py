"""Worlds of comparisons for two systems whose people are the same, in part the same, or seen on other images.

Scores are normal and made of parts: how alike a person looks to others, how steady they are, images, single
comparisons. Each part of the second system is correlated with that of the first. So the true rates are known in closed
form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import ndtr, ndtri

from bystander.evidence.people.single_trials import KeyedScores
from bystander.quantities.of_two_systems import Comparisons, around
from bystander.studies.compare.shared import Shared
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.coverage.compare import Question
    from bystander.intervals.sides import Side

IMAGE, NOISE = 0.3, 1.0
MANY = 4_000_000


@dataclass(frozen=True, kw_only=True)
class TwoSystems:
    """A world of two systems, or more.

    People, images of each, how much people differ, how alike the systems are, and how good each is.
    ``common``: the share of each system's people whom the other one saw, too. ``same_images``: whether they were seen
    on the same images. ``tails``: whether some people look like everybody, with heavy tails that both systems share;
    then thresholds are those of four million made-up comparisons.
    """

    people: int
    images: int
    look_alike: float
    steady: float
    alike: float  # correlation of every part of the two systems' scores
    gaps: tuple[float, ...]
    fmr: tuple[float, ...]  # at the given thresholds
    target: float
    common: float = 1.0
    same_images: bool = True
    tails: Literal["normal", "t2"] = "normal"
    step: float = 0.0  # scores are rounded to multiples of it, and thresholds lie between them

    @property
    def name(self) -> str:
        """Name it for a reader."""
        rates = ", ".join(f"FMR {f:g} and FNMR {m:.3f}" for f, m in zip(self.fmr, self.fnmr(self.fmr), strict=True))
        shared = "" if self.common == 1 else f", {self.common:.0%} of them in both"
        shared += "" if self.same_images else ", other images"
        shared += "" if self.tails == "normal" else f", {self.tails} effects"
        shared += f", scores in steps of {self.step:g}" if self.step else ""
        return f"{self.people} people, {self.images} images{shared}, correlation {self.alike:g}: {rates}"

    @property
    def _own(self) -> float:
        return 2 * IMAGE**2 + NOISE**2

    @property
    def _non_mated(self) -> float:
        return sqrt(2 * self.look_alike**2 + self._own)

    @cached_property
    def _many(self) -> np.ndarray:
        rng = np.random.default_rng(1)
        looks = sum(self._prone(rng.standard_t(2, MANY), rng.normal(size=MANY)) for _ in range(2))
        return np.sort(looks + sqrt(self._own) * rng.normal(size=MANY))

    def _prone(self, shared: np.ndarray, own: np.ndarray) -> np.ndarray:
        return np.asarray(self.look_alike * (self.alike * shared + sqrt(1 - self.alike**2) * own))

    def thresholds(self, fmr: tuple[float, ...]) -> tuple[float, ...]:
        """Return the thresholds at which the systems truly have these false match rates."""
        if self.tails == "t2":
            return tuple(float(self._many[-int(MANY * f)]) for f in fmr)
        exact = (-float(ndtri(f)) * self._non_mated for f in fmr)
        return tuple(ceil(t / self.step + 0.5) * self.step - self.step / 2 if self.step else t for t in exact)

    def fnmr(self, fmr: tuple[float, ...]) -> tuple[float, ...]:
        """Return the true false non-match rates there."""
        spread = sqrt(self.steady**2 + self._own)
        ends = zip(self.thresholds(fmr), self.gaps, strict=True)
        return tuple(float(ndtr((t - gap) / spread)) for t, gap in ends)

    def draw(self, rng: np.random.Generator) -> list[Comparisons]:
        """Draw one trial of all systems: every image against every other one of those whom a system sees."""
        systems = len(self.gaps)

        def both(size: int, *, alike: float = self.alike) -> np.ndarray:
            first, *own = rng.normal(size=(systems, size))
            return np.stack([first, *(alike * first + sqrt(1 - alike**2) * other for other in own)])

        everybody = 2 * self.people - round(self.common * self.people)
        owner = np.repeat(np.arange(everybody), self.images)
        looks, steady = self.look_alike * both(everybody), self.steady * both(everybody)
        if self.tails == "t2":
            shared = rng.standard_t(2, everybody)
            looks = np.stack([self._prone(shared, own) for own in rng.normal(size=(systems, everybody))])
        again = self.alike if self.same_images else 0.0
        image = IMAGE * both(len(owner), alike=again)
        first, second = np.triu_indices(len(owner), 1)
        a, b = owner[first], owner[second]
        noise = NOISE * both(len(a), alike=again)
        given = []
        for s, gap in enumerate(self.gaps):
            lowest = min(s, 1) * (everybody - self.people)  # the first system sees the first people
            seen = (a >= lowest) & (b < lowest + self.people)
            one, other = a[seen], b[seen]
            score = np.where(one == other, gap + steady[s][one], looks[s][one] + looks[s][other])
            score = score + image[s][first[seen]] + image[s][second[seen]] + noise[s][seen]
            score = np.round(score / self.step) * self.step if self.step else score
            trial = trial_from_arrays(
                score,
                probe=(one - lowest).astype(np.int32),
                reference=(other - lowest).astype(np.int32),
                subjects=self.people,
            )
            asked = (self.target, *around(self.target, int(np.count_nonzero(one != other))))
            tally = tally_comparisons(trial, targets=asked, thresholds=self.thresholds(self.fmr))
            place = np.arange(self.people) + lowest
            mated = KeyedScores.of([np.flatnonzero(one == other).astype(np.uint64)], [score[one == other]])
            given.append(Comparisons(tally=tally, place=place, people=everybody, mated=mated))
        return given

    def asked(self, rng: np.random.Generator) -> Iterator[Question]:
        """Ask for the FNMR and the FMR at the thresholds, and for the FNMR where the FMR is the target."""
        a, b = self.draw(rng)
        same = self.common == 1
        shared = Shared(
            people=round(self.common * self.people), of=(self.people, self.people),
            same_comparisons=same, same_pairs=same,
        )  # fmt: skip
        ta, tb = self.thresholds(self.fmr)
        for what, sides, truth in (
            ("FNMR at thresholds", (a.fnmr(ta), b.fnmr(tb)), self.fnmr(self.fmr)),
            ("FMR at thresholds", (a.fmr(ta), b.fmr(tb)), self.fmr),
        ):
            if not self.step or truth is not self.fmr:
                yield what, sides, truth, shared.together(*sides)
        one, other = self.matched([a, b])
        truth = self.fnmr((self.target, self.target))
        yield f"FNMR at FMR {self.target:g}", (one, other), truth, shared.together(one, other)

    def matched(self, systems: list[Comparisons]) -> list[Side]:
        """Return every system's FNMR where its FMR is the target."""
        return [s.fnmr(s.tally.operating_point(self.target).threshold, target=self.target) for s in systems]


WORLDS = (
    TwoSystems(
        people=150, images=3, look_alike=0.5, steady=0.6, alike=0.7, gaps=(4.2, 4.2), fmr=(0.01, 0.01), target=0.01
    ),
    TwoSystems(
        people=150, images=3, look_alike=0.5, steady=0.6, alike=0.9, gaps=(4.0, 4.4), fmr=(0.01, 0.006), target=0.003
    ),
    TwoSystems(
        people=300, images=2, look_alike=0.3, steady=0.8, alike=0.5, gaps=(4.8, 5.2), fmr=(0.001, 0.002), target=0.001
    ),
    TwoSystems(
        people=100, images=4, look_alike=0.7, steady=1.0, alike=0.95, gaps=(4.5, 4.5), fmr=(0.01, 0.01), target=0.01
    ),
    TwoSystems(
        people=150, images=3, look_alike=0.5, steady=0.8, alike=0.9, gaps=(4.2, 4.2), fmr=(0.01, 0.01), target=0.01,
        common=0.6,
    ),
    TwoSystems(
        people=150, images=3, look_alike=0.5, steady=0.8, alike=0.9, gaps=(4.0, 4.4), fmr=(0.01, 0.01), target=0.01,
        common=0.2,
    ),
    TwoSystems(
        people=150, images=3, look_alike=0.5, steady=0.8, alike=0.9, gaps=(4.2, 4.2), fmr=(0.01, 0.01), target=0.01,
        same_images=False,
    ),
    TwoSystems(
        people=100, images=3, look_alike=0.15, steady=0.6, alike=0.8, gaps=(3.4, 3.8), fmr=(0.01, 0.01), target=0.01,
        tails="t2",
    ),
    TwoSystems(
        people=40, images=4, look_alike=0.5, steady=0.8, alike=0.8, gaps=(4.0, 4.6), fmr=(0.01, 0.01), target=0.01
    ),
    TwoSystems(
        people=60, images=3, look_alike=0.5, steady=0.7, alike=0.8, gaps=(4.0, 4.4), fmr=(0.01, 0.01), target=0.01,
        step=0.5,
    ),
    TwoSystems(
        people=60, images=3, look_alike=0.5, steady=0.7, alike=0.8, gaps=(4.0, 4.4), fmr=(0.01, 0.01), target=0.003,
        step=1.0,
    ),
    TwoSystems(
        people=60, images=2, look_alike=0.5, steady=0.6, alike=0.8, gaps=(4.2, 4.2), fmr=(0.01, 0.01), target=0.001
    ),
)  # fmt: skip

# A few people with very strong effects decide, and most trials lack them: flagged, and out of reach of a ratio.
BEYOND = (
    TwoSystems(
        people=100, images=3, look_alike=0.5, steady=0.6, alike=0.8, gaps=(3.4, 3.8), fmr=(0.01, 0.01), target=0.01,
        tails="t2",
    ),
)  # fmt: skip
