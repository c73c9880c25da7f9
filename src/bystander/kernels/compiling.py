"""Whether a loop is compiled, and how: no GIL, exact arithmetic, and kept on disk where a disk can be written.

Here alone it is decided: with numba a kernel is compiled, and without it its twin of :mod:`bystander.kernels.plain` is
what its name stands for, so that whoever calls it need not know. Both at the first call: to import numba takes a
quarter of a second, and most small evidence is tallied without it.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FunctionType

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
    _leave_out_linear_algebra()
    return True


def _leave_out_linear_algebra() -> None:
    """Keep numba from importing scipy's linear algebra only to see that it is there: 0.15 CPU seconds.

    No kernel multiplies matrices; one that did would have it imported then.
    """
    try:
        from numba.np import linalg

        look, linalg.ensure_blas = linalg.ensure_blas, lambda: None
        try:
            import numba.np.arraymath  # noqa: F401 - it looks when it is imported
        finally:
            linalg.ensure_blas = look
    except (ImportError, AttributeError):  # pragma: no cover - a numba that looks elsewhere
        return


class Kernel:
    """A loop that is compiled when it is called first, or whose twin is called."""

    def __init__(self, function: FunctionType, plain: Callable[..., object] | None, *, inside: bool) -> None:
        self._function, self._plain, self._inside = function, plain, inside

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401 - those of the loop
        """Return what the loop returns."""
        return self.ready(*arguments)

    @cached_property
    def ready(self) -> Any:  # noqa: ANN401 - numba has no types
        """Return the loop as the compiler has it, or its twin."""
        if not compiler():
            return self._plain or self._function
        import numba

        known = self._function.__globals__
        for name in self._function.__code__.co_names:  # compiled code calls nothing but compiled code
            if isinstance(step := known.get(name), Kernel):
                known[name] = step.ready
        try:
            return numba.njit(self._function, nogil=True, cache=True, forceinline=self._inside)
        except RuntimeError:  # numba: "cannot cache function: no locator available"
            return numba.njit(self._function, nogil=True, forceinline=self._inside)


def kernel(plain: Callable[..., object] | None = None, *, inside: bool = False) -> Callable[[F], F]:
    """Return a decorator that compiles a function, or puts its twin ``plain`` in its place, at its first call.

    Without a twin the function stays as it is: a step of others, or one that is not called without a compiler.
    A cache folder that cannot be written only costs compiling again. ``inside``: a step that is always put into the
    loop that calls it, so that the processor may do several rounds of it at once; the compiler alone would call it.
    """

    def later(function: F) -> F:
        loop: Any = Kernel(function, plain, inside=inside)  # type: ignore[arg-type]
        return loop  # type: ignore[no-any-return]

    return later
