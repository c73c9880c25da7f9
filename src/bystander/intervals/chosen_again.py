"""What two systems would miss in another trial, where each of them chooses its threshold anew for a target.

People are drawn again, many times (:mod:`bystander.intervals.resampling`), with the same weights for both systems: a
trial of two people counts as often as the product of their weights. In every replicate each system's threshold is the
smallest attainable one whose weighted false matches (or alerts) are at or below the target, and it misses the weighted
trials below that. The difference of the two, and the logarithm of their ratio, so move as they would in another trial,
also where the curve is no line and a few people move it far.

Half of the replicates are drawn with the people in the order of what they did in the first system, half in that of the
second: swapping the systems mirrors every replicate, and nobody's name plays a part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.resampling import REPLICATES, SEED, blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]
    Numbers = NDArray[np.float64]

STEPS = 1024  # thresholds that are tried between the highest score and the target, all of them where there are fewer
AHEAD = 64  # errors beyond twice the allowed number that are looked at first
MOST_ERRORS = 1 << 15  # allowed at the target: with more, replicates would take longer than reading the trial
MOST_BEYOND = 0.01  # share of replicates whose threshold may lie below the scores that are kept
RAREST = 0.005  # replicates that are rarer are not read off: with 2,000 of them, 10 on either side
ROUNDING = 1e-12
HEAVIEST = 64  # what a trial of two people can count: no weight of a person is above 8
_CELLS = 1 << 22  # weights that are in memory together


@dataclass(frozen=True, kw_only=True, eq=False)
class ChosenAgain:
    """A system's trial, as far as it decides where the threshold falls and whom it misses.

    ``target``: the rate of errors in non-mated trials that the threshold may reach.
    ``first``, ``second``: the people of the non-mated trials by falling score, ``second`` None for trials of one
    person. ``ends``: how many of those trials each distinct score, from the highest down, lets through; ``whole``:
    whether they reach the lowest score. ``misses``: mated trials that are rejected where none, the first, the second
    ... of those scores are let through. ``mated``: the people of the mated trials by rising score. ``trials``:
    non-mated trials by person. ``kind``: a number by person, the same for people who did the same, in an order that no
    name decides, and -1 for those who are not there. People are codes of all systems.
    """

    first: Codes
    second: Codes | None
    ends: Codes
    misses: Codes
    mated: Codes
    trials: Codes
    kind: Codes
    whole: bool
    target: float = 0.0

    @cached_property
    def allowed(self) -> float:
        """How many errors the target allows in the trial itself."""
        return self.target * float(self.trials.sum()) / (1 if self.second is None else 2)

    @cached_property
    def _tried(self) -> Codes:
        """The places in ``ends`` of the thresholds that are tried: fine enough for the target, few enough to hold."""
        step = max(self.allowed / STEPS, 1.0)
        return np.flatnonzero(np.diff(np.floor(self.ends / step), append=np.inf))

    def missed(self, weight: NDArray[np.uint8]) -> Numbers:
        """Return the rate of misses in every replicate: (replicates,) from weights (people, replicates).

        NaN where the threshold lies below all that is kept, or no mated trial was drawn (0/0).
        """
        most = self.target * (1 + ROUNDING) * self._compared(weight)
        tried, ends = self._tried, self.ends[self._tried]
        reach = int(np.searchsorted(ends, 2 * self.allowed + AHEAD)) + 1
        while True:
            let = _along(weight, self.first, self.second, ends[:reach])
            through = np.count_nonzero(let <= most, axis=0)
            if reach >= len(ends) or bool((through < len(let)).all()):
                break
            reach *= 2
        chosen = np.append(tried, -1)[through - 1] + 1  # -1: none is let through
        wanted, at = np.unique(self.misses[chosen], return_inverse=True)
        lost = _along(weight, self.mated, None, wanted)[at.ravel(), np.arange(weight.shape[1])]
        of = _along(weight, self.mated, None, np.array([len(self.mated)]))[0]
        beyond = (through == len(ends)) & (not self.whole)
        return np.where(beyond | (of == 0), np.nan, lost / np.where(of > 0, of, 1.0))

    def _compared(self, weight: NDArray[np.uint8]) -> Numbers:
        """Return the weighted number of non-mated trials, as if everybody met everybody as often as their trials allow.

        Exact where everybody is compared with everybody, as often, and for trials of one person.
        """
        m = self.trials.astype(np.float64)
        total = m @ weight
        if self.second is None:
            return np.asarray(total, np.float64)
        squares = (m * m) @ (weight.astype(np.float64) ** 2)
        return np.asarray(m.sum() / 2 * (total**2 - squares) / (m.sum() ** 2 - m @ m), np.float64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Redrawn:
    """What the replicates came to, ascending: the second system's rate less the first's, and the log of their ratio.

    Infinite in the logarithm where one of the two missed nobody; replicates in which neither did are left out of it.
    """

    difference: Numbers
    log: Numbers


def redrawn(a: ChosenAgain, b: ChosenAgain) -> Redrawn | None:
    """Draw the people of two systems again.

    None where more than ``MOST_ERRORS`` are allowed, or thresholds too often lie below the scores that are kept.
    """
    if max(a.allowed, b.allowed) > MOST_ERRORS:
        return None
    people = np.flatnonzero((a.kind >= 0) | (b.kind >= 0))
    found: list[Numbers] = []
    for one, other in ((a, b), (b, a)):
        order = people[np.lexsort((other.kind[people], one.kind[people]))]
        for _, drawn in blocks(len(order), seed=SEED, replicates=REPLICATES // 2):
            weight = np.zeros((len(a.kind), drawn.replicates), np.uint8)
            weight[order] = drawn.weight[:, : drawn.replicates]
            found.append(np.stack([a.missed(weight), b.missed(weight)]))
    first, second = np.concatenate(found, axis=1)
    known = ~np.isnan(first + second)
    if np.mean(~known) > MOST_BEYOND:
        return None
    first, second = first[known], second[known]
    some = (first > 0) | (second > 0)
    with np.errstate(divide="ignore"):
        log = np.log(second[some]) - np.log(first[some])
    return Redrawn(difference=np.sort(second - first), log=np.sort(log))


def reaches(ordered: Numbers, value: float, tail: float) -> tuple[float, float]:
    """Return how far replicates reach below and above a value, each with a chance of ``tail``; mirrored exactly."""
    if not len(ordered):
        return 0.0, 0.0
    place = max(int(tail * (len(ordered) + 1)) - 1, 0)
    return max(value - float(ordered[place]), 0.0), max(float(ordered[-1 - place]) - value, 0.0)


def _along(weight: NDArray[np.uint8], first: Codes, second: Codes | None, ends: Codes) -> Codes:
    """Return the weights of the first ``ends[k]`` trials, ascending ends: (len(ends), replicates)."""
    last = int(ends[-1])
    small = last * HEAVIEST < 2**31
    total = np.zeros((len(ends), weight.shape[1]), np.int32 if small else np.int64)
    carried = np.zeros(weight.shape[1], total.dtype)
    step = max(_CELLS // weight.shape[1], 1)
    for start in range(0, last, step):
        stop = min(start + step, last)
        counted = weight[first[start:stop]]
        if second is not None:
            counted *= weight[second[start:stop]]
        run = np.cumsum(counted, axis=0, dtype=total.dtype)
        inside = (ends > start) & (ends <= stop)
        total[inside] = carried + run[ends[inside] - start - 1]
        carried += run[-1]
    return total
