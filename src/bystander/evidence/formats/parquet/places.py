"""Who is in a large Parquet file, whose each sample is, and which rows are no comparisons, in one reading of its names.

It ends with the first block where no samples are named, and everybody between the lowest number and the highest is in
it.

Every name gets a number: where names are whole numbers that lie close together, its place; where they are text, the
next one that is free. That will do wherever all rows name everybody, and no name of a sample has two people. Other
files are read again for that: see :mod:`bystander.evidence.formats.parquet.survey`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.evidence.comparisons.samples import OwnerMap
from bystander.evidence.formats.parquet.blocks import SAMPLES, SUBJECTS, each
from bystander.evidence.formats.parquet.orders import PairSample
from bystander.evidence.formats.parquet.regular import MOST as MOST_KEPT
from bystander.evidence.formats.parquet.regular import Regular, regular
from bystander.evidence.people.codes import Collector, IntCodes, dictionaries, is_unknown
from bystander.evidence.people.identifiers import as_words
from bystander.evidence.tables.as_array import numbers_of
from bystander.kernels.by_code import meet_owners, tick
from bystander.kernels.compiling import frozen
from bystander.kernels.repeats import met_in_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.formats.parquet.blocks import Part, Source
    from bystander.evidence.people.codes import Codes

    Numbers = NDArray[np.int32]

MOST = 1 << 22  # names that get a number
WIDEST = 1 << 24  # span of whole numbers that have a place each
NOBODY = -1


@dataclass(frozen=True, kw_only=True)
class Places:
    """Codes of people and of sample names, and what their rows tell where no name of a sample has two people.

    ``owners``: the people of the samples of each role. ``itself``: positions of rows of a name with itself, for each
    block. ``repeated``: some rows may repeat a pair of names. ``sample``: of pairs of names, None without both names.
    ``regular``: of each of the first blocks, codes by role of what need not be decoded again.
    """

    subjects: Codes
    images: Codes | None = None
    owners: Mapping[str, OwnerMap] | None = None
    itself: Sequence[NDArray[np.int64]] = ()
    repeated: bool = True
    sample: PairSample | None = None
    regular: Sequence[Mapping[str, Regular]] = ()


class Numbering(Protocol):
    """Gives every name of some columns a number."""

    def of(self, column: pa.ChunkedArray) -> NDArray[np.integer] | None:
        """Return the number of every row; None where a row has no name, or there are too many of them."""
        ...

    def meet(self, numbers: NDArray[np.integer]) -> bool:
        """Take in which numbers occur, some of them several times; false where one cannot be."""
        ...

    @property
    def complete(self) -> bool:
        """Whether all that the file tells of have been met."""
        ...

    def size(self) -> int:
        """Return a number that all numbers so far are below."""
        ...

    def codes(self) -> tuple[Codes, NDArray[np.int64]]:
        """Return the codes of all names, and the number of each code."""
        ...


class OfWholeNumbers:
    """The number is the place in the span that the file states."""

    def __init__(self, span: tuple[int, int]) -> None:
        self._lowest, self._seen = span[0], np.zeros(span[1] - span[0] + 1, np.bool_)

    def of(self, column: pa.ChunkedArray) -> NDArray[np.integer] | None:
        """Return places: the names by themselves where the span begins with 0."""
        if column.null_count:
            return None
        numbers = numbers_of(column)
        places = numbers if self._lowest == 0 else numbers - self._lowest
        return frozen(places, np.int32 if places.dtype == np.int32 else np.int64)

    def meet(self, numbers: NDArray[np.integer]) -> bool:
        """Tick them off; false where the file does not keep to its own span."""
        return tick(frozen(numbers), 0, self._seen) == 0

    @property
    def complete(self) -> bool:
        """Whether every place of the span was met."""
        return bool(self._seen.all())

    def size(self) -> int:
        """Return the length of the span."""
        return len(self._seen)

    def codes(self) -> tuple[Codes, NDArray[np.int64]]:
        """Return the codes, and the place of each."""
        places = np.flatnonzero(self._seen)
        return IntCodes.of(places + self._lowest), places


class OfText:
    """The number is the next one that is free; a row group's dictionary is looked through, not its rows."""

    def __init__(self, name: str, *, people: bool) -> None:
        self._people = people
        self._collector = Collector(text=True, people=people, name=name)
        self._numbers: dict[str, int] = {}
        self._lock = threading.Lock()

    def of(self, column: pa.ChunkedArray) -> Numbers | None:
        """Number what is new in the dictionaries of a column."""
        parts = []
        for chunk in dictionaries(column):
            table = None if chunk.indices.null_count else self._of_words(chunk)
            if table is None:
                return None
            parts.append(np.take(table, chunk.indices.to_numpy(zero_copy_only=False)))
        numbers = np.concatenate(parts) if len(parts) != 1 else parts[0]
        return frozen(numbers, np.int32) if numbers.min(initial=0) >= 0 else None

    def _of_words(self, chunk: pa.DictionaryArray) -> Numbers | None:
        """Return the number of each word of a dictionary, NOBODY for those that name nobody."""
        words = as_words(chunk.dictionary).fill_null("")
        nameless = pc.equal(words, "")
        if self._people:
            nameless = pc.or_(nameless, is_unknown(words))
        with self._lock:
            self._collector.add(chunk)
            if len(self._numbers) + len(words) > MOST:
                return None
            numbered = [self._numbers.setdefault(word, len(self._numbers)) for word in words.to_pylist()]
        return np.where(np.asarray(nameless), NOBODY, np.array(numbered, np.int64)).astype(np.int32)

    def meet(self, numbers: NDArray[np.integer]) -> bool:
        """Return true: a number is given to nothing but a word that occurs."""
        del numbers
        return True

    @property
    def complete(self) -> bool:
        """Never: a file does not tell how many words it has."""
        return False

    def size(self) -> int:
        """Return how many names there are so far."""
        return len(self._numbers)

    def codes(self) -> tuple[Codes, NDArray[np.int64]]:
        """Return the codes, and the number of each."""
        codes = self._collector.codes()
        code = codes.encode(pa.array(list(self._numbers), pa.large_utf8()))
        number = np.empty(codes.size, np.int64)
        number[code[code >= 0]] = np.flatnonzero(code >= 0)
        return codes, number


def places(source: Source, parts: Sequence[Part]) -> Places | None:
    """Read the names once, None where that will not do."""
    roles = [role for role in SAMPLES if role in source.names]
    people = _numbering(source, SUBJECTS, people=True)
    names = _numbering(source, roles, people=False) if roles else people
    if people is None or names is None:
        return None
    of_role = {**dict.fromkeys(SUBJECTS, people), **dict.fromkeys(roles, names)}
    rows = _Rows(roles, source.metadata.num_rows)
    kept: list[dict[str, Regular]] = []
    room = MOST_KEPT

    def work(groups: tuple[int, ...]) -> tuple[dict[str, Numbers], dict[str, Regular]] | None:
        columns = {role: of_role[role].of(column) for role, column in source.read(groups, list(of_role)).items()}
        named = {role: column for role, column in columns.items() if column is not None}
        known = regular(named)
        met = (of_role[role].meet(known[role].values if role in known else named[role]) for role in named)
        if len(named) < len(columns) or not all(met):
            return None
        return {role: frozen(column, np.int32) for role, column in named.items()}, known

    for some in (parts[:1], parts[1:]):
        for found in each(work, some):
            if found is None:
                return None
            numbers, known = found
            rows.add(numbers, names.size(), known)
            room -= sum(len(column.values) for column in known.values())
            kept.append(known if room >= 0 else {})
        if not roles and people.complete and source.no_gaps(SUBJECTS):  # the file tells of nobody else
            break
    subjects, of_people = people.codes()
    code = _by_number(of_people, people.size())
    if not roles:
        return Places(subjects=subjects, regular=_in_codes(kept, dict.fromkeys(SUBJECTS, code)))
    images, of_names = names.codes()
    tables = {**dict.fromkeys(SUBJECTS, code), **dict.fromkeys(roles, _by_number(of_names, names.size()))}
    in_codes = _in_codes(kept, tables)
    if any(of.shared.any() for of in rows.owners.values()):  # which person is the first of a name, a look-up tells
        return Places(subjects=subjects, images=images, regular=in_codes)
    owners = {role: of.in_codes(of_names, code) for role, of in rows.owners.items()}
    return Places(subjects=subjects, images=images, owners=owners, itself=rows.itself,
                  repeated=not rows.unrepeated, sample=rows.sample, regular=in_codes)  # fmt: skip


def _by_number(number: NDArray[np.int64], size: int) -> Numbers:
    """Return the code that has each number, NOBODY where none has."""
    code = np.full(size, NOBODY, np.int32)
    code[number] = np.arange(len(number), dtype=np.int32)
    return code


def _in_codes(kept: Sequence[Mapping[str, Regular]], tables: Mapping[str, Numbers]) -> list[dict[str, Regular]]:
    return [{role: column.renamed(tables[role]) for role, column in known.items()} for known in kept]


@dataclass
class _Owners:
    """For each number of a name, the number of its person, NOBODY where it was not met, and whether it has two."""

    owner: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    shared: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))

    def in_codes(self, names: NDArray[np.int64], code: NDArray[np.int32]) -> OwnerMap:
        """Return it by code of name, with codes of people."""
        owner = self.owner[names]
        return OwnerMap(np.where(owner < 0, np.int32(NOBODY), code[owner]), self.shared[names])


class _Rows:
    """What rows of numbers tell, in the order of the file."""

    def __init__(self, roles: Sequence[str], rows: int) -> None:
        self.owners = {role: _Owners() for role in roles}
        self.itself: list[NDArray[np.int64]] = []
        self.unrepeated = len(roles) == len(SAMPLES)  # as far as is known: no pair of names was met twice
        self.sample = PairSample(rows) if self.unrepeated else None
        self._stamp, self._closed, self._state = np.empty(0, np.int32), np.empty(0, np.uint8), np.array([0, -1])

    def add(self, numbers: Mapping[str, Numbers], size: int, known: Mapping[str, Regular]) -> None:
        """Take in the rows of a block; all numbers of names are below ``size``. ``known``: its regular columns."""
        for role, of in self.owners.items():
            of.owner, of.shared = _longer(of.owner, size, NOBODY), _longer(of.shared, size, 0)
            columns = role, SUBJECTS[SAMPLES.index(role)]
            ends = [known[column].ends for column in columns if column in known and len(known[column].ends)]
            rows = np.union1d(*ends) - 1 if len(ends) == len(columns) else slice(None)  # the last row of each run
            name, person = (frozen(numbers[column][rows]) for column in columns)
            meet_owners(name, person, of.owner, of.shared)
        if len(self.owners) < len(SAMPLES):
            return
        left, right = (numbers[role] for role in SAMPLES)
        itself = np.flatnonzero(left == right)
        self.itself.append(itself)
        if self.sample is not None:
            self.sample.add(left, right)
        if self.unrepeated:
            if len(itself):
                left = left.copy()
                left[itself] = NOBODY
                left = frozen(left)
            self._stamp, self._closed = _longer(self._stamp, size, 0), _longer(self._closed, size, 0)
            found = np.empty(len(left), np.int64)
            self.unrepeated = met_in_runs(left, right, self._stamp, self._closed, self._state, found) == 0


def _numbering(source: Source, roles: Sequence[str], *, people: bool) -> Numbering | None:
    schema = source.metadata.schema.to_arrow_schema()
    kinds = [schema.field(source.names[role]).type for role in roles]
    if all(pa.types.is_string(kind) or pa.types.is_large_string(kind) for kind in kinds):
        return OfText(source.path.name, people=people)
    if not all(pa.types.is_integer(kind) and not pa.types.is_uint64(kind) for kind in kinds):
        return None
    span = source.span(roles)
    return OfWholeNumbers(span) if span is not None and span[1] - span[0] < WIDEST else None


def _longer(array: NDArray[Any], size: int, filler: int) -> NDArray[Any]:
    if len(array) >= size:
        return array
    return np.concatenate([array, np.full(size + len(array) // 2 - len(array), filler, array.dtype)])
