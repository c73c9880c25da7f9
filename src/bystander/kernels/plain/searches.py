"""Two walks over candidates; see :mod:`bystander.kernels.searches`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


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

    ``top`` becomes the lowest code with the best wrong score. Returns how many rows stand in ``ahead`` and ``tail``.
    """
    wrong = person[search] != identity
    best = wrong & (score == other[search])
    np.minimum.at(top, search[best], identity[best])
    first = np.flatnonzero(wrong & mated[search] & (score >= mate[search]))
    second = np.flatnonzero(wrong & wanted[search] & (score >= floor))
    ahead[: len(first)], tail[: len(second)] = first, second
    return len(first), len(second)
