"""Arrow: files, streams, and anything that offers an Arrow stream (pandas, polars, pyarrow, duckdb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev05_numbers as ev05
from bystander.evidence.comparisons.assemble import Table, assemble
from bystander.evidence.comparisons.true_pairs import people_by_pairs
from bystander.evidence.tables.arrow_hash import hash_of
from bystander.evidence.tables.columns import resolve
from bystander.evidence.tables.header import header_problems, refuse_extras, wanted

if TYPE_CHECKING:
    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "Arrow table"
_STREAM = b"\xff\xff\xff\xff"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is an Arrow file or stream."""
    suffix = request.file.suffix.casefold()
    return head.raw.startswith(b"ARROW1") or (
        head.raw.startswith(_STREAM) and suffix in {".arrow", ".arrows", ".feather", ".ipc"}
    )


def read(request: Request) -> Trial:
    """Read an Arrow file or stream."""
    refuse_extras(request, NAME)
    name = request.file.name
    try:
        with pa.memory_map(str(request.file)) as source:
            is_file = source.read(6) == b"ARROW1"
            source.seek(0)
            table = pa.ipc.open_file(source).read_all() if is_file else pa.ipc.open_stream(source).read_all()
    except (pa.ArrowInvalid, OSError) as damage:
        raise EvidenceError(name, [ev03.unreadable_content(name, "Arrow table")]) from damage
    return from_table(table, request, form=NAME, sha256=request.sha256(), first_row=1)


def read_stream(source: object, request: Request) -> Trial:
    """Read an object with ``__arrow_c_stream__``; its hash is that of the columns that are used."""
    table = pa.table(source)
    return from_table(table, request, form="table in memory", sha256=None, first_row=1)


def from_table(table: pa.Table, request: Request, *, form: str, sha256: str | None, first_row: int = 1) -> Trial:
    """Make the trial of a pyarrow table with named columns."""
    name = request.file.name
    resolved = resolve(table.column_names, request.columns)
    problems = header_problems(name, resolved, table.num_columns)
    if problems:
        raise EvidenceError(name, problems)
    positions = wanted(resolved, truth=request.truth is not None)
    columns = {}
    for role, at in positions.items():
        try:
            columns[role] = typed(role, table.column(at))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, TypeError):
            problems.append(_wrong_type(name, role, table.column(at), first_row))
    if problems:
        raise EvidenceError(name, problems)
    if sha256 is None:
        sha256 = hash_of(columns)
    people = None
    if request.truth is not None:
        first, second, size, found = people_by_pairs(request.truth, columns["probe_id"], columns["reference_id"], name)
        people, problems = (first, second, size), found
    return assemble(
        Table(columns=columns, first_row=first_row, people=people, problems=problems), request, form=form, sha256=sha256
    )


def typed(role: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column in the type of its role; raises a pyarrow error where it has another."""
    if role in {"failed", "mated"}:
        return column if pa.types.is_boolean(column.type) else column.cast(pa.bool_())
    if role == "score":
        if column.type in (pa.float16(), pa.float32()):
            return column.cast(pa.float32())
        # text and decimals are numbers only where every cell says so
        return column.cast(pa.float64(), safe=not pa.types.is_integer(column.type))  # EV26 names what that rounds
    if pa.types.is_nested(column.type):
        message = "an identifier is one value"
        raise TypeError(message)
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    plain = (
        pa.types.is_integer(kind)
        or pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_floating(kind)
    )
    return column if plain else column.cast(pa.large_utf8())


def _wrong_type(name: str, role: str, column: pa.ChunkedArray, first_row: int) -> Problem:
    rows, cells = [], []
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        for number, cell in enumerate(column.to_pylist(), first_row):
            if not _is_float(cell):
                rows.append(number)
                cells.append(cell)
    return ev05.not_numbers(name, role, rows or [first_row], cells or ["text"])


def _is_float(cell: str | None) -> bool:
    try:
        return cell is None or float(cell) is not None
    except ValueError:
        return False
