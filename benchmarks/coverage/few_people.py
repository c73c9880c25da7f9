"""KG-t of false matches where few people drive them, and what one more of the design effect costs (METHODS V.2).

Beside each interval stands the one without that rule. A well-sized interval is 3.92 standard deviations of the
estimate wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from benchmarks.coverage import settings, worlds
from benchmarks.coverage.effects import lognormal, wolves
from benchmarks.coverage.measure import LEVEL, rate_of
from benchmarks.coverage.scores import Scores
from benchmarks.coverage.worlds import World
from bystander.intervals import kg_t

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True)
class FewPeople:
    """A world of false matches, built when it is measured."""

    name: str
    build: Callable[[], World]

    @cached_property
    def world(self) -> World:
        """Return the world with its true rate."""
        return self.build()


@dataclass(frozen=True, kw_only=True)
class FewHeld:
    """Shares of all trials; trials without an error are left to the limits at zero errors, and count as held.

    ``before``: the coverage without the rule. ``width``, ``width_before``: median widths over a well-sized one.
    """

    coverage: float
    before: float
    unflagged: float
    width: float
    width_before: float
    median_df: float

    @property
    def dearer(self) -> float:
        """How many times as wide the rule makes the intervals."""
        return self.width / self.width_before


def of_scores(scores: Scores) -> FewPeople:
    """Return the world of false matches at the threshold of a world of scores."""
    return FewPeople(name=scores.name, build=partial(_of_scores, scores))


def held(few: FewPeople, *, reps: int, seed: int) -> FewHeld:
    """Measure a world."""
    rows = []
    for replicate in range(reps):
        stream = np.random.SeedSequence(seed, spawn_key=(crc32(few.name.encode()), replicate))
        rate = rate_of(few.world.draw(np.random.default_rng(stream)))
        if not 0 < rate.events < rate.trials:
            rows.append((rate.value, 1, 1, 0, np.nan, np.nan, np.nan))
            continue
        flagged = rate.df is not None and rate.df < kg_t.FEW_PEOPLE
        now = kg_t.interval(rate, level=LEVEL)
        before = kg_t.interval(rate, level=LEVEL, extra_deff=-rate.pair_deff if flagged and rate.of_two else 0.0)
        inside, inside_before = (limits.low <= few.world.truth <= limits.high for limits in (now, before))
        rows.append(
            (rate.value, inside, inside_before, not inside and not flagged, now.high - now.low,
             before.high - before.low, rate.df if rate.df is not None else np.nan)
        )  # fmt: skip
    value, inside, inside_before, unflagged, width, width_before, df = np.array(rows, float).T
    ideal = 3.92 * float(value.std())
    return FewHeld(
        coverage=float(inside.mean()), before=float(inside_before.mean()), unflagged=float(unflagged.mean()),
        width=float(np.nanmedian(width)) / ideal, width_before=float(np.nanmedian(width_before)) / ideal,
        median_df=float(np.nanmedian(df)),
    )  # fmt: skip


def _of_scores(scores: Scores) -> World:
    threshold = scores.threshold
    images = np.bincount(scores.owners(), minlength=scores.people)

    def draw(rng: np.random.Generator) -> worlds.Trial:
        score, first, second = scores.drawn(rng)
        wrong = (score >= threshold) & (first != second)
        return worlds.by_person(first[wrong], second[wrong], images)

    return World(scores.fmr(threshold), draw)


def _zipf(*, people: int, most: int, errors: float) -> FewPeople:
    images = np.maximum(most // np.arange(1, people + 1), 1)
    pairs = (int(images.sum()) ** 2 - int(np.sum(images**2))) / 2
    build = partial(worlds.given_images, images=images, rate=errors / pairs, effects=lognormal(0.7))
    return FewPeople(
        name=f"{people} people, {most}/k images of the k-th, {errors:g} errors, lognormal 0.7", build=build
    )


def _of_setting(setting: settings.Setting) -> FewPeople:
    return FewPeople(name=setting.name, build=setting.build)


def _wolves(people: int, errors: float, share: float, factor: float) -> FewPeople:
    effects = wolves(share, factor)
    rate = errors / (people * (people - 1) / 2)
    build = partial(worlds.everyone_once, subjects=people, rate=rate, effects=effects)
    return FewPeople(name=f"{people} people, {errors:g} errors, {effects.name}", build=build)


FEW = (
    of_scores(Scores(people=100, images=2, shape="exponential", spread=1.0, target=0.001)),
    of_scores(Scores(people=100, images=2, shape="t2", spread=0.5, target=0.001)),
    of_scores(Scores(people=20, images=3, spread=0.5, target=0.01)),
    of_scores(Scores(people=20, images=5, spread=0.7, target=0.02)),
)
ZIPF = (_zipf(people=100, most=40, errors=50), _zipf(people=40, most=30, errors=200))
ORDINARY = (
    *(_of_setting(s) for s in settings.V3),
    of_scores(Scores(people=150, images=2, spread=0.4, target=0.01)),
    of_scores(Scores(people=100, images=2, spread=0.4, target=0.001)),
)
BEYOND = (
    _wolves(100, 50, 0.01, 20),
    _wolves(1000, 200, 0.001, 100),
    of_scores(Scores(people=100, images=2, shape="t2", spread=0.5, target=0.01)),
    of_scores(Scores(people=80, images=2, shape="t3", spread=0.3, target=0.006)),
    of_scores(Scores(people=80, images=2, shape="exponential", spread=0.5, target=0.01)),
    of_scores(Scores(people=100, images=2, shape="mixture", spread=0.3, target=0.001)),
)
