"""Identifiers of any type as text that is equal exactly where the identifiers are.

A whole number is its digits, whatever it is stored as; bytes are their text, or their hexadecimal digits where they are
none; a decimal has no zeros at its end. What is no number (NaN) is no identifier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev29_identifiers import ROUNDED, unusable
from bystander.evidence.tables.stored import simple

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from numpy.typing import NDArray

    Number = NDArray[np.floating]

_WORD = 8  # bytes of the widest numbers that pyarrow knows
_MOST = (1 << 63) - 1  # the largest whole number that a code is looked up by
_EXACT = {pa.float16(): 1 << 11, pa.float32(): 1 << 24, pa.float64(): 1 << 53}  # up to here no whole number is skipped


def is_one_value(kind: pa.DataType) -> bool:
    """Return whether a cell of this type can be an identifier: one value, and not only true or false."""
    while isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    if pa.types.is_run_end_encoded(kind) or pa.types.is_dictionary(kind):
        return is_one_value(kind.value_type)
    return not (pa.types.is_nested(kind) or pa.types.is_boolean(kind))


def as_words(values: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return identifiers as text, without the white space around them; null where there is none."""
    values = simple(values)
    kind = values.type
    if pa.types.is_floating(kind):
        values = _each(values, _of_float)
    elif pa.types.is_decimal(kind):
        values = _each(values, _of_decimal)
    elif pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        values = _each(values, _of_bytes)
    return pc.utf8_trim_whitespace(values.cast(pa.large_utf8()))


def are_codes(column: pa.Array | pa.ChunkedArray) -> bool:
    """Return whether all identifiers are whole numbers of 64 bits with a sign, exactly as they were given."""
    kind = column.type
    if pa.types.is_uint64(kind):
        top = pc.max(column).as_py()
        return top is None or top <= _MOST
    if pa.types.is_floating(kind):
        # what a spreadsheet or pandas makes of whole numbers when one of them is missing
        chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
        return all(_whole(floats(chunk), _EXACT[kind]) for chunk in chunks)
    return bool(pa.types.is_integer(kind))


def floats(array: pa.Array) -> NDArray[np.float64]:
    """Return floating-point numbers of any width, NaN where there is none."""
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.float64)


def _whole(values: Number, exact: int) -> bool:
    known = values[np.isfinite(values)]
    return bool(np.all(known % 1 == 0) and np.all(np.abs(known) <= exact))


@dataclass
class Rounding:
    """Whether identifiers may have been joined by the floating-point numbers that they are stored as.

    Whole numbers above 2^53 (of float32 above 2^24) share their places there. They are taken at their word only where
    the same identifiers stand elsewhere as whole numbers, and every one of those has a place of its own.
    """

    name: str = "the evidence"
    doubtful: bool = False
    vouched: bool = False
    lost: bool = False

    def see(self, values: pa.Array) -> None:
        """Take in distinct identifiers of one column."""
        kind = values.type
        if pa.types.is_floating(kind):
            known = floats(values)
            self.doubtful |= bool(np.any(np.abs(known[np.isfinite(known)]) > _EXACT[kind]))
        elif pa.types.is_int64(kind) or pa.types.is_uint64(kind):
            exact = values.drop_null().to_numpy(zero_copy_only=False)
            large = exact[(exact > _EXACT[pa.float64()]) | (exact < -_EXACT[pa.float64()])].tolist()
            self.vouched |= bool(large)
            self.lost |= any(int(float(number)) != number for number in large)

    def settle(self) -> None:
        """Raise EvidenceError where people may have been joined."""
        if self.doubtful and (self.lost or not self.vouched):
            raise EvidenceError(self.name, [unusable(self.name, ROUNDED)])


def _each(values: pa.Array, word: Callable[[Any], str | None]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    return pa.array([None if value is None else word(value) for value in values.to_pylist()], pa.large_utf8())


def _of_float(value: float) -> str | None:
    if not np.isfinite(value):
        return None
    return str(int(value)) if value == int(value) else repr(value)


def _of_decimal(value: Decimal) -> str | None:
    if not value.is_finite():
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_bytes(value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return value.hex()
    return text if text.strip().isprintable() else value.hex()


def to_ids(values: NDArray[Any]) -> pa.Array:
    """Return a NumPy array of identifiers as a pyarrow array."""
    kind = values.dtype.kind
    if kind in "iuf" and values.dtype.itemsize <= _WORD:
        return pa.array(np.ascontiguousarray(values, values.dtype.newbyteorder("=")))
    if kind == "S":
        return as_words(pa.array(values.tolist(), pa.large_binary()))
    return pa.array([str(v) for v in values.tolist()], pa.large_utf8())
