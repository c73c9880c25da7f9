"""The tally of a trial: exact counts, small, and enough for every rate, threshold and interval."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.distinct import distinct
from bystander.tally.comparisons.acceptance import Accept, Failures, allowed_errors, cutoff, cutoffs
from bystander.tally.comparisons.crossing import AtMost
from bystander.tally.comparisons.in_tail import crossings_in_tail, errors_in_tail, next_non_mated
from bystander.tally.comparisons.points import DetVertices, EqualErrorRate, OperatingPoint, PairErrors, SubjectErrors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bystander.tally.comparisons.crossing import Crossing
    from bystander.tally.comparisons.points import PairGraph, ScoreHistogram
    from bystander.tally.comparisons.tail import Tail

SPARSE = 16  # codes to a comparison, from which on it takes less to sort comparisons than to count by code


@dataclass(frozen=True, kw_only=True, eq=False)
class ComparisonTally:
    """Counts of a trial under one acceptance rule and one failure policy.

    Denominators follow the policy: ``mated_total`` and ``non_mated_total`` include failed comparisons with
    "fold" and leave them out with "exclude"; ``mated_failed`` and ``non_mated_failed`` count them always,
    ``mated_failed_subject`` has the subject of each failed mated comparison.

    ``mated_scores``: distinct finite mated scores, ascending float64, ``mated_counts`` of each;
    ``non_mated_at_or_above[j]``: int64, non-mated comparisons accepted at the threshold ``mated_scores[j]``
    under the acceptance rule; None in a tally made without its curve. ``mated_row_score`` and
    ``mated_row_subject``: every mated comparison of the denominator, ascending, failed ones -inf.
    Ranges are None where there is no finite score. ``subjects``, ``non_mated_per_subject`` (m of METHODS
    1.2, int64), and ``graph`` are None where the evidence has no identifiers.
    """

    accept: Accept
    failures: Failures
    subjects: int | None
    mated_total: int
    non_mated_total: int
    mated_failed: int
    mated_failed_subject: NDArray[np.int32] | None
    non_mated_failed: int
    mated_scores: NDArray[np.float64]
    mated_counts: NDArray[np.int64]
    non_mated_at_or_above: NDArray[np.int64] | None
    mated_row_score: NDArray[np.float64]
    mated_row_subject: NDArray[np.int32] | None
    mated_min: float | None
    mated_max: float | None
    non_mated_min: float | None
    non_mated_max: float | None
    score_histogram: ScoreHistogram | None
    non_mated_per_subject: NDArray[np.int64] | None
    tail: Tail
    graph: PairGraph | None
    counted: Mapping[float, int]  # non-mated comparisons at or above cutoffs that were asked for
    errors_below_tail: Mapping[float, PairErrors]  # by cutoff
    crossings: Mapping[float, Crossing]  # by target
    eer_crossing: Crossing | None
    clusters: int | None = None  # codes below it are clusters of people, those from it on their kin (``clustered``)

    @property
    def tail_floor(self) -> float:
        """The lowest cutoff from which the tail is complete; -inf: everywhere."""
        return self.tail.floor

    @property
    def pairs(self) -> int | None:
        """Distinct unordered pairs of subjects compared, or None where not counted exactly."""
        return None if self.graph is None else self.graph.pairs

    @property
    def max_pair_degree(self) -> int | None:
        """The largest number of other subjects that one subject is compared with, or None."""
        return None if self.graph is None else self.graph.max_pair_degree

    @property
    def complete(self) -> bool | None:
        """Whether every two subjects are compared, or None where not known."""
        return None if self.graph is None else self.graph.complete

    @property
    def roles_disjoint(self) -> bool | None:
        """Whether no subject is both probe and reference in non-mated comparisons, or None."""
        return None if self.graph is None else self.graph.roles_disjoint

    @property
    def probes(self) -> NDArray[np.bool_] | None:
        """Which subjects are probes in non-mated comparisons, where no subject is both; otherwise None."""
        if self.graph is None or not self.graph.roles_disjoint or self.graph.as_probe is None:
            return None
        return self.graph.as_probe > 0

    @property
    def max_multiplicity(self) -> int | None:
        """The most comparisons of one pair of subjects, or None where not counted exactly."""
        return None if self.graph is None else self.graph.max_multiplicity

    @property
    def score_range(self) -> tuple[float, float] | None:
        """Smallest and largest finite score of all comparisons, or None where there is none."""
        ends = [x for x in (self.mated_min, self.mated_max, self.non_mated_min, self.non_mated_max) if x is not None]
        return (min(ends), max(ends)) if ends else None

    def false_non_matches(self, threshold: float) -> int:
        """Return the mated comparisons that are not accepted at a threshold; any threshold."""
        return int(np.searchsorted(self.mated_row_score, cutoff(threshold, self.accept), side="left"))

    def false_matches(self, threshold: float) -> int:
        """Return the non-mated comparisons that are accepted at a threshold.

        Any threshold in the tail, any mated score, and those asked for; otherwise ValueError.
        """
        at = cutoff(threshold, self.accept)
        if at >= self.tail.floor:
            return self.tail.at_or_above(at)
        if at in self.counted:
            return self.counted[at]
        place = int(np.searchsorted(self.mated_scores, threshold))
        known = self.non_mated_at_or_above
        if known is not None and place < len(known) and self.mated_scores[place] == threshold:
            return int(known[place])
        message = f"false matches at threshold {threshold} were not counted: ask for it with thresholds="
        raise ValueError(message)

    def reaches(self, target: float) -> bool:
        """Return whether the threshold of a target is known: asked for with the tally, or in the tail."""
        if not self.non_mated_total or self.score_range is None or float(target) in self.crossings:
            return True
        condition = AtMost(allowed_errors(target, self.non_mated_total))
        return crossings_in_tail([condition], self.tail, self.mated_row_score)[0] is not None

    def operating_point(self, target: float) -> OperatingPoint:
        """Return the smallest attainable threshold with a false match rate at or below ``target``.

        Attainable thresholds are the distinct scores of non-mated comparisons, at which alone the FMR steps,
        and the one just above the largest (under "score > T": just below the smallest), compared exactly,
        never interpolated; where every non-mated comparison failed, the lowest score. ValueError: there are
        no non-mated comparisons, no finite score, or the target was neither asked for nor in the tail.
        """
        total, ends = self.non_mated_total, self.score_range
        if total == 0 or ends is None:
            message = "there is no threshold without a non-mated comparison that has a score"
            raise ValueError(message)
        crossing = self.crossings.get(float(target))
        if crossing is None:
            condition = AtMost(allowed_errors(target, total))
            found = crossings_in_tail([condition], self.tail, self.mated_row_score)[0]
            if found is None:
                message = f"the threshold of target {target} lies below the tail: ask for it with targets="
                raise ValueError(message)
            crossing = replace(found, above=next_non_mated(found.accepted_above, self.tail))
        lowest = ends[0] if self.non_mated_min is None else self.non_mated_min
        above_all = lowest if self.non_mated_max is None else nextafter(self.non_mated_max, inf)
        if self.accept == "ge":
            threshold = above_all if crossing.above is None else crossing.above
        else:
            threshold = nextafter(lowest, -inf) if crossing.below is None else crossing.below
        higher = crossing.accepted_below
        return OperatingPoint(
            target=float(target),
            threshold=threshold,
            false_matches=crossing.accepted_above,
            achieved=crossing.accepted_above / total,
            next_rate=None if higher is None else higher / total,
            false_non_matches=self.false_non_matches(threshold),
        )

    def zero_fmr(self) -> OperatingPoint:
        """Return the smallest attainable threshold without a false match."""
        return self.operating_point(0.0)

    def eer(self) -> EqualErrorRate:
        """Return where the step curves of FMR and FNMR cross, with its bracket.

        ValueError: a class is empty, the curves do not cross (so many comparisons failed that FMR is below
        FNMR everywhere), or the tally was made without its curve.
        """
        crossing, ends = self.eer_crossing, self.score_range
        if crossing is None or ends is None or crossing.below is None or crossing.accepted_below is None:
            message = "the false match rate and the false non-match rate have no crossing here"
            raise ValueError(message)
        if self.accept == "ge":
            low = crossing.below
            high = nextafter(ends[1], inf) if crossing.above is None else crossing.above
        else:
            low = nextafter(ends[0], -inf) if crossing.before is None else crossing.before
            high = crossing.below
        matches = (crossing.accepted_below, crossing.accepted_above or 0)
        misses = (self.false_non_matches(low), self.false_non_matches(high))
        fmr = [count / self.non_mated_total for count in matches]
        fnmr = [count / self.mated_total for count in misses]
        return EqualErrorRate(
            value_low=max(fmr[1], fnmr[0]),
            value_high=min(fmr[0], fnmr[1]),
            threshold_below=low,
            threshold_above=high,
            false_matches_below=matches[0],
            false_non_matches_below=misses[0],
            false_matches_above=matches[1],
            false_non_matches_above=misses[1],
        )

    def non_mated_errors(self, threshold: float) -> PairErrors:
        """Return the false matches at a threshold by subject and pair.

        Thresholds asked for, those of targets, zero FMR and EER, and any from the tail's floor on; otherwise
        ValueError.
        """
        at = cutoff(threshold, self.accept)
        if at >= self.tail.floor:
            return errors_in_tail(
                self.tail, at, trials=self.non_mated_total, m=self.non_mated_per_subject, graph=self.graph
            )
        if at in self.errors_below_tail:
            return self.errors_below_tail[at]
        if self.subjects is None:
            errors = self.false_matches(threshold)
            return PairErrors(errors=errors, trials=self.non_mated_total, d=None, m=None, qc=None, qn=None, exact=True)
        message = f"errors by subject at threshold {threshold} were not counted: ask for it with thresholds="
        raise ValueError(message)

    def mated_errors(self, threshold: float) -> SubjectErrors:
        """Return the false non-matches at any threshold by mated subject."""
        errors = self.false_non_matches(threshold)
        if self.mated_row_subject is None:
            return SubjectErrors(errors=errors, trials=self.mated_total, x=None, k=None)
        place, k = self._mated_people
        x = np.bincount(place[:errors], minlength=len(k)).astype(np.int64)
        return SubjectErrors(errors=errors, trials=self.mated_total, x=x, k=k)

    @cached_property
    def _mated_people(self) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """The number of each mated comparison's person among those who have one, and how many each has."""
        return _numbered(np.asarray(self.mated_row_subject))

    @property
    def mated_failures(self) -> SubjectErrors:
        """Return the mated comparisons that failed, by mated subject, whatever the policy; of all, failed or not."""
        total = self.mated_total + (0 if self.failures == "fold" else self.mated_failed)
        failed, compared = self.mated_failed_subject, self.mated_row_subject
        if failed is None or compared is None:
            return SubjectErrors(errors=self.mated_failed, trials=total, x=None, k=None)
        every = compared if self.failures == "fold" else np.concatenate([failed, compared])
        place, k = _numbered(every)
        x = np.bincount(place[: self.mated_failed], minlength=len(k)).astype(np.int64)
        return SubjectErrors(errors=self.mated_failed, trials=total, x=x, k=k)

    def det(self) -> DetVertices:
        """Return the corners of the curve: at every mated score, and every non-mated score in the tail.

        It begins where every finite score is accepted, or at the tail's floor in a tally made without its curve, and
        ends where none is.
        """
        ends = self.score_range
        if ends is None:
            message = "there is no curve without a finite score"
            raise ValueError(message)
        whole, tail = self.non_mated_at_or_above is not None, self.tail.distinct[0]
        first, last = ends if self.accept == "gt" else (ends[0], nextafter(ends[1], inf))
        first = nextafter(first, -inf) if self.accept == "gt" else first
        mated = self.mated_scores
        if not whole:
            first, mated = self.tail.floor, mated[mated >= self.tail.floor]
        threshold = distinct(np.concatenate([[first], mated, tail, [last]]))
        at = cutoffs(threshold, self.accept)
        false_matches = len(self.tail) - np.searchsorted(self.tail.score[::-1], at, side="left")
        if self.non_mated_at_or_above is not None:
            false_matches[np.searchsorted(threshold, mated)] = self.non_mated_at_or_above
            if threshold[0] < mated.min(initial=inf):
                false_matches[0] = self.non_mated_finite
        return DetVertices(
            threshold=threshold,
            false_matches=false_matches,
            false_non_matches=np.searchsorted(self.mated_row_score, at, side="left").astype(np.int64),
        )

    @property
    def non_mated_finite(self) -> int:
        """Non-mated comparisons that have a score."""
        return self.non_mated_total - (self.non_mated_failed if self.failures == "fold" else 0)


def _numbered(code: NDArray[np.integer]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the place of each code among those that occur, and how often each of these does."""
    if SPARSE * len(code) < code.max(initial=0):
        _, place, k = np.unique(code, return_inverse=True, return_counts=True)
        return place, k.astype(np.int64)
    often = np.bincount(code)
    there = often > 0
    return (np.cumsum(there) - 1)[code], often[there].astype(np.int64)
