"""Names that repeat in a regular way, of which little is kept: so they are decoded once, however often they are read.

In nearly every file of searches the rows of a probe stand together, and every probe meets the same references in the
same order. Then a column of a block is one name a run of rows, or one list over and over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.tables.as_array import empty
from bystander.kernels.by_code import lay_out
from bystander.kernels.runs import ends_of_runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.integer]

FEWEST = 8  # rows a run, on average, below which it is no less work than to decode them
AT_FIRST = 4096  # rows that tell whether to look at all of them
MOST = 1 << 23  # names that are kept of a file, 4 bytes each


@dataclass(frozen=True, kw_only=True)
class Regular:
    """A column of so many rows: each of ``values`` up to the next one of ``ends``; without any, all again and again."""

    values: NDArray[np.int32]
    ends: NDArray[np.int64]
    rows: int

    def whole(self) -> NDArray[np.int32]:
        """Return every row."""
        column = empty(self.rows, np.int32)
        lay_out(self.values, self.ends, column)
        return column

    def renamed(self, table: NDArray[np.int32]) -> Regular:
        """Return the column with the names that a table gives for these."""
        return replace(self, values=table[self.values])


def regular(columns: Mapping[str, Numbers]) -> dict[str, Regular]:
    """Return the columns of a block that are regular; those that are not are left out."""
    found = {}
    longest = 0
    for role, column in columns.items():
        ends = _ends(column)
        if ends is not None:
            found[role] = _kept(column[ends - 1], ends, len(column))
            run = int(np.diff(ends, prepend=0).max())
            longest = min(longest or run, run)  # several probes of a person may stand together
    if longest:
        for role, column in columns.items():
            if role not in found and 2 * longest <= len(column) and _again(column, longest):
                found[role] = _kept(column[:longest], np.empty(0, np.int64), len(column))
    return found


def _kept(values: Numbers, ends: NDArray[np.int64], rows: int) -> Regular:
    return Regular(values=values.astype(np.int32), ends=ends, rows=rows)


def _ends(column: Numbers) -> NDArray[np.int64] | None:
    """Return where runs of one name end, None where they are short."""
    for part in (column[:AT_FIRST], column):
        ends = ends_of_runs(part, -(-len(part) // FEWEST))
        if ends is None:
            return None
    return ends


def _again(column: Numbers, after: int) -> bool:
    """Return whether every row has the name of the one so many rows before it."""
    return all(np.array_equal(part[after:], part[:-after]) for part in (column[: after + AT_FIRST], column))
