"""Answers from counts that are there already: what is above the floor, and what was asked for beforehand."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import UsageError
from bystander.tally.comparisons.count import cutoffs_asked, tally_of
from bystander.tally.comparisons.crossing import accepted_from, cross
from bystander.tally.comparisons.survey import Errors, Survey, pair_graph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.shards.comparison_counts import Counted
    from bystander.tally.comparisons.crossing import Condition, Crossing
    from bystander.tally.comparisons.tally import ComparisonTally


def tally_counted(
    counted: Counted, *, targets: Sequence[float] = (), thresholds: Sequence[float] = ()
) -> ComparisonTally:
    """Return the tally of shards that were counted before, as exact as that of the whole.

    Where single comparisons were kept from a floor on only, there is no curve, EER or histogram below it; targets whose
    threshold lies there are not among what :meth:`ComparisonTally.reaches` says it reaches. Raises UsageError for a
    threshold there that was not named when the shards were counted.
    """
    people = counted.people
    return tally_of(
        CountedEngine(counted),
        targets,
        cutoffs_asked(thresholds, counted.settings.accept),
        subjects=None if people is None else len(people.pseudonyms),
        accept=counted.settings.accept,
        failures=counted.settings.failures,
        curve=counted.complete,
    )


class CountedEngine:
    """Counts of all shards as an engine; see :class:`bystander.tally.comparisons.survey.Engine`."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted

    def survey(self) -> Survey:
        """Return what one look at every comparison yielded."""
        c = self._counted
        people = c.people
        graph = None
        if people is not None:
            graph = pair_graph(
                people.pairs.sample,
                subjects=len(people.pseudonyms),
                as_probe=people.as_probe,
                as_reference=people.as_reference,
            )
        return Survey(
            mated_score=c.mated_score,
            mated_subject=c.mated_subject,
            non_mated=c.non_mated,
            non_mated_failed=c.non_mated_failed,
            low=c.lowest,
            high=c.highest,
            as_probe=None if people is None else people.as_probe,
            as_reference=None if people is None else people.as_reference,
            tail=c.tail,
            graph=graph,
            level=0 if people is None else people.pairs.sample.level,
        )

    def accepted(
        self, cutoffs: NDArray[np.float64], conditions: Sequence[Condition]
    ) -> tuple[NDArray[np.int64], list[Crossing]]:
        """Count non-mated comparisons at or above each cutoff, and find crossings; only where nothing was cut off."""
        c = self._counted
        if not c.complete:
            message = "what is below the floor was not kept"
            raise ValueError(message)
        values, counts = c.tail.distinct
        at_or_above = accepted_from(counts, 0)[np.searchsorted(values, cutoffs, side="left")]
        every = np.union1d(values, c.mated_score[c.mated_score > -inf])
        spread = np.zeros(len(every), np.int64)
        spread[np.searchsorted(every, values)] = counts
        return at_or_above, [
            cross(condition, values=every, accepted=accepted_from(spread, 0)) for condition in conditions
        ]

    def errors(self, cutoffs: NDArray[np.float64], *, level: int) -> Errors:
        """Return the errors at cutoffs below the floor. Raises UsageError where one was not named beforehand."""
        del level
        c = self._counted
        known = np.array(c.settings.cutoffs, np.float64)
        place = np.searchsorted(known, cutoffs)
        missing = [float(t) for t, p in zip(cutoffs, place, strict=True) if p == len(known) or known[p] != t]
        if missing:
            sign = -1.0 if c.settings.distance else 1.0
            raise UsageError(
                f"the tally keeps single comparisons from {sign * c.tail.floor:g} on, and the threshold "
                f"{sign * missing[0]:g} lies beyond: name it with --threshold when the shards are tallied"
            )
        sample = None if c.people is None else c.people.pairs.sample
        every = Errors(
            total=c.errors,
            by_subject=None if c.people is None else c.people.errors,
            squared=None if sample is None else tuple(sample.errors_squared(k) for k in range(len(known))),
            exact=sample is None or sample.exact,
        )
        return every.at(place)
