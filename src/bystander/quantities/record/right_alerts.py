"""Alerts of a deployment record that were right: as they were judged, and as far as that was confirmed."""

from __future__ import annotations

from bystander.findings import Quantity
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE

RIGHT = Quantity(
    name="right-alerts-per-alert",
    heading="Alerts that were right",
    question="Of the alerts, how many were right?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    nothing="alerts, right alerts and false alerts that fit together",
    page="deployment-record-audit.md",
)
CONFIRMED = Quantity(
    name="confirmed-alerts-per-alert",
    heading="Alerts that were confirmed as right",
    question="Of the alerts, how many were right, if an alert counts as right only when it was confirmed?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    nothing=RIGHT.nothing,
    page="deployment-record-audit.md",
)
