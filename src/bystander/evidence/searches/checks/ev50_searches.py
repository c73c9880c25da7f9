"""EV50: searches without ground truth, or of which nobody can say whose they are.

A search is mated where the person is on the watchlist, non-mated where it is known that they are not. Where neither
is known, an alert can be neither right nor wrong: the search is refused and counted. An empty ``subject`` means known
not to be enrolled; "unknown" or "?" means that it is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.evidence.people.codes import NO_IDENTIFIER
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.list_rows import ListRows

CODE = "EV50"


def _no_truth(name: str, rows: Sequence[int], searches: int) -> Problem:
    """Return the problem of searches whose subject is unknown; ``rows``: the first rows of the first few."""
    return Problem(
        code=CODE, severity="refused",
        found=f"{plural(searches, 'search', 'searches')} without ground truth {'was' if searches == 1 else 'were'} "
        "left out",
        where=in_rows(name, rows, searches, "subject"),
        expected="the person, or an empty cell where it is known that they are not on the watchlist",
        got="an unknown subject",
        means="whether such an alert is right cannot be known, so it can be counted neither way",
        do="give the person where it is known; --non-mated-subject WORD, if that is a word for people not enrolled",
    )  # fmt: skip


def _none_left(name: str, searches: int) -> Problem:
    """Return the problem of evidence of which every search was refused."""
    return Problem(
        code=CODE, severity="error", found=f"no search is left: all {count(searches)} lack their ground truth",
        where=name, expected="searches of people of whom it is known whether they are on the watchlist",
        means="no ground truth, no number", do="give the people, or name the columns with --column subject=NAME",
    )  # fmt: skip


def _nobody_named(name: str) -> Problem:
    """Return the problem of comparisons that cannot be read as searches: nobody is named."""
    return Problem(
        code=CODE, severity="error", found="the comparisons do not say which probe they are of", where=name,
        expected="people or samples on both sides",
        means="without them nobody can tell which scores belong to one search",
        do="give probe_subject and reference_subject, or leave --searches out",
    )  # fmt: skip


def _two_subjects(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of searches whose rows name different people."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'search', 'searches')} {'has' if total == 1 else 'have'} rows of two different people",
        where=in_rows(name, rows, total, "search"), expected="one person a search, the same in all its rows",
        means="two searches share one name, or the person is given wrongly in a row",
        do="give every search its own name and its person in each row",
    )  # fmt: skip


def enrolled_after_all(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of searches said to be non-mated whose person is among the candidates."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'row')} of searches said to be non-mated, of people who are candidates in the same file",
        where=in_rows(name, rows, total, "person"),
        expected="non-mated searches are of people who are not on the watchlist",
        means="a right alert would be counted as a false one", do="mend mated, or the person of the search",
    )  # fmt: skip


def _nameless_candidate(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of candidates with a score and without a person."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'has' if total == 1 else 'have'} a score and no person",
        where=in_rows(name, rows, total, "candidate_subject"),
        expected="the person of every candidate", got=NO_IDENTIFIER,
        means="nobody can say whether the candidate is the right one; left out, an alert would vanish",
        do="give the people of all references; a search that returned nobody has neither candidate nor score",
    )  # fmt: skip


def failed_and_listed(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of candidates of searches that failed."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} of searches that failed",
        where=in_rows(name, rows, total, "failed"), expected="no candidate of a search that failed",
        means="the search would count as failed and as a hit or an alert at once",
        do="mend failed, or leave the candidates out",
    )  # fmt: skip


def look(seen: ListRows) -> list[Problem]:
    """Find candidates of nobody, searches without ground truth, and rows of a search that contradict each other."""
    name, at = seen.name, seen.table.at
    problems: list[Problem] = []
    nameless = at(np.flatnonzero(~seen.listed & ~np.isnan(seen.score)))
    if nameless:
        problems.append(_nameless_candidate(name, nameless.first, nameless.total))
    refused = ~seen.kept
    if refused.any():
        first = np.unique(seen.search[refused], return_index=True)[1]
        rows = at(np.sort(np.flatnonzero(refused)[first]))
        problems.append(_no_truth(name, rows.first, rows.total))
        if refused.all():
            problems.append(_none_left(name, rows.total))
    for values in (seen.who, seen.is_mated.astype(np.int32)):
        rows = at(np.flatnonzero((values != values[seen.first][seen.at]) & seen.kept))
        if rows:
            problems.append(_two_subjects(name, rows.first, rows.total))
            break
    # whoever is a candidate anywhere is on the watchlist
    enrolled = np.zeros(seen.people.size + 1, bool)
    enrolled[seen.candidate] = True
    enrolled[-1] = False  # where nobody is named
    rows = at(np.flatnonzero(~seen.is_mated & enrolled[seen.who] & seen.kept))
    return [*problems, enrolled_after_all(name, rows.first, rows.total)] if rows else problems


def look_at_failed(seen: ListRows) -> list[Problem]:
    """Find searches that failed and list candidates all the same."""
    rows = seen.table.at(np.flatnonzero(seen.listed & seen.failures[seen.at]))
    return [failed_and_listed(seen.name, rows.first, rows.total)] if rows else []


def look_at_names(seen: Trial) -> list[Problem]:
    """Find comparisons of nobody, which cannot be read as searches."""
    return [_nobody_named(seen.name)] if seen.subjects is None else []


CHECK = Check(code=CODE, about=__doc__, look=look)
FAILED, NAMES = CHECK.on(look_at_failed), CHECK.on(look_at_names)
