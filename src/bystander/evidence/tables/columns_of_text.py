"""The fast ways through a text table, with the thorough one behind them.

:mod:`plain_lines` reads large text of the plainest kind, if that is what it is. pyarrow reads all well-formed text on
all cores and gives identifiers as codes at once. It stops at the first fault, without its column; then :mod:`rejects`
reads everything again and names every fault.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks.ev03_not_text import guessed_encoding
from bystander.evidence.tables.lines import count_lines, has_plain_quotes, has_quotes, split_spaces
from bystander.evidence.tables.plain_lines import read_plain
from bystander.evidence.tables.rejects import read_thoroughly
from bystander.evidence.tables.scratch import scratch
from bystander.evidence.tables.table_columns import TableColumns
from bystander.evidence.tables.text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bystander.evidence.tables.rejects import Layout

_BLOCK = 1 << 23
_MARK = '"'


def read_layout(path: Path, layout: Layout) -> TableColumns[int]:
    """Return columns of a table of text by position, whatever its encoding and compression.

    Raises EvidenceError where there is no text; what cannot be read of it becomes problems with rows and columns.
    """
    with plain_text(path) as text:
        found = read_columns(text.path, layout, path.name)
        if layout.above:
            found = replace(found, problems=[ev04.lines_above(path.name, layout.above), *found.problems])
        if text.guessed and not (_is_ascii(found.columns) and _has_ascii_header(text.path, layout)):
            found = replace(found, problems=[*found.problems, guessed_encoding(path.name)])
        return found


def _is_ascii(columns: Mapping[int, Any]) -> bool:
    """Return whether all text of columns is ASCII."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = (part.dictionary for c in columns.values() if pa.types.is_dictionary(c.type) for part in c.chunks)
    return all(pc.all(pc.string_is_ascii(some), min_count=0).as_py() for some in words)


def _has_ascii_header(text: Path, layout: Layout) -> bool:
    with text.open("rb") as raw:
        return all(raw.readline().isascii() for _ in range(layout.header_rows))


def read_columns(text: Path, layout: Layout, name: str) -> TableColumns[int]:
    """Read columns of a UTF-8 table; what cannot be read becomes problems with rows and columns."""
    import pyarrow as pa

    with _even_spaces(text, layout) as (file, even):
        if (plain := read_plain(file, even)) is not None and not _has_blank_row(plain):
            return TableColumns(columns=plain, first_row=layout.header_rows + 1)
        try:
            columns = _read_fast(file, even)
            if not _has_blank_row(columns) and _is_whole(file, even, columns):
                return TableColumns(columns=columns, first_row=layout.header_rows + 1)
        except (pa.ArrowInvalid, pa.ArrowKeyError, pa.ArrowNotImplementedError):
            pass
        return read_thoroughly(file, even, name)


def _read_fast(text: Path, layout: Layout) -> dict[int, Any]:
    import pyarrow as pa
    from pyarrow import csv

    word, number = pa.dictionary(pa.int32(), pa.utf8()), pa.float64()
    kinds = {"text": word, "date": word, "number": number, "count": number, "flag": word}
    names = [f"c{i}" for i in range(layout.width)]
    size = max(_BLOCK, 64 * layout.width * 8)
    table = csv.read_csv(
        pa.OSFile(str(text)),  # of a path pyarrow would unpack what it is called, and not what it is
        read_options=csv.ReadOptions(column_names=names, skip_rows=layout.header_rows, block_size=size),
        # a blank line would shift the row numbers: it is left to the thorough way
        parse_options=csv.ParseOptions(delimiter=layout.delimiter, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types={names[i]: kinds[kind] for i, kind in layout.kinds.items()},
            include_columns=[names[i] for i in layout.kinds],
            decimal_point=layout.decimal, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True,
        ),
    )  # fmt: skip
    return {i: table.column(names[i]) for i in layout.kinds}


def _is_whole(text: Path, layout: Layout, columns: Mapping[int, Any]) -> bool:
    """Return whether every line has become a row; without a quotation mark it has."""
    if not has_quotes(text):
        return True
    rows = len(next(iter(columns.values())))
    return has_plain_quotes(text, layout.delimiter) and count_lines(text) == rows + layout.header_rows


def _has_blank_row(columns: Mapping[int, Any]) -> bool:
    """Return whether any row is empty in all columns, as pyarrow gives a blank line."""
    import pyarrow.compute as pc

    if not all(column.null_count for column in columns.values()):
        return False
    blank = None
    for column in columns.values():
        gaps = column.is_null()
        blank = gaps if blank is None else pc.and_(blank, gaps)
    return bool(pc.any(blank).as_py())


@contextmanager
def _even_spaces(text: Path, layout: Layout) -> Iterator[tuple[Path, Layout]]:
    """Turn any white space between cells into tabs, where white space is the delimiter."""
    if layout.delimiter != " ":
        yield text, layout
        return
    tabbed = replace(layout, delimiter="\t")
    with text.open(encoding="utf-8") as lines, scratch(_tabbed(line) for line in lines) as file:
        yield file, tabbed


def _tabbed(line: str) -> bytes:
    cells = split_spaces(line)
    if '"' in line:
        cells = [f'"{cell.replace(_MARK, 2 * _MARK)}"' for cell in cells]
    return ("\t".join(cells) + "\n").encode()
