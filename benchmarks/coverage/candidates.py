"""Does the interval of selectivity hold: of the mean number of wrong people whom a search returns?

A person is searched a geometric number of times; each search returns a Poisson number of wrong people, whose mean is
lognormal over people. One search may return many, so this is a mean of counts and no share.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from bystander.quantities.searches import selectivity
from bystander.tally.searches.tally import SearchTally

LEVEL = 0.95
REFERENCES = 10_000


@dataclass(frozen=True, kw_only=True)
class Returned:
    """``mean`` wrong people a search, over ``people`` with ``passes`` searches in the mean."""

    people: int
    passes: float
    mean: float
    sigma: float

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return (
            f"{self.people} people, {self.passes:g} searches in the mean, {self.mean:g} wrong people a search, "
            f"lognormal {self.sigma:g}"
        )

    def draw(self, rng: np.random.Generator) -> SearchTally:
        """Hold one trial."""
        person = np.repeat(np.arange(self.people), rng.geometric(1 / self.passes, size=self.people))
        own = np.exp(self.sigma * rng.normal(size=self.people) - self.sigma**2 / 2)
        returned = np.minimum(rng.poisson(self.mean * own[person]), REFERENCES)
        n, none = len(person), np.zeros(len(person), np.int64)
        return SearchTally(
            person=person.astype(np.int32), unit=np.arange(n), mated=none > 0, failed=none > 0,
            other=np.where(returned > 0, 1.0, -np.inf), top=np.full(n, -1, np.int32), mate=np.full(n, -np.inf),
            rank=none, best_rank=none, beyond=np.full(n, -np.inf), tail_score=np.ones(int(returned.sum())),
            tail_search=np.repeat(np.arange(n), returned), tail_floor=-np.inf,
        )  # fmt: skip


WORLDS = (
    Returned(people=1000, passes=1, mean=0.2, sigma=1),
    Returned(people=300, passes=5, mean=0.2, sigma=1),
    Returned(people=300, passes=5, mean=3, sigma=0.7),
    Returned(people=2000, passes=2, mean=0.01, sigma=1.5),
)


def held(world: Returned, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the interval holds the truth."""
    said = []
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        tally = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        found = selectivity.selectivity(tally, 1.0, references=REFERENCES, level=LEVEL).estimate
        said.append(found.low <= world.mean <= found.high)
    return {"selectivity": float(np.mean(said))}
