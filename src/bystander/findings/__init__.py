"""The vocabulary of everything that leaves Bystander: findings, never bare numbers."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings.document import SCHEMA, Conventions, Document, Study, json_schema
    from bystander.findings.estimate import Bounds, Estimate, Reference, Sensitivity, SignificanceTest
    from bystander.findings.finding import EvidenceNote, EvidenceRow, Finding, Point, TooFew, WithheldCount
    from bystander.findings.method import Method
    from bystander.findings.quantity import AmongGroups, BetweenGroups, Catalogue, InGroups, Kind, Quantity
    from bystander.findings.requirement import Required, Verdict
    from bystander.findings.series import Series
    from bystander.findings.term import Term

_HOME = {
    "document": ("SCHEMA", "Conventions", "Document", "Study", "json_schema"),
    "estimate": ("Bounds", "Estimate", "Reference", "Sensitivity", "SignificanceTest"),
    "finding": ("EvidenceNote", "EvidenceRow", "Finding", "Point", "TooFew", "WithheldCount"),
    "method": ("Method",),
    "quantity": ("AmongGroups", "BetweenGroups", "Catalogue", "InGroups", "Kind", "Quantity"),
    "requirement": ("Required", "Verdict"),
    "series": ("Series",),
    "term": ("Term",),
}  # fmt: skip

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


def __getattr__(name: str) -> object:
    """Import on first use: the words of messages stand here too, and need none of it."""
    from importlib import import_module

    for home, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"bystander.findings.{home}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
