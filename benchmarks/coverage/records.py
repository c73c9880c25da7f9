"""Do the intervals from a deployment record hold, where alerts are independent and where they are not?

A record gives counts by deployment and nothing of people. Three worlds: every alert is independent; alerts come in
twos, of one person; deployments differ (negative binomial counts whose variance is ``scatter`` times their mean).
Whichever holds is not known to the reader of a record, so the package prints an interval for each; here every one of
them is put to every world.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from benchmarks.coverage.one_row import FLAGGED, TOLD
from bystander.intervals.record_rate import SAID, Rate, rate_per_exposure, rate_per_trial
from bystander.quantities.record.words import uneven_rows

LEVEL = 0.95
ENOUGH = 30  # deployments from which the scatter that they show is known well enough
SCATTER = "alerts cluster as strongly as the deployments differ"


@dataclass(frozen=True, kw_only=True)
class Record:
    """Deployments with faces seen or hours, ``mean`` false alerts each; sizes from 1 to ``unequal``, geometrically."""

    deployments: int
    mean: float
    rate: float
    in_twos: bool = False
    scatter: float = 1.0
    unequal: float = 1.0
    hours: bool = False
    stops: bool = False  # people stopped, some of them by mistake, instead of faces seen

    @property
    def name(self) -> str:
        """Name it for a reader."""
        what = "stops" if self.stops else "alerts"
        how = f"{what} in twos" if self.in_twos else f"independent {what}"
        how = f"deployments differ, {self.scatter:g} times chance" if self.scatter > 1 else how
        of = "stop" if self.stops else "hour" if self.hours else "face"
        many = "people stopped by mistake" if self.stops else "false alerts"
        sizes = f", sizes 1 to {self.unequal:g}" if self.unequal > 1 else ""
        return f"{self.deployments} deployments, {self.mean:g} {many} each, {self.rate:g} a {of}{sizes}, {how}"

    @property
    def exposure(self) -> np.ndarray:
        """Faces or hours of each deployment."""
        sizes = np.geomspace(1, self.unequal, self.deployments)
        return np.asarray(np.maximum(np.round(self.mean / self.rate * sizes / sizes.mean()), 1.0))

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """Return the false alerts of each deployment."""
        expected = self.exposure * self.rate
        if self.scatter > 1:
            own = rng.gamma(expected / (self.scatter - 1), self.scatter - 1)
            return np.asarray(np.minimum(rng.poisson(own), np.inf if self.hours else self.exposure), np.int64)
        times = 2 if self.in_twos else 1
        if self.hours:
            return np.asarray(times * rng.poisson(expected / times))
        return np.asarray(times * rng.binomial((self.exposure // times).astype(np.int64), self.rate))

    def measure(self, events: np.ndarray) -> Rate:
        """Measure it as an audit does."""
        if self.hours:
            return rate_per_exposure(events.tolist(), self.exposure.tolist(), level=LEVEL)
        return rate_per_trial(events.tolist(), self.exposure.astype(int).tolist(), level=LEVEL)


WORLDS = (
    Record(deployments=1, mean=4, rate=1e-4),
    Record(deployments=20, mean=0.5, rate=1e-4),
    Record(deployments=20, mean=5, rate=0.02),
    Record(deployments=20, mean=2, rate=0.3, hours=True),
    Record(deployments=20, mean=2.4, rate=0.3, stops=True),
    Record(deployments=20, mean=4, rate=1e-4, in_twos=True),
    Record(deployments=20, mean=4, rate=0.5, in_twos=True, hours=True),
    Record(deployments=20, mean=2.4, rate=0.3, in_twos=True, stops=True),
)
"""Where one of the printed intervals is exact: it must hold."""

DIFFER = (
    Record(deployments=30, mean=4, rate=1e-4, scatter=2),
    Record(deployments=30, mean=4, rate=1e-4, scatter=4),
    Record(deployments=100, mean=2, rate=1e-4, scatter=3, unequal=20),
    Record(deployments=10, mean=5, rate=0.5, scatter=3, hours=True),
    Record(deployments=6, mean=5, rate=1e-4, scatter=3),
)
"""Where deployments differ, and how much is measured on the same counts."""


def held(world: Record, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often each printed interval holds the true rate, of the trials in which it is printed."""
    found: dict[str, list[bool]] = {}
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        events = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        rate = world.measure(events)
        found.setdefault(TOLD, []).append(rate.estimate.low <= world.rate <= rate.estimate.high)
        if world in DIFFER:
            said = uneven_rows(world.exposure, rate.shown)
            found.setdefault(FLAGGED, []).append(bool(said))
        for row in rate.sensitivity:
            found.setdefault(row.assumption, []).append(row.low <= world.rate <= row.high)
    return {what: float(np.mean(said)) for what, said in found.items()}


def required(world: Record, what: str) -> float | None:
    """Return the least share that is required: of an exact interval, and of the one that is told."""
    if world in DIFFER:
        known = world.deployments >= ENOUGH
        return 0.93 if what in {SCATTER, TOLD} and known else None
    if what == TOLD and not world.in_twos:
        return 0.93
    return 0.95 if what == SAID[2.0 if world.in_twos else 1.0] else None
