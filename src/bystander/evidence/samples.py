"""Which sample is which: codes that are equal exactly where the samples are the same.

Sample names are taken at their word only where that makes sense; see EV21 for the other cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.checks import ev21_samples as ev21

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.pseudonyms import Names

_LOCAL = 0.1  # above this share of names that occur under two people, names are numbered per person
_NOBODY = -1


@dataclass
class OwnerMap:
    """For every sample name of one side: its person, and whether it has occurred under two."""

    owner: NDArray[np.int32]
    shared: NDArray[np.bool_]

    @classmethod
    def empty(cls, names: int) -> OwnerMap:
        """Give the map of names that were not met yet."""
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
        """Tell whether every row has one and the same name, though the rows are of several people."""
        return bool(self.shared.any()) and int(self.seen.sum()) == 1


@dataclass(frozen=True)
class Namespace:
    """How names become samples: ``nested`` in the person, and with ``separate`` numbering of the two sides."""

    names: int
    nested: bool = False
    separate: bool = False

    def probe(self, name: NDArray[np.integer], person: NDArray[np.int32] | None) -> NDArray[np.int64]:
        """Give sample codes of the probe side; -1 where there is no name."""
        codes = name.astype(np.int64)
        if self.nested and person is not None:
            codes = np.where(codes < 0, -1, person.astype(np.int64) * self.names + codes)
        return codes

    def reference(self, name: NDArray[np.integer], person: NDArray[np.int32] | None) -> NDArray[np.int64]:
        """Give sample codes of the reference side; -1 where there is no name."""
        codes = self.probe(name, person)
        if self.separate:
            codes = np.where(codes < 0, -1, codes + self.names)
        return codes


@dataclass(frozen=True)
class SampleNames:
    """What the pseudonyms of samples are made of."""

    names: Names
    space: Namespace

    def of_probes(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the codes of the names of probe samples."""
        return codes % self.space.names if self.space.nested else codes


def namespace(name: str, probe: OwnerMap | None, reference: OwnerMap | None) -> tuple[Namespace, list[Problem]]:
    """Decide how the names of the two sides are to be read; None for a side without names."""
    sides = [side for side in (probe, reference) if side is not None]
    names = len(sides[0].owner) if sides else 0
    shared = np.zeros(names, np.bool_)
    seen = np.zeros(names, np.bool_)
    for side in sides:
        shared |= side.shared
        seen |= side.seen
    total, doubled = int(seen.sum()), int(shared.sum())
    if doubled:
        if doubled > _LOCAL * total:
            return Namespace(names, nested=True), [ev21.local(name)]
        return Namespace(names, nested=True), [ev21.two_people(name, doubled, total)]
    if probe is not None and reference is not None:
        common = probe.seen & reference.seen
        apart = int((probe.owner[common] != reference.owner[common]).sum())
        if apart > _LOCAL * int(common.sum()):
            return Namespace(names, separate=True), [ev21.separate(name)]
        if apart:
            return Namespace(names, nested=True), [ev21.two_people(name, apart, total)]
    return Namespace(names), []
