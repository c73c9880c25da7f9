"""What the checks at the door need of a shard, as rows and back."""

from __future__ import annotations

from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.one_value import OneValue
from bystander.evidence.comparisons.score_sketch import ScoreSketch
from bystander.evidence.comparisons.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bystander.shards.files.table import Kinds, Rows

NUMBERS = (
    "mated", "non_mated", "scored_mated", "scored_non_mated", "failed", "failed_mated", "at_lowest", "at_highest"
)  # fmt: skip
SIDES = (("as-probe", "probes", "probe_values"), ("as-reference", "references", "reference_values"))
SKETCHES = (("mated-scores", "mated_scores"), ("non-mated-scores", "non_mated_scores"))


def rows(checks: Summary) -> list[Rows]:
    """Return the rows: the one score of people who have one, and the distinct scores of either kind."""
    found: list[Rows] = [
        (kind, _values(getattr(checks, values), getattr(checks, seen))) for kind, seen, values in SIDES
    ]
    for kind, name in SKETCHES:
        sketch = getattr(checks, name)
        found.append((kind, {"score": sketch.values, "counts": sketch.counts[:, None]}))
    return found


def meta(checks: Summary) -> dict[str, Any]:
    """Return what a file of the tally holds beside its rows, for its JSON header."""
    ends = [x if isfinite(x) else None for x in (checks.lowest, checks.highest)]
    levels = [getattr(checks, name).level for _, name in SKETCHES]
    return {name: getattr(checks, name) for name in NUMBERS} | {"range": ends, "sampled": levels}


def summary(kinds: Kinds, given: Mapping[str, Any], people: int | None) -> Summary:
    """Return the summary back. ``people``: how many there are, None where nobody is identified."""
    low, high = given["range"]
    sides: dict[str, Any] = {}
    for (kind, name), level in zip(SKETCHES, given["sampled"], strict=True):
        sides[name] = ScoreSketch(kinds.column(kind, "score"), kinds.counts(kind, 1)[:, 0].copy(), level)
    for kind, seen, values in SIDES if people is not None else ():
        size = people or 0
        at, counts = kinds.column(kind, "probe").astype(np.int64), kinds.counts(kind, 2)
        flags, comparisons, varied = np.zeros(size, np.bool_), np.zeros(size, np.int64), np.zeros(size, np.bool_)
        score = np.full(size, np.nan)
        flags[at], comparisons[at], varied[at] = True, counts[:, 0], counts[:, 1] > 0
        score[at] = kinds.column(kind, "score")
        sides |= {seen: flags, values: OneValue(comparisons, score, varied)}
    return Summary(
        **{name: given[name] for name in NUMBERS}, **sides,
        lowest=inf if low is None else low, highest=-inf if high is None else high,
    )  # fmt: skip


def _values(state: OneValue | None, seen: NDArray[np.bool_] | None) -> Mapping[str, NDArray[Any]]:
    if state is None or seen is None:
        return {"probe": np.empty(0, np.int32), "score": np.empty(0), "counts": np.empty((0, 2), np.int64)}
    more = max(0, len(seen) - len(state.score))
    comparisons = np.append(state.comparisons, np.zeros(more, np.int64))
    score = np.append(state.score, np.full(more, np.nan))
    varied = np.append(state.varied, np.zeros(more, np.bool_))
    at = np.flatnonzero(seen)
    # of people whose scores differ nothing more is remembered: what came first would depend on the shards
    comparisons[varied], score[varied] = 1, np.nan
    return {
        "probe": at.astype(np.int32),
        "score": score[at],
        "counts": np.column_stack([comparisons[at], varied[at]]).astype(np.int64),
    }
