"""Do the deployments of a record differ from each other by more than chance?"""

from __future__ import annotations

from bystander.findings import Kind, Quantity

OVER_DISPERSION = Quantity(
    name="over-dispersion",
    heading="Spread between deployments",
    question="Do the deployments differ by more than chance?",
    unit="face seen",
    population=None,
    kind=Kind.RATIO,
    nothing="no row gives false alerts with something to divide them by",
    page="deployment-record-audit.md",
)
