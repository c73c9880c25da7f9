"""Trials with labels beside the cells of a matrix: which cell has which label, in either order of the two samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.int32]
    Flags = NDArray[np.bool_]

NO_TRIAL = -1


@dataclass(frozen=True, kw_only=True)
class CellLabels:
    """``label``: int8 matrix, 1 mated, 0 non-mated, -1 in no trial. ``apart``: cells of two samples.

    Of each trial: ``scored``, whether it has a score; ``conflicting``, whether it is listed again with another label.
    """

    label: NDArray[np.int8]
    apart: Flags
    scored: Flags
    conflicting: Flags

    def unlisted(self, empty: Flags | None) -> Flags:
        """Return the cells that hold a score of two samples and are in no trial."""
        without = (self.label < 0) & self.apart
        return without if empty is None else without & ~empty


@dataclass(frozen=True, kw_only=True)
class CodedTrials:
    """The samples of both sides of a matrix and of both sides of trials, as codes below ``size``, -1 for no name.

    ``label``: of each trial, 1 mated, 0 non-mated, -1 not given.
    """

    size: int
    rows: Codes
    columns: Codes
    first: Codes
    second: Codes
    label: NDArray[np.int8]

    def cells(self, empty: Flags | None) -> CellLabels:
        """Give each cell the label of its trial. ``empty``: cells without a score, or None."""
        row_of, column_of = self._places(self.rows), self._places(self.columns)
        label = np.full((len(self.rows), len(self.columns)), NO_TRIAL, np.int8)
        scored, conflicting = np.zeros(len(self.label), np.bool_), np.zeros(len(self.label), np.bool_)
        ways = [(row_of[one], column_of[other]) for one, other in self._orders()]
        for at, across in ways:
            there = (at >= 0) & (across >= 0)
            label[at[there], across[there]] = self.label[there]
        for at, across in ways:
            there = (at >= 0) & (across >= 0)
            conflicting |= there & (label[at, across] != self.label)
            scored |= there if empty is None else there & ~empty[at, across]
        apart = self.rows[:, None] != self.columns[None, :]
        return CellLabels(label=label, apart=apart, scored=scored, conflicting=conflicting)

    def denied(self, probe: Codes, reference: Codes) -> Flags:
        """Tell which trials have another label than the people of their samples; people of the rows and columns."""
        person = np.full(self.size + 1, -1, np.int64)  # the last one is for no name
        person[self.rows], person[self.columns] = probe, reference
        person[self.size] = -1
        one, other = person[self.first], person[self.second]
        denied: Flags = (one >= 0) & (other >= 0) & (self.label >= 0) & ((one == other) != (self.label > 0))
        return denied

    def _orders(self) -> list[tuple[Codes, Codes]]:
        return [(self.first, self.second), (self.second, self.first)]

    def _places(self, side: Codes) -> NDArray[np.int64]:
        """Return the place of each code on a side, -1 of one that is not there."""
        place = np.full(self.size + 1, -1, np.int64)  # the last one is for no name
        place[side] = np.arange(len(side))
        place[self.size] = -1
        return place
