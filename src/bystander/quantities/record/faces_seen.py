"""What is counted as a face seen: how many there were, and whether the way of counting changed."""

from __future__ import annotations

from bystander.findings import Kind, Quantity

DENOMINATOR_CHANGE = Quantity(
    name="denominator-change",
    heading="Change of what is counted",
    question="Did what is counted as a face seen change while the record was kept?",
    unit="face seen per hour",
    population=None,
    kind=Kind.RATIO,
    page="deployment-record-audit.md",
)
FACES_PER_HOUR = Quantity(
    name="faces-per-hour",
    heading="Faces counted per hour",
    question="How many faces did the cameras see per hour?",
    unit="hour",
    population=None,
    kind=Kind.MEAN,
    per="faces per hour",
    page="deployment-record-audit.md",
)
FACES_PER_DEPLOYMENT = Quantity(
    name="faces-per-deployment",
    heading="Faces per deployment",
    question="How many faces did the cameras see per deployment?",
    unit="deployment",
    population=None,
    kind=Kind.MEAN,
    page="deployment-record-audit.md",
)
