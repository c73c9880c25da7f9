"""Identification rates straight from their definitions (METHODS D.1 to D.3), one search and one candidate at a time.

Written without the code that it checks: no arrays, no sorting tricks, nothing but loops over what each rate says.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Search:
    """Who was searched (None: known not to be enrolled), and every comparison as (identity, score)."""

    person: str | None
    compared: tuple[tuple[str, float], ...]
    failed: bool = False


def best(search: Search) -> dict[str, float]:
    """The best score of each identity: several references of a person count once."""
    found: dict[str, float] = {}
    for identity, score in search.compared:
        if not search.failed and score > found.get(identity, -inf):
            found[identity] = score
    return found


def passes(score: float, threshold: float, accept: str) -> bool:
    return score > threshold if accept == "gt" else score >= threshold


def fpir(searches: list[Search], threshold: float, accept: str = "ge") -> tuple[int, int]:
    """Non-mated searches in which anybody passes, and all non-mated searches."""
    events = trials = 0
    for search in searches:
        if search.person is None:
            trials += 1
            events += any(passes(score, threshold, accept) for score in best(search).values())
    return events, trials


def rank(search: Search, *, optimistic: bool = False) -> int | None:
    """The rank of the right person; equal scores before them, or behind."""
    found = best(search)
    mate = found.get(search.person or "")
    if mate is None:
        return None
    others = [score for identity, score in found.items() if identity != search.person]
    return 1 + sum(score > mate if optimistic else score >= mate for score in others)


def fnir(searches: list[Search], limit: int | None, threshold: float, accept: str = "ge") -> tuple[int, int]:
    """Mated searches in which the right person is ranked beyond the limit or does not pass, and all mated searches."""
    events = trials = 0
    for search in searches:
        if search.person is not None:
            trials += 1
            place = rank(search)
            near = place is not None and (limit is None or place <= limit)
            events += not (near and passes(best(search)[search.person], threshold, accept))
    return events, trials


def selectivity(searches: list[Search], threshold: float, accept: str = "ge") -> float:
    """Mean number of identities that pass, a non-mated search."""
    others = [search for search in searches if search.person is None]
    return sum(passes(s, threshold, accept) for search in others for s in best(search).values()) / len(others)


def threshold_for(searches: list[Search], target: float, accept: str = "ge") -> float | None:
    """The smallest best wrong score that keeps the FPIR at or below the target; None if none does."""
    scores = sorted({max(best(s).values()) for s in searches if s.person is None and best(s)})
    for threshold in scores:
        events, trials = fpir(searches, threshold, accept)
        if events <= target * trials + 1e-12:
            return threshold
    return None


def without_mates(searches: list[Search]) -> list[Search]:
    """Every mated search as a non-mated one of the watchlist without its person; none where nobody else was met."""
    left = [
        Search(None, tuple(c for c in s.compared if c[0] != s.person), s.failed)
        for s in searches
        if s.person is not None
    ]
    return [s for s in left if s.compared or s.failed]
