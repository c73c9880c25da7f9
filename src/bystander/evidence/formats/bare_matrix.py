"""A matrix of scores as text, of numbers alone; who its rows and columns are stands in files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.formats.numpy_arrays import of_matrix
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "matrix of numbers"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is text of numbers alone, and a file of identifiers comes with it."""
    named = request.probe_ids is not None or request.reference_ids is not None
    return named and len(request.files) == 1 and head.is_text and all(is_number(c) for row in head.cells for c in row)


def read(request: Request) -> Trial:
    """Read a matrix of numbers. Raises EvidenceError with every cell that is none."""
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
