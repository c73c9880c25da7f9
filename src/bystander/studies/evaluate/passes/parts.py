"""The share of passes with an alert by group, by camera and by place; differences are tested between groups only.

Passes before two cameras, or in two places, are of the same people: a test that takes parts for independent ones would
be wrong there. What is compared between groups is the share of passes without an alert: it is what somebody may bear
more of, and the rarer outcome as a rule.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.quantities.passes.alerted import PASSES_ALERTED, PASSES_MISSED, measured_alerts, measured_misses
from bystander.studies.groups import words
from bystander.studies.groups.by_group import ByGroup, GroupRate, too_small

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from bystander.evidence.passes.passes import Passes, Split
    from bystander.evidence.people.groups import Groups
    from bystander.findings import Finding, Quantity
    from bystander.intervals.measured import Measured
    from bystander.quantities.passes.facts import Facts

    Measure = Callable[..., Measured]

NOBODY = "nobody of it passed"
SAME_PEOPLE = (
    "The same volunteers may have passed in several places or before several cameras, so what differs between them is "
    "not tested. A comparison that was planned, with every volunteer before each of them, would remove this."
)


def by_groups(facts: Facts, *, small_cell: int) -> tuple[list[ByGroup], list[Finding]]:
    """Return the shares of passes without an alert by group, to be compared, and the findings of those with one."""
    missed, found = [], []
    for groups in facts.passes.groups:
        codes = groups.codes[facts.passes.person]
        missed.append(_of_groups(PASSES_MISSED, measured_misses, groups, codes, facts, small_cell=small_cell))
        alerted = _of_groups(PASSES_ALERTED, measured_alerts, groups, codes, facts, small_cell=small_cell)
        found += words.by_group(alerted)
    return missed, found


def _of_groups(
    quantity: Quantity, measure: Measure, groups: Groups, codes: NDArray[np.int16], facts: Facts, *, small_cell: int
) -> ByGroup:
    passes = facts.passes
    rates = []
    for at in range(len(groups.labels)):
        part = passes.only(codes == at)
        rates.append(_rate(groups.group(at), groups.label(at), part, measure, facts, small_cell=small_cell))
    outside = passes.only(codes < 0)
    return ByGroup(
        quantity=quantity, groups=groups, name=groups.name, point=facts.point, label=facts.label, rates=tuple(rates),
        overall=measure(passes, level=facts.level), people=passes.seen - outside.seen, unrecorded=outside.seen,
        outside=int(outside.passes.sum()), trial="pass", clustered=passes.clusters is not None,
    )  # fmt: skip


def _rate(
    group: dict[str, str], label: str, part: Passes, measure: Measure, facts: Facts, *, small_cell: int
) -> GroupRate:
    people = part.seen
    reason = NOBODY if not people else too_small(people, small_cell) if people < small_cell else ""
    measured = None if reason else measure(part, level=facts.level)
    return GroupRate(group=group, label=label, people=people, measured=measured, reason=reason)


def by_place(split: Split, facts: Facts, *, small_cell: int) -> ByGroup:
    """Return the share of passes with an alert in each place, or before each camera."""
    passes = facts.passes
    rates = tuple(
        _rate({split.name: label}, label, passes.only(split.codes == at), measured_alerts, facts, small_cell=small_cell)
        for at, label in enumerate(split.labels)
    )
    outside = passes.only(split.codes < 0)
    return ByGroup(
        quantity=PASSES_ALERTED, groups=None, name=split.name, point=facts.point, label=facts.label, rates=rates,
        overall=measured_alerts(passes, level=facts.level), people=passes.seen, unrecorded=0,
        outside=int(outside.passes.sum()), trial="pass", caveats=(SAME_PEOPLE,),
        clustered=passes.clusters is not None,
    )  # fmt: skip


def counted(passes: Passes, failures: str) -> Passes:
    """Return the passes that count: all, or only those whose face was found."""
    if failures != "exclude":
        return passes
    seen = passes.without_failures()
    return replace(seen, detected=None, detected_of=None).only(seen.passes > 0)
