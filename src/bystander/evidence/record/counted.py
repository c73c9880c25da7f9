"""The counts of many rows as arrays, by which the few rows are found that a check has to look at one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.record.cells import Row

UNKNOWN = -1.0


class Counted:
    """The counts of rows, column by column, in the order of the rows; ``UNKNOWN`` where a row has none."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._columns: dict[str, NDArray[np.float64]] = {}

    def of(self, name: str) -> NDArray[np.float64]:
        """Return the counts of a column."""
        found = self._columns.get(name)
        if found is None:
            values = (row.values.get(name, UNKNOWN) for row in self.rows)
            found = self._columns[name] = np.fromiter(values, np.float64, len(self.rows))
        return found

    def known(self, name: str) -> NDArray[np.bool_]:
        """Return which rows have a count in a column."""
        return self.of(name) >= 0

    def judged(self, kind: str) -> NDArray[np.float64]:
        """Return all right ("true") or wrong ("false") alerts as stated: in one column, or in their parts."""
        whole, confirmed, unconfirmed = (self.of(f"{kind}_{of}") for of in ("alerts", "confirmed", "unconfirmed"))
        parts = np.where(confirmed >= 0, confirmed + np.maximum(unconfirmed, 0), UNKNOWN)
        return np.where(whole >= 0, whole, parts)

    def where(self, which: NDArray[np.bool_]) -> list[Row]:
        """Return the rows of which something is true."""
        return [self.rows[at] for at in np.flatnonzero(which).tolist()]
