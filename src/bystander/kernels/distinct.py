"""Which values there are, each once and ascending: by sorting.

Since version 2.3 numpy's ``unique`` puts whole numbers into a hash table when nothing but the values is asked for,
which takes twenty to ninety times as long as sorting them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)


def runs(ascending: NDArray[T]) -> tuple[NDArray[T], NDArray[np.int64]]:
    """Return the different values of a flat array, and how often each occurs: it ascends already, and has no NaN."""
    last = np.ones(len(ascending), bool)  # of its value
    np.not_equal(ascending[1:], ascending[:-1], out=last[:-1])
    places = np.flatnonzero(last)
    return ascending[places], np.diff(places, prepend=-1)


def distinct(values: NDArray[T]) -> NDArray[T]:
    """Return the different values of an array of any shape, ascending, as a flat array; NaN once, at the end."""
    ordered = np.sort(values, axis=None)
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    if np.issubdtype(ordered.dtype, np.floating):
        not_a_number: Any = np.nan
        new[np.searchsorted(ordered, not_a_number) + 1 :] = False
    return ordered[new]
