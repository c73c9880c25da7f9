"""What near products leave open: the pairs of a trial whose exact score matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from bystander.kernels.embeddings import STRIDE, scan
from bystander.tally.searches.vectors import LOW, squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches.products import Products
    from bystander.tally.searches.vectors import Codes, Pairs, Scores

ROWS, COLUMNS = 240, 4096  # of a block of products: whole tiles, and small enough to stay near the processor
ROOM = 64  # candidates that a probe has room for in a block, at first
CROWD = 4096  # candidates for the best that a probe may have
UNREACHED = 1e308  # a score that no pair has

Listed = tuple["Codes", "Codes"]


class _Rivals(NamedTuple):
    """Whose score may be the best wrong one of a probe, and what it nearly is."""

    probe: Codes
    column: Codes
    score: Scores

    def and_then(self, others: _Rivals) -> _Rivals:
        return _Rivals(
            np.concatenate([self.probe, others.probe]),
            np.concatenate([self.column, others.column]),
            np.concatenate([self.score, others.score]),
        )

    def kept(self, wanted: NDArray[np.bool_]) -> _Rivals:
        return _Rivals(self.probe[wanted], self.column[wanted], self.score[wanted])


@dataclass(frozen=True, kw_only=True)
class Open:
    """What products leave open, and what they settle, for some probes in a row."""

    above: Codes  # for each probe, identities that are surely above its mate
    doubtful: Listed  # probes and identities that may be: above it, equal to it, or neither
    tail: Listed  # probes and references whose score may reach the floor
    best: Listed  # probes and references whose score may be the best wrong one
    crowded: Codes  # probes with too many of these to be listed


class Scanner(Protocol):
    """Whoever goes through all references for some probes."""

    rows: int  # probes that are gone through at a time
    slack: Scores  # for each probe, how far off its scores may be

    def near(self, probes: Codes) -> Scores:
        """Return what the scores of some probes with all references nearly are."""

    def open(self, first: int, last: int, floor: float) -> Open:
        """Say what is open for probes ``first`` to ``last`` and a floor of the tail."""


def slack_of(pairs: Pairs, slack: Scores) -> Scores:
    """Return how far a score may be off, where the product may be off by ``slack``: rounding of float64 is in it."""
    longest, own = np.sqrt(squares(pairs.references).max(initial=0.0)), np.sqrt(squares(pairs.probes))
    rounding = (pairs.probes.shape[1] + 16) * 2.0**-52 * (own + longest) ** 2
    return np.asarray((2 if pairs.l2 else 1) * slack + rounding)


class CompiledScanner:
    """Goes through blocks of whole products with compiled code."""

    def __init__(self, pairs: Pairs, mate: Scores, wanted: NDArray[np.bool_], products: Products) -> None:
        self.rows, self._room = ROWS, ROOM
        self._pairs, self._wanted, self._products = pairs, wanted, products
        self.slack = slack_of(pairs, products.slack)
        self._worth = (2 if pairs.l2 else 1) * products.unit
        far = squares if pairs.l2 else lambda vectors: np.zeros(len(vectors))
        self._own, self._theirs = far(pairs.probes), far(pairs.references)
        there = mate > LOW
        self._level = np.where(there, mate - self.slack, UNREACHED)
        self._sure = np.where(there, mate + self.slack, UNREACHED)
        self._blocks = [
            (first, last, np.minimum.reduceat(self._theirs[first:last], np.arange(0, last - first, STRIDE)))
            for first, last in column_blocks(pairs.ends, COLUMNS)
        ]

    def near(self, probes: Codes) -> Scores:
        """Return what the scores of some probes with all references nearly are."""
        end = len(self._pairs.identity)
        product, left = self._products.block(probes, 0, end)
        return np.asarray(
            self._worth[probes, None] * product[:, left : left + end] - self._own[probes, None] - self._theirs
        )

    def open(self, first: int, last: int, floor: float) -> Open:
        """Say what is open for probes ``first`` to ``last`` and a floor of the tail."""
        n, rows = last - first, slice(first, last)
        best, above = np.full(n, -UNREACHED), np.zeros(n, np.int64)
        lowest = np.where(self._wanted[rows], floor - self.slack[rows], UNREACHED)
        margin = 2 * self.slack[rows]
        rivals = _Rivals(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
        crowded = np.zeros(n, np.bool_)
        doubtful, tail = [], []
        for block in self._blocks:
            one, two, more = self._block(rows, block, lowest, margin, best, above)
            doubtful.append(one)
            tail.append(two)
            rivals = rivals.and_then(more)
            rivals = rivals.kept(rivals.score >= (best - margin)[rivals.probe])
            crowded |= np.bincount(rivals.probe, minlength=n) > CROWD
            rivals = rivals.kept(~crowded[rivals.probe])
        return Open(
            above=above, doubtful=_joined(doubtful, first), tail=_joined(tail, first),
            best=(first + rivals.probe, rivals.column), crowded=first + np.flatnonzero(crowded),
        )  # fmt: skip

    def _block(  # noqa: PLR0917
        self, rows: slice, block: tuple[int, int, Scores], lowest: Scores, margin: Scores, best: Scores, above: Codes
    ) -> tuple[Listed, Listed, _Rivals]:
        """Go through a block of references: doubtful identities, the tail, and rivals of the best of each probe."""
        first, last, nearest = block
        product, left = self._products.block(np.arange(rows.start, rows.stop), first, last)
        kept = best.copy(), above.copy()
        room = self._room
        while True:
            lists, score = np.empty((3, len(above), room), np.int64), np.empty((len(above), room))
            counts = np.zeros((3, len(above)), np.int64)
            scan(
                product, left, first, self._worth[rows], self._own[rows], self._theirs[first:last], nearest,
                self._pairs.person[rows], self._pairs.identity[first:last], self._level[rows], self._sure[rows],
                lowest, best, margin, above, lists[0], lists[1], lists[2], score, counts,
            )  # fmt: skip
            most = int(counts.max(initial=0))
            if most <= room:
                there = [_filled(count) for count in counts]
                doubtful, tail, rivals = ((at, values[at, k]) for values, (at, k) in zip(lists, there, strict=True))
                return doubtful, tail, _Rivals(*rivals, score[there[2]])
            room = self._room = 2 * most  # a probe with more than there was room for: go over this block again
            best[:], above[:] = kept


def column_blocks(ends: Codes, columns: int) -> list[tuple[int, int]]:
    """Cut the sorted references into blocks of about so many that part no identity."""
    blocks, first, at = [], 0, 0
    while at < len(ends):
        upto = max(int(np.searchsorted(ends, first + columns, "right")), at + 1)
        blocks.append((first, int(ends[upto - 1])))
        first, at = int(ends[upto - 1]), upto
    return blocks


def _filled(count: Codes) -> tuple[Codes, Codes]:
    """Return row and place of all that stands in lists of some lengths."""
    at = np.repeat(np.arange(len(count)), count)
    return at, np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)


def _joined(parts: list[Listed], first: int) -> Listed:
    at, values = zip(*parts, strict=True)
    return first + np.concatenate(at), np.concatenate(values)
