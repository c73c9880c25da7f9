"""Who is in a large Parquet file, and whose each sample is, in one reading of identifiers that are places of an array.

They are where they are whole numbers, all there, and the file says that they lie close together. Other identifiers are
looked up: see :mod:`bystander.evidence.formats.parquet.survey`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.comparisons.samples import OwnerMap
from bystander.evidence.formats.parquet.blocks import SAMPLES, SUBJECTS, each
from bystander.evidence.people.codes import IntCodes
from bystander.kernels.by_code import meet_owners, tick
from bystander.kernels.compiling import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.formats.parquet.blocks import Part, Source

WIDEST = 1 << 24  # span of identifiers that have a place each


@dataclass(frozen=True, kw_only=True)
class Places:
    """Codes of people and of sample names, and the people of the samples of each role, where no name has two."""

    subjects: IntCodes
    images: IntCodes | None = None
    owners: Mapping[str, OwnerMap] | None = None


@dataclass
class _Ticked:
    """Identifiers of some roles: which of those from ``lowest`` on occur."""

    lowest: int
    seen: NDArray[np.bool_]

    @classmethod
    def of(cls, span: tuple[int, int]) -> _Ticked:
        return cls(span[0], np.zeros(span[1] - span[0] + 1, np.bool_))

    def codes(self) -> IntCodes:
        return IntCodes.of(np.flatnonzero(self.seen) + self.lowest)


@dataclass
class _Owners:
    """For each place of a name, the place of its person, -1 where it was not met, and whether it has two."""

    owner: NDArray[np.int32]
    shared: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.shared = np.zeros(len(self.owner), np.bool_)


def places(source: Source, parts: Sequence[Part]) -> Places | None:
    """Read the identifiers once, None where they are no places of an array."""
    samples = [role for role in SAMPLES if role in source.names]
    people, names = _span(source, SUBJECTS), _span(source, samples) if samples else (0, -1)
    if people is None or names is None:
        return None
    ticked = {**dict.fromkeys(SUBJECTS, _Ticked.of(people)), **dict.fromkeys(samples, _Ticked.of(names))}
    owners = {role: _Owners(np.full(len(ticked[role].seen), -1, np.int32)) for role in samples}

    def work(groups: tuple[int, ...]) -> dict[str, NDArray[Any]] | None:
        columns = source.read(groups, list(ticked))
        if any(column.null_count for column in columns.values()):
            return None
        numbers = {role: _plain(column.to_numpy()) for role, column in columns.items()}
        outside = sum(tick(numbers[role], of.lowest, of.seen) for role, of in ticked.items())
        return None if outside else numbers if samples else {}

    for numbers in each(work, parts):
        if numbers is None:
            return None
        for role, of in owners.items():
            whose = SUBJECTS[SAMPLES.index(role)]
            meet_owners(numbers[role], names[0], numbers[whose], people[0], of.owner, of.shared)
    subjects = ticked[SUBJECTS[0]].codes()
    if not samples:
        return Places(subjects=subjects)
    images = ticked[samples[0]].codes()
    if any(of.shared.any() for of in owners.values()):  # which person is the first of a name, a look-up tells
        return Places(subjects=subjects, images=images)
    return Places(
        subjects=subjects, images=images,
        owners={role: _in_codes(of, images.values - names[0], subjects, people[0]) for role, of in owners.items()},
    )  # fmt: skip


def _in_codes(of: _Owners, names: NDArray[np.int64], subjects: IntCodes, lowest: int) -> OwnerMap:
    place = of.owner[names]
    code = np.searchsorted(subjects.values, place.astype(np.int64) + lowest).astype(np.int32)
    return OwnerMap(np.where(place < 0, np.int32(-1), code), np.zeros(len(names), np.bool_))


def _span(source: Source, roles: Sequence[str]) -> tuple[int, int] | None:
    schema = source.metadata.schema.to_arrow_schema()
    kinds = [schema.field(source.names[role]).type for role in roles]
    if not all(pa.types.is_integer(kind) and not pa.types.is_uint64(kind) for kind in kinds):
        return None
    span = source.span(roles)
    return span if span is not None and span[1] - span[0] < WIDEST else None


def _plain(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers of one of two widths, so that a kernel is compiled for no more."""
    return frozen(numbers, np.int32 if numbers.dtype == np.int32 else np.int64)
