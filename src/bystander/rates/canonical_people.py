"""Number people by what they did, so that a resample of them is the same whoever names them, and in whatever order.

Codes of people depend on the order in which a file is read, or on the key of its pseudonyms. A random weight must not.
So each person gets a 64-bit number from what their searches came to, combined by addition, which has no order; people
are numbered by it. Two people with the same number did the same (or collide, 1 chance in 10^19 a pair), and which of
them comes first changes no rate of any resample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.tally.pairs import pair_hashes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches import SearchTally

    Words = NDArray[np.uint64]

FAR = 101  # a rank that stands for all behind: a tally file counts 100


def numbered(tally: SearchTally) -> NDArray[np.int64]:
    """Give the number of the person of each search, from 0; people are in the order of what they did.

    What a search came to is its best wrong score, the mate's score and rank, and whether it was mated and failed; what
    a unit came to, its searches; what a person did, their units. The person of a unit is that of its first search.
    """
    rank = np.minimum(tally.rank, FAR)
    search = _hash(
        [(tally.other + 0.0).view(np.uint64), (tally.mate + 0.0).view(np.uint64), rank, tally.mated, tally.failed]
    )
    units, first, of_unit = np.unique(tally.unit, return_index=True, return_inverse=True)
    unit = pair_hashes(_sums(search, of_unit.ravel(), len(units)))
    people, of_person = np.unique(tally.person[first], return_inverse=True)
    person = pair_hashes(_sums(unit, of_person.ravel(), len(people)))
    place = np.empty(len(people), np.int64)
    place[np.argsort(person, kind="stable")] = np.arange(len(people))
    return place[of_person.ravel()][of_unit.ravel()]


def _hash(columns: list[NDArray[Any]]) -> Words:
    found = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        found = pair_hashes(found ^ column.astype(np.uint64))
    return found


def _sums(values: Words, at: NDArray[np.intp], size: int) -> Words:
    total = np.zeros(size, np.uint64)
    np.add.at(total, at, values)  # wraps around, in any order to the same
    return total
