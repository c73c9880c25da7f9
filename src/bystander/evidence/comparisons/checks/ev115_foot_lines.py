"""EV115: lines at the foot of the table that are no comparisons.

A spreadsheet ends with a line of the mean, the total or the count. Read as a comparison it would be one of a person
called Mean with themself, with a score that nobody measured. Lines at the very end are asked about where they are
called so, and where nobody in them occurs in any other row: a person of that name who is compared with others stays.
So are the last rows and columns of a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_places
from bystander.evidence.comparisons.summary import place_of
from bystander.evidence.foot_words import EXTREME, FOOT
from bystander.evidence.people.codes import TextCodes
from bystander.findings.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.seen import Seen
    from bystander.evidence.comparisons.trial import Batch, Block

CODE = "EV115"


def look(seen: Seen) -> list[Problem]:
    """Find lines at the end whose names are words of such lines, and in which nobody is who is met before."""
    people = seen.trial.people
    if not isinstance(people, TextCodes):
        return []
    foot = _called(people, FOOT)
    if not foot.any():
        return []
    places = _last_rows(seen.trial.blocks, foot, foot | _called(people, EXTREME))
    return [stops(seen.name, places)] if places else []


def _called(people: TextCodes, pattern: str) -> NDArray[np.bool_]:
    """Return by code whose name fits a pattern."""
    return np.asarray(pc.match_substring_regex(people.values, pattern, ignore_case=True), dtype=np.bool_)


def _last_rows(blocks: Sequence[Block], foot: NDArray[np.bool_], either: NDArray[np.bool_]) -> list[str]:
    """Say where the lines at the foot stand. Rows before the last are looked at only where the last is called so."""
    tail, first = _tail(blocks, either)
    every = np.concatenate([_sides(batch) for _, batch in tail] or [np.empty((0, 2), np.int32)])
    pairs = every[first:]
    if not foot[pairs].any():
        return []
    before = np.zeros(len(foot), np.bool_)
    before[every[:first]] = True
    for block in blocks[: len(blocks) - len(tail)]:
        if before[pairs].any(axis=1).all():
            return []
        before[_sides(block.read())] = True
    start = _start(pairs, before)
    if not foot[pairs[start:]].any():
        return []
    return _places(tail, len(pairs) - start)


def _tail(blocks: Sequence[Block], either: NDArray[np.bool_]) -> tuple[list[tuple[Block, Batch]], int]:
    """Return the last blocks, as far as the foot may reach, and the first of their rows that may be of it."""
    tail: list[tuple[Block, Batch]] = []
    for block in reversed(blocks):
        batch = block.read()
        tail.insert(0, (block, batch))
        if first := _run(batch, either):
            return tail, first
    return tail, 0


def _places(tail: Sequence[tuple[Block, Batch]], many: int) -> list[str]:
    """Say where the last so many rows stand."""
    found: list[str] = []
    for block, batch in reversed(tail):
        rows = len(batch.score)
        new = range(max(rows - (many - len(found)), 0), rows)
        found = [*(place_of(block, batch, at)[1] for at in new), *found]
    return found


def _sides(batch: Batch) -> NDArray[np.int32]:
    """Return the people of both sides, a row a comparison."""
    assert batch.probe is not None  # noqa: S101 - people have names
    assert batch.reference is not None  # noqa: S101
    return np.stack([batch.probe, batch.reference], axis=1)


def _run(batch: Batch, either: NDArray[np.bool_]) -> int:
    """Return where the rows begin that all name such a word on a side, up to the end."""
    others = np.flatnonzero(~either[_sides(batch)].any(axis=1))
    return int(others[-1]) + 1 if len(others) else 0


def _start(pairs: NDArray[np.int32], before: NDArray[np.bool_]) -> int:
    """Return from which row on nobody is met who was met before it."""
    start = 0
    while len(met := np.flatnonzero(before[pairs[start:]].any(axis=1))):
        start += int(met[-1]) + 1
        before[pairs[:start]] = True
    return start


def stops(name: str, places: Sequence[str], what: str = "row") -> Problem:
    """Return what is said of rows, or of a matrix of its columns, at the foot."""
    one = len(places) == 1
    return Problem(
        code=CODE,
        severity="error",
        found=f"the last {f'{what} is' if one else f'{count(len(places))} {what}s are'} called as a total or a mean is",
        where=in_places(name, places, len(places)),
        expected=f"{'a comparison' if what == 'row' else 'comparisons'} in every {what}, to the end",
        means=f"nobody in them occurs in any other {what}, and as comparisons they would change the rates",
        do=f"take the {what}{'' if one else 's'} out; a person who is called so stays with a number behind the name",
    )


CHECK = Check(code=CODE, about=__doc__, look=look, of_a_part=True)
