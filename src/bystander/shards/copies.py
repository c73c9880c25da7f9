"""Comparisons that were counted in two shards, told of all shards together by what a tally keeps of single ones.

That is people and score: of every comparison of a person with themself, and of the highest other ones. A shard that
holds rows of another one gives these twice, more often than chance does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.comparisons.copied import copied_rows

if TYPE_CHECKING:
    from bystander.shards.comparison_counts import Counted

LOOKED_AT = 1 << 18  # rows whose pairs decide whether chance would do it: so many that an overlap is hardly missed


@dataclass(frozen=True, kw_only=True)
class Copies:
    """How many of so many comparisons have the people and the score of another one; ``all_seen``: of all there are."""

    rows: int
    of: int
    all_seen: bool


def copies_in(c: Counted) -> Copies:
    """Look for copies among the comparisons that are kept one by one; there are none to see without people."""
    probe, reference, score = c.mated_subject, c.mated_subject, c.mated_score
    if probe is None or reference is None or c.tail.probe is None or c.tail.reference is None:
        return Copies(rows=0, of=len(score), all_seen=False)
    probe, reference = np.append(probe, c.tail.probe), np.append(reference, c.tail.reference)
    score = np.append(score, c.tail.score)
    found = copied_rows(probe, reference, score, looked_at=LOOKED_AT) if len(score) else 0
    return Copies(rows=found, of=len(score), all_seen=c.complete)
