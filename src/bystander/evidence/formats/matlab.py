"""MATLAB files of version 5 (``.mat``): the same arrays as in a ``.npz``. Later ones are HDF5, and are not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.formats.numpy_arrays import of_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "MATLAB file"
_MAGIC = b"MATLAB 5.0 MAT-file"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is one of MATLAB before version 7.3."""
    return len(request.files) == 1 and head.raw.startswith(_MAGIC)


def read(request: Request) -> Trial:
    """Read a matrix or a table from the arrays of a MATLAB file."""
    return of_arrays(request, load(request.file), form="MATLAB")


def load(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file by name; what is a row or a column there has one dimension here.

    Raises EvidenceError where the file is damaged.
    """
    from scipy.io import loadmat  # costs a tenth of a second

    try:
        found = loadmat(path, chars_as_strings=True)
    except Exception as damage:
        raise EvidenceError(path.name, [ev03.unreadable_content(path.name, NAME)]) from damage
    return {name: _plain(values) for name, values in found.items() if not name.startswith("__")}


def _plain(values: NDArray[Any]) -> NDArray[Any]:
    """Return an array with cells of text as text, and without a dimension of one."""
    values = np.asarray(values)
    if values.dtype == object:
        values = np.array([_word(cell) for cell in values.ravel()])
    if values.dtype.kind == "U":
        return np.char.strip(values.ravel())
    return values.ravel() if 1 in values.shape else values


def _word(cell: Any) -> str:  # noqa: ANN401 - a cell holds whatever it holds
    inside = np.asarray(cell).ravel()
    return str(inside[0]).strip() if inside.size == 1 else ""
