"""Opening a table, whatever it came in: delimited text, Parquet, an Arrow file, a workbook or what speaks Arrow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev59_sheets as ev59
from bystander.evidence.tables.held import held
from bystander.evidence.tables.look import look
from bystander.evidence.tables.opened import ArrowTable, ParquetTable, TextTable, WorkbookTable
from bystander.evidence.tables.workbook import is_workbook, sheets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.evidence.tables.opened import Opened

    Fits = Callable[[Sequence[str]], bool]

PARQUET, ARROW = b"PAR1", b"ARROW1"


def open_table(source: object, *, called: str = "", sheet: str = "", fits: Fits | None = None) -> Opened:
    """Return a table that is open: of a path, or of what speaks Arrow, which is read once and whole.

    ``called``: what it is in the words of a message, in place of "Parquet file" or "Arrow table". ``sheet``, ``fits``:
    as for :func:`open_workbook`. Raises EvidenceError where a file cannot be opened, and TypeError for what is neither.
    """
    if not isinstance(source, Path):
        return ArrowTable(in_memory(source), "table in memory")
    head = look(source)
    if head.raw.startswith(PARQUET):
        return ParquetTable(source, called or "Parquet file")
    if head.raw.startswith(ARROW):
        return ArrowTable(arrow_file(source, called or "Arrow table"), source.name)
    if is_workbook(source, head.raw):
        return open_workbook(source, sheet=sheet, fits=fits)
    return TextTable(head)


def open_workbook(path: Path, *, sheet: str = "", fits: Fits | None = None) -> WorkbookTable:
    """Return a sheet of a workbook that is open: the one that is named, the only table, or the only one that fits.

    ``fits``: whether a header is one of the tables that are asked for. Raises EvidenceError where that leaves several
    or none, with the names of the sheets, and where the file is damaged.
    """
    found = sheets_of(path)
    if fits is not None and not any(fits(one.header) for one in found):  # or a form that nobody has filled in yet
        found = [one for one in sheets_of(path, least=0) if fits(one.header)] or found
    meant = [one for one in found if one.name == sheet] if sheet else found
    if len(meant) > 1 and fits is not None:
        meant = [one for one in meant if fits(one.header)] or meant
    if len(meant) != 1:
        named = [one.name for one in (meant or found)]
        raise EvidenceError(path.name, [ev59.unclear(path.name, named, asked=bool(sheet))])
    return WorkbookTable(path, meant[0])


def in_memory(source: object) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the pyarrow table of what is held in memory. Raises TypeError for anything else."""
    source = held(source)
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
