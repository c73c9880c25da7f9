"""The cells of a search record: counts, and marks that stand for a count that was withheld.

A count is a whole number, so a point between groups of three digits is no decimal point wherever one of them would
be a fraction ("91.767"); where none would ("2.000"), it cannot be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.record.cells import Hidden, Row
from bystander.evidence.record.numbers import DASHES, NONE, known, read_number
from bystander.evidence.search_record.columns import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Value
    from bystander.evidence.record.numbers import Fault
    from bystander.evidence.record.table import Table

_WITHHELD = re.compile(r"^(?:(?:<|≤|fewer than|less than|under|unter|weniger als|moins de|minder dan)\s*\d+|"
                       r"\*+|\[?c\]?|suppressed|redacted|withheld|geschwärzt)$", re.IGNORECASE)  # fmt: skip
BROKEN_DOWN = frozenset({"group", "purpose"})  # "unknown" is one of the parts there, and no empty cell
MOST_DIGITS = 12  # of a count of searches: a million times the searches of the busiest agency has fewer
_POINTS = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_COMMAS = re.compile(r"^\d{1,3}(?:,\d{3})+$")


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Rows as read. ``points``: how "91.767" was read.

    ``points`` is None without such cells; "thousands"; or "unclear", where they could be decimals just as well.
    ``in_words``: rows in which a word such as nil stands for 0; ``none``: those with a count None, which is not known.
    """

    rows: tuple[Row, ...]
    points: str | None
    pointed: tuple[int, ...]
    in_words: tuple[int, ...] = ()
    none: tuple[int, ...] = ()


def read_cells(table: Table) -> Cells:
    """Read the cells of every row that tells anything."""
    pointed = [n for n, cells in table.rows if any(_POINTS.match(c) for _, c in _counts(table, cells))]
    points = _style(table) if pointed else None
    rows, words = [], []
    for at, cells in table.rows:
        row, nought = _row(table, at, cells, points=points)
        rows.append(row)
        words += [at] if nought else []
    none = tuple(n for n, cells in table.rows if any(cell.casefold() == "none" for _, cell in _counts(table, cells)))
    return Cells(
        rows=tuple(rows), points=points, pointed=tuple(pointed), in_words=tuple(words),
        none=none,
    )  # fmt: skip


def _counts(table: Table, cells: Sequence[str]) -> list[tuple[str, str]]:
    pairs = zip(table.columns, cells, strict=False)
    return [(name, cell) for name, cell in pairs if name is not None and BY_NAME[name].kind == "count"]


def _style(table: Table) -> str:
    found = [cell for _, cells in table.rows for _, cell in _counts(table, cells)]
    fraction = any(_POINTS.match(c) and (c.count(".") > 1 or not c.endswith("000")) for c in found)
    return "thousands" if fraction and not any(_COMMAS.match(c) for c in found) else "unclear"


def _row(table: Table, at: int, cells: tuple[str, ...], *, points: str | None) -> tuple[Row, bool]:
    """Return a row, and whether it says none in words."""
    values: dict[str, Value] = {}
    small: dict[str, Hidden] = {}
    faults: dict[str, Fault] = {}
    none = False
    for name, cell in zip(table.columns, cells, strict=False):
        if name is None or not (known(cell) or (name in BROKEN_DOWN and cell and cell not in DASHES)):
            continue
        if BY_NAME[name].kind != "count":
            values[name] = f"{values[name]}, {cell}" if name in values else cell  # race and sex; year and month
        elif _WITHHELD.match(cell):
            small[name] = Hidden(_most(cell), cell)
        elif sum(c.isdigit() for c in cell) > MOST_DIGITS:
            faults[name] = "number"  # an identifier, or a number with its decimals
        elif cell.casefold() in NONE:
            values[name] = 0
            none = True
        elif points == "unclear" and _POINTS.match(cell):
            continue  # a stop; nothing is concluded from it
        else:
            bare = cell.replace(".", "") if _POINTS.match(cell) else cell
            read = read_number(bare, whole=True)
            if read.fault or read.value is None or read.about or read.bound:
                faults[name] = read.fault if read.fault in {"fraction", "negative"} else "number"
            else:
                values[name] = int(read.value)
    return Row(number=at, cells=cells, values=values, faults=faults, bounds={}, hidden=small), none


def _most(cell: str) -> int | None:
    """Return the most that a count can be which is told only to be small; None of a mark that tells no number."""
    number = re.search(r"\d+", cell)
    return None if number is None else max(int(number[0]) - ("≤" not in cell), 0)


def counts_of(row: Row) -> dict[str, int]:
    """Return the counts that a row tells."""
    return {name: value for name, value in row.values.items() if isinstance(value, int)}
