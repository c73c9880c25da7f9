"""What could not be read of a table, as its reader met it: facts for EV05 and EV06, which say what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Unread(NamedTuple):
    """Cells of a column that should be numbers or flags and are not: its name, their rows, and what stands there."""

    column: str
    rows: Sequence[int]
    cells: Sequence[str]
    expected: str = "a number such as 0.83"


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """Cells and rows of a table that could not be read.

    ``few``, ``many``: rows with fewer and with more cells than ``width``, and ``few_cells``, ``many_cells`` of the
    first of them, None where it is not told. ``unsplit``: rows that are no cells at all. ``swallowed``: the first and
    the last line of rows that run over several. ``lost``: rows that are neither read nor rejected.
    """

    name: str
    unread: Sequence[Unread] = ()
    width: int = 0
    delimiter: str = ","
    few: Sequence[int] = ()
    many: Sequence[int] = ()
    few_cells: int | None = None
    many_cells: int | None = None
    unsplit: Sequence[int] = ()
    swallowed: Sequence[tuple[int, int]] = ()
    lost: int = 0
