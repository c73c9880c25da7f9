"""Candidate lists and candidate logs, by the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mutations.counts import NOBODY, Counts, plain
from benchmarks.mutations.strict import Refused, Unsure, number, table_in

if TYPE_CHECKING:
    from benchmarks.mutations.sheet import Case

_SEARCHES = ("search", "subject", "rank", "candidate_subject", "score")
_LOG = ["searchid", "candidaterank", "searchretcode", "isassigned", "templateid", "score"]


def candidates(case: Case) -> Counts:
    """Count the searches of candidate lists."""
    header, rows = table_in(case.file())
    places = [plain(name) for name in header]
    if any(places.count(name) != 1 for name in _SEARCHES):
        raise Refused("a column that is missing, or twice")
    at = {name: places.index(name) for name in _SEARCHES}
    if any(row[at["subject"]].casefold() in NOBODY for row in rows):
        raise Unsure("a name that may mean nobody")
    for row in rows:
        number(row[at["rank"]])
        if number(row[at["score"]]) is None and row[at["candidate_subject"]]:
            raise Refused("a candidate without a score")
        if row[at["score"]] and not row[at["candidate_subject"]]:
            raise Refused("a score of nobody")
        if not row[at["search"]]:
            raise Unsure("a search without a name")
    subjects: dict[str, set[str]] = {}
    for row in rows:
        subjects.setdefault(row[at["search"]], set()).add(row[at["subject"]])
    if any(len(found) > 1 for found in subjects.values()):
        raise Refused("a search of two people")
    ranks = [(row[at["search"]], row[at["rank"]]) for row in rows if row[at["candidate_subject"]]]
    if len(set(ranks)) < len(ranks):
        raise Refused("a rank twice")
    mated = sum(found != {""} for found in subjects.values())
    return Counts(rows=len(rows), refused=0, mated=mated, non_mated=len(subjects) - mated)


def nist(case: Case) -> Counts:
    """Count the searches of a NIST candidate log."""
    header, rows = table_in(case.file())
    head, told = table_in(case.file("subjects"))
    if [plain(name) for name in header[:6]] != [
        "searchid",
        "candidaterank",
        "searchretcode",
        "isassigned",
        "templateid",
        "score",
    ]:
        raise Refused("not a candidate log")
    if [plain(name) for name in head] != ["id", "subject"]:
        raise Unsure("not the file of subjects that was made")
    of: dict[str, str] = {}
    for one, person in told:
        if of.setdefault(one, person) != person:
            raise Refused("somebody twice")
    ranks = [(row[0], row[1]) for row in rows if row[3] == "1"]
    if len(set(ranks)) < len(ranks):
        raise Refused("a rank twice")
    searches: dict[str, None] = {}
    enrolled = {person for one, person in told if not any(one == row[0] for row in rows)}
    for row in rows:
        number(row[2]), number(row[3])
        searches[row[0]] = None
        if row[3] == "1" and (row[4] not in of or number(row[5]) is None):
            raise Refused("a template of nobody, or without a score")
    if any(one not in of for one in searches) or any(person.casefold() in {"", *NOBODY} for person in of.values()):
        raise Unsure("a search of nobody knows whom")
    mated = sum(of[one] in enrolled for one in searches)
    return Counts(rows=len(rows), refused=0, mated=mated, non_mated=len(searches) - mated)
