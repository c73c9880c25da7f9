"""Evidence that is held in Python: frames, dictionaries of arrays, records, scores with labels, as one Arrow table."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev111_in_memory as ev111
from bystander.evidence.tables.flags import kind_named, meaning, plain, words_of
from bystander.evidence.tables.held_column import NotAColumnError, array_of, collected

_PAIR = 2
_MOST = 64  # distinct values of labels, however each is written


def held(source: object) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return what is held in memory as a pyarrow table, and everything else, paths above all, as it is.

    A lazy frame is collected. Raises EvidenceError for arrays that cannot be told apart, or made a table.
    """
    if isinstance(source, pa.Table):
        return source
    source = collected(source)
    if hasattr(source, "__arrow_c_stream__"):
        return _frame(source)
    if isinstance(source, np.ndarray) and source.dtype.names is not None:
        return _columns({name: source[name] for name in source.dtype.names})
    if isinstance(source, Mapping):
        return _columns(of_both_kinds(source) or source)
    if isinstance(source, (list, tuple)):
        return _sequence(source)
    if hasattr(source, "__array__"):
        planned = _is_table(source) and hasattr(source, "compute")
        raise _stopped(ev111.not_computed(type(source).__name__) if planned else ev111.several_arrays(1))
    return source


def _frame(source: Any) -> Any:  # noqa: ANN401 - a frame of any library
    try:
        return pa.table(source)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as fault:
        if not _is_table(source):  # a series offers a stream too, of its values
            raise _stopped(ev111.one_column()) from fault
        if not hasattr(source, "items"):
            raise _stopped(ev111.unreadable(type(source).__name__)) from fault
    # of pandas: columns of one name, sparse ones, whole numbers of any size, or values of several kinds
    columns = [(str(name), _column(values, str(name))) for name, values in source.items()]
    return pa.table([column for _, column in columns], names=[name for name, _ in columns])


def _sequence(source: Sequence[Any]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return two arrays or a list of records as a table; paths, and other evidence, as they are."""
    if len(source) == 1 and not isinstance(source[0], (int, float, np.generic, Mapping)):
        return held(source[0])
    if source and all(isinstance(one, Mapping) for one in source):
        names = dict.fromkeys(name for one in source for name in one)  # the first may lack some
        return _columns({name: [one.get(name) for one in source] for name in names})
    if source and all(isinstance(one, (int, float, np.generic)) for one in source):
        raise _stopped(ev111.several_arrays(1))
    if any(_is_table(one) for one in source):
        raise _stopped(ev111.several_tables())
    if not source or not all(_is_array(one) for one in source):
        return source
    if len(source) != _PAIR:
        raise _stopped(ev111.several_arrays(len(source)))
    first, second = (_column(one) for one in source)
    labels = [_is_label(one) for one in (first, second)]
    if sum(labels) != 1 or len(first) != len(second):
        raise _stopped(ev111.two_arrays(sum(labels) if sum(labels) != 1 else 0, equal=len(first) == len(second)))
    score, mated = (second, first) if labels[0] else (first, second)
    return pa.table({"score": score, "mated": mated})


def of_both_kinds(source: Mapping[Any, Any]) -> dict[str, Any] | None:
    """Return scores and labels of mated and non-mated scores that stand apart, each under a word for its kind."""
    words = [plain(name).removesuffix("scores").removesuffix("score") for name in source]
    said = [kind_named(word) for word in words]
    if said not in ([True, False], [False, True]):
        return None
    parts = [_column(values) for values in source.values()]
    if any(_is_label(part) for part in parts):
        return None
    mated = np.concatenate([np.full(len(part), kind) for part, kind in zip(parts, said, strict=True)])
    return {"score": pa.concat_arrays([part.cast(pa.float64()) for part in parts]), "mated": mated}


def _columns(arrays: Mapping[Any, Any]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    columns = {str(name): _column(values, str(name)) for name, values in arrays.items()}
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise _stopped(ev111.not_of_one_length(len(lengths)))
    return pa.table(columns)


def _is_table(one: object) -> bool:
    """Return whether something has columns by name: a frame of any library, or an Arrow table."""
    return hasattr(one, "columns") and (hasattr(one, "__arrow_c_stream__") or hasattr(one, "__array__"))


def _is_array(one: object) -> bool:
    if isinstance(one, (str, bytes, os.PathLike)):
        return False
    return isinstance(one, (list, tuple)) or hasattr(one, "__array__")


def _column(values: Any, name: str = "") -> pa.Array:  # noqa: ANN401 - whatever holds values
    """Return values as an Arrow array of one dimension. Raises EvidenceError where they are none."""
    values = collected(values)
    if _is_table(values):
        raise _stopped(ev111.several_tables())
    try:
        return array_of(values)
    except NotAColumnError as fault:
        raise _stopped(ev111.not_a_column(fault.dimensions)) from fault
    except ValueError as fault:
        raise _stopped(ev111.unreadable(type(values).__name__, name)) from fault


def _is_label(column: pa.Array) -> bool:
    """Return whether values are flags of both kinds, each of them known."""
    if pa.types.is_nested(column.type) or len(column.unique()) > _MOST:
        return False
    words = words_of(column).distinct
    said = meaning(words, "mated") or {}
    return len(said) == len(words) and len({*said.values()}) == _PAIR


def _stopped(problem: Any) -> EvidenceError:  # noqa: ANN401 - a problem
    return EvidenceError(ev111.NAME, [problem])
