"""Arrests per alert and per person stopped: what the looks at everybody's face are set against.

An arrest is not a right alert: people are arrested for what is found when they are stopped, and right alerts end
without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE
from bystander.quantities.record.rates import RecordRate, within
from bystander.quantities.record.words import shares
from bystander.quantities.record.wrong_stops import STOP

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.quantities.record.counts import Counts, Pair
    from bystander.quantities.record.words import Told


def _per_alert(of: Counts) -> Pair:
    return within(of["arrests"], of["alerts"])


def _per_stop(of: Counts) -> Pair:
    return within(of["arrests"], of.stopped)


def _said(quantity: Quantity, told: Told) -> str:
    e, unit = told.rate.estimate, quantity.unit
    whole = wording.plural(e.trials or 0, unit, wording.units(unit))
    arrests = wording.plural(e.events or 0, "arrest")
    return f"{arrests} on {whole}: {shares(e)}."


ARRESTS_PER_ALERT = RecordRate(
    name="arrests-per-alert",
    heading="Arrests per alert",
    question="Of all alerts, how many ended in an arrest?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="alerts and arrests that fit together",
    page="stops.md",
    counted=_per_alert,
    columns=("arrests", "alerts"),
    said=_said,
    event="arrest",
    errors=False,
)
ARRESTS_PER_STOP = RecordRate(
    name="arrests-per-stop",
    heading="Arrests per person stopped",
    question="Of the people who were stopped, how many were arrested?",
    unit=STOP,
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="people stopped and arrests that fit together",
    page="stops.md",
    counted=_per_stop,
    columns=("arrests", "stops"),
    said=_said,
    event="arrest",
    errors=False,
)
ARRESTS = (ARRESTS_PER_STOP, ARRESTS_PER_ALERT)
