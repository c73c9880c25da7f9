"""Number people by what they did, so that a resample of them is the same whoever names them, and in whatever order.

Codes of people depend on the order in which a file is read, or on the key of its pseudonyms. A random weight must not.
So each person gets a 64-bit number from what their searches came to, combined by addition, which has no order; people
are numbered by it. Two people with the same number did the same (or collide, 1 chance in 10^19 a pair), and which of
them comes first changes no rate of any resample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches import SearchTally

    Words = NDArray[np.uint64]


FAR = 101


def numbered(tally: SearchTally) -> NDArray[np.int64]:
    """Give the number of the person of each search, from 0; people are in the order of what they did.

    What a search came to is its best wrong score, the mate's score and rank, and whether it was mated and failed; what
    a unit came to, its searches; what a person did, their units. The person of a unit is that of its first search.
    """
    rank = np.minimum(tally.rank, FAR)  # a tally file counts no further
    search = _hash(
        [(tally.other + 0.0).view(np.uint64), (tally.mate + 0.0).view(np.uint64), rank, tally.mated, tally.failed]
    )
    units, first, of_unit = np.unique(tally.unit, return_index=True, return_inverse=True)
    unit = _mixed(_sums(search, of_unit.ravel(), len(units)))
    people, of_person = np.unique(tally.person[first], return_inverse=True)
    person = _mixed(_sums(unit, of_person.ravel(), len(people)))
    place = np.empty(len(people), np.int64)
    place[np.argsort(person, kind="stable")] = np.arange(len(people))
    return place[of_person.ravel()][of_unit.ravel()]


def _hash(columns: list[NDArray[Any]]) -> Words:
    found = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        found = _mixed(found ^ column.astype(np.uint64))
    return found


def _mixed(values: Words) -> Words:
    """Mix the bits: splitmix64 (Steele, Lea and Flood 2014)."""
    z = values + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _sums(values: Words, at: NDArray[np.intp], size: int) -> Words:
    total = np.zeros(size, np.uint64)
    np.add.at(total, at, values)  # wraps around, in any order to the same
    return total
