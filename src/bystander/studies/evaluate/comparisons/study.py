"""A trial becomes findings: how often are two people confused, and one person not recognised?

Comparisons are folded into a tally, the tally is measured at every threshold of interest, and what was
measured is said. Everything that reads evidence is below, everything that shows findings above.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from bystander._version import __version__
from bystander.evidence.comparisons.inspection import inspect, inspection_of, require_usable
from bystander.evidence.people.groups import SMALL_CELL
from bystander.evidence.precision import in_any, in_precision
from bystander.findings import Conventions, Document, EvidenceNote, Study
from bystander.intervals import resampling
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.comparisons.auc import auc
from bystander.quantities.comparisons.eer import eer
from bystander.quantities.comparisons.facts import Facts, threshold_of
from bystander.quantities.comparisons.failures import failures
from bystander.quantities.comparisons.fmr import no_fmr
from bystander.quantities.comparisons.fnmr import no_fnmr
from bystander.quantities.comparisons.fnmr_at_fmr import below_floor, beyond_evidence, too_few
from bystander.quantities.comparisons.operating_point import at_target_fmr, at_threshold, at_zero_fmr
from bystander.quantities.comparisons.replicates import replicates_of
from bystander.studies.evaluate.cluster_words import named
from bystander.studies.evaluate.comparisons.alike import alike, alike_in_tally, begun, to_come
from bystander.studies.evaluate.comparisons.first_screen import first_screen
from bystander.studies.evaluate.comparisons.of_one import of_one
from bystander.studies.evaluate.comparisons.section import section
from bystander.studies.evaluate.comparisons.series import all_series
from bystander.studies.evaluate.comparisons.several_people import several_people
from bystander.studies.evaluate.comparisons.verdict import FEW_BEHIND_BAND, study_caveats, verdict
from bystander.studies.groups.answers import answers_of, check_groups, notes_of_tables
from bystander.studies.groups.by_group import At
from bystander.studies.groups.first_screen import about_groups, of_others
from bystander.studies.options import Drawing, Ladder, attainable, check_level, check_targets, finite, sign_of
from bystander.tally.comparisons.count import surveying, tally_comparisons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.evidence.comparisons.inspection import Inspection
    from bystander.evidence.comparisons.trial import Trial
    from bystander.quantities.comparisons.operating_point import OperatingPoint
    from bystander.shards.comparison_counts import Counted
    from bystander.studies.evaluate.comparisons.alike import Alike
    from bystander.studies.groups.by_group import ByGroup
    from bystander.tally.comparisons.acceptance import Accept, Failures
    from bystander.tally.comparisons.by_group import CellCounts
    from bystander.tally.comparisons.tally import ComparisonTally

LADDER = Ladder(usual=(1e-2, 1e-3, 1e-4, 1e-5, 1e-6), main=1e-3)  # FMR


def evaluate(
    trial: Trial,
    *,
    targets: Sequence[float] = (),
    thresholds: Sequence[float] = (),
    accept: Accept = "ge",
    failures: Failures = "fold",
    level: float = 0.95,
    seed: int = resampling.SEED,
    replicates: int = resampling.REPLICATES,
    threads: int | None = None,
    inspection: Inspection | None = None,
    small_cell: int = SMALL_CELL,
) -> Study:
    """Evaluate a trial of comparisons.

    ``targets``: false match rates in (0, 1] at which the FNMR is asked for; a ladder from 1 in 100
    downwards where neither targets nor thresholds are given. ``thresholds``: in the units of the file, so
    distances stay distances. ``accept``: whether a score equal to the threshold matches. ``failures``:
    failed comparisons count as non-matches (fold) or are left out (exclude). ``seed``, ``replicates``: of the bootstrap
    behind numbers that rest on a whole curve; 0 replicates: none, and no such interval. ``inspection``: the result of
    ``inspect(trial)`` if it is at hand. Where the trial was read with groups, errors are told apart by them too; groups
    of fewer than ``small_cell`` are named and not estimated. Clusters of people take their place in every interval.

    Raises EvidenceError with every problem where the trial is unusable, UsageError for an unusable option.
    A rate without comparisons (0/0) is *not estimable, because ...*.
    """
    drawing = _checked(targets, level, seed=seed, replicates=replicates)
    check_groups(trial.groups, small_cell=small_cell)
    surveyed = None
    if inspection is None:
        sign = -1.0 if trial.distance else 1.0
        surveyed = surveying(
            trial, targets=targets or LADDER.usual, thresholds=in_any([sign * t for t in thresholds], accept),
            accept=accept,
            failures=failures, pairs=begun(trial),
        )  # fmt: skip
    counts = [] if inspection is not None else _counts_of_cells(trial)
    inspection = inspection or inspect(trial, threads=threads, along=surveyed, beside=counts)
    require_usable(trial, inspection)
    gathered = [] if surveyed is None else surveyed.gathered
    if not (targets or thresholds) and inspection.decided is not None:
        thresholds, surveyed = (_of_decisions(inspection.decided, accept, distance=trial.distance),), None

    def by_group(at: Sequence[At]) -> list[ByGroup]:
        from bystander.studies.groups.of_comparisons import comparison_rates

        return [
            by
            for groups, of_groups in zip_longest(trial.groups, counts)
            for by in comparison_rates(
                trial, groups, at, accept=accept, failures=failures, small_cell=small_cell, level=level,
                threads=threads, counts=of_groups,
            )
        ]  # fmt: skip

    means = to_come(trial, gathered)

    def tally(targets: Sequence[float], thresholds: Sequence[float]) -> ComparisonTally:
        nonlocal surveyed
        counted, surveyed = surveyed, None  # its memory is another's by the time that errors are told apart by group
        return tally_comparisons(
            trial, targets=targets, thresholds=thresholds, accept=accept, failures=failures, threads=threads,
            surveyed=counted, scores=inspection.scores, beside=means,
        )  # fmt: skip

    def seen() -> Alike:
        return alike(
            trial, people=inspection.people, non_mated=inspection.non_mated, seed=seed, threads=threads,
            gathered=gathered if means is None else [*means.parts, *gathered],
        )  # fmt: skip

    return _study(
        trial, inspection, tally, by_group, seen, targets=targets, thresholds=thresholds, accept=accept, level=level,
        drawing=drawing, small_cell=small_cell,
    )  # fmt: skip


def _of_decisions(scores: tuple[float, float], accept: Accept, *, distance: bool) -> float:
    """Return the only threshold of decisions, in the units of the file; ``scores``: of a difference and of a match."""
    different, same = scores
    return (-1 if distance else 1) * (same if accept == "ge" else different) + 0.0


def _counts_of_cells(trial: Trial) -> list[CellCounts]:
    """Return what counts the rows of every two groups while a trial is inspected, for each way to group people."""
    if not trial.groups:
        return []
    from bystander.tally.comparisons.by_group import CellCounts

    return [CellCounts(groups.codes, len(groups.labels), rows=trial.rows_used) for groups in trial.groups]


def evaluate_tally(
    counted: Counted,
    *,
    name: str,
    targets: Sequence[float] = (),
    thresholds: Sequence[float] = (),
    level: float = 0.95,
    seed: int = resampling.SEED,
    replicates: int = resampling.REPLICATES,
) -> Study:
    """Evaluate a trial whose shards were counted before: the findings of the whole, however it was cut.

    ``name``: of the tally file. The acceptance rule and the failure policy are those it was made with; the other
    options and errors are those of :func:`evaluate`. What lies below its floor is *not estimable, because ...*.
    """
    from bystander.shards.both_orders import counted_once
    from bystander.shards.counted_engine import tally_counted

    drawing = _checked(targets, level, seed=seed, replicates=replicates)
    counted = counted_once(counted)
    trial, inspection = whole_of_tally(counted, name=name)
    require_usable(trial, inspection)

    if not (targets or thresholds) and inspection.decided is not None:
        accept = counted.settings.accept
        thresholds = (_of_decisions(inspection.decided, accept, distance=trial.distance),)

    def tally(targets: Sequence[float], thresholds: Sequence[float]) -> ComparisonTally:
        return tally_counted(counted, targets=targets, thresholds=thresholds)

    unseen = alike_in_tally(trial, people=inspection.people, non_mated=inspection.non_mated)
    return _study(
        trial,
        inspection,
        tally,
        lambda _: [],
        lambda: unseen,
        targets=targets,
        thresholds=thresholds,
        accept=counted.settings.accept,
        level=level,
        drawing=drawing,
    )


def whole_of_tally(counted: Counted, *, name: str) -> tuple[Trial, Inspection]:
    """Return the trial that a tally is of, without its comparisons, and what the checks find in it."""
    from bystander.shards.both_orders import counted_once
    from bystander.shards.files import trial_of_tally

    counted = counted_once(counted)
    trial = trial_of_tally(counted, name=name)
    return trial, inspection_of(trial, counted.checks)


def _study(
    trial: Trial,
    inspection: Inspection,
    tally_of: Callable[[Sequence[float], Sequence[float]], ComparisonTally],
    by_group: Callable[[Sequence[At]], list[ByGroup]],
    alike_of: Callable[[], Alike],
    *,
    targets: Sequence[float],
    thresholds: Sequence[float],
    accept: Accept,
    level: float,
    drawing: Drawing,
    small_cell: int = SMALL_CELL,
) -> Study:
    sign = -1.0 if trial.distance else 1.0
    ladder = tuple(targets) or (() if thresholds else LADDER.rungs(inspection.non_mated))
    within = [x for x in ladder if attainable(x, inspection.non_mated)]
    exact = {t: in_precision(sign * t, accept, inspection.precision) for t in thresholds}
    tally = tally_of(within, [*exact.values()])
    seen = alike_of()  # after the tally, which may read what it takes
    drawn = replicates_of(tally, seed=drawing.seed, replicates=drawing.replicates, level=level)
    facts = Facts.of(trial, inspection, tally, level=level, alike=seen.groups)

    given = [at_threshold(tally, at, facts, said=t) for t, at in exact.items()]
    reachable = [x for x in within if tally.reaches(x)] if tally.non_mated_total else []
    reached = {x: at_target_fmr(tally, x, drawn, facts) for x in reachable}
    zero = at_zero_fmr(tally, facts) if tally.non_mated_total else None

    findings = [finding for point in given for finding in point.findings]
    for target in ladder:
        if target in reached:
            findings += reached[target].findings
        else:
            findings.append((below_floor if target in within else beyond_evidence)(target, facts))
    points = [*given, *reached.values(), *([zero] if zero else [])]
    findings += [*zero.findings] if zero else []
    if not points:
        findings += [no_fmr(facts), no_fnmr(facts)]
    findings.append(equal := eer(tally, drawn, facts))
    findings.append(auc(tally, drawn, facts, asked=bool(drawing.replicates)))
    failed = failures(tally, facts)
    findings += [] if failed is None else [failed.finding]

    main = LADDER.chosen(given, [*reached.values()], zero)
    if main is not None and main is zero and ladder:
        main = replace(main, unreached=max(ladder))
    facts = replace(facts, of_several=several_people(tally, main), of_one=of_one(tally, main))
    series = all_series(tally, points, drawn, main=main, sign=sign, level=level)
    compared = [_group_point(m) for m in (given or ([main] if main else []))] if trial.groups else []
    groups = answers_of(by_group(compared) if compared else [], level=level, seed=drawing.seed)
    whole = study_caveats(main, facts, by_group=bool(groups.compared))
    first = about_groups(
        first_screen(main, facts), groups.compared, whole, several=groups.several, level=level,
        cluster=named(facts.clusters),
    )  # fmt: skip
    document = Document(
        made_by={"bystander": __version__},
        study="evaluate",
        synthetic=trial.synthetic,
        verdict=first.verdict if first is not None else verdict(main, facts, groups=groups.sentence),
        caveats=(
            *(str(c) for c in whole),
            *groups.caveats_beside(first),
            *((seen.unseen,) if seen.unseen else ()),
            *((FEW_BEHIND_BAND,) if any(1 in s.columns.get("few_people", ()) for s in series) else ()),
        ),
        evidence=(_note(trial, inspection, tally), *notes_of_tables(trial.groups, trial.clusters)),
        conventions=_conventions(
            tally,
            distance=trial.distance,
            declared=trial.failed_scores,
            level=level,
            drawing=drawing,
            small_cell=small_cell,
            drawn=groups.seed is not None or seen.drawn,
            cluster=None if trial.clusters is None else trial.clusters.name,
        ),
        findings=(*findings, *groups.findings),
    )
    beyond = [(x, too_few(x, facts)) for x in ladder if x not in reached and facts.non_mated]
    settings = section(
        main, points, beyond, equal=equal, failed=failed, kept=tally.failures == "fold",
    )  # fmt: skip
    return Study(
        document=document, series=(*series, *groups.series), quantities=CATALOGUE, first=first,
        sections=(
            *(() if first is None else of_others(groups.compared)),
            *(() if settings is None else (settings.in_short() if groups.compared else settings,)),
        ),
    )  # fmt: skip


def _group_point(measure: OperatingPoint) -> At:
    return At(
        threshold=measure.threshold, point=measure.point, label=threshold_of(measure.point), fmr=measure.fmr,
        fnmr=measure.fnmr,
    )  # fmt: skip


def _checked(targets: Sequence[float], level: float, *, seed: int, replicates: int) -> Drawing:
    check_targets(targets, "false match rate")
    check_level(level)
    return Drawing(seed=seed, replicates=replicates)


def _note(trial: Trial, inspection: Inspection, tally: ComparisonTally) -> EvidenceNote:
    return EvidenceNote(
        name=trial.name,
        sha256=trial.sha256,
        kind="comparisons",
        format=trial.format,
        rows_read=trial.rows_read,
        rows_used=trial.rows_used,
        rows_refused=trial.rows_refused,
        people=inspection.people,
        failures=tally.mated_failed + tally.non_mated_failed,
        problems=tuple(p.lines()[0] for p in inspection.problems if p.severity in ("refused", "warning") or p.told),
    )


def _conventions(
    tally: ComparisonTally, *, distance: bool, declared: Sequence[float], level: float, drawing: Drawing,
    small_cell: int, drawn: bool, cluster: str | None,
) -> Conventions:  # fmt: skip
    return Conventions(
        accept=sign_of(tally.accept, distance=distance),
        failures=tally.failures,
        failed_scores=finite(declared),
        level=level,
        small_cell=small_cell,
        seed=drawing.seed if drawing.replicates or drawn else None,
        replicates=drawing.replicates,
        cluster=cluster,
    )
