"""Comparisons with ground truth, opened: checked, evaluated, compared."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bystander.api.kinds.opened import Checked, what_it_is
from bystander.api.question import BOTH, USUAL
from bystander.api.refusals import READ_ALREADY
from bystander.api.watching import Unwatched, unseen
from bystander.errors import UsageError
from bystander.findings.wording import count, one_in, percent, plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.api.kinds.opened import Told
    from bystander.api.question import Question
    from bystander.api.refusals import Refusals
    from bystander.api.watching import Progress, Watch
    from bystander.evidence.comparisons.inspection import Inspection
    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings import Study

PASSES = 2  # over the rows of a large trial: what is in it and the survey, the selection of thresholds
GROUP_PASSES = 1  # of every attribute that errors are told apart by: the errors
OF_SEARCHES = ("unit", "metric", "non_mated_subjects")  # what may be declared of searches only


class OpenComparisons:
    """Comparisons; ``source``: a trial that was read, or what :func:`bystander.read_trial` takes."""

    def __init__(self, source: object, told: Told, refusals: Refusals) -> None:
        self._source, self._told, self._refusals = source, told, refusals
        self._inspection: Inspection | None = None

    @cached_property
    def trial(self) -> Trial:
        """The trial, read."""
        from bystander.evidence.comparisons.trial import Trial
        from bystander.evidence.read import read_trial, with_attributes

        told = self._told
        if isinstance(self._source, Trial):
            if told.declared:
                raise UsageError(read_already(told))
            trial = self._source
            if told.of_people:  # a column that was not used when it was read may be now
                trial = replace(trial, problems=tuple(p for p in trial.problems if not p.told))
            return with_attributes(trial, **{"by": (), **told.of_people})
        if told.declared.get("subjects") is not None:
            raise UsageError(self._refusals.subjects)
        vectors = is_of_vectors(self._source)
        said = told.declared.keys() - ({"metric"} if vectors else set())
        idle, refusal = sorted(set(OF_SEARCHES) & said), self._refusals.declared_of_searches
        if idle and refusal is not None:
            raise UsageError(refusal.format(option=self._refusals.option(idle[0])))
        unused = OF_SEARCHES if not vectors else tuple(name for name in OF_SEARCHES if name != "metric")
        return read_trial(self._source, **told.without("subjects", *unused).every)

    def check(self, stage: Callable[[str], None] = lambda _: None) -> Checked:
        """Look at it."""
        from bystander.evidence.comparisons.inspection import inspect

        trial = self.trial
        stage("checking")
        found = self._inspection = inspect(trial)
        people = "" if found.people is None else f" of {found.people:,} people"
        return Checked(
            lines=[*described(trial, found), "", *supported(found)],
            said=f"{found.mated:,} comparisons of a person with themself and {found.non_mated:,} of different "
            f"people{people}",
            problems=found.problems,
        )

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Answer a question."""
        from bystander.studies.evaluate.comparisons.study import evaluate

        for name in ("fpir_targets", "rank"):
            if question.asks(name):
                raise UsageError(self._refusals.of_searches.format(option=self._refusals.option(name)))
        with progress("reading the trial"):
            trial = self.trial
        with progress("evaluating", unit="rows") as watch:
            watch.expect((PASSES + GROUP_PASSES * len(trial.groups)) * trial.rows_used)
            options = question.options(*BOTH, "targets", "threads")
            return evaluate(seen_by(watch, trial), inspection=self._inspection, **options)

    def system(self) -> Trial:
        """Return it as one of the systems of a comparison."""
        return self.trial


def is_of_vectors(source: object) -> bool:
    """Return whether evidence is labelled embeddings, which are compared by a metric."""
    from bystander.evidence.searches.vectors_told import is_embeddings

    return isinstance(source, (str, Path)) and is_embeddings(Path(source))


def read_already(told: Told) -> str:
    """Say that what was declared comes too late."""
    return READ_ALREADY.format(what="the trial has", names=", ".join(told.declared), reader="read_trial")


def seen_by(watch: Watch, trial: Trial) -> Trial:
    """Return a trial whose reading is watched, where anybody watches."""
    from bystander.evidence.comparisons.watched import watched

    return trial if isinstance(watch, Unwatched) else watched(trial, watch)


def described(trial: Trial, found: Inspection, *, what: str = "comparisons with ground truth") -> list[str]:
    """Say what a trial is: layout, rows, people, mated and non-mated comparisons."""
    lines = what_it_is(trial, what)
    if found.people is None:
        lines.append("  people      not recorded")
    else:
        sides = f"{count(found.probe_people or 0)} as probes, {count(found.reference_people or 0)} as references"
        lines.append(f"  people      {count(found.people)} ({sides})")
    if found.images is not None:
        lines.append(f"  samples     {count(found.images)}")
    lines += [
        f"  mated       {plural(found.mated, 'comparison')}",
        f"  non-mated   {plural(found.non_mated, 'comparison')}",
    ]
    if found.failed:
        lines.append(f"  failures    {count(found.failed)}, of which {count(found.failed_mated)} mated")
    if found.lowest is not None and found.highest is not None:
        low, high = (-found.highest, -found.lowest) if trial.distance else (found.lowest, found.highest)
        tied = f", {percent(found.ties)} of them tied" if found.ties is not None else ""
        lines.append(f"  scores      {low:.6g} to {high:.6g}{tied}")
    return lines


def supported(found: Inspection) -> list[str]:
    """Say which rates the evidence can support, and how small a rate it can speak about."""
    lines = ["What it can support:"]
    kinds = (
        ("the false match rate", "non-mated", found.non_mated, "false match"),
        ("the false non-match rate", "mated", found.mated, "miss"),
    )
    for rate, kind, n, event in kinds:
        if not n:
            lines.append(f"  {rate}: not estimable, because there is no {kind} comparison")
            continue
        text = f"  {rate}: the smallest that can be seen is {one_in(1 / n)}"
        if n > 3:
            text += f"; without a single {event} it may still be about {one_in(3 / n)}"
        lines.append(text)
    lines.append(
        "  These are best cases: comparisons share people and errors cluster by person, so the evidence is worth less."
        if found.people is not None
        else "  These are best cases: how far errors cluster by person cannot be told, as nobody is identified."
    )
    return lines
