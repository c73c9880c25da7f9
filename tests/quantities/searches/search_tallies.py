"""Tallies of searches made from arrays, for tests of what is computed from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.tally.searches.tally import SearchTally

if TYPE_CHECKING:
    from collections.abc import Sequence


def tally_of(
    rows: Sequence[tuple[int, float, float | None, int]], *, accept: Any = "ge", unit: Any = None
) -> SearchTally:
    """Return the tally of searches: person, best wrong score, the mate's score (None: non-mated) and rank."""
    n = len(rows)
    mated = np.array([m is not None for _, _, m, _ in rows], bool)
    rank = np.array([r for *_, r in rows], np.int64)
    return SearchTally(
        person=np.array([p for p, *_ in rows], np.int32), unit=np.arange(n) if unit is None else np.asarray(unit),
        mated=mated, failed=np.zeros(n, bool), other=np.array([o for _, o, *_ in rows], np.float64),
        top=np.full(n, -1, np.int32), mate=np.array([-np.inf if m is None else m for _, _, m, _ in rows]), rank=rank,
        best_rank=rank, beyond=np.full(n, -np.inf), tail_score=np.zeros(0), tail_search=np.zeros(0, np.int64),
        tail_floor=-np.inf, accept=accept,
    )  # fmt: skip


def made_up(
    seed: int, *, people: int = 200, passes: int = 4, decimals: int | None = None, accept: Any = "ge"
) -> SearchTally:
    """Return a trial of so many people on the watchlist and as many who are not, unevenly prone to errors."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[int, float, float | None, int]] = []
    for person in range(2 * people):
        prone, hard = rng.normal(0, 0.8), rng.normal(0, 1)
        for _ in range(rng.geometric(1 / passes)):
            other, mate = prone + rng.gumbel(), 3 - hard + rng.normal()
            if decimals is not None:
                other, mate = round(other, decimals), round(mate, decimals)
            rank = 1 + int(rng.poisson(0.3 * np.exp(hard)))
            rows.append((person, other, mate, rank) if person < people else (person, other, None, 0))
    return tally_of(rows, accept=accept)
