"""How sure a rate is at every threshold of its curve: KG-t for all of them at once (METHODS 1.4).

What ``clusters`` and ``kg_t`` do for one rate is done here as errors are counted further and further down the scores,
so that no threshold begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

from bystander.intervals import kg_t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.intervals.uneven_tries import EachOnce

    Counts = NDArray[np.int64]
    Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How sure a rate is at K thresholds; arrays of length K.

    ``deff``, ``inflation``, ``df``: as in ``kg_t.KGt`` at a level, df NaN where nobody has any excess. ``used``: the
    variance behind KG-t, p(1-p)/T times both; ``drawn``: Var* of the replicates. Both are 0 where nothing but errors,
    or none, were seen, and ``drawn`` also where everybody has the same rate.
    """

    deff: Numbers
    inflation: Numbers
    df: Numbers
    used: Numbers
    drawn: Numbers

    @property
    def scale(self) -> Numbers:
        """What deviations are multiplied by; 0 where they are all 0."""
        known = self.drawn > 0
        return np.sqrt(np.where(known, self.used / np.where(known, self.drawn, 1.0), 0.0))


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What the spread is made of, at every threshold."""

    second: Numbers  # sum of psi squared
    fourth: Numbers
    variance: Numbers  # the larger of V_U and V_L
    drawn: Numbers  # Var* times the squared number of trials


class Excess:
    """The errors of each person as ever more are counted, beyond what a rate makes of their trials.

    Whole numbers are held as floats, which are multiplied and subtracted in place: there may be many people, and many
    thresholds. ``squared``: the sum of the squared errors; k errors more of somebody with b add k (b + (b + k)).
    """

    def __init__(self, trials: Counts) -> None:
        self._trials, self._errors = trials.astype(np.float64), np.zeros(len(trials))
        self._room, self._counted, self.squared = np.empty(len(trials)), 0, 0

    def count(self, end: int, *sides: NDArray[np.integer]) -> None:
        """Count the errors up to the one at ``end``, each for its person of every side."""
        for side in sides:
            more = side[self._counted : end]
            before = self._errors[more]
            np.add.at(self._errors, more, 1.0)
            self.squared += int((before + self._errors[more]).astype(np.int64).sum())
        self._counted = end

    def moments(self, p: float) -> tuple[float, float]:
        """Return the sums of the squared, and of the fourth powers of, the errors beyond those of a rate."""
        room = self._room
        np.multiply(self._trials, p, out=room)
        np.subtract(self._errors, room, out=room)
        np.multiply(room, room, out=room)
        second = float(room.sum())
        np.multiply(room, room, out=room)
        return second, float(room.sum())


def spread_of(
    p: Numbers, trials: float, sums: Sums, *, floor: Numbers, level: float, pairs: Numbers | None = None,
    most: float = inf,
) -> Spread:  # fmt: skip
    """Do what ``kg_t.interval`` does, for all thresholds at once.

    ``pairs``: their variance times trials squared; ``most``: people who drive the errors.
    """
    independent = p * (1 - p) / trials
    some = independent > 0
    each = np.where(some, independent, 1.0)
    of_pairs = np.ones(len(p)) if pairs is None else np.maximum(np.where(some, pairs / trials**2 / each, 1.0), 1.0)
    deff = np.maximum(np.where(some, sums.variance / each, 1.0), np.maximum(floor, of_pairs))
    driven = sums.fourth > 0
    df = np.where(driven, np.minimum(sums.second**2 / np.where(driven, sums.fourth, 1.0), most), np.nan)
    if pairs is not None:
        deff += of_pairs * (df < kg_t.FEW_PEOPLE)
    tail = (1 - level) / 2
    t_over_z = np.where(driven, stdtrit(np.maximum(np.where(driven, df, 1.0), 1.0), tail) / ndtri(tail), 1.0)
    inflation = 1.0 + (t_over_z**2 - 1.0) * (1.0 - 1.0 / deff)
    return Spread(
        deff=deff,
        inflation=inflation,
        df=df,
        used=independent * deff * inflation,
        drawn=np.where(some, sums.drawn, 0.0) / trials**2,
    )


def drawn_out(
    spread: Spread, events: Counts, trials: int, means: Sequence[EachOnce | None], floors: Numbers, *, level: float
) -> Spread:  # fmt: skip
    """Let every threshold reach as far as people, or pairs of them, counted once, as ``kg_t.interval`` does."""
    times = np.ones(len(events))
    for row, mean in enumerate(means):
        if mean is None or not 0 < events[row] < trials:
            continue
        df, deff = None if np.isnan(spread.df[row]) else float(spread.df[row]), float(spread.deff[row])
        found = kg_t.at_deff(int(events[row]), trials, deff=deff, df=df, level=level)
        drawn = kg_t.drawn_out(found, int(events[row]) / trials, mean, level=level, icc_floor=float(floors[row]))
        times[row] = drawn.deff / deff
    return replace(spread, deff=spread.deff * times, used=spread.used * times)
