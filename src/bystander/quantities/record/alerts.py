"""How often does the system alert at all, right or wrong?

Every alert is a moment in which somebody is looked at more closely, so it is the first number to ask for where nobody
published how many alerts were false. It bounds the false ones from above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE
from bystander.quantities.record.rates import RecordRate
from bystander.quantities.record.words import FACE, said_rate, said_span

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.quantities.record.counts import Counts, Pair
    from bystander.quantities.record.words import Told


def _counted(of: Counts) -> Pair:
    return of["alerts"], of["faces_seen"]


def _said(quantity: Quantity, told: Told) -> str:
    e, unit = told.rate.estimate, quantity.unit
    alerts = wording.plural(e.events or 0, "alert")
    trials = wording.plural(e.trials or 0, unit, wording.units(unit))
    if not e.events:
        return f"No alert at all in {trials}. {told.opened}, {said_span(0, e.high, unit)}."
    return (
        f"{alerts} in {trials}, right or wrong: {told.about} {said_rate(e.value, unit, up=told.up)}. {told.opened}, "
        f"{said_span(e.low, e.high, unit)}."
    )


ALERTS_PER_FACE = RecordRate(
    name="alerts-per-face",
    heading="Alerts per face seen, right or wrong",
    question="Of the faces that the cameras saw, how many set off an alert, right or wrong?",
    unit=FACE,
    population=DEPLOYMENTS_LIKE_THESE,
    needs="faces seen and alerts",
    page="deployment-record-audit.md",
    counted=_counted,
    columns=("alerts", "faces_seen"),
    said=_said,
    errors=False,
)
