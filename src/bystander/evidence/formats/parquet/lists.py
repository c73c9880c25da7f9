"""Large Parquet files of candidate lists, looked through row group by row group, with no column whole in memory.

Of what it is for, see :mod:`bystander.evidence.formats.list_pieces`. Names are text or whole numbers, those of both
columns of people alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.formats.candidate_lists import NAME, places_of_lists
from bystander.evidence.formats.list_pieces import HELD, PEOPLE, REQUIRED, ROLES, searches_of_pieces
from bystander.evidence.formats.parquet.blocks import Source, each
from bystander.evidence.people.codes import dictionaries, encoded
from bystander.evidence.searches.columns import is_search_header
from bystander.evidence.searches.lists_seen import OddError, require
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import ParquetTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.formats.list_pieces import Columns
    from bystander.evidence.people.codes import Codes
    from bystander.evidence.request import Request
    from bystander.evidence.searches.searches import Searches

LARGE = 1 << 20  # rows from which on it is worth its while
NAMES = ("search", *PEOPLE)
ROW = 4 * len(NAMES) + 8  # bytes of its names and of its score


def searches_of_parquet(request: Request, *, left_out: bool, absent: str = "", large: int = LARGE) -> Searches | None:
    """Return the searches of candidate lists in a large Parquet file, None of any other.

    ``left_out``, ``absent``: as for :func:`bystander.evidence.formats.list_pieces.searches_of_pieces`. ``large``: rows
    from which on it is tried. Raises EvidenceError for what is wrong with a header.
    """
    table = open_table(request.file, sheet=request.sheet, fits=is_search_header)
    if not isinstance(table, ParquetTable) or table.metadata.num_rows < large:
        return None
    places = places_of_lists(table, request)
    names = {role: table.header[at] for role, at in places.items()}
    if not set(REQUIRED) <= places.keys() <= set(ROLES) or len(set(names.values())) < len(names):
        return None
    try:
        pieces = _Groups(Source(table.path, table.metadata, names), request)
        return searches_of_pieces(pieces, request, left_out=left_out, absent=absent)
    except (OddError, EvidenceError, pa.ArrowException):  # whoever sees all rows says what is wrong with them
        return None


class _Groups:
    """The row groups of a file, and the codes of its names. Raises OddError where there may be something to say."""

    form = f"{NAME}, Parquet"

    def __init__(self, source: Source, request: Request) -> None:
        self._source, self._request = source, request
        self._parts = source.parts()
        self._kept: dict[int, Columns] = {}  # by piece: numbers of words, those of the piece, and scores
        self.rows = [rows for _, _, rows in self._parts]
        self.roles = tuple(source.names)
        kinds = self._kinds()
        require(all(_is_text(kinds[role]) or pa.types.is_integer(kinds[role]) for role in NAMES))
        require(all(_is_number(kinds[role]) for role in self.roles if role not in NAMES))
        require(_is_text(kinds["subject"]) == _is_text(kinds["candidate_subject"]))
        words = list(self._words())
        self.names, of_searches = _codes([of["search"] for of in words], people=False)
        self.people, of_people = _codes([of[role] for of in words for role in PEOPLE], people=True)
        sides = zip(of_searches, of_people[::2], of_people[1::2], strict=True)
        self._known = [dict(zip(NAMES, known, strict=True)) for known in sides]

    @property
    def sha256(self) -> str:
        """Return the hash of the file."""
        return self._request.sha256()

    def _kinds(self) -> dict[str, pa.DataType]:
        schema = self._source.metadata.schema.to_arrow_schema()
        return {role: schema.field(self._source.names[role]).type for role in self.roles}

    def _words(self) -> Iterator[dict[str, pa.ChunkedArray]]:
        """Read the names alone; yield the words of each piece by role, and keep their numbers while there is room."""
        room = HELD
        for at, found in enumerate(each(lambda groups: self._source.read(groups, NAMES), self._parts)):
            coded = {role: dictionaries(column) for role, column in found.items()}
            room -= self.rows[at] * ROW
            if room >= 0:
                self._kept[at] = {role: _numbers(parts) for role, parts in coded.items()}
            yield {role: pa.chunked_array([part.dictionary for part in parts]) for role, parts in coded.items()}

    def read(self, at: int, roles: Iterable[str]) -> Columns:
        """Return columns of a piece by role, names as codes."""
        kept = self._kept.get(at)
        rows = {role: kept[role] for role in roles if role in kept} if kept is not None else {}
        found = self._source.read(self._parts[at][0], [role for role in roles if role not in rows])
        for role, column in found.items():
            rows[role] = _numbers(dictionaries(column)) if role in NAMES else _floats(column)
        if kept is not None:
            kept["score"] = rows["score"]
        return {role: self._known[at][role][rows[role]] if role in NAMES else rows[role] for role in roles}

    def seen(self, at: int) -> None:
        """Let go of what a piece is not asked for again."""
        self._kept.get(at, {}).pop("subject", None)


def _numbers(parts: Sequence[pa.DictionaryArray]) -> NDArray[np.int32]:
    """Return the number of the word of every row among those of all parts, -1 for no word."""
    starts = np.cumsum([0, *(len(part.dictionary) for part in parts)])
    numbers = [part.indices.cast(pa.int32()).fill_null(-1).to_numpy(zero_copy_only=False) for part in parts]
    return np.concatenate(
        [np.where(of >= 0, of + np.int32(start), np.int32(-1)) for of, start in zip(numbers, starts[:-1], strict=True)]
    )


def _codes(words: Sequence[pa.ChunkedArray], *, people: bool) -> tuple[Codes, list[NDArray[np.int32]]]:
    """Return the codes of words, and of those of each piece, -1 behind them for no word.

    Raises OddError where one is of somebody who is not known.
    """
    codes, known = encoded(words, people=people)
    require(codes.size)
    for of_piece, coded in zip(words, known, strict=True):
        nobody = of_piece.filter(pa.array(coded < 0))
        require(not people or not len(nobody) or (_is_text(of_piece.type) and _empty(nobody)))
    return codes, [np.append(coded, np.int32(-1)) for coded in known]


def _empty(words: pa.ChunkedArray) -> bool:
    """Return whether words are but white space, or none at all."""
    return not pc.max(pc.utf8_length(pc.utf8_trim_whitespace(words.cast(pa.large_utf8())))).as_py()


def _floats(column: pa.ChunkedArray) -> NDArray[np.float64]:
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return str(kind) in {"string", "large_string"}
