"""The vocabulary of everything that leaves Bystander: findings, never bare numbers."""

from bystander.findings.document import SCHEMA, Conventions, Document, Study, json_schema
from bystander.findings.estimate import Bounds, Estimate, Reference, Sensitivity, SignificanceTest
from bystander.findings.finding import EvidenceNote, Finding, Point
from bystander.findings.series import Series

__all__ = [
    "SCHEMA",
    "Bounds",
    "Conventions",
    "Document",
    "Estimate",
    "EvidenceNote",
    "Finding",
    "Point",
    "Reference",
    "Sensitivity",
    "Series",
    "SignificanceTest",
    "Study",
    "json_schema",
]
