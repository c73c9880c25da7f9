"""What may be asked of a study, the same for every kind of trial: levels, targets, seeds, and what comes of them.

A ladder of targets is what a study asks for where the user names none; the point of its verdict is chosen from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from bystander.errors import UsageError
from bystander.intervals.resampling import REPLICATES, SEED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.tally.comparisons.acceptance import Accept

FEWEST_REPLICATES, MOST_REPLICATES = 200, 100_000


def check_level(level: float) -> None:
    """Raise UsageError for a confidence level that is none."""
    if not 0.5 < level < 1:
        raise UsageError(f"a confidence level lies between 0.5 and 1, so {level} cannot be one; 95 % is written 0.95")


def check_targets(targets: Sequence[float], rate: str) -> None:
    """Raise UsageError for a target that no rate can have; ``rate``: what is asked for, "false match rate"."""
    for target in targets:
        if not 0 < target <= 1:
            raise UsageError(f"a target {rate} lies between 0 and 1, so {target} cannot be one; 0.1 % is written 0.001")


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """How everything at random is drawn: ``replicates`` of the bootstrap (0: none) from a ``seed``.

    Raises UsageError for a seed that no generator takes, or for too few replicates to make an interval, or too many.
    """

    seed: int = SEED
    replicates: int = REPLICATES

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**63:
            raise UsageError(f"a seed is a whole number from 0 to 2^63 - 1, so {self.seed} cannot be one")
        if self.replicates != 0 and not FEWEST_REPLICATES <= self.replicates <= MOST_REPLICATES:
            raise UsageError(
                f"an interval needs {FEWEST_REPLICATES} to {MOST_REPLICATES:,} replicates, so {self.replicates} cannot "
                "be their number; 0 means none"
            )


class Reached(Protocol):
    """A point on a curve at which a target is reached."""

    @property
    def target(self) -> float | None:
        """The target; None where the point is none's."""
        ...


Point = TypeVar("Point", bound=Reached)


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The rates of false matches, or of false alerts, that are asked for where a user names none.

    ``usual``: from the easiest down. ``main``: the one that a verdict is about, where the trial can support it.
    """

    usual: tuple[float, ...]
    main: float

    def rungs(self, trials: int) -> tuple[float, ...]:
        """Return the usual targets that so many trials can speak about, and the first that they cannot."""
        within = [x for x in self.usual if x * trials >= 1]
        return self.usual[: len(within) + 1] if trials else ()

    def chosen(self, given: Sequence[Point], reached: Sequence[Point], last: Point | None = None) -> Point | None:
        """Return the point of the verdict: the user's threshold, else the usual target, else the nearest to it.

        ``last``: the point to fall back to, where neither a threshold was given nor a target reached.
        """
        if given:
            return given[0]
        usual = [point for point in reached if (point.target or 0) >= self.main]
        return usual[-1] if usual else (reached[0] if reached else last)


def attainable(target: float, trials: int) -> bool:
    """Return whether a trial is large enough to show a rate at all: one event of so many trials."""
    return trials > 0 and Fraction(str(target)) >= Fraction(1, trials)


def sign_of(accept: Accept, *, distance: bool) -> Literal[">=", ">", "<=", "<"]:
    """Return the sign between score and threshold."""
    if distance:
        return "<=" if accept == "ge" else "<"
    return ">=" if accept == "ge" else ">"


def finite(values: Sequence[float]) -> tuple[float, ...]:
    """Return numbers in order, each once, without those that are none: findings hold no NaN and no infinity."""
    return tuple(sorted({float(v) for v in values if isfinite(v)}))
