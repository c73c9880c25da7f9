"""From the cells of a seeded test to counts: flags by their meaning, numbers as whole ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by, require
from bystander.evidence.checks.ev28_flags import FlagsSeen
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.order import FLAGS as FLAGS_READ
from bystander.evidence.checks.rejected import Rejected, Unread
from bystander.evidence.passes.columns import COUNTS, FLAGS
from bystander.evidence.passes.rows import EMPTY, Blank, PassRows
from bystander.evidence.tables.flag_columns import flags_in
from bystander.evidence.tables.flags import EMPTY as NO_WORD
from bystander.evidence.tables.flags import meaning, words_of
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.passes.columns import Layout

_TICK = "x"  # alone it is a mark of yes; beside other words it may be one of no
_TIME = re.compile(
    r"[0-2]?[0-9][:.h][0-5][0-9]([:.][0-5][0-9](\.[0-9]+)?)?([ap]\.?m\.?)?"
)  # of an alert, in place of yes
_NO_MATTER = frozenset({"n/a", "n.a.", "na", "notapplicable", "n.v.t.", "nvt", "s.o.", "entfällt"})
_AS_FLAGS = {"alerts": "alerted"}  # what a count is called beside the flag that it counts


def rows_of(table: TableColumns[str], layout: Layout, *, name: str, blank: str, unit: str) -> PassRows:
    """Return the rows of a table. Raises EvidenceError for flags and numbers that cannot be told."""
    stopping = [p for p in table.problems if p.stops]
    if stopping:
        raise EvidenceError(name, stopping)
    table = _with_numbers(table, name, ("threshold", *(COUNTS if layout == "counts" else ())))
    counts, odd = _counted(table) if layout == "counts" else (_flagged(table, name, wide=layout == "wide"), {})
    return PassRows(
        table=table, name=name, layout=layout, counts=counts, odd=odd, blank=cast("Blank", blank), unit=unit,
        timed=layout != "counts" and any(map(_TIME.fullmatch, words_of(table.columns["alerted"]).distinct)),
    )  # fmt: skip


def _with_numbers(table: TableColumns[str], name: str, roles: tuple[str, ...]) -> TableColumns[str]:
    """Return a table with some columns as numbers, where text of a column that has a type of its own is none."""
    columns, unread = dict(table.columns), []
    for role in roles:
        if role in columns and columns[role].type != pa.float64():
            try:
                columns[role] = columns[role].cast(pa.float64())
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
                unread.append(Unread(role, [table.first_row], ["text"]))
    require(CELLS, Rejected(name=name, unread=unread), name)
    return TableColumns(columns=columns, first_row=table.first_row, rows=table.rows, problems=table.problems)


def _flagged(table: TableColumns[str], name: str, *, wide: bool) -> dict[str, NDArray[np.int64]]:
    found = {role: _flags(table, role, name, wide=wide) for role in FLAGS if role in table.columns}
    problems = [p for seen in found.values() if isinstance(seen, FlagsSeen) for p in found_by(FLAGS_READ, seen)]
    if problems:
        raise EvidenceError(name, problems)
    return {role: _whole(column) for role, column in found.items()}


def _flags(table: TableColumns[str], role: str, name: str, *, wide: bool) -> pa.Array | FlagsSeen:
    """Return flags; a column of crosses and empty cells holds yes, and what an empty cell means is asked.

    So does a time of day under *alerted*: it is that of the alert. In a column a pass (``wide``) it may be that of the
    pass, unless some cells are empty or say no. That it does not apply is said of *right* where there was no alert.
    """
    column = table.columns[role]
    words = words_of(column)
    open_to_ask = bool((words.of_row == NO_WORD).any())
    if set(words.distinct) == {_TICK} and open_to_ask:
        return words.flags({_TICK: True})
    times = [word for word in words.distinct if role == "alerted" and _TIME.fullmatch(word)]
    idle = [word for word in words.distinct if role == "right" and word in _NO_MATTER]
    others = [word for word in words.distinct if word not in {*times, *idle}]
    said = meaning(others, role) or {}
    if len(said) == len(others) and ((times and (open_to_ask or others or not wide)) or idle):
        flags = words.flags({**dict.fromkeys((*times, *idle), True), **said})
        return pc.if_else(pa.array(np.isin(words.of_row, [words.distinct.index(word) for word in idle])), None, flags)
    return flags_in(column, role, table, name)


def _whole(column: Any) -> NDArray[np.int64]:  # noqa: ANN401 - pyarrow ships no types
    return np.asarray(column.cast(pa.int64()).fill_null(EMPTY).to_numpy(zero_copy_only=False), np.int64)


def _counted(table: TableColumns[str]) -> tuple[dict[str, NDArray[np.int64]], dict[str, NDArray[np.intp]]]:
    counts, odd = {}, {}
    for role in COUNTS:
        if role not in table.columns:
            continue
        column = table.columns[role]
        gaps = np.asarray(column.is_null().to_numpy(zero_copy_only=False), np.bool_)
        numbers = np.asarray(column.fill_null(0.0).to_numpy(zero_copy_only=False), np.float64)
        whole = np.isfinite(numbers) & (numbers >= 0) & (numbers == np.floor(numbers)) & (numbers < 2**31)
        odd[role] = np.flatnonzero(~whole)
        found = np.where(whole, numbers, 0).astype(np.int64)
        counts[_AS_FLAGS.get(role, role)] = np.where(gaps, EMPTY, found)
    return counts, odd
