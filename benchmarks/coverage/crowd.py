"""How often does the range of a crowd hold the count of a new crowd?

Evidence and crowd are drawn from the same invented world: a person's own rate is Beta distributed, looks at one person
are related. The evidence gives counts by person, so its design effect is measured (KG-t); the range is then that of
`bystander.crowd`. *Naive*: the same with every look taken as independent, in the evidence and in the crowd.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from bystander.crowd.consequences import Block
from bystander.crowd.looks import Looks
from bystander.crowd.posterior import Posterior
from bystander.intervals import clusters, kg_t


@dataclass(frozen=True)
class Clustered:
    """A world: evidence of so many people and looks, then a crowd of so many people and looks."""

    tested: int
    test_looks: int
    people: int
    looks: int
    rate: float
    icc: float

    @property
    def name(self) -> str:
        """What is set."""
        return (
            f"{self.tested} people with {self.test_looks} looks, then {self.people} with {self.looks}, "
            f"rate {self.rate:g}, ICC {self.icc:g}"
        )


WORLDS = (
    Clustered(2000, 8, 5000, 8, 0.01, 0.3),
    Clustered(10_000, 10, 20_000, 4, 0.001, 0.5),
    Clustered(500, 20, 2000, 10, 0.02, 0.4),
)
BEYOND = (Clustered(20_000, 1, 60_000, 1, 0.001, 0.0), Clustered(300, 5, 60_000, 2, 0.003, 0.2))


def held(world: Clustered, *, reps: int, seed: int) -> dict[str, float]:
    """Return the shares of replicates whose range holds the alerts, and the people flagged, of the new crowd."""
    found = np.zeros((reps, 4), dtype=bool)
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
        errors = _draw(rng, world, world.tested, world.test_looks)
        crowd = _draw(rng, world, world.people, world.looks)
        trials = np.full(world.tested, world.test_looks)
        n = int(trials.sum())
        rate = clusters.one_way(errors, trials)
        limits = kg_t.interval(rate, icc_floor=kg_t.icc_floor_for(rate))
        deff = n / limits.effective_trials
        ours = Block(
            world.people, Looks(world.looks, 1.0, world.icc), Posterior.of_counts(rate.events, n, deff=max(1.0, deff))
        )
        naive = Block(world.people, Looks(world.looks), Posterior.of_counts(rate.events, n))
        alerts, flagged = int(crowd.sum()), int(np.count_nonzero(crowd))
        for i, (count, true) in enumerate(
            ((ours.alerts(), alerts), (naive.alerts(), alerts), (ours.flagged(), flagged), (naive.flagged(), flagged))
        ):
            low, high = count.spread()
            found[replicate, i] = low <= true <= high
    names = ("range of alerts", "naive range of alerts", "range of people flagged", "naive range of people flagged")
    return dict(zip(names, found.mean(0).tolist(), strict=True))


def _draw(rng: np.random.Generator, world: Clustered, people: int, looks: int) -> np.ndarray:
    if world.icc == 0:
        return rng.binomial(looks, world.rate, people)
    strength = (1 - world.icc) / world.icc
    own = rng.beta(world.rate * strength, (1 - world.rate) * strength, people)
    return rng.binomial(looks, own)
