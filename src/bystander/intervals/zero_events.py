"""Upper limits when there are no errors, or when nothing may be assumed (METHODS 1.5, IV.1, V.6).

The rule of three on comparisons is wrong when people differ: with rare people prone to errors its
"95 %" limit was measured to hold 48 % of the time. Three tiers, each named for what it assumes (a fourth between the
first two is in :mod:`bystander.intervals.closest_errors`):

* Z1 *assumption-free*: Hoeffding's decoupling. Comparisons fall into sets within which nobody appears
  twice; the average over the sets has the tail of the mean of one set. Holds whatever the dependence.
* Z2 *assisted*: the design effect here is at most the largest one measured at the lower thresholds where errors
  do occur. As a rule it falls as the threshold rises; where one person owns the highest scores it does not. Where
  people differ strongly it missed in up to .73 of trials: it is a row among other assumptions, never the limit.
* Z3 *naive*: every comparison counted as independent. Shown only as what a vendor would claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1, inf, log, log1p

NEXT_TO_NOTHING = 1e-3  # trials that exclude no rate


@dataclass(frozen=True, kw_only=True)
class Free:
    """The limits of a rate that assume nothing of its trials, but that people are drawn independently of each other.

    ``sets``: number of trials that share nobody. ``others``: how many entries on the list it takes to cause an error, 0
    where nobody else causes any; ``tried``: the share of entries that are people who are tried themselves. ``spared``:
    the events are the trials without an error.

    Where people are on the list themselves, the limits are those of ``sets - others`` trials, of a rate that is smaller
    by a factor: docs/methods/zero-errors.md, *People on their own list*.
    """

    sets: int
    others: int = 0
    tried: float = 1.0
    spared: bool = False

    def upper(self, value: float, *, level: float) -> float:
        """Return the one-sided upper limit, where the rate was observed to be ``value``."""
        return 1 - self._least(1 - value, level=level) if self.spared else self._most(value, level=level)

    def lower(self, value: float, *, level: float) -> float:
        """Return the one-sided lower limit."""
        return 1 - self._most(1 - value, level=level) if self.spared else self._least(value, level=level)

    def worth(self, *, level: float) -> float:
        """Return how many independent trials without an error would have the same limit: what a crowd inherits."""
        if not self.others:
            return self.sets
        most = self._most(0.0, level=level)
        return max(log1p(-level) / log1p(-most), NEXT_TO_NOTHING) if most < 1 else NEXT_TO_NOTHING

    def _most(self, errors: float, *, level: float) -> float:
        left, share = self._left(errors)
        return min(hoeffding_upper(share, left, level=level) / self._kept, 1.0)

    def _least(self, errors: float, *, level: float) -> float:
        left, share = self._left(errors)
        return hoeffding_lower(share * self._kept, left, level=level)

    def _left(self, errors: float) -> tuple[int, float]:
        """Return how many trials have enough others before them in any order, and the errors as a share of these."""
        left = self.sets - self.others
        return left, min(errors * self.sets / left, 1.0) if left > 0 else 1.0

    @property
    def _kept(self) -> float:
        """The share of errors whose causes are not tried later, on average over all orders."""
        if not self.others or not self.tried:
            return 1.0
        return (1 - (1 - self.tried) ** (self.others + 1)) / (self.tried * (self.others + 1))


def hoeffding_upper(value: float, sets: float, *, level: float = 0.95) -> float:
    """Return Z1: the largest rate p with sets * KL(value || p) <= ln(1/(1-level)), one-sided.

    ``value``: the observed rate. ``sets``: number of trials that share nobody, see ``independent_*``.
    At value 0 it is 1 - (1-level)^(1/sets). Without any set (0/0) nothing is excluded: 1.
    """
    if sets <= 0 or value >= 1:
        return 1.0
    budget = -log1p(-level) / sets
    if value <= 0:
        return -expm1(-budget)
    inside, outside = value, 1.0
    for _ in range(200):  # bisection down to neighbouring floats; KL grows away from the observed rate
        middle = (inside + outside) / 2
        if middle in (inside, outside):
            break
        inside, outside = (middle, outside) if _divergence(value, middle) <= budget else (inside, middle)
    return outside


def hoeffding_lower(value: float, sets: float, *, level: float = 0.95) -> float:
    """Return the one-sided lower limit, the mirror image of :func:`hoeffding_upper`."""
    return 1.0 - hoeffding_upper(1.0 - value, sets, level=level)


def assisted_upper(effective_trials: float, *, level: float = 0.95) -> float:
    """Return Z2 at zero events: 1 - (1-level)^(1/n*), one-sided; 1 where n* is 0."""
    if effective_trials <= 0:
        return 1.0
    return -expm1(log1p(-level) / effective_trials)


def naive_upper(trials: float, *, level: float = 0.95) -> float:
    """Return Z3 at zero events: the rule of three, exact; shown only as a warning."""
    return assisted_upper(trials, level=level)


def independent_comparisons(
    trials: int,
    max_degree: int,
    *,
    max_multiplicity: int | None = None,
    complete_people: int | None = None,
    roles_disjoint: bool = False,
) -> int:
    """Return how many comparisons between different people can be set side by side sharing nobody.

    Comparisons are the edges of a graph of people. A proper edge colouring with c colours can be made
    equitable (de Werra 1971, McDiarmid 1972), so every colour holds at least ⌊trials/c⌋ comparisons that
    share nobody, and Hoeffding's bound holds with that number for the plain rate per comparison.
    Colours needed: the largest degree where the two sides are different people (König), largest degree +
    multiplicity otherwise (Vizing), 3/2 of the degree where the multiplicity is unknown (Shannon).

    ``trials``: comparisons. ``max_degree``: the largest number of comparisons that touch one person.
    ``max_multiplicity``: the largest number between the same two. ``complete_people``: number of people
    where every two were compared equally often, which gives the classical ⌊G/2⌋ exactly.
    0 without comparisons, at least 1 with any.
    """
    if trials == 0 or max_degree == 0:
        return 0
    if complete_people is not None:
        return complete_people // 2
    if roles_disjoint:
        colours = max_degree
    elif max_multiplicity is not None:
        colours = min(max_degree + max_multiplicity, 3 * max_degree // 2 if max_degree > 1 else 1)
    else:
        colours = 3 * max_degree // 2 if max_degree > 1 else 1
    return max(1, trials // colours)


def independent_trials(trials: int, most: int) -> int:
    """Return how many trials of one person each can be set side by side with nobody twice, ``most`` a person's most.

    The trials of a person go into different ones of ``most`` sets, as evenly as can be. Hoeffding's bound with
    ⌊trials/most⌋ then holds for the plain rate per trial; with equal numbers it is the number of people.
    0 without trials.
    """
    return trials // most if most else 0


def _divergence(value: float, rate: float) -> float:
    """Return the Kullback-Leibler divergence of two coins; infinite where one excludes what the other saw."""
    if rate >= 1:
        return inf if value < 1 else 0.0
    rest = (1 - value) * (log1p(-value) - log1p(-rate)) if value < 1 else 0.0
    return value * (log(value) - log(rate)) + rest if value > 0 else rest
