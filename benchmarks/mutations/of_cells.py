"""What people and programs do to a table before it is written: rows, columns and cells that are not as they should be.

Each takes a sheet and returns another one, or the same where it has nothing to do there.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from benchmarks.mutations.sheet import JSON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from benchmarks.mutations.sheet import Sheet

    Mutator = Callable[[Random, Sheet], Sheet]

_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")
ODD_NUMBERS = (
    "1e400", "-1e400", "nan", "NaN", "inf", "-Infinity", "1_000", "0_5", "٠٫٥", "٠.٥", "0.5", "0x1F", "1e-400", "+0.5",
    ".5", "5.", "1 000.5", "50%", "", " ", "-", "N/A", "null", "1.5e", "--1", "1d-1", "5e-1", "1,5", "1.000,5", "TRUE",
    "0.5f", "1e5", "0." + "3" * 400, "9" * 400, "1__0", " 0.5 ", "\u00a00.5", "−0.5", "0.5\u200b", "'0.5", "#N/A",
    "=1/2", "0.5 ", "1E+0", "infinity", "1e", "e5", "..5", "0.5.5", "1/2",
)  # fmt: skip
ODD_NAMES = (
    "=1+1", '"', "#x", "#", "007", "7", " a ", "a,b", "a;b", "NA", "null", "None", "nan", "inf", "1e5", "-", "O'Brien",
    "a\tb", "a\\", "\\", "\\N", "a\\nb", "x\u200b", "\u200b", "\ufeffx", "x\u2028y", "x\x85y", "x\u00a0y", "\u00a0x",
    "🙂", "e\u0301", "\u00e9", "E\u0301", "ß", "SS", "İ", "a\u202eb", '""', '"a"', 'a"b', "'a'", "a\nb", "a\rb",
    "@SUM(A1)", "+1", "-1", "1.0", "01", "true", "", "  ", "１", "a" * 4000, "unknown", "?", "{", "[1]", "a|b", "\x0b",
    "a\x0cb",
)  # fmt: skip


def _row(rng: Random, sheet: Sheet) -> int:
    return rng.randrange(sheet.first, len(sheet.rows))


def _set(sheet: Sheet, at: int, row: list[str]) -> Sheet:
    return sheet.with_rows([*sheet.rows[:at], row, *sheet.rows[at + 1 :]])


def _cell(sheet: Sheet, row: int, column: int, cell: str) -> Sheet:
    cells = list(sheet.rows[row])
    cells[column] = cell
    return _set(sheet, row, cells)


def _each(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    rows = [list(row) if at < sheet.first else [change(cell) for cell in row] for at, row in enumerate(sheet.rows)]
    return sheet.with_rows(rows)


def odd_number(rng: Random, sheet: Sheet) -> Sheet:
    """Put something else where a number stands, in one row."""
    at = _row(rng, sheet)
    numbers = [column for column, cell in enumerate(sheet.rows[at]) if _NUMBER.fullmatch(cell)]
    return _cell(sheet, at, rng.choice(numbers), rng.choice(ODD_NUMBERS)) if numbers else sheet


def odd_name(rng: Random, sheet: Sheet) -> Sheet:
    """Call somebody otherwise, in one cell or wherever they stand."""
    at = _row(rng, sheet)
    names = [column for column, cell in enumerate(sheet.rows[at]) if cell and not _NUMBER.fullmatch(cell)]
    if not names:
        return sheet
    column, odd = rng.choice(names), rng.choice(ODD_NAMES)
    if rng.random() < 0.4:
        return _cell(sheet, at, column, odd)
    old = sheet.rows[at][column]
    return sheet.with_rows([[odd if cell == old else cell for cell in row] for row in sheet.rows])


def missing_cell(rng: Random, sheet: Sheet) -> Sheet:
    """Leave a cell out of a row."""
    at = _row(rng, sheet)
    cells = list(sheet.rows[at])
    del cells[rng.randrange(len(cells))]
    return _set(sheet, at, cells)


def extra_cell(rng: Random, sheet: Sheet) -> Sheet:
    """Put a cell more into a row."""
    at = _row(rng, sheet)
    cells = list(sheet.rows[at])
    cells.insert(rng.randint(0, len(cells)), rng.choice(("", "x", "0.5", "1")))
    return _set(sheet, at, cells)


def empty_cell(rng: Random, sheet: Sheet) -> Sheet:
    """Empty a cell."""
    at = _row(rng, sheet)
    return _cell(sheet, at, rng.randrange(len(sheet.rows[at])), rng.choice(("", "", " ")))


def doubled_header(rng: Random, sheet: Sheet) -> Sheet:
    """Repeat the first row, as pasting several exports does."""
    at = rng.choice((1, len(sheet.rows), _row(rng, sheet)))
    return sheet.with_rows([*sheet.rows[:at], sheet.rows[0], *sheet.rows[at:]])


def comment(rng: Random, sheet: Sheet) -> Sheet:
    """Put a remark in a row of its own."""
    said = rng.choice((["# made by hand"], ["#"], ["% 0.5"], ["# version", "2"], ["sep=,"], ["Total"], ["-----"]))
    at = rng.choice((0, 0, len(sheet.rows), _row(rng, sheet)))
    return sheet.with_rows([*sheet.rows[:at], said, *sheet.rows[at:]])


def trailing_delimiter(rng: Random, sheet: Sheet) -> Sheet:
    """End every row, every row but the header, or one row with a delimiter."""
    which = rng.choice(("all", "data", "one"))
    one = _row(rng, sheet)
    rows = [
        [*row, ""]
        if which == "all" or (which == "data" and at >= sheet.first) or (which == "one" and at == one)
        else row
        for at, row in enumerate(sheet.rows)
    ]
    return sheet.with_rows(rows)


def row_names(rng: Random, sheet: Sheet) -> Sheet:
    """Put a name before every row and none above them, as R writes a table."""
    if not sheet.headed or sheet.delimiter == JSON:
        return sheet
    head = [""] if rng.random() < 0.3 else []
    return sheet.with_rows([
        [*head, *sheet.rows[0]],
        *([str(at), *row] for at, row in enumerate(sheet.rows[1:], 1)),
    ])  # fmt: skip


def swapped_columns(rng: Random, sheet: Sheet) -> Sheet:
    """Change the places of two columns."""
    width = min(len(row) for row in sheet.rows)
    if width < 2:
        return sheet
    a, b = rng.sample(range(width), 2)
    order = list(range(width))
    order[a], order[b] = b, a
    return sheet.with_rows([[*(row[at] for at in order), *row[width:]] for row in sheet.rows])


def doubled_column(rng: Random, sheet: Sheet) -> Sheet:
    """Repeat a column, beside itself or at the end."""
    at = rng.randrange(min(len(row) for row in sheet.rows))
    if rng.random() < 0.5:
        return sheet.with_rows([[*row, row[at]] for row in sheet.rows])
    return sheet.with_rows([[*row[:at], row[at], *row[at:]] for row in sheet.rows])


def doubled_rows(rng: Random, sheet: Sheet) -> Sheet:
    """Repeat a row, or all of them."""
    if rng.random() < 0.3:
        return sheet.with_rows([*sheet.rows, *sheet.rows[sheet.first :]])
    at = _row(rng, sheet)
    return sheet.with_rows([*sheet.rows[:at], sheet.rows[at], *sheet.rows[at:]])


def decimal_commas(rng: Random, sheet: Sheet) -> Sheet:
    """Write every number, or those of one row, with a decimal comma."""
    if rng.random() < 0.5:
        return _each(sheet, lambda cell: cell.replace(".", ",") if _NUMBER.fullmatch(cell) else cell)
    at = _row(rng, sheet)
    return _set(sheet, at, [c.replace(".", ",") if _NUMBER.fullmatch(c) else c for c in sheet.rows[at]])


def thousands(rng: Random, sheet: Sheet) -> Sheet:
    """Make numbers large, and part their thousands."""
    mark = rng.choice((",", ".", " ", "'", "\u202f", "_"))
    return _each(
        sheet, lambda cell: f"{float(cell) * 1e6:,.0f}".replace(",", mark) if _NUMBER.fullmatch(cell) else cell
    )


def decomposed(rng: Random, sheet: Sheet) -> Sheet:
    """Write accents of the names of one column as characters of their own."""
    at = rng.randrange(min(len(row) for row in sheet.rows))
    return sheet.with_rows([[*row[:at], unicodedata.normalize("NFD", row[at]), *row[at + 1 :]] for row in sheet.rows])


def spaces(rng: Random, sheet: Sheet) -> Sheet:
    """Put white space around every cell, or around those of one column."""
    if sheet.delimiter == " ":
        return sheet
    mark, one = rng.choice((" ", "  ")), rng.choice((None, rng.randrange(min(len(row) for row in sheet.rows))))
    rows = [[f"{mark}{c}{mark}" if one in {None, at} else c for at, c in enumerate(row)] for row in sheet.rows]
    return sheet.with_rows(rows)


def many_columns(rng: Random, sheet: Sheet) -> Sheet:
    """Put ten thousand columns beside those there are, in a few rows."""
    if rng.random() < 0.8:  # they take as long as a hundred other files
        return sheet
    more = [f"x{at}" for at in range(10_000)]
    rows = sheet.rows[: sheet.first + 30]
    head = [[*row, *more] for row in rows[: sheet.first]]
    return sheet.with_rows([*head, *([*row, *(["0"] * len(more))] for row in rows[sheet.first :])])


def long_cell(rng: Random, sheet: Sheet) -> Sheet:
    """Put a megabyte into a cell."""
    at = _row(rng, sheet)
    return _cell(sheet, at, rng.randrange(len(sheet.rows[at])), "x" * rng.choice((70_000, 1 << 20)))


def few_rows(rng: Random, sheet: Sheet) -> Sheet:
    """Leave the first few rows alone, or none."""
    return sheet.with_rows(sheet.rows[: sheet.first + rng.choice((0, 1, 2, 12))])


MUTATORS: Mapping[str, Mutator] = {
    mutator.__name__: mutator
    for mutator in (
        odd_number, odd_number, odd_name, missing_cell, extra_cell, empty_cell, doubled_header, comment,
        trailing_delimiter, row_names, swapped_columns, doubled_column, doubled_rows, decimal_commas, thousands,
        decomposed, spaces, many_columns, long_cell, few_rows,
    )
}  # fmt: skip
