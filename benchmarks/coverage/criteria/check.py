"""A measured figure, what is required of it, and how sure the measurement itself is.

A required range is widened by the chance error of the simulation: 2 sqrt(.95 * .05 / R) for a coverage, twice its own
standard error for V2.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from benchmarks.coverage.measure import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.coverage.begun import Begun
    from benchmarks.coverage.measure import Measurement
    from benchmarks.coverage.settings import Setting

Found = TypeVar("Found")


class Named(Protocol):
    """A world, whatever it is of."""

    @property
    def name(self) -> str:
        """Its name, which no other world has."""


@dataclass(frozen=True)
class Effort:
    """How much work: replicates a setting, the seed, and processes."""

    reps: int
    seed: int
    workers: int = 1
    begun: Begun | None = None  # where worlds are kept as they become known

    def share(self, of: int) -> Effort:
        """Return the effort for worlds that take one ``of`` so many replicates, at least one."""
        return replace(self, reps=max(1, self.reps // of))

    def on(self, chosen: Sequence[Setting], *, factor: int = 1, variance_only: bool = False) -> list[Measurement]:
        """Measure the chosen settings."""
        return measure(
            chosen, reps=self.reps * factor, seed=self.seed, workers=self.workers, variance_only=variance_only
        )

    def each(self, held: Callable[..., Found], worlds: Sequence[Named]) -> list[Found]:
        """Put the same question to every world, but to those whose answer is kept; worker processes share them out."""
        task = partial(held, reps=self.reps, seed=self.seed)
        if self.begun is None:
            return list(self._asked(task, worlds))
        # the whole world: two may have one name, as a reader is told of both together
        keys = [(held.__module__, held.__name__, repr(world), self.reps, self.seed) for world in worlds]
        known = self.begun.known()
        missing = [(key, world) for key, world in zip(keys, worlds, strict=True) if key not in known]
        for (key, _), found in zip(missing, self._asked(task, [world for _, world in missing]), strict=True):
            self.begun.keep(key, found)
            known[key] = found
        return [cast("Found", known[key]) for key in keys]

    def _asked(self, task: Callable[[Named], Found], worlds: Sequence[Named]) -> Iterator[Found]:
        """Answer for each world in turn, as soon as it is known."""
        if self.workers == 1:
            yield from map(task, worlds)
            return
        with ProcessPoolExecutor(self.workers) as pool:
            yield from pool.map(task, worlds)


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
