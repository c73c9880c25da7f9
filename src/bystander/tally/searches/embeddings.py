"""All pairs of embeddings, folded to what each search came to, without a matrix of scores.

Blocks of products come from whatever makes them soonest (``products.py``, ``on_device.py``), with a bound of how far
off they are. Only pairs that the bound leaves open are scored exactly: a float64 sum from the first coordinate to the
last. So every path gives the same counts, on any machine: a small trial scores all pairs exactly.

Exact are: the mated scores, the rank of the mate, the best wrong score of every search, and all wrong scores above a
floor (the highest quarter of a million, and what ties with the last).
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from bystander.errors import MissingExtraError
from bystander.evidence.searches.highest import TAIL, best_of_each, floor_of, keys_of
from bystander.kernels.compiling import compiler
from bystander.kernels.plain.searches import NOBODY, only_one
from bystander.tally.searches.tally import SearchTally
from bystander.tally.searches.vectors import LOW, Drawn, Pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from bystander.evidence.searches.searches import Searches
    from bystander.tally.searches.scanning import Scanner
    from bystander.tally.searches.tally import Accept
    from bystander.tally.searches.vectors import Codes, Scores

T = TypeVar("T")
Source = Literal["auto", "compiled", "bytes", "torch"]

SMALL = 1 << 25  # products of coordinates up to which all pairs are scored exactly: half a second
AT_ONCE = 1 << 22  # pairs that are scored at a time where all are scored exactly
KEPT = TAIL  # wrong scores that are kept
MORE = 2  # times as many wrong scores reach the first floor, by guess, as are kept
PILOT = 128  # probes that the first floor is guessed from, and what bytes leave open
OPEN = 0.02  # share of pairs that products of bytes may leave open: each costs some thirty of them to look at again
THREADS = 8  # at most


def tally_embeddings(
    searches: Searches, *, accept: Accept = "ge", small: int = SMALL, products: Source = "auto"
) -> SearchTally:
    """Fold all pairs.

    ``small``: products of coordinates up to which nothing is compiled; ``products``: where products come from beyond
    that, or where there is no compiler. The tally depends on neither.
    """
    assert searches.embeddings is not None  # noqa: S101 - asked for only where there are some
    pairs = Pairs(searches.embeddings)
    wanted = searches.mated if searches.left_out else ~searches.mated
    few = pairs.probes.size * len(pairs.identity) <= small or (products != "torch" and not compiler())
    found = _all(pairs, wanted) if few else _scanned(pairs, wanted, products)
    other, top, mate, above, tied, tail_score, tail_search, floor = found
    there = searches.mated & (mate > LOW)
    return SearchTally(
        person=searches.person, unit=searches.unit, mated=searches.mated, failed=searches.failed, other=other, top=top,
        mate=np.where(there, mate, LOW), rank=np.where(there, 1 + above + tied, 0),
        best_rank=np.where(there, 1 + above, 0), beyond=np.full(len(other), LOW), tail_score=tail_score,
        tail_search=tail_search, tail_floor=floor, accept=accept, drawn=Drawn.of(pairs),
    )  # fmt: skip


Found = tuple["Scores", "NDArray[np.int32]", "Scores", "Codes", "Codes", "Scores", "Codes", float]


def _all(pairs: Pairs, wanted: NDArray[np.bool_]) -> Found:
    """Score every pair exactly, some probes at a time."""
    n, step = len(pairs.person), max(1, AT_ONCE // max(len(pairs.identity), 1))
    tail = _Tail(LOW)
    parts = [_of_probes(pairs, wanted, start, min(start + step, n), tail) for start in range(0, max(n, 1), step)]
    other, top, mate, above, tied = (np.concatenate(part) for part in zip(*parts, strict=True))
    return other, top, mate, above, tied, *_highest(tail.score, tail.search)


def _of_probes(
    pairs: Pairs, wanted: NDArray[np.bool_], first: int, last: int, tail: _Tail
) -> tuple[Scores, NDArray[np.int32], Scores, Codes, Codes]:
    """Score every pair of some probes."""
    n, m = last - first, len(pairs.identity)
    scores = pairs.exact(np.repeat(np.arange(first, last), m), np.tile(np.arange(m), n)).reshape(n, m)
    itself = pairs.itself[first:last]
    scores[np.flatnonzero(itself >= 0), itself[itself >= 0]] = LOW
    starts = np.concatenate([[0], pairs.ends[:-1]])
    best = np.maximum.reduceat(scores, starts, axis=1) if m else np.zeros((n, 0))
    own = pairs.identity[starts][None, :] == pairs.person[first:last, None] if m else np.zeros((n, 0), bool)
    mate = np.max(np.where(own, best, LOW), axis=1, initial=LOW)
    wrong = np.where(own, LOW, best)
    above = np.count_nonzero(wrong > mate[:, None], axis=1)
    tied = np.count_nonzero((wrong == mate[:, None]) & (wrong > LOW), axis=1)
    search, at = np.nonzero((wrong >= tail.floor) & (wrong > LOW) & wanted[first:last, None])
    tail.add(wrong[search, at], first + search)
    other = wrong.max(axis=1, initial=LOW)
    people = pairs.identity[starts].astype(np.int32)
    best = wrong == other[:, None]
    one = (other > LOW) & (np.count_nonzero(best, axis=1) == 1)
    top = np.where(one, people[wrong.argmax(axis=1)], -1).astype(np.int32)
    return other, top, mate, above, tied


def _scanned(pairs: Pairs, wanted: NDArray[np.bool_], products: Source) -> Found:
    """Score nearly, and exactly where that leaves anything open."""
    pairs.compiled()
    mate = pairs.mates()
    scanner = _scanner(pairs, mate, wanted, products)
    more = MORE
    while True:
        tail = _Tail(_first_floor(pairs, scanner, wanted, more))
        lowest = tail.floor
        other, top, above, tied = _gone_through(pairs, scanner, mate, tail)
        if len(tail.score) > KEPT or lowest == LOW:  # as many as fit might be all there are
            return other, top, mate, above, tied, *_highest(tail.score, tail.search)
        more *= 8  # the floor was guessed too high: fewer reach it than are to be kept


def _scanner(pairs: Pairs, mate: Scores, wanted: NDArray[np.bool_], products: Source) -> Scanner:
    """Choose who goes through the products: torch where it has a GPU or is asked for, compiled code elsewhere."""
    device = None if products == "compiled" else _device()
    if products == "torch" and device is None:
        raise MissingExtraError("comparing embeddings with torch", "torch")
    if device == "cuda" or products == "torch":
        from bystander.tally.searches.on_device import DeviceScanner

        return DeviceScanner(pairs, mate, wanted, device=device or "cpu")
    return _compiled(pairs, mate, wanted, products)


def _compiled(pairs: Pairs, mate: Scores, wanted: NDArray[np.bool_], products: Source) -> Scanner:
    """Choose how finely vectors are rounded: to bytes, where these are sooner and leave little open."""
    from bystander.kernels.whole_products import BYTES_ARE_SOONER
    from bystander.tally.searches.products import BYTES, Rounded, WholeProducts
    from bystander.tally.searches.refining import Refined
    from bystander.tally.searches.scanning import CompiledScanner

    if BYTES_ARE_SOONER or products == "bytes":
        coarse = CompiledScanner(pairs, mate, wanted, WholeProducts(pairs.probes, pairs.references, BYTES))
        if products == "bytes" or _open(pairs, coarse, mate, wanted) <= OPEN:
            return Refined(coarse, Rounded(pairs.probes, pairs.references), pairs, mate)
    return CompiledScanner(pairs, mate, wanted, WholeProducts(pairs.probes, pairs.references))


def _open(pairs: Pairs, scanner: Scanner, mate: Scores, wanted: NDArray[np.bool_]) -> float:
    """Return the share of pairs that would be left open, from some probes."""
    few = np.arange(0, len(pairs.person), max(1, len(pairs.person) // PILOT))
    near, slack = scanner.near(few), scanner.slack[few, None]
    near[pairs.person[few][:, None] == pairs.identity[None, :]] = LOW
    floor = _first_floor(pairs, scanner, wanted, MORE)
    best = near >= near.max(axis=1, keepdims=True, initial=LOW) - 2 * slack
    known, mate = mate[few, None] > LOW, mate[few, None]
    doubtful = known & (near >= mate - slack) & (near <= mate + slack)
    tail = (near >= floor - slack) & wanted[few, None]
    return float(np.mean(best | doubtful | tail)) if near.size else 0.0


def _device() -> str | None:
    """Return the device that torch would work on; none where torch is not installed."""
    try:
        import torch
    except ImportError:
        return None
    return "cuda" if torch.cuda.is_available() else "cpu"


def _first_floor(pairs: Pairs, scanner: Scanner, wanted: NDArray[np.bool_], more: float) -> float:
    """Guess a floor that ``more`` times as many wrong scores reach as are kept."""
    asked = np.flatnonzero(wanted)
    expected = more * KEPT / max(len(asked) * len(pairs.identity), 1)
    if not len(asked) or expected >= 1:
        return LOW
    few = asked[:: max(1, len(asked) // PILOT)]
    near = scanner.near(few)
    near[pairs.person[few][:, None] == pairs.identity[None, :]] = LOW
    return float(np.quantile(near, 1 - expected, method="lower"))


@dataclass
class _Tail:
    """The highest wrong scores so far, and the floor under which none is wanted any more."""

    floor: float

    def __post_init__(self) -> None:
        self.score, self.search = np.zeros(0), np.zeros(0, np.int64)

    def add(self, score: Scores, search: Codes) -> None:
        self.score, self.search = np.concatenate([self.score, score]), np.concatenate([self.search, search])
        if len(self.score) > 4 * KEPT:  # raise the floor
            self.floor = float(np.partition(self.score, len(self.score) // 2)[len(self.score) // 2])
            kept = self.score >= self.floor
            self.score, self.search = self.score[kept], self.search[kept]


def _gone_through(
    pairs: Pairs, scanner: Scanner, mate: Scores, tail: _Tail
) -> tuple[Scores, NDArray[np.int32], Codes, Codes]:
    """Go through all probes: best wrong scores and whose, identities above the mate and equal to it; and the tail."""
    n = len(pairs.person)
    above, tied, other = np.zeros(n, np.int64), np.zeros(n, np.int64), np.full(n, LOW)
    top = np.full(n, NOBODY, np.int32)

    def go(first: int) -> tuple[Scores, Codes]:
        """Settle some probes: each has places of its own in the arrays above, so that threads do not meet."""
        last = min(first + scanner.rows, n)
        floor = tail.floor
        found = scanner.open(first, last, floor)
        above[first:last] = found.above
        _settle(pairs, mate, found.doubtful, above, tied)
        p, r = found.best
        scores = pairs.exact(p, r)
        np.maximum.at(other, p, scores)
        best = scores == other[p]
        top[first:last] = only_one(p[best] - first, pairs.identity[r[best]], last - first)
        for i in found.crowded.tolist():
            other[i], top[i] = _best_of(pairs, i)
        p, r = found.tail
        scores = pairs.exact(p, r)
        kept = scores >= floor
        # all references of these probes were gone through, so one score an identity can be chosen here
        return _unique(pairs, scores[kept], p[kept], pairs.identity[r[kept]].astype(np.int64))

    for score, search in _in_turn(go, range(0, n, scanner.rows)):
        tail.add(score, search)
    return other, np.where(top == NOBODY, np.int32(-1), top), above, tied


def _in_turn(go: Callable[[int], T], starts: range) -> Iterator[T]:
    """Do a piece of work from each start, several at a time and none far ahead; give what they give in their order."""
    threads = min(os.cpu_count() or 1, THREADS)
    if threads == 1:
        yield from map(go, starts)
        return
    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for start in starts:
            waiting.append(pool.submit(go, start))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _settle(pairs: Pairs, mate: Scores, doubtful: tuple[Codes, Codes], above: Codes, tied: Codes) -> None:
    """Score doubtful identities exactly: above the mate, equal to it, or neither."""
    probe, identity = doubtful
    place, r = pairs.of(identity)
    best = np.full(len(probe), LOW)
    np.maximum.at(best, place, pairs.exact(probe[place], r))
    np.add.at(above, probe[best > mate[probe]], 1)
    np.add.at(tied, probe[best == mate[probe]], 1)


def _best_of(pairs: Pairs, i: int) -> tuple[float, int]:
    """Return the best wrong score of a probe and whose it is (-1: several people's), all its pairs scored exactly."""
    r = np.flatnonzero(pairs.identity != pairs.person[i])
    r = r[r != pairs.itself[i]]
    scores = pairs.exact(np.full(len(r), i), r)
    whose = pairs.identity[r[scores == scores.max()]]  # references are sorted by person
    return float(scores.max()), int(whose[0]) if whose[0] == whose[-1] else -1


def _unique(pairs: Pairs, score: Scores, search: Codes, identity: Codes) -> tuple[Scores, Codes]:
    """Keep one score a search and identity, where a person has several references."""
    if len(pairs.ends) == len(pairs.identity):
        return score, search
    keys, score = best_of_each(keys_of(search, identity), score)
    return score, keys >> 32


def _highest(score: Scores, search: Codes) -> tuple[Scores, Codes, float]:
    """Keep the highest, and what ties with the last of them; give the floor, -inf where all are kept."""
    floor = floor_of(score, KEPT)
    kept = score >= floor
    return score[kept], search[kept], floor
