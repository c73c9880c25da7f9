"""A matrix of scores as text: the first row and the first column hold identifiers.

Rows are probes, columns references; equal identifiers are mated. With a file of true pairs the identifiers are
those of samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import ROWS
from bystander.evidence.comparisons.columns import complete, roles_in
from bystander.evidence.comparisons.score_pair import pair_in
from bystander.evidence.formats.options import OF_MATRICES, refuse_extras
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.row_names import recognised

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "score matrix"
CORNER = {"", "id", "ids", "probe", "probes", "subject", "probe_subject", "probe_id", "query"}
_LEAST = 3


def fits(head: Head, request: Request) -> bool:
    """Return whether row 1 has identifiers from column 2 on, and the other rows one before their numbers."""
    if not head.is_text or len(request.files) > 1 or head.width < 2 or len(head.cells) < 2:
        return False
    header = roles_in(head.cells[0], request.columns)
    corner = head.cells[0][0].casefold() in CORNER
    # where names meet in rows and columns, "p1" and "p2" are people, not columns of pairs
    pairs = len(header.positions) > 1 and not (corner or _names_meet(head))
    if complete(header) or header.has("score") or pairs or pair_in(head.cells[0], request) is not None:
        return False
    if not corner and (head.width <= _LEAST or not head.has_header):
        return False
    body = [cell for row in head.cells[1:] for cell in row[1:]]
    numbers = sum(is_number(cell) or not cell for cell in body)
    # columns that are nearly those of a table are a table with a mistake, not a matrix
    return numbers >= 0.9 * len(body) and not (header.near and not corner)


def _names_meet(head: Head) -> bool:
    """Return whether a name of the first row stands in the first column too, as names of people do."""
    return not {row[0] for row in head.cells[1:] if row[0]}.isdisjoint(head.cells[0][1:])


def read(request: Request) -> Trial:
    """Read a matrix of scores."""
    from bystander.evidence.comparisons.matrix import Grid, from_grid

    head = look(request.file)
    refuse_extras(request, NAME, *OF_MATRICES)
    name = request.file.name
    require(ROWS, Count(name, len(head.cells) - 1), name)
    width = head.width
    labels = {at: f"number {at + 1:,}" for at in range(1, width)}
    layout = Layout(
        delimiter=head.delimiter,
        width=width,
        kinds={0: "text", **dict.fromkeys(range(1, width), "number")},
        labels={0: "1", **labels},
        header_rows=head.blank + 1,
        above=head.above,
    )
    found = read_layout(request.file, layout)
    if any(p.stops for p in found.problems):
        raise EvidenceError(name, list(found.problems))
    columns = [found.columns[at] for at in range(1, width)]
    scores = np.column_stack([c.to_numpy().astype(np.float64, copy=False) for c in columns])
    empty = None
    if any(c.null_count for c in columns):
        empty = np.column_stack([c.is_null().to_numpy() for c in columns])
    ids = found.columns[0]
    column_ids = pa.array(head.cells[0][1:], pa.large_utf8())
    grid = Grid(
        scores=scores,
        row_ids=ids,
        column_ids=column_ids,
        empty=empty,
        first_row=head.blank + 2,
        first_column=2,
        problems=[*found.problems, *([recognised(name)] if head.row_names else [])],
    )
    return from_grid(grid, request, form=NAME, sha256=request.sha256())
