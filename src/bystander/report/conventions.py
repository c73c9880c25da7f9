"""Every convention and every method of a study, in words: what was decided before the numbers were computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.limits import LIMITS

if TYPE_CHECKING:
    from bystander.findings import Document

_ACCEPT = {
    ">=": "A comparison matches when its score is the threshold or higher.",
    ">": "A comparison matches only when its score is higher than the threshold; a score equal to it does not match.",
    "<=": "The scores are distances: a comparison matches when its distance is the threshold or smaller.",
    "<": "The scores are distances: a comparison matches only when its distance is smaller than the threshold.",
}
_RETURNED = {
    ">=": "A candidate is returned when its score is the threshold or higher.",
    ">": "A candidate is returned only when its score is higher than the threshold, not when it is equal to it.",
    "<=": "The scores are distances: a candidate is returned when its distance is the threshold or smaller.",
    "<": "The scores are distances: a candidate is returned only when its distance is smaller than the threshold.",
}
_FAILED_SEARCHES = {
    "fold": (
        "A search that failed counts as one that returned nobody: a miss of somebody listed, of others no mistake."
    ),
    "exclude": "Searches that failed are left out of every rate and counted on their own.",
}
_FAILED_PASSES = {
    "fold": "A pass in which no face was found counts as one without an alert: nobody was found in it.",
    "exclude": "Passes in which no face was found are left out of the share of passes and counted on their own.",
}
_RANKS = (
    "A person with several references is in the list once, with the best. Equal scores stand before the right person."
)
_LIMITS = ", and as many one-sided limits lie above it"
_FAILURES = {
    "fold": ("A comparison that could not be made counts as no match: of one person a miss, of two people no mistake."),
    "exclude": ("Comparisons that could not be made are left out of every rate and counted on their own."),
}


@dataclass(frozen=True)
class Entry:
    """A term with the sentence that explains it."""

    term: str
    text: str


def conventions(document: Document) -> list[Entry]:
    """Return the conventions of a study that apply to it, in the order in which they took effect."""
    c = document.conventions
    entries = []
    searches = any(e.kind == "searches" for e in document.evidence)
    passes = any(e.kind == "seeded operational test" for e in document.evidence)
    if c.accept is not None:
        said = _RETURNED if searches else _ACCEPT
        entries.append(Entry(f"{'Alert' if searches else 'Match'}: score {c.accept} threshold", said[c.accept]))
    if c.failures is not None:
        said = _FAILED_SEARCHES if searches else _FAILED_PASSES if passes else _FAILURES
        entries.append(Entry(f"Failures: {c.failures}", said[c.failures]))
    if searches:
        entries.append(Entry("Ranks: by person", _RANKS))
    if c.failed_scores:
        listed = wording.listed([wording.threshold(value) for value in c.failed_scores])
        entries.append(Entry(f"Declared as failed: score {listed}", "Such a score was read as no score at all."))
    entries += _of_numbers(document)
    if any(f.at.target_fmr is not None or f.at.target_fpir is not None for f in document.findings):
        entries.append(
            Entry(
                "Thresholds: never interpolated",
                "For a target: the lowest score of a false one that keeps the rate at or below it, "
                "or just above the highest.",
            )
        )
    if c.cluster is not None:
        entries.append(
            Entry(
                f"Counted as one: people with the same {c.cluster.replace('_', ' ')}",
                "They may err together, so every interval and every number of people takes them for one person.",
            )
        )
    if c.replicates:
        seed = f", seed {c.seed}" if c.seed is not None else ""
        times = f"{wording.count(c.replicates)} times{seed}"
        entries.append(Entry(f"Replicates: {times}", "People were drawn again; one seed gives one page."))
    elif c.seed is not None:
        entries.append(Entry(f"Seed: {c.seed}", "The same seed gives the same page."))
    return entries


def limits(document: Document) -> list[Entry]:
    """Return the limits that stand beside the estimates of a study, each once; not those that are a method there."""
    parts = [p for f in document.findings if f.estimate is not None for p in f.estimate.method.parts]
    known = {part.term for part in parts}
    beside = [f.bounds for f in document.findings]
    shown = [(name, limit) for name, limit in LIMITS.items() if name != "naive_upper"]  # in findings.json alone
    found = [limit for name, limit in shown if any(getattr(b, name) is not None for b in beside)]
    return [Entry(method.term, method.explanation) for method in found if method.term not in known]


def _of_numbers(document: Document) -> list[Entry]:
    """Return what was decided about how numbers are told, as far as there are such numbers."""
    c, findings = document.conventions, document.findings
    entries = []
    if c.declared:
        said = ". ".join(c.declared)
        entries.append(Entry("Declared", f"{said}. By whoever made this page, not by the file."))
    if any(f.estimate is not None for f in findings):
        entries.append(
            Entry(
                f"Level: {c.level * 100:g} %",
                f"If such evidence were gathered again and again, {c.level * 100:g} % of intervals should hold the "
                f"true rate{_LIMITS if limits(document) else ''}. "
                "Caveats name exceptions.",
            )
        )
    if document.study != "audit" and any(f.group for f in findings):  # a record's groups are operators, or counts
        entries.append(
            Entry(
                f"Small groups: fewer than {c.small_cell} people",
                "Named and not estimated: the number would mean nothing.",
            )
        )
    return entries
