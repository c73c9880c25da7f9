"""Groups of a record within its rows: compared by what rows leave, or by sums, with what rows say otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials import methods
from bystander.studies.groups.in_strata import Words, compared_in
from bystander.studies.groups.within import Strata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.groups import GroupTotals
    from bystander.studies.groups.by_group import ByGroup
    from bystander.studies.groups.how_far_apart import Compared

SAME_ROWS = "Groups were not seen alike at all deployments, and these differ. Rates within one would show more."
NEW_PEOPLE = " For new people"  # what a sentence of groups goes on with, that sums over rows do not show
TOGETHER = (
    "Groups were seen in the same rows. What a row does to all of them cancels, so they are compared by what is left, "
    "and each rate alone is less sure."
)
OF_ONE_ROW = "That is of this row alone, if alerts are independent."
_WORDS = Words(together=TOGETHER, apart=SAME_ROWS, method=methods.SAME_ROWS)


def compared_in_rows(by: ByGroup, groups: Sequence[GroupTotals], *, level: float) -> tuple[Compared, str]:
    """Return how far apart groups are: by what their rows leave, else by sums, with what rows say otherwise."""
    found, said = compared_in(by, _by_row(groups), _WORDS, level=level)
    if not said and found.shown and of_one_row(groups):
        said = OF_ONE_ROW
    return found, f"{found.sentence.partition(NEW_PEOPLE)[0]} {said}" if said else found.sentence


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


def _by_row(groups: Sequence[GroupTotals]) -> Strata:
    rows = sorted({row for group in groups for row in group.by_row})
    counts = np.array([[group.by_row.get(row, (0, 0)) for group in groups] for row in rows], np.int64)
    counts = counts.reshape(len(rows), len(groups), 2)
    return Strata(names=[g.name for g in groups], events=counts[..., 0], trials=counts[..., 1], called="rows")
