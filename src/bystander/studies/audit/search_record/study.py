"""Audit a search record: what came of the photographs that were searched, and what that does not show.

Shares of searches and of follow-ups, each with exact limits and what clustering could do to them (METHODS 1.6, last
row); by group with the test, by purpose. Never an error rate: the record has no truth that one could be made of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander._version import __version__
from bystander.findings import Conventions, Document, EvidenceNote, Study, wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.search_record.outcomes import SHARES, WRONG
from bystander.quantities.search_record.rates import Part, counted, finding_of
from bystander.studies.audit.search_record import words
from bystander.studies.audit.search_record.first_screen import first_screen
from bystander.studies.audit.search_record.groups import of_groups, of_purposes
from bystander.studies.audit.search_record.parts import by
from bystander.studies.audit.search_record.series import steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.entry import SearchEntry
    from bystander.evidence.search_record.read import SearchRecord
    from bystander.findings import Finding
    from bystander.quantities.search_record.rates import SearchShare


def audit_searches(record: SearchRecord, *, level: float = 0.95) -> Study:
    """Audit a search record; ``level``: of all intervals. Shares that no row supports are *not estimable*."""
    agencies = by(record.entries, "who")
    wholes = agencies or [Part(entries=record.entries)]
    findings: list[Finding] = []
    if agencies:
        findings += [_mixed(quantity, record.entries, len(agencies)) for quantity in _asked(record.entries)]
    for whole in wholes:
        about = (str(words.CLUSTERS), *((str(words.FOUND_OUT),) if counted(WRONG, whole.entries) else ()))
        findings += [finding_of(q, whole, level=level, caveats=about[: 1 + (q is WRONG)])
                     for q in _asked(record.entries)]  # fmt: skip
    groups = of_groups(by(record.parts or record.entries, "group"), level=level)
    purposes = of_purposes(by(record.entries, "purpose"), level=level)
    caveats = _caveats(record, wholes, groups.caveats)
    first = first_screen(record, wholes, caveats, groups, level=level)
    document = Document(
        made_by={"bystander": __version__},
        study="audit",
        synthetic=record.synthetic,
        verdict=words.verdict(wholes) if first is None else first.verdict,
        caveats=tuple(map(str, caveats)),
        evidence=(_note(record),),
        conventions=Conventions(level=level, seed=1),
        findings=(*findings, *groups.findings, *purposes),
    )
    return Study(document, (steps(wholes, level=level),), CATALOGUE, first)


def _asked(entries: Sequence[SearchEntry]) -> list[SearchShare]:
    return [q for q in SHARES if not q.unless_told or counted(q, entries)]


def _mixed(quantity: SearchShare, entries: Sequence[SearchEntry], agencies: int) -> Finding:
    if not counted(quantity, entries):
        return replace(quantity, population=None).missing()
    reason = f"the record mixes {agencies} agencies, and one share over all would describe none of them"
    answer = f"Not estimable over the whole record: {reason}. Each agency has its own answer below."
    return replace(quantity, population=None).missing(reason, answer=answer)


def _caveats(record: SearchRecord, wholes: Sequence[Part], of_groups: tuple[Caveat, ...]) -> tuple[Caveat, ...]:
    """Return what limits all of it, what was read otherwise than it stands first."""
    warned = [p for p in record.problems if p.severity == "warning" and not p.of_findings]
    said = [_of(p.found, p.means, Weight.MOVES) for p in warned if p.code != "EV101"]
    said += [words.MIXED] if len(wholes) > 1 else []
    said += [words.NO_ERROR_RATE, words.NOT_WRONG, words.CLUSTERS, words.CONFIRMS]
    said += [words.FOUND_OUT] if counted(WRONG, record.entries) else []
    said += list(of_groups)
    said += [_of(p.found, p.means, Weight.NARROWS) for p in warned if p.code == "EV101"]
    said += [_of(f"left out: {p.found}", p.means, Weight.NARROWS) for p in record.problems if p.severity == "refused"]
    return tuple(dict.fromkeys(said))


def _of(found: str, means: str, weight: Weight) -> Caveat:
    return Caveat(f"{wording.capital(found)}.", f"{wording.capital(means)}." if means else "", weight=weight)


def _note(record: SearchRecord) -> EvidenceNote:
    return EvidenceNote(
        name=record.name,
        sha256=record.sha256,
        kind="search record",
        format=", ".join([record.format, *(f"{heading} as {name}" for heading, name in record.headings)]),
        rows_read=record.rows_read,
        rows_used=record.rows_used,
        rows_refused=record.rows_refused,
        problems=tuple(p.lines()[0] for p in record.problems if p.severity != "note"),
    )
