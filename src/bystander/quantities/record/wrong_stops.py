"""People stopped by mistake: per face seen, per alert, and per person stopped.

An alert is a moment on a screen, a stop one on the street: it is the stop that a bystander bears. Whether it was a
mistake shows when the person is asked who they are, so it hangs on no judgement of pictures. Per alert, all alerts
count, judged or not: of an alert that nobody judged it is known all the same that nobody was stopped for it by mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Term, wording
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE
from bystander.quantities.record.rates import RecordRate, within
from bystander.quantities.record.words import FACE, of_mistakes, shares

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.quantities.record.counts import Counts, Pair
    from bystander.quantities.record.words import Told

STOP = "person stopped"


def _per_face(of: Counts) -> Pair:
    return of["wrong_stops"], of["faces_seen"]


def _per_alert(of: Counts) -> Pair:
    return within(of["wrong_stops"], of["alerts"])


def _per_stop(of: Counts) -> Pair:
    """Return people stopped by mistake, and people stopped of whom it is told whether they were the right ones."""
    return within(of["wrong_stops"], of.told_apart)


def _said(quantity: Quantity, told: Told) -> str:
    return of_mistakes(quantity, told, "person stopped by mistake", "stopped", "people stopped by mistake")


def _said_of_alerts(quantity: Quantity, told: Told) -> str:
    e = told.rate.estimate
    if not e.events:
        return _said(quantity, told)
    alerts = wording.plural(e.trials or 0, "alert")
    return f"At {wording.count(e.events)} of {alerts} somebody was stopped by mistake: {shares(e)}."


def _said_of_stops(quantity: Quantity, told: Told) -> str:
    del quantity
    e = told.rate.estimate
    verb = "was" if e.events == 1 else "were"
    stops = wording.plural(e.trials or 0, STOP, "people stopped")
    return f"Of {stops}, {wording.count(e.events or 0)} {verb} the wrong person: {shares(e)}."


WRONG_STOPS_PER_FACE = RecordRate(
    name="wrong-stops-per-face",
    heading="People stopped by mistake, per face seen",
    question="Of the faces that the cameras saw, for how many was somebody stopped by mistake?",
    unit=FACE,
    population=DEPLOYMENTS_LIKE_THESE,
    needs="faces seen and people stopped by mistake",
    page="stops.md",
    term=Term(
        "Stop",
        "Somebody is stopped or spoken to because of an alert. Not every alert leads to one.",
        ("stop", "stops", "stopped"),
    ),
    counted=_per_face,
    columns=("false_stops", "faces_seen"),
    said=_said,
    event="stop",
)
WRONG_STOPS_PER_ALERT = RecordRate(
    name="wrong-stops-per-alert",
    heading="People stopped by mistake, per alert",
    question="Of all alerts, judged or not, how many had somebody stopped by mistake?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="alerts and people stopped by mistake that fit together",
    page="stops.md",
    counted=_per_alert,
    columns=("false_stops", "alerts"),
    said=_said_of_alerts,
    event="stop",
)
WRONG_STOPS_PER_STOP = RecordRate(
    name="wrong-stops-per-stop",
    heading="People stopped by mistake, of all people stopped",
    question="Of the people who were stopped, how many were the wrong person?",
    unit=STOP,
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="people stopped, and how many of them by mistake, that fit together",
    page="stops.md",
    counted=_per_stop,
    columns=("false_stops", "stops"),
    said=_said_of_stops,
    event="stop",
)
WRONG_STOPS = (WRONG_STOPS_PER_STOP, WRONG_STOPS_PER_FACE, WRONG_STOPS_PER_ALERT)
