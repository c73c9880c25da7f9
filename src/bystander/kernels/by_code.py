"""What rows tell of a code (of a person, or of a sample): that it occurs, and whether its scores are all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel()
def tick(code: Array, lowest: int, seen: Array) -> int:
    """Tick off ``code - lowest`` of every row that has its place in ``seen``; returns how many have none."""
    outside = 0
    for i in range(code.size):
        place = np.int64(code[i]) - lowest
        if 0 <= place < seen.size:
            seen[place] = True
        else:
            outside += 1
    return outside


@kernel()
def lay_out(values: Array, ends: Array, column: Array) -> None:
    """Write each value up to the next one of ``ends``; where there are none, all values again and again."""
    if ends.size:
        start = 0
        for k in range(ends.size):
            column[start : ends[k]] = values[k]
            start = ends[k]
    else:
        for start in range(0, column.size, values.size):
            size = min(values.size, column.size - start)
            column[start : start + size] = values[:size]


@kernel()
def watch_scores(  # noqa: PLR0917 (a kernel takes plain arrays)
    code: Array, scores: Array, skipped: Array, comparisons: Array, first: Array, varied: Array
) -> None:
    """Remember the first score of every code, and note who has another one; codes below 0 are none.

    ``comparisons`` are counted until a second score is met. ``first``: NaN before there is any.
    """
    for i in range(code.size):
        c = code[i]
        if c >= 0 and not varied[c] and not skipped[i]:
            score = np.float64(scores[i])
            comparisons[c] += 1
            if np.isnan(first[c]):
                first[c] = score
            elif first[c] != score:
                varied[c] = True


@kernel()
def meet_owners(name: Array, person: Array, owner: Array, shared: Array) -> None:
    """Note the person of every name, -1 in ``owner`` before it is met, and which names are met with two."""
    for i in range(name.size):
        if i > 0 and name[i] == name[i - 1] and person[i] == person[i - 1]:
            continue  # rows of a probe mostly stand together
        at = name[i]
        if owner[at] < 0:
            owner[at] = person[i]
        elif owner[at] != person[i]:
            shared[at] = True
