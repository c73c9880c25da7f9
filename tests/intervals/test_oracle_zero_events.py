"""The limits Z1, Z2 and Z3 against mpmath, and against arithmetic that a reader can redo."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.intervals import zero_events
from tests.oracles import generate

EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(generate.FILE.read_text(encoding="utf-8"))["zero_events"]


def test_the_assumption_free_limit_is_the_oracle_s_to_nine_digits() -> None:
    for case in EXPECTED["hoeffding"]:
        found = zero_events.hoeffding_upper(float(Fraction(case["value"])), case["sets"], level=float(case["level"]))
        assert found == pytest.approx(float(case["upper"]), rel=1e-9), case


def test_the_assisted_limit_is_the_oracle_s_to_nine_digits() -> None:
    for case in EXPECTED["assisted"]:
        found = zero_events.assisted_upper(float(case["effective_trials"]), level=float(case["level"]))
        assert found == pytest.approx(float(case["upper"]), rel=1e-9), case


def test_no_error_among_5000_people_bounds_the_rate_at_about_six_over_their_number() -> None:
    # 2500 pairs that share nobody: 1 - .05^(1/2500); ln 20 = 2.9957, twice that over 5000
    found = zero_events.hoeffding_upper(0.0, 2500)
    assert found == pytest.approx(1 - 0.05 ** (1 / 2500), rel=1e-12)
    assert found == pytest.approx(5.9915 / 5000, rel=1e-3)


def test_none_in_12120_faces_is_the_published_limit_of_the_criteria() -> None:
    assert zero_events.naive_upper(12120) == pytest.approx(2.47142e-4, rel=1e-5)


def test_a_design_effect_of_two_halves_what_zero_errors_are_worth() -> None:
    assert zero_events.assisted_upper(6060) == pytest.approx(1 - 0.05 ** (1 / 6060), rel=1e-12)


@given(st.floats(0, 1), st.integers(1, 10**7), st.floats(0.5, 0.98), st.floats(0.001, 0.019))
def test_the_assumption_free_limit_is_above_the_rate_and_grows_with_the_level(
    value: float, sets: int, level: float, more: float
) -> None:
    found = zero_events.hoeffding_upper(value, sets, level=level)
    assert value <= found <= 1
    assert zero_events.hoeffding_upper(value, sets, level=level + more) >= found * (1 - 1e-12)
    assert zero_events.hoeffding_upper(value, sets + 1, level=level) <= found * (1 + 1e-12)
