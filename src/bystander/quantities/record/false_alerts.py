"""False alerts of a deployment record: per face seen, per alert, per deployment, per hour, and by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import InGroups, Kind, Quantity
from bystander.quantities.record.one_sided import JUDGED
from bystander.quantities.record.rates import RecordRate
from bystander.quantities.record.words import FACE, of_false_alerts, of_judged_alerts

if TYPE_CHECKING:
    from bystander.quantities.record.counts import Counts, Pair
    from bystander.quantities.record.words import Told

DEPLOYMENTS_LIKE_THESE = "deployments like these, with the same system, watchlist and way of counting"


def _per_face(of: Counts) -> Pair:
    return of["wrong"], of["faces_seen"]


def _per_alert(of: Counts) -> Pair:
    """Return false alerts and alerts judged; a row that contradicts itself counts for no rate per alert."""
    return of["wrong"], of.judged


def _per_deployment(of: Counts) -> Pair:
    return of["wrong"], of["deployments"]


def _per_hour(of: Counts) -> Pair:
    return of["wrong"], of["hours"]


def _of_alerts(quantity: Quantity, told: Told) -> str:
    if not told.rate.estimate.events:
        return f"{of_false_alerts(quantity, told)}{told.left_out('false')}"
    return of_judged_alerts(told, "false")


FALSE_PER_FACE = RecordRate(
    name="false-alerts-per-face",
    heading="False alerts per face seen",
    question="Of the faces that the cameras saw, how many were flagged by mistake?",
    unit=FACE,
    population=DEPLOYMENTS_LIKE_THESE,
    needs="faces seen and false alerts",
    page="deployment-record-audit.md",
    groups=InGroups(
        question="Of the faces of each group, how many were flagged by mistake?",
        errors="false alerts per face seen",
        chart="People flagged by mistake",
        of=DEPLOYMENTS_LIKE_THESE,
    ),
    counted=_per_face,
    columns=("false_alerts", "faces_seen"),
    of_alerts=True,
    said=of_false_alerts,
)
FALSE_PER_ALERT = RecordRate(
    name="false-alerts-per-alert",
    heading="False alerts per alert",
    question="Of the alerts that were judged, how many were false?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    of_passers_by=False,
    needs="alerts and false alerts that fit together",
    page="deployment-record-audit.md",
    counted=_per_alert,
    columns=("false_alerts", JUDGED),
    of_alerts=True,
    said=_of_alerts,
)
FALSE_PER_DEPLOYMENT = RecordRate(
    name="false-alerts-per-deployment",
    heading="False alerts per deployment",
    question="How many people were flagged by mistake in a deployment?",
    unit="deployment",
    population=DEPLOYMENTS_LIKE_THESE,
    kind=Kind.MEAN,
    needs="the number of deployments and of false alerts",
    page="deployment-record-audit.md",
    counted=_per_deployment,
    columns=("false_alerts", "deployments"),
    of_alerts=True,
    said=of_false_alerts,
)
FALSE_PER_HOUR = RecordRate(
    name="false-alerts-per-hour",
    heading="False alerts per hour",
    question="How many people were flagged by mistake in an hour?",
    unit="hour",
    population=DEPLOYMENTS_LIKE_THESE,
    kind=Kind.MEAN,
    needs="hours and false alerts",
    page="deployment-record-audit.md",
    counted=_per_hour,
    columns=("false_alerts", "hours"),
    of_alerts=True,
    said=of_false_alerts,
)
FALSE = (FALSE_PER_FACE, FALSE_PER_ALERT, FALSE_PER_DEPLOYMENT, FALSE_PER_HOUR)

# Of groups, findings call it by a shorter name.
FALSE_OF_GROUPS = Quantity(
    name="false-alerts",
    heading=FALSE_PER_FACE.heading,
    question=FALSE_PER_FACE.question,
    unit=FACE,
    population=DEPLOYMENTS_LIKE_THESE,
    page=FALSE_PER_FACE.page,
    groups=FALSE_PER_FACE.groups,
)
PART_OF_GROUP = Quantity(
    name="false-alerts-by-group",
    heading="The part of the false alerts that fell on each group",
    question="What part of the false alerts fell on each group?",
    unit="false alert",
    population="false alerts like these",
    of_passers_by=False,
    nothing="no false alert was recorded: 0 of 0",
    page="differentials.md",
    in_parts=True,
)
SUPPOSED_RATIO = Quantity(
    name="false-alert-group-ratio-supposed",
    heading="How often each group is flagged, for supposed shares of the faces seen",
    question="How many times as often was each group flagged by mistake as everybody else, per face seen?",
    unit="face seen",
    population=DEPLOYMENTS_LIKE_THESE,
    kind=Kind.RATIO,
    supposed=True,
    page="differentials.md",
)
