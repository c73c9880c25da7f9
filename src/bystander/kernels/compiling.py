"""Whether a loop is compiled, and how: no GIL, exact arithmetic, and kept on disk where a disk can be written.

Here alone it is decided: with numba a kernel is compiled, and without it its twin of :mod:`bystander.kernels.plain` is
what its name stands for, so that whoever calls it need not know.
"""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[Any]  # the compiler finds out the rest
F = TypeVar("F", bound="Callable[..., object]")


def frozen(column: NDArray[Any], dtype: type[np.generic] | None = None) -> NDArray[Any]:
    """Return a read-only contiguous view, so that a kernel is compiled once for each dtype."""
    view = np.ascontiguousarray(column, dtype).view()
    view.flags.writeable = False
    return view


@cache
def compiler() -> bool:
    """Return whether there is a compiler: numba is installed and can be imported, which takes half a second."""
    try:
        import numba  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    _ready()
    return True


def _ready() -> None:
    """Import what numba would import at the first kernel, without scipy.linalg: an eighth of a CPU second.

    numba imports that only to see whether it is there, and again once code multiplies matrices. No kernel does, and
    whoever does beside them finds it.
    """
    asked_for = "scipy.linalg.cython_blas"
    there = sys.modules.setdefault(asked_for, ModuleType(asked_for))
    try:
        import numba.np.arraymath  # noqa: F401 - here it is asked for
    finally:
        if there.__spec__ is None:
            del sys.modules[asked_for]


def kernel(plain: Callable[..., object] | None = None) -> Callable[[F], F]:
    """Return a decorator that compiles a function, or puts its twin ``plain`` in its place.

    Without a twin the function stays as it is: a step of others, or one that is not called without a compiler.
    Compiled is it at its first use. A cache folder that cannot be written only costs compiling again.
    """

    def decide(function: F) -> F:
        if not compiler():
            twin: Any = plain or function
            return twin  # type: ignore[no-any-return]
        import numba

        try:
            compiled: F = numba.njit(function, nogil=True, cache=True)
        except RuntimeError:  # numba: "cannot cache function: no locator available"
            compiled = numba.njit(function, nogil=True)
        return compiled

    return decide
