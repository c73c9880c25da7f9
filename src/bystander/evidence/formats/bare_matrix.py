"""A matrix of scores as text, of numbers alone; who its rows and columns are stands in files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "matrix of numbers"
_WIDEST_LIST = 5  # columns of a list without a header: of Bob's
_NAMES = "the names of its rows and columns"
_NAMING = (
    "give them with --probe-ids FILE and --reference-ids FILE, one a line (of a square one of the two will do). If it "
    "is a table, put a row with the column names above the data"
)


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is text of numbers alone, and identifiers come with it, or it is wider than any list."""
    if len(request.files) > 1 or not head.is_text or not all(is_number(c) for row in head.cells for c in row):
        return False
    return _named(request) or (head.width > _WIDEST_LIST and len(head.cells) > 1)


def _named(request: Request) -> bool:
    return request.probe_ids is not None or request.reference_ids is not None


def read(request: Request) -> Trial:
    """Read a matrix of numbers. Raises EvidenceError with every cell that is none, and where nobody is named."""
    if not _named(request):
        raise EvidenceError(request.name, [ev07.missing_part(request.name, _NAMES, _NAMING)])
    from bystander.evidence.formats.numpy_arrays import of_matrix

    head = look(request.file)
    places = range(head.width)
    layout = Layout(
        delimiter=head.delimiter, width=head.width, kinds=dict.fromkeys(places, "number"),
        labels={at: f"number {at + 1:,}" for at in places}, header_rows=0,
    )  # fmt: skip
    found = read_layout(request.file, layout)
    if any(p.stops for p in found.problems):
        raise EvidenceError(request.file.name, list(found.problems))
    scores = np.column_stack([found.columns[at].to_numpy() for at in places]).astype(np.float64)
    return of_matrix(request, scores, None, None, form="text")
