"""EV21: sample names that cannot be taken as they are.

Some tables fill the sample column with one placeholder, number the samples of each person from 1, or number probes
and references separately. Then equal names do not mean equal samples, and the checks for self-comparisons and
duplicates use what is left. A sample that belongs to two people is something else: a mistake in the ground truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.reading import Reading

CODE = "EV21"


def _placeholder(name: str, role: str) -> Problem:
    """Return the note that a sample column holds one value for several people."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"every row has the same {role}, so it is taken as not recorded",
        where=name,
        means="a placeholder; samples compared with themselves, and repeated rows, cannot be found",
        do="give the sample names, if they are known",
    )


def _local(name: str) -> Problem:
    """Return the note that sample names are numbered anew for each person."""
    return Problem(
        code=CODE,
        severity="note",
        found="the same sample names occur under many people",
        where=name,
        means="samples are taken to be numbered anew for each person",
        do="nothing, if that is so",
        needed=False,
    )


def _separate(name: str) -> Problem:
    """Return the note that probe and reference samples are numbered separately."""
    return Problem(
        code=CODE,
        severity="note",
        found="probe and reference samples have the same names but are of different people",
        where=name,
        means="they are taken to be numbered separately; samples compared with themselves cannot be found",
        do="nothing, if that is so",
        needed=False,
    )


def _two_people(name: str, rows: Sequence[int], total: int, *, samples: int, of: int) -> Problem:
    """Return the warning that ``samples`` of all belong to two people, told by the rows of their second person."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{count(samples)} of {plural(of, 'sample')} {'is' if samples == 1 else 'are'} of two people or more",
        where=in_rows(name, rows, total),
        expected="every sample of one person, whatever its role",
        means="the ground truth has a mistake: some comparisons called non-mated are mated, or the other way round",
        do="correct the ground truth",
    )


def look(seen: Reading) -> list[Problem]:
    """Find placeholders, names that are numbered in more than one way, and samples of two people."""
    problems = [_placeholder(seen.name, role) for role in seen.placeholders]
    if seen.doubtful is not None:
        rows, of = seen.doubtful_rows, seen.doubtful.of
        return [*problems, _two_people(seen.name, rows.first, rows.total, samples=seen.doubtful.total, of=of)]
    if seen.space is not None and seen.space.nested:
        problems.append(_local(seen.name))
    if seen.space is not None and seen.space.separate:
        problems.append(_separate(seen.name))
    return problems


CHECK = Check(code=CODE, about=__doc__, look=look)
