"""A deployment record beside a seeded test: how often others were flagged by mistake while volunteers were looked for.

The test has the people on the watchlist, the record everybody else; neither says what the other does, and nothing is
computed of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bystander.findings import EvidenceNote, wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.rates import finding_of, rate_of
from bystander.studies.audit.between_periods import between_periods
from bystander.studies.audit.changes import counting_of
from bystander.studies.audit.headline import when_of, without_faces
from bystander.studies.audit.picture import shown
from bystander.studies.audit.scopes import wholes
from bystander.studies.audit.told_part import told_part
from bystander.studies.audit.words import ADJUDICATED, CLUSTERS
from bystander.studies.caveats import of_problem

if TYPE_CHECKING:
    from bystander.evidence.record.record import Record
    from bystander.findings import Finding
    from bystander.quantities.record.scope import Scope

CROWD = 60_000
APART = Caveat(
    "Nothing shows that the record beside is of the same setting.",
    "Place, threshold, watchlist and way of counting would have to be the same.",
    "Counts of everybody else from the hours of the test would remove this.",
    Weight.MOVES,
)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What a record adds. ``sentence``: for the verdict, empty where faces seen or false alerts are not counted.

    ``tells``: whether it tells how many "faces" off the list were flagged by mistake, or of how many "alerts" only.
    """

    findings: tuple[Finding, ...]
    sentence: str
    tells: Literal["faces", "alerts", ""]
    caveats: tuple[Caveat, ...]
    note: EvidenceNote


def beside(record: Record, *, level: float, seed: int = 1) -> Beside:
    """Return false alerts per face and per alert of a record, operator by operator where it names several.

    The sentence is of the same rows as that of an audit: ``seed`` is of its search for changes of what was counted.
    """
    scopes = wholes(record)
    parts = [_told_first(scope, level=level, seed=seed) for scope in scopes]
    periods = [part for whole, part in zip(scopes, parts, strict=True) if part is not whole]
    findings = tuple(
        finding_of(q, scope, level=level, crowd=CROWD)
        for scope in (*scopes, *periods)
        for q in (FALSE_PER_FACE, FALSE_PER_ALERT)
    )
    told = {f.quantity for f in findings if f.estimate is not None}
    problems = tuple(p for p in record.problems if p.severity in {"warning", "refused"})
    return Beside(
        findings=findings,
        sentence=_sentence(record, scopes[0], parts[0], level=level) if len(scopes) == 1 else "",
        tells="faces" if FALSE_PER_FACE.name in told else "alerts" if told else "",
        caveats=(APART, CLUSTERS, ADJUDICATED, *(of_problem(p, Weight.NARROWS) for p in problems)),
        note=EvidenceNote(
            name=record.name, sha256=record.sha256, kind="deployment record", format=record.format,
            rows_read=record.rows_read, rows_used=record.rows_used, rows_refused=record.rows_refused,
            problems=tuple(p.lines()[0] for p in problems),
        ),
    )  # fmt: skip


def _told_first(scope: Scope, *, level: float, seed: int) -> Scope:
    """Return the rows that an audit tells first, if they have faces; else all."""
    counting = counting_of(scope, level=level, seed=seed)
    part = told_part(shown([scope])[0], counting, between_periods(scope, counting, level=level), level=level)
    return scope if rate_of(FALSE_PER_FACE, part, level=level) is None else part


def _sentence(record: Record, whole: Scope, part: Scope, *, level: float) -> str:
    rate = rate_of(FALSE_PER_FACE, part, level=level)
    if rate is None:
        return ""
    e = rate.estimate
    most = max((row.upper or row.high) if not e.events else row.high for row in rate.sensitivity)
    faces = wording.plural(e.trials or 0, "face")
    clusters = f"up to {wording.of_a_million(most)} if false alerts come in clusters"
    told = (
        f"{wording.in_a_million(e.value)}; {clusters}"
        if e.events
        else f"at most {wording.in_a_million(e.high, up=True)}; {clusters}"
    )
    events = wording.count(e.events or 0) if e.events else "none"
    were = "was" if e.events == 1 else "were"
    when = "" if part is whole else f" {when_of(part)}"
    left = without_faces(part)
    others = "" if part is whole else " Rows of other times were counted otherwise, or differ: audit the record."
    return f"Beside it, of {faces} in {record.name}{when}, {events} {were} flagged by mistake: {told}.{left}{others}"
