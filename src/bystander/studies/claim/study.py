"""What a claim's number stands for, what counts say of it, and the verdict: a claim becomes findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander._version import __version__
from bystander.claims.consequences import score_of_never
from bystander.claims.judges import judges
from bystander.claims.verdict import judged_against, verdict, verdict_of
from bystander.findings import Conventions, Document, EvidenceNote, Point, Series, Study
from bystander.findings.claim import ILL_DEFINED, PLAIN, Claimed, VerdictOf
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.claim import crowd, words
from bystander.quantities.claim.agreement import agreement
from bystander.quantities.claim.counted import counted
from bystander.quantities.claim.implied import agrees, implied
from bystander.quantities.claim.left import Left, at, in_right, left, span
from bystander.quantities.claim.needed import needed
from bystander.studies.claim.asks import undeclared
from bystander.studies.claim.first_screen import first_screen
from bystander.studies.claim.why import why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.claims.claim import Claim, Counts, Possible
    from bystander.findings import Finding

CROWD = 60_000  # of natural frequencies, where the claim was given no crowd


def claim_study(claim: Claim, *, name: str, sha256: str, level: float = 0.95) -> Study:
    """Return what a claim stands for, and what counts say of it; ``name`` and ``sha256`` are those of its file."""
    found = verdict(claim, level=level)
    first = first_screen(claim, found, level=level)
    document = Document(
        made_by={"bystander": __version__},
        study="claim",
        title=f"“{claim.text}”",
        verdict=first.verdict,
        caveats=tuple(map(str, first.caveats)),
        evidence=(
            EvidenceNote(
                name=name, sha256=sha256, kind="claim", format="TOML", rows_read=0, rows_used=0, rows_refused=0
            ),
        ),
        conventions=Conventions(level=level, crowd=claim.crowd.people if claim.crowd else CROWD),
        findings=tuple(_at(claim, finding) for finding in _findings(claim, level)),
        claim=Claimed(
            text=claim.text,
            number=words.number_of(claim),
            counts="right" if claim.of_right else "wrong",
            source=claim.source,
            read=claim.read,
            judged_by=judges(claim),
            verdict=found,
            why=PLAIN[ILL_DEFINED] if claim.of is None else why(claim, claim.of, level=level),
            denominators=tuple(_of(claim, one, level) for one in claim.possible),
            conditions=undeclared(claim),
        ),
    )
    return Study(document, (_series(claim, level),), CATALOGUE, first)


def _of(claim: Claim, one: Possible, level: float) -> VerdictOf:
    return VerdictOf(
        of=one.what.name, said=claim.of == one, verdict=verdict_of(claim, one, level=level),
        why=why(claim, one, level=level),
    )  # fmt: skip


def _findings(claim: Claim, level: float) -> Iterator[Finding]:
    """Return them in the order in which a reader asks, each question for every denominator."""
    for one in claim.possible:
        yield counted(claim, one, level=level)
    for one in claim.possible:
        yield implied(claim, one, level=level)
    for ask in (crowd.false_alerts, crowd.share_right, crowd.behind):
        for one in claim.possible:
            yield ask(claim, one, level=level)
    for one in claim.possible:
        yield crowd.never(claim, one)
    for one in claim.possible:
        yield needed(claim, one, level=level)
    for one in claim.possible:
        for held in claim.held(one.what):
            yield agreement(claim, one, held, level=level)


def _at(claim: Claim, finding: Finding) -> Finding:
    """Return a finding with the watchlist and the rank that the claim says it holds for."""
    at = claim.at
    if not (at.n or at.rank):
        return finding
    return finding.model_copy(update={"at": Point(n=at.n or None, rank=at.rank or None)})


def _series(claim: Claim, level: float) -> Series:
    """Return a row a denominator: what a picture of the claim is drawn from."""
    rows = [_row(claim, one, level) for one in claim.possible]
    return Series(
        name="claim",
        columns={key: tuple(row[key] for row in rows) for key in rows[0]},
        units={"wrong": "events", "trials": "trials", "unverified": "trials", "never": "share of right ones"},
    )


def _row(claim: Claim, one: Possible, level: float) -> dict[str, float | int | str | None]:
    """Return the row of a denominator: its own counts, or else those that the claim is judged by."""
    what = one.what
    counts: Counts = next(iter(judged_against(claim)[one]), one)
    range_ = left(counts, level=level) if counts.counted else None
    return {
        "of": what.name, "one": what.one, "kind": what.kind.value, "wrong_is": what.wrong, "right_is": what.right,
        "wrong": counts.wrong, "trials": counts.trials, "unverified": counts.unverified if counts.trials else None,
        **_range(claim, one, range_, level), "never": score_of_never(what.kind, claim.crowd),
        "agrees": {True: "yes", False: "no", None: None}[agrees(claim, one)],
        "verdict": verdict_of(claim, one, level=level),
    }  # fmt: skip


def _range(claim: Claim, one: Possible, found: Left | None, level: float) -> dict[str, float | int | str | None]:
    """Return the range and how it is said: itself, of which ones it is, and at which level; nothing without counts."""
    if found is None:
        return dict.fromkeys(("low", "high", "range", "range_of", "range_level"))
    right = in_right(claim, one, found)
    return {
        "low": found.low, "high": found.high, "range": span(one.what, found, of_right=right),
        "range_of": one.what.right if right else one.what.wrong, "range_level": at(found, level=level),
    }  # fmt: skip
