"""Are the names of a table those of people or of samples, where their headings do not say? Its labels do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.assemble import to_flags, to_valid
from bystander.evidence.comparisons.checks import ev113_people_or_samples as ev113
from bystander.evidence.people.codes import encoded

if TYPE_CHECKING:
    from bystander.errors import Problem
    from bystander.evidence.tables.table_columns import TableColumns

SIDES = ("probe_id", "reference_id")
PEOPLE = {"probe_id": "probe_subject", "reference_id": "reference_subject"}


def settled_sides(columns: dict[str, Any], read: TableColumns[str], name: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return labelled columns by role, names of people as subjects, and what there is to say of it.

    Raises EvidenceError where a name and itself are called non-mated.
    """
    if "mated" not in columns or not all(side in columns for side in SIDES):
        return columns, []
    probe, reference = encoded([columns[side] for side in SIDES], name=name)[1]
    mated, known = to_flags(columns["mated"]), to_valid(columns["mated"]) & (probe >= 0) & (reference >= 0)
    same = (probe == reference) & known
    odd = np.flatnonzero(same & ~mated)
    if len(odd):
        raise EvidenceError(name, [ev113.neither(name, read.at(odd))])
    if not same.any() or (mated & known & ~same).any():
        return columns, []
    return {PEOPLE.get(role, role): column for role, column in columns.items()}, [ev113.people(name)]
