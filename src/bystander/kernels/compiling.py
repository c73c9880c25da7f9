"""How a kernel is compiled: no GIL, exact arithmetic, and kept on disk where a disk can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numba
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[Any]  # the compiler finds out the rest
F = TypeVar("F", bound="Callable[..., object]")


def kernel(function: F) -> F:
    """Compile at first use. A cache folder that cannot be written only costs compiling again."""
    try:
        compiled: F = numba.njit(function, nogil=True, cache=True)
    except RuntimeError:  # numba: "cannot cache function: no locator available"
        compiled = numba.njit(function, nogil=True)
    return compiled
