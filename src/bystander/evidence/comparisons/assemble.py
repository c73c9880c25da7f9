"""From the columns of a table to a trial: codes for identifiers, refused rows left out, blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import ROWS
from bystander.evidence.comparisons.blocks import Arrays, blocks_of, settle
from bystander.evidence.comparisons.checks.order import READING
from bystander.evidence.comparisons.copied import copied_rows
from bystander.evidence.comparisons.double_loop import double_loop
from bystander.evidence.comparisons.mirrored import BothOrders, both_orders, people_in_both_orders
from bystander.evidence.comparisons.reading import Reading
from bystander.evidence.comparisons.refusals import Repeats, any_pair_twice, repeats
from bystander.evidence.comparisons.samples import Doubtful, Namespace, OwnerMap, SampleNames, namespace
from bystander.evidence.comparisons.trial import BothHalves, Trial
from bystander.evidence.people.codes import encoded
from bystander.evidence.tables.as_array import numbers_of
from bystander.evidence.tables.table_columns import TableColumns
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.double_loop import DoubleLoop
    from bystander.evidence.people.of_samples import OfSamples
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.request import Request

_NOWHERE: NDArray[np.integer] = np.empty(0, np.int64)


@dataclass(frozen=True, kw_only=True)
class Table(TableColumns[str]):
    """The columns of a table of comparisons by role.

    ``people``: subjects of both sides, and what tells them, where they are no columns. ``chained``: they follow from
    labels of the rows, which must not contradict them. ``unlisted``: rows that are left out, as no list of trials
    labels them.
    """

    people: tuple[NDArray[np.int32], NDArray[np.int32], OfSamples] | None = None
    chained: bool = False
    unlisted: NDArray[np.bool_] | None = None


def assemble(table: Table, request: Request, *, form: str, sha256: str) -> Trial:
    """Make the trial of a table. Raises :class:`EvidenceError` with every problem that stops the work."""
    name = request.name
    n = len(table)
    if not n:
        raise EvidenceError(name, list(table.problems) or found_by(ROWS, Count(name, n)))
    score = to_scores(table.columns["score"])
    flags = table.columns.get("failed")
    failed = None if flags is None else to_flags(flags)
    score, failed = settle(score, failed, -1 if request.distance else 1, request.failed_scores)
    people = _subjects(table, name)
    probe, reference = people.probe, people.reference
    nameless = _nameless(table, people)
    keep = ~np.logical_or.reduce(list(nameless.values())) if nameless else np.ones(n, np.bool_)
    if table.unlisted is not None:
        keep &= ~table.unlisted
    images = _images(table, people, name)
    itself, again, orders = _refused_pairs(images, score, failed, keep=keep)
    stated = to_flags(table.columns["mated"]) if "mated" in table.columns else None
    odd = _NOWHERE
    if probe is not None and reference is not None and stated is not None:
        labelled = to_valid(table.columns["mated"])
        odd = np.flatnonzero(((probe == reference) != stated) & labelled & keep)
    loop = None
    if keep.all() and table.people is None and not any(role in table.columns for role in ("probe_id", "reference_id")):
        loop = _loop(people, score, request)
    apart = request.square == "apart"
    mirror = _NOWHERE if apart else orders.once
    if loop is not None:
        itself, mirror = loop.itself, loop.again
        keep[itself] = False
    every = keep.copy()
    keep[mirror] = False
    used = int(keep.sum())
    reading = Reading(
        name=name, read=n, used=used,
        nameless={role: table.at(np.flatnonzero(missing)) for role, missing in nameless.items()},
        placeholders=images.placeholders, space=images.space, doubtful=images.doubtful,
        doubtful_rows=table.at(images.doubtful_at),
        itself=table.at(itself), repeated=table.at(again.same), conflicting=[table.at(again.other)],
        disagreeing=table.at(_NOWHERE if table.chained else odd),
        contradicted=table.at(odd if table.chained else _NOWHERE),
        twice=0 if loop is None else len(mirror), both_orders=len(mirror) if loop is None else 0,
        two_scores=(0, 0) if apart else (orders.differing, orders.pairs),
        of_people=0 if apart or loop is not None else _of_people(people, images, score, keep),
        copied=0 if loop is not None else _copied(people, images, score, keep),
        unsettled=loop is not None and loop.unsettled, suspected=loop is not None and loop.suspected,
    )  # fmt: skip
    arrays = Arrays(
        score=score, probe=probe, reference=reference, mated=stated if probe is None else None, failed=failed,
        probe_image=images.left, reference_image=images.right, first_row=table.first_row, row=table.rows,
    )  # fmt: skip
    halves = None
    if len(mirror):
        found = (*table.problems, *found_by(READING, replace(reading, used=int(every.sum()), twice=0, both_orders=0)))
        halves = BothHalves(blocks=blocks_of(_only(arrays, every)), rows_refused=n - int(every.sum()), problems=found)
    arrays = _only(arrays, keep)
    return Trial(
        name=name, sha256=sha256, format=form, blocks=blocks_of(arrays), subjects=people.size, rows_read=n,
        rows_refused=n - used, distance=request.distance, problems=(*table.problems, *found_by(READING, reading)),
        people=people.names, samples=images.names, halves=halves,
        both_orders=orders.differing > 0 and not apart,
        chained=None if table.people is None else table.people[2],
    )  # fmt: skip


def to_scores(column: pa.ChunkedArray) -> NDArray[np.floating]:
    """Return scores as float64, or float32 where they are that; NaN where there is none."""
    kind = np.float32 if column.type in (pa.float32(), pa.float16()) else np.float64
    return numbers_of(column).astype(kind, copy=False)


def to_flags(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Return a column of true and false as bool; an empty cell is false."""
    return _plain(pc.fill_null(column, fill_value=False))


def to_missing(column: pa.ChunkedArray) -> NDArray[np.bool_] | None:
    """Tell which cells are empty, or None where none is."""
    return _plain(column.is_null()) if column.null_count else None


def to_valid(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Tell which cells are not empty."""
    return _plain(column.is_valid())


def _plain(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column]), dtype=np.bool_)


@dataclass(frozen=True, kw_only=True)
class _People:
    """Subject codes of both sides, how many there are, and what they stand for; None where nobody is named."""

    probe: NDArray[np.int32] | None = None
    reference: NDArray[np.int32] | None = None
    size: int | None = None
    names: Names | None = None


@dataclass(frozen=True, kw_only=True)
class _Images:
    """Sample codes of both sides, None for a side without usable names, and how their names were read."""

    left: NDArray[np.int64] | None = None
    right: NDArray[np.int64] | None = None
    names: SampleNames | None = None
    placeholders: Sequence[str] = ()
    space: Namespace | None = None
    doubtful: Doubtful | None = None
    doubtful_at: NDArray[np.integer] = field(default_factory=lambda: _NOWHERE)


def _subjects(table: Table, name: str) -> _People:
    if table.people is not None:
        probe, reference, told = table.people
        return _People(probe=probe, reference=reference, size=told.size)
    if "probe_subject" not in table.columns:
        return _People()
    names, (probe, reference) = encoded(
        [table.columns["probe_subject"], table.columns["reference_subject"]], people=True, name=name
    )
    return _People(probe=probe, reference=reference, size=names.size, names=names)


def _nameless(table: Table, people: _People) -> dict[str, NDArray[np.bool_]]:
    """Tell which rows lack their ground truth, by the column that lacks it; columns that lack none are left out."""
    if people.probe is None or people.reference is None:
        missing = to_missing(table.columns["mated"])
        return {} if missing is None else {"mated": missing}
    roles = ("probe_subject", "reference_subject") if table.people is None else ("probe_id", "reference_id")
    sides = zip(roles, (people.probe, people.reference), strict=True)
    found = {role: missing for role, side in sides if (missing := side < 0).any()}
    unlabelled = to_missing(table.columns["mated"]) if table.chained else None
    return found if unlabelled is None else {**found, "mated": unlabelled}


def _loop(people: _People, score: NDArray[np.floating], request: Request) -> DoubleLoop | None:
    """Return the double loop over images that the rows are, where they are one."""
    if people.probe is None or people.reference is None:
        return None
    return double_loop(people.probe, people.reference, score, request.square)


def _of_people(people: _People, images: _Images, score: NDArray[np.floating], keep: NDArray[np.bool_]) -> int:
    """Return how many rows may be of the same two images as another, where these have no names."""
    if people.probe is None or people.reference is None or not (images.left is None or images.right is None):
        return 0
    return people_in_both_orders(people.probe[keep], people.reference[keep], score[keep])


def _copied(people: _People, images: _Images, score: NDArray[np.floating], keep: NDArray[np.bool_]) -> int:
    """Return how many rows may be copies of others, where the images have no names."""
    if people.probe is None or people.reference is None or not (images.left is None or images.right is None):
        return 0
    return copied_rows(people.probe[keep], people.reference[keep], score[keep]) if keep.any() else 0


def _images(table: Table, people: _People, name: str) -> _Images:
    roles = [role for role in ("probe_id", "reference_id") if role in table.columns]
    person_of = {"probe_id": people.probe, "reference_id": people.reference}
    if not roles:
        return _Images()
    codes, found = encoded([table.columns[role] for role in roles], name=name)
    sides = dict(zip(roles, found, strict=True))
    maps: dict[str, OwnerMap] = {}
    placeholders = []
    for role in roles:
        person = person_of[role]
        if person is None:
            continue
        owners = OwnerMap.empty(codes.size)
        owners.add(sides[role], person)
        if owners.placeholder:
            placeholders.append(role)
            del sides[role]
        else:
            maps[role] = owners
    space, doubtful = namespace(maps.get("probe_id"), maps.get("reference_id"))
    at = _NOWHERE
    if doubtful is not None:
        given = ((sides[role], person_of[role]) for role in maps)
        at = distinct(np.concatenate([doubtful.rows(side, person) for side, person in given if person is not None]))
    left, right = sides.get("probe_id"), sides.get("reference_id")
    return _Images(
        left=None if left is None else space.probe(left, people.probe).astype(np.int64),
        right=None if right is None else space.reference(right, people.reference).astype(np.int64),
        names=SampleNames(codes, space), placeholders=placeholders, space=space, doubtful=doubtful, doubtful_at=at,
    )  # fmt: skip


def _refused_pairs(
    images: _Images, score: NDArray[np.floating], failed: NDArray[np.bool_] | None, *, keep: NDArray[np.bool_]
) -> tuple[NDArray[np.integer], Repeats, BothOrders]:
    """Strike self-comparisons and repeated rows out of ``keep``; returns both, and the pairs in both orders."""
    probe, reference = images.left, images.right
    if probe is None or reference is None:
        return _NOWHERE, Repeats(), BothOrders()
    itself = np.flatnonzero((probe == reference) & (probe >= 0) & keep)
    keep[itself] = False
    if not any_pair_twice(probe, reference, keep):
        return itself, Repeats(), BothOrders()
    left = np.flatnonzero(keep)
    found = repeats(probe[left], reference[left], score[left], None if failed is None else failed[left])
    found = replace(found, same=left[found.same], other=left[found.other])
    keep[found.same] = False
    left = np.flatnonzero(keep)
    orders = both_orders(probe[left], reference[left], score[left], None if failed is None else failed[left])
    return itself, found, replace(orders, second=left[orders.second])


def _only(arrays: Arrays, keep: NDArray[np.bool_]) -> Arrays:
    if keep.all():
        return arrays
    positions = np.flatnonzero(keep)
    row = arrays.row[positions] if arrays.row is not None else positions + arrays.first_row
    return replace(arrays, **{**arrays.at(positions), "row": row})
