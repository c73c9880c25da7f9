"""Large plain text of candidate lists, looked through piece by piece: its columns are never whole in memory.

It is for lists with nothing to say about them: the rows of each search stand together in the order of their ranks, of
people who are known or known not to be enrolled. Everything else is left to
:mod:`bystander.evidence.searches.list_rows`, which sees all rows at once, and so is every message but one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.checks import ev27_written_alike as ev27
from bystander.evidence.formats.candidate_lists import NAME, places_of_lists
from bystander.evidence.people.codes import encoded, lookup
from bystander.evidence.people.pseudonyms import Within
from bystander.evidence.searches.columns import KINDS, is_search_header
from bystander.evidence.searches.lists_seen import OddError, SeenLists, starts_of
from bystander.evidence.searches.not_enrolled import MINUS_ONE
from bystander.evidence.searches.searches import Candidates, Searches, SearchNames
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import TextTable
from bystander.evidence.tables.plain_lines import BLOCK, LARGE, of_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from bystander.evidence.people.codes import Codes
    from bystander.evidence.request import Request
    from bystander.evidence.tables.plain_columns import Piece, PlainColumns

    Columns = dict[str, NDArray[Any]]

NEEDED = ("search", "candidate_subject", "score")
REQUIRED = (*NEEDED, "subject")
ROLES = (*REQUIRED, "rank", "watchlist_size")
PEOPLE = ("subject", "candidate_subject")
HELD = 1 << 27  # bytes of codes and scores that are kept


def searches_of_text(request: Request, *, left_out: bool, large: int = LARGE, block: int = BLOCK) -> Searches | None:
    """Return the searches of candidate lists in text that is large and plain, None of any other.

    ``left_out``: non-mated searches are made by leaving the mate out. ``large``: bytes from which on it is tried;
    ``block``: those read at a time. Raises EvidenceError for what is wrong with a header, or with a compressed file.
    """
    table = open_table(request.file, sheet=request.sheet, fits=is_search_header)
    if not isinstance(table, TextTable):
        return None
    places = places_of_lists(table, request)
    if not set(REQUIRED) <= places.keys() <= set(ROLES) or table.head.row_names:
        return None
    labels = {at: role for role, at in places.items()}
    layout = table.layout({at: KINDS[role] for at, role in labels.items()}, labels)
    sharing = {places[role]: int(role in PEOPLE) for role in ("search", *PEOPLE)}

    def make(columns: PlainColumns) -> Searches | None:
        try:
            return _Lists(columns, places, request).searches(left_out=left_out)
        except OddError:
            return None

    return of_plain(table.head, layout, sharing, make, large=large, block=block)


@dataclass(frozen=True)
class ListBlock:
    """A piece of the text."""

    lists: _Lists
    piece: Piece

    def read(self) -> Candidates:
        """Read its candidates."""
        rows = self.lists.read(self.piece, NEEDED)
        search, identity, score = (rows[role] for role in NEEDED)
        listed = identity >= 0
        if not listed.all():
            search, identity, score = search[listed], identity[listed], score[listed]
        return Candidates(search=search.astype(np.int64), identity=identity, score=score)


class _Lists:
    """The text, and the codes of its words. Raises OddError where there may be something to say."""

    def __init__(self, columns: PlainColumns, places: Mapping[str, int], request: Request) -> None:
        self._columns, self._places, self._request = columns, places, request
        self._pieces = list(self._read())
        self._rows = sum(piece.rows for piece in self._pieces)
        self._names, self._of_searches = self._codes(0, people=False)
        self._people, self._of_people = self._codes(1, people=True)

    def _read(self) -> Iterator[Piece]:
        room, score = HELD, self._places["score"]
        for piece in self._columns:
            piece.columns = {at: column if at == score else small(column) for at, column in piece.columns.items()}
            room -= sum(column.nbytes for column in piece.columns.values())
            if room < 0:
                piece.columns.clear()
            yield piece

    def _codes(self, table: int, *, people: bool) -> tuple[Codes, list[NDArray[np.int32]]]:
        """Return the codes of a table of words, and those of the words of each thread, -1 behind them for no word."""
        texts = [words[table].texts() for words in self._columns.words]
        codes, known = encoded(texts, people=people)
        if not codes.size or any(of_thread.min(initial=0) < 0 for of_thread in known):  # or nobody can say who that is
            raise OddError
        return codes, [np.append(of_thread, np.int32(-1)) for of_thread in known]

    def read(self, piece: Piece, roles: Iterable[str]) -> Columns:
        """Return columns of a piece by role, words as codes."""
        places = {role: self._places[role] for role in roles}
        columns = piece.columns or self._columns.again(piece, list(places.values()))
        rows = {role: columns[at] for role, at in places.items()}
        for role in rows:
            if role in PEOPLE or role == "search":
                known = self._of_people if role in PEOPLE else self._of_searches
                rows[role] = known[piece.thread][rows[role]]
        if self._request.distance:
            rows["score"] = -rows["score"]
        return rows

    def searches(self, *, left_out: bool) -> Searches:
        """Return the searches."""
        if lookup(self._people, pa.array([MINUS_ONE]))[0] >= 0:
            raise OddError
        seen = SeenLists(self._names.size, self._people.size)
        for rows in self._whole_lists():
            seen.add(rows)
        ranked = "rank" in self._places
        seen.require_nothing_odd(ranked=ranked, left_out=left_out)
        name, person, size = self._request.file.name, seen.person, seen.size
        written = ev27.Written(
            name=name, people=self._people, probes=ev27.present(self._people.size, person), references=seen.listed,
            searches=True,
        )  # fmt: skip
        problems = found_by((ev27.CHECK,), written)
        if any(problem.stops for problem in problems):
            raise OddError
        codes = np.arange(len(person), dtype=np.int32)
        whole = self._columns.path == self._request.file  # and not what it holds unpacked
        length = None if seen.complete else int(seen.candidates.max())
        return Searches(
            name=name, sha256=self._columns.blocks.sha256 if whole else self._request.sha256(),
            format=f"{NAME}, delimited text", blocks=[ListBlock(self, piece) for piece in self._pieces],
            person=person, mated=person >= 0, failed=np.zeros(len(person), np.bool_), unit=np.arange(len(person)),
            identities=self._people.size, watchlist=size, length=length,
            whole=None if length is None else seen.candidates >= length, rows_read=self._rows,
            distance=self._request.distance, left_out=left_out, problems=tuple(problems),
            names=SearchNames(people=self._people, searches=Within(self._names, codes, self._people, person)),
            ranked=seen.spans if ranked else None,
        )  # fmt: skip

    def _whole_lists(self) -> Iterator[Columns]:
        """Yield the rows of whole lists, and keep of each piece what is needed again."""
        rest: Columns = {}
        needed = [self._places[role] for role in NEEDED]
        for piece in self._pieces:
            rows = self.read(piece, self._places)
            if piece.columns:
                piece.columns = {at: piece.columns[at] for at in needed}
            if rest:
                rows = {role: np.concatenate([rest[role], column]) for role, column in rows.items()}
            starts = starts_of(rows["search"])
            rest = {role: column[starts[-1] :].copy() for role, column in rows.items()}
            if starts[-1]:
                yield {role: column[: starts[-1]] for role, column in rows.items()}
        yield rest


def small(column: NDArray[Any]) -> NDArray[Any]:
    """Return a column in two bytes a row, or in four, where they hold it."""
    low, high = column.min(), column.max()
    for kind in (np.uint16, np.int32):
        told = np.iinfo(kind)
        if low >= told.min and high <= told.max and column.dtype != kind:  # NaN is neither
            short = column.astype(kind)
            return short if (short == column).all() else column
    return column
