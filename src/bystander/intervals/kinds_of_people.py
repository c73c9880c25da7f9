"""People of whom two numbers are the same, gathered: sums over every two people are then sums over every two kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

MOST_KINDS = 2000  # of which every two are looked at
STEPS = (0.005, 0.01, 0.02, 0.04)  # by which numbers may differ that are taken for one, where there are more


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """``first``, ``second``: both numbers of each kind; ``people``: how many it has; ``person``: the kind of each."""

    first: Numbers
    second: Numbers
    people: NDArray[np.int64]
    person: NDArray[np.int64]

    @classmethod
    def of(cls, first: Numbers, second: Numbers) -> Kinds:
        """Gather people whose numbers are the same."""
        order = np.lexsort((second, first))
        new = np.ones(len(order), bool)
        new[1:] = (np.diff(first[order]) != 0) | (np.diff(second[order]) != 0)
        starts = np.flatnonzero(new)
        person = np.empty(len(order), np.int64)
        person[order] = np.cumsum(new) - 1
        return cls(
            first=first[order][starts], second=second[order][starts], people=np.diff(np.append(starts, len(order))),
            person=person,
        )  # fmt: skip

    @classmethod
    def few(cls, first: Numbers, second: Numbers) -> Kinds | None:
        """Gather people into at most MOST_KINDS, with the mean numbers of each; None where they differ too much."""
        kinds = cls.of(first, second)
        for step in STEPS:
            if len(kinds.people) <= MOST_KINDS:
                return kinds
            near = cls.of(*(_rounded(side, step) for side in (first, second)))
            means = (np.bincount(near.person, weights=side) / near.people for side in (first, second))
            kinds = cls(**dict(zip(("first", "second"), means, strict=True)), people=near.people, person=near.person)
        return kinds if len(kinds.people) <= MOST_KINDS else None

    def every_two(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield how often two people met of whom one is of a kind, and how many such pairs there are.

        The numbers are probes and references, each probe compared with all references.
        """
        p, r, people = self.first, self.second, self.people.astype(np.float64)
        for i in range(len(p)):
            pairs = people[i] * people[i:]
            pairs[0] = people[i] * (people[i] - 1) / 2
            yield p[i] * r[i:] + r[i] * p[i:], pairs


def _rounded(numbers: Numbers, step: float) -> Numbers:
    """Return numbers with those together that differ by less than about a step, as a part of them."""
    log = np.log(numbers, out=np.zeros_like(numbers), where=numbers > 0)
    return np.where(numbers > 0, np.round(log / step), -np.inf)
