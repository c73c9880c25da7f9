"""A measured figure, what is required of it, and how sure the measurement itself is.

A required range is widened by the chance error of the simulation: 2 sqrt(.95 * .05 / R) for a coverage, twice its own
standard error for V2.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, TypeVar

from benchmarks.coverage.measure import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.coverage.measure import Measurement
    from benchmarks.coverage.settings import Setting

Found = TypeVar("Found")


@dataclass(frozen=True)
class Effort:
    """How much work: replicates a setting, the seed, and processes."""

    reps: int
    seed: int
    workers: int = 1

    def on(self, chosen: Sequence[Setting], *, factor: int = 1, variance_only: bool = False) -> list[Measurement]:
        """Measure the chosen settings."""
        return measure(
            chosen, reps=self.reps * factor, seed=self.seed, workers=self.workers, variance_only=variance_only
        )

    def each(self, held: Callable[..., Found], worlds: Sequence[object]) -> list[Found]:
        """Put the same question to every world; the worker processes share out the worlds."""
        task = partial(held, reps=self.reps, seed=self.seed)
        if self.workers == 1:
            return [task(world) for world in worlds]
        with ProcessPoolExecutor(self.workers) as pool:
            return list(pool.map(task, worlds))


@dataclass(frozen=True)
class Check:
    """One measured figure; `passed` is None where nothing is required of it."""

    criterion: str
    setting: str
    what: str
    measured: float
    error: float
    low: float | None = None
    high: float | None = None
    tolerance: float = 0.0
    median_df: float | None = None

    @property
    def passed(self) -> bool | None:
        """Say whether the figure lies in the required range, widened by the tolerance."""
        if self.low is None and self.high is None:
            return None
        above = self.low is None or self.measured >= self.low - self.tolerance
        return above and (self.high is None or self.measured <= self.high + self.tolerance)


def as_share(
    criterion: str, setting: str, what: str, share: float, reps: int,
    *, least: float | None = None, most: float | None = None,
) -> Check:  # fmt: skip
    """Return a share of ``reps`` replicates with its error, and what is required of it."""
    reps = max(reps, 1)
    middle = (share * reps + 0.5) / (reps + 1)  # a share of 0 or 1 is not known without error either
    error, tolerance = sqrt(middle * (1 - middle) / reps), 2 * sqrt(0.95 * 0.05 / reps)
    return Check(criterion, setting, what, share, error, least, most, tolerance)


def as_coverage(
    criterion: str,
    found: Measurement,
    what: str,
    least: float | None,
    most: float | None,
    *,
    low: str | None = None,
    high: str | None = None,
) -> Check:
    """Return how often limits held the truth."""
    share = found.share(low, high)
    return _check(criterion, found, what, share, least=least, most=most)


def as_miss(criterion: str, found: Measurement, what: str, most: float | None, *, high: str) -> Check:
    """Return how often the truth lay above an upper limit."""
    return _check(criterion, found, what, 1 - found.share(None, high), least=None, most=most)


def _check(
    criterion: str, found: Measurement, what: str, share: float, *, least: float | None, most: float | None
) -> Check:
    check = as_share(criterion, found.name, what, share, found.reps, least=least, most=most)
    return replace(check, median_df=found.median_df)
