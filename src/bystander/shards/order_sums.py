"""Sums of the pairs of samples in either order, which shards add up: equal ones mean that each pair is in both.

Every comparison becomes a number made of its pair and score, under the key of the shards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.plain.mixing import bits, mixed, sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Trial

    Orders = tuple[int, ...]

NO_ORDERS: Orders = (0,) * 6  # rows and two sums, of one order and of the other
_WORD = 1 << 64


class OrderSums:
    """Sums of both orders in the making, of rows whose two samples have names that other shards could have, too."""

    def __init__(self, trial: Trial, key: bytes) -> None:
        self.orders = NO_ORDERS
        self._space = None if trial.samples is None else trial.samples.space
        self._samples = None if trial.samples is None else trial.samples.names.keyed(key)
        self._people = None if trial.people is None else trial.people.keyed(key)

    def add(self, batch: Batch) -> None:
        """Take in a block, in the codes of its shard."""
        left, right = (self._named(*side) for side in
                       ((batch.probe_image, batch.probe), (batch.reference_image, batch.reference)))  # fmt: skip
        if left is None or right is None:
            return
        number = mixed(mixed(np.minimum(left, right), np.maximum(left, right)), bits(batch.score))
        up = left < right
        found = (v for of in (number[up], number[~up]) for v in (len(of), *sums(of)))
        self.orders = added(self.orders, tuple(found))

    def _named(
        self, image: NDArray[np.integer] | None, person: NDArray[np.int32] | None
    ) -> NDArray[np.uint64] | None:  # fmt: skip
        space, samples, people = self._space, self._samples, self._people
        if space is None or samples is None or people is None or image is None or person is None or space.separate:
            return None
        return None if (image < 0).any() else mixed(people[person], samples[image % space.names])


def added(a: Orders, b: Orders) -> Orders:
    """Return the sums of both."""
    return tuple((x + y) % _WORD for x, y in zip(a, b, strict=True))
