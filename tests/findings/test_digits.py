"""Ten significant digits: what leaves is the same on every processor, and counts and thresholds stay exact."""

from __future__ import annotations

from math import nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.findings import Estimate, Point, Series
from bystander.findings.digits import WRITTEN, rounded, ten_digits

numbers = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1 / 3, 0.3333333333), (2 / 3e7, 6.666666667e-08), (123456789.0126, 123456789.0), (-0.0, 0.0), (0.1, 0.1)],
)
def test_a_fraction_has_ten_digits(value: float, expected: float) -> None:
    assert str(ten_digits(value)) == str(expected)


def test_a_count_is_exact_however_large() -> None:
    assert ten_digits(123_456_789_012_345.0) == 123_456_789_012_345


@given(numbers)
def test_rounding_is_close_and_done_once(value: float) -> None:
    found = ten_digits(value)
    assert abs(found - value) <= abs(value) * WRITTEN * (1 + 1e-6)
    assert ten_digits(found) == found


@given(numbers, numbers)
def test_rounding_never_turns_an_order_round(one: float, other: float) -> None:
    low, high = sorted((one, other))
    if not (low.is_integer() or high.is_integer()):
        assert ten_digits(low) <= ten_digits(high)


def test_the_last_digits_of_two_processors_come_out_alike() -> None:
    assert ten_digits(0.1 + 0.2) == ten_digits(0.3) == ten_digits(nextafter(0.3, 0))


def test_thresholds_keep_every_digit_as_they_decide_which_comparisons_were_accepted() -> None:
    score = 0.71234567890123
    point = Point(threshold=score, thresholds=(score,), achieved_fmr=1 / 3).ten_digits()
    assert (point.threshold, point.thresholds, point.achieved_fmr) == (score, (score,), 0.3333333333)
    series = Series("det", {"threshold": [score], "fmr": [1 / 3], "n": [3], "label": ["a"]}, {}).ten_digits()
    assert series.columns == {"threshold": [score], "fmr": [0.3333333333], "n": [3], "label": ["a"]}


def test_what_is_inside_of_tuples_and_dictionaries_is_rounded_too() -> None:
    assert rounded(({"a": 1 / 3}, 7, "0.33333333333333", None)) == ({"a": 0.3333333333}, 7, "0.33333333333333", None)


def test_an_interval_narrower_than_ten_digits_keeps_its_width() -> None:
    narrow = Estimate(value=1 - 5e-12, low=1 - 6e-12, high=1 - 4e-12, level=0.95, method="m").ten_digits()
    assert narrow.low < narrow.value < narrow.high < 1
    wide = Estimate(value=1 / 3, low=1 / 4, high=2 / 3, level=0.95, method="m").ten_digits()
    assert (wide.value, wide.low, wide.high) == (0.3333333333, 0.25, 0.6666666667)
