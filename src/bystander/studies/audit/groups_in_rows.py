"""Groups of a record within its rows: compared by what rows leave, or by sums, with what rows say otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.within_strata import design_effect_within
from bystander.studies.groups.how_far_apart import Compared, compared
from bystander.studies.groups.within import said_within, same_in_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.record.groups import GroupTotals
    from bystander.studies.groups.by_group import ByGroup

SAME_ROWS = "Groups were not seen alike at all deployments, and these differ. Rates within one would show more."
NEW_PEOPLE = " For new people"  # what a sentence of groups goes on with, that sums over rows do not show
TOGETHER = (
    "Groups were seen in the same rows. What a row does to all of them cancels, so they are compared by what is left, "
    "and each rate alone is less sure."
)
OF_ONE_ROW = "That is of this row alone, if alerts are independent."


def compared_in_rows(by: ByGroup, groups: Sequence[GroupTotals], *, level: float) -> tuple[Compared, str]:
    """Return how far apart groups are: by what their rows leave, else by sums, with what rows say otherwise."""
    if (together := _seen_together(by, groups, level=level)) is not None:
        return together, together.sentence
    test = compared(by, level=level)
    if said := _within_rows(groups, shown=test.shown, level=level):
        within = compared(replace(by, caveats=(f"{said} {SAME_ROWS}", *by.caveats)), level=level)
        return within, f"{test.sentence.partition(NEW_PEOPLE)[0]} {said}"
    if of_one_row(groups) and test.shown:
        return test, f"{test.sentence.partition(NEW_PEOPLE)[0]} {OF_ONE_ROW}"
    return test, test.sentence


def of_one_row(groups: Sequence[GroupTotals]) -> bool:
    """Return whether no group has two rows, so that nothing shows how much rows differ."""
    return max((len(group.by_row) for group in groups), default=0) == 1


def everybody(groups: Sequence[GroupTotals]) -> GroupTotals:
    """Return the counts of all groups in one: a rate of everybody scatters from row to row, too."""
    rows = sorted({row for group in groups for row in group.by_row})
    told = {row: [group.by_row.get(row, (0, 0)) for group in groups] for row in rows}
    by_row = {row: (sum(x for x, _ in some), sum(n for _, n in some)) for row, some in told.items()}
    return replace(
        groups[0], name="everybody", false_alerts=sum(g.false_alerts for g in groups),
        faces_seen=sum(g.faces_seen or 0 for g in groups), by_row=by_row,
    )  # fmt: skip


def _within_rows(groups: Sequence[GroupTotals], *, shown: bool, level: float) -> str:
    """Say what groups differ by within the rows of a record, where sums say something else."""
    names = [group.name for group in groups]
    return said_within(names, *_by_row(groups), strata="rows", shown=shown, level=level)


def _seen_together(by: ByGroup, groups: Sequence[GroupTotals], *, level: float) -> Compared | None:
    """Compare groups that were seen in the same rows by what is left of these; None where that cannot be told.

    Nor where the rows of some groups are not all known, or where sums and rows do not say the same: of the ratio, or of
    whether there is a difference.
    """
    if any(sum(x for x, _ in g.by_row.values()) != g.false_alerts for g in groups):
        return None
    events, trials = _by_row(groups)
    p, deff = same_in_sum(events, trials), design_effect_within(events, trials, level=level)
    if p is None or deff is None:
        return None
    found = compared(replace(by, deff_within=deff, caveats=(TOGETHER, *by.caveats)), level=level)
    return found if found.shown is (p <= 1 - level) else None


def _by_row(groups: Sequence[GroupTotals]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return false alerts and faces seen, a row a row and a column a group."""
    rows = sorted({row for group in groups for row in group.by_row})
    counts = np.array([[group.by_row.get(row, (0, 0)) for group in groups] for row in rows], np.int64)
    counts = counts.reshape(len(rows), len(groups), 2)
    return counts[..., 0], counts[..., 1]
