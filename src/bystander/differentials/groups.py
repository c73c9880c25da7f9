"""Counts by group: what every comparison of groups starts from.

A rate is ``events / trials``. Errors that cluster on people tell less than their number: with a design effect
``deff`` (variance over that of independent trials, `intervals.kg_t`), both are divided by it, after Korn and Graubard.
The rate stays what it is, and the effective events have about the mean and the variance of a Poisson count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class GroupCount:
    """What was counted in one group: so many ``events`` in so much exposure, ``trials``.

    ``trials``: comparisons, passes or faces; 0 says that nobody of the group was tested. ``deff``: the design effect,
    at least 1. ``people``: behind the trials, None where that is unknown. ``bounded``: each trial is an event at most
    once, so that there cannot be more events than trials; False for an exposure such as hours. ``by_person``: int64,
    (2, people), events and trials of each of them; None where that is unknown, and where a trial belongs to two people.

    Raises ``ValueError`` for what cannot have been counted: less than nothing, part of an event, events without
    exposure, more events than trials, a design effect below 1, people who do not add up.
    """

    name: str
    events: int
    trials: float
    deff: float = 1.0
    people: int | None = None
    bounded: bool = True
    by_person: NDArray[np.int64] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        _check(self)

    @property
    def rate(self) -> float | None:
        """Events per trial; None without exposure (0/0)."""
        return self.events / self.trials if self.trials else None

    @property
    def effective_events(self) -> float:
        """How many independent events the events are worth."""
        return self.events / self.deff

    @property
    def effective_trials(self) -> float:
        """How many independent trials the trials are worth."""
        return self.trials / self.deff


def with_exposure(groups: Sequence[GroupCount]) -> tuple[GroupCount, ...]:
    """Return the groups that were tested at all, in the order given. Raises ``ValueError`` where two have one name."""
    names = [group.name for group in groups]
    if len(set(names)) != len(names):
        message = (
            f"each group is counted once, but these come twice: {sorted({n for n in names if names.count(n) > 1})}"
        )
        raise ValueError(message)
    return tuple(group for group in groups if group.trials > 0)


def effective(groups: Sequence[GroupCount]) -> tuple[Numbers, Numbers]:
    """Return effective events and effective trials, an element a group."""
    return np.array([g.effective_events for g in groups]), np.array([g.effective_trials for g in groups])


def together(groups: Sequence[GroupCount], *, name: str) -> GroupCount:
    """Return several groups as one.

    Its design effect is the mean of theirs, each weighing as many as its events (as its trials where there is no
    event): variances of independent counts add up. ``people`` is the sum, None where one is unknown; people in two
    groups would count twice.
    """
    events, trials = sum(g.events for g in groups), sum(g.trials for g in groups)
    weights = [float(g.events) if events else float(g.trials) for g in groups]
    people = [g.people for g in groups]
    deff = sum(w * g.deff for w, g in zip(weights, groups, strict=True)) / sum(weights) if sum(weights) else 1.0
    return GroupCount(
        name=name,
        events=events,
        trials=trials,
        deff=max(1.0, deff),
        people=None if None in people else sum(p for p in people if p is not None),
        bounded=all(g.bounded for g in groups),
    )


def check_level(level: float) -> None:
    """Raise ``ValueError`` where a level does not lie between 0 and 1."""
    if not 0 < level < 1:
        message = f"a level lies between 0 and 1, not {level}"
        raise ValueError(message)


def _check(group: GroupCount) -> None:
    problem = None
    if not 0 <= group.events < inf or group.events != int(group.events):
        problem = f"{group.events} is not a number of events"
    elif not 0 <= group.trials < inf:
        problem = f"{group.trials} is not an exposure"
    elif group.events and not group.trials:
        problem = f"{group.events} events without any exposure"
    elif group.bounded and group.events > group.trials:
        problem = f"{group.events} events cannot come from {group.trials:g} trials"
    elif group.by_person is not None and group.by_person.sum(axis=1).tolist() != [group.events, group.trials]:
        problem = "its people do not add up to its counts"
    elif not 1 <= group.deff < inf:
        problem = f"a design effect is 1 or more, not {group.deff}"
    if problem:
        message = f"group {group.name!r}: {problem}"
        raise ValueError(message)
