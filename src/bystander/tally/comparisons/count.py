"""From a trial to its tally: which passes are needed, and what each must count."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nextafter
from typing import TYPE_CHECKING, Literal

import numpy as np

from bystander.kernels.distinct import distinct, runs
from bystander.tally.comparisons.acceptance import (
    Accept,
    Failures,
    allowed_errors,
    checked_targets,
    checked_thresholds,
    cutoff,
    cutoffs,
)
from bystander.tally.comparisons.clustered import clustered
from bystander.tally.comparisons.crossing import AtMost, FewerFalseMatches
from bystander.tally.comparisons.in_tail import crossings_in_tail, next_non_mated
from bystander.tally.comparisons.points import PairErrors, ScoreHistogram
from bystander.tally.comparisons.survey import Plan
from bystander.tally.comparisons.tally import ComparisonTally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.score_sketch import ScoreSketch
    from bystander.evidence.comparisons.trial import Trial
    from bystander.tally.comparisons.crossing import Condition, Crossing
    from bystander.tally.comparisons.pair_means import Gathered
    from bystander.tally.comparisons.reserve import Reserve
    from bystander.tally.comparisons.survey import Engine, Survey
    from bystander.tally.comparisons.surveying import Surveying

SMALL = 1_000_000  # comparisons below which numpy is done before a compiler would be
BINS = 200
TAIL_PAIRS = PAIR_CAPACITY = 1 << 20


def tally_comparisons(
    trial: Trial,
    *,
    targets: Sequence[float] = (),
    thresholds: Sequence[float] = (),
    accept: Accept = "ge",
    failures: Failures = "fold",
    threads: int | None = None,
    engine: Literal["auto", "numpy", "numba"] = "auto",
    tail_pairs: int = TAIL_PAIRS,
    pair_capacity: int = PAIR_CAPACITY,
    curve: bool = True,
    surveyed: Surveying | None = None,
    scores: ScoreSketch | None = None,
    beside: Callable[[], Gathered] | None = None,
) -> ComparisonTally:
    """Count a trial exactly.

    ``targets``: false match rates whose thresholds are wanted; ``thresholds``: given ones, at which errors
    by subject are wanted; both may be below the tail. ``failures="fold"``: failed comparisons stay in the
    denominators and are never accepted; "exclude": they are left out and counted apart. ``threads`` and
    ``engine`` never change the result ("auto": numpy below a million comparisons). ``tail_pairs``: highest
    non-mated comparisons kept one by one; ``pair_capacity``: pairs of subjects whose comparisons are counted
    exactly, beyond which a canonical sample is. ``curve=False``: given thresholds only, in a single pass
    where ``engine="numba"``; then there is no rank histogram, EER, nor target below the tail.

    Where the trial knows of clusters of people, these are the subjects. ``surveyed``: what :func:`surveying` gave, and
    an inspection of the trial has filled; the options that both have are those it was made with. ``scores``: all its
    distinct non-mated ones, as :class:`bystander.evidence.comparisons.inspection.Inspection` has them. ``beside``:
    begins what is gathered of all blocks too, if the tally has to read them once more.

    Raises UsageError where a target is no rate or a threshold is not finite.
    """
    clusters, trial = trial.clusters, clustered(trial)
    asked = cutoffs_asked(thresholds, accept)
    plan = plan_of(trial, failures, tail_pairs, pair_capacity)
    counter: Engine
    if surveyed is not None:
        from bystander.tally.comparisons.compiled_engine import BlockwiseEngine

        counter = BlockwiseEngine(
            trial, plan, threads=threads, cutoffs=np.empty(0), coarse=True, surveyed=surveyed.parts,
            reserve=surveyed.reserve, scores=scores, beside=beside,
        )  # fmt: skip
    elif engine == "numpy" or (engine == "auto" and _rows(trial) < SMALL):
        from bystander.tally.comparisons.numpy_engine import InMemoryEngine

        counter = InMemoryEngine(trial, plan)
    else:
        from bystander.tally.comparisons.compiled_engine import BlockwiseEngine

        counter = BlockwiseEngine(
            trial, plan, threads=threads, cutoffs=np.empty(0) if curve else asked, coarse=curve,
            reserve=_reserve(trial, plan, targets, asked) if curve else None, scores=scores, beside=beside,
        )  # fmt: skip
    tally = tally_of(counter, targets, asked, subjects=trial.subjects, accept=accept, failures=failures, curve=curve)
    return replace(tally, clusters=None if clusters is None else clusters.number)


def surveying(
    trial: Trial,
    *,
    targets: Sequence[float] = (),
    thresholds: Sequence[float] = (),
    accept: Accept = "ge",
    failures: Failures = "fold",
    pairs: Callable[[], Gathered] | None = None,
) -> Surveying | None:
    """Return what makes the survey of a tally while a trial is inspected; None where it is too small to gain by it.

    ``targets``, ``thresholds``: what the tally is going to be asked for, as far as that is known, so that what it takes
    is kept. ``pairs``: begins what is gathered beside it for the means of pairs, where they are needed.
    """
    if _rows(trial) < SMALL:
        return None
    from bystander.tally.comparisons.surveying import Surveying

    plan = plan_of(clustered(trial), failures)
    reserve = _reserve(trial, plan, targets, cutoffs_asked(thresholds, accept))
    return Surveying(plan, trial.clusters, reserve, pairs)


def _reserve(trial: Trial, plan: Plan, targets: Sequence[float], asked: NDArray[np.float64]) -> Reserve:
    from bystander.tally.comparisons.reserve import Asked, Reserve

    return Reserve(Asked(targets=targets, cutoffs=asked.tolist()), rows=_rows(trial), tail=plan.tail_pairs)


def _rows(trial: Trial) -> int:
    return sum(block.rows for block in trial.blocks)


def plan_of(trial: Trial, failures: Failures, tail_pairs: int = TAIL_PAIRS, pair_capacity: int = PAIR_CAPACITY) -> Plan:
    """Return what an engine has to count of a trial, whose clusters are its subjects."""
    return Plan(
        subjects=trial.subjects, count_failed=failures == "fold", tail_pairs=tail_pairs, pair_capacity=pair_capacity
    )


def cutoffs_asked(thresholds: Sequence[float], accept: Accept) -> NDArray[np.float64]:
    """Return smallest accepted scores at given thresholds, in order. Raises UsageError for one that is not finite."""
    return np.array(sorted({cutoff(t, accept) for t in checked_thresholds(thresholds)}), np.float64)


def tally_of(
    counter: Engine,
    targets: Sequence[float],
    asked: NDArray[np.float64],
    *,
    subjects: int | None,
    accept: Accept,
    failures: Failures,
    curve: bool,
) -> ComparisonTally:
    """Ask an engine for everything that a tally holds. ``asked``: cutoffs of given thresholds, ascending."""
    wanted_targets = checked_targets(targets)
    survey = counter.survey()
    fold = failures == "fold"
    mated_failed = int(np.searchsorted(survey.mated_score, -inf, side="right"))
    mated = survey.mated_score if fold else survey.mated_score[mated_failed:]
    mated_subject = survey.mated_subject
    if mated_subject is not None and not fold:
        mated_subject = mated_subject[mated_failed:]
    non_mated = survey.non_mated if fold else survey.non_mated - survey.non_mated_failed
    finite = survey.mated_score[mated_failed:]
    mated_scores, mated_counts = runs(finite)

    conditions: dict[float | None, Condition] = {}  # None stands for the equal error rate
    if non_mated:
        conditions = {t: AtMost(allowed_errors(t, non_mated)) for t in {0.0, *wanted_targets}}
        if len(mated):
            conditions[None] = FewerFalseMatches(non_mated=non_mated, mated=mated)
    in_tail = crossings_in_tail([*conditions.values()], survey.tail, mated)
    crossings = dict(zip(conditions, in_tail, strict=True))
    edges = _edges(survey, finite)
    counted: dict[float, int] = {}
    at_or_above = histogram = None
    if curve:
        mated_cutoffs = cutoffs(mated_scores, accept)
        every = distinct(np.concatenate([mated_cutoffs, asked, edges]))
        open_ones = [t for t, crossing in crossings.items() if crossing is None]
        accepted, found = counter.accepted(every, [conditions[t] for t in open_ones])
        crossings.update(zip(open_ones, found, strict=True))
        at_or_above = accepted[np.searchsorted(every, mated_cutoffs)]
        counted = dict(zip(asked.tolist(), accepted[np.searchsorted(every, asked)].tolist(), strict=True))
        if len(edges):
            histogram = _histogram(edges, accepted[np.searchsorted(every, edges)], finite)
    known = {t: c for t, c in crossings.items() if t is not None and c is not None}
    known = _between_non_mated(known, survey, counter)
    eer = crossings.get(None)
    low = _low_cutoffs(asked, [*known.values()], eer, survey, accept)
    m = None
    if survey.as_probe is not None and survey.as_reference is not None:
        m = survey.as_probe + survey.as_reference
    below = _errors_below(counter, low if curve else asked[asked < survey.tail.floor], survey, trials=non_mated, m=m)
    counted.update({at: errors.errors for at, errors in below.items()})
    return ComparisonTally(
        accept=accept,
        failures=failures,
        subjects=subjects,
        mated_total=len(mated),
        non_mated_total=non_mated,
        mated_failed=mated_failed,
        mated_failed_subject=None if survey.mated_subject is None else survey.mated_subject[:mated_failed],
        non_mated_failed=survey.non_mated_failed,
        mated_scores=mated_scores,
        mated_counts=mated_counts.astype(np.int64),
        non_mated_at_or_above=at_or_above,
        mated_row_score=mated,
        mated_row_subject=mated_subject,
        mated_min=float(finite[0]) if len(finite) else None,
        mated_max=float(finite[-1]) if len(finite) else None,
        non_mated_min=survey.low,
        non_mated_max=survey.high,
        score_histogram=histogram,
        non_mated_per_subject=m,
        tail=survey.tail,
        graph=survey.graph,
        counted=counted,
        errors_below_tail=below,
        crossings=known,
        eer_crossing=eer,
    )


def _edges(survey: Survey, mated: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the bounds of the chart's bins from the exact range, so that blocks do not matter."""
    ends = [x for x in (survey.low, survey.high) if x is not None] + ([mated[0], mated[-1]] if len(mated) else [])
    if not ends:
        return np.empty(0)
    low, high = float(min(ends)), float(max(ends))
    share = np.arange(BINS + 1) / BINS
    inner = np.clip(low * (1 - share) + high * share, low, high)
    inner[0], inner[-1] = low, high
    return distinct(inner)


def _histogram(edges: NDArray[np.float64], accepted: NDArray[np.int64], mated: NDArray[np.float64]) -> ScoreHistogram:
    reached = len(mated) - np.searchsorted(mated, edges, side="left")

    def bins(at_or_above: NDArray[np.int64]) -> NDArray[np.int64]:
        if len(edges) == 1:
            return at_or_above.astype(np.int64)
        counts = -np.diff(at_or_above)
        counts[-1] += at_or_above[-1]  # the last bin has its upper edge, too
        return counts.astype(np.int64)

    both = np.repeat(edges, 2) if len(edges) == 1 else edges
    return ScoreHistogram(edges=both, mated=bins(reached), non_mated=bins(accepted))


def _between_non_mated(known: Mapping[float, Crossing], survey: Survey, counter: Engine) -> dict[float, Crossing]:
    """Make the candidate above each target's crossing the next non-mated score, None where there is none.

    The FMR steps at non-mated scores only, and a threshold set for it must not lean on the mated ones.
    """
    beyond = {t: c.above_non_mated for t, c in known.items()}  # found beside the crossing, for the most part
    far = {
        t: AtMost(c.accepted_above - 1)
        for t, c in known.items()
        if beyond[t] is None and c.accepted_above > len(survey.tail)
    }
    _, found = counter.accepted(np.empty(0), list(far.values())) if far else (None, [])
    beyond.update({t: c.below for t, c in zip(far, found, strict=True)})
    return {
        t: replace(c, above=next_non_mated(c.accepted_above, survey.tail) if beyond[t] is None else beyond[t])
        for t, c in known.items()
    }


def _low_cutoffs(
    asked: NDArray[np.float64], known: Sequence[Crossing], eer: Crossing | None, survey: Survey, accept: Accept
) -> NDArray[np.float64]:
    """Return the cutoffs of interest that lie below the tail."""
    ends = _edges(survey, survey.mated_score[survey.mated_score > -inf])
    if not len(ends):
        return ends
    just_below, just_above = nextafter(float(ends[0]), -inf), nextafter(float(ends[-1]), inf)
    thresholds: set[float] = set()
    lowest = float(ends[0]) if survey.low is None else survey.low
    for crossing in known:
        if accept == "gt":
            thresholds.add(nextafter(lowest, -inf) if crossing.below is None else crossing.below)
        elif crossing.above is not None:  # just above the largest score lies in the tail
            thresholds.add(crossing.above)
    if eer is not None and eer.below is not None:
        thresholds.add(eer.below)
        if accept == "ge":
            thresholds.add(just_above if eer.above is None else eer.above)
        else:
            thresholds.add(just_below if eer.before is None else eer.before)
    wanted = np.array(sorted({*asked.tolist(), *(cutoff(t, accept) for t in thresholds)}), np.float64)
    return wanted[wanted < survey.tail.floor]


def _errors_below(
    counter: Engine, wanted: NDArray[np.float64], survey: Survey, *, trials: int, m: NDArray[np.int64] | None
) -> dict[float, PairErrors]:
    """Count errors by subject and pair where the tail does not reach."""
    if not len(wanted):
        return {}
    errors = counter.errors(wanted, level=survey.level)
    graph, squared, by_subject = survey.graph, errors.squared, errors.by_subject
    return {
        float(at): PairErrors(
            errors=int(errors.total[k]),
            trials=trials,
            d=None if by_subject is None else by_subject[k],
            m=m,
            qc=None if squared is None else squared[k],
            qn=None if graph is None else graph.qn,
            exact=graph is None or (errors.exact and graph.exact),
        )
        for k, at in enumerate(wanted)
        if at < survey.tail.floor
    }
