"""Does the limit of a rate of searches without an event hold (METHODS IV.1, V21)?

A person's own chance of an event is Beta, with a correlation within the person, or 1 for a few and 0 for all others.
The rates that share the limit are measured from one and the same outcome: FNIR, failed searches, false candidates, and
the FPIR of searches that returned nobody at any lower threshold. A miss is a trial without an event in which one of the
limits lies below the true rate, or one that crashes. The true rate is the worst of several, about the limit itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from bystander.quantities.searches import failed_searches, false_candidates, fnir, fpir
from bystander.tally.searches.tally import SearchTally

if TYPE_CHECKING:
    from bystander.findings import Estimate

LEVEL, THRESHOLD = 0.95, 0.5
TIMES = (0.25, 0.5, 0.8, 1.0, 1.02, 1.1, 1.3, 1.7)  # true rates, over 1 - .05^(1/people)


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """``people`` with ``searches`` each, or a geometric number of them; ``icc`` 1: some always, all others never."""

    people: int
    searches: int
    icc: float
    geometric: bool = False
    heavy: int = 0  # searches of one person more

    @property
    def name(self) -> str:
        """Name it for a reader."""
        often = f"{self.searches} searches each" + (" in the mean" if self.geometric else "")
        more = f", one of {self.heavy}" if self.heavy else ""
        return f"{self.people} people, {often}{more}, ICC {self.icc:g}"

    def draw(self, rng: np.random.Generator, rate: float) -> tuple[np.ndarray, np.ndarray]:
        """Hold one trial: whether each search had the event, and of whom it was."""
        often = np.full(self.people, self.searches)
        if self.geometric:
            often = rng.geometric(1 / self.searches, self.people)
        if self.heavy:
            often[0] = self.heavy
        if self.icc == 1:
            own = (rng.random(self.people) < rate).astype(float)
        else:
            scale = (1 - self.icc) / self.icc
            own = rng.beta(rate * scale, (1 - rate) * scale, self.people)
        person = np.repeat(np.arange(self.people), often)
        return rng.random(len(person)) < own[person], person


WORLDS = (
    Repeated(people=100, searches=10, icc=0.9),
    Repeated(people=100, searches=10, icc=0.5),
    Repeated(people=50, searches=20, icc=0.7),
    Repeated(people=100, searches=30, icc=0.5),
    Repeated(people=100, searches=10, icc=1.0),
    Repeated(people=30, searches=5, icc=0.99),
    Repeated(people=300, searches=3, icc=0.2),
    Repeated(people=100, searches=10, icc=0.9, geometric=True),
    Repeated(people=100, searches=7, icc=0.7, heavy=100),
    Repeated(people=2000, searches=2, icc=0.05),
)


@dataclass(frozen=True)
class Found:
    """The worst share of misses over the true rates, that rate, and how many times 3 / searches the limit is."""

    missed: float
    rate: float
    size: float


def held(world: Repeated, *, reps: int, seed: int) -> Found:
    """Return what the limits did at the true rate where they did worst."""
    about = -np.expm1(np.log(1 - LEVEL) / world.people)
    worst = Found(-1.0, 0.0, 0.0)
    for times in TIMES:
        rate, missed, sizes = float(times * about), 0, [1.0]
        for replicate in range(reps):
            key = (crc32(world.name.encode()), round(1000 * times), replicate)
            events, person = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)), rate)
            if events.any():
                continue
            try:
                limit = min(e.high for e in _estimates(events, person))
            except (ValueError, ArithmeticError):
                limit = -1.0
            missed += limit < rate
            sizes.append(limit * len(person) / 3)
        found = Found(missed / reps, rate, float(np.mean(sizes[1:] or sizes)))
        worst = max(worst, found, key=lambda one: one.missed)
    return worst


def _estimates(events: np.ndarray, person: np.ndarray) -> list[Estimate]:
    """Measure every rate that an event of a search may make."""
    mated, non_mated = (_tally(events, person, mated=mated) for mated in (True, False))
    return [
        fnir.false_negative_identification_rate(mated, THRESHOLD, level=LEVEL).estimate,
        failed_searches.failed_search_rate(mated, level=LEVEL).estimate,
        false_candidates.false_candidate_rate(mated, THRESHOLD, level=LEVEL).estimate,
        fpir.false_positive_identification_rate(non_mated, THRESHOLD, level=LEVEL).estimate,
    ]


def _tally(events: np.ndarray, person: np.ndarray, *, mated: bool) -> SearchTally:
    n = len(events)
    alerts, rank = np.where(events, 1.0, -np.inf), np.ones(n, np.int64)
    return SearchTally(
        person=person.astype(np.int32), unit=np.arange(n), mated=np.full(n, mated), failed=events, other=alerts,
        top=np.full(n, -1, np.int32), mate=np.where(events, 0.0, 1.0), rank=rank, best_rank=rank,
        beyond=np.full(n, -np.inf), tail_score=np.zeros(0), tail_search=np.zeros(0, np.int64), tail_floor=-np.inf,
    )  # fmt: skip
