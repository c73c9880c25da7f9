"""What counts of people who were tried several times are worth, group by group: their design effects.

A group without an error does not show its own. How alike the tries of one person are is taken from the others, ρ, the
largest (deff - 1)/(k - 1) of k tries of each person, and at most 1; and a group of k tries each then has the design
effect 1 + (k - 1)ρ, but at least that of the largest of the others. Where nobody of the others was tried twice, nothing
is known of it: all tries of one person then count as one.

A group of few errors, whose people were tried more often than those of all others, shows little: it has met nobody who
errs again and again. It has that design effect where its own is less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.intervals.measured import Measured
    from bystander.studies.groups.by_group import ByGroup


FEW = 5  # errors: with fewer a group does not show how it scatters
ALIKE = 1.5  # times as many tries of each person are taken for alike, as where people change places


def design_effects(by: ByGroup) -> Mapping[str, float]:
    """Return the design effect of each group that is estimated, by its label."""
    if by.left is not None:
        return {rate.label: by.left.deff for rate, _ in by.measured}
    groups = [_Group.of(rate.label, measured) for rate, measured in by.measured]
    found = {}
    for group in groups:
        own, others = group.deff, [other for other in groups if other.deff is not None and other is not group]
        if own is None or group.shows_little(others):
            of_none = (None if by.overall is None else _own(by.overall)) or 1.0
            own = max(own or 1.0, _by_likeness(group, others, of_none=of_none))
        found[group.label] = max(own, by.least_deff)
    return found


@dataclass(frozen=True, kw_only=True)
class _Group:
    """``deff``: the design effect that a group shows, None without an error. ``tries``: of each person, if known."""

    label: str
    events: int
    deff: float | None
    tries: float | None

    @classmethod
    def of(cls, label: str, measured: Measured) -> _Group:
        return cls(label=label, events=measured.estimate.events or 0, deff=_own(measured), tries=_tries_each(measured))

    @property
    def likeness(self) -> float | None:
        """How alike the tries of one person are; None where nobody was tried twice."""
        if self.deff is None or self.tries is None or self.tries <= 1:
            return None
        return (self.deff - 1) / (self.tries - 1)

    def shows_little(self, others: Sequence[_Group]) -> bool:
        tried = [other.tries for other in others if other.tries is not None]
        if self.events >= FEW or self.tries is None or len(tried) < len(others) or not others:
            return False
        return self.tries > ALIKE * max(tried)


def _by_likeness(group: _Group, others: Sequence[_Group], *, of_none: float) -> float:
    """Return the design effect of a group by what the others show; ``of_none``: where none shows one."""
    most = max((other.deff for other in others if other.deff is not None), default=of_none)
    if group.tries is None:
        return most
    likeness = max((alike for other in others if (alike := other.likeness) is not None), default=1.0)
    return max(most, 1 + (group.tries - 1) * min(likeness, 1.0))


def _own(measured: Measured) -> float | None:
    """Return the design effect of an interval, with its t-correction; None where the interval assumes nothing."""
    e = measured.estimate
    if e.effective_trials is None:
        return 1.0
    return None if e.method.of_people else max(1.0, (e.trials or 0.0) / e.effective_trials)


def _tries_each(measured: Measured) -> float | None:
    """Return how often each person was tried, as a try meets it (Σk²/Σk); None where people are not known."""
    if measured.by_person is not None:
        tries = measured.by_person[1].astype(np.float64)
        return float(np.dot(tries, tries) / tries.sum())
    people, trials = measured.estimate.people, measured.estimate.trials
    return trials / people if people and trials else None
