"""Opening a table, whatever it came in: delimited text, Parquet, an Arrow file or what speaks Arrow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.tables.look import look
from bystander.evidence.tables.opened import ArrowTable, ParquetTable, TextTable

if TYPE_CHECKING:
    from bystander.evidence.tables.opened import Opened

PARQUET, ARROW = b"PAR1", b"ARROW1"


def open_table(source: object, *, called: str = "") -> Opened:
    """Return a table that is open: of a path, or of what speaks Arrow, which is read once and whole.

    ``called``: what it is in the words of a message, in place of "Parquet file" or "Arrow table". Raises EvidenceError
    where a file cannot be opened, and TypeError for what is neither.
    """
    if not isinstance(source, Path):
        return ArrowTable(in_memory(source), "table in memory")
    head = look(source)
    if head.raw.startswith(PARQUET):
        return ParquetTable(source, called or "Parquet file")
    if head.raw.startswith(ARROW):
        return ArrowTable(arrow_file(source, called or "Arrow table"), source.name)
    return TextTable(head)


def in_memory(source: object) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the pyarrow table of what speaks Arrow. Raises TypeError for anything else."""
    if not hasattr(source, "__arrow_c_stream__"):
        message = f"a path or a table with __arrow_c_stream__ was expected, not {type(source).__name__}"
        raise TypeError(message)
    return pa.table(source)


def arrow_file(path: Path, called: str = "Arrow table") -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the pyarrow table of an Arrow file or stream. Raises EvidenceError where it is damaged.

    It is read, not mapped, and looked through before anybody uses it: in a damaged file, places within a map may lie
    outside the file, and looking there ends the process.
    """
    try:
        with pa.OSFile(str(path)) as source:
            is_file = source.read(len(ARROW)) == ARROW
            source.seek(0)
            table = pa.ipc.open_file(source).read_all() if is_file else pa.ipc.open_stream(source).read_all()
            table.validate(full=True)
            return table
    except (pa.ArrowException, OSError, ValueError) as damage:
        raise EvidenceError(path.name, [ev03.unreadable_content(path.name, called)]) from damage
