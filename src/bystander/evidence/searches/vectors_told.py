"""Does a file hold vectors with labels? Its arrays and columns say so, and nothing that reads one is needed."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.formats.array_names import ANYTHING, PLANE, is_square_of, plainly
from bystander.evidence.tables.zipped import is_npz

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

VECTORS = ("vectors", "vector", "embeddings", "embedding", "features", "templates", "x")
SUBJECTS = ("subjects", "subject", "subject_ids", "subject_id", "labels", "label", "identities", "identity", "ids",
            "names", "name", "people", "persons", "y", "targets")  # fmt: skip
PROBE, REFERENCE = ("probe_", "probes_", "query_"), ("reference_", "references_", "gallery_", "enrolled_")
MATLAB = b"MATL"


def is_embeddings(path: Path) -> bool:
    """Return whether a file holds vectors with labels; what cannot be opened does not."""
    try:
        return path.is_file() and _holds_vectors(path)
    except (EvidenceError, OSError, ValueError, zipfile.BadZipFile, pa.ArrowException):
        return False


def _holds_vectors(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK") and is_npz(path):
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as arrays:
            names = {name.casefold() for name in arrays.files}
            if pick(names, "", VECTORS) == ANYTHING:
                return _is_of_vectors(plainly({name: arrays[name] for name in arrays.files}))
        return _has_vectors(names)
    if start == MATLAB:
        named = of_matlab(path)
        return _is_of_vectors(named) if pick(set(named), "", VECTORS) == ANYTHING else _has_vectors(set(named))
    if start == b"PAR1":
        import pyarrow.parquet as pq

        schema = pq.read_schema(path)
        name = pick(set(schema.names), "", VECTORS)
        return name is not None and is_list(schema.field(name).type)
    return False


def _has_vectors(names: set[str]) -> bool:
    return pick(names, "", VECTORS) is not None or pick(names, PROBE, VECTORS) is not None


def _is_of_vectors(arrays: dict[str, NDArray[Any]]) -> bool:
    """Return whether "X" is vectors with labels; a square of as many labels may be a matrix of scores."""
    labels = pick(set(arrays), "", SUBJECTS)
    values = arrays[ANYTHING]
    named = labels is not None and values.ndim == PLANE and values.shape[1] > 1
    return named and not is_square_of(values, arrays[labels or ""])


def of_matlab(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a MATLAB file by their names, in lower case."""
    from bystander.evidence.formats.matlab import load

    return plainly(load(path))


def is_list(kind: pa.DataType) -> bool:
    """Return whether the cells of a column are lists, as vectors are."""
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def pick(names: set[str], prefix: str | tuple[str, ...], wanted: tuple[str, ...]) -> str | None:
    """Return the first of some names, behind one of some prefixes, that is there; None where none is."""
    prefixes = (prefix,) if isinstance(prefix, str) else prefix
    return next((p + w for p in prefixes for w in wanted if p + w in names), None)
