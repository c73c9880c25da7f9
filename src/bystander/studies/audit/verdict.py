"""What an audit says where no alert was judged and no face counted, and when one rate for all would mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.estimate import UNLIKE
from bystander.quantities.record.false_alerts import FALSE, FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.rates import rate_of
from bystander.quantities.record.words import said_rate, said_span
from bystander.quantities.record.wrong_stops import WRONG_STOPS_PER_STOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.intervals.record_rate import Rate
    from bystander.quantities.record.rates import RecordRate
    from bystander.quantities.record.scope import Scope

NO_RATE = "The record supports no rate of false alerts: no row gives false alerts with something to divide by."

NO_SHARE = "The record does not say of how many alerts or faces, so nothing can be said of an alert or a passer-by."


def unlike(rate: Rate) -> bool:
    """Return whether the rows of a rate are so unlike that one number for all of them would mislead."""
    return rate.phi is not None and rate.phi >= UNLIKE


def verdict(scopes: Sequence[Scope], *, level: float) -> tuple[str, ...]:
    """Return a sentence an operator: what false alerts were counted, who was stopped by mistake; then what lacks."""
    said, shares = [], False
    for scope in scopes:
        quantity = next((q for q in FALSE if rate_of(q, scope, level=level)), None)
        if quantity is None:
            continue
        shares = shares or quantity in {FALSE_PER_FACE, FALSE_PER_ALERT}
        wrong = wording.plural(sum(e.wrong or 0 for e in scope.entries), "false alert")
        who = f"{scope.said}: {wrong} in" if scope.said else f"The record counts {wrong} in"
        said.append(f"{who} {_over(scope.entries)}{_doubt(quantity, scope, level=level)}{_stopped(scope, level=level)}")
    if said:
        return tuple(said) if shares else (*said, NO_SHARE)
    return (NO_RATE, *(text for scope in scopes if (text := _stopped(scope, level=level).strip())))


def _doubt(quantity: RecordRate, scope: Scope, *, level: float) -> str:
    """Say what chance leaves open of a rate, to the end of the sentence; no more where rows are too unlike for one."""
    rate = rate_of(quantity, scope, level=level)
    if rate is None or unlike(rate):
        return f". They are too unlike for one rate per {quantity.unit}."
    e, unit = rate.estimate, quantity.unit
    some = said_span(e.low, e.high, unit) if e.events else f"up to {said_rate(e.high, unit)}"
    return f"; chance alone leaves open {some} ({e.level * 100:g} %)."


def _stopped(scope: Scope, *, level: float) -> str:
    """Say how many of those stopped were the wrong person; nothing where that is not told."""
    rate = rate_of(WRONG_STOPS_PER_STOP, scope, level=level)
    if rate is None:
        return ""
    wrong, people = rate.estimate.events or 0, rate.estimate.trials or 0
    verb = "was" if wrong == 1 else "were"
    stopped = wording.plural(people, "person stopped", "people stopped")
    return f" Of {stopped}, {wording.count(wrong) if wrong else 'none'} {verb} the wrong person."


def _over(entries: Sequence[Entry]) -> str:
    """Say how many deployments rows stand for, or how many rows where that is not known of each."""
    if all(e.deployments is not None for e in entries):
        return wording.plural(sum(e.deployments or 0 for e in entries), "deployment")
    return wording.plural(len(entries), "row")
