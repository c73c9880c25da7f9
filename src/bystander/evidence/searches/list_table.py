"""The columns of candidate lists by role, before anything is made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bystander.errors import Problem

LISTED = 6  # rows that are remembered for each problem


@dataclass(frozen=True, kw_only=True)
class ListTable:
    """Columns of candidate lists by role, each a pyarrow (chunked) array; ``rows`` where they do not run on."""

    name: str
    sha256: str
    format: str
    columns: Mapping[str, Any]
    first_row: int = 2
    rows: NDArray[np.int64] | None = None
    problems: Sequence[Problem] = field(default=())

    def __len__(self) -> int:
        return len(self.columns["search"])

    def numbers(self, positions: NDArray[np.integer]) -> list[int]:
        """Return the rows, as a spreadsheet counts them, of the first few positions."""
        few = positions[:LISTED]
        return [int(p) + self.first_row for p in few] if self.rows is None else [int(r) for r in self.rows[few]]
