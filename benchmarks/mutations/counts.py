"""What there is to count in evidence, whatever it came in: comparisons with their labels, and the people of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.mutations.strict import Refused, Unsure, is_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_YES = {"1", "true", "target", "genuine", "yes"}
_NO = {"0", "false", "nontarget", "impostor", "no", "-1"}
NOBODY = {"?", "unknown", "unk", "na", "nan", "n/a", "none", "null", "-1"}  # words that may mean that nobody knows


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Rows or cells of the evidence, those that are refused, and comparisons or searches of either kind.

    ``people``: in what is used, None where nobody is named or it is not compared.
    """

    rows: int
    refused: int
    mated: int
    non_mated: int
    people: int | None = None


@dataclass(frozen=True)
class Pair:
    """One comparison: names of either side, "" where there is none, its score, and whether it is mated."""

    first: str
    second: str
    score: float | None
    mated: bool | None


def plain(name: str) -> str:
    """Return the name of a column in the form in which names are compared."""
    return re.sub(r"[\s.\-]+", "_", name.strip().strip("\ufeff").casefold())


def _flag(cell: str) -> bool | None:
    word = _word(cell)
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word:
        raise Refused("a label that is neither yes nor no")
    return None


def flags(cells: Sequence[str]) -> list[bool | None]:
    """Return what labels say, None where one is empty. Raises Refused for what is no label."""
    said = [_flag(cell) for cell in cells]
    if {"0", "-1"} <= {_word(cell) for cell in cells}:
        raise Refused("a label of three values")
    return said


def is_label(cells: Sequence[str]) -> bool:
    """Return whether all that stands in a column is a word for mated and one for non-mated."""
    words = {_word(cell) for cell in cells if cell}
    return len(words) == 2 and len(words & _YES) == 1 and len(words & _NO) == 1


def _word(cell: str) -> str:
    if is_number(cell):
        return f"{float(cell):g}"
    return re.sub(r"[\s_\-]+", "", cell.casefold())


def named(cell: str) -> str:
    """Return who is named. Raises Unsure for a word that may mean that nobody knows."""
    if cell.casefold() in NOBODY:
        raise Unsure("a name that may mean nobody")
    return cell


def unnamed(scores: Sequence[float | None], labels: Sequence[bool | None]) -> Counts:
    """Count scores with labels, of people whom nothing names."""
    used = [(s, said) for s, said in zip(scores, labels, strict=True) if said is not None]
    if any(s is None for s, _ in used):
        raise Refused("a score that is missing")
    mated = sum(bool(said) for _, said in used)
    return Counts(rows=len(scores), refused=len(scores) - len(used), mated=mated, non_mated=len(used) - mated)


def of_pairs(pairs: Sequence[Pair], rows: int) -> Counts:
    """Count comparisons of people; what lacks a side is refused."""
    used = [pair for pair in pairs if pair.mated is not None and pair.first and pair.second]
    if any(pair.score is None for pair in used):
        raise Refused("a score that is missing")
    mated = sum(bool(pair.mated) for pair in used)
    who = {name for pair in used for name in (pair.first, pair.second)}
    return Counts(rows=rows, refused=rows - len(used), mated=mated, non_mated=len(used) - mated, people=len(who))


def of_chains(pairs: Sequence[Pair], links: Sequence[tuple[str, str]] | None = None) -> Counts:
    """Count pairs of samples whose people follow from mated pairs, or from links that are given."""
    given = [(p.first, p.second) for p in pairs if p.mated] if links is None else links
    person = joined([name for p in pairs for name in (p.first, p.second)], given)
    scores: dict[tuple[str, str], float | None] = {}
    used = []
    for p in pairs:
        if p.mated is None or not (p.first and p.second) or p.first == p.second:
            continue
        if p.mated != (person[p.first] == person[p.second]):
            raise Refused("a label that others contradict")
        if (p.first, p.second) in scores:
            if scores[p.first, p.second] != p.score:
                raise Refused("a pair twice, with two scores")
            continue
        scores[p.first, p.second] = p.score
        used.append(p)
    if any(p.score is None for p in used):
        raise Refused("a score that is missing")
    mated = sum(bool(p.mated) for p in used)
    who = {person[name] for p in used for name in (p.first, p.second)}
    return Counts(
        rows=len(pairs), refused=len(pairs) - len(used), mated=mated, non_mated=len(used) - mated, people=len(who)
    )


def joined(names: Iterable[str], links: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the first name of the chain that each name is in."""
    of = {name: name for name in names}

    def root(name: str) -> str:
        while of.setdefault(name, name) != name:
            name = of[name]
        return name

    for a, b in links:
        if a and b:
            of[root(a)] = root(b)
    return {name: root(name) for name in [*of]}
