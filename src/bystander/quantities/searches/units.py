"""What searches are counted in, by name: one by one, or once a track, a passage or a person."""

from __future__ import annotations

SEARCH, PERSON = "search", "person"


def mated(unit: str) -> str:
    """Name one trial of the FNIR: "mated search", "person on the watchlist"."""
    return "person on the watchlist" if unit == PERSON else f"mated {unit}"


def non_mated(unit: str) -> str:
    """Name one trial of the FPIR: "non-mated search", "person not on the watchlist"."""
    return "person not on the watchlist" if unit == PERSON else f"non-mated {unit}"


def many(unit: str) -> str:
    """Name several of them: "searches", "people"."""
    return {SEARCH: "searches", PERSON: "people"}.get(unit, f"{unit}s")
