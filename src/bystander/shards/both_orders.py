"""Pairs of samples that stand in both orders, told of all shards together: a shard does not know what another holds.

Where the sums of either order are equal in all of them, each pair stands there twice with one score: then everything
that was counted is halved, as if each pair had been counted once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.shards.order_sums import NO_ORDERS
from bystander.tally.comparisons.tail import Tail

if TYPE_CHECKING:
    from bystander.evidence.comparisons.score_sketch import ScoreSketch
    from bystander.evidence.comparisons.summary import Summary
    from bystander.shards.comparison_counts import Counted, People

_HALVED = (
    "mated", "non_mated", "scored_mated", "scored_non_mated", "failed", "failed_mated", "at_lowest", "at_highest"
)  # fmt: skip


def counted_once(c: Counted) -> Counted:
    """Return the counts with each pair once, where all stand there in both orders; as they are anywhere else."""
    rows = c.checks.mated + c.checks.non_mated
    if not rows or c.orders[:3] != c.orders[3:] or 2 * c.orders[0] != rows:
        return c
    again = rows // 2
    return replace(
        c,
        people=None if c.people is None else _people(c.people),
        mated_score=c.mated_score[::2],
        mated_subject=None if c.mated_subject is None else c.mated_subject[::2],
        non_mated=c.non_mated // 2,
        non_mated_failed=c.non_mated_failed // 2,
        tail=_tail(c.tail),
        errors=c.errors // 2,
        checks=_checks(c.checks),
        rows_refused=c.rows_refused + again,
        orders=NO_ORDERS,
        once=again,
    )


def _people(p: People) -> People:
    """Halve what everybody was in; of which side it was does not matter, as everybody was on both equally often."""
    sample = p.pairs.sample
    halved = replace(sample, compared=sample.compared // 2, errors=sample.errors // 2)
    ends = (p.as_probe + p.as_reference) // 2
    return replace(
        p, as_probe=ends - ends // 2, as_reference=ends // 2, errors=p.errors // 2,
        pairs=replace(p.pairs, sample=halved),
    )  # fmt: skip


def _tail(tail: Tail) -> Tail:
    if tail.probe is None or tail.reference is None:
        return replace(tail, score=tail.score[::2])
    low, high = np.minimum(tail.probe, tail.reference), np.maximum(tail.probe, tail.reference)
    order = np.lexsort((high, low, -tail.score))[::2]
    return Tail(probe=low[order], reference=high[order], score=tail.score[order], floor=tail.floor)


def _checks(checks: Summary) -> Summary:
    def sketch(whole: ScoreSketch) -> ScoreSketch:
        return replace(whole, counts=whole.counts // 2)

    halved: dict[str, Any] = {name: getattr(checks, name) // 2 for name in _HALVED}
    return replace(
        checks, **halved, mated_scores=sketch(checks.mated_scores), non_mated_scores=sketch(checks.non_mated_scores)
    )
