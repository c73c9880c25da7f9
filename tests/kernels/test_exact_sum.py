"""An exact sum of many floats is that of math.fsum, to the bit, whatever they are."""

from __future__ import annotations

from math import copysign, fsum, inf, isnan, nan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from bystander.kernels import exact_sum as summing
from bystander.kernels.exact_sum import exact_sum
from bystander.kernels.plain import exact_sum as plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RNG = np.random.default_rng(1)
ANY = np.frombuffer(RNG.bytes(8 * 5000), np.float64)
TINY, SUBNORMAL, LARGEST = 2.0**-1022, 5e-324, float(np.finfo(float).max)


@pytest.fixture(params=["compiled", "plain"], autouse=True)
def of_bins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sum by bins however few numbers there are, with and without a compiler."""
    monkeypatch.setattr(summing, "FEW", 0)
    if request.param == "plain":
        monkeypatch.setattr(summing, "add_up", plain.add_up)


def outcome(of: Callable[[Numbers], float], values: Numbers) -> object:
    try:
        total = of(values)
    except (OverflowError, ValueError) as refused:
        return repr(refused)
    return "nan" if isnan(total) else (total, copysign(1, total))


@given(arrays.arrays(np.float64, st.integers(0, 40), elements=st.floats(allow_nan=True, allow_infinity=True)))
def test_a_sum_is_that_of_fsum_whatever_the_numbers(values: Numbers) -> None:
    assert outcome(exact_sum, values) == outcome(fsum, values)


@given(
    arrays.arrays(np.int64, st.integers(1, 30), elements=st.integers(-(2**53), 2**53)),
    st.lists(st.integers(-1074, 900), min_size=30, max_size=30),
)
def test_numbers_of_quite_different_sizes_that_cancel_leave_what_fsum_leaves(
    whole: NDArray[np.int64], powers: list[int]
) -> None:
    values = np.ldexp(whole.astype(float), powers[: len(whole)])
    both = np.concatenate([values, -values[::-1], values[:3]])
    assert outcome(exact_sum, both) == outcome(fsum, both)


@pytest.mark.parametrize(
    "values",
    [
        [], [0.0], [-0.0], [-0.0, -0.0], [0.0, -0.0],
        [1.0, 2.0**-53], [1.0, 2.0**-53, SUBNORMAL], [1.0, 2.0**-53, -SUBNORMAL], [1.0 + 2.0**-52, 2.0**-53],  # ties
        [-1.0, -(2.0**-53)], [2.0**53, 1.0, 1.0], [2.0**53, -1.0, 0.5], [1e16, 1.0, -1e16],
        [SUBNORMAL] * 3, [TINY, -SUBNORMAL], [TINY, -TINY, SUBNORMAL], [TINY / 2, TINY / 2], [2.0**-1075 + TINY],
        [LARGEST], [LARGEST, -LARGEST], [LARGEST, LARGEST], [LARGEST, LARGEST, -LARGEST],
        [LARGEST, 2.0**969], [LARGEST, 2.0**970], [LARGEST / 2, LARGEST / 2], [LARGEST / 4] * 3,
        [inf], [inf, 1.0], [-inf, -inf], [inf, -inf], [nan], [inf, nan], [nan, LARGEST, LARGEST],
    ],
)  # fmt: skip
def test_a_hostile_sum_is_that_of_fsum(values: list[float]) -> None:
    numbers = np.array(values, np.float64)
    assert outcome(exact_sum, numbers) == outcome(fsum, numbers)


@pytest.mark.parametrize(
    "values",
    [
        RNG.normal(size=50_000), RNG.normal(size=50_000) ** 2, RNG.normal(size=30_000)[::3], np.full(40_000, 0.1),
        np.full(300_000, -np.nextafter(2.0, 0)), np.tile([1e16, 1.0, -1e16], 9000), np.full(20_000, 2.0**1010),
        np.exp(RNG.normal(0, 100, 20_000)), ANY[np.isfinite(ANY)] / 2.0**15, np.zeros(20_000),
        np.full(9000, SUBNORMAL), RNG.normal(size=9000).astype(np.float32), RNG.integers(-9, 9, 9000),
    ],
)  # fmt: skip
def test_a_sum_of_many_is_that_of_fsum(values: Numbers) -> None:
    assert outcome(exact_sum, values) == outcome(fsum, values)


def test_the_bins_are_those_of_the_twin() -> None:
    for values in (ANY, RNG.normal(size=3000), np.array([0.0, -0.0, SUBNORMAL, -TINY, LARGEST])):
        one, other = np.zeros((2048, 2), np.int64), np.zeros((2048, 2), np.int64)
        assert summing.add_up(values, one) == plain.add_up(values, other)
        assert np.array_equal(one, other)
