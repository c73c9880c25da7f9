"""Alerts of a deployment record that were right: as they were judged, and as far as that was confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE
from bystander.quantities.record.rates import RecordRate
from bystander.quantities.record.words import of_judged_alerts

if TYPE_CHECKING:
    from bystander.evidence.record.entry import Entry
    from bystander.findings import Quantity
    from bystander.intervals.record_rate import Rate


def _not_wrong(e: Entry) -> tuple[int, float] | None:
    """Return the alerts not judged false, and all; none of a row that contradicts itself."""
    if e.alerts is None or e.wrong is None or e.right is None or not e.consistent:
        return None
    return e.alerts - e.wrong, e.alerts


def _confirmed(e: Entry) -> tuple[int, float] | None:
    if e.alerts is None or e.wrong is None or e.right is None or not e.consistent:
        return None
    return e.right - e.unconfirmed, e.alerts


def _right(quantity: Quantity, rate: Rate, crowd: int, doubtful: int) -> str:
    del quantity, crowd
    doubt = f", {wording.plural(doubtful, 'unconfirmed one')} counted as right" if doubtful else ""
    return of_judged_alerts(rate, "right", doubt=doubt)


def _right_and_confirmed(quantity: Quantity, rate: Rate, crowd: int, doubtful: int) -> str:
    del quantity, crowd, doubtful
    return of_judged_alerts(rate, "right and not left unconfirmed")


RIGHT = RecordRate(
    name="right-alerts-per-alert",
    heading="Alerts that were right",
    question="Of the alerts, how many were right?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="alerts, right alerts and false alerts that fit together",
    page="deployment-record-audit.md",
    counted=_not_wrong,
    said=_right,
    errors=False,
    rest_scatters=True,
    judged=True,
)
CONFIRMED = RecordRate(
    name="confirmed-alerts-per-alert",
    heading="Alerts that were confirmed as right",
    question="Of the alerts, how many were right, if an alert counts as right only when it was confirmed?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs=RIGHT.needs,
    page="deployment-record-audit.md",
    counted=_confirmed,
    said=_right_and_confirmed,
    errors=False,
    rest_scatters=True,
)
