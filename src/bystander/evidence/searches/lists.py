"""From the columns of candidate lists to searches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import ROWS
from bystander.evidence.people.codes import encoded
from bystander.evidence.people.pseudonyms import Within
from bystander.evidence.searches.checks.ev69_no_empty_list import lists_seen
from bystander.evidence.searches.checks.order import LENGTHS_OF_LISTS, LISTS
from bystander.evidence.searches.list_people import ListPeople
from bystander.evidence.searches.list_rows import ListRows
from bystander.evidence.searches.not_enrolled import NOTHING
from bystander.evidence.searches.searches import UNKNOWN, CandidateArrays, Candidates, Searches, SearchNames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.people.attributes import By
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.searches.list_table import ListTable
    from bystander.evidence.searches.not_enrolled import NotEnrolled

    Codes = NDArray[np.int32]
    Flags = NDArray[np.bool_]


def searches_of_lists(
    table: ListTable,
    *,
    distance: bool,
    unit: str = "search",
    left_out: bool = False,
    by: By = (),
    cluster: str = "",
    people: object = None,
    part: bool = False,
    told: NotEnrolled = NOTHING,
) -> Searches:
    """Make searches of candidate lists. Raises EvidenceError with every problem that stops the work.

    ``unit``: "search", "track", "passage" or "person"; all but the first need one for every search.
    ``left_out``: non-mated searches are made by leaving the mate out. ``by``, ``cluster``: attributes of people, from
    ``people``, a table, or from columns. ``part``: the table is a shard, and what lists lack may be in another.
    ``told``: what is declared of people who are not enrolled.
    """
    if not len(table):
        raise EvidenceError(table.name, list(table.problems) or found_by(ROWS, Count(table.name, 0)))
    rows = ListRows(table, distance=distance, part=part, told=told)
    table = rows.table
    problems = [*table.problems, *found_by(LISTS, rows)]
    recorded = ListPeople(
        rows=table, people=rows.people, given=people, who=rows.who, candidate=rows.candidate, search=rows.at,
        searches=len(rows.number), problems=problems,
    )  # fmt: skip
    groups, clusters = recorded.groups(by, rows.kept[rows.first]), recorded.clusters(cluster)
    stop(problems, table.name)
    made = _made(rows, unit=unit, left_out=left_out)
    stays = rows.kept[rows.first] & ~rows.failures
    seen = lists_seen(table.name, rows.candidates[stays], length=None if part else made.length)
    problems += found_by(LENGTHS_OF_LISTS, seen)
    return replace(made, some_missing=seen.missing, problems=tuple(problems), groups=groups, clusters=clusters)


def _made(rows: ListRows, *, unit: str, left_out: bool) -> Searches:
    stays = rows.kept[rows.first]
    number = np.cumsum(stays) - 1
    used = rows.kept & rows.listed
    candidates = Candidates(search=rows.at, identity=rows.candidate, score=rows.score)
    if not used.all():
        candidates = Candidates(search=number[rows.at[used]], identity=rows.candidate[used], score=rows.score[used])
    who = rows.who[rows.first]
    person = np.where(who >= 0, who, UNKNOWN).astype(np.int32)
    # complete is what lists everybody, however many templates each has
    complete = rows.size is not None and bool((rows.met[stays & ~rows.failures] >= rows.size).all())
    units, unit_names = _units(rows, unit, person, stays)
    searches = Within(rows.names, rows.number[stays], rows.people, person[stays])
    return Searches(
        name=rows.name, sha256=rows.table.sha256, format=rows.table.format,
        blocks=[CandidateArrays(candidates)], person=person[stays], mated=rows.is_mated[rows.first][stays],
        failed=rows.failures[stays],
        unit=units[stays], unit_name=unit, identities=rows.people.size, watchlist=rows.size,
        length=None if complete else rows.length, whole=None if complete else rows.candidates[stays] >= rows.length,
        rows_read=len(rows.at), rows_refused=int(np.count_nonzero(~rows.kept)), distance=rows.distance,
        left_out=left_out,
        names=SearchNames(people=rows.people, searches=searches, units=unit_names),
        ranked=None if rows.rank is None else rows.spans[stays],
    )  # fmt: skip


def _units(rows: ListRows, unit: str, person: Codes, stays: Flags) -> tuple[NDArray[np.int64], Names | None]:
    """Return the number of the unit of each search, and what the pseudonyms of tracks or passages are made of.

    Raises UsageError where a search has none: counted by itself it would be told as one more person, track or passage.
    So it would where it names no person, and others of its track or passage do: whose it is nothing tells.
    """
    names: Names | None = None
    if unit == "search":
        return np.arange(len(rows.number)), None
    if unit == "person":
        named = person.astype(np.int64)
    elif unit in rows.table.columns:
        codes, (own_codes,) = encoded([rows.table.columns[unit]])
        own = own_codes[rows.first].astype(np.int64)
        _ensure_whose(rows.name, unit, own[stays], person[stays])
        named = np.where(own >= 0, (person.astype(np.int64) + 1) << 32 | own, -1)
        names = Within(codes, own[stays], rows.people, person[stays])
    else:
        message = f"--unit {unit} needs a column {unit}, and {rows.name} has none"
        raise UsageError(message)
    if lacking := np.count_nonzero(stays & (named < 0)):
        message = (
            f"{lacking:,} of {np.count_nonzero(stays):,} searches in {rows.name} name no {unit}, so --unit {unit} "
            "cannot count them; fill these in, or take --unit search"
        )
        raise UsageError(message)
    return np.unique(named, return_inverse=True)[1].ravel().astype(np.int64), names


def _ensure_whose(name: str, unit: str, own: NDArray[np.int64], person: Codes) -> None:
    """Raise UsageError where some searches of a track or passage name a person and others none; -1: of none."""
    nobody = (person < 0) & (own >= 0) & np.isin(own, own[person >= 0])
    if nobody.any():
        message = (
            f"{np.count_nonzero(nobody):,} of {len(own):,} searches in {name} name no person, and others of the same "
            f"{unit} do: fill these in, or take --unit search"
        )
        raise UsageError(message)
