"""Which sample is which: codes that are equal exactly where the samples are the same.

Sample names are taken at their word only where that makes sense; see EV21 for the other cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.people.pseudonyms import Names

_LOCAL = 0.1  # above this share of names that occur under two people, names are numbered per person
_SAME = 0.5  # numbered separately, probes and references have most numbers in common
_NOBODY = -1


@dataclass
class OwnerMap:
    """For every sample name of one side: its person, and whether it has occurred under two."""

    owner: NDArray[np.int32]
    shared: NDArray[np.bool_]

    @classmethod
    def empty(cls, names: int) -> OwnerMap:
        """Return the map of names that were not met yet."""
        return cls(np.full(names, _NOBODY, np.int32), np.zeros(names, np.bool_))

    def add(self, name: NDArray[np.integer], person: NDArray[np.int32]) -> None:
        """Take in rows; rows without a name or a person do not count. The order of rows does not matter."""
        known = (name >= 0) & (person >= 0)
        if not known.all():
            name, person = name[known], person[known]
        fresh = self.owner[name] == _NOBODY
        if fresh.any():
            self.owner[name[fresh]] = person[fresh]
        apart = self.owner[name] != person
        if apart.any():
            self.shared[name[apart]] = True

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Tell which names have occurred."""
        seen: NDArray[np.bool_] = self.owner != _NOBODY
        return seen

    @property
    def placeholder(self) -> bool:
        """Return whether every row has one and the same name, though the rows are of several people."""
        return bool(self.shared.any()) and int(self.seen.sum()) == 1


@dataclass(frozen=True)
class Namespace:
    """How names become samples: ``nested`` in the person, and with ``separate`` numbering of the two sides."""

    names: int
    nested: bool = False
    separate: bool = False

    def size(self, people: int) -> int:
        """Return a number that all sample codes are below, of so many people."""
        return self.names * (max(people, 1) if self.nested else 1) + (self.names if self.separate else 0)

    def probe(self, name: NDArray[np.integer], person: NDArray[np.int32] | None) -> NDArray[np.integer]:
        """Return sample codes of the probe side, names where they will do; -1 where there is no name."""
        if not self.nested or person is None:
            return name
        return np.where(name < 0, -1, person.astype(np.int64) * self.names + name)

    def reference(self, name: NDArray[np.integer], person: NDArray[np.int32] | None) -> NDArray[np.integer]:
        """Return sample codes of the reference side; -1 where there is no name."""
        codes = self.probe(name, person)
        if self.separate:
            codes = np.where(codes < 0, -1, codes.astype(np.int64) + self.names)
        return codes


@dataclass(frozen=True)
class SampleNames:
    """What the pseudonyms of samples are made of."""

    names: Names
    space: Namespace

    def of_probes(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the codes of the names of probe samples."""
        return codes % self.space.names if self.space.nested else codes


@dataclass(frozen=True)
class Doubtful:
    """Sample names of two people, of how many, and the first person of each name."""

    names: NDArray[np.bool_]
    owner: NDArray[np.int32]
    of: int

    @property
    def total(self) -> int:
        """Number of such names."""
        return int(np.count_nonzero(self.names))

    def rows(self, name: NDArray[np.integer], person: NDArray[np.int32]) -> NDArray[np.intp]:
        """Return the positions of rows with such a name and somebody else than its first person."""
        known = (name >= 0) & (person >= 0)
        return np.flatnonzero(known & self.names[name] & (self.owner[name] != person))


def namespace(probe: OwnerMap | None, reference: OwnerMap | None) -> tuple[Namespace, Doubtful | None]:
    """Decide how the names of the two sides are to be read; None for a side without names.

    Also returns the names that belong to two people, where that must be a mistake.
    """
    sides = [side for side in (probe, reference) if side is not None]
    if not sides:
        return Namespace(0), None
    names = len(sides[0].owner)
    shared = np.zeros(names, np.bool_)
    seen = np.zeros(names, np.bool_)
    for side in sides:
        shared |= side.shared
        seen |= side.seen
    total, doubled = int(seen.sum()), int(shared.sum())
    owner = sides[0].owner if len(sides) == 1 else np.where(sides[0].seen, sides[0].owner, sides[1].owner)
    if doubled:
        if doubled > _LOCAL * total:
            return Namespace(names, nested=True), None
        return Namespace(names, nested=True), Doubtful(shared, owner, total)
    if probe is not None and reference is not None:
        common = probe.seen & reference.seen
        apart = common & (probe.owner != reference.owner)
        both, fewer = int(common.sum()), min(int(probe.seen.sum()), int(reference.seen.sum()))
        if int(apart.sum()) > _LOCAL * both and both >= _SAME * fewer:
            return Namespace(names, separate=True), None
        if apart.any():
            return Namespace(names, nested=True), Doubtful(apart, owner, total)
    return Namespace(names), None
