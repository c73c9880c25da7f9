"""How checks name the rows of a record: as a spreadsheet counts them, and not all of a thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.record.cells import shown
from bystander.evidence.record.columns import BY_NAME
from bystander.evidence.record.numbers import known
from bystander.evidence.record.put_back import if_it_counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.numbers import Fault
    from bystander.evidence.record.table import Table
    from bystander.evidence.record.totals import Unequal

MOST = 10
_DIFFERENCES = 5  # of totals, in a message
SHOWN = 3  # of a list of findings in a message
COUNTS = frozenset(name for name, column in BY_NAME.items() if column.kind == "count" and name != "watchlist_size")
OF_NO_RATE = frozenset(BY_NAME) - COUNTS


def rows(numbers: Sequence[int]) -> str:
    """Return "row 7", "rows 7, 9 and 12", or the first ten and how many more."""
    ordered = sorted(set(numbers))
    if len(ordered) == 1:
        return f"row {ordered[0]}"
    if len(ordered) > MOST:
        return f"rows {', '.join(str(n) for n in ordered[:MOST])} and {len(ordered) - MOST:,} more"
    return f"rows {', '.join(str(n) for n in ordered[:-1])} and {ordered[-1]}"


def few_rows(numbers: Sequence[int]) -> str:
    """Return "row 7", or the first three rows and that there are others: one of several such in a message."""
    return rows(numbers) if len(numbers) <= SHOWN else f"{rows(numbers[:SHOWN])} and others"


def listed_few(said: Sequence[str]) -> str:
    """Return the first three of a list, and that there are others."""
    return "; ".join(said[:SHOWN]) + (" and others" if len(said) > SHOWN else "")


@dataclass(frozen=True, kw_only=True)
class AtFault:
    """Cells of a column with one fault: its name and header, how many, where they are, what the first of them say."""

    fault: Fault
    name: str
    header: str
    cells: int
    where: str
    got: str


def at_fault(table: Table, read: Sequence[Row], *faults: Fault, of: frozenset[str] | None = None) -> Iterator[AtFault]:
    """Return the cells with some faults, column by column and fault by fault, of some columns or all."""
    read = [row for row in read if row.faults]
    for at, name in enumerate(table.columns):
        for fault in faults if of is None or name in of else ():
            bad = [row for row in read if row.faults.get(name or "") == fault]
            if bad:
                header = header_of(table, name or "")
                yield AtFault(
                    fault=fault, name=name or "", header=header, cells=len(bad),
                    where=f"{table.name}, column {header}, {rows([row.number for row in bad])}",
                    got=", ".join(dict.fromkeys(shown(row.cells[at]) for row in bad[:5])),
                )  # fmt: skip


def header_of(table: Table, column: str) -> str:
    """Return the header, as it stands in the file, of a canonical column."""
    return next((h for h, name in zip(table.header, table.columns, strict=True) if name == column), column)


def cells_of(table: Table, some: Sequence[Row], names: Collection[str]) -> list[str]:
    """Return what stands in some rows in place of counts of some columns, each once as written: words of marks only."""
    at = [i for i, name in enumerate(table.columns) if name in names]
    return list(dict.fromkeys(row.cells[i] for row in some for i in at if i < len(row.cells)))


def in_place_of_counts(table: Table, some: Sequence[Row], names: Collection[str]) -> str:
    """Say what stands where a count is not known: empty cells first, then the first few marks and words."""
    hidden = {one.said for row in some for name, one in row.hidden.items() if name in names}
    told = [cell for cell in cells_of(table, some, names) if not known(cell) or cell in hidden]
    words = [cell for cell in told if cell]
    return ", ".join([*(["empty cells"] if "" in told or not words else []), *words[:MOST]])


def only_larger_told(read: Sequence[Row], name: str = "") -> bool:
    """Return whether every count that is told is larger than those told only to be small; of one column or of all."""
    names = [name] if name else sorted({column for row in read for column in row.hidden})
    for column in names:
        most = max((row.hidden[column].most or 0 for row in read if column in row.hidden), default=0)
        if any(n <= most for row in read if (n := row.count(column)) is not None):
            return False
    return True


def unequal_totals(table: Table, unequal: Sequence[Unequal], *, code: str) -> Problem:
    """Return the warning that rows of totals do not sum."""
    said = "; ".join(
        f"row {one.row} says {one.says:,} of {header_of(table, one.column)}, the rows come to {one.comes_to:,}"
        for one in unequal[:_DIFFERENCES]
    )
    return Problem(
        code=code,
        severity="warning",
        leads=True,
        found=f"the totals of the record are not the sums of its rows: {said}",
        where=f"{table.name}, {rows([one.row for one in unequal])}",
        expected="totals that are the sums of the rows",
        means="rows are missing, a count was misprinted, or the total is old; the rows were used, the total was not",
        do="ask the keeper of the record which of the two is right; " + if_it_counts(unequal[0].row, "total"),
    )


def how_many(number: int, noun: str) -> str:
    """Return "1 row", "12 rows"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
