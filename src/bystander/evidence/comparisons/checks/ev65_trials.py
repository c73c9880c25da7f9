"""EV65: scores and a list of trials that do not cover each other.

A score whose trial is not listed has no ground truth: it is left out and counted. A trial without a score may be one
where the system failed, and failures that are silently missing make it look better than it is. A trial that is listed
as mated and as non-mated stops the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import NO_ROWS, Rows, in_rows
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = "EV65"


@dataclass(frozen=True, kw_only=True)
class TrialsSeen:
    """Scores beside a list of trials: rows of the scores without a trial, of trials without a score or with two labels.

    ``name``: of the scores; ``file``: of the trials.
    """

    name: str
    file: str
    unlisted: Rows = NO_ROWS
    unscored: Rows = NO_ROWS
    conflicting: Rows = NO_ROWS


def _unlisted(name: str, rows: Rows) -> Problem:
    were = "was" if rows.total == 1 else "were"
    return Problem(
        code=CODE, severity="refused",
        found=f"{plural(rows.total, 'score')} of no trial that is listed with a label {were} left out",
        where=in_rows(name, rows.first, rows.total) if rows.first else name, expected="a labelled trial for each score",
        means="nobody can say whether the comparison is mated, so it can be neither an error nor a success",
        do="add the trials to the list",
    )  # fmt: skip


def _unscored(file: str, rows: Rows) -> Problem:
    have = "has" if rows.total == 1 else "have"
    return Problem(
        code=CODE, severity="warning", found=f"{plural(rows.total, 'listed trial')} {have} no score",
        where=in_rows(file, rows.first, rows.total), expected="a score for each trial",
        means="if the system failed on them, they are errors that are not counted",
        do="add a line with the score nan for each that failed, and give --failed-score nan", of_whole=True,
    )  # fmt: skip


def _conflicting(file: str, rows: Rows) -> Problem:
    return Problem(
        code=CODE, severity="error", found=f"{plural(rows.total, 'trial')} listed again with another label",
        where=in_rows(file, rows.first, rows.total), expected="one label a trial",
        means="a mistake in the ground truth, or two lists in one file", do="correct the list of trials",
    )  # fmt: skip


def look(seen: TrialsSeen) -> Iterable[Problem]:
    """Find trials with two labels, scores of no trial, and trials without a score."""
    if seen.conflicting:
        yield _conflicting(seen.file, seen.conflicting)
    if seen.unlisted:
        yield _unlisted(seen.name, seen.unlisted)
    if seen.unscored:
        yield _unscored(seen.file, seen.unscored)


def in_order(name: str, scores: int) -> Problem:
    """Return the note that scores were given their trials by their position alone."""
    return Problem(
        code=CODE, severity="note", found=f"{plural(scores, 'score')} and as many trials, paired by their position",
        where=name, means="the first score is taken for that of the first trial, and so on",
        do="nothing, if both were written in one order; otherwise write the names beside the scores", needed=False,
    )  # fmt: skip


def other_length(name: str, scores: int, trials: int) -> Problem:
    """Return the problem of scores without names beside more or fewer trials."""
    return Problem(
        code=CODE, severity="error", found="scores without names, and not as many trials", where=name,
        expected="as many trials as scores, in the same order",
        got=f"{count(scores)} scores and {count(trials)} trials",
        means="which score is of which trial cannot be told",
        do="give the trials of these scores, or write the names of both samples beside each score",
    )  # fmt: skip


def no_labels(name: str) -> Problem:
    """Return the problem of a file beside scores without names that labels no trial."""
    return Problem(
        code=CODE, severity="error", found="beside scores without names, a file that has no labels", where=name,
        expected="two names and a label such as 1 and 0 or target and nontarget for each score, or a label alone",
        means="nobody can say which comparisons are of one person", do="give the list of trials with their labels",
    )  # fmt: skip


def no_trials(name: str) -> Problem:
    """Return the problem of scores without names that come without trials."""
    return Problem(
        code=CODE, severity="error", found="scores without names, and no trials beside them", where=name,
        expected="as many trials with labels as scores", means="a score without ground truth cannot be evaluated",
        do="give the trials with --truth FILE",
    )  # fmt: skip


CHECK = Check(code=CODE, about=__doc__, look=look)
