"""Sessions of a seeded test that differ: how often is that seen, and what is the range worth on other days?

A volunteer's own chance of an alert is Beta; the logits of all chances in a session move together, by a normal number.
Volunteers come to every session, or each to one. The range is for the same days, which its sentence says; here it is
held against the mean of all days that there might be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from scipy.special import expit, logit

from bystander.intervals.between_sessions import sessions_differ
from bystander.quantities.passes.share import share_of
from bystander.studies.evaluate.passes.verdict import UNLIKE

LEVEL, MANY = 0.95, 1_000_000
SAME = "the range, sessions alike"
OTHER = "the range, on other days"
MISSED = "missed without a flag"
FLAGGED = "tests whose sessions are told to differ"


@dataclass(frozen=True, kw_only=True)
class Sessions:
    """``volunteers`` with ``passes`` in each of some sessions, which differ by ``spread``, of the logits."""

    volunteers: int
    sessions: int
    passes: int
    tpir: float
    icc: float
    spread: float = 0.0
    once: bool = False  # each volunteer comes to one session, with the passes of all

    @property
    def name(self) -> str:
        """Name it for a reader."""
        how = f", each in one of {self.sessions} sessions" if self.once else f" in each of {self.sessions} sessions"
        passes = self.passes * (self.sessions if self.once else 1)
        each = f"{self.volunteers} volunteers, {passes} {'pass' if passes == 1 else 'passes'}"
        return f"{each}{how}, TPIR {self.tpir:g}, ICC {self.icc:g}, sessions differ by {self.spread:g}"

    @property
    def truth(self) -> float:
        """The share on all days that there might be, to three places."""
        return _truth(self)

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Hold one test: alerts and passes of each volunteer in each session."""
        passes = np.full((self.volunteers, self.sessions), self.passes)
        if self.once:
            passes[:] = 0
            at = np.arange(self.volunteers)
            passes[at, at % self.sessions] = self.passes * self.sessions
        return rng.binomial(passes, self.chances(rng, self.volunteers, self.sessions)), passes

    def chances(self, rng: np.random.Generator, volunteers: int, sessions: int) -> np.ndarray:
        """Draw the chances of volunteers in sessions."""
        scale = (1 - self.icc) / self.icc
        own = rng.beta(self.tpir * scale, (1 - self.tpir) * scale, volunteers).clip(1e-12, 1 - 1e-12)
        return np.asarray(expit(logit(own)[:, None] + rng.normal(0, self.spread, sessions)))


WORLDS = (
    Sessions(volunteers=40, sessions=3, passes=1, tpir=0.6, icc=0.3),
    Sessions(volunteers=400, sessions=5, passes=1, tpir=0.95, icc=0.1),
    Sessions(volunteers=60, sessions=4, passes=1, tpir=0.7, icc=0.3, once=True),
    Sessions(volunteers=100, sessions=2, passes=2, tpir=0.8, icc=0.3, spread=0.7),
    Sessions(volunteers=40, sessions=3, passes=2, tpir=0.6, icc=0.3, spread=0.7),
    Sessions(volunteers=100, sessions=10, passes=1, tpir=0.8, icc=0.3, spread=0.7),
    Sessions(volunteers=100, sessions=5, passes=1, tpir=0.8, icc=0.3, spread=0.3),
    Sessions(volunteers=100, sessions=4, passes=1, tpir=0.7, icc=0.3, spread=0.7, once=True),
)


@lru_cache
def _truth(world: Sessions) -> float:
    rng = np.random.default_rng(0)
    return float(np.mean([world.chances(rng, 1000, 1).mean() for _ in range(MANY // 1000)]))


def held(world: Sessions, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the range holds, is missed without a flag, and how often sessions are told to differ."""
    found: dict[str, list[bool]] = {what: [] for what in (OTHER if world.spread else SAME, MISSED, FLAGGED)}
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        x, k = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        share = share_of(x.sum(axis=1), k.sum(axis=1), level=LEVEL).estimate
        p = sessions_differ(x, k)
        flagged, holds = p is not None and p <= UNLIKE, share.low <= world.truth <= share.high
        found[OTHER if world.spread else SAME].append(holds)
        found[MISSED].append(not holds and not flagged)
        found[FLAGGED].append(flagged)
    return {what: float(np.mean(said)) for what, said in found.items()}
