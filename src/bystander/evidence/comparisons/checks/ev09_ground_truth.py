"""EV09: the ground truth contradicts itself, or covers nothing.

Every error rate rests on the ground truth. A pair called mated between two people, or a file of true pairs that
names none of the samples in the scores, makes every rate wrong without a trace in the numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from bystander.evidence.checks.where import Rows
    from bystander.evidence.comparisons.reading import PairsSeen, Reading

CODE = "EV09"


def _contradiction(name: str, rows: Rows) -> Problem:
    """Return the problem of comparisons called non-mated whose two sides other comparisons join to one person."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(rows.total, 'comparison')} called non-mated, though others say that both sides are one person",
        where=in_rows(name, rows.first, rows.total) if rows.first else name,
        expected="if a is the same person as b, and b as c, then a is the same person as c",
        means="a mistake in the ground truth, or labels the other way round (0 or no for one person). Or the labels or "
        "the mask belong to other scores",
        do="correct the ground truth. If its labels are the other way round, say with --mated-is which of their values "
        "means one person",
    )


def _disagreement(name: str, rows: Rows) -> Problem:
    """Return the problem of a mated column that disagrees with the subject columns."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"in {plural(rows.total, 'row')} the mated column disagrees with the subjects",
        where=in_rows(name, rows.first, rows.total),
        expected="mated exactly where probe_subject equals reference_subject",
        means="one of them was made for another version of the data",
        do="correct the table, or remove the column that is wrong. If the names are of samples and not of people, say "
        "so with --column probe_id=NAME --column reference_id=NAME",
    )


def _covers_nothing(name: str) -> Problem:
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


def _unknown_samples(name: str, pairs: int, total: int) -> Problem:
    """Return the note that some true pairs are not among the scores."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"{count(pairs)} of {plural(total, 'true pair')} name a sample that is not in the scores",
        where=name,
        means="the scores cover a part of the trial",
        do="nothing, if that is what you meant to give",
        needed=False,
    )


def _implied(name: str, rows: int) -> Problem:
    """Return the note that more comparisons are mated than the true pairs list."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"{plural(rows, 'comparison')} mated, though not in the list of true pairs but only implied by it",
        where=name,
        means="if a is the same person as b, and b as c, then a is the same person as c",
        do="check the list, if you meant to leave these pairs out",
    )


def look(seen: Reading) -> list[Problem]:
    """Find ground truth that contradicts itself."""
    problems = [_contradiction(seen.name, seen.contradicted)] if seen.contradicted else []
    return [*problems, _disagreement(seen.name, seen.disagreeing)] if seen.disagreeing else problems


def look_at_cover(seen: PairsSeen) -> list[Problem]:
    """Find true pairs that are not in the scores: all of them, or some."""
    if not seen.covered:
        return [_covers_nothing(seen.file)]
    unknown = seen.listed - seen.covered
    return [_unknown_samples(seen.file, unknown, seen.listed)] if unknown else []


def look_at_implied(seen: PairsSeen) -> list[Problem]:
    """Find comparisons that are mated though they are not listed."""
    return [_implied(seen.file, seen.implied)] if seen.implied else []


CHECK = Check(code=CODE, about=__doc__, look=look)
COVER, IMPLIED = CHECK.on(look_at_cover), CHECK.on(look_at_implied)
