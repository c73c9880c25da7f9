"""A file of true pairs: two columns, the probe and the reference sample of each pair known to be of one person.

From such pairs to people: the connected components of the pairs. If samples a and b are of one person, and b and c are,
then all three are. A sample that is in no pair is a person of their own: that is what the makers of such files mean by
leaving it out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks.check import found_by, require, stop
from bystander.evidence.checks.order import IS_TEXT
from bystander.evidence.comparisons.checks.order import COVER, IMPLIED
from bystander.evidence.comparisons.columns import COMPARISONS, roles_in
from bystander.evidence.comparisons.reading import PairsSeen
from bystander.evidence.people.codes import codes_of
from bystander.evidence.people.of_samples import OfSamples
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.tables.head import Head

_WIDTH = 2


def read_pairs(path: Path) -> tuple[Any, Any]:
    """Return the two columns of a file of true pairs, any delimiter, with a header of known names or without.

    Raises EvidenceError for columns that cannot be told, and for every row that cannot be read.
    """
    head = look(path)
    require(IS_TEXT, head, path.name)
    header = roles_in(head.cells[0])
    at = [0, 1]
    if header.has("probe_id", "reference_id"):
        at = [header.positions["probe_id"], header.positions["reference_id"]]
    elif header.has("probe_subject", "reference_subject"):
        at = [header.positions["probe_subject"], header.positions["reference_subject"]]
    elif head.width != _WIDTH:
        raise EvidenceError(path.name, [ev04.missing(path.name, header, head.width, table=COMPARISONS)])
    columns = words_of(path, head, at, named=bool(header.positions))
    return columns[at[0]], columns[at[1]]


def words_of(path: Path, head: Head, at: Sequence[int], *, named: bool) -> Mapping[int, Any]:
    """Return columns of words by position; ``named``: the first line is a header.

    Raises EvidenceError for every row that cannot be read.
    """
    layout = Layout(
        delimiter=head.delimiter, width=head.width, kinds=dict.fromkeys(at, "text"), labels={p: f"{p + 1}" for p in at},
        header_rows=head.blank + 1 if named else 0, header=head.cells[0] if named else (),
    )  # fmt: skip
    found = read_layout(path, layout)
    stop(found.problems, path.name)
    return found.columns


def people_by_pairs(
    path: Path, probe: pa.ChunkedArray, reference: pa.ChunkedArray, name: str, *, grid: bool = False
) -> tuple[NDArray[np.int32], NDArray[np.int32], OfSamples, list[Problem]]:
    """Return subject codes of two columns of sample names, what tells the subjects, and what was found.

    The columns are those of a table, or with ``grid`` the names of the rows and of the columns of a matrix.
    Raises :class:`EvidenceError` where the pairs name no sample of the columns.
    """
    first, second = read_pairs(path)
    names = [as_text(c) for c in (probe, reference, first, second)]
    codes = codes_of(names)
    left, right, a, b = (codes.encode(column) for column in names)
    present = np.zeros(codes.size, np.bool_)
    present[left[left >= 0]] = True
    present[right[right >= 0]] = True
    known = (a >= 0) & (b >= 0)
    covered = known.copy()
    covered[known] = present[a[known]] & present[b[known]]
    seen = PairsSeen(file=path.name, listed=len(covered), covered=int(covered.sum()))
    problems = found_by(COVER, seen)
    if any(p.stops for p in problems):
        raise EvidenceError(name, problems)
    person = components(codes.size, a[known], b[known])
    used, place = np.unique(np.where(present, person, -1), return_inverse=True)
    person = (place - (1 if used[0] == -1 else 0)).astype(np.int32)  # people who are in the scores: 0 ... size-1
    size = len(used) - (1 if used[0] == -1 else 0)
    probe_person = np.where(left >= 0, person[left], -1).astype(np.int32)
    reference_person = np.where(right >= 0, person[right], -1).astype(np.int32)
    if grid:
        pairs = [np.nonzero(probe_person[i : i + 256, None] == reference_person) for i in range(0, len(left), 256)]
        rows = np.concatenate([r + 256 * i for i, (r, _) in enumerate(pairs)])
        columns = np.concatenate([c for _, c in pairs])
    else:
        rows = columns = np.flatnonzero(probe_person == reference_person)
    implied = _implied(left[rows], right[columns], (a[known], b[known]))
    problems += found_by(IMPLIED, replace(seen, implied=implied))
    return probe_person, reference_person, OfSamples(codes, person, size), problems


def components(size: int, first: NDArray[np.integer], second: NDArray[np.integer]) -> NDArray[np.int32]:
    """Return the component (0 ... number-1) of each of ``size`` nodes, joined by the edges first-second.

    Components are numbered by their smallest node. No edges: every node is its own component.
    Method: hook the larger root to the smaller, then let everyone point at the root, until nothing moves.
    """
    root = np.arange(size, dtype=np.int64)
    while True:
        a, b = root[first], root[second]
        apart = a != b
        if not apart.any():
            break
        low, high = np.minimum(a[apart], b[apart]), np.maximum(a[apart], b[apart])
        np.minimum.at(root, high, low)
        while True:
            above = root[root]
            if np.array_equal(above, root):
                break
            root = above
    return np.unique(root, return_inverse=True)[1].astype(np.int32)


def _implied(
    left: NDArray[np.int32], right: NDArray[np.int32], pairs: tuple[NDArray[np.int32], NDArray[np.int32]]
) -> int:
    """Count mated comparisons, of the samples left and right, whose pair is listed in neither order."""
    rows = np.flatnonzero((left != right) & (left >= 0) & (right >= 0))
    a, b = pairs
    wide = np.int64(1 << 31)
    low, high = np.minimum(left[rows], right[rows]), np.maximum(left[rows], right[rows])
    listed = np.minimum(a, b) * wide + np.maximum(a, b)
    return int((~np.isin(low * wide + high, listed)).sum())


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of names as text, whatever it is stored as."""
    told = pa.types.is_dictionary(column.type) or pa.types.is_large_string(column.type)
    return column if told else column.cast(pa.large_utf8())
