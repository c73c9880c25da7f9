"""Counts that are not given and follow from those that are: a whole, a part of it, and the rest.

Two of the three settle the third. What follows is as sure as what it follows from, so it is said and not warned of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# a whole, its part, the rest of it
PARTS = (
    ("requests", "searches", "not_searched"),
    ("searches", "lists_returned", "no_list"),
    ("searches", "followed_up", "no_lead"),
    ("followed_up", "confirmed", "unconfirmed"),
)
_ENOUGH = {"searches", "lists_returned", "followed_up", "confirmed"}
# what cannot be larger than what
WITHIN = (
    ("searches", "requests"), ("not_searched", "requests"),
    ("lists_returned", "searches"), ("no_list", "searches"),
    ("followed_up", "lists_returned"), ("followed_up", "searches"), ("no_lead", "searches"),
    ("confirmed", "followed_up"), ("confirmed", "lists_returned"), ("confirmed", "searches"),
    ("unconfirmed", "followed_up"), ("wrong", "followed_up"), ("wrong", "searches"),
)  # fmt: skip


def completed(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts with those that follow from them; one that would be negative is left to the checks."""
    found = dict(counts)
    if found.keys() >= _ENOUGH:  # as most rows are; the rests are in no share
        return found
    while True:
        new = {name: value for name, value in _following(found) if name not in found and value >= 0}
        if not new:
            return found
        found |= dict(list(new.items())[:1])  # one at a time: the next may follow from it


def _following(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    found = []
    for whole, part, rest in PARTS:
        if part in counts and rest in counts:
            found.append((whole, counts[part] + counts[rest]))
        if whole in counts and rest in counts:
            found.append((part, counts[whole] - counts[rest]))
        if whole in counts and part in counts:
            found.append((rest, counts[whole] - counts[part]))
    return found


def larger(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the pairs of which the part is larger than its whole."""
    return [(small, large) for small, large in WITHIN if small in counts and large in counts
            and counts[small] > counts[large]]  # fmt: skip


def sums(counts: Mapping[str, int]) -> list[tuple[str, str, str, int]]:
    """Return each whole, part and rest that are all told, and by how much the two are more than the whole, if at all.

    Confirmed and wrong follow-ups need not be all: whoever is neither is open still, so only too many are returned.
    """
    found = []
    for whole, part, rest in (*PARTS, ("followed_up", "confirmed", "wrong")):
        if {whole, part, rest} <= set(counts):
            more = counts[part] + counts[rest] - counts[whole]
            if more > 0 or (more < 0 and rest != "wrong"):
                found.append((whole, part, rest, more))
    return found
