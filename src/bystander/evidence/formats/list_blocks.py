"""Large plain text of candidate lists, looked through piece by piece: its columns are never whole in memory.

Of what it is for, see :mod:`bystander.evidence.formats.list_pieces`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.formats.candidate_lists import NAME, places_of_lists
from bystander.evidence.formats.list_pieces import HELD, NEEDED, PEOPLE, REQUIRED, ROLES, searches_of_pieces
from bystander.evidence.people.codes import encoded
from bystander.evidence.searches.columns import KINDS, is_search_header
from bystander.evidence.searches.lists_seen import OddError, require
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import TextTable
from bystander.evidence.tables.plain_lines import BLOCK, LARGE, of_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from bystander.evidence.formats.list_pieces import Columns
    from bystander.evidence.people.codes import Codes
    from bystander.evidence.request import Request
    from bystander.evidence.searches.searches import Searches
    from bystander.evidence.tables.plain_columns import Piece, PlainColumns


def searches_of_text(
    request: Request, *, left_out: bool, absent: str = "", large: int = LARGE, block: int = BLOCK
) -> Searches | None:
    """Return the searches of candidate lists in text that is large and plain, None of any other.

    ``left_out``, ``absent``: as for :func:`bystander.evidence.formats.list_pieces.searches_of_pieces`. ``large``: bytes
    from which on it is tried; ``block``: those read at a time. Raises EvidenceError for what is wrong with a header, or
    with a compressed file.
    """
    table = open_table(request.file, sheet=request.sheet, fits=is_search_header)
    if not isinstance(table, TextTable):
        return None
    places = places_of_lists(table, request)
    if not set(REQUIRED) <= places.keys() <= set(ROLES) or table.head.row_names or table.head.above:
        return None
    labels = {at: role for role, at in places.items()}
    layout = table.layout({at: KINDS[role] for at, role in labels.items()}, labels)
    sharing = {places[role]: int(role in PEOPLE) for role in ("search", *PEOPLE)}

    def make(columns: PlainColumns) -> Searches | None:
        try:
            pieces = _Text(columns, places, request)
            return searches_of_pieces(pieces, request, left_out=left_out, absent=absent)
        except OddError:
            return None

    return of_plain(table.head, layout, sharing, make, large=large, block=block)


class _Text:
    """The text, and the codes of its words. Raises OddError where there may be something to say."""

    form = f"{NAME}, delimited text"

    def __init__(self, columns: PlainColumns, places: Mapping[str, int], request: Request) -> None:
        self._columns, self._places, self._request = columns, places, request
        self._pieces = list(self._read())
        self.rows = [piece.rows for piece in self._pieces]
        self.roles = tuple(places)
        self.names, self._of_searches = self._codes(0, people=False)
        self.people, self._of_people = self._codes(1, people=True)

    @property
    def sha256(self) -> str:
        """Return the hash of the file, and not of what it holds unpacked."""
        whole = self._columns.path == self._request.file
        return self._columns.blocks.sha256 if whole else self._request.sha256()

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
        # or nobody can say who that is
        require(codes.size and all(of_thread.min(initial=0) >= 0 for of_thread in known))
        return codes, [np.append(of_thread, np.int32(-1)) for of_thread in known]

    def read(self, at: int, roles: Iterable[str]) -> Columns:
        """Return columns of a piece by role, words as codes."""
        piece = self._pieces[at]
        places = {role: self._places[role] for role in roles}
        columns = piece.columns or self._columns.again(piece, list(places.values()))
        rows = {role: columns[place] for role, place in places.items()}
        for role in rows:
            if role in PEOPLE or role == "search":
                known = self._of_people if role in PEOPLE else self._of_searches
                rows[role] = known[piece.thread][rows[role]]
        return rows

    def seen(self, at: int) -> None:
        """Let go of what a piece is not asked for again."""
        piece = self._pieces[at]
        if piece.columns:
            piece.columns = {self._places[role]: piece.columns[self._places[role]] for role in NEEDED}


def small(column: NDArray[Any]) -> NDArray[Any]:
    """Return a column in two bytes a row, or in four, where they hold it."""
    low, high = column.min(), column.max()
    for kind in (np.uint16, np.int32):
        told = np.iinfo(kind)
        if low >= told.min and high <= told.max and column.dtype != kind:  # NaN is neither
            short = column.astype(kind)
            return short if (short == column).all() else column
    return column
