"""EV17: only mated, or only non-mated, comparisons.

This is no mistake. With non-mated comparisons alone the false match rate can be estimated, with mated ones alone
the false non-match rate at a threshold that you give; the other is *not estimable*. It is worth a look, because
identifiers that are written in two ways (``12`` and ``12.0``, with and without a leading zero) give the same picture.
Where nobody said which layout a file has, and it looked like a matrix of scores, comparisons of one kind alone are a
sign that it is something else, such as a table of results: then the work stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV17"


class Kinds(NamedTuple):
    """Which kinds of comparisons there are in evidence that was taken for ``form``, as it looked like that."""

    name: str
    form: str
    mated: bool
    non_mated: bool


def one_class(name: str, present: str, absent: str) -> Problem:
    """Return the warning that one kind of comparison is absent."""
    rate = "the false non-match rate" if absent == "mated" else "the false match rate"
    means = f"{rate} cannot be estimated from this evidence"
    if absent == "mated":
        means += "; identifiers written in two ways, such as 12 and 12.0, would look the same"
    return Problem(
        code=CODE,
        severity="warning",
        found=f"all comparisons are {present}: there is no {absent} one",
        where=name,
        means=means,
        do=f"add {absent} comparisons, if the trial made any",
    )


def _guessed(seen: Kinds) -> Problem:
    """Return the problem of a layout that was chosen by looking and holds one kind of comparison, or none."""
    absent = "mated" if not seen.mated else "non-mated"
    return Problem(
        code=CODE,
        severity="error",
        found=f"the file looks like a {seen.form}, and as that it has no {absent} comparison",
        where=seen.name,
        expected="people who have a row and a column: the same identifiers in the first column and in the first row"
        if absent == "mated"
        else "more than one person",
        means="it may be something else, such as a table of results or of measurements",
        do="give a table with a score and its ground truth in each row. If it is a matrix of scores, say --format "
        "matrix. Then say who is in its samples, with --truth FILE or --subject-from lfw, voxceleb, path or a pattern",
    )


def look_at_guess(seen: Kinds) -> list[Problem]:
    """Find a layout that was chosen by looking and is no trial."""
    return [] if seen.mated and seen.non_mated else [_guessed(seen)]


def look(seen: Seen) -> list[Problem]:
    """Find a trial of one kind of comparison; one person alone has no non-mated one, which EV19 says."""
    if seen.rows and not seen.mated:
        return [one_class(seen.name, "non-mated", "mated")]
    if seen.rows and not seen.non_mated and seen.people != 1:
        return [one_class(seen.name, "mated", "non-mated")]
    return []


CHECK = Check(code=CODE, about=__doc__, look=look, of_rates=True)
GUESSED = CHECK.on(look_at_guess)
