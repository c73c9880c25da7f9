"""NumPy files: a matrix of scores with identifiers, or a table.

``.npz``: arrays ``scores``, ``probe_subjects``, ``reference_subjects`` (a matrix where ``scores`` has two
dimensions, a table where all have one), or ``scores`` and ``labels`` that go for both sides. ``.npy``: a matrix, with
the identifiers in files of their own (``--probe-ids``, ``--reference-ids``, one a line or a ``.npy``; of a square, one
of them serves both sides), or a structured array, which is a table. A ``.npy`` matrix is memory-mapped
and read by blocks of rows. Pickled objects are refused: reading them would run code.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.checks import ev08_shape as ev08
from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.checks.order import HEADING
from bystander.evidence.comparisons.columns import roles_in, tells_apart, wanted
from bystander.evidence.comparisons.columns_read import headed_by, is_label, unused_in
from bystander.evidence.comparisons.heading import header_seen
from bystander.evidence.comparisons.matrix import Grid, from_grid
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.comparisons.sample_columns import with_samples
from bystander.evidence.formats.array_kind import require_scores
from bystander.evidence.formats.array_names import (
    ANYTHING,
    LABELS,
    PLANE,
    SIDES,
    is_square_of,
    pick,
    pick_plane,
    plainly,
)
from bystander.evidence.formats.options import OF_MATRICES, refuse_extras
from bystander.evidence.formats.score_lists import ARRAY, is_list
from bystander.evidence.people.identifiers import to_ids
from bystander.evidence.tables.flag_columns import ROLES
from bystander.evidence.tables.held import of_both_kinds
from bystander.evidence.tables.lines import split_lines
from bystander.evidence.tables.table_columns import TableColumns
from bystander.evidence.tables.text import as_utf8
from bystander.evidence.tables.zipped import is_npz
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "NumPy arrays"
_ARCHIVE = b"PK"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is a ``.npy`` or ``.npz``."""
    if len(request.files) > 1 or request.non_mated is not None:
        return False  # two lists of scores
    if head.raw.startswith(ARRAY) and not (request.probe_ids or request.reference_ids) and is_list(head):
        return False  # one of them
    return head.raw.startswith(b"\x93NUMPY") or (head.raw.startswith(_ARCHIVE) and is_npz(request.file))


def read(request: Request) -> Trial:
    """Read a matrix or a table from NumPy arrays."""
    name = request.file.name
    try:
        arrays = _load(request.file)
    except Exception as damage:  # whatever the parsers of headers and archives raise of damage
        raise EvidenceError(name, [ev03.unreadable_content(name, "NumPy array without pickled objects")]) from damage
    if "" in arrays:
        array = arrays[""]
        if array.dtype.names is None:
            return of_matrix(request, array, None, None, form="NumPy")
        arrays = {field: array[field] for field in array.dtype.names}
    return of_arrays(request, arrays)


def of_arrays(request: Request, arrays: Mapping[str, NDArray[Any]], *, form: str = "NumPy") -> Trial:
    """Make the trial of named arrays: a matrix, or a table. ``form``: whose arrays they are."""
    name = request.file.name
    arrays = plainly(arrays)
    labels = pick(arrays, LABELS)
    scores = pick_plane(arrays)
    if scores is None and (both := of_both_kinds(arrays)) is not None:
        return _table(request, {name: np.asarray(values) for name, values in both.items()}, form=form)
    if scores is None and ANYTHING in arrays and is_square_of(arrays[ANYTHING], labels):
        scores = arrays[ANYTHING]
        require_scores(name, scores, request)
    if scores is not None:
        sides = [labels if side is None else side for side in (pick(arrays, names) for names in SIDES.values())]
        return of_matrix(request, scores, *sides, form=form)
    return _table(request, arrays, form=form)


def _load(file: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file by name; the one of a ``.npy`` is named ""."""
    with file.open("rb") as raw:  # opened here, as NumPy leaves open what turns out to be damaged
        if raw.read(len(_ARCHIVE)) == _ARCHIVE:
            raw.seek(0)
            with np.load(raw, allow_pickle=False) as arrays:
                found = {key: arrays[key] for key in arrays.files}
            if not all(isinstance(array, np.ndarray) for array in found.values()):  # NumPy gives bytes of anything else
                message = "not an array"
                raise ValueError(message)
            return found
    return {"": np.load(file, mmap_mode="r", allow_pickle=False)}


def of_matrix(
    request: Request, scores: NDArray[Any], probe: NDArray[Any] | None, reference: NDArray[Any] | None, *, form: str
) -> Trial:
    """Make the trial of a matrix; its identifiers are arrays, or in the files that came with it."""
    name = request.file.name
    refuse_extras(request, NAME, *OF_MATRICES, "--probe-ids", "--reference-ids")
    problems = []
    if scores.ndim != PLANE or scores.dtype.kind not in "fiu":
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
    square = scores.ndim == PLANE and len(set(scores.shape)) == 1
    either = request.probe_ids or request.reference_ids if square else None  # it goes for both sides
    for given, file, option in (
        (probe, request.probe_ids or either, "--probe-ids"),
        (reference, request.reference_ids or either, "--reference-ids"),
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
        Grid(scores=scores, row_ids=ids[0], column_ids=ids[1]), request, form=f"{form} matrix", sha256=request.sha256()
    )


def _ids(file: Path) -> pa.Array:
    """Read identifiers, one a line, or a one-dimensional ``.npy``."""
    with file.open("rb") as raw:
        is_array = raw.read(6) == b"\x93NUMPY"
    if is_array:
        try:
            ids = np.load(file, allow_pickle=False)
        except (ValueError, EOFError) as damage:
            raise EvidenceError(
                file.name, [ev03.unreadable_content(file.name, "NumPy array without pickled objects")]
            ) from damage
        if ids.size != max(ids.shape, default=0):  # one column, or one row, is a list as well
            shape = f"{ids.ndim} dimensions"
            raise EvidenceError(
                file.name, [ev08.misfit(file.name, "the identifiers are no list", "one dimension", shape)]
            )
        return to_ids(ids.ravel())
    with as_utf8(file) as text:
        return pa.array(split_lines(text.read_text(encoding="utf-8").rstrip("\r\n")), pa.large_utf8())


def _table(request: Request, arrays: Mapping[str, NDArray[Any]], *, form: str) -> Trial:
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
    request, by_cells = with_samples(names, partial(_some, arrays), request)
    places = wanted(roles_in(names, request.columns), truth=request.truth is not None)
    columns = {role: _column(role, arrays[names[at]]) for role, at in places.items()}
    read = TableColumns(columns=columns, first_row=1)
    apart = [names[at] for at in unused_in(names, places, request) if tells_apart(names[at])]
    values = {each: len(distinct(arrays[each])) for each in apart}
    said = headed_by(names, places, request, values, partial(_holds_label, [*arrays.values()])).after(by_cells)
    return trial_of_columns(read, request, form=f"{form} table", sha256=request.sha256(), said=said)


def _holds_label(arrays: Sequence[NDArray[Any]], at: int) -> bool:
    """Return whether an array is a label of comparisons."""
    return arrays[at].ndim == 1 and is_label([_column("mated", arrays[at])])


def _some(arrays: Mapping[str, NDArray[Any]], positions: Sequence[int]) -> Iterator[TableColumns[int]]:
    """Give the arrays at some positions as columns, all rows at once."""
    every = list(arrays.values())
    yield TableColumns(columns={at: _column("", every[at]) for at in positions}, first_row=1)


def _column(role: str, values: NDArray[Any]) -> pa.Array:
    values = np.ascontiguousarray(values)
    if role in ROLES and values.dtype.kind in "biuf":
        return pa.array(values)
    if role == "score" and values.dtype.kind in "fiub":
        return pa.array(
            values.astype(np.float32 if values.dtype.itemsize <= 4 and values.dtype.kind == "f" else np.float64)
        )
    return to_ids(values)  # of text that should be scores, whoever reads it says which cells are no numbers
