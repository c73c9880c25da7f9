"""A column that is held in Python, of whatever holds values, as an Arrow array: what is missing there is null here.

Some say what is missing by a value (None, NaN in a list, NaT, pandas.NA, numpy.ma.masked), others aside from their
values (masked arrays of numpy, nullable and sparse ones of pandas, categories); the value below a mask is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.tables.stored import simple

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAULTS = (pa.ArrowException, TypeError, ValueError, OverflowError, RuntimeError)


class NotAColumnError(Exception):
    """It has not one dimension. ``dimensions``: how many it has."""

    def __init__(self, dimensions: int) -> None:
        """Make one for an array of so many dimensions."""
        super().__init__(dimensions)
        self.dimensions = dimensions


def array_of(values: Any) -> pa.Array:  # noqa: ANN401 - whatever holds values
    """Return values as an Arrow array of one dimension, null where there is none.

    A whole number too large for any type is its digits. Raises NotAColumnError for an array of other dimensions, and
    ValueError for what is no column: values of several kinds, or on another device.
    """
    try:
        found = simple(_array(values))
    except _FAULTS as fault:
        message = type(values).__name__
        raise ValueError(message) from fault
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def collected(source: Any) -> Any:  # noqa: ANN401 - whatever holds values
    """Return what a lazy frame or array of polars or dask stands for, and everything else as it is."""
    if hasattr(source, "__dask_graph__"):
        return source.compute()
    return source.collect() if hasattr(source, "collect") and hasattr(source, "collect_schema") else source


def _array(values: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    if isinstance(values, (pa.Array, pa.ChunkedArray)):
        return values
    if isinstance(values, (list, tuple)):
        return _of_objects(values)
    if hasattr(values, "__arrow_c_stream__") or not isinstance(getattr(values, "dtype", None), (np.dtype, type(None))):
        try:  # a series, or an array with a type of pandas, which has its own way to say what is missing
            return pa.array(values, from_pandas=True)
        except _FAULTS:  # sparse, in the order of another machine, or objects
            if not hasattr(values, "__array__"):
                raise
    return _of_numpy(values) if hasattr(values, "__array__") else pa.array(values)


def _of_numpy(values: Any) -> pa.Array:  # noqa: ANN401 - an array of any library
    mask = getattr(values, "mask", None)  # numpy's, and those of libraries that do as it does
    plain = np.asarray(values)
    gaps = None if mask is None or callable(mask) else np.broadcast_to(np.asarray(mask, np.bool_), plain.shape)
    if plain.ndim > 1 and plain.size == max(plain.shape):  # one column, or one row
        plain, gaps = plain.ravel(), None if gaps is None else gaps.ravel()
    if plain.ndim != 1:
        raise NotAColumnError(plain.ndim)
    if plain.dtype.hasobject:
        return _of_objects(plain.tolist() if gaps is None else np.where(gaps, np.array(None, object), plain).tolist())
    return pa.array(plain.astype(plain.dtype.newbyteorder("="), copy=False), mask=gaps, from_pandas=True)


def _of_objects(values: Sequence[Any]) -> pa.Array:
    """Return objects of Python as an array; NaN, NaT and pandas.NA say among them that there is none."""
    known = [None if value is np.ma.masked else value for value in values]
    try:
        return pa.array(known, from_pandas=True)
    except OverflowError:  # whole numbers that 64 bits with a sign do not hold
        if any(isinstance(value, str) for value in known):
            raise
        whole = [str(v) if isinstance(v, (int, np.integer)) and not isinstance(v, bool) else v for v in known]
        return pa.array(whole, pa.large_utf8(), from_pandas=True)
