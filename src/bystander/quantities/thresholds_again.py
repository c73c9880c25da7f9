"""What it takes to choose a system's threshold again, from its tally, in codes of people that all systems share."""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.chosen_again import ChosenAgain
from bystander.quantities.people_order import kinds_of_people, places_of_searched, ranks, searched
from bystander.quantities.searches.resampling import units_of
from bystander.tally.comparisons.acceptance import cutoffs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.acceptance import Accept
    from bystander.tally.comparisons.tally import ComparisonTally
    from bystander.tally.searches.tally import SearchTally

    Codes = NDArray[np.int64]


def of_comparisons(tally: ComparisonTally, place: Codes, people: int) -> ChosenAgain | None:
    """Return it of a trial of comparisons; ``place``: the shared code of each of its people. None: nobody is named."""
    tail, m, subject = tally.tail, tally.non_mated_per_subject, tally.mated_row_subject
    if m is None or subject is None or tail.probe is None or tail.reference is None or not len(tail):
        return None
    kind = kinds_of_people(
        len(m), own=[(subject, ranks(tally.mated_row_score))], counts=[m],
        pairs=(tail.probe, tail.reference, ranks(tail.score)),
    )  # fmt: skip
    there = m > 0
    there[subject] = True
    values, counts = tail.distinct
    return ChosenAgain(
        first=place[tail.probe], second=place[tail.reference],
        ends=np.cumsum(counts[::-1]), whole=tail.floor == -inf,
        misses=_missed(tally.mated_row_score, values[::-1], tally.accept),
        mated=place[subject], trials=_spread(m, place, people),
        kind=_spread(np.where(there, kind, -1), place, people, empty=-1),
    )  # fmt: skip


def of_searches(
    tally: SearchTally, non_mated: SearchTally, place: Codes, people: int, *, rank: int | None
) -> ChosenAgain | None:  # fmt: skip
    """Return it of searches; ``non_mated``: the tally with the non-mated ones. None: somebody is unnamed."""
    units = units_of(tally, non_mated, rank=rank)
    if units is None or not len(units.best):
        return None
    first = np.unique(tally.unit, return_index=True)[1]  # whose search it is decides whose the unit is
    at, hashes = searched(tally)
    code = np.empty(len(hashes), np.int64)
    code[at[first]] = place[tally.person[first]]
    by_place = np.empty_like(code)
    by_place[places_of_searched(tally)[first]] = place[tally.person[first]]
    let = np.arange(len(units.best) + 1)
    return ChosenAgain(
        first=by_place[units.best_person], second=None, ends=units.best_end, whole=True,
        misses=units.missed[np.minimum(let + units.strict, len(units.best))], mated=by_place[units.mate_person],
        trials=_spread(units.non_mated, by_place, people),
        kind=_spread(np.unique(hashes, return_inverse=True)[1].ravel(), code, people, empty=-1),
    )  # fmt: skip


def _missed(mated: NDArray[np.float64], falling: NDArray[np.float64], accept: Accept) -> Codes:
    """Return how many mated scores, rising, are rejected where none, one, two ... of the falling ones are let through.

    The threshold that lets none of them through is just above the highest where it accepts what equals it, else the
    highest.
    """
    if accept == "ge":
        thresholds = np.append(nextafter(float(falling[0]), inf), falling)
    else:
        thresholds = np.append(falling, falling[-1])
    return np.searchsorted(mated, cutoffs(thresholds, accept), side="left").astype(np.int64)


def _spread(values: Codes, place: Codes, people: int, *, empty: int = 0) -> Codes:
    spread = np.full(people, empty, np.int64)
    spread[place] = values
    return spread
