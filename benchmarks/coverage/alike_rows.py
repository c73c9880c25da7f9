"""Where deployments at one place, or close in time, are alike: does the flag stand where an interval misses?

A record's interval for deployments to come takes each row for a new draw. Here the rows of one place share its rate, or
a week is like the one before; the truth is the mean rate of all such places, or of all such weeks. Beside them: rows
that differ one by one, which should hardly ever be flagged.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np

from bystander.intervals import methods
from bystander.intervals.alike_rows import alike_rows
from bystander.intervals.record_rate import rate_per_trial
from bystander.quantities.record.words import uneven_rows

LEVEL, RATE = 0.95, 1e-4
TOLD = "the interval that is told, rows alike"
FREE = "the interval that is told, rows that differ one by one"
MISSED = "missed without a flag"
FLAGGED = "records flagged as alike at places or in time"


@dataclass(frozen=True, kw_only=True)
class Alike:
    """``rows`` of ``events`` false alerts each, whose rates differ by ``spread``, the deviation of their logarithm.

    ``places``: that share the rate of their rows, 0: each row has its own. ``slow``: the correlation of a row's
    logarithm with that of the row before, of the same crew where several are out: ``crews``, whom the record does not
    name, take turns, or come as it happens (``turns`` false).
    """

    rows: int
    events: float = 10.0
    spread: float = 0.7
    places: int = 0
    slow: float = 0.0
    crews: int = 1
    turns: bool = True

    @property
    def name(self) -> str:
        """Name it for a reader."""
        how = f"{self.places} places" if self.places else f"correlation {self.slow:g} with the row before"
        if self.crews > 1:
            order = "in turn" if self.turns else "as it happens"
            how = f"{self.crews} crews {order}, correlation {self.slow:g} with the one before of a crew"
        how = how if self.alike else "each by itself"
        return f"{self.rows} rows of {self.events:g} false alerts, lognormal {self.spread:g}, {how}"

    @property
    def alike(self) -> bool:
        """Whether rows are alike."""
        return bool(self.places or self.slow)

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Return the false alerts and the faces of each row, which follow each other in time."""
        if self.places:
            z = rng.normal(size=self.places)[np.arange(self.rows) % self.places]
        else:
            z = rng.normal(size=self.rows)
            out = np.arange(self.rows) % self.crews if self.turns else rng.integers(0, self.crews, self.rows)
            for crew in range(self.crews):
                of = np.flatnonzero(out == crew)
                for before, i in pairwise(of):
                    z[i] = self.slow * z[before] + (1 - self.slow**2) ** 0.5 * z[i]
        faces = np.round(self.events / RATE * rng.uniform(0.8, 1.2, self.rows))
        return rng.poisson(faces * RATE * np.exp(self.spread * z - self.spread**2 / 2)), faces


WORLDS = (
    Alike(rows=40, places=5),
    Alike(rows=60, places=12),
    Alike(rows=60, slow=0.5),
    Alike(rows=40, slow=0.9),
    Alike(rows=120, events=3.0, slow=0.8),
    Alike(rows=60, spread=0.5, slow=0.9, crews=2),
    Alike(rows=90, spread=0.5, slow=0.9, crews=3),
    Alike(rows=60, slow=0.9, crews=2, turns=False),
    Alike(rows=40),
    Alike(rows=60, events=3.0),
    Alike(rows=20, events=30.0, spread=0.4),
)


def held(world: Alike, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often the interval that is told holds, is missed without any flag, and how often rows are flagged."""
    found: dict[str, list[bool]] = {what: [] for what in (TOLD if world.alike else FREE, MISSED, FLAGGED)}
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        events, faces = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        rate = rate_per_trial(events.tolist(), faces.tolist(), level=LEVEL)
        where = [row % world.places if world.places else None for row in range(world.rows)]
        alike = alike_rows(events.astype(float), faces, places=where, days=list(range(world.rows)))
        these = rate.estimate.method.rests_on(methods.THESE_ALONE)
        holds = these or rate.estimate.low <= RATE <= rate.estimate.high
        flagged = alike.by_place or alike.in_time
        found[TOLD if world.alike else FREE].append(holds)
        found[MISSED].append(not holds and not flagged and not uneven_rows(faces, rate.shown))
        found[FLAGGED].append(flagged)
    return {what: float(np.mean(said)) for what, said in found.items()}
