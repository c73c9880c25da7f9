"""What near products leave open: the pairs of a trial whose exact score matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bystander.kernels.embeddings import BEST, STRIDE, scan
from bystander.tally.searches.vectors import LOW, squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches.products import Products
    from bystander.tally.searches.vectors import Codes, Pairs, Scores

ROWS, COLUMNS = 240, 4096  # of a block of products: whole tiles, and small enough to stay near the processor
ROOM = 64  # candidates of the tail that a probe has room for in a block, at first
UNREACHED = 1e308  # a score that no pair has

Listed = tuple["Codes", "Codes"]


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
        self._slack = slack_of(pairs, products.slack)
        self._worth = (2 if pairs.l2 else 1) * products.unit
        far = squares if pairs.l2 else lambda vectors: np.zeros(len(vectors))
        self._own, self._theirs = far(pairs.probes), far(pairs.references)
        there = mate > LOW
        self._level = np.where(there, mate - self._slack, UNREACHED)
        self._sure = np.where(there, mate + self._slack, UNREACHED)
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
        above = np.zeros(n, np.int64)
        best = np.full((n, BEST), -UNREACHED), np.full((n, BEST), -1, np.int64)
        lowest = np.where(self._wanted[rows], floor - self._slack[rows], UNREACHED)
        listed = [self._block(rows, block, lowest, best, above) for block in self._blocks]
        score, column = best
        left = (score >= score[:, :1] - 2 * self._slack[rows, None]) & (column >= 0)
        crowded = left[:, BEST - 1]  # there may be more than were kept
        at, k = np.nonzero(left & ~crowded[:, None])
        return Open(
            above=above, doubtful=_joined([d for d, _ in listed]), tail=_joined([t for _, t in listed]),
            best=(first + at, column[at, k]), crowded=first + np.flatnonzero(crowded),
        )  # fmt: skip

    def _block(
        self, rows: slice, block: tuple[int, int, Scores], lowest: Scores, best: tuple[Scores, Codes], above: Codes
    ) -> tuple[Listed, Listed]:
        first, last, nearest = block
        product, left = self._products.block(np.arange(rows.start, rows.stop), first, last)
        kept = [a.copy() for a in (*best, above)]
        room = self._room
        while True:
            lists = np.empty((2, len(above), room), np.int64)
            counts = np.zeros((2, len(above)), np.int64)
            scan(
                product, left, first, self._worth[rows], self._own[rows], self._theirs[first:last], nearest,
                self._pairs.person[rows], self._pairs.identity[first:last], self._level[rows], self._sure[rows],
                lowest, *best, above, lists[0], counts[0], lists[1], counts[1],
            )  # fmt: skip
            most = int(counts.max(initial=0))
            if most <= room:
                return _listed(rows.start, lists[0], counts[0]), _listed(rows.start, lists[1], counts[1])
            room = self._room = 2 * most  # a probe with more than there was room for: go over this block again
            for array, before in zip((*best, above), kept, strict=True):
                array[:] = before


def column_blocks(ends: Codes, columns: int) -> list[tuple[int, int]]:
    """Cut the sorted references into blocks of about so many that part no identity."""
    blocks, first, at = [], 0, 0
    while at < len(ends):
        upto = max(int(np.searchsorted(ends, first + columns, "right")), at + 1)
        blocks.append((first, int(ends[upto - 1])))
        first, at = int(ends[upto - 1]), upto
    return blocks


def _listed(first: int, values: Codes, counts: Codes) -> Listed:
    at, k = np.nonzero(np.arange(values.shape[1])[None, :] < counts[:, None])
    return first + at, values[at, k]


def _joined(parts: list[Listed]) -> Listed:
    first, second = zip(*parts, strict=True)
    return np.concatenate(first), np.concatenate(second)
