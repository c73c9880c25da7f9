"""EV68: searches of people who may not be on the watchlist, though their subject is filled in.

A search of somebody who is not enrolled cannot find them: counted as a miss, it makes the false negative identification
rate wrong and leaves the false positive one without its searches. ``-1`` is taken for *not enrolled*, and said so.
Where everybody has a name and some are in no list at all, nobody can tell whether they were missed or are not enrolled:
that is asked, not guessed. A system that lists few candidates can miss somebody in every search. So where it is
declared that they are not enrolled, that leads the caveats, unless every list holds everybody who is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.evidence.searches.not_enrolled import ABSENT
from bystander.findings.wording import count, plural
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.searches.list_rows import ListRows

CODE = "EV68"


def _minus_one(name: str, rows: list[int], searches: int) -> Problem:
    return Problem(
        code=CODE, severity="warning",
        found=f"{plural(searches, 'search', 'searches')} with the subject -1 taken as of people not enrolled",
        where=in_rows(name, rows, searches, "subject"), expected="an empty cell for people who are not enrolled",
        means="if -1 says that it is not known who was searched, these searches have no ground truth",
        do="say so with --non-mated-subject -1, or leave the cells empty; write ? where it is not known",
    )  # fmt: skip


def _declared(name: str, what: str, searches: int, people: str = "") -> Problem:
    return Problem(
        code=CODE, severity="note",
        found=f"{plural(searches, 'search', 'searches')}{people} taken as non-mated: {what}", where=name,
        means="that was declared", do="nothing, if that is so", needed=False,
    )  # fmt: skip


def declared_absent(name: str, searches: int, people: int, *, whole: bool) -> list[Problem]:
    """Return what so many searches of people whom no list holds, declared non-mated, put in doubt; nothing of none.

    ``whole``: every list holds everybody enrolled, so that whoever is in none is not.
    """
    said = f" of {plural(people, 'person', 'people')}"
    if not searches or whole:
        return [_declared(name, "no list holds these people", searches, said)] if searches else []
    return [
        Problem(
            code=CODE, severity="warning", leads=True,
            found=f"{plural(searches, 'search', 'searches')}{said} taken as of people off the list: no list holds them",
            where=name, expected="a column mated, or an empty subject, for people who are not on the watchlist",
            means="whoever of them is on it was missed, and counts as nobody missed, or as a false alert",
            do="say of each search whether its person is on the watchlist",
        )
    ]  # fmt: skip


def _asked(name: str, rows: list[int], searches: int, people: int, *, of: int) -> Problem:
    return Problem(
        code=CODE, severity="error",
        found=f"{count(searches)} of {plural(of, 'search', 'searches')} are of {plural(people, 'person', 'people')} "
        "whom no list holds: nothing says whether they are enrolled",
        where=in_rows(name, rows, searches, "subject"),
        expected="an empty subject, or a column mated, for searches of people who are not on the watchlist",
        means="who is not enrolled cannot be missed, and who is enrolled and in no list was missed each time",
        do="give --non-mated absent, if they are not enrolled; --non-mated nobody, if everybody is. If some values "
        "stand for people who are not, give --non-mated-subject VALUE for each",
    )  # fmt: skip


def _twice(name: str) -> Problem:
    return Problem(
        code=CODE, severity="error", found="who is enrolled is told twice: by the column mated, and by an option",
        where=name, means="where they differ, one of them is wrong",
        do="leave --non-mated and --non-mated-subject out",
    )  # fmt: skip


def look(seen: ListRows) -> list[Problem]:
    """Find searches whose subject says, or may hide, that somebody is not enrolled."""
    if seen.mated is not None:
        return [_twice(seen.name)] if seen.told.subjects or seen.told.absent else []
    problems = []
    if seen.minus_one.any():
        searches, first = _searches(seen, seen.minus_one)
        problems.append(_minus_one(seen.name, first, searches))
    if seen.replaced.any():
        searches, _ = _searches(seen, seen.replaced)
        problems.append(_declared(seen.name, "their subject is a value that stands for people not enrolled", searches))
    absent = seen.absent & seen.kept
    if not absent.any():
        return problems
    searches, first = _searches(seen, absent)
    people = len(distinct(seen.subject[absent]))
    if seen.told.absent:
        taken = seen.told.absent == ABSENT
        return problems + (declared_absent(seen.name, searches, people, whole=seen.whole_lists) if taken else [])
    all_mated = bool(seen.is_mated[seen.kept].all())
    if not seen.told.settled and (all_mated or seen.whole_lists):
        total, _ = _searches(seen, seen.kept)
        problems.append(_asked(seen.name, first, searches, people, of=total))
    return problems


def _searches(seen: ListRows, rows: NDArray[np.bool_]) -> tuple[int, list[int]]:
    """Return how many searches some rows are of, and the first row of the first few."""
    first = np.sort(np.unique(seen.search[rows], return_index=True)[1])
    at = seen.table.at(np.flatnonzero(rows)[first])
    return at.total, list(at.first)


CHECK = Check(code=CODE, about=__doc__, look=look)
