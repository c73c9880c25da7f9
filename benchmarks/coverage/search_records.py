"""Does the interval of a record of searches hold where its periods differ?

Every period has a share of its own, beta distributed by a coefficient of variation; so have the follow-ups that are
confirmed. The truth is the mean share of all such periods. *Naive* takes every search for independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from bystander.evidence.search_record.entry import SearchEntry
from bystander.quantities.search_record.outcomes import CONFIRMED, FOLLOWED_UP
from bystander.quantities.search_record.rates import share_of

LEVEL = 0.95
TOLD = "the interval that is told"
UNFLAGGED = "missed without a flag"
NAIVE = "interval of independent searches (naive)"
WIDTH = "width of it, over 3.92 standard deviations of the share"
CONFIRMED_SHARE = 0.3


@dataclass(frozen=True, kw_only=True)
class Periods:
    """Periods of so many ``searches``, sizes from 1 to ``unequal``; ``differ``: the variation of their shares."""

    periods: int
    searches: float
    share: float = 0.2
    differ: float = 0.0
    unequal: float = 1.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        sizes = f", sizes 1 to {self.unequal:g}" if self.unequal > 1 else ""
        how = f"shares differ by {self.differ:g}" if self.differ else "shares alike"
        return f"{self.periods} periods of {self.searches:g} searches{sizes}, {self.share:g} followed up, {how}"

    def draw(self, rng: np.random.Generator) -> tuple[SearchEntry, ...]:
        """Return the rows of a record."""
        sizes = np.geomspace(1, self.unequal, self.periods)
        searches = np.maximum(np.round(self.searches * sizes / sizes.mean()), 1).astype(np.int64)
        followed = rng.binomial(searches, self._shares(rng, self.share))
        confirmed = rng.binomial(followed, self._shares(rng, CONFIRMED_SHARE))
        counts = np.stack([searches, followed, confirmed], axis=1).tolist()
        return tuple(
            SearchEntry(row=at, period=str(at), searches=n, followed_up=f, confirmed=c)
            for at, (n, f, c) in enumerate(counts)
        )

    def _shares(self, rng: np.random.Generator, share: float) -> np.ndarray:
        if not self.differ:
            return np.full(self.periods, share)
        size = (1 - share) / (self.differ**2 * share) - 1
        return np.asarray(rng.beta(share * size, (1 - share) * size, self.periods))


WORLDS = (
    Periods(periods=12, searches=100),
    Periods(periods=12, searches=100, differ=0.5),
    Periods(periods=24, searches=100, share=0.5, differ=0.3),
    Periods(periods=36, searches=200, differ=0.4, unequal=100),
    Periods(periods=60, searches=30, share=0.1, differ=0.8),
    Periods(periods=4, searches=100),
)


def held(world: Periods, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often intervals of both shares hold, how often they miss without a flag, and how wide they are."""
    found: dict[str, list[float]] = {}
    widths: dict[str, list[float]] = {}
    values: dict[str, list[float]] = {}
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        entries = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        for what, quantity, truth in (
            ("searches followed up", FOLLOWED_UP, world.share), ("follow-ups confirmed", CONFIRMED, CONFIRMED_SHARE),
        ):  # fmt: skip
            share = share_of(quantity, entries, level=LEVEL)
            if share is None:
                continue
            e, plain = share.estimate, share.sensitivity[0]
            holds = e.low <= truth <= e.high
            found.setdefault(f"{what}: {TOLD}", []).append(holds)
            found.setdefault(f"{what}: {UNFLAGGED}", []).append(not holds and not share.caveats)
            found.setdefault(f"{what}: {NAIVE}", []).append(plain.low <= truth <= plain.high)
            widths.setdefault(what, []).append(e.high - e.low)
            values.setdefault(what, []).append(e.value)
    shown = {what: float(np.mean(said)) for what, said in found.items()}
    ideal = {what: float(np.median(widths[what]) / (3.92 * np.std(values[what]))) for what in widths}
    return shown | {f"{what}: {WIDTH}": times for what, times in ideal.items()}


def required(what: str) -> tuple[float | None, float | None]:
    """Return the least and the most that a figure may be: what is told holds, and few misses are without a flag."""
    if what.endswith(TOLD):
        return 0.93, None
    return None, 0.05 if what.endswith(UNFLAGGED) else None
