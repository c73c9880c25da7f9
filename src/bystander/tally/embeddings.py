"""All pairs of embeddings, folded to what each search came to, without a matrix of scores.

Blocks of products are made by the machine's fastest matrix product, in single precision, whose error is bounded
whatever its order of summation. Only pairs that the bound leaves open are scored exactly: a float64 sum from the first
coordinate to the last. So every path gives the same counts, on any machine: a small trial scores all pairs exactly.

    |fl(a.b) - a.b| <= g |a| |b|,  g = d u / (1 - d u),  u = 2^-24            (Higham 2002, 3.5)

Exact are: the mated scores, the rank of the mate, the best wrong score of every search, and all wrong scores above a
floor (the highest quarter of a million, and what ties with the last).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.tally.searches import LOW, NOBODY, SearchTally

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bystander.evidence.embeddings import Embeddings
    from bystander.evidence.searches import Searches
    from bystander.tally.searches import Accept

    Codes = NDArray[np.int64]
    Scores = NDArray[np.float64]

SMALL = 2_000_000  # pairs up to which all are scored exactly
KEPT = 1 << 18  # wrong scores that are kept
ROWS, COLUMNS = 1024, 4096  # of a block of products
ROOM = 64  # candidates of the tail that a probe has room for in a block, at first
MORE = 2  # times as many wrong scores reach the first floor, by guess, as are kept
PILOT = 128  # probes that the first floor is guessed from
CHUNK = 1 << 14  # pairs scored at a time where nothing is compiled


def tally_embeddings(searches: Searches, *, accept: Accept = "ge", small: int = SMALL) -> SearchTally:
    """Fold all pairs. ``small``: pairs up to which nothing is compiled; the tally does not depend on it."""
    e = searches.embeddings
    assert e is not None  # noqa: S101 - asked for only where there are some
    order = np.argsort(e.references.person, kind="stable")
    pairs = _Pairs(e, order)
    wanted = searches.mated if searches.left_out else ~searches.mated
    found = _all(pairs, wanted) if len(e.probes.person) * len(order) <= small else _scanned(pairs, wanted)
    other, top, mate, above, tied, tail_score, tail_search, floor = found
    there = searches.mated & (mate > LOW)
    return SearchTally(
        person=searches.person, unit=searches.unit, mated=searches.mated, failed=searches.failed, other=other, top=top,
        mate=np.where(there, mate, LOW), rank=np.where(there, 1 + above + tied, 0),
        best_rank=np.where(there, 1 + above, 0), beyond=np.full(len(other), LOW), tail_score=tail_score,
        tail_search=tail_search, tail_floor=floor, accept=accept,
    )  # fmt: skip


Found = tuple["Scores", "NDArray[np.int32]", "Scores", "Codes", "Codes", "Scores", "Codes", float]


@dataclass
class _Pairs:
    """Probes, references sorted by person, and the exact score of any pair of them."""

    embeddings: Embeddings
    order: Codes

    def __post_init__(self) -> None:
        e = self.embeddings
        self.probes, self.person = e.probes.vectors, e.probes.person
        self.references = np.ascontiguousarray(e.references.vectors[self.order])
        self.identity = e.references.person[self.order]
        self.l2 = e.metric == "l2"
        # where every vector plays both roles, the column of a probe's own vector; none otherwise
        self.itself = np.full(len(self.person), -1, np.int64)
        if e.same:
            self.itself[self.order] = np.arange(len(self.order))
        self.ends = np.flatnonzero(np.append(self.identity[1:] != self.identity[:-1], True)) + 1
        self._compiled: Callable[..., None] | None = None

    def compiled(self) -> None:
        """Score with compiled code from now on: the same numbers, sooner."""
        from bystander.tally.kernels.embeddings import exact

        self._compiled = exact

    def exact(self, p: Codes, r: Codes) -> Scores:
        """Give the exact scores of pairs; ``r`` counts the sorted references."""
        out = np.empty(len(p))
        if self._compiled is not None:
            half = len(p) // 2
            with ThreadPoolExecutor(2) as pool:
                for _ in pool.map(lambda s: self._run(p[s], r[s], out[s]), (slice(0, half), slice(half, len(p)))):
                    pass
            return out
        for start in range(0, len(p), CHUNK):
            s = slice(start, start + CHUNK)
            a, b = self.probes[p[s]].astype(np.float64), self.references[r[s]].astype(np.float64)
            terms = (a - b) ** 2 if self.l2 else a * b
            total = np.cumsum(terms, axis=1)[:, -1]  # cumsum adds one after the other; sum does not
            out[s] = -total if self.l2 else total
        return out

    def _run(self, p: Codes, r: Codes, out: Scores) -> None:
        assert self._compiled is not None  # noqa: S101 - asked for only once it is there
        self._compiled(self.probes, self.references, p, r, self.l2, out)

    def mates(self) -> Scores:
        """Give the best exact score of each probe with its own person; -inf without one."""
        first = np.searchsorted(self.identity, self.person, "left")
        last = np.searchsorted(self.identity, self.person, "right")
        p = np.repeat(np.arange(len(self.person)), last - first)
        r = np.arange(len(p)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
        r += np.repeat(first, last - first)
        other = self.itself[p] != r
        mate = np.full(len(self.person), LOW)
        np.maximum.at(mate, p[other], self.exact(p[other], r[other]))
        return mate


def _all(pairs: _Pairs, wanted: NDArray[np.bool_]) -> Found:
    """Score every pair exactly."""
    n, m = len(pairs.person), len(pairs.identity)
    scores = pairs.exact(np.repeat(np.arange(n), m), np.tile(np.arange(m), n)).reshape(n, m)
    scores[np.flatnonzero(pairs.itself >= 0), pairs.itself[pairs.itself >= 0]] = LOW
    starts = np.concatenate([[0], pairs.ends[:-1]])
    best = np.maximum.reduceat(scores, starts, axis=1) if m else np.zeros((n, 0))
    own = pairs.identity[starts][None, :] == pairs.person[:, None] if m else np.zeros((n, 0), bool)
    mate = np.max(np.where(own, best, LOW), axis=1, initial=LOW)
    wrong = np.where(own, LOW, best)
    above = np.count_nonzero(wrong > mate[:, None], axis=1)
    tied = np.count_nonzero((wrong == mate[:, None]) & (wrong > LOW), axis=1)
    search, at = np.nonzero((wrong > LOW) & wanted[:, None])
    tail, where, floor = _highest(wrong[search, at], search)
    other = wrong.max(axis=1, initial=LOW)
    people = pairs.identity[starts].astype(np.int32)
    top = np.where(other > LOW, people[wrong.argmax(axis=1)], -1).astype(np.int32)  # the first of equals
    return other, top, mate, above, tied, tail, where, floor


def _scanned(pairs: _Pairs, wanted: NDArray[np.bool_]) -> Found:
    """Score approximately, and exactly where that leaves anything open."""
    pairs.compiled()
    more = MORE
    while True:
        scan = _Scan(pairs, wanted, more=more)
        other, top, above, tied, score, search = _gone_through(scan)
        if len(score) >= KEPT or scan.floor == LOW:
            break
        more *= 8  # the floor was guessed too high: fewer reach it than are to be kept
    tail_score, tail_search, floor = _highest(score, search)
    return other, top, scan.mate, above, tied, tail_score, tail_search, floor


def _gone_through(scan: _Scan) -> tuple[Scores, NDArray[np.int32], Codes, Codes, Scores, Codes]:
    """Go through all probes: best wrong scores and whose, identities above the mate and equal to it, and the tail."""
    from bystander.tally.kernels.embeddings import BEST

    pairs, n = scan.pairs, len(scan.pairs.person)
    above, tied, other = np.zeros(n, np.int64), np.zeros(n, np.int64), np.full(n, LOW)
    top = np.full(n, NOBODY, np.int32)
    score, search = np.zeros(0), np.zeros(0, np.int64)
    for start in range(0, n, ROWS):
        rows = np.arange(start, min(start + ROWS, n))
        sure, doubt, (p, r) = scan.block(rows)
        above[rows] = sure
        _settle(pairs, scan.mate, doubt, above, tied)
        best, column = scan.best_score[rows], scan.best_column[rows]
        open_ = (best >= best[:, :1] - 2 * scan.slack[rows, None]) & (column >= 0)
        at, k = np.nonzero(open_)
        scores = pairs.exact(rows[at], column[at, k])
        np.maximum.at(other, rows[at], scores)
        best = scores == other[rows[at]]
        np.minimum.at(top, rows[at][best], pairs.identity[column[at, k][best]])
        for i in rows[open_[:, BEST - 1]]:  # more candidates for the best than were kept: look at all of them
            other[i], top[i] = _best_of(pairs, int(i))
        found = pairs.exact(p, r)
        kept = found >= scan.floor
        # a block holds all references of its probes, so one score an identity can be chosen here
        found, p = _unique(pairs, found[kept], p[kept], pairs.identity[r[kept]].astype(np.int64))
        score, search = np.concatenate([score, found]), np.concatenate([search, p])
        if len(score) > 4 * KEPT:  # raise the floor
            scan.floor = float(np.partition(score, len(score) // 2)[len(score) // 2])
            score, search = score[score >= scan.floor], search[score >= scan.floor]
    scan.pool.shutdown()
    return other, np.where(top == NOBODY, np.int32(-1), top), above, tied, score, search


class _Scan:
    """Blocks of products, and what they leave open."""

    def __init__(self, pairs: _Pairs, wanted: NDArray[np.bool_], *, more: float) -> None:
        from bystander.tally.kernels.embeddings import BEST

        self.pairs, self.wanted = pairs, wanted
        n, width = pairs.probes.shape
        self.probe_square, self.reference_square = _squares(pairs.probes), _squares(pairs.references)
        unit = width * 2.0**-24
        grown = 1.01 * unit / (1 - unit)
        longest = float(np.sqrt(self.reference_square.max(initial=0.0)))
        own = np.sqrt(self.probe_square)
        self.slack = grown * own * longest * (2 if pairs.l2 else 1) + 1e-12 * (own + longest) ** 2 + 1e-30
        self.mate = pairs.mates()
        self.best_score = np.full((n, BEST), -1e308)
        self.best_column = np.full((n, BEST), -1, np.int64)
        self.floor, self.room = self._first_floor(more), ROOM
        self.blocks = _column_blocks(pairs.ends)
        self.threads = min(os.cpu_count() or 1, 8)
        self.pool = ThreadPoolExecutor(self.threads)

    def _first_floor(self, more: float) -> float:
        """Guess a floor that ``more`` times as many wrong scores reach as are kept."""
        pairs = self.pairs
        asked = np.flatnonzero(self.wanted)
        expected = more * KEPT / max(len(asked) * len(pairs.identity), 1)
        if not len(asked) or expected >= 1:
            return LOW
        few = asked[:: max(1, len(asked) // PILOT)]
        product = pairs.probes[few] @ pairs.references.T
        if pairs.l2:
            product = 2 * product - self.probe_square[few, None] - self.reference_square[None, :]
        product[pairs.person[few][:, None] == pairs.identity[None, :]] = LOW
        return float(np.quantile(product, 1 - expected, method="lower"))

    def block(self, rows: Codes) -> tuple[Codes, tuple[Codes, Codes], tuple[Codes, Codes]]:
        """Scan all references for some probes: identities surely above the mate, doubtful ones, and the tail."""
        above = np.zeros(len(self.pairs.person), np.int64)
        doubt: list[tuple[Codes, Codes]] = []
        tail: list[tuple[Codes, Codes]] = []
        for first, last in self.blocks:
            product = self.pairs.probes[rows] @ self.pairs.references[first:last].T
            each = -(-len(rows) // self.threads)
            parts = [slice(at, at + each) for at in range(0, len(rows), each)]
            jobs = [self.pool.submit(self._part, product[s], rows[s], (first, last), above) for s in parts]
            for job in jobs:
                d, t = job.result()
                doubt.append(d)
                tail.append(t)
        return above[rows], _joined(doubt), _joined(tail)

    def _part(
        self, product: NDArray[np.float32], rows: Codes, block: tuple[int, int], above: Codes
    ) -> tuple[tuple[Codes, Codes], tuple[Codes, Codes]]:
        from bystander.tally.kernels.embeddings import scan

        first, last = block
        pairs, room = self.pairs, self.room
        identity, square = pairs.identity[first:last], self.reference_square[first:last]
        kept = self.best_score[rows].copy(), self.best_column[rows].copy(), above[rows].copy()
        while True:
            doubtful, tail = np.empty((len(rows), room), np.int64), np.empty((len(rows), room), np.int64)
            doubts, tails = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
            scan(
                product, rows, first, self.probe_square, square, pairs.l2, pairs.person, identity, self.mate,
                self.slack, self.floor, self.wanted, self.best_score, self.best_column, above,
                doubtful, doubts, tail, tails,
            )  # fmt: skip
            most = int(max(doubts.max(initial=0), tails.max(initial=0)))
            if most <= room:
                return _listed(rows, doubtful, doubts), _listed(rows, tail, tails)
            room = self.room = 2 * most  # a probe with more than there was room for: go over this part again
            self.best_score[rows], self.best_column[rows], above[rows] = kept


def _settle(pairs: _Pairs, mate: Scores, doubt: tuple[Codes, Codes], above: Codes, tied: Codes) -> None:
    """Score doubtful identities exactly: above the mate, equal to it, or neither."""
    probe, identity = doubt
    if not len(probe):
        return
    first = np.searchsorted(pairs.identity, identity, "left")
    count = np.searchsorted(pairs.identity, identity, "right") - first
    p = np.repeat(probe, count)
    r = np.arange(len(p)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    best = np.full(len(probe), LOW)
    np.maximum.at(best, np.repeat(np.arange(len(probe)), count), pairs.exact(p, r))
    np.add.at(above, probe[best > mate[probe]], 1)
    np.add.at(tied, probe[best == mate[probe]], 1)


def _best_of(pairs: _Pairs, i: int) -> tuple[float, int]:
    """Give the best wrong score of a probe and whose it is, all its pairs scored exactly."""
    r = np.flatnonzero(pairs.identity != pairs.person[i])
    r = r[r != pairs.itself[i]]
    scores = pairs.exact(np.full(len(r), i), r)
    at = int(scores.argmax())  # the first of equals: references are sorted by person
    return float(scores[at]), int(pairs.identity[r[at]])


def _unique(pairs: _Pairs, score: Scores, search: Codes, identity: Codes) -> tuple[Scores, Codes]:
    """Keep one score a search and identity, where a person has several references."""
    return (score, search) if len(pairs.ends) == len(pairs.identity) else _one_each(score, search, identity)


def _one_each(score: Scores, search: Codes, identity: Codes) -> tuple[Scores, Codes]:
    """Keep the best score of each search and identity."""
    if not len(score):
        return score, search
    order = np.lexsort((-score, identity, search))
    score, search, identity = score[order], search[order], identity[order]
    first = np.ones(len(score), bool)
    first[1:] = (search[1:] != search[:-1]) | (identity[1:] != identity[:-1])
    return score[first], search[first]


def _highest(score: Scores, search: Codes) -> tuple[Scores, Codes, float]:
    """Keep the highest, and what ties with the last of them; give the floor, -inf where all are kept."""
    if len(score) <= KEPT:
        return score, search, LOW
    floor = float(np.partition(score, len(score) - KEPT)[len(score) - KEPT])
    kept = score >= floor
    return score[kept], search[kept], floor


def _column_blocks(ends: Codes) -> list[tuple[int, int]]:
    """Cut the sorted references into blocks that part no identity."""
    blocks, first, at = [], 0, 0
    while at < len(ends):
        upto = max(int(np.searchsorted(ends, first + COLUMNS, "right")), at + 1)
        blocks.append((first, int(ends[upto - 1])))
        first, at = int(ends[upto - 1]), upto
    return blocks


def _squares(vectors: NDArray[np.float32]) -> Scores:
    out = np.empty(len(vectors))
    for start in range(0, len(vectors), CHUNK):
        out[start : start + CHUNK] = (vectors[start : start + CHUNK].astype(np.float64) ** 2).sum(axis=1)
    return out


def _listed(rows: Codes, values: Codes, counts: Codes) -> tuple[Codes, Codes]:
    at, k = np.nonzero(np.arange(values.shape[1])[None, :] < counts[:, None])
    return rows[at], values[at, k]


def _joined(parts: list[tuple[Codes, Codes]]) -> tuple[Codes, Codes]:
    first, second = zip(*parts, strict=True)
    return np.concatenate(first), np.concatenate(second)
