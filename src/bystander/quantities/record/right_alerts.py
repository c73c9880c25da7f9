"""Alerts of a deployment record that were right: as they were judged, and as far as that was confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.counts import fitting
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE
from bystander.quantities.record.one_sided import JUDGED
from bystander.quantities.record.rates import RecordRate
from bystander.quantities.record.words import of_judged_alerts, shares

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.quantities.record.counts import Counts, Pair
    from bystander.quantities.record.words import Told


def _right(of: Counts) -> Pair:
    """Return right alerts and alerts judged; none of a row that contradicts itself, or tells no right ones."""
    return of["right"], of.judged


def _confirmed(of: Counts) -> Pair:
    """Return right alerts that were confirmed, and all alerts: those that nobody judged were not confirmed either."""
    return of["right"] - of["unconfirmed"], fitting(of["alerts"], of.consistent)


def _said(quantity: Quantity, told: Told) -> str:
    del quantity
    doubt = f", {wording.plural(told.unconfirmed, 'unconfirmed one')} counted as right" if told.unconfirmed else ""
    return of_judged_alerts(told, "right", doubt=doubt)


def _said_confirmed(quantity: Quantity, told: Told) -> str:
    del quantity
    e = told.rate.estimate
    why = [f"{told.unconfirmed:,} judged right without that"] if told.unconfirmed else []
    why += [f"{told.unjudged:,} not judged"] if told.unjudged else []
    rest = f"; {wording.listed(why)}" if why else ""
    verb = "was" if e.events == 1 else "were"
    how = "confirmed as right" if told.unconfirmed else "judged right"
    return (
        f"{wording.count(e.events or 0)} of {wording.plural(e.trials or 0, 'alert')} {verb} {how}{rest}: {shares(e)}."
    )


RIGHT = RecordRate(
    name="right-alerts-per-alert",
    heading="Alerts that were right",
    question="Of the alerts that were judged, how many were right?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="alerts, right alerts and false alerts that fit together",
    page="deployment-record-audit.md",
    counted=_right,
    columns=("true_alerts", JUDGED),
    said=_said,
    errors=False,
    rest_scatters=True,
    judged=True,
)
CONFIRMED = RecordRate(
    name="confirmed-alerts-per-alert",
    heading="Alerts that were confirmed as right",
    question="Of all alerts, judged or not, how many were confirmed as right?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="alerts and right alerts that fit together",
    page="deployment-record-audit.md",
    counted=_confirmed,
    columns=("true_alerts", "alerts"),
    said=_said_confirmed,
    errors=False,
    rest_scatters=True,
)
JUDGED_RIGHT = replace(  # of a record that tells of no confirming
    CONFIRMED,
    id="judged-right-per-alert",
    name="judged-right-per-alert",
    heading="Alerts judged right, of all alerts",
    question="Of all alerts, judged or not, how many were judged right?",
)
