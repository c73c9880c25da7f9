"""Count a small trial with numpy alone: sort, search, unique. Needs no compilation; the plain reference."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.tally.comparisons.crossing import among_all
from bystander.tally.comparisons.survey import (
    Errors,
    Plan,
    Survey,
    count_pairs_in_memory,
    pair_graph,
    sort_mated,
)
from bystander.tally.comparisons.tail import Reservoir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial
    from bystander.tally.comparisons.crossing import Condition, Crossing


class InMemoryEngine:
    """Reads every block once and keeps the columns."""

    def __init__(self, trial: Trial, plan: Plan) -> None:
        self.plan = plan
        batches = [block.read("all") for block in trial.blocks]
        score = _joined([batch.score for batch in batches], np.float64)
        mated = _joined([batch.mated for batch in batches], np.bool_)
        self.named = plan.subjects is not None
        probe = _joined([batch.probe for batch in batches], np.int32) if self.named else None
        reference = _joined([batch.reference for batch in batches], np.int32) if self.named else None
        mated_rows, rows = np.flatnonzero(mated), np.flatnonzero(~mated)
        self.mated, self.mated_subject = sort_mated(score[mated_rows], None if probe is None else probe[mated_rows])
        self.score = score[rows] + 0.0
        self.probe = np.zeros(len(rows), np.int32) if probe is None else probe[rows]
        self.reference = np.zeros(len(rows), np.int32) if reference is None else reference[rows]
        self.ok = self.score > -inf

    def survey(self) -> Survey:
        """Look at every comparison once."""
        plan, ok = self.plan, self.ok
        reservoir = Reservoir(plan.tail_pairs)
        reservoir.extend(self.probe[ok], self.reference[ok], self.score[ok])
        as_probe = as_reference = graph = None
        level = 0
        if plan.subjects is not None:
            counted = np.ones(len(ok), bool) if plan.count_failed else ok
            probe, reference = self.probe[counted], self.reference[counted]
            as_probe = np.bincount(probe, minlength=plan.subjects).astype(np.int64)
            as_reference = np.bincount(reference, minlength=plan.subjects).astype(np.int64)
            every = count_pairs_in_memory(probe, reference, np.zeros(len(probe), np.int64), 0)
            sample = every.within(plan.pair_capacity)
            level = sample.level
            graph = pair_graph(
                sample,
                subjects=plan.subjects,
                as_probe=as_probe,
                as_reference=as_reference,
            )
        finite = self.score[ok]
        return Survey(
            mated_score=self.mated,
            mated_subject=self.mated_subject,
            non_mated=len(ok),
            non_mated_failed=int(np.count_nonzero(~ok)),
            low=float(finite.min()) if len(finite) else None,
            high=float(finite.max()) if len(finite) else None,
            as_probe=as_probe,
            as_reference=as_reference,
            tail=reservoir.finish(with_subjects=self.named),
            graph=graph,
            level=level,
        )

    def accepted(
        self, cutoffs: NDArray[np.float64], conditions: Sequence[Condition]
    ) -> tuple[NDArray[np.int64], list[Crossing]]:
        """Count non-mated comparisons at or above each cutoff, and find crossings."""
        values, counts = np.unique(self.score[self.ok], return_counts=True)
        return among_all(values, counts.astype(np.int64), self.mated, cutoffs, conditions)

    def errors(self, cutoffs: NDArray[np.float64], *, level: int) -> Errors:
        """Count non-mated comparisons at or above each of a few cutoffs, by subject and pair."""
        at = np.searchsorted(cutoffs, self.score, side="right")
        hit = at > 0
        at, probe, reference = at[hit], self.probe[hit], self.reference[hit]
        total = np.array([np.count_nonzero(at > k) for k in range(len(cutoffs))], np.int64)
        subjects = self.plan.subjects
        if subjects is None:
            return Errors(total=total, by_subject=None, squared=None, exact=True)
        by_subject = np.zeros((len(cutoffs), subjects), np.int64)
        for k in range(len(cutoffs)):
            for side in (probe, reference):
                by_subject[k] += np.bincount(side[at > k], minlength=subjects)
        sample = count_pairs_in_memory(probe, reference, at, len(cutoffs)).within(max(8 * len(at), 1), level=level)
        squared = tuple(sample.errors_squared(k) for k in range(len(cutoffs)))
        return Errors(total=total, by_subject=by_subject, squared=squared, exact=sample.exact)


def _joined(columns: Sequence[NDArray[Any] | None], dtype: type[np.generic]) -> NDArray[Any]:
    """Put columns of blocks together; every block must have the column."""
    return np.concatenate([np.empty(0, dtype), *(np.asarray(c, dtype) for c in columns if c is not None)])
