"""Comparisons below the tail that errors may be asked for: kept while all are read, so that nobody reads them again.

How far down that is, only the whole trial tells, so it is guessed from the first rows that come along. Where the guess
proves wrong, or would keep too many, a second reading keeps what it has to, and where that is too many, too, a third
counts. None of this changes a number.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from math import inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import frozen
from bystander.kernels.survey import keep_above
from bystander.tally.comparisons.columns import Columns, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch

MOST = 8 << 20  # comparisons that are kept, 12 or 16 bytes each
ROOM = 1 << 18  # of one piece of memory
SAMPLED = 1 << 16  # scores that the guess rests on
MARGIN, ERRORS = 1.15, 4  # a larger share than the one seen, and by so many standard errors


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What errors are asked for: target rates, and cutoffs, beside those where both errors are equal."""

    targets: Sequence[float] = ()
    cutoffs: Sequence[float] = ()


class Reserve:
    """What all threads keep together. ``rows``: comparisons of the trial; ``tail``: those that the tail holds."""

    def __init__(self, asked: Asked, *, rows: int, tail: int, most: int = MOST) -> None:
        self.most = most
        self._asked, self._rows, self._tail = asked, rows, tail
        self._floor: float | None = None
        self._lock = threading.Lock()
        self._parts: list[Kept] = []

    def start(self) -> Keeping:
        """Begin in one thread."""
        kept = Kept()
        with self._lock:
            self._parts.append(kept)
        return Keeping(self, kept)

    def begin_again(self, floor: float) -> None:
        """Keep everything from a known score on, and nothing of what was kept before."""
        self._parts, self._floor = [], floor

    def floor(self, columns: Columns) -> float:
        """Return the score from which on all are kept, infinite for none: guessed from the first rows to be seen."""
        with self._lock:
            if self._floor is None:
                self._floor = self._guess(columns)
            elif sum(part.size for part in self._parts) > self.most:
                self._floor = inf
            return self._floor

    @property
    def lowest_asked(self) -> float:
        """The lowest cutoff that was asked for; infinite for none."""
        return min(self._asked.cutoffs, default=inf)

    def reaches(self, cutoff: float) -> bool:
        """Return whether everything at a cutoff and above is here."""
        return self._floor is not None and cutoff >= self._floor

    def columns(self) -> Iterator[Columns]:
        """Yield what is kept, piece by piece."""
        for part in self._parts:
            yield from part.columns()

    def _guess(self, columns: Columns) -> float:
        other, mated = _finite(columns.score[~columns.mated]), np.sort(_finite(columns.score[columns.mated]))
        if not len(other):
            return inf
        sample = np.sort(other[:: max(1, len(other) // SAMPLED)])
        shares = [*self._asked.targets, *(_share(sample, cutoff) for cutoff in self._asked.cutoffs)]
        if len(mated):
            shares.append(_share(sample, float(mated[_equal(sample, mated)])))
        share = max(shares, default=0.0)
        wide = MARGIN * share + ERRORS * sqrt(share / len(sample))
        if not self._tail < wide * self._rows <= self.most:  # the tail will do, or there are too many
            return inf
        return min([float(sample[int(len(sample) * max(0.0, 1 - wide))]), *self._asked.cutoffs])


class Keeping:
    """One thread that keeps."""

    def __init__(self, reserve: Reserve, kept: Kept) -> None:
        self._reserve, self._kept = reserve, kept
        self._floor = -inf

    def add(self, batch: Batch) -> None:
        """Keep what has to be kept of a block, which others do not need in parts."""
        columns = columns_of(batch, named=True)
        self.add_block(columns)
        for part in columns.chunks():
            self.add_part(part)

    def add_block(self, columns: Columns) -> None:
        """Say which block comes next; its parts are added one by one."""
        self._floor = self._reserve.floor(columns)
        if self._floor == inf:
            self._kept.drop()

    def add_part(self, part: Columns) -> None:
        """Keep what lies at the floor or above."""
        if self._floor < inf:
            self._kept.add(part, self._floor)


class Kept:
    """What one thread keeps; it knows of no reserve, so that its memory is given back at once."""

    def __init__(self) -> None:
        self.drop()

    def drop(self) -> None:
        """Keep nothing."""
        self._pieces: list[Columns] = []
        self._filled = 0

    @property
    def size(self) -> int:
        """Comparisons that are kept."""
        return max(0, len(self._pieces) - 1) * ROOM + self._filled

    def add(self, part: Columns, floor: float) -> None:
        """Keep what lies at the floor or above."""
        done = 0
        while done < len(part.score):
            if not self._pieces or self._filled == ROOM:
                self._pieces.append(_room(part.score.dtype))
                self._filled = 0
            piece = self._pieces[-1]
            done, self._filled = keep_above(
                part.score, part.probe, part.reference, part.mated, floor,
                piece.score, piece.probe, piece.reference, self._filled, done,
            )  # fmt: skip

    def columns(self) -> Iterator[Columns]:
        """Yield what is kept, piece by piece."""
        for number, piece in enumerate(self._pieces, 1):
            of = slice(0, self._filled if number == len(self._pieces) else ROOM)
            yield Columns(*(frozen(column[of]) for column in (piece.score, piece.probe, piece.reference, piece.mated)))


def _room(score: np.dtype[np.floating]) -> Columns:
    people = np.empty((2, ROOM), np.int32)
    return Columns(np.empty(ROOM, score), people[0], people[1], np.zeros(ROOM, np.bool_))


def _finite(scores: NDArray[np.floating]) -> NDArray[np.floating]:
    finite: NDArray[np.floating] = scores[np.isfinite(scores)]
    return finite


def _share(sample: NDArray[np.floating], cutoff: float) -> float:
    return 1 - float(np.searchsorted(sample, cutoff, side="left")) / len(sample)


def _equal(sample: NDArray[np.floating], mated: NDArray[np.floating]) -> int:
    """Return the place of a mated score below which errors are probably not equal yet; both ascend."""
    accepted = 1 - np.searchsorted(sample, mated, side="left") / len(sample)
    place = int(np.argmax(np.append(accepted < np.arange(len(mated)) / len(mated), [True])))
    return min(max(0, int(place - ERRORS * sqrt(place + 1))), len(mated) - 1)
