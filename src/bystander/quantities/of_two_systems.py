"""The sides of a comparison, from the tallies of two systems: errors by person in codes that both share.

``place``: for each code of a system's own people, the code that all systems share. A rate at a threshold that was
chosen for a target takes along how it moves with the rate that was matched (:class:`bystander.intervals.sides.Wobble`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from math import ceil, floor, inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.covariance import ByPerson, Caused, PairCounts
from bystander.intervals.sides import Side, Wobble
from bystander.intervals.single_trials import SingleTrials
from bystander.kernels.distinct import distinct
from bystander.quantities.comparisons.fmr import false_match_rate
from bystander.quantities.comparisons.fnmr import false_non_match_rate
from bystander.quantities.comparisons.pairs_once import pairs_once
from bystander.quantities.searches.fnir import false_negative_identification_rate
from bystander.quantities.searches.fpir import false_positive_identification_rate, threshold_for
from bystander.quantities.searches.of_searches import Cause
from bystander.quantities.thresholds_again import of_comparisons, of_searches
from bystander.tally.comparisons.acceptance import allowed_errors, cutoff

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bystander.evidence.people.single_trials import KeyedScores, KeyedUnits
    from bystander.intervals.chosen_again import ChosenAgain
    from bystander.intervals.uneven_pairs import PairsOnce
    from bystander.tally.comparisons.tally import ComparisonTally
    from bystander.tally.searches.tally import SearchTally

SPREADS = 2.0  # standard deviations of the number of false matches, as if independent, that a slope is taken over


def around(target: float, trials: int) -> tuple[float, float]:
    """Return the rates below and above a target between which the slope of the step curve is taken.

    They are ``SPREADS`` standard deviations of the errors there away, as far as the threshold may well move; in the
    middle of two counts, so that no rounding decides between them.
    """
    errors = allowed_errors(target, trials)
    beyond = SPREADS * sqrt(errors)
    low, high = max(floor(errors - beyond), 0), ceil(errors + beyond)
    return low / trials if low == 0 else (low + 0.5) / trials, min((high + 0.5) / trials, 1.0)


def _slope(missed: float, matched: float) -> float | None:
    """Return by how much misses fall as errors of the matched kind rise; None where these do not rise: a step."""
    return missed / matched if matched > 0 else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparisons:
    """A system's tally of comparisons; ``place`` is None where its people cannot be told, ``people`` their number.

    ``mated``: its mated comparisons one by one, None where they are not known so.
    """

    tally: ComparisonTally
    place: NDArray[np.int64] | None
    people: int
    mated: KeyedScores | None = None

    def fmr(self, threshold: float) -> Side:
        """Return the FMR at a threshold. Raises ValueError without non-mated comparisons (0/0)."""
        counts = self._false_matches(threshold)
        return Side(
            events=self.tally.false_matches(threshold),
            trials=self.tally.non_mated_total,
            alone=lambda level: false_match_rate(self.tally, threshold, level=level),
            counts=None if counts is None else replace(counts, once=self._once),
        )

    def fnmr(self, threshold: float, *, target: float | None = None) -> Side:
        """Return the FNMR at a threshold, which was chosen for a target FMR where that is given; ValueError at 0/0."""
        x = self._of_mated(self.tally.mated_errors(threshold).x)
        k = self._of_mated(self.tally.mated_errors(-inf).k)
        return Side(
            events=self.tally.false_non_matches(threshold),
            trials=self.tally.mated_total,
            alone=lambda level: false_non_match_rate(self.tally, threshold, level=level),
            counts=None if x is None or k is None else ByPerson(errors=x, trials=k, single=self._single(threshold)),
            wobble=None if target is None else self._wobble(threshold, target),
        )

    @property
    def compared(self) -> NDArray[np.int64] | None:
        """Non-mated comparisons by person."""
        return self._spread(self.tally.non_mated_per_subject)

    @property
    def mated_trials(self) -> NDArray[np.int64] | None:
        """Mated comparisons by person."""
        return self._of_mated(self.tally.mated_errors(-inf).k)

    def _single(self, threshold: float) -> SingleTrials | None:
        if self.mated is None or len(self.mated.key) != self.tally.mated_total:
            return None
        return SingleTrials(key=self.mated.key, wrong=self.mated.score < cutoff(threshold, self.tally.accept))

    @cached_property
    def _once(self) -> PairsOnce | None:
        once = None if self.place is None else pairs_once(self.tally)
        return None if once is None or self.place is None else once.placed(self.place, self.people)

    @cached_property
    def _again(self) -> ChosenAgain | None:
        return None if self.place is None else of_comparisons(self.tally, self.place, self.people)

    def _wobble(self, threshold: float, target: float) -> Wobble | None:
        matched = self._false_matches(threshold)
        few, many = around(target, self.tally.non_mated_total)
        if matched is None or not (self.tally.reaches(few) and self.tally.reaches(many)):
            return None
        near, far = self.tally.operating_point(few), self.tally.operating_point(many)
        missed = (near.false_non_matches - far.false_non_matches) / self.tally.mated_total
        return Wobble(
            slope=_slope(missed, far.achieved - near.achieved), matched=matched,
            again=None if self._again is None else replace(self._again, target=target),
        )  # fmt: skip

    def _false_matches(self, threshold: float) -> ByPerson | None:
        errors = self.tally.non_mated_errors(threshold)
        d, m = self._spread(errors.d), self._spread(errors.m)
        if d is None or m is None or self.place is None:
            return None
        pairs, tail, at = None, self.tally.tail, cutoff(threshold, self.tally.accept)
        if at >= tail.floor and tail.probe is not None and tail.reference is not None:
            n = tail.at_or_above(at)
            pairs = PairCounts.of(self.place[tail.probe[:n]], self.place[tail.reference[:n]])
        return ByPerson(errors=d, trials=m, ends=2, qc=errors.qc or 0, qn=errors.qn or 0, pairs=pairs)

    def _spread(self, by_code: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
        if by_code is None or self.place is None:
            return None
        out = np.zeros(self.people, np.int64)
        out[self.place] = by_code
        return out

    def _of_mated(self, by_subject: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
        """Spread counts of mated people, who come in ascending order of their codes."""
        if by_subject is None or self.place is None or self.tally.mated_row_subject is None:
            return None
        out = np.zeros(self.people, np.int64)
        out[self.place[distinct(self.tally.mated_row_subject)]] = by_subject
        return out


@dataclass(frozen=True, kw_only=True, eq=False)
class SearchesOfSystem:
    """A system's tally of searches, and of its non-mated ones, which may be made by leaving the mate out.

    ``units``: which search is which in other systems, None where that cannot be told.
    """

    tally: SearchTally
    non_mated: SearchTally
    place: NDArray[np.int64] | None
    people: int
    rank: int | None = None
    units: KeyedUnits | None = None

    def fpir(self, threshold: float) -> Side:
        """Return the FPIR at a threshold. Raises ValueError without non-mated searches (0/0)."""
        alerts, person = self.non_mated.of_units(self.non_mated.alerts(threshold), self.non_mated.non_mated)
        alone = partial(false_positive_identification_rate, self.non_mated, threshold)
        which = self.non_mated.unit[self.non_mated.non_mated]
        side = self._side(alerts, person, which, lambda level: alone(level=level))
        cause = Cause.of(self.non_mated, self.non_mated.non_mated)
        if side.counts is None or self.place is None or not cause.tried(person):
            return side
        # codes of people and of entries are of one kind, so both are put in those that the systems share
        entry = np.append(self.place, -1)[np.maximum(cause.entry[alerts], -1)]
        return replace(side, counts=replace(side.counts, caused=Caused.of(self.place[person[alerts]], entry)))

    def fnir(self, threshold: float, *, target: float | None = None) -> Side:
        """Return the FNIR at a threshold, which was chosen for a target FPIR where that is given; ValueError at 0/0."""
        misses, person = self._misses(threshold)
        alone = partial(false_negative_identification_rate, self.tally, threshold, rank=self.rank)
        wobble = None if target is None else self._wobble(threshold, target)
        which = self.tally.unit[self.tally.mated]
        return self._side(misses, person, which, lambda level: alone(level=level), wobble)

    def _misses(self, threshold: float) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
        hits, person = self.tally.of_units(self.tally.hits(threshold, self.rank), self.tally.mated)
        return ~hits, person

    def _wobble(self, threshold: float, target: float) -> Wobble | None:
        matched = self.fpir(threshold).counts
        if matched is None:
            return None
        near, far = (threshold_for(self.non_mated, rate) for rate in around(target, matched.total))
        missed = [int(np.count_nonzero(self._misses(t.threshold)[0])) for t in (near, far)]
        rate = (missed[0] - missed[1]) / len(self._misses(threshold)[0])
        return Wobble(
            slope=_slope(rate, far.achieved - near.achieved), matched=matched,
            again=None if self._again is None else replace(self._again, target=target),
        )  # fmt: skip

    @cached_property
    def _again(self) -> ChosenAgain | None:
        if self.place is None:
            return None
        return of_searches(self.tally, self.non_mated, self.place, self.people, rank=self.rank)

    def _side(
        self, errors: NDArray[np.bool_], person: NDArray[np.int32], units: NDArray[np.int64],
        alone: Callable[[float], object], wobble: Wobble | None = None,
    ) -> Side:  # fmt: skip
        counts = None
        if self.place is not None and not bool((person < 0).any()):
            where = self.place[person]
            counts = ByPerson(
                errors=np.bincount(where[errors], minlength=self.people).astype(np.int64),
                trials=np.bincount(where, minlength=self.people).astype(np.int64),
                single=None if self.units is None else SingleTrials.of(self.units.of_units(distinct(units)), errors),
            )
        return Side(
            events=int(np.count_nonzero(errors)), trials=len(errors), alone=alone, counts=counts, wobble=wobble,  # type: ignore[arg-type]
        )  # fmt: skip
