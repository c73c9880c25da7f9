"""Row groups of a Parquet file as blocks of a trial."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev03_not_text import unreadable_content
from bystander.evidence.comparisons.assemble import to_flags, to_scores
from bystander.evidence.comparisons.blocks import BLOCK_ROWS, settle
from bystander.evidence.comparisons.trial import Batch
from bystander.evidence.tables.as_array import empty
from bystander.evidence.tables.flags import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.samples import Namespace
    from bystander.evidence.comparisons.trial import Columns
    from bystander.evidence.formats.parquet.regular import Regular
    from bystander.evidence.people.codes import Codes


SUBJECTS = ("probe_subject", "reference_subject")
SAMPLES = ("probe_id", "reference_id")
Part = tuple[tuple[int, ...], int, int]  # row groups, first position, rows
T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """A Parquet file, its metadata, and the column of each role that is read."""

    path: Path
    metadata: Any
    names: Mapping[str, str]

    def read(self, groups: Sequence[int], roles: Sequence[str]) -> dict[str, Any]:
        """Read the columns of some roles from some row groups, in the calling thread."""
        import pyarrow.parquet as pq

        from bystander.evidence.comparisons.of_table import typed

        chosen = list(dict.fromkeys(self.names[role] for role in roles))
        schema = self.metadata.schema.to_arrow_schema()
        text = [
            name
            for role in roles
            if role not in {"score", "failed", "mated"} and _is_text(schema.field(name := self.names[role]).type)
        ]
        try:
            with pq.ParquetFile(self.path, metadata=self.metadata, memory_map=True, read_dictionary=text) as file:
                table = file.read_row_groups(list(groups), columns=chosen, use_threads=False)
        except (pa.ArrowException, OSError) as damage:
            raise self.damaged() from damage
        return {role: typed(role, table.column(self.names[role])) for role in roles}

    def damaged(self) -> EvidenceError:
        """Return the error of a file that cannot be read to its end."""
        return EvidenceError(self.path.name, [unreadable_content(self.path.name, "Parquet file")])

    def parts(self) -> list[Part]:
        """Return the row groups of each block, its first position and its number of rows; small groups go together."""
        parts: list[Part] = []
        groups: list[int] = []
        start = rows = 0
        for group in range(self.metadata.num_row_groups):
            size = self.metadata.row_group(group).num_rows
            if groups and rows + size > BLOCK_ROWS:
                parts.append((tuple(groups), start, rows))
                start, groups, rows = start + rows, [], 0
            groups.append(group)
            rows += size
        if rows:
            parts.append((tuple(groups), start, rows))
        return parts

    def span(self, roles: Sequence[str]) -> tuple[int, int] | None:
        """Return the smallest and largest whole number in the columns of some roles, if the file says so."""
        low, high = [], []
        for group in range(self.metadata.num_row_groups):
            row_group = self.metadata.row_group(group)
            found = {
                row_group.column(i).path_in_schema: row_group.column(i).statistics for i in range(row_group.num_columns)
            }
            for role in roles:
                statistics = found.get(self.names[role])
                if statistics is None or not statistics.has_min_max or not isinstance(statistics.min, int):
                    return None
                low.append(statistics.min)
                high.append(statistics.max)
        return (min(low), max(high)) if low else None

    def no_gaps(self, roles: Sequence[str]) -> bool:
        """Return whether the file itself says that no cell of some roles is empty; of text, which may be "", never."""
        schema = self.metadata.schema.to_arrow_schema()
        names = {self.names[role] for role in roles}
        if not all(pa.types.is_integer(schema.field(name).type) for name in names):
            return False
        for group in range(self.metadata.num_row_groups):
            row_group = self.metadata.row_group(group)
            for i in range(row_group.num_columns):
                column = row_group.column(i)
                if column.path_in_schema in names:
                    statistics = column.statistics
                    if statistics is None or not statistics.has_null_count or statistics.null_count:
                        return False
        return True


@dataclass(frozen=True, kw_only=True)
class Decoder:
    """How the columns of a block become a batch."""

    source: Source
    subjects: Codes
    images: Codes | None = None
    space: Namespace | None = None
    sides: frozenset[str] = frozenset()  # which of probe_id and reference_id are samples
    sign: int = 1
    failed_scores: tuple[float, ...] = ()
    words: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)  # what those of a column of flags mean

    def scores(self, groups: Sequence[int]) -> tuple[NDArray[np.floating], NDArray[np.bool_] | None]:
        """Read scores and failures alone."""
        roles = [role for role in ("score", "failed") if role in self.source.names]
        return self.settled(self.source.read(groups, roles))

    def settled(self, columns: Mapping[str, Any]) -> tuple[NDArray[np.floating], NDArray[np.bool_] | None]:
        """Return scores, larger for more alike, and failures."""
        failed = to_flags(self.flags("failed", columns["failed"])) if "failed" in columns else None
        return settle(to_scores(columns["score"]), failed, self.sign, self.failed_scores)

    def flags(self, role: str, column: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """Return a column of flags as truth values, null where it is empty."""
        return words_of(column).flags(self.words[role]) if role in self.words else column

    def people(
        self, columns: Mapping[str, Any], known: Mapping[str, Regular] | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the subject codes of both sides, ``known`` ones first. Raises EvidenceError for somebody new."""
        try:
            probe, reference = (_codes(self.subjects, columns, known or {}, role) for role in SUBJECTS)
        except IndexError as stranger:
            raise self.source.damaged() from stranger
        return probe, reference

    def samples(
        self,
        columns: Mapping[str, Any],
        probe: NDArray[np.int32],
        reference: NDArray[np.int32],
        known: Mapping[str, Regular] | None = None,
    ) -> tuple[NDArray[np.integer] | None, NDArray[np.integer] | None]:
        """Return the sample codes of both sides, None for a side without samples; ``known``: names of theirs."""
        if self.images is None or self.space is None:
            return None, None
        left, right = (
            _codes(self.images, columns, known or {}, role) if role in self.sides else None for role in SAMPLES
        )
        return (
            None if left is None else self.space.probe(left, probe),
            None if right is None else self.space.reference(right, reference),
        )


@dataclass(slots=True)  # not frozen: the contract of a block has a plain ``rows``
class ParquetBlock:
    """Some row groups less the rows that are left out, each of which has a bit.

    ``regular``: codes of names by role, of which there is less than one a row; nothing else is held between reads.
    """

    decoder: Decoder
    groups: tuple[int, ...]
    start: int
    rows: int
    left_out: NDArray[np.uint8] | None = None
    regular: Mapping[str, Regular] = field(default_factory=dict)

    def read(self, columns: Columns = "all") -> Batch:
        """Read the row groups; see :class:`bystander.evidence.comparisons.trial.Block`."""
        decoder = self.decoder
        if columns == "scores":
            score, failed = decoder.scores(self.groups)
            return Batch(
                score=self._cut(score), failed=None if failed is None else self._cut(failed), first_row=self.start + 1
            )
        table = decoder.source.read(self.groups, [role for role in decoder.source.names if role not in self.regular])
        score, failed = decoder.settled(table)
        probe, reference = decoder.people(table, self.regular)
        left, right = decoder.samples(table, probe, reference, self.regular)
        row = None
        if self.left_out is not None:
            row = self._cut(np.arange(self.start + 1, self.start + 1 + len(score), dtype=np.int64))
        probe, reference = self._cut(probe), self._cut(reference)
        return Batch(
            score=self._cut(score),
            probe=probe,
            reference=reference,
            mated=np.equal(probe, reference, out=empty(len(probe), np.bool_)),
            failed=None if failed is None else self._cut(failed),
            probe_image=None if left is None else self._cut(left),
            reference_image=None if right is None else self._cut(right),
            first_row=self.start + 1,
            row=row,
            occurring=self._occurring() if self.left_out is None else {},
        )

    def _occurring(self) -> dict[str, NDArray[np.int32]]:
        names = {role: column.values for role, column in self.regular.items()}
        told = {side: names[f"{side}_subject"] for side in ("probe", "reference") if f"{side}_subject" in names}
        space = self.decoder.space
        if "probe_id" in names and "probe_id" in self.decoder.sides and space is not None and not space.nested:
            told["probe_image"] = names["probe_id"]
        return told

    def place(self, position: int) -> str:
        """Say where a row of the block stands in the file."""
        if self.left_out is not None:
            position = int(np.flatnonzero(np.unpackbits(self.left_out) == 0)[position])
        return f"row {self.start + position + 1:,}"

    def _cut(self, values: NDArray[Any]) -> NDArray[Any]:
        if self.left_out is None:
            return values
        kept: NDArray[Any] = values[np.unpackbits(self.left_out, count=len(values)) == 0]
        return kept


def _codes(codes: Codes, columns: Mapping[str, Any], known: Mapping[str, Regular], role: str) -> NDArray[np.int32]:
    return known[role].whole() if role in known else codes.encode(columns[role])


def _is_text(kind: pa.DataType) -> bool:
    return str(kind) in {"string", "large_string"}


def each(work: Callable[[tuple[int, ...]], T], parts: Sequence[Part]) -> Generator[T]:
    """Do some work on the row groups of every block, on all cores, results in order and few at a time."""
    threads = min(os.cpu_count() or 1, 8)
    with ThreadPoolExecutor(threads) as pool:
        for first in range(0, len(parts), 2 * threads):
            yield from pool.map(work, [groups for groups, _, _ in parts[first : first + 2 * threads]])
