"""Tries of which a few people make most: what do the range and the limit of a requirement hold there?

How often somebody tries has nothing to do with how well they are recognised, so the truth is the mean of people. Some
are hardly ever recognised (*goats*), or chances are Beta or lognormal. A test whose truth is its limit is *wrongly met*
where the one-sided limit lies below it. *Wider*: the median width over that of the
same interval, not drawn out to people counted once each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from zlib import crc32

import numpy as np

from bystander.intervals import clusters, kg_t
from bystander.intervals.measured import clustered
from bystander.intervals.uneven_tries import who_repeat
from bystander.intervals.zero_events import independent_trials

LEVEL, MANY = 0.95, 1_000_000
RANGE, MISSED, MET, WIDER = "interval", "missed without a flag", "wrongly met at its limit", "times as wide"
ONE_AMBER = kg_t.SOME_PEOPLE


@dataclass(frozen=True, kw_only=True)
class Uneven:
    """``often``: a part of the people tries so many times, the others ``others`` times; without, by another law.

    ``chances``: goats (a part fails with .9, the others with .05), beta (mean .1, an ICC), lognormal (a scatter).
    """

    people: int
    chances: tuple[Literal["goats", "beta", "lognormal", "alike"], float]
    often: tuple[float, int] | None = None
    others: int = 1
    law: Literal["", "Pareto 1.2", "geometric"] = ""

    @property
    def name(self) -> str:
        """Name it for a reader."""
        what, size = self.chances
        who = {"goats": f"{size * 100:g} % hardly recognised", "beta": f"Beta, ICC {size:g}",
               "lognormal": f"lognormal {size:g}", "alike": "all alike"}[what]  # fmt: skip
        part, times = self.often or (0.0, 1)
        others = "once" if self.others == 1 else f"{self.others} times"
        some = f"{part * 100:g} % try {times} times, the others {others}"
        tries = f"numbers of tries {self.law}" if self.law else some
        return f"{self.people} people, {who}; {tries}"

    @property
    def truth(self) -> float:
        """The mean of all people."""
        return _truth(self)

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Hold one test: failures and tries of each person."""
        k = self._tries(rng)
        return rng.binomial(k, self.of_people(rng, self.people)), k

    def _tries(self, rng: np.random.Generator) -> np.ndarray:
        if self.law == "geometric":
            return np.asarray(rng.geometric(0.4, self.people))
        if self.law:
            return np.minimum(200, np.ceil(rng.pareto(1.2, self.people) + 0.5)).astype(np.int64)
        part, times = self.often or (0.0, 1)
        return np.where(rng.random(self.people) < part, times, self.others)

    def of_people(self, rng: np.random.Generator, people: int) -> np.ndarray:
        """Draw the chances of people."""
        what, size = self.chances
        if what == "goats":
            return np.where(rng.random(people) < size, 0.9, 0.05)
        if what == "beta":
            return np.asarray(rng.beta(0.1 * (1 / size - 1), 0.9 * (1 / size - 1), people))
        if what == "lognormal":
            return np.minimum(1.0, 0.05 * np.exp(size * rng.normal(size=people) - size**2 / 2))
        return np.full(people, size)


FORTY, TWENTY, TEN = (0.05, 40), (0.1, 20), (0.2, 10)
WORLDS = (
    Uneven(people=300, chances=("goats", 0.05), often=FORTY),
    Uneven(people=600, chances=("goats", 0.05), often=FORTY),
    Uneven(people=150, chances=("goats", 0.05), often=FORTY),
    Uneven(people=300, chances=("goats", 0.05), often=TWENTY),
    Uneven(people=200, chances=("goats", 0.05), often=TEN),
    Uneven(people=300, chances=("goats", 0.05), often=(0.05, 20), others=2),
    Uneven(people=150, chances=("goats", 0.1), often=TWENTY),
    Uneven(people=300, chances=("goats", 0.05), often=(0.05, 400), others=10),
    Uneven(people=1000, chances=("goats", 0.01), often=(0.02, 100)),
    Uneven(people=600, chances=("goats", 0.02), often=(0.1, 40)),
    Uneven(people=300, chances=("beta", 0.1), often=FORTY),
    Uneven(people=300, chances=("beta", 0.3), often=FORTY),
    Uneven(people=300, chances=("beta", 0.6), often=FORTY),
    Uneven(people=300, chances=("lognormal", 1.2), often=FORTY),
    Uneven(people=300, chances=("goats", 0.05), law="Pareto 1.2"),
    Uneven(people=100, chances=("beta", 0.3), law="Pareto 1.2"),
    Uneven(people=300, chances=("goats", 0.05), law="geometric"),
    Uneven(people=300, chances=("alike", 0.1), often=FORTY),
    Uneven(people=300, chances=("alike", 0.1), often=(0.05, 400), others=10),
)


@lru_cache
def _truth(world: Uneven) -> float:
    return float(world.of_people(np.random.default_rng(0), MANY).mean())


def held(world: Uneven, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the range holds and is missed without a flag, a requirement is wrongly met, and the width."""
    rows, widths = [], []
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        x, k = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        rate = clusters.one_way(x, k)
        found = clustered(rate, level=LEVEL, sets=independent_trials(int(k.sum()), int(k.max())))
        e = found.estimate
        holds = e.low <= world.truth <= e.high
        flagged = e.drivers is not None and e.drivers < ONE_AMBER
        met = (found.bounds.compliance_upper or 1.0) <= world.truth
        rows.append((holds, not holds and not flagged, met))
        if who_repeat(k) is not None and 0 < rate.events < rate.trials:
            plain = kg_t.interval(replace(rate, each_once=None), level=LEVEL, icc_floor=kg_t.icc_floor_for(rate))
            widths.append((e.high - e.low) / (plain.high - plain.low))
    shares = np.mean(np.array(rows, dtype=float), axis=0)
    return dict(zip((RANGE, MISSED, MET), map(float, shares), strict=True)) | {WIDER: float(np.median(widths or [1.0]))}
