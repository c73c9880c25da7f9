"""False alerts of a deployment record: per face seen, per alert, per deployment, per hour, and by group."""

from __future__ import annotations

from dataclasses import replace

from bystander.findings import InGroups, Kind, Quantity

DEPLOYMENTS_LIKE_THESE = "deployments like these, with the same system, watchlist and way of counting"

FALSE_PER_FACE = Quantity(
    name="false-alerts-per-face",
    heading="False alerts per face seen",
    question="Of the faces that the cameras saw, how many were flagged by mistake?",
    unit="face seen",
    population=DEPLOYMENTS_LIKE_THESE,
    nothing="faces seen and false alerts",
    page="deployment-record-audit.md",
    groups=InGroups(
        question="Of the faces of each group, how many were flagged by mistake?",
        errors="false alerts per face seen",
        chart="People flagged by mistake",
        of=DEPLOYMENTS_LIKE_THESE,
    ),
)
FALSE_PER_ALERT = Quantity(
    name="false-alerts-per-alert",
    heading="False alerts per alert",
    question="Of the alerts, how many were false?",
    unit="alert",
    population=DEPLOYMENTS_LIKE_THESE,
    nothing="alerts and false alerts that fit together",
    page="deployment-record-audit.md",
)
FALSE_PER_DEPLOYMENT = Quantity(
    name="false-alerts-per-deployment",
    heading="False alerts per deployment",
    question="How many people were flagged by mistake in a deployment?",
    unit="deployment",
    population=DEPLOYMENTS_LIKE_THESE,
    kind=Kind.MEAN,
    nothing="the number of deployments and of false alerts",
    page="deployment-record-audit.md",
)
FALSE_PER_HOUR = Quantity(
    name="false-alerts-per-hour",
    heading="False alerts per hour",
    question="How many people were flagged by mistake in an hour?",
    unit="hour",
    population=DEPLOYMENTS_LIKE_THESE,
    kind=Kind.MEAN,
    nothing="hours and false alerts",
    page="deployment-record-audit.md",
)
FALSE = (FALSE_PER_FACE, FALSE_PER_ALERT, FALSE_PER_DEPLOYMENT, FALSE_PER_HOUR)

# Of groups, findings call it by a shorter name.
FALSE_OF_GROUPS = replace(FALSE_PER_FACE, name="false-alerts", id="")
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
    page="differentials.md",
)
