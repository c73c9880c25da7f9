"""Groups of counts within their rows or periods: compared by what these leave, or by sums, with what they say else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.studies.groups.by_group import Left
from bystander.studies.groups.how_far_apart import Compared, compared
from bystander.studies.groups.within import said_within, same_in_sum

if TYPE_CHECKING:
    from bystander.findings.method import Method
    from bystander.studies.groups.by_group import ByGroup
    from bystander.studies.groups.within import Strata


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said of groups within strata: ``together``, where they were seen in the same ones; ``apart``, where not.

    ``method``: of counts that are compared by what strata leave.
    """

    together: str
    apart: str
    method: Method


def compared_in(by: ByGroup, strata: Strata, words: Words, *, level: float) -> tuple[Compared, str]:
    """Return how far apart groups are: by what strata leave, else by sums, with what strata say otherwise, or ""."""
    if (together := _seen_together(by, strata, words, level=level)) is not None:
        return together, ""
    test = compared(by, level=level)
    if said := said_within(strata, shown=test.shown, level=level):
        return compared(replace(by, caveats=(f"{said} {words.apart}", *by.caveats)), level=level), said
    return test, ""


def _seen_together(by: ByGroup, strata: Strata, words: Words, *, level: float) -> Compared | None:
    """Compare groups that were seen in the same strata by what is left of these; None where that cannot be told.

    Nor where some counts are in no stratum, or where sums and strata do not say the same: of the ratio, or of whether
    there is a difference.
    """
    counts = [measured.estimate.events for _, measured in by.measured]
    if counts != strata.events.sum(axis=0).tolist():
        return None
    p, deff = same_in_sum(strata), strata.left(level=level)
    if p is None or deff is None:
        return None
    left = Left(deff=deff, method=words.method)
    found = compared(replace(by, left=left, caveats=(words.together, *by.caveats)), level=level)
    return found if found.shown is (p <= 1 - level) else None
