"""NumPy files: a matrix of scores with identifiers, or a table.

``.npz``: arrays ``scores``, ``probe_subjects``, ``reference_subjects`` (a matrix where ``scores`` has two
dimensions, a table where all have one). ``.npy``: a matrix, with the identifiers in files of their own
(``--probe-ids``, ``--reference-ids``, one a line or a ``.npy``), or a structured array, which is a table. A ``.npy``
matrix is memory-mapped and read by blocks of rows. Pickled objects are refused: reading them would run code.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.checks import ev08_shape as ev08
from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.checks.order import HEADING
from bystander.evidence.comparisons.columns import wanted
from bystander.evidence.comparisons.columns_read import note_of
from bystander.evidence.comparisons.heading import header_seen
from bystander.evidence.comparisons.matrix import Grid, from_grid, to_ids
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.flag_columns import ROLES
from bystander.evidence.tables.table_columns import TableColumns
from bystander.evidence.tables.text import as_utf8

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "NumPy arrays"
_PLANE = 2
_SIDES = {
    "probe": ("probe_subjects", "probe_subject", "probe_ids", "probe_id", "probes", "rows", "row_ids"),
    "reference": (
        "reference_subjects",
        "reference_subject",
        "reference_ids",
        "reference_id",
        "references",
        "columns",
        "column_ids",
    ),
}
_SCORES = ("scores", "score", "similarity", "similarities", "matrix", "distances", "distance")


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is a ``.npy`` or ``.npz``."""
    return head.raw.startswith(b"\x93NUMPY") or (head.raw.startswith(b"PK") and request.file.suffix == ".npz")


def read(request: Request) -> Trial:
    """Read a matrix or a table from NumPy arrays."""
    name = request.file.name
    try:
        arrays = _load(request.file)
    except (ValueError, EOFError, OSError, zipfile.BadZipFile) as damage:
        raise EvidenceError(name, [ev03.unreadable_content(name, "NumPy array without pickled objects")]) from damage
    if "" in arrays:
        array = arrays[""]
        if array.dtype.names is None:
            return _matrix(request, array, None, None)
        arrays = {field: array[field] for field in array.dtype.names}
    scores = next((arrays[key] for key in _SCORES if key in arrays), None)
    if scores is not None and scores.ndim == _PLANE:
        sides = {side: next((arrays[key] for key in keys if key in arrays), None) for side, keys in _SIDES.items()}
        return _matrix(request, scores, sides["probe"], sides["reference"])
    return _table(request, arrays)


def _load(file: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file by name; the one of a ``.npy`` is named ""."""
    loaded = np.load(file, mmap_mode="r", allow_pickle=False)
    if isinstance(loaded, np.ndarray):
        return {"": loaded}
    with loaded:
        return {key: loaded[key] for key in loaded.files}


def _matrix(
    request: Request, scores: NDArray[Any], probe: NDArray[Any] | None, reference: NDArray[Any] | None
) -> Trial:
    name = request.file.name
    refuse_extras(request, NAME, "--truth", "--probe-ids", "--reference-ids")
    problems = []
    if scores.ndim != _PLANE or scores.dtype.kind not in "fiu":
        problems.append(
            ev08.misfit(
                name,
                "the array is no matrix of numbers",
                "two dimensions, probes by references",
                f"{scores.ndim} dimensions",
            )
        )
    elif not scores.size:
        problems.append(ev08.misfit(name, "the matrix is empty", "at least one score", "none"))
    ids = []
    for given, file, option in (
        (probe, request.probe_ids, "--probe-ids"),
        (reference, request.reference_ids, "--reference-ids"),
    ):
        if given is None and file is None:
            problems.append(
                ev07.missing_part(name, f"the identifiers ({option})", f"give them with {option} FILE, one a line")
            )
        else:
            ids.append(_ids(file) if file is not None else to_ids(given))  # type: ignore[arg-type]
    if problems:
        raise EvidenceError(name, problems)
    return from_grid(
        Grid(scores=scores, row_ids=ids[0], column_ids=ids[1]), request, form="NumPy matrix", sha256=request.sha256()
    )


def _ids(file: Path) -> pa.Array:
    """Read identifiers, one a line, or a one-dimensional ``.npy``."""
    with file.open("rb") as raw:
        is_array = raw.read(6) == b"\x93NUMPY"
    if is_array:
        try:
            return to_ids(np.load(file, allow_pickle=False).ravel())
        except (ValueError, EOFError) as damage:
            raise EvidenceError(
                file.name, [ev03.unreadable_content(file.name, "NumPy array without pickled objects")]
            ) from damage
    with as_utf8(file) as text:
        return pa.array(text.read_text(encoding="utf-8").rstrip("\r\n").splitlines(), pa.large_utf8())


def _table(request: Request, arrays: Mapping[str, NDArray[Any]]) -> Trial:
    name = request.file.name
    refuse_extras(request, NAME)
    names = list(arrays)
    header = header_seen(names, request)
    resolved, problems = header.resolved, found_by(HEADING, header)
    lengths = {len(arrays[names[at]]) if arrays[names[at]].ndim == 1 else -1 for at in resolved.positions.values()}
    if len(lengths) > 1 or -1 in lengths:
        problems.append(
            ev08.misfit(
                name,
                "the arrays differ in length",
                "arrays of one dimension and equal length",
                f"{len(lengths)} lengths",
            )
        )
    if problems:
        raise EvidenceError(name, problems)
    places = wanted(resolved, truth=request.truth is not None)
    columns = {role: _column(role, arrays[names[at]]) for role, at in places.items()}
    read = TableColumns(columns=columns, first_row=1)
    said = note_of(names, places, request)
    return trial_of_columns(read, request, form="NumPy table", sha256=request.sha256(), said=said)


def _column(role: str, values: NDArray[Any]) -> pa.Array:
    values = np.ascontiguousarray(values)
    if role in ROLES and values.dtype.kind in "biuf":
        return pa.array(values)
    if role == "score":
        return pa.array(
            values.astype(np.float32 if values.dtype.itemsize <= 4 and values.dtype.kind == "f" else np.float64)
        )
    return to_ids(values)
