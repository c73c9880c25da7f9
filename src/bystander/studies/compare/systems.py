"""The systems of a comparison: their trials, read and tallied alike, in one set of codes for people."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.comparisons.checks.ev27_written_alike import across, in_other_folders
from bystander.evidence.comparisons.inspection import inspect, require_usable
from bystander.evidence.people.across import moved, written_apart
from bystander.evidence.people.pairing import align, align_searches, counted_alike
from bystander.evidence.precision import in_any, in_precision
from bystander.findings import EvidenceNote
from bystander.intervals.resampling import REPLICATES, SEED
from bystander.quantities.comparisons.fnmr_at_fmr import at_target
from bystander.quantities.comparisons.replicates import replicates_of
from bystander.quantities.of_two_systems import Comparisons, SearchesOfSystem, around
from bystander.quantities.searches.fpir import threshold_for
from bystander.studies.compare.lists import Lists
from bystander.studies.compare.shared import AloneAt, Bench, Columns, Reached, System
from bystander.studies.evaluate.comparisons.series import vertices
from bystander.studies.evaluate.comparisons.study import LADDER as FMR_LADDER
from bystander.studies.evaluate.searches.bands import Resample
from bystander.studies.evaluate.searches.points import Made
from bystander.studies.evaluate.searches.series import trade_off
from bystander.studies.evaluate.searches.study import LADDER as FPIR_LADDER
from bystander.studies.evaluate.searches.study import check_left_out
from bystander.studies.options import attainable
from bystander.tally.comparisons.count import tally_comparisons
from bystander.tally.searches.fold import tally_searches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.people.pairing import Aligned
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.precision import Precision
    from bystander.evidence.searches.searches import Searches
    from bystander.intervals.sides import Side
    from bystander.quantities.comparisons.replicates import TrialReplicates
    from bystander.tally.comparisons.acceptance import Accept, Failures


class ComparisonSystem:
    """A trial of comparisons."""

    def __init__(
        self, name: str, trial: Trial, note: EvidenceNote, counts: Comparisons, problems: Sequence[Problem], *,
        precision: Precision,
    ) -> None:  # fmt: skip
        self.name, self.note = name, note
        self.problems, self.on_the_list, self.lists = tuple(problems), False, Lists()
        self.sign = -1.0 if trial.distance else 1.0
        self.synthetic, self.amount = trial.synthetic, trial.rows_used
        self._counts, self._precision = counts, precision
        self.closest = counts.tally.tail.score
        self._drawn: tuple[TrialReplicates | None] | None = None
        self.x_trials, self.y_trials = counts.tally.non_mated_total, counts.tally.mated_total
        fold = counts.tally.failures == "fold"
        self.failed, self.silent = (counts.tally.mated_failed, counts.tally.non_mated_failed) if fold else (0, 0)

    def given(self, threshold: float) -> float:
        """Return a threshold in the units of the file as scores have it."""
        return in_precision(self.sign * threshold + 0.0, self._counts.tally.accept, self._precision)

    def x(self, threshold: float) -> Side | None:
        """Return the FMR."""
        return self._counts.fmr(threshold) if self.x_trials else None

    def y(self, threshold: float, target: float | None = None) -> Side | None:
        """Return the FNMR."""
        return self._counts.fnmr(threshold, target=target) if self.y_trials else None

    def reach(self, target: float) -> Reached | None:
        """Return the threshold of a target FMR."""
        tally = self._counts.tally
        if not attainable(target, self.x_trials) or tally.score_range is None or not tally.reaches(target):
            return None
        at = tally.operating_point(target)
        return Reached(threshold=at.threshold, achieved=at.achieved, next_rate=at.next_rate)

    def alone(self, target: float, *, level: float) -> AloneAt | None:
        """Measure the FNMR."""
        tally = self._counts.tally
        if self._drawn is None:
            self._drawn = (replicates_of(tally, seed=SEED, replicates=REPLICATES, level=level),)
        at = tally.operating_point(target).threshold
        found = at_target(tally, target, at, drawn=self._drawn[0], level=level)
        return None if found.fnmr is None else AloneAt(measured=found.fnmr, chosen_again=found.chosen_again)

    def curve(self) -> Columns | None:
        """Return the corners of the DET."""
        if not self.x_trials or not self.y_trials or self._counts.tally.score_range is None:
            return None
        curve = vertices(self._counts.tally)
        return {
            "threshold": [self.sign * float(t) + 0.0 for t in curve.threshold],
            "x": [int(e) / self.x_trials for e in curve.false_matches],
            "y": [int(e) / self.y_trials for e in curve.false_non_matches],
        }


class SearchSystem:
    """A trial of searches."""

    def __init__(
        self, name: str, searches: Searches, made: Made, counts: SearchesOfSystem, apart: tuple[Problem, ...]
    ) -> None:
        self.name, self.note = name, _note_of_searches(searches, made)
        self.sign, self.synthetic, self.problems = made.facts.sign, searches.synthetic, (*made.facts.problems, *apart)
        self.on_the_list = made.facts.left_out
        self.lists = Lists(made.facts.enrolled, made.facts.length, _named(searches, counts))
        self.closest = np.empty(0)
        self._made, self._counts, self.amount = made, counts, len(searches)
        self.x_trials, self.y_trials = made.facts.non_mated, made.facts.mated
        self.failed = made.tally.failed_units(made.tally.mated)  # of what is counted: searches, passages, people
        self.silent = made.facts.silent

    def given(self, threshold: float) -> float:
        """Return a threshold in the units of the file as scores have it."""
        return self._made.given(threshold)

    def x(self, threshold: float) -> Side | None:
        """Return the FPIR."""
        known = self._made.lowest is None or threshold >= self._made.lowest
        return self._counts.fpir(threshold) if self.x_trials and known else None

    def y(self, threshold: float, target: float | None = None) -> Side | None:
        """Return the FNIR."""
        known = self._made.tells_misses(threshold)
        return self._counts.fnir(threshold, target=target) if self.y_trials and known else None

    def reach(self, target: float) -> Reached | None:
        """Return the threshold of a target FPIR."""
        if not attainable(target, self.x_trials):
            return None
        at = threshold_for(self._made.non_mated, target)
        if self._made.lowest is not None and at.threshold < self._made.lowest:
            return None
        return Reached(threshold=at.threshold, achieved=at.achieved, next_rate=at.next_rate)

    def alone(self, target: float, *, level: float) -> AloneAt | None:
        """Measure the FNIR; ``level`` is that of the whole comparison, as in everything that was made of the tally."""
        del level
        found = self._made.at_target(target)
        return None if found.fnir is None else AloneAt(measured=found.fnir, chosen_again=found.chosen_again)

    def curve(self) -> Columns | None:
        """Return the trade-off of FNIR against FPIR."""
        if not self.x_trials or not self.y_trials:
            return None
        columns = trade_off(self._made.tally, self._made.non_mated, sign=self.sign).columns
        return {to: [float(v or 0.0) for v in columns[of]] for to, of in
                (("threshold", "threshold"), ("x", "fpir"), ("y", "fnir"))}  # fmt: skip


def _agreed(names: Sequence[str], aligned: Aligned) -> None:
    """Raise UsageError where two trials of the same samples contradict each other about who is in them."""
    for (a, first), (b, second) in combinations(enumerate(names), 2):
        if aligned.labels_differ(a, b):
            raise UsageError(
                f"{first} and {second} hold the same pairs of samples and contradict each other. Some are of one "
                "person in one file and of two in the other. Ask who is right, and give both one list of who is who "
                "(--truth FILE)"
            )


def of_comparisons(
    trials: Mapping[str, Trial],
    *,
    targets: Sequence[float],
    thresholds: Sequence[Sequence[float]],
    accept: Accept,
    failures: Failures,
    threads: int | None,
) -> Bench:
    """Tally trials of comparisons. ``thresholds``: of each system, in the units of its file.

    Raises EvidenceError with every problem of all trials that cannot be used.
    """
    trials = dict(zip(trials, counted_alike([*trials.values()]), strict=True))
    inspections = {name: inspect(trial, threads=threads) for name, trial in trials.items()}
    unusable = []
    for name, trial in trials.items():
        try:
            require_usable(trial, inspections[name])
        except EvidenceError as error:
            unusable.append(error)
    if unusable:
        raise EvidenceError.joined(unusable)
    aligned = align([*trials.values()], count_failed=failures == "fold")
    _agreed([*trials], aligned)
    apart = _written_apart({name: None if t.chained else t.people for name, t in trials.items()}, aligned)
    _add(apart, _in_other_folders(trials))
    ladder = tuple(targets) or (() if any(thresholds) else FMR_LADDER.usual)
    systems: list[System] = []
    for at, (name, trial) in enumerate(trials.items()):
        sign = -1.0 if trial.distance else 1.0
        non_mated = inspections[name].non_mated
        asked = {rate for x in ladder if attainable(x, non_mated) for rate in (x, *around(x, non_mated))}
        tally = tally_comparisons(
            trial, targets=sorted(asked), thresholds=in_any([sign * t for t in thresholds[at]], accept),
            accept=accept, failures=failures, threads=threads,
        )  # fmt: skip
        found = inspections[name]
        problems = tuple(p for p in found.problems if p.severity in ("refused", "warning"))
        note = EvidenceNote(
            name=trial.name, sha256=trial.sha256, kind="comparisons", format=trial.format, rows_read=trial.rows_read,
            rows_used=trial.rows_used, rows_refused=trial.rows_refused, people=found.people,
            failures=tally.mated_failed + tally.non_mated_failed,
            problems=tuple(p.lines()[0] for p in found.problems if p in problems or p.told),
        )  # fmt: skip
        contents = aligned.contents[at]
        counts = Comparisons(
            tally=tally, place=aligned.place[at], people=aligned.people,
            mated=None if contents is None else contents.mated,
        )  # fmt: skip
        systems.append(
            ComparisonSystem(name, trial, note, counts, (*problems, *apart.get(name, ())), precision=found.precision)
        )
    return Bench(systems=tuple(systems), searches=False, ladder=ladder, usual=FMR_LADDER.main, aligned=aligned)


def of_searches(
    trials: Mapping[str, Searches],
    *,
    targets: Sequence[float],
    given: bool,
    rank: int | None,
    accept: Accept,
    failures: Failures,
    level: float,
) -> Bench:
    """Tally trials of searches; ``given``: whether there are thresholds, so that targets are not needed."""
    (unit,) = {searches.unit_name for searches in trials.values()}
    aligned = align_searches([*trials.values()])
    people = {name: None if s.names is None else s.names.people for name, s in trials.items()}
    apart = _written_apart(people, aligned)
    ladder = tuple(targets) or (() if given else FPIR_LADDER.usual)
    systems: list[System] = []
    for searches in trials.values():
        check_left_out(searches)
    for at, (name, searches) in enumerate(trials.items()):
        tally = tally_searches(searches, accept=accept)
        if failures == "exclude":
            tally = tally.without_failures()
        made = Made(searches, tally, rank=rank, how=Resample(seed=SEED, replicates=REPLICATES, level=level))
        made.resample([x for x in ladder if attainable(x, made.facts.non_mated)])
        contents = aligned.contents[at]
        counts = SearchesOfSystem(
            tally=made.tally, non_mated=made.non_mated, place=aligned.place[at], people=aligned.people, rank=rank,
            units=None if contents is None else contents.units,
        )  # fmt: skip
        systems.append(SearchSystem(name, searches, made, counts, apart.get(name, ())))
    return Bench(
        systems=tuple(systems), searches=True, ladder=ladder, usual=FPIR_LADDER.main, aligned=aligned, unit=unit
    )


def _named(searches: Searches, counts: SearchesOfSystem) -> NDArray[np.int64] | None:
    """Return by shared code how often a system gave somebody as a candidate; None where its people have no names."""
    if counts.place is None:
        return None
    often, named = searches.listed(), np.zeros(counts.people, np.int64)
    named[counts.place[: len(often)]] = often
    return named


def _written_apart(people: Mapping[str, Names | None], aligned: Aligned) -> dict[str, tuple[Problem, ...]]:
    """Return by system what is said of people whom an earlier one writes otherwise. Raises EvidenceError where most."""
    found: dict[str, tuple[Problem, ...]] = {}
    for (a, (first, one)), (b, (second, other)) in combinations(enumerate(people.items()), 2):
        if many := written_apart(one, other):
            problem = across(first, second, many, aligned.in_common(a, b) or 0)
            if problem.severity == "error":
                raise EvidenceError(problem.where, [problem])
            found[second] = (*found.get(second, ()), problem)
    return found


def _in_other_folders(trials: Mapping[str, Trial]) -> dict[str, tuple[Problem, ...]]:
    """Return by system what is said of images that an earlier one has in another folder.

    Raises EvidenceError where people follow from their images, and would all be others.
    """
    found: dict[str, tuple[Problem, ...]] = {}
    for (first, one), (second, other) in combinations(trials.items(), 2):
        images, common = moved(_images(one), _images(other))
        if images:
            named = not (one.chained or other.chained)
            problem = in_other_folders(first, second, images, common, people=named)
            if not named:
                raise EvidenceError(problem.where, [problem])
            found[second] = (*found.get(second, ()), problem)
    return found


def _images(trial: Trial) -> Names | None:
    if trial.chained is not None:
        return trial.chained.samples
    return None if trial.samples is None else trial.samples.names


def _add(some: dict[str, tuple[Problem, ...]], more: Mapping[str, tuple[Problem, ...]]) -> None:
    for name, problems in more.items():
        some[name] = (*some.get(name, ()), *problems)


def _note_of_searches(searches: Searches, made: Made) -> EvidenceNote:
    return EvidenceNote(
        name=searches.name, sha256=searches.sha256, kind="searches", format=searches.format,
        rows_read=searches.rows_read, rows_used=searches.rows_used, rows_refused=searches.rows_refused,
        people=made.facts.people,
        failures=int(np.count_nonzero(searches.failed)),
        problems=tuple(p.lines()[0] for p in searches.problems if p.severity in ("refused", "warning") or p.told),
    )  # fmt: skip
