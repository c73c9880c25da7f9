"""What the arrays of a ``.npz`` are called: matrices of scores, labels of one side or of both, in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

SCORES = ("scores", "score", "similarity", "similarities", "matrix", "distances", "distance", "sims", "score_matrix")
SIDES = {
    "probe": ("probe_subjects", "probe_subject", "probe_ids", "probe_id", "probe_labels", "probes", "probe", "rows",
              "row_ids", "row_labels", "query", "queries", "query_labels"),
    "reference": ("reference_subjects", "reference_subject", "reference_ids", "reference_id", "reference_labels",
                  "references", "reference", "columns", "column_ids", "column_labels", "gallery", "gallery_labels"),
}  # fmt: skip
LABELS = ("labels", "label", "subjects", "subject", "subject_ids", "subject_id", "names", "name", "ids", "identities",
          "identity", "people", "persons", "y", "targets")  # fmt: skip
ANYTHING = "x"  # what machine learning calls whatever it learns from: vectors, or a matrix of scores
PLANE = 2


def plainly(arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Return arrays by their names in lower case; two that differ in case alone keep their names."""
    lower = [name.casefold() for name in arrays]
    return {plain if lower.count(plain) == 1 else name: arrays[name] for name, plain in zip(arrays, lower, strict=True)}


def pick(arrays: Arrays, names: Sequence[str]) -> NDArray[Any] | None:
    """Return the first array of some names."""
    return next((arrays[name] for name in names if name in arrays), None)


def pick_plane(arrays: Arrays) -> NDArray[Any] | None:
    """Return the matrix of scores: of two dimensions, under any name of scores; None without one."""
    return next((arrays[name] for name in SCORES if name in arrays and arrays[name].ndim == PLANE), None)


def is_square_of(values: NDArray[Any], labels: NDArray[Any] | None) -> bool:
    """Return whether an array has as many rows as columns, and as many labels."""
    return values.ndim == PLANE and labels is not None and values.shape == (len(labels), len(labels))
