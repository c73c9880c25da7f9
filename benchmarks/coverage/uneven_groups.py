"""Groups whose people are tried unequally often: are groups of one mean rate told to differ?

Of one group few people try often, of the other many try seldom, or once. A part of all people always errs, or the own
chance of a person is Beta, with the given correlation within a person. Where the few have no error, how alike the tries
of one of them are shows in the other group alone. In worlds of power, the second group errs ``times`` as often.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from bystander.findings import Point
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.passes.share import share_of
from bystander.studies.groups.by_group import ByGroup, GroupRate
from bystander.studies.groups.how_far_apart import compared

LEVEL = 0.95
TOLD, BEYOND, FOUND = "groups of one rate told to differ", "the ratio said to be above 1", "found"


@dataclass(frozen=True, kw_only=True)
class UnevenGroups:
    """``people`` of both groups with so many ``tries`` each; ``rate``: of the first; ``wolves``: share who always err.

    ``icc``: of the tries of one person among the others. ``one``: tries of the first person of the first group.
    """

    people: tuple[int, int]
    tries: tuple[int, int]
    rate: float
    wolves: float = 0.0
    icc: float = 0.0
    times: float = 1.0
    one: int = 0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        who = " and ".join(f"{n} with {k}" for n, k in zip(self.people, self.tries, strict=True))
        how = f"{self.wolves:.0%} always err" if self.wolves else f"ICC {self.icc:g}"
        often = "" if self.times == 1 else f"; the second {self.times:g} times"
        most = f", one {self.one}" if self.one else ""
        return f"{who} tries each{most}, rate {self.rate:g}, {how}{often}"

    def draw(self, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
        """Draw errors and tries of the people of both groups."""
        tries = [np.full(n, k) for n, k in zip(self.people, self.tries, strict=True)]
        tries[0][0] = self.one or tries[0][0]
        return [self._group(rng, *each) for each in zip(tries, (1.0, self.times), strict=True)]

    def _group(self, rng: np.random.Generator, tries: np.ndarray, times: float) -> tuple[np.ndarray, np.ndarray]:
        rate, people = self.rate * times, len(tries)
        if self.wolves:
            chance = np.where(rng.random(people) < self.wolves * times, 1.0, (rate - self.wolves * times))
        elif self.icc:
            scale = (1 - self.icc) / self.icc
            chance = rng.beta(rate * scale, (1 - rate) * scale, people)
        else:
            chance = np.full(people, rate)
        return rng.binomial(tries, chance), tries


WORLDS = (
    UnevenGroups(people=(12, 300), tries=(40, 4), rate=0.05, wolves=0.05),
    UnevenGroups(people=(12, 120), tries=(40, 4), rate=0.05, wolves=0.045),
    UnevenGroups(people=(15, 200), tries=(20, 2), rate=0.05, wolves=0.045),
    UnevenGroups(people=(15, 200), tries=(20, 2), rate=0.04, icc=0.4),
    UnevenGroups(people=(20, 400), tries=(10, 1), rate=0.04, icc=0.5),
    UnevenGroups(people=(12, 300), tries=(20, 4), rate=0.05, icc=0.6),
    UnevenGroups(people=(40, 400), tries=(10, 2), rate=0.05, icc=0.2),
    UnevenGroups(people=(40, 400), tries=(10, 2), rate=0.05),
    UnevenGroups(people=(40, 40), tries=(2, 2), rate=0.1, icc=0.5, one=80),
    UnevenGroups(people=(40, 40), tries=(2, 2), rate=0.3, icc=0.5, one=80),
    UnevenGroups(people=(100, 100), tries=(2, 2), rate=0.1, icc=0.3, one=200),
    UnevenGroups(people=(40, 400), tries=(10, 2), rate=0.03, icc=0.1, times=3.0),
    UnevenGroups(people=(20, 300), tries=(20, 4), rate=0.05, icc=0.1, times=3.0),
)


def held(world: UnevenGroups, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the groups are told to differ, and how often their ratio is said to be above 1."""
    told = beyond = 0
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        drawn = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        rates = tuple(
            GroupRate(group={"g": label}, label=label, people=len(x), measured=share_of(x, k, level=LEVEL))
            for label, (x, k) in zip("ab", drawn, strict=True)
        )
        by = ByGroup(
            quantity=FNMR, groups=None, name="g", point=Point(), label="", rates=rates, overall=None,
            people=sum(world.people), unrecorded=0, outside=0,
        )  # fmt: skip
        found = compared(by, level=LEVEL)
        told += found.shown
        beyond += found.ratio is not None and found.ratio.low > 1
    return {TOLD if world.times == 1 else FOUND: told / reps, BEYOND: beyond / reps}
