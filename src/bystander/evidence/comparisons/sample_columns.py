"""Columns that name samples beside the people, under headings that often name something else: probe and reference.

The rows tell. Names are those of samples where each belongs to one person, and most comparisons of a person with
themselves are of two names: a person who is named once more has one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.comparisons.columns import PEOPLE, SIDES, roles_in
from bystander.evidence.people.identifiers import as_words, is_one_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bystander.errors import Problem
    from bystander.evidence.request import Request
    from bystander.evidence.tables.table_columns import TableColumns

    Parts = Callable[[Sequence[int]], Iterable[TableColumns[int]]]

_OWNED = ("person", "sample")


def with_samples(header: Sequence[str], parts: Parts, request: Request) -> tuple[Request, list[Problem]]:
    """Return the request with the columns that name samples, where the rows tell it, and the note that says so.

    ``parts``: gives the columns at some positions, in parts of bounded size. Raises EvidenceError of a shard, as its
    rows may tell what those of others deny.
    """
    found = roles_in(header, request.columns)
    told = [side for side in SIDES if side in found.yielding]
    if not told or not found.has("score", *PEOPLE, *SIDES) or request.truth is not None or request.subject_from:
        return request, []
    headings = {side: header[found.positions[side]] for side in told}
    if request.part:
        raise EvidenceError(request.file.name, [ev04.untold_by_a_shard(request.file.name, headings)])
    at = [found.positions[role] for role in (*PEOPLE, *SIDES)]
    if not _are_samples(parts(at), at):
        return request, []
    return replace(request, columns={**request.columns, **headings}), [ev04.told_by_people(request.file.name, headings)]


def _are_samples(parts: Iterable[TableColumns[int]], at: Sequence[int]) -> bool:
    """Tell it by the rows of a table; ``at``: the positions of the people of both sides, then of the names."""
    owned = pa.table({name: pa.array([], pa.large_utf8()) for name in _OWNED})
    mated = of_two = 0
    for part in parts:
        columns = [part.columns[position] for position in at]
        if not all(is_one_value(column.type) for column in columns):
            return False
        left, right, probe, reference = (_words(column) for column in columns)
        same = pc.equal(left, right)
        mated += _count(same)
        of_two += _count(pc.and_(same, pc.not_equal(probe, reference)))
        for person, sample in ((left, probe), (right, reference)):
            both = pa.table([person, sample], names=_OWNED).drop_null()
            owned = pa.concat_tables([owned, both]).group_by(list(_OWNED)).aggregate([])
        if len(pc.unique(owned["sample"])) < len(owned):  # a name has two people
            return False
    return mated > 0 and 2 * of_two >= mated


def _words(column: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    words = as_words(column)
    words = pc.if_else(pc.equal(words, ""), None, words)
    return words.combine_chunks() if isinstance(words, pa.ChunkedArray) else words


def _count(flags: Any) -> int:  # noqa: ANN401 - pyarrow ships no types
    return pc.sum(flags).as_py() or 0
