"""What is asked of groups beside the quantities that are told by group, which follow from their own declaration."""

from __future__ import annotations

from bystander.findings import Kind, Quantity

LEGACY_INDICES = Quantity(
    name="group-legacy-indices",
    heading="Indices of older reports",
    question="Which values have the indices that older reports give: GARBE, IR and FDR?",
    unit="system",
    population="none: they describe this trial alone",
    kind=Kind.MEAN,
    older=True,
    page="differentials.md",
)
