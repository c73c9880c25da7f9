"""What a column is, and how the columns of a header are told: by their names and the other names they are known by.

Each kind of evidence declares its columns once, in ``columns.py`` of its folder; error texts, the reference page and
the types in which text is read follow from that. Names are compared without regard to case and punctuation, with the
humps of simScore read as sim_score, and without the # that marks a line above the data. A remark in brackets at the
end, as in "Same person (Y/N)", is passed over where no other heading has the name without it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CLOSE = 0.75  # of a name's letters, in their order: as alike as a misspelt name is to its own
_NEAR = 100  # columns whose names are looked at for misspelt ones: a wider table is a matrix
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]{2,}$)")  # simScore, modelID
_MARKS = re.compile(
    r"[\s.\-\u2010-\u2015\u2212?!:;,*/\\()\[\]{}\"'`|\u00bf\u00a1\u00ab\u00bb\u2018-\u201f\uff1f\uff01\uff1a]+"
)
_REMARK = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}][\s?!:*]*$")  # Same person (Y/N)?
Kind = Literal["text", "number", "flag", "count", "date"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its canonical name, what its cells are, their unit and meaning, and the other names it is known by.

    ``yielding``: names that it has only where no other column has one of its names, as they often mean something else.
    ``series``: of each, words and endings, each of which makes a name with each (image1, image_1).
    ``not_with``: words that make it something else where a remark in brackets has them, as in "Score (distance)".
    ``required``: the evidence cannot be read without it. ``core``: one of those that show which evidence a table holds.
    """

    name: str
    unit: str
    meaning: str
    kind: Kind = "text"
    aliases: tuple[str, ...] = ()
    yielding: tuple[str, ...] = ()
    series: tuple[tuple[Sequence[str], Sequence[str]], ...] = ()
    not_with: tuple[str, ...] = ()
    required: bool = False
    core: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names that it is known by, its own first."""
        made = (w + e for words, endings in self.series for w in words for e in endings)
        return tuple(dict.fromkeys((self.name, *self.aliases, *made, *self.yielding)))


@dataclass(frozen=True)
class Resolved:
    """Which column of a file plays which role: positions from 0; ``twice`` names roles with two columns."""

    positions: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]
    near: Mapping[str, int]  # a role that is missing, and the column whose name comes close to it
    yielding: frozenset[str] = frozenset()  # roles whose column was told by a name that often means something else

    def has(self, *roles: str) -> bool:
        """Return whether every one of the roles has a column."""
        return all(role in self.positions for role in roles)


def normal(name: str) -> str:
    """Return a column name in the form in which names are compared: one of marks alone stays as it is."""
    apart = _HUMP.sub("_", name.strip().strip("\ufeff").lstrip("# ")).casefold()
    return _MARKS.sub("_", apart).strip("_") or apart


def bare(name: str) -> str:
    """Return the same without a remark in brackets at its end; one that is in brackets as a whole is no remark."""
    return normal(_REMARK.sub("", name) or name)


def _remark(name: str) -> set[str]:
    """Return the words of the remark in brackets at the end of a column name; a percent sign is one."""
    found = _REMARK.search(name)
    return set(re.findall(r"\w+|%", found[1].casefold())) if found else set()


def _names(header: Sequence[str], table: Sequence[Column]) -> list[str]:
    """Return the names of a header as the columns of a table are known by them.

    A remark is passed over where the name is that of a column without it, and of one heading alone.
    """
    known = {name: column for column in table for name in column.names}
    full, short = [normal(name) for name in header], [bare(name) for name in header]
    headings = Counter(short)
    names = []
    for at, name in enumerate(full):
        column = known.get(short[at]) if name not in known and headings[short[at]] == 1 else None
        passed = column is not None and not _remark(header[at]) & {*column.not_with}
        names.append(short[at] if passed else name)
    return names


def resolve(header: Sequence[str], mapping: Mapping[str, str] | None = None, *, table: Sequence[Column]) -> Resolved:
    """Return which columns of a header play the roles of ``table``.

    ``mapping`` (role to the file's own name) goes before the known names.
    """
    yields = {name for c in table for name in c.yielding}
    names, mapping = _names(header, table), mapping or {}
    # the canonical name wins over its other names: a table may hold both "score" and "distance"
    positions, twice, yielding = {}, {}, set()
    for role, places in _candidates(header, names, mapping, table).items():
        exact = [p for p in places if names[p] == role]
        firm = exact or [p for p in places if role in mapping or names[p] not in yields]
        best = firm or places
        positions[role] = best[0]
        if len(best) > 1:
            twice[role] = tuple(best)
        if not firm:
            yielding.add(role)
    absent = [column for column in table if column.name not in positions]
    free = {p: name for p, name in enumerate(names[:_NEAR]) if p not in positions.values()}
    return Resolved(positions, twice, _near(absent, free), frozenset(yielding))


def _near(absent: Sequence[Column], free: Mapping[int, str]) -> dict[str, int]:
    """Return which free column comes close to the name of which absent role: the closest first, no column for two."""
    pairs: list[tuple[float, int, str, int]] = []
    for column in absent:
        words = [w for w in (column.name, *column.aliases) if len(w) > 3]
        for position, name in free.items():
            if close := get_close_matches(name, words, n=1, cutoff=_CLOSE):
                pairs.append((-SequenceMatcher(None, close[0], name).ratio(), len(pairs), column.name, position))
    near: dict[str, int] = {}
    for _, _, role, position in sorted(pairs):
        if role not in near and position not in near.values():
            near[role] = position
    return {column.name: near[column.name] for column in absent if column.name in near}


def _candidates(
    header: Sequence[str], names: Sequence[str], mapping: Mapping[str, str], table: Sequence[Column]
) -> dict[str, list[int]]:
    """Return the positions that each role may have by its names; a column that is declared has no other role."""
    roles = {name: c.name for c in table for name in c.names}
    chosen = {role: _declared(name, header) for role, name in mapping.items() if role in roles.values()}
    found: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        declared = [role for role, places in chosen.items() if position in places]
        known = roles.get(name)
        for role in declared or ([known] if known and known not in chosen else []):
            found.setdefault(role, []).append(position)
    return found


def _declared(name: str, header: Sequence[str]) -> list[int]:
    """Return the positions of the headings that a name means: that name, or else the same with a remark behind it.

    Of simScore, simscore too, where nothing else is called so.
    """
    wanted = normal(name)
    full = [normal(heading) for heading in header]
    if wanted in full:
        return [at for at, there in enumerate(full) if there == wanted]
    alike = {there for there in full if there.replace("_", "") == wanted.replace("_", "")}
    if len(alike) == 1:
        return [at for at, there in enumerate(full) if there in alike]
    return [at for at, heading in enumerate(header) if bare(heading) == wanted]


def column_of(header: Sequence[str], role: str, mapping: Mapping[str, str], *names: str) -> int | None:
    """Return the position of the first of some names in a header; the name that is declared for a role goes before."""
    wanted = (mapping[role],) if role in mapping else names
    return next((places[0] for name in wanted if (places := _declared(name, header))), None)


def places_of(header: Sequence[str], position: int) -> tuple[int, ...]:
    """Return the positions of all columns that are called as the one at a position is."""
    name = normal(header[position])
    return tuple(at for at, cell in enumerate(header) if normal(cell) == name)
