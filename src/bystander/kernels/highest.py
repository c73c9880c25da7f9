"""The highest scores in the making: those that surely are not among them make room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.kernels.compiling import kernel
from bystander.kernels.plain import highest as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array


@kernel(plain.keep_reaching)
def keep_reaching(bound: float, score: Array, one: Array, other: Array, filled: int) -> int:
    """Move the rows whose score is the bound or more to the front, in their order; returns how many."""
    kept = 0
    for i in range(filled):  # no branch: it would be guessed wrong
        value = score[i]
        score[kept], one[kept], other[kept] = value, one[i], other[i]
        kept += value >= bound
    return kept
