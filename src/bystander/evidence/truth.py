"""From pairs known to be of one person to people: the connected components of the pairs.

If samples a and b are of one person, and b and c are, then all three are. A sample that is in no pair is a
person of their own: that is what the makers of such files mean by leaving it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def components(size: int, first: NDArray[np.integer], second: NDArray[np.integer]) -> NDArray[np.int32]:
    """Give the component (0 ... number-1) of each of ``size`` nodes, joined by the edges first-second.

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
