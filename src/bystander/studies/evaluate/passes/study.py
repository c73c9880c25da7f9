"""A seeded operational test becomes findings: how often are people found who are on the watchlist?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander._version import __version__
from bystander.evidence.people.groups import SMALL_CELL
from bystander.findings import Conventions, Document, EvidenceNote, Study
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.passes.alerted import PASSES_MISSED, passes_alerted
from bystander.quantities.passes.facts import Facts
from bystander.quantities.passes.not_detected import passes_not_detected
from bystander.quantities.passes.people import volunteers_alerted
from bystander.quantities.passes.wrong import passes_wrong_person
from bystander.studies.evaluate.passes.beside import beside
from bystander.studies.evaluate.passes.first_screen import first_screen
from bystander.studies.evaluate.passes.parts import by_groups, by_place, counted
from bystander.studies.evaluate.passes.series import row, series_of
from bystander.studies.evaluate.passes.verdict import caveats
from bystander.studies.groups.answers import answers_of, check_groups, check_small_cell, notes_of_tables, with_groups
from bystander.studies.groups.within import Strata, said_within
from bystander.studies.groups.words import by_group as by_group_findings
from bystander.studies.options import check_level

if TYPE_CHECKING:
    from bystander.evidence.passes.passes import Passes
    from bystander.evidence.record.record import Record
    from bystander.findings import Finding
    from bystander.studies.evaluate.passes.series import Cell
    from bystander.studies.groups.answers import Answers
    from bystander.studies.groups.by_group import ByGroup
    from bystander.tally.comparisons.acceptance import Failures

KIND = "seeded operational test"


def evaluate_passes(
    passes: Passes,
    *,
    failures: Failures = "fold",
    level: float = 0.95,
    seed: int = 1,
    small_cell: int = SMALL_CELL,
    record: Record | None = None,
) -> Study:
    """Evaluate a seeded test, threshold by threshold; what is said first is of the one with most passes.

    ``failures``: passes whose face was not found count as passes without an alert ("fold"), or are left out of the
    share of passes, and counted ("exclude"). ``level``, ``small_cell``: as for comparisons. ``seed``: of the tests of
    groups. ``record``: a deployment record of the same system, whose false alerts are told beside. Raises UsageError
    for an unusable option.
    """
    check_level(level)
    check_small_cell(small_cell)
    check_groups(passes.groups, small_cell=small_cell)
    each = [Facts.of(passes, threshold, level=level) for threshold in passes.thresholds]
    each.sort(key=lambda facts: -int(facts.passes.passes.sum()))  # stable: the lowest of those with as many
    shares = [passes_alerted(facts, failures=failures) for facts in each]
    people = [volunteers_alerted(facts) for facts in each]
    findings: list[Finding] = []
    drawn: list[dict[str, Cell]] = []
    missed: list[ByGroup] = []
    parts: list[Finding] = []
    for facts, share, alerted in zip(each, shares, people, strict=True):
        findings += [share.finding, alerted.finding, passes_not_detected(facts).finding]
        findings.append(passes_wrong_person(facts).finding)
        if share.measured is None:
            continue
        part = Facts(passes=counted(facts.passes, failures), level=level, point=facts.point, label=facts.label)
        drawn.append(row(part, part.passes, share.measured, kind="all", label="all passes"))
        compared, by_group = by_groups(part, small_cell=small_cell)
        missed += compared
        parts += by_group
        for split in part.passes.splits:
            by = by_place(split, part, small_cell=small_cell)
            parts += by_group_findings(by)
            drawn += [
                row(part, part.passes.only(split.codes == at), rate.measured, kind=split.name, label=rate.label)
                for at, rate in enumerate(by.rates)
            ]
    groups = answers_of(missed, level=level, seed=seed)
    bears = _with_sessions(groups, each[0], failures, level=level)
    twice = PASSES_MISSED.by_group().name  # the same as the share with an alert, the other way round
    findings += [*parts, *(f for f in groups.findings if f.quantity != twice)]
    others = None if record is None else beside(record, level=level, seed=seed)
    findings += () if others is None else others.findings
    folded = failures == "fold"
    first = first_screen(
        each[0], shares[0], people[0], list(zip(each[1:], shares[1:], strict=True)), folded=folded, beside=others,
        groups=bears,
    )  # fmt: skip
    document = Document(
        made_by={"bystander": __version__},
        study="evaluate",
        synthetic=passes.synthetic,
        verdict=with_groups((shares[0].finding.answer,), bears) if first is None else first.verdict,
        caveats=(*map(str, caveats(each[0], folded=folded, beside=others)), *groups.caveats_beside(first)),
        evidence=(
            _note(passes),
            *(() if others is None else (others.note,)),
            *notes_of_tables(passes.groups, passes.clusters),
        ),
        conventions=Conventions(
            failures=None if passes.detected is None else failures,
            level=level,
            small_cell=small_cell,
            seed=groups.seed,
            cluster=None if passes.clusters is None else passes.clusters.name,
        ),
        findings=tuple(findings),
    )
    series = series_of(drawn)
    return Study(document, (*groups.series, *(() if series is None else (series,))), CATALOGUE, first)


def _with_sessions(groups: Answers, main: Facts, failures: Failures, *, level: float) -> str:
    """Return what groups bear, and what they differ by within sessions where that is something else.

    Passes of a person in a session count as independent there, so chance explains rather more than it says.
    """
    passes = counted(main.passes, failures)
    of, test = next(((by.groups, test) for by, test in groups.compared if by.groups is not None), (None, None))
    if passes.sessions is None or of is None or test is None:
        return groups.sentence
    codes, number = of.codes[passes.person], len(of.labels)
    seen = (codes >= 0) & (passes.sessions.codes >= 0)
    cell = passes.sessions.codes[seen].astype(np.int64) * number + codes[seen]
    shape = (len(passes.sessions.labels), number)
    tried, missed = (
        np.bincount(cell, weights=counts[seen], minlength=shape[0] * number).astype(np.int64).reshape(shape)
        for counts in (passes.passes, passes.passes - passes.right)
    )
    names = [", ".join(label) for label in of.labels]
    strata = Strata(
        names=names, events=missed, trials=tried, called="sessions", rate="rate of misses", bounded=True
    )  # fmt: skip
    said = said_within(strata, shown=test.shown, level=level)
    return f"{groups.sentence} {said}" if said else groups.sentence


def _note(passes: Passes) -> EvidenceNote:
    unseen = 0
    if passes.detected is not None and passes.detected_of is not None:
        unseen = int((passes.detected_of - passes.detected).sum())
    return EvidenceNote(
        name=passes.name, sha256=passes.sha256, kind=KIND, format=passes.format, rows_read=passes.rows_read,
        rows_used=passes.rows_used, rows_refused=passes.rows_refused, people=passes.seen, failures=unseen,
        problems=tuple(p.lines()[0] for p in passes.problems if p.severity in ("refused", "warning")),
    )  # fmt: skip
