"""What first screens of records share: what leaves a range open, when rows are too unlike for one, who was stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.estimate import UNLIKE
from bystander.intervals import methods
from bystander.quantities.record.rates import rate_of
from bystander.quantities.record.wrong_stops import WRONG_STOPS_PER_STOP

if TYPE_CHECKING:
    from bystander.findings import Estimate
    from bystander.intervals.record_rate import Rate
    from bystander.quantities.record.scope import Scope


def unlike(rate: Rate) -> bool:
    """Return whether the rows of a rate are so unlike that one number for all of them would mislead."""
    return rate.phi is not None and rate.phi >= UNLIKE


def leaves(estimate: Estimate) -> str:
    """Say under what a range is left open: chance alone, or that deployments to come differ as these did."""
    differing = estimate.method.rests_on(methods.DIFFERING)
    return f"{estimate.method.only_if}, chance leaves open" if differing else "chance alone leaves open"


def stopped(scope: Scope, *, level: float) -> str:
    """Say how many of those stopped were the wrong person; nothing where that is not told."""
    rate = rate_of(WRONG_STOPS_PER_STOP, scope, level=level)
    if rate is None:
        return ""
    wrong, people = rate.estimate.events or 0, rate.estimate.trials or 0
    verb = "was" if wrong == 1 else "were"
    of = wording.plural(people, "person", "people")
    return f" Of {of} stopped, {wording.count(wrong) if wrong else 'none'} {verb} the wrong person."
