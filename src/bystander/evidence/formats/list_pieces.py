"""Candidate lists with nothing to say about them, looked through piece by piece.

The rows of each search stand together in the order of their ranks, of people who are known or known not to be enrolled.
Everything else is left to :mod:`bystander.evidence.searches.list_rows`, which sees all rows at once, and so is every
message but two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa

from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.checks import ev27_written_alike as ev27
from bystander.evidence.people.codes import lookup
from bystander.evidence.people.pseudonyms import Within
from bystander.evidence.searches.checks import ev68_not_enrolled as ev68
from bystander.evidence.searches.checks.ev69_no_empty_list import lists_seen
from bystander.evidence.searches.checks.order import LENGTHS_OF_LISTS
from bystander.evidence.searches.lists_seen import SeenLists, require, starts_of
from bystander.evidence.searches.not_enrolled import ABSENT, MINUS_ONE
from bystander.evidence.searches.searches import Candidates, Searches, SearchNames
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.people.codes import Codes
    from bystander.evidence.request import Request

    Columns = dict[str, NDArray[Any]]

NEEDED = ("search", "candidate_subject", "score")
REQUIRED = (*NEEDED, "subject")
ROLES = (*REQUIRED, "rank", "watchlist_size")
PEOPLE = ("subject", "candidate_subject")
HELD = 1 << 27  # bytes of codes and scores that are kept


class Pieces(Protocol):
    """The lists of a file in pieces. ``rows``: of each piece; ``roles``: of its columns."""

    form: str
    names: Codes
    people: Codes
    rows: list[int]
    roles: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Return the hash of the file, once all pieces were read."""
        ...

    def read(self, at: int, roles: Iterable[str]) -> Columns:
        """Return columns of a piece by role, words as codes of names or of people, -1 for none."""
        ...

    def seen(self, at: int) -> None:
        """Let go of what a piece is not asked for again."""
        ...


@dataclass(frozen=True)
class ListBlock:
    """A piece of the lists. ``sign``: -1 where scores are distances."""

    pieces: Pieces
    at: int
    sign: int

    def read(self) -> Candidates:
        """Read its candidates."""
        rows = self.pieces.read(self.at, NEEDED)
        search, identity, score = (rows[role] for role in NEEDED)
        listed = identity >= 0
        if not listed.all():
            search, identity, score = search[listed], identity[listed], score[listed]
        return Candidates(search=search.astype(np.int64), identity=identity, score=score if self.sign > 0 else -score)


def searches_of_pieces(pieces: Pieces, request: Request, *, left_out: bool, absent: str) -> Searches:
    """Return the searches of lists. Raises OddError where there may be something to say of them.

    ``left_out``: non-mated searches are made by leaving the mate out. ``absent``: what is declared of people whom no
    list holds, as in :class:`bystander.evidence.searches.not_enrolled.NotEnrolled`.
    """
    require(lookup(pieces.people, pa.array([MINUS_ONE]))[0] < 0)
    seen, sign = SeenLists(pieces.names.size, pieces.people.size), -1 if request.distance else 1
    for rows in _whole_lists(pieces, sign):
        seen.add(rows)
    ranked = "rank" in pieces.roles
    seen.require_nothing_odd(ranked=ranked, told=left_out or bool(absent))
    name, person, size = request.file.name, seen.person, seen.size
    strangers = seen.absent if absent == ABSENT else np.zeros(len(person), np.bool_)
    many, people = int(np.count_nonzero(strangers)), len(distinct(person[strangers]))
    problems = ev68.declared_absent(name, many, people, whole=seen.complete)
    written = ev27.Written(
        name=name, people=pieces.people, probes=ev27.present(pieces.people.size, person), references=seen.listed,
        searches=True,
    )  # fmt: skip
    problems += found_by((ev27.CHECK,), written)
    require(not any(problem.stops for problem in problems))
    codes = np.arange(len(person), dtype=np.int32)
    length = None if seen.complete else int(seen.candidates.max())
    lists = lists_seen(name, seen.candidates, length=length)
    problems += found_by(LENGTHS_OF_LISTS, lists)
    return Searches(
        name=name, sha256=pieces.sha256, format=pieces.form, blocks=_blocks(pieces, sign), person=person,
        mated=(person >= 0) & ~strangers, failed=np.zeros(len(person), np.bool_), unit=np.arange(len(person)),
        identities=pieces.people.size, watchlist=size, length=length,
        whole=None if length is None else seen.candidates >= length, some_missing=lists.missing,
        rows_read=sum(pieces.rows), distance=request.distance, left_out=left_out, problems=tuple(problems),
        names=SearchNames(people=pieces.people, searches=Within(pieces.names, codes, pieces.people, person)),
        ranked=seen.spans if ranked else None,
    )  # fmt: skip


def _blocks(pieces: Pieces, sign: int) -> Sequence[ListBlock]:
    return [ListBlock(pieces, at, sign) for at in range(len(pieces.rows))]


def _whole_lists(pieces: Pieces, sign: int) -> Iterator[Columns]:
    """Yield the rows of whole lists, higher scores for more alike."""
    rest: Columns = {}
    for at in range(len(pieces.rows)):
        rows = pieces.read(at, pieces.roles)
        pieces.seen(at)
        if sign < 0:
            rows["score"] = -rows["score"]
        if rest:
            rows = {role: np.concatenate([rest[role], column]) for role, column in rows.items()}
        starts = starts_of(rows["search"])
        rest = {role: column[starts[-1] :].copy() for role, column in rows.items()}
        if starts[-1]:
            yield {role: column[: starts[-1]] for role, column in rows.items()}
    yield rest
