"""What checks see of a search record: its header, its rows as they were read, and what was made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.put_back import PutBack
    from bystander.evidence.record.table import Table
    from bystander.evidence.search_record.cells import Cells
    from bystander.evidence.search_record.totals import Sorted


@dataclass(frozen=True, kw_only=True)
class SearchHeader:
    """The table, the headings that mean one thing here and another there, and those of a deployment record.

    ``groups``: endings of columns that are declared to count a group.
    """

    table: Table
    unclear: Sequence[str]
    of_a_deployment: Sequence[str]
    declared: Mapping[str, str]
    groups: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class SearchRows:
    """The rows. ``used``: those that count. ``derived``: how many rows each count was worked out in.

    ``requests_stand_in``: whether photographs handed in were taken for searches, as nothing tells those apart.
    ``put_back``: rows that were declared to be no sums.
    """

    table: Table
    cells: Cells
    sorted: Sorted
    used: Sequence[Row]
    derived: Mapping[str, int]
    requests_stand_in: bool
    put_back: PutBack
