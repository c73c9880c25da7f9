"""The order of a tail is that of a plain sort by score, probe and reference, however close scores lie together."""

from __future__ import annotations

from math import nextafter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.kernels.plain.order_key import order_keys
from bystander.tally.comparisons.tail import Reservoir, canonical_order

CLOSE = [-2.5, -1e-300, 0.0, 1e-300, 1.0, nextafter(1.0, 2.0), 1.0 + 2.0**-40, 1e300]


@given(rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(CLOSE)), max_size=60))
def test_the_order_is_that_of_a_plain_sort(rows: list[tuple[int, int, float]]) -> None:
    probe, reference = (np.array([row[side] for row in rows], np.int32) for side in (0, 1))
    score = np.array([row[2] for row in rows], np.float64)
    order = canonical_order(probe, reference, score)
    assert sorted(order.tolist()) == list(range(len(rows)))
    found = [(-score[row], int(probe[row]), int(reference[row])) for row in order]
    assert found == sorted(found)


@pytest.mark.parametrize("shift", [48, 42])
def test_a_reservoir_keeps_what_begins_as_the_edge_does_and_all_above(shift: int) -> None:
    score = np.array([0.5, 1.0, 1.0001, 2.0, -3.0])
    place = int(order_keys(np.array([1.0]))[0]) >> shift
    held = Reservoir(3)
    held.extend(np.zeros(5, np.int32), np.ones(5, np.int32), score)
    held.keep_from(-1, shift)
    assert held.filled == 5  # nothing is known to be enough
    held.keep_from(place, shift)
    assert sorted(held.score[: held.filled].tolist()) == [1.0, 1.0001, 2.0]
    assert held.bound == nextafter(1.0, 0.0)
