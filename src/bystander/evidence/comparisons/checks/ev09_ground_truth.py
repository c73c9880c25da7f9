"""EV09: the ground truth contradicts itself, or covers nothing.

Every error rate rests on the ground truth. A pair called mated between two people, or a file of true pairs that
names none of the samples in the scores, makes every rate wrong without a trace in the numbers.
"""

from __future__ import annotations

from bystander.errors import Problem
from bystander.findings.wording import count, plural

CODE = "EV09"


def contradiction(name: str, cells: int) -> Problem:
    """Return the problem of comparisons called non-mated whose two sides other comparisons join to one person."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(cells, 'comparison')} called non-mated, though others say that both sides are one person",
        where=name,
        expected="if a is the same person as b, and b as c, then a is the same person as c",
        means="a mistake in the ground truth, or a mask that belongs to another matrix",
        do="correct the ground truth",
    )


def disagreement(name: str, rows: int) -> Problem:
    """Return the problem of a mated column that disagrees with the subject columns."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"in {plural(rows, 'row')} the mated column disagrees with the subjects",
        where=name,
        expected="mated exactly where probe_subject equals reference_subject",
        means="one of them was made for another version of the data",
        do="correct the table, or remove the column that is wrong",
    )


def covers_nothing(name: str) -> Problem:
    """Return the problem of true pairs that name no sample of the scores."""
    return Problem(
        code=CODE,
        severity="error",
        found="no sample of the true pairs occurs in the scores",
        where=name,
        expected="two columns, the probe and the reference of each true pair, named as in the scores",
        means="the file belongs to another trial, or writes the samples in another way (with a folder, an ending)",
        do="give the true pairs of this trial",
    )


def unknown_samples(name: str, pairs: int, total: int) -> Problem:
    """Return the note that some true pairs are not among the scores."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"{count(pairs)} of {plural(total, 'true pair')} name a sample that is not in the scores",
        where=name,
        means="the scores cover a part of the trial",
        do="nothing, if that is what you meant to give",
    )


def implied(name: str, rows: int) -> Problem:
    """Return the note that more comparisons are mated than the true pairs list."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"{plural(rows, 'comparison')} mated, though not in the list of true pairs but only implied by it",
        where=name,
        means="if a is the same person as b, and b as c, then a is the same person as c",
        do="check the list, if you meant to leave these pairs out",
    )
