"""From the columns of a table to a trial: codes for identifiers, refused rows left out, blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError, Problem
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.comparisons.blocks import Arrays, blocks_of, settle
from bystander.evidence.comparisons.checks import ev09_ground_truth as ev09
from bystander.evidence.comparisons.checks import ev10_no_subject as ev10
from bystander.evidence.comparisons.checks import ev14_self_comparison as ev14
from bystander.evidence.comparisons.checks import ev15_duplicate as ev15
from bystander.evidence.comparisons.checks import ev20_rows as ev20
from bystander.evidence.comparisons.checks import ev21_samples as ev21
from bystander.evidence.comparisons.refusals import repeats
from bystander.evidence.comparisons.samples import OwnerMap, SampleNames, namespace
from bystander.evidence.comparisons.trial import Trial
from bystander.evidence.people.codes import encoded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.request import Request

LISTED = 6  # rows that are remembered for each problem


@dataclass(frozen=True, kw_only=True)
class Table:
    """The columns of a table by role, each a pyarrow (chunked) array; ``rows`` where they do not run on."""

    columns: Mapping[str, Any]
    first_row: int = 2
    rows: NDArray[np.int64] | None = None
    problems: Sequence[Problem] = field(default=())
    people: tuple[NDArray[np.int32], NDArray[np.int32], int] | None = None  # subjects, where truth was a file

    def __len__(self) -> int:
        return len(self.columns["score"])

    def numbers(self, positions: NDArray[np.integer]) -> list[int]:
        """Return the rows, as a spreadsheet counts them, of the first few positions."""
        few = positions[:LISTED]
        return [int(p) + self.first_row for p in few] if self.rows is None else [int(r) for r in self.rows[few]]


def assemble(table: Table, request: Request, *, form: str, sha256: str) -> Trial:
    """Make the trial of a table. Raises :class:`EvidenceError` with every problem that stops the work."""
    name = request.name
    problems = list(table.problems)
    n = len(table)
    if not n:
        raise EvidenceError(name, [*problems, *([] if problems else [ev02.header_only(name)])])
    score = to_scores(table.columns["score"])
    flags = table.columns.get("failed")
    failed = None if flags is None else to_flags(flags)
    score, failed = settle(score, failed, -1 if request.distance else 1, request.failed_scores)
    probe, reference, subjects, missing, people = _subjects(table, name, problems)
    mated = None
    if probe is None:
        flags = table.columns["mated"]
        mated = to_flags(flags)
        missing = to_missing(flags)
        if missing is not None:
            rows = np.flatnonzero(missing)
            problems.append(ev10.no_subject(name, "mated", table.numbers(rows), len(rows)))
    keep = np.ones(n, np.bool_) if missing is None else ~missing
    left, right, samples = _images(table, probe, reference, name, problems)
    if left is not None and right is not None:
        _refuse_pairs(table, (left, right), (score, failed), keep=keep, name=name, problems=problems)
    arrays = Arrays(
        score=score, probe=probe, reference=reference, mated=mated, failed=failed,
        probe_image=left, reference_image=right, first_row=table.first_row, row=table.rows,
    )  # fmt: skip
    if probe is not None and reference is not None and "mated" in table.columns:
        stated = to_flags(table.columns["mated"])
        wrong = int(((probe == reference) != stated)[keep].sum())
        if wrong:
            problems.append(ev09.disagreement(name, wrong))
    refused = n - int(keep.sum())
    if refused:
        arrays = _only(arrays, keep)
    if refused == n:
        problems.append(ev20.none_left(name, n))
    return Trial(
        name=name, sha256=sha256, format=form, blocks=blocks_of(arrays), subjects=subjects, rows_read=n,
        rows_refused=refused, distance=request.distance, problems=tuple(problems),
        people=people, samples=samples,
    )  # fmt: skip


def to_scores(column: pa.ChunkedArray) -> NDArray[np.floating]:
    """Return scores as float64, or float32 where they are that; NaN where there is none."""
    kind = np.float32 if column.type in (pa.float32(), pa.float16()) else np.float64
    parts = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    if not parts:
        return np.empty(0, kind)
    arrays = [part.to_numpy(zero_copy_only=False).astype(kind, copy=False) for part in parts]
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def to_flags(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Return a column of true and false as bool; an empty cell is false."""
    return _plain(pc.fill_null(column, fill_value=False))


def to_missing(column: pa.ChunkedArray) -> NDArray[np.bool_] | None:
    """Tell which cells are empty, or None where none is."""
    return _plain(column.is_null()) if column.null_count else None


def _plain(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column]), dtype=np.bool_)


def _subjects(
    table: Table, name: str, problems: list[Problem]
) -> tuple[NDArray[np.int32] | None, NDArray[np.int32] | None, int | None, NDArray[np.bool_] | None, Names | None]:
    names: Names | None = None
    if table.people is not None:
        probe, reference, size = table.people
    elif "probe_subject" in table.columns:
        sides = [table.columns["probe_subject"], table.columns["reference_subject"]]
        names, (probe, reference) = encoded(sides, people=True)
        size = names.size
    else:
        return None, None, None, None, None
    roles = ("probe_subject", "reference_subject") if table.people is None else ("probe_id", "reference_id")
    missing = None
    for role, side in zip(roles, (probe, reference), strict=True):
        rows = np.flatnonzero(side < 0)
        if len(rows):
            problems.append(ev10.no_subject(name, role, table.numbers(rows), len(rows)))
            missing = (side < 0) if missing is None else missing | (side < 0)
    return probe, reference, size, missing, names


def _images(
    table: Table,
    probe: NDArray[np.int32] | None,
    reference: NDArray[np.int32] | None,
    name: str,
    problems: list[Problem],
) -> tuple[NDArray[np.int64] | None, NDArray[np.int64] | None, SampleNames | None]:
    """Return the sample codes of both sides, None for a side without usable names, and what they are codes of."""
    roles = [role for role in ("probe_id", "reference_id") if role in table.columns]
    people = {"probe_id": probe, "reference_id": reference}
    if not roles:
        return None, None, None
    codes, found = encoded([table.columns[role] for role in roles])
    sides = dict(zip(roles, found, strict=True))
    maps: dict[str, OwnerMap] = {}
    for role in roles:
        person = people[role]
        if person is None:
            continue
        owners = OwnerMap.empty(codes.size)
        owners.add(sides[role], person)
        if owners.placeholder:
            problems.append(ev21.placeholder(name, role))
            del sides[role]
        else:
            maps[role] = owners
    space, more, doubtful = namespace(name, maps.get("probe_id"), maps.get("reference_id"))
    problems.extend(more)
    if doubtful is not None:
        given = ((sides[role], people[role]) for role in maps)
        found_in = [doubtful.rows(side, person) for side, person in given if person is not None]
        rows = np.unique(np.concatenate(found_in))
        problems.append(ev21.two_people(name, table.numbers(rows), len(rows), samples=doubtful.total, of=doubtful.of))
    left, right = sides.get("probe_id"), sides.get("reference_id")
    return (
        None if left is None else space.probe(left, probe),
        None if right is None else space.reference(right, reference),
        SampleNames(codes, space),
    )


def _refuse_pairs(
    table: Table,
    images: tuple[NDArray[np.int64], NDArray[np.int64]],
    scores: tuple[NDArray[np.floating], NDArray[np.bool_] | None],
    *,
    keep: NDArray[np.bool_],
    name: str,
    problems: list[Problem],
) -> None:
    """Strike self-comparisons and repeated rows out of ``keep`` and say so."""
    (probe, reference), (score, failed) = images, scores
    itself = np.flatnonzero((probe == reference) & (probe >= 0) & keep)
    if len(itself):
        problems.append(ev14.with_itself(name, len(itself), table.numbers(itself)))
        keep[itself] = False
    left = np.flatnonzero(keep)
    if len(left) == len(keep):
        found = repeats(probe, reference, score, failed)
    else:
        found = repeats(probe[left], reference[left], score[left], None if failed is None else failed[left])
        found = replace(found, same=left[found.same], other=left[found.other])
    if len(found.same):
        problems.append(ev15.repeated(name, len(found.same), table.numbers(found.same)))
        keep[found.same] = False
    if len(found.other):
        problems.append(ev15.conflicting(name, len(found.other), table.numbers(found.other)))


def _only(arrays: Arrays, keep: NDArray[np.bool_]) -> Arrays:
    positions = np.flatnonzero(keep)

    def cut(values: NDArray[Any] | None) -> NDArray[Any] | None:
        return None if values is None else values[positions]

    row = arrays.row[positions] if arrays.row is not None else positions + arrays.first_row
    return Arrays(
        score=arrays.score[positions], probe=cut(arrays.probe), reference=cut(arrays.reference),
        mated=cut(arrays.mated),
        failed=cut(arrays.failed), probe_image=cut(arrays.probe_image), reference_image=cut(arrays.reference_image),
        first_row=arrays.first_row, row=row,
    )  # fmt: skip
