"""A trial of searches becomes findings: how often is the wrong person returned, and the right one not?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import numpy as np

from bystander._version import __version__
from bystander.errors import UsageError
from bystander.evidence.people.groups import SMALL_CELL
from bystander.findings import Conventions, Document, EvidenceNote, Finding, Point, Study
from bystander.intervals.resampling import REPLICATES, SEED
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.searches.tpir import beyond_evidence
from bystander.studies.evaluate.searches.bands import Resample
from bystander.studies.evaluate.searches.points import Made
from bystander.studies.evaluate.searches.series import all_series
from bystander.studies.evaluate.searches.verdict import caveats, verdict
from bystander.studies.groups.answers import check_groups, notes_of_tables, with_groups
from bystander.tally.searches.fold import tally_searches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches.searches import Searches
    from bystander.quantities.searches.point import SearchMeasure

Accept = Literal["ge", "gt"]
Failures = Literal["fold", "exclude"]

TARGETS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)  # FPIR, asked for where the user names none
FEWEST_REPLICATES, MOST_REPLICATES = 200, 100_000
MAIN_TARGET = 1e-2  # the point of the verdict, where the trial can support it


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
    _check_options(searches, targets, rank, level)
    _check_resample(seed, replicates)
    check_groups(searches.groups, small_cell=small_cell)
    others = int(np.count_nonzero(~searches.mated))
    if searches.left_out and others:
        message = f"the trial has {others:,} non-mated searches of its own; leave-mate-out is for trials without any"
        raise UsageError(message)
    tally = tally_searches(searches, accept=accept)
    if failures == "exclude":
        tally = tally.without_failures()
    made = Made(searches, tally, rank=rank, how=Resample(seed=seed, replicates=replicates, level=level))
    sign = made.facts.sign
    ladder = tuple(targets) or (() if thresholds else _ladder(made.facts.non_mated))
    smallest = Fraction(1, made.facts.non_mated) if made.facts.non_mated else None
    attainable = [x for x in ladder if smallest is not None and Fraction(str(x)) >= smallest]
    given = [
        made.at(sign * t + 0.0, Point(threshold=t, n=made.facts.watchlist, rank=rank), f"{t:g}") for t in thresholds
    ]
    made.resample(attainable)
    reached = [made.at_target(x) for x in attainable]
    findings: list[Finding] = []
    for m in given:
        findings += made.findings(m, chosen=False)
    for target in ladder:
        found = next((m for m in reached if m.point.target_fpir == target), None)
        if found is None:
            findings.append(beyond_evidence(target, made.facts))
        else:
            findings.append(made.tpir(found))
            findings += made.findings(found, chosen=True)
    if not given and not reached:
        findings += made.nothing()
    findings += made.cmc()
    findings += made.failures()
    main = _main(given, reached)
    groups = made.by_group(given or ([main] if main else []), small_cell=small_cell)
    document = Document(
        made_by={"bystander": __version__},
        study="evaluate",
        synthetic=searches.synthetic,
        verdict=with_groups(verdict(main, made.facts), groups.sentence),
        caveats=(*caveats(main, made.facts), *groups.caveats),
        evidence=(_note(searches, made), *notes_of_tables(searches.groups, searches.clusters)),
        conventions=Conventions(
            accept=_sign_of(accept, distance=searches.distance),
            failures=failures,
            level=level,
            small_cell=small_cell,
            seed=seed if replicates or groups.seed is not None else None,
            replicates=replicates,
            cluster=None if searches.clusters is None else searches.clusters.name,
        ),
        findings=(*findings, *groups.findings),
    )
    series = all_series(tally, made.non_mated, [*given, *reached], searches, made.bands)
    return Study(document, (*series, *groups.series), CATALOGUE)


def _ladder(non_mated: int) -> tuple[float, ...]:
    """Return the usual targets that the trial can speak about, and the first that it cannot."""
    within = [x for x in TARGETS if x * non_mated >= 1]
    return tuple(TARGETS[: len(within) + 1]) if non_mated else ()


def _main(given: list[SearchMeasure], reached: list[SearchMeasure]) -> SearchMeasure | None:
    """Choose the point of the verdict: the user's threshold, else the usual target, else the nearest to it."""
    if given:
        return given[0]
    usual = [m for m in reached if (m.point.target_fpir or 0) >= MAIN_TARGET]
    return usual[-1] if usual else (reached[0] if reached else None)


def _check_options(searches: Searches, targets: Sequence[float], rank: int | None, level: float) -> None:
    wrong = [x for x in targets if not 0 < x <= 1]
    if wrong:
        message = f"a target rate lies between 0 and 1, so {wrong[0]} cannot be one; 0.1 % is written 0.001"
        raise UsageError(message)
    if not 0.5 < level < 1:
        message = f"a confidence level lies between 0.5 and 1, so {level} cannot be one; 95 % is written 0.95"
        raise UsageError(message)
    most = searches.length or searches.watchlist
    if searches.cut is not None:
        most = min(most or searches.cut.ranks, searches.cut.ranks)
    if rank is not None and (rank < 1 or (most is not None and rank > most)):
        message = f"ranks run from 1 to {most:,} here, so the first {rank:,} candidates cannot be looked at"
        raise UsageError(message)


def _check_resample(seed: int, replicates: int) -> None:
    if replicates and not FEWEST_REPLICATES <= replicates <= MOST_REPLICATES:
        message = (
            f"{replicates:,} resamples of the people cannot be made: between {FEWEST_REPLICATES:,} and "
            f"{MOST_REPLICATES:,}, as fewer do not show an interval"
        )
        raise UsageError(message)
    if not 0 <= seed < 2**63:
        message = f"a seed is a whole number from 0 up, so {seed} cannot be one"
        raise UsageError(message)


def _note(searches: Searches, made: Made) -> EvidenceNote:
    return EvidenceNote(
        name=searches.name, sha256=searches.sha256, kind="searches", format=searches.format,
        rows_read=searches.rows_read, rows_used=searches.rows_used, rows_refused=searches.rows_refused,
        people=made.facts.people, failures=int(np.count_nonzero(searches.failed)),
        problems=tuple(p.lines()[0] for p in searches.problems if p.severity in ("refused", "warning")),
    )  # fmt: skip


def _sign_of(accept: Accept, *, distance: bool) -> Literal[">=", ">", "<=", "<"]:
    if distance:
        return "<=" if accept == "ge" else "<"
    return ">=" if accept == "ge" else ">"
