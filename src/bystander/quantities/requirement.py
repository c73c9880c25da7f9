"""A requirement as a question: the finding of it has the quantity that is required, and says whether it is shown."""

from __future__ import annotations

from bystander.findings import Quantity

REQUIREMENT = Quantity(
    name="requirement",
    heading="What was required",
    question="Does this evidence show what is required?",
    unit="trial of what is required",
    population=None,
    of_passers_by=False,
    page="requirements.md",
)
