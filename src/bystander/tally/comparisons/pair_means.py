"""The mean score of every two people, for the search for people who are alike in groups.

There may be 1e10 pairs, so no more than some people are drawn, and all their pairs are looked at. Who is drawn is
decided by a hash of all scores that somebody took part in: it knows no name and no order, so that neither moves the
answer, and it is as good as by lot, since the last bits of scores have nothing to do with likeness. Two passes over the
evidence; one where everybody is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.folding import fold
from bystander.tally.comparisons.pairs import pair_hashes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Block


@dataclass(frozen=True, kw_only=True)
class PairMeans:
    """``means``: float64, (people, people), symmetric; 0 where ``compared``, int64, the number of comparisons, is."""

    means: NDArray[np.float64]
    compared: NDArray[np.int64]


def pair_means(blocks: Sequence[Block], subjects: int, *, most: int, threads: int | None = None) -> PairMeans:
    """Return the mean scores of the pairs of at most ``most`` people; failed and mated comparisons do not count.

    ``subjects``: number of codes of people, of whom those without a comparison of two different people do not count.
    """
    people = np.arange(subjects)
    if subjects > most:
        people = _by_lot(fold(blocks, lambda: _Hashes(subjects), _Hashes.add, threads=threads), most)
    place = np.full(subjects, -1, np.int64)
    place[people] = np.arange(len(people))
    parts = fold(blocks, lambda: _Sums(place, len(people)), _Sums.add, threads=threads)
    square = (len(people), len(people))
    total = np.sum([part.total for part in parts], axis=0).reshape(square)
    compared = np.sum([part.compared for part in parts], axis=0).reshape(square)
    total, compared = total + total.T, compared + compared.T
    met = np.flatnonzero(compared.any(axis=0))
    total, compared = total[np.ix_(met, met)], compared[np.ix_(met, met)]
    return PairMeans(means=np.divide(total, compared, out=np.zeros_like(total), where=compared > 0), compared=compared)


def _by_lot(parts: Sequence[_Hashes], most: int) -> NDArray[np.intp]:
    """Return the codes of at most so many of those who were compared, ascending."""
    met = np.flatnonzero(np.any([part.met for part in parts], axis=0))
    sums = np.stack([part.sums for part in parts]).sum(axis=0, dtype=np.uint64)  # wraps round, as a hash may
    return np.sort(met[np.argsort(pair_hashes(sums[met]), kind="stable")[:most]])


class _Hashes:
    """Who was compared with somebody else, and a hash of all scores of each."""

    def __init__(self, subjects: int) -> None:
        self.met, self.sums = np.zeros(subjects, np.bool_), np.zeros(subjects, np.uint64)

    def add(self, block: Block) -> None:
        score, probe, reference = _of_two(block)
        hashed = pair_hashes((score + 0.0).view(np.uint64))  # + 0.0: there is one zero
        for side in (probe, reference):
            self.met[side] = True
            np.add.at(self.sums, side, hashed)


class _Sums:
    """Sums and numbers of scores by pair of those who were drawn, each pair once or twice, by who came first."""

    def __init__(self, place: NDArray[np.int64], people: int) -> None:
        self.place, self.people = place, people
        self.total, self.compared = np.zeros(people**2), np.zeros(people**2, np.int64)

    def add(self, block: Block) -> None:
        score, probe, reference = _of_two(block)
        first, second = self.place[probe], self.place[reference]
        drawn = (first >= 0) & (second >= 0)
        at = first[drawn] * self.people + second[drawn]
        self.total += np.bincount(at, score[drawn], self.people**2)
        self.compared += np.bincount(at, minlength=self.people**2)


def _of_two(block: Block) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int32]]:
    """Read scores of two different people, and their codes."""
    batch = block.read()
    if batch.probe is None or batch.reference is None:
        message = "these comparisons do not say whose they are"
        raise ValueError(message)
    mated = batch.probe == batch.reference if batch.mated is None else batch.mated
    kept = ~mated & (batch.score > -np.inf)
    return batch.score[kept].astype(np.float64), batch.probe[kept], batch.reference[kept]
