"""What groups of a record differ by within its rows, where that is not what their sums say (Simpson's paradox)."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.within_strata import within_strata
from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.differentials.within_strata import Within
    from bystander.evidence.record.groups import GroupTotals

APART = 0.1  # of a logarithm: ratios nearer to each other than a tenth say the same
SAME_ROWS = "Groups were not seen alike at all deployments, and these differ. Rates within one would show more."


def within_rows(groups: Sequence[GroupTotals], *, shown: bool, level: float) -> str:
    """Say how a group compares with the others within rows where sums mislead; nothing where they say the same.

    ``shown``: whether the sums show a difference.
    """
    rows = sorted({row for group in groups for row in group.by_row})
    counts = np.array([[group.by_row.get(row, (0, 0)) for group in groups] for row in rows], np.int64)
    if len(rows) < 2 or len(groups) < 2:
        return ""
    events, faces = counts[..., 0], counts[..., 1]
    found = within_strata(events, faces)
    if found is None or found.ratio is None or not _misled(found, _in_sum(events, faces, found.group), shown, level):
        return ""
    name, times = groups[found.group].name, wording.times(found.ratio)
    if found.p > 1 - level:
        same = f"Within the same rows, {name} has {times} the others' rate, which chance may explain"
        return f"{same}: it may lie in where groups were seen."
    return f"Within the same rows, {name} has {times} the others' rate, more than chance explains."


def _in_sum(events: np.ndarray, faces: np.ndarray, group: int) -> float | None:
    """Return the ratio of a group's rate to that of all others over all rows; None where these have no event."""
    mine, tried = int(events[:, group].sum()), int(faces[:, group].sum())
    others, looked_at = int(events.sum()) - mine, int(faces.sum()) - tried
    return mine / tried / (others / looked_at) if others and tried and looked_at else None


def _misled(found: Within, in_sum: float | None, shown: bool, level: float) -> bool:  # noqa: FBT001 - what sums show
    """Return whether sums say something else than rows: a difference or none, or another one."""
    if in_sum is None or not in_sum or not found.ratio or abs(log(in_sum / found.ratio)) <= APART:
        return False
    return shown is not (found.p <= 1 - level) or (in_sum - 1) * (found.ratio - 1) < 0
