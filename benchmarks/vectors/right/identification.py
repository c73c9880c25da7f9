"""Rates of searches of a watchlist, by counting over the definitions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from benchmarks.vectors.right.values import Value, above, exact, none, rate, score

Search = dict[str, Any]
NO_MATED = "nobody on the watchlist was searched: 0 of 0"
NO_NON_MATED = "nobody was searched who is not on the watchlist: 0 of 0"


def best(search: Search) -> list[tuple[str, float]]:
    """Return each person of a list with their best score: several references of a person are one candidate."""
    found: dict[str, float] = {}
    for person, value in search["candidates"]:
        found[person] = max(value, found.get(person, value))
    return list(found.items())


def others(search: Search) -> list[float]:
    """Return the scores of the wrong people."""
    return [value for person, value in best(search) if not (search["enrolled"] and person == search["person"])]


def mate(search: Search) -> float | None:
    """Return the score of the right person, None where they are not listed."""
    return dict(best(search)).get(search["person"]) if search["enrolled"] else None


def rank(search: Search, *, optimistic: bool = False) -> int | None:
    """Return the place of the right person; equal scores stand before them, or behind where ``optimistic``."""
    own = mate(search)
    if own is None:
        return None
    return 1 + sum(value > own or (value == own and not optimistic) for value in others(search))


def passes(value: float, threshold: float, accept: str) -> bool:
    """Return whether a score passes."""
    return value > threshold or (value == threshold and accept == ">=")


def alerts(search: Search, threshold: float, accept: str) -> bool:
    """Return whether somebody wrong passes."""
    return any(passes(value, threshold, accept) for value in others(search))


def found(search: Search, threshold: float, accept: str, first: int | None) -> bool:
    """Return whether the right person is among the first and passes."""
    place, own = rank(search), mate(search)
    if place is None or own is None:
        return False
    return (first is None or place <= first) and passes(own, threshold, accept)


def units(searches: list[Search], unit: str) -> list[list[Search]]:
    """Return the searches of each trial of the denominator."""
    if unit == "search":
        return [[s] for s in searches]
    return [[s for s in searches if s[unit] == name] for name in sorted({s[unit] for s in searches})]


def at(
    searches: list[Search], threshold: float, *, accept: str = ">=", rank: int | None = None, failures: str = "fold",
    unit: str = "search",
) -> dict[str, Value]:  # fmt: skip
    """Return the rates at a threshold. A failed search has no list; it is folded in, or left out."""
    kept = [s for s in searches if failures == "fold" or not s.get("failed")]
    mated = units([s for s in kept if s["enrolled"]], unit)
    strangers = units([s for s in kept if not s["enrolled"]], unit)
    hits = sum(any(found(s, threshold, accept, rank) for s in group) for group in mated)
    returned = sum(passes(v, threshold, accept) for s in kept if not s["enrolled"] for v in others(s))
    rates = {
        "fpir": rate(
            sum(any(alerts(s, threshold, accept) for s in g) for g in strangers), len(strangers), NO_NON_MATED
        ),
        "fnir": rate(len(mated) - hits, len(mated), NO_MATED),
        "tpir": rate(hits, len(mated), NO_MATED),
        "false_candidates": rate(
            sum(any(alerts(s, threshold, accept) for s in g) for g in mated), len(mated), NO_MATED
        ),
    }
    if unit == "search":
        rates["selectivity"] = rate(returned, len(strangers), NO_NON_MATED)
    return rates


def cmc(searches: list[Search], ranks: list[int]) -> dict[str, Value]:
    """Return how often the right person is among the first, ties against them; and with ties for them."""
    mated = [s for s in searches if s["enrolled"]]
    shares = {}
    for name, optimistic in (("cmc", False), ("cmc_optimistic", True)):
        for first in ranks:
            inside = sum((rank(s, optimistic=optimistic) or first + 1) <= first for s in mated)
            shares[f"{name}_{first}"] = exact(Fraction(inside, len(mated)))
    return shares


def at_target(
    searches: list[Search], target: Fraction, accept: str = ">=", failures: str = "fold"
) -> dict[str, Value]:  # fmt: skip
    """Return threshold and rates where the FPIR is held at or below a target.

    The smallest best wrong score of a non-mated search, or just above the largest, whose FPIR is at most the target.
    """
    strangers = [s for s in searches if not s["enrolled"] and (failures == "fold" or not s.get("failed"))]
    scores = sorted({max(others(s)) for s in strangers if others(s)})
    following: Value = none("every search alerts already")
    for threshold in scores:
        count = sum(alerts(s, threshold, accept) for s in strangers)
        if Fraction(count, len(strangers)) <= target:
            rates, at_it = at(searches, threshold, accept=accept, failures=failures), score(threshold)
            break
        following = exact(Fraction(count, len(strangers)))
    else:
        rates, at_it = at(searches, scores[-1], accept=">", failures=failures), above(scores[-1])
    return {"threshold": at_it, "fpir": rates["fpir"], "next_fpir": following, "tpir": rates["tpir"]}
