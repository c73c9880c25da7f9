"""The vocabulary of everything that leaves Bystander: findings, never bare numbers."""

from bystander.findings.document import SCHEMA, Conventions, Document, Study, json_schema
from bystander.findings.estimate import Bounds, Estimate, Reference, Sensitivity, SignificanceTest
from bystander.findings.finding import EvidenceNote, EvidenceRow, Finding, Point, TooFew, WithheldCount
from bystander.findings.method import Method
from bystander.findings.quantity import AmongGroups, BetweenGroups, Catalogue, InGroups, Kind, Quantity
from bystander.findings.requirement import Required, Verdict
from bystander.findings.series import Series
from bystander.findings.term import Term

__all__ = [
    "SCHEMA",
    "AmongGroups",
    "BetweenGroups",
    "Bounds",
    "Catalogue",
    "Conventions",
    "Document",
    "Estimate",
    "EvidenceNote",
    "EvidenceRow",
    "Finding",
    "InGroups",
    "Kind",
    "Method",
    "Point",
    "Quantity",
    "Reference",
    "Required",
    "Sensitivity",
    "Series",
    "SignificanceTest",
    "Study",
    "Term",
    "TooFew",
    "Verdict",
    "WithheldCount",
    "json_schema",
]
