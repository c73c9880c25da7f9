"""Parts of a trial whose people were never compared with anybody of another part: men and women, or those of one site.

They are the connected components of the graph of who met whom. In a trial of few comparisons drawn by chance some
people are cut off by chance: so parts are taken for parts only where none is small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 8  # people of a part


def parts_apart(first: NDArray[np.integer], second: NDArray[np.integer], people: int) -> NDArray[np.int64] | None:
    """Return the part of each of so many people, by the pairs who met: 0, 1, ... with those who met nobody in 0.

    None where there is one part, or a small one.
    """
    if not len(first):
        return None
    from scipy.sparse import coo_array  # loaded for trials that need it alone
    from scipy.sparse.csgraph import connected_components

    met = coo_array((np.ones(len(first), np.int8), (first, second)), shape=(people, people))
    _, component = connected_components(met, directed=False)
    there = np.zeros(people, bool)
    there[first] = there[second] = True
    members = np.bincount(component[there], minlength=int(component.max()) + 1)
    real = members > 0
    if np.count_nonzero(real) < 2 or int(members[real].min()) < LEAST:
        return None
    code = np.cumsum(real) - 1
    return np.where(there, code[component], 0).astype(np.int64)
