"""How many alerts were followed by a stop: whether officers rely on what the system says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE
from bystander.quantities.record.rates import RecordRate, within
from bystander.quantities.record.words import shares

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.quantities.record.counts import Counts, Pair
    from bystander.quantities.record.words import Told


def _counted(of: Counts) -> Pair:
    return within(of.stopped, of["alerts"])


def _said(quantity: Quantity, told: Told) -> str:
    del quantity
    e = told.rate.estimate
    alerts = wording.plural(e.trials or 0, "alert")
    return f"{wording.count(e.events or 0)} of {alerts} led to a stop: {shares(e)}."


STOPS_PER_ALERT = RecordRate(
    name="stops-per-alert",
    heading="Alerts that led to a stop",
    question="Of all alerts, how many led to somebody being stopped, rightly or by mistake?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="alerts and people stopped that fit together",
    page="stops.md",
    counted=_counted,
    columns=("stops", "alerts"),
    said=_said,
    event="stop",
    errors=False,
)
