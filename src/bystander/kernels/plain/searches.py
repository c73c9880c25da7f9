"""Two walks over candidates; see :mod:`bystander.kernels.searches`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


NOBODY = np.iinfo(np.int32).max  # a code that nobody has: nothing seen


def only_one(search: Array, identity: Array, searches: int) -> Array:
    """Return the one identity of each search that is given; -1: there are several, ``NOBODY``: there is none."""
    lowest, highest = np.full(searches, NOBODY, np.int32), np.full(searches, -1, np.int32)
    np.minimum.at(lowest, search, identity)
    np.maximum.at(highest, search, identity)
    return np.where((lowest == highest) | (lowest == NOBODY), lowest, np.int32(-1))


def one_of(one: Array, other: Array) -> Array:
    """Return the same of what two parts of the candidates gave."""
    return np.where((one == other) | (other == NOBODY), one, np.where(one == NOBODY, other, np.int32(-1)))


def best_scores(  # noqa: PLR0917 (as the kernel)
    search: Array, identity: Array, score: Array, person: Array, other: Array, mate: Array, last: Array
) -> None:
    """Raise the best wrong score and the best right one of each search, and lower the last one listed."""
    right = person[search] == identity
    np.maximum.at(mate, search[right], score[right])
    np.maximum.at(other, search[~right], score[~right])
    np.minimum.at(last, search, score)


def pick(  # noqa: PLR0917 (as the kernel)
    search: Array,
    identity: Array,
    score: Array,
    person: Array,
    mated: Array,
    wanted: Array,
    other: Array,
    mate: Array,
    floor: float,
    top: Array,
    ahead: Array,
    tail: Array,
) -> tuple[int, int]:
    """List the rows of wrong people: at the mate's score or above it, and at the floor or above it.

    ``top`` becomes the code with the best wrong score, -1 where several have it; what it held before counts as seen,
    ``NOBODY`` as nothing seen. Returns how many rows stand in ``ahead`` and ``tail``.
    """
    wrong = person[search] != identity
    best = wrong & (score == other[search])
    top[:] = one_of(top, only_one(search[best], identity[best], len(top)))
    first = np.flatnonzero(wrong & mated[search] & (score >= mate[search]))
    second = np.flatnonzero(wrong & wanted[search] & (score >= floor))
    ahead[: len(first)], tail[: len(second)] = first, second
    return len(first), len(second)
