"""The FNIR at a target FPIR without any draw: the hull over every threshold that the trial cannot exclude.

As for comparisons (:mod:`bystander.quantities.comparisons.inverted`): the population's threshold is at most the lowest
that is shown to keep the target, and above the highest that is shown to exceed it, by KG-t of the FPIR at half the
error. The FNIR rises with the threshold; its interval at the other half of the error, at both ends, gives the hull.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import clusters, counts, kg_t, zero_events
from bystander.kernels.distinct import distinct
from bystander.quantities.searches.bands import Limits
from bystander.quantities.searches.fnir import false_negative_identification_rate
from bystander.quantities.searches.of_searches import best_of_units, by_person, mutual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches.tally import SearchTally

PER_DOUBLING = 12  # thresholds tried for every doubling of the alerts


def hull(
    tally: SearchTally, non_mated: SearchTally, target: float, *, rank: int | None, lowest: float | None, level: float
) -> Limits | None:
    """Return the interval of the FNIR at the threshold of a target FPIR; None where nothing bounds the threshold.

    ``lowest``: the threshold below which nobody can tell the false alerts. Both kinds of searches are there.
    """
    each = 1 - (1 - level) / 2
    alerts = _Alerts.of(non_mated)
    top = alerts.keeping(target, level=each)
    if top is None:
        return None
    start = alerts.exceeding(target, level=each, lowest=lowest)
    ends = [
        None if at is None else false_negative_identification_rate(tally, at, rank=rank, level=each).estimate
        for at in (None if start is None else min(start, top), top)
    ]
    return Limits(low=0.0 if ends[0] is None else ends[0].low, high=1.0 if ends[1] is None else ends[1].high)


@dataclass(frozen=True, kw_only=True)
class _Alerts:
    """Every attainable threshold, rising to just above the highest score, with the units that it lets through."""

    best: NDArray[np.float64]
    person: NDArray[np.int32]
    cause: NDArray[np.int32]
    threshold: NDArray[np.float64]
    many: NDArray[np.int64]
    strict: bool

    @classmethod
    def of(cls, tally: SearchTally) -> _Alerts:
        best = best_of_units(tally)
        _, person = tally.of_units(np.zeros(len(tally.unit), bool), tally.non_mated)
        scores = distinct(best[best > -inf])
        threshold = np.append(scores, nextafter(float(scores[-1]), inf) if len(scores) else 0.0)
        strict = tally.accept == "gt"
        many = len(best) - np.searchsorted(np.sort(best), threshold, side="right" if strict else "left")
        cause = tally.closest_of_units(tally.non_mated)
        return cls(best=best, person=person, cause=cause, threshold=threshold, many=many, strict=strict)

    def keeping(self, target: float, *, level: float) -> float | None:
        """Return the lowest threshold that is shown to keep a target; None where none is."""
        few = np.flatnonzero(self.many <= target * len(self.best))
        for k in self._some(few):
            if self._limits(int(k), level=level)[1] <= target:
                return float(self.threshold[k])
        return None

    def exceeding(self, target: float, *, level: float, lowest: float | None) -> float | None:
        """Return the lowest threshold above all that are shown to exceed a target; None where none is."""
        many = np.flatnonzero(self.many > target * len(self.best))
        for k in self._some(many[::-1]):
            if lowest is not None and self.threshold[k] < lowest:
                return None
            if self._limits(int(k), level=level)[0] > target:
                return float(self.threshold[k + 1])
        return None

    def _some(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the first of the places in each step of a twelfth of a doubling of their alerts."""
        steps = np.floor(PER_DOUBLING * np.log2(np.maximum(self.many[places], 0.5)))
        return places[np.sort(np.unique(steps, return_index=True)[1])]

    def _limits(self, k: int, *, level: float) -> tuple[float, float]:
        """Return the limits of the FPIR; without an alert its highest score shows how alerts repeat."""
        if self.many[k] == 0:
            some = np.flatnonzero(self.many > 0)
            effective = self._effective(int(some[-1]), level=level) if len(some) else 0.0
            return 0.0, zero_events.assisted_upper(effective, level=1 - (1 - level) / 2)
        if bool((self.person < 0).any()):
            return counts.clopper_pearson(int(self.many[k]), len(self.best), level=level)
        rate = self._rate(k)
        if rate.variance is None:
            return 0.0, 1.0
        found = kg_t.interval(rate, level=level, icc_floor=kg_t.icc_floor_for(rate))
        return found.low, found.high

    def _effective(self, k: int, *, level: float) -> float:
        if bool((self.person < 0).any()):
            return float(len(self.best))
        rate = self._rate(k)
        if rate.variance is None:
            return 0.0
        return rate.trials / kg_t.interval(rate, level=level, icc_floor=kg_t.icc_floor_for(rate)).deff

    def _rate(self, k: int) -> clusters.ClusteredRate:
        at = self.threshold[k]
        alerts = self.best > at if self.strict else self.best >= at
        together = mutual(self.person[alerts], self.cause[alerts])
        return clusters.one_way(*by_person(alerts, self.person), mutual=together)
