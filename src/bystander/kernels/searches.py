"""Two walks over candidates: the best score on either side, then who matters beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import searches as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel(plain.best_scores)
def best_scores(  # noqa: PLR0917 (a kernel takes plain arrays)
    search: Array, identity: Array, score: Array, person: Array, other: Array, mate: Array, last: Array
) -> None:
    """Raise the best wrong score and the best right one of each search, and lower the last one listed."""
    for i in range(search.size):
        s = search[i]
        if identity[i] == person[s]:
            mate[s] = max(mate[s], score[i])
        else:
            other[s] = max(other[s], score[i])
        last[s] = min(last[s], score[i])


@kernel(plain.pick)
def pick(  # noqa: PLR0917 (a kernel takes plain arrays)
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
    n = m = 0
    for i in range(search.size):
        s = search[i]
        if identity[i] == person[s]:
            continue
        value = score[i]
        if value == other[s] and top[s] != identity[i]:
            top[s] = identity[i] if top[s] == plain.NOBODY else -1
        if mated[s] and value >= mate[s]:
            ahead[n] = i
            n += 1
        if wanted[s] and value >= floor:
            tail[m] = i
            m += 1
    return n, m
