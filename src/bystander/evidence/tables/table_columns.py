"""Some columns of some rows of a table, whatever it came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from bystander.evidence.checks.where import LISTED, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem

Key = TypeVar("Key")
NOWHERE: NDArray[np.intp] = np.empty(0, np.intp)


@dataclass(frozen=True, kw_only=True)
class TableColumns(Generic[Key]):
    """Columns of equal length by position or by role, each a pyarrow (chunked) array.

    ``first_row``: of the first of them, as a spreadsheet counts rows. ``rows``: of each, int64, where they do not run
    on. ``problems``: what could not be read.
    """

    columns: Mapping[Key, Any]
    first_row: int = 2
    rows: NDArray[np.int64] | None = None
    problems: Sequence[Problem] = ()

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def numbers(self, positions: NDArray[np.integer]) -> list[int]:
        """Return the rows, as a spreadsheet counts them, of the first few positions."""
        few = positions[:LISTED]
        return [int(p) + self.first_row for p in few] if self.rows is None else [int(r) for r in self.rows[few]]

    def at(self, positions: NDArray[np.integer]) -> Rows:
        """Return the rows at some positions, for what is said of them."""
        return Rows(self.numbers(positions), len(positions))

    def named(self, places: Mapping[str, Key]) -> dict[str, Any]:
        """Return columns by role; ``places``: role to the key of its column."""
        return {role: self.columns[key] for role, key in places.items()}
