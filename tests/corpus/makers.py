"""What the files of the corpus are made of: pairs of samples whose truth is known, and the ways to write them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PEOPLE, SAMPLES = 8, 3
MATED, NON_MATED = 24, 252  # of the pairs of 8 people with 3 samples each: 8 * 3, and 24 * 23 / 2 - 24


class Pair(NamedTuple):
    """Two samples, whether they are of one person, and a score: mated from .6 up, non-mated below .4."""

    first: str
    second: str
    mated: bool
    score: float


def pairs(people: int = PEOPLE, name: str = "q{person}/{sample}", seed: int = 1) -> list[Pair]:
    """Return every pair of the samples of some people once; ``name``: how a sample is named."""
    rng = np.random.default_rng(seed)
    samples = [(p, name.format(person=p, sample=s)) for p in range(people) for s in range(SAMPLES)]
    return [
        Pair(a, b, p == q, round(float(rng.uniform(0.6, 0.9) if p == q else rng.uniform(0.05, 0.4)), 4))
        for (p, a), (q, b) in combinations(samples, 2)
    ]


def written(path: Path, rows: Iterable[Sequence[object]], separator: str = " ") -> Path:
    """Write rows as text."""
    path.write_text("".join(separator.join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path
