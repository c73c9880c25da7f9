"""Does the interval of a seeded test hold: of the share of passes with an alert, clustered on volunteers?

A volunteer's own chance of an alert is Beta, with the given correlation within a person; passes are as many for all, or
anything from one to the most. The truth is the share over all volunteers who might have come. Where every pass alerted,
or none, the limit on one side counts as the interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from zlib import crc32

import numpy as np

from benchmarks.coverage.measure import wilson
from bystander.quantities.passes.share import share_of

LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Seeded:
    """``volunteers`` with ``passes`` each, or 1 to ``passes`` where it ``varies``; ``tpir`` is the truth."""

    volunteers: int
    passes: int
    tpir: float
    icc: float
    varies: bool = False

    @property
    def rarer(self) -> float:
        """How many passes have the rarer outcome, as a rule."""
        often = (1 + self.passes) / 2 if self.varies else self.passes
        return self.volunteers * often * min(self.tpir, 1 - self.tpir)

    @property
    def name(self) -> str:
        """Name it for a reader."""
        often = f"1 to {self.passes}" if self.varies else f"{self.passes}"
        return f"{self.volunteers} volunteers, {often} passes each, TPIR {self.tpir:g}, ICC {self.icc:g}"

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Hold one test: alerts and passes of each volunteer."""
        scale = (1 - self.icc) / self.icc
        own = rng.beta(self.tpir * scale, (1 - self.tpir) * scale, self.volunteers)
        passes = np.full(self.volunteers, self.passes)
        if self.varies:
            passes = rng.integers(1, self.passes + 1, self.volunteers)
        return rng.binomial(passes, own), passes


GRID = tuple(
    Seeded(volunteers=v, passes=k, tpir=p, icc=icc, varies=varies)
    for v, (k, varies), p, icc in product(
        (40, 100, 400), ((1, False), (3, False), (10, True)), (0.05, 0.3, 0.6, 0.8, 0.95), (0.1, 0.3, 0.5)
    )
    if k > 1 or icc == 0.1  # of one pass each nothing correlates
)
WORLDS = tuple(
    w for w in GRID if w.tpir in {0.05, 0.6, 0.95} and (w.passes, w.icc) in {(1, 0.1), (3, 0.3), (10, 0.1), (10, 0.5)}
)
ENOUGH = 20  # of the rarer outcome: below, the interval is careful by design, and by the steps of whole counts


def held(world: Seeded, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the interval holds the truth, and how often one does that takes passes for independent."""
    hold = naive = 0
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        x, k = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        found = share_of(x, k, level=LEVEL).estimate
        low, high = wilson(float(x.sum()), float(k.sum()), level=LEVEL)
        hold += found.low <= world.tpir <= found.high
        naive += low <= world.tpir <= high
    return {"interval": hold / reps, "Wilson (naive)": naive / reps}
