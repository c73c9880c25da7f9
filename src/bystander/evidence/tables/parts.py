"""A table read column by column, in parts: text, Parquet, Arrow. For what is known of people, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.provenance import sha256_of
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROWS = 1 << 20


def header_of(source: object, *, strict: bool = False) -> list[str]:
    """Return the names of the columns of a path or of what speaks Arrow; none where it has no header.

    ``strict``: raise EvidenceError there, and where it cannot be read.
    """
    if not isinstance(source, Path):
        return [str(name) for name in _arrow(source).schema.names]
    from bystander.evidence.tables.head import look

    head = look(source)
    if head.raw.startswith(b"PAR1") or head.raw.startswith(b"ARROW1"):
        return [str(name) for name in _schema(source)]
    if not head.is_text:
        if strict:
            raise EvidenceError(source.name, [ev03.not_text(source.name, head.raw)])
        return []
    if not head.has_header:
        if strict:
            raise EvidenceError(source.name, [ev04.no_header(source.name, head.width)])
        return []
    if strict and len(head.cells) == 1:
        raise EvidenceError(source.name, [ev02.header_only(source.name)])
    return list(head.cells[0])


def parts_of(source: object, positions: Sequence[int], *, strict: bool = False) -> Iterator[TableColumns[int]]:
    """Return the columns at some positions, part by part. ``strict``: raise EvidenceError for unreadable rows."""
    if not isinstance(source, Path):
        yield _whole(_arrow(source), positions)
        return
    from bystander.evidence.tables.head import look

    head = look(source)
    if head.raw.startswith(b"PAR1"):
        yield from _parquet(source, positions)
    elif head.raw.startswith(b"ARROW1"):
        yield _whole(_arrow_file(source), positions)
    else:
        yield _text(source, positions, head.delimiter, head.width, strict=strict)


def sha256_of_people(source: object, header: Sequence[str]) -> tuple[str, str]:
    """Return the hash of a table and what it is."""
    if isinstance(source, Path):
        return sha256_of([source]), "table of people"
    from bystander.evidence.tables.arrow_hash import hash_of

    table = _arrow(source)
    return hash_of({name: table.column(at) for at, name in enumerate(header)}), "table in memory"


def _arrow(source: object) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    if not hasattr(source, "__arrow_c_stream__"):
        message = f"a path or a table with __arrow_c_stream__ was expected, not {type(source).__name__}"
        raise TypeError(message)
    return pa.table(source)


def _whole(table: Any, positions: Sequence[int]) -> TableColumns[int]:  # noqa: ANN401 - pyarrow ships no types
    return TableColumns(columns={at: table.column(at) for at in positions}, first_row=1)


def _schema(path: Path) -> list[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as file:
            parquet = file.read(4) == b"PAR1"
        return list(pq.read_schema(path).names) if parquet else list(_arrow_file(path).schema.names)
    except (pa.ArrowException, OSError) as damage:
        raise EvidenceError(path.name, [ev03.unreadable_content(path.name, "table of people")]) from damage


def _arrow_file(path: Path) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def _parquet(path: Path, positions: Sequence[int]) -> Iterator[TableColumns[int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = pq.read_schema(path).names
    with pq.ParquetFile(path, memory_map=True) as file:
        start = 1
        for batch in file.iter_batches(batch_size=_ROWS, columns=[names[at] for at in positions]):
            table = pa.Table.from_batches([batch])
            yield TableColumns(columns={at: table.column(names[at]) for at in positions}, first_row=start)
            start += len(table)


def _text(path: Path, positions: Sequence[int], delimiter: str, width: int, *, strict: bool) -> TableColumns[int]:
    from bystander.evidence.tables.columns_of_text import read_columns
    from bystander.evidence.tables.rejects import Layout
    from bystander.evidence.tables.text import as_utf8

    kinds = dict.fromkeys(positions, "text")
    layout = Layout(delimiter=delimiter, width=width, kinds=kinds, labels={at: f"{at + 1}" for at in positions})
    with as_utf8(path) as text:
        found = read_columns(text, layout, path.name)
    errors = [p for p in found.problems if p.severity == "error"]
    if strict and errors:
        raise EvidenceError(path.name, errors)
    return TableColumns(columns=found.columns, first_row=2, rows=found.rows)
