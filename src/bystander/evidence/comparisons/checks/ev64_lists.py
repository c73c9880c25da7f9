"""EV64: lists without a header.

What the columns of a list are is told by what is in them: a column of numbers that are not all 0 and 1 is the score, a
column of exactly two words that call a comparison mated or not (``target`` and ``nontarget``, ``1`` and ``0``) is the
label and never a name. Where that leaves more than one way to read a list, or no mated comparison, or nothing but mated
ones, it is not evaluated: the layout was chosen by looking, and looking was not enough.
"""

from __future__ import annotations

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV64"
HEADER = "put a row with the names of the columns above the data, such as reference_id,probe_id,mated,score"


def recognised(name: str, taken_for: str) -> Problem:
    """Return the note of what a list was taken for, column by column."""
    return Problem(
        code=CODE, severity="note", found=f"read as {taken_for}", where=name,
        means="the list has no header, so its columns were told by what is in them",
        do="nothing, if that is so; otherwise put a row with the names of the columns above the data", needed=False,
    )  # fmt: skip


def undecided(name: str, got: str, *, do: str = HEADER) -> Problem:
    """Return the problem of a list that can be read in more than one way, or in none; ``got``: what was seen."""
    return Problem(
        code=CODE, severity="error", found="what the columns of the list are cannot be told", where=name,
        expected="two names and a label such as 1 and 0 or target and nontarget, with a score here or in another file. "
        "Or a score file of Bob (claimed_id real_id probe_label score)",
        got=got, means="a column that is taken for another gives numbers that look right", do=do,
    )  # fmt: skip


def no_scores(name: str) -> Problem:
    """Return the problem of trials with labels and without scores."""
    return Problem(
        code=CODE, severity="error", found="a list of trials with their labels, and no score", where=name,
        expected="a score for each trial", means="the scores are in another file",
        do=f"give the scores, and these trials with them: bystander check SCORES --truth {name}",
    )  # fmt: skip


def no_labels(name: str) -> Problem:
    """Return the problem of scores of pairs of which nobody says which are of one person."""
    return Problem(
        code=CODE, severity="error", found="two names and a score, no header, and no ground truth", where=name,
        expected="which comparisons are of one person",
        means="a score without ground truth cannot be evaluated",
        do="give the list of trials with their labels, or the pairs of one person, with --truth FILE. Or say how names "
        "tell the person with --subject-from lfw, voxceleb, path or a pattern. Where the names are people, put the row "
        "probe_subject,reference_subject,score above the data",
    )  # fmt: skip


def counts_or_scores(name: str) -> Problem:
    """Return the problem of a list of whole numbers that may be the counts of a histogram."""
    return Problem(
        code=CODE, severity="error", found="a list of whole numbers that may be scores, or how many had each score",
        where=name, expected="scores in the order of comparisons, or sorted",
        got="neighbours that are alike, and numbers that rise and fall, as the counts of a histogram do",
        means="counts that are taken for scores give rates that look right",
        do="if they are counts, write the score and its count on each line, and give --format histograms; if they are "
        "scores, give --format lists",
    )  # fmt: skip


CHECK: Check[object] = Check(code=CODE, about=__doc__)
