"""Text without a header: how many columns it has, and whether the last one is the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Kind
    from bystander.evidence.tables.head import Head


def ends_with_scores(head: Head, width: int) -> bool:
    """Return whether most of the first lines, line 1 among them, have so many cells and a number in the last."""
    if not head.is_text or head.width != width or not is_number(head.cells[0][-1]):
        return False
    good = sum(len(row) == width and is_number(row[-1]) for row in head.cells)
    return 2 * good > len(head.cells)


def read_roles(request: Request, head: Head, roles: Sequence[str]) -> TableColumns[str]:
    """Return the columns of a table without a header by role; ``roles``: of each column in order."""
    kinds: Mapping[int, Kind] = {at: "number" if role == "score" else "text" for at, role in enumerate(roles)}
    layout = Layout(
        delimiter=head.delimiter, width=len(roles), kinds=kinds, labels=dict(enumerate(roles)), header_rows=0
    )
    found = read_layout(request.file, layout)
    columns = {role: found.columns[at] for at, role in enumerate(roles)}
    return TableColumns(columns=columns, first_row=1, rows=found.rows, problems=found.problems)
