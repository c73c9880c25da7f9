"""How often each person is drawn in each replicate of a bootstrap: Poisson(1), a function of what it is for.

Resampling people with replacement makes the number of times each is drawn nearly Poisson(1), and taking them as
independent loses nothing that matters (Owen and Eckles 2012). A weight depends on the seed, the replicate and the
number of the person alone, through Philox (Salmon et al. 2011), so it is the same in any block, order and thread. Each
takes 16 random bits, looked up in a table: chances are off by less than 1 in 100,000, and no library's way of drawing
Poisson numbers, which may change, is in the result.
"""

from __future__ import annotations

from math import exp, factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BITS = 16


def weights(seed: int, replicates: range, people: int) -> NDArray[np.uint8]:
    """Give the weights of ``people`` people, one row a replicate; people are numbered as the caller has them."""
    drawn = np.empty((len(replicates), people), np.uint8)
    words = -(-people // 4)
    for row, replicate in zip(drawn, replicates, strict=True):
        raw = np.random.Philox(key=np.array([seed, replicate], np.uint64)).random_raw(words)
        np.take(_TABLE, raw.astype("<u8", copy=False).view("<u2")[:people], out=row)
    return drawn


def _table() -> NDArray[np.uint8]:
    """Give the Poisson(1) number of each value of 16 bits: as many values as its chance has room for."""
    chances = np.cumsum([exp(-1) / factorial(i) for i in range(12)])
    return np.searchsorted(np.round(chances * 2**_BITS), np.arange(2**_BITS), side="right").astype(np.uint8)


_TABLE = _table()
