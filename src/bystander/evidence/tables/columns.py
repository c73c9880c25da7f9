"""What a column is, and how the columns of a header are told: by their names and the other names they are known by.

Each kind of evidence declares its columns once, in ``columns.py`` of its folder; error texts, the reference page and
the types in which text is read follow from that. Names are compared without regard to case, and with spaces, dots and
dashes read as underscores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["text", "number", "flag", "count", "date"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its canonical name, what its cells are, their unit and meaning, and the other names it is known by.

    ``required``: the evidence cannot be read without it. ``core``: one of those that show which evidence a table holds.
    """

    name: str
    unit: str
    meaning: str
    kind: Kind = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    core: bool = False


@dataclass(frozen=True)
class Resolved:
    """Which column of a file plays which role: positions from 0; ``twice`` names roles with two columns."""

    positions: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]
    near: Mapping[str, int]  # a role that is missing, and the column whose name comes close to it

    def has(self, *roles: str) -> bool:
        """Return whether every one of the roles has a column."""
        return all(role in self.positions for role in roles)


def normal(name: str) -> str:
    """Return a column name in the form in which names are compared."""
    return re.sub(r"[\s.\-]+", "_", name.strip().strip("\ufeff").casefold())


def resolve(header: Sequence[str], mapping: Mapping[str, str] | None = None, *, table: Sequence[Column]) -> Resolved:
    """Return which columns of a header play the roles of ``table``.

    ``mapping`` (role to the file's own name) goes before the known names.
    """
    roles = {name: c.name for c in table for name in (c.name, *c.aliases)}
    names = [normal(name) for name in header]
    chosen = {role: normal(name) for role, name in (mapping or {}).items()}
    found: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        for role in dict.fromkeys(roles.values()):
            wanted = chosen.get(role)
            if name == wanted or (wanted is None and roles.get(name) == role):
                found.setdefault(role, []).append(position)
    # the canonical name wins over its other names: a table may hold both "score" and "distance"
    positions, twice = {}, {}
    for role, places in found.items():
        exact = [p for p in places if names[p] == role]
        best = exact or places
        positions[role] = best[0]
        if len(best) > 1:
            twice[role] = tuple(best)
    near = {}
    for column in table:
        if column.name in positions:
            continue
        words = [w for w in (column.name, *column.aliases) if len(w) > 3]
        for position, name in enumerate(names):
            if position not in positions.values() and get_close_matches(name, words, n=1, cutoff=0.75):
                near[column.name] = position
                break
    return Resolved(positions, twice, near)


def column_of(header: Sequence[str], role: str, mapping: Mapping[str, str], *names: str) -> int | None:
    """Return the position of the first of some names in a header; the name that is declared for a role goes before."""
    plain = [normal(cell) for cell in header]
    wanted = (normal(mapping[role]),) if role in mapping else names
    return next((plain.index(name) for name in wanted if name in plain), None)
