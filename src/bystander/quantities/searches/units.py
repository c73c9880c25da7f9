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


def many_mated(unit: str) -> str:
    """Name several trials of the FNIR: "searches of people on the watchlist", "people on the watchlist"."""
    return _of_people(unit, "on the watchlist")


def many_non_mated(unit: str) -> str:
    """Name several trials of the FPIR: "searches of people off the list", "people off the list"."""
    return _of_people(unit, "off the list")


def _of_people(unit: str, who: str) -> str:
    return f"people {who}" if unit == PERSON else f"{many(unit)} of people {who}"
