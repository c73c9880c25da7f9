"""Indices of older tables, which mix both kinds of error: for comparison with these, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.differentials.legacy_indices import fairness_discrepancy_rate, garbe, inequity_ratio
from bystander.quantities.comparisons.fmr import FMR
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.studies.groups import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Finding
    from bystander.studies.groups.by_group import ByGroup

TWO = 2  # groups, of which an index can be made


def legacy(found: Sequence[ByGroup]) -> list[Finding]:
    """Return GARBE, IR and FDR of each attribute and threshold with both rates, for comparison with older tables."""
    made = []
    for fnmr in (by for by in found if by.quantity is FNMR):
        fmr = next(
            (b for b in found if b.quantity is FMR and b.name == fnmr.name and b.label == fnmr.label),
            None,
        )
        of_fmr = {} if fmr is None else {r.label: m.estimate.value for r, m in fmr.measured}
        of_fnmr = {r.label: m.estimate.value for r, m in fnmr.measured}
        both = [label for label in of_fnmr if label in of_fmr]
        if len(both) < TWO:
            continue
        x, y = [of_fmr[label] for label in both], [of_fnmr[label] for label in both]
        made.append(words.legacy(fnmr, garbe(x, y), inequity_ratio(x, y), fairness_discrepancy_rate(x, y)))
    return made
