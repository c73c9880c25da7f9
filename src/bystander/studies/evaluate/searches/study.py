"""A trial of searches becomes findings: how often is the wrong person returned, and the right one not?"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander._version import __version__
from bystander.errors import UsageError
from bystander.evidence.people.groups import SMALL_CELL
from bystander.findings import Conventions, Document, EvidenceNote, Finding, Point, Study
from bystander.intervals.resampling import REPLICATES, SEED
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.searches.tpir import beyond_evidence, too_few
from bystander.studies.evaluate.cluster_words import named
from bystander.studies.evaluate.searches.bands import Resample
from bystander.studies.evaluate.searches.first_screen import first_screen
from bystander.studies.evaluate.searches.points import Made, units
from bystander.studies.evaluate.searches.ranks_first import ranks_first
from bystander.studies.evaluate.searches.section import section
from bystander.studies.evaluate.searches.series import all_series
from bystander.studies.evaluate.searches.verdict import caveats, verdict
from bystander.studies.groups.answers import check_groups, notes_of_tables, with_groups
from bystander.studies.groups.first_screen import about_groups, of_others
from bystander.studies.options import Drawing, Ladder, attainable, check_level, check_targets, sign_of
from bystander.tally.searches.fold import tally_searches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches.searches import Searches
    from bystander.tally.comparisons.acceptance import Accept, Failures

LADDER = Ladder(usual=(1e-1, 1e-2, 1e-3, 1e-4, 1e-5), main=1e-2)  # FPIR


def evaluate_searches(
    searches: Searches,
    *,
    targets: Sequence[float] = (),
    thresholds: Sequence[float] = (),
    rank: int | None = None,
    accept: Accept = "ge",
    failures: Failures = "fold",
    level: float = 0.95,
    seed: int = SEED,
    replicates: int = REPLICATES,
    small_cell: int = SMALL_CELL,
) -> Study:
    """Evaluate a trial of searches.

    ``targets``: false positive identification rates in (0, 1] at which the TPIR is asked for; a ladder from 1 in 10
    downwards where neither targets nor thresholds are given. ``thresholds``: in the units of the file. ``rank``: how
    many candidates are looked at, no more than lists are long; all of them where it is not given. ``accept``,
    ``failures``, ``level``, ``small_cell``: as for comparisons. ``seed``, ``replicates``: of the resamples of people,
    which intervals at a chosen threshold, and bands, come from. Raises UsageError for an unusable option; a rate
    without searches (0/0) is *not estimable, because ...*.
    """
    check_targets(targets, "rate")
    check_level(level)
    _check_rank(searches, rank)
    drawing = Drawing(seed=seed, replicates=replicates)
    check_groups(searches.groups, small_cell=small_cell)
    check_left_out(searches)
    tally = tally_searches(searches, accept=accept)
    every = units(tally, mated=True)
    if failures == "exclude":
        tally = tally.without_failures()
    how = Resample(seed=drawing.seed, replicates=drawing.replicates, level=level)
    made = Made(searches, tally, rank=rank, how=how, excluded=every - units(tally, mated=True))
    ladder = tuple(targets) or (() if thresholds else LADDER.rungs(made.facts.non_mated))
    within = [x for x in ladder if attainable(x, made.facts.non_mated)]
    given = [
        made.at(made.given(t), Point(threshold=t, n=made.facts.watchlist, rank=rank), f"{t:g}") for t in thresholds
    ]
    made.resample(within)
    reached = [made.at_target(x) for x in within]
    findings: list[Finding] = []
    for m in given:
        findings += made.findings(m, chosen=False)
    for target in ladder:
        found = next((m for m in reached if m.target == target), None)
        if found is None:
            findings.append(beyond_evidence(target, made.facts))
        else:
            findings.append(made.tpir(found))
            findings += made.findings(found, chosen=True)
    if not given and not reached:
        findings += made.nothing()
    findings += made.cmc()
    findings += made.failures()
    main = LADDER.chosen(given, reached)
    groups = made.by_group(given or ([main] if main else []), small_cell=small_cell)
    ties = made.ties(-inf, 1) if main is None else main.ties
    shown = first_screen(main, made.facts) if main is not None else ranks_first(findings, made.facts, ties)
    whole = caveats(main, made.facts, ties=ties)
    cluster = named(made.facts.clusters)
    first = about_groups(shown, groups.compared, whole, several=groups.several, level=level, cluster=cluster)
    said = with_groups(verdict(main, made.facts), groups.sentence)
    document = Document(
        made_by={"bystander": __version__},
        study="evaluate",
        synthetic=searches.synthetic,
        verdict=said if first is None else first.verdict,
        caveats=(*(str(c) for c in whole), *groups.caveats_beside(first)),
        evidence=(_note(searches, made), *notes_of_tables(searches.groups, searches.clusters)),
        conventions=Conventions(
            accept=sign_of(accept, distance=searches.distance),
            failures=failures,
            level=level,
            small_cell=small_cell,
            seed=seed if replicates or groups.seed is not None else None,
            replicates=replicates,
            cluster=None if searches.clusters is None else searches.clusters.name,
        ),
        findings=(*findings, *groups.findings),
    )
    series = all_series(
        tally, made.non_mated, [*given, *reached], made.ranked, made.bands, main=main, sign=made.facts.sign
    )
    beyond = [(x, too_few(x, made.facts)) for x in ladder if x not in within and made.facts.non_mated]
    settings = section(main, [*given, *reached], beyond)
    by_others = () if first is None else of_others(groups.compared)
    sections = (*by_others, *(() if settings is None else (settings.in_short() if groups.compared else settings,)))
    return Study(document, (*series, *groups.series), CATALOGUE, first, sections)


def check_left_out(searches: Searches) -> None:
    """Raise UsageError where mates are left out of a trial that has non-mated searches of its own: these would go."""
    others = int(np.count_nonzero(~searches.mated))
    if searches.left_out and others:
        message = f"the trial has {others:,} non-mated searches of its own; leave-mate-out is for trials without any"
        raise UsageError(message)


def _check_rank(searches: Searches, rank: int | None) -> None:
    most = searches.length or searches.watchlist
    if searches.cut is not None:
        most = min(most or searches.cut.ranks, searches.cut.ranks)
    if rank is not None and (rank < 1 or (most is not None and rank > most)):
        message = f"ranks run from 1 to {most:,} here, so the first {rank:,} candidates cannot be looked at"
        raise UsageError(message)


def _note(searches: Searches, made: Made) -> EvidenceNote:
    return EvidenceNote(
        name=searches.name, sha256=searches.sha256, kind="searches", format=searches.format,
        rows_read=searches.rows_read, rows_used=searches.rows_used, rows_refused=searches.rows_refused,
        people=made.facts.people, failures=int(np.count_nonzero(searches.failed)),
        problems=tuple(p.lines()[0] for p in searches.problems if p.severity in ("refused", "warning") or p.told),
    )  # fmt: skip
