"""Text without a header: how many columns it has, and whether the last one is the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.tables.columns_of_text import TextColumns, read_columns
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.text import as_utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head


def ends_with_scores(head: Head, width: int) -> bool:
    """Return whether most of the first lines, line 1 among them, have so many cells and a number in the last."""
    if not head.is_text or head.width != width or not is_number(head.cells[0][-1]):
        return False
    good = sum(len(row) == width and is_number(row[-1]) for row in head.cells)
    return 2 * good > len(head.cells)


def read_roles(request: Request, head: Head, roles: Sequence[str | None]) -> tuple[dict[str, object], TextColumns]:
    """Read a table without a header whose columns have the given roles (None: not read)."""
    positions = {role: at for at, role in enumerate(roles) if role is not None}
    layout = Layout(
        delimiter=head.delimiter,
        width=len(roles),
        kinds={at: "number" if role == "score" else "text" for role, at in positions.items()},
        labels={at: role for role, at in positions.items()},
        header_rows=0,
    )
    with as_utf8(request.file) as text:
        found = read_columns(text, layout, request.file.name)
    return {role: found.columns[at] for role, at in positions.items()}, found
