"""The mean score of every two people, for the search for people who are alike in groups.

There may be 1e10 pairs, so no more than some people are drawn, and all their pairs are looked at. Who is drawn is
decided by a hash of all scores that somebody took part in: it knows no name and no order, so that neither moves the
answer, and it is as good as by lot, since the last bits of scores have nothing to do with likeness. Two passes over the
evidence, one where everybody is taken; each may be a pass that is made anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from bystander.evidence.folding import fold
from bystander.tally.comparisons.columns import columns_of
from bystander.tally.comparisons.pairs import pair_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block
    from bystander.tally.comparisons.columns import Columns

SMALL = 1_000_000  # comparisons below which numpy is done before a compiler would be


@dataclass(frozen=True, kw_only=True)
class PairMeans:
    """``means``: float64, (people, people), symmetric; 0 where ``compared``, int64, the number of comparisons, is."""

    means: NDArray[np.float64]
    compared: NDArray[np.int64]


def pair_means(
    blocks: Sequence[Block],
    subjects: int,
    *,
    most: int,
    threads: int | None = None,
    gathered: Sequence[Gathered] = (),
    small: int = SMALL,
) -> PairMeans:
    """Return the mean scores of the pairs of at most ``most`` people; failed and mated comparisons do not count.

    ``subjects``: number of codes of people, of whom those without a comparison of two different people do not count.
    ``gathered``: what the threads of a pass have gathered that began with :func:`gathering`. ``small``: comparisons
    below which numpy is done before a compiler would be.
    """
    compiled = sum(block.rows for block in blocks) >= small
    sums = [part for part in gathered if isinstance(part, Sums)]
    if not sums:
        people = np.arange(subjects)
        if subjects > most:
            hashes = [part for part in gathered if isinstance(part, Hashes)]
            people = _by_lot(hashes or _pass(blocks, partial(Hashes, subjects, compiled=compiled), threads), most)
        sums = _pass(blocks, partial(Sums, subjects, people, compiled=compiled), threads)
    total = np.sum([part.total for part in sums], axis=0)
    compared = np.sum([part.compared for part in sums], axis=0)
    total, compared = total + total.T, compared + compared.T
    met = np.flatnonzero(compared.any(axis=0))
    total, compared = total[np.ix_(met, met)], compared[np.ix_(met, met)]
    return PairMeans(means=np.divide(total, compared, out=np.zeros_like(total), where=compared > 0), compared=compared)


def gathering(subjects: int, *, most: int) -> Callable[[], Gathered]:
    """Return what begins in each thread of a pass over many comparisons what the first pass here would."""
    if subjects > most:
        return partial(Hashes, subjects, compiled=True)
    return partial(Sums, subjects, np.arange(subjects), compiled=True)


class Drawn:
    """Begins, in each thread of another pass, the sums of those who were drawn in the first; ``parts`` are these."""

    def __init__(self, subjects: int, people: NDArray[np.intp]) -> None:
        self._subjects, self._people = subjects, people
        self.parts: list[Sums] = []

    def __call__(self) -> Sums:
        """Begin in one thread."""
        self.parts.append(Sums(self._subjects, self._people, compiled=True))
        return self.parts[-1]


def drawn(subjects: int, gathered: Sequence[Gathered], *, most: int) -> Drawn | None:
    """Return what begins the second pass over many comparisons, None where the first was not made, or is enough."""
    hashes = [part for part in gathered if isinstance(part, Hashes)]
    return Drawn(subjects, _by_lot(hashes, most)) if hashes else None


def _pass(blocks: Sequence[Block], start: Callable[[], G], threads: int | None) -> list[G]:
    def step(part: G, block: Block) -> None:
        part.add(block.read())

    return fold(blocks, start, step, threads=threads)


def _by_lot(parts: Sequence[Hashes], most: int) -> NDArray[np.intp]:
    """Return the codes of at most so many of those who were compared, ascending."""
    sums = np.stack([part.sums for part in parts]).sum(axis=0, dtype=np.uint64)  # wraps round, as a hash may
    met = np.flatnonzero(sums[:, 0])
    return np.sort(met[np.argsort(pair_hashes(sums[met, 1]), kind="stable")[:most]])


class Hashes:
    """How often each was compared with somebody else, and a hash of all these scores, in one thread."""

    def __init__(self, subjects: int, *, compiled: bool) -> None:
        self._step = _loops(compiled=compiled).add_hashes
        self.sums = np.zeros((subjects, 2), np.uint64)  # next to each other, as memory is what costs

    def add(self, batch: Batch) -> None:
        """Take in a block."""
        rows = _named(batch)
        self._step(rows.score, rows.probe, rows.reference, rows.mated, self.sums)


class Sums:
    """Sums and numbers of scores by pair of those who were drawn, each pair once or twice, by who came first."""

    def __init__(self, subjects: int, people: NDArray[np.intp], *, compiled: bool) -> None:
        self._step = _loops(compiled=compiled).add_scores
        self._place = np.full(subjects, -1, np.int32)
        self._place[people] = np.arange(len(people))
        self.total = np.zeros((len(people), len(people)))
        self.compared = np.zeros((len(people), len(people)), np.int64)

    def add(self, batch: Batch) -> None:
        """Take in a block."""
        rows = _named(batch)
        self._step(rows.score, rows.probe, rows.reference, rows.mated, self._place, self.total, self.compared)


Gathered = Hashes | Sums
G = TypeVar("G", Hashes, Sums)


def _named(batch: Batch) -> Columns:
    if batch.probe is None or batch.reference is None:
        message = "these comparisons do not say whose they are"
        raise ValueError(message)
    return columns_of(batch, named=True)


def _loops(*, compiled: bool) -> ModuleType:
    """Return where the walks over rows are: compiled, or by numpy."""
    if compiled:
        from bystander.kernels import pair_sums

        return pair_sums
    from bystander.kernels.plain import pair_sums as plain

    return plain
