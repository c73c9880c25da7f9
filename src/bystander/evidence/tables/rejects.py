"""The slow and thorough way through a text table: every row that cannot be read, with its line and column.

DuckDB reads everything as it can and stores what it rejects. Its ``count(*)`` would skip the casts and so the
faults; all columns are therefore materialised, in the order of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev03_not_text import no_format
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.rejected import Rejected, Unread
from bystander.evidence.tables.lines import records_of
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.tables.columns import Kind


_TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR", "number": "DOUBLE", "flag": "VARCHAR", "count": "DOUBLE", "date": "VARCHAR",
}  # fmt: skip
_NUMBER = "a number such as 0.83"
_PARTED = re.compile(rb"[0-9]_[0-9]")
_EXPECTED: Mapping[Kind, str] = {"number": _NUMBER, "count": _NUMBER}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a text table is to be read: cells a row, rows above the data, the type of wanted columns by position."""

    delimiter: str
    width: int
    kinds: Mapping[int, Kind]
    labels: Mapping[int, str]  # position -> what error texts call the column
    header_rows: int = 1


def read_thoroughly(text: Path, layout: Layout, name: str) -> TableColumns[int]:
    """Read a UTF-8 table whatever is wrong in it; problems have the codes EV05 and EV06.

    Raises EvidenceError where rows were swallowed by a quotation mark, or are not accounted for.
    """
    records = records_of(
        text, delimiter=layout.delimiter, width=layout.width, header_rows=layout.header_rows, wanted=layout.kinds
    )
    if records.swallowed:
        raise EvidenceError(name, found_by(CELLS, Rejected(name=name, swallowed=records.swallowed)))
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = true")
    columns = {f"c{i}": _TYPES[layout.kinds.get(i, "text")] for i in range(layout.width)}
    try:
        relation = connection.sql(
            "SELECT * FROM read_csv(?, columns=?, delim=?, quote='\"', escape='\"', header=false, skip=?, "
            "auto_detect=false, store_rejects=true, rejects_limit=0, max_line_size=33554432, null_padding=false)",
            params=[str(text), columns, layout.delimiter, layout.header_rows],
        )
        table = relation.to_arrow_table()
        rejects = connection.sql(
            "SELECT line, column_idx, error_type::VARCHAR, error_message FROM reject_errors ORDER BY line, column_idx"
        ).fetchall()
        parted = _parted_numbers(connection, text, layout, records.rows, rejects)
    except duckdb.Error as fault:
        raise EvidenceError(
            name, [no_format(name, "a table of text with the same number of cells in every row")]
        ) from fault
    finally:
        connection.close()
    rejected = _rejected([*rejects, *parted], layout, name)
    bad = np.unique(np.array([line for line, *_ in rejects], np.int64))
    good = records.rows[~np.isin(records.rows, bad)]
    if len(good) != table.num_rows:
        if len(records.rows) != table.num_rows + len(bad):
            raise EvidenceError(name, found_by(CELLS, replace(rejected, lost=len(records.rows) - table.num_rows)))
        # quoted line breaks shift lines against rows: then say rows only as far as they are certain
        good = np.arange(table.num_rows, dtype=np.int64) + layout.header_rows + 1
    problems = found_by(CELLS, rejected)
    return TableColumns(columns={i: table.column(f"c{i}") for i in layout.kinds}, rows=good, problems=problems)


def _parted_numbers(
    connection: Any,  # noqa: ANN401 - an import that only this way needs
    text: Path,
    layout: Layout,
    lines: NDArray[np.int64],
    rejects: Sequence[tuple[int, int | None, str, str]],
) -> list[tuple[int, int | None, str, str]]:
    """Return cells such as 1_000 as rejects: DuckDB takes them for 1000, and nobody else says that they are numbers."""
    with text.open("rb") as raw:
        if not any(_PARTED.search(line) for line in raw):
            return []
    misshapen = [line for line, _, kind, _ in rejects if kind in {"MISSING COLUMNS", "TOO MANY COLUMNS"}]
    lines = lines[~np.isin(lines, np.array(misshapen, np.int64))]
    table = connection.sql(
        "SELECT * FROM read_csv(?, columns=?, delim=?, quote='\"', escape='\"', header=false, skip=?, "
        "auto_detect=false, ignore_errors=true, max_line_size=33554432, null_padding=false)",
        params=[str(text), {f"c{i}": "VARCHAR" for i in range(layout.width)}, layout.delimiter, layout.header_rows],
    ).to_arrow_table()
    if len(lines) != table.num_rows:
        lines = np.arange(table.num_rows, dtype=np.int64) + layout.header_rows + 1
    found: list[tuple[int, int | None, str, str]] = []
    for at in [at for at, kind in layout.kinds.items() if kind in _EXPECTED]:
        cells = enumerate(table.column(f"c{at}").to_pylist())
        odd = [(row, cell) for row, cell in cells if cell and "_" in cell and _as_number(cell.replace("_", ""))]
        found += [(int(lines[row]), at + 1, "CAST", f'string "{cell}" to DOUBLE') for row, cell in odd]
    return found


def _as_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _rejected(rejects: Sequence[tuple[int, int | None, str, str]], layout: Layout, name: str) -> Rejected:
    few: list[int] = []
    many: list[int] = []
    unread: dict[int, tuple[list[int], list[str]]] = {}
    others: list[int] = []
    found: dict[bool, int | None] = {True: None, False: None}
    for line, column, kind, message in rejects:
        if kind in {"MISSING COLUMNS", "TOO MANY COLUMNS"}:
            more = kind == "TOO MANY COLUMNS"
            (many if more else few).append(line)
            tail = message.rpartition(" ")[2]
            found[more] = found[more] or (int(tail) if tail.isdigit() else None)
        elif kind == "CAST" and column is not None and layout.kinds.get(column - 1) in _EXPECTED:
            rows, cells = unread.setdefault(column - 1, ([], []))
            rows.append(line)
            cells.append(message.partition('string "')[2].rpartition('" to ')[0])
        else:
            others.append(line)
    return Rejected(
        name=name,
        unread=[
            Unread(layout.labels[at], rows, cells, _EXPECTED[layout.kinds[at]])
            for at, (rows, cells) in sorted(unread.items())
        ],
        width=layout.width, delimiter=layout.delimiter, few=sorted(set(few)), many=sorted(set(many)),
        few_cells=found[False], many_cells=found[True], unsplit=sorted(set(others)),
    )  # fmt: skip
