"""What would show it: how many people or trials, at the rate that was found, for a requirement that is not shown."""

from __future__ import annotations

from math import ceil, inf, isclose
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.intervals import kg_t
from bystander.intervals.counts import clopper_pearson_lower
from bystander.planning.needed import MOST, errors_allowed, people_needed, sets_needed, trials_needed
from bystander.quantities.record.rates import NOT_JUDGED, UNCONFIRMED
from bystander.studies.require.limits import limits_by

if TYPE_CHECKING:
    from bystander.findings import Estimate, Finding, Quantity
    from bystander.requirements.requirement import Requirement
    from bystander.studies.require.limits import Limits

HOLDS = "if the rate found holds"
MOST_NEEDED = 1e6  # times as many as were counted: more than anybody will ever count, so no number is told
FAR = "more than a million times as many"
NEAR = "The rate found is the limit itself, so no test of any size would show on which side it lies."


def would_show(requirement: Requirement, finding: Finding, quantity: Quantity, limits: Limits) -> str:
    """Say in a sentence or two what evidence would show it; ``limits``: those that do not."""
    e, limit = finding.estimate, requirement.limit.value
    if e is None or limits.lower is None or limits.upper is None:
        return ""
    # to the digits that are written: 10 of 60,000 is 1 in 6,000; but 60 of 60 is not 0.9999999999
    if isclose(e.value, limit, rel_tol=1e-9) and isclose(1 - e.value, 1 - limit, rel_tol=1e-6):
        return NEAR
    at_most = requirement.direction == "at-most"
    good = e.value < limit if at_most else e.value > limit
    above = e.value < limit  # the bound that has to move is the upper one
    if limits.doubtful and _blocked(e, quantity, limits, limit, above=above):
        return _settled(limits)
    many = _how_many(e, quantity, limits, limit, above=above)
    if not good:
        lead = (
            f"The rate found is {'above' if at_most else 'below'} the limit, so more of the same would not show it met"
        )
        return f"{lead}. {wording.capital(many)} would show it not met, {HOLDS}." if many else f"{lead}."
    if not many:
        return ""
    return f"{wording.capital(many)} would show it, {HOLDS}.{_errors(e, limits, limit, at_most=at_most)}"


def _how_many(e: Estimate, quantity: Quantity, limits: Limits, limit: float, *, above: bool) -> str:
    """Return "about 630 people (300 were tested)"; "" where it cannot be told."""
    bound = limits.upper if above else limits.lower
    if limits.deff is not None:
        needed = _trials(e, quantity, limits, limit, above=above)
        return (
            f"{_as_many(needed, e.trials)} {wording.units(quantity.unit)}{_all(limits)} "
            f"({wording.count(e.trials or 0)} were counted)"
        )
    if e.people is None or bound is None:
        return ""
    wanted = _people(e, limits, bound, limit, above=above)
    if wanted == inf:
        return ""
    return f"{_as_many(wanted, e.people)} people ({wording.count(e.people)} were tested)"


def _as_many(needed: float | None, counted: float | None) -> str:
    """Say how many are needed; ``None``: more than any number that is looked at."""
    return FAR if needed is None or needed > MOST_NEEDED * (counted or 1) else f"about {_round(needed)}"


def _trials(e: Estimate, quantity: Quantity, limits: Limits, limit: float, *, above: bool) -> int | None:
    """Return how many trials of published counts, by the exact rule at the same clustering, if none is in doubt."""
    lower, upper = limits_by(quantity)
    deff = limits.deff or 1.0
    return trials_needed(e.value, limit, level=e.level, deff=deff, upper=upper, lower=None if above else lower)


def _blocked(e: Estimate, quantity: Quantity, limits: Limits, limit: float, *, above: bool) -> bool:
    """Return whether it is alerts in doubt that leave it open: as many trials without any would show it."""
    needed = _trials(e, quantity, limits, limit, above=above)
    return needed is not None and needed <= (e.trials or 0)


def _settled(limits: Limits) -> str:
    """Say what would settle the alerts in doubt: more of the same would bring more of them."""
    word, done = "doubtful", "judged and confirmed"
    if limits.kinds == (NOT_JUDGED,):
        word, done = "unjudged", "judged"
    elif limits.kinds == (UNCONFIRMED,):
        word, done = "unconfirmed", "confirmed"
    alerts = wording.plural(limits.doubtful, f"{word} alert")
    return f"More of the same would not show it. Have the {alerts} {done}."


def _all(limits: Limits) -> str:
    """Say that as many as are needed have to be judged, where some are not."""
    return ", with every alert judged" if limits.doubtful else ""


def _people(e: Estimate, limits: Limits, bound: float, limit: float, *, above: bool) -> float:
    value, people = e.value, e.people or 0
    if limits.exact:
        exact = trials_needed(value, limit, level=e.level, lower=None if above else clopper_pearson_lower)
        return float(MOST if exact is None else exact)
    if not limits.free:
        return people_needed(people, value, bound, limit) or inf
    free = inf
    if 0 < bound < 1:  # the sets that share nobody are as many as the limit has them
        free = people * sets_needed(value, limit, level=e.level) / sets_needed(value, bound, level=e.level)
    end = e.high if above else e.low
    scaled = people_needed(people, value, end, limit)
    if value in {0.0, 1.0} or e.df is None or scaled is None:
        return free
    # with more people eight of them come to drive the errors, and then the limit is that of the interval
    return min(free, max(float(scaled), people * kg_t.FEW_PEOPLE / e.df))


def _errors(e: Estimate, limits: Limits, limit: float, *, at_most: bool) -> str:
    """Say how many errors as many trials may have, where each person has one."""
    if not limits.exact or not at_most or e.trials is None:
        return ""
    allowed = errors_allowed(round(e.trials), limit, level=e.level)
    return "" if allowed is None else f" {wording.count(e.trials)} people may have {wording.plural(allowed, 'error')}."


def _round(value: float) -> str:
    """Say how many with two digits, rounded up: nobody should plan with fewer."""
    size = 10.0 ** max(len(str(int(value))) - 2, 0)
    return wording.count(ceil(value / size - 1e-9) * size)
