"""Which findings have a row of their own in the table of every number, and which are told by others there.

A whole gives way to its parts where it has no number, or where its rows differ so much that the verdict says that one
number describes none of them. Of two numbers that add up to all, such as people found and not
found, one is told. What is known for supposed values only has its picture, with their table.

A page about groups holds the numbers of all at the setting of its groups, and none that serves older reports only. Of
more than two systems the ratio of each pair is in findings.json: their differences have a row, and that says why there
is no ratio, where there is neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Bounds, Kind
from bystander.findings.estimate import UNLIKE
from bystander.report.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate, Finding
    from bystander.report.values import Told

_SAME = 1e-9


def needed(told: Sequence[Told], every: Sequence[Told]) -> list[Told]:
    """Return those findings of a quantity that have a row; ``every``: all findings of the document, in order."""
    known = [t for t in told if not t.quantity.supposed]
    settings, pairs = _of_groups(every), _pairs(every)
    return [
        t
        for t in known
        if not _of_its_parts(t, told)
        and not any(_complement(t, other) for other in every)
        and not (settings and (t.quantity.older or _elsewhere(t.finding, settings)))
        and not (t.kind is Kind.RATIO and t.finding.systems in pairs and (len(pairs) > 1 or _neither(t, every)))
    ]


def _of_groups(every: Sequence[Told]) -> set[float]:
    """Return the thresholds that groups of people are held to; those of a record have none."""
    return {at.threshold for t in every if t.finding.group and (at := t.finding.at).threshold is not None}


def _elsewhere(finding: Finding, settings: set[float]) -> bool:
    """Return whether a number of all holds at another setting than those of the groups."""
    at = finding.at
    set_so = any(value is not None for value in (at.threshold, at.target_fmr, at.target_fpir, at.rank))
    return not finding.group and set_so and at.threshold not in settings


def _pairs(every: Sequence[Told]) -> set[tuple[str, ...]]:
    return {t.finding.systems for t in every if len(t.finding.systems) > 1}


def _of_its_parts(whole: Told, told: Sequence[Told]) -> bool:
    """Return whether the parts of a whole say what it would: it has no number, or one that its rows contradict."""
    parts = [
        t for t in told if t is not whole and t.finding.estimate is not None and _part_of(t.finding, whole.finding)
    ]
    return bool(parts) and (whole.finding.estimate is None or _unlike(whole.finding.estimate))


def _part_of(part: Finding, whole: Finding) -> bool:
    if whole.estimate is None:
        return not scope(whole) and bool(scope(part))
    return part.group == whole.group and whole.at.period is None and part.at.period is not None


def _unlike(estimate: Estimate) -> bool:
    """Return whether rows differ so much more than chance has it that no rate of all of them is told.

    Of what has periods, the effective trials say by how much: it is a record, where nothing else makes them fewer.
    """
    effective, trials = estimate.effective_trials, estimate.trials
    return effective is not None and trials is not None and effective * UNLIKE <= trials


def _complement(told: Told, other: Told) -> bool:
    """Return whether a rate is one less another that is told: with limits beside it, or else the earlier of the two."""
    one, two = told.finding.estimate, other.finding.estimate
    if told is other or one is None or two is None or {told.kind, other.kind} != {Kind.RATE}:
        return False
    same = (told.finding.group, told.finding.at, one.trials) == (other.finding.group, other.finding.at, two.trials)
    if not same or None in {one.trials, one.events, two.events} or (one.events or 0) + (two.events or 0) != one.trials:
        return False
    whole = abs(one.low + two.high - 1) < _SAME and abs(one.high + two.low - 1) < _SAME
    return whole and (_limits(other), -other.place) > (_limits(told), -told.place)


def _limits(told: Told) -> bool:
    return told.finding.bounds != Bounds()


def _neither(ratio: Told, every: Sequence[Told]) -> bool:
    """Return whether the difference of two systems cannot be shown either, for the same reason."""
    one = ratio.finding
    return one.not_estimable is not None and any(
        t.kind is Kind.DIFFERENCE
        and (f := t.finding).systems == one.systems
        and (f.at, f.not_estimable) == (one.at, one.not_estimable)
        for t in every
    )
