"""Blocks that tell how much of them has been read: what progress is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.evidence.comparisons.trial import Batch, Block, Columns, Trial


@dataclass(slots=True)  # not frozen: the contract of a block has a plain ``rows``
class WatchedBlock:
    """A block; ``advance`` is told of its rows whenever it has been read, by whatever thread."""

    block: Block
    rows: int
    advance: Callable[[float], None]

    def read(self, columns: Columns = "all") -> Batch:
        """Read it."""
        batch = self.block.read(columns)
        self.advance(self.rows)
        return batch

    def place(self, position: int) -> str:
        """Say where a row of the block stands in the file."""
        place = getattr(self.block, "place", None)
        return f"row {position + 1:,} of its block" if place is None else str(place(position))


def watched(trial: Trial, advance: Callable[[float], None]) -> Trial:
    """Return a trial whose blocks tell when they are read."""
    return replace(trial, blocks=[WatchedBlock(block, block.rows, advance) for block in trial.blocks])
