"""Probes and references with the exact score of any pair of them.

Exact: a float64 sum from the first coordinate to the last. It is the same number wherever it is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.plain import embeddings as plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bystander.evidence.searches.embeddings import Embeddings

    Codes = NDArray[np.int64]
    Scores = NDArray[np.float64]

LOW = -np.inf
DRAWN = 100_000  # pairs whose scores stand for those of all
CHUNK = 1 << 14  # vectors that are gone through at a time


@dataclass
class Pairs:
    """Probes, references sorted by person, and the exact score of any pair of them."""

    embeddings: Embeddings

    def __post_init__(self) -> None:
        e = self.embeddings
        order = np.argsort(e.references.person, kind="stable")
        self.probes, self.person = e.probes.vectors, e.probes.person
        in_order = bool((order[1:] > order[:-1]).all())  # then a copy would only cost memory
        self.references = np.ascontiguousarray(e.references.vectors if in_order else e.references.vectors[order])
        self.identity = e.references.person[order]
        self.l2 = e.metric == "l2"
        # where every vector plays both roles, the column of a probe's own vector; none otherwise
        self.itself = np.full(len(self.person), -1, np.int64)
        if e.same:
            self.itself[order] = np.arange(len(order))
        self.ends = np.flatnonzero(np.append(self.identity[1:] != self.identity[:-1], True)) + 1
        self._exact: Callable[..., None] = plain.exact

    def compiled(self) -> None:
        """Score with compiled code from now on: the same numbers, sooner."""
        from bystander.kernels.embeddings import exact

        self._exact = exact

    def exact(self, p: Codes, r: Codes) -> Scores:
        """Return the exact scores of pairs; ``r`` counts the sorted references."""
        out = np.empty(len(p))
        self._exact(self.probes, self.references, p, r, self.l2, out)
        return out

    def of(self, identities: NDArray[np.integer]) -> tuple[Codes, Codes]:
        """Return the references of identities: for each, its place in the list given, and the reference."""
        first = np.searchsorted(self.identity, identities, "left")
        count = np.searchsorted(self.identity, identities, "right") - first
        place = np.repeat(np.arange(len(identities)), count)
        return place, np.arange(len(place)) + np.repeat(first - (np.cumsum(count) - count), count)

    def mates(self) -> Scores:
        """Return the best exact score of each probe with its own person; -inf without one."""
        p, r = self.of(self.person)
        other = self.itself[p] != r
        mate = np.full(len(self.person), LOW)
        np.maximum.at(mate, p[other], self.exact(p[other], r[other]))
        return mate


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Exact scores of pairs drawn at random: of one person, and of two people. Few pairs are all there."""

    mated: Scores
    non_mated: Scores

    @classmethod
    def of(cls, pairs: Pairs) -> Drawn:
        """Draw them; the same ones every time."""
        n, m = len(pairs.person), len(pairs.identity)
        draw = np.random.Generator(np.random.Philox(key=DRAWN))
        if n * m <= DRAWN:
            p, r = np.repeat(np.arange(n), m), np.tile(np.arange(m), n)
        else:
            p, r = draw.integers(n, size=DRAWN), draw.integers(m, size=DRAWN)
        wrong = pairs.person[p] != pairs.identity[r]
        own, mate = pairs.of(pairs.person)
        other = pairs.itself[own] != mate
        own, mate = own[other], mate[other]
        if len(own) > DRAWN:
            few = np.sort(draw.choice(len(own), DRAWN, replace=False))
            own, mate = own[few], mate[few]
        return cls(mated=pairs.exact(own, mate), non_mated=pairs.exact(p[wrong], r[wrong]))


def squares(vectors: NDArray[np.float32]) -> Scores:
    """Return the squared length of each vector."""
    out = np.empty(len(vectors))
    for start in range(0, len(vectors), CHUNK):
        out[start : start + CHUNK] = (vectors[start : start + CHUNK].astype(np.float64) ** 2).sum(axis=1)
    return out
