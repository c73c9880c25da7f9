"""Distinct values are what a set holds, ascending, whatever the type; and not a number is there once."""

from __future__ import annotations

import numpy as np
import pytest

from bystander.kernels.distinct import distinct, runs


@pytest.mark.parametrize("dtype", ["i1", "u1", "i4", "i8", "u8", "f4", "f8", "?", "U3"])
def test_values_are_those_of_a_set(dtype: str) -> None:
    values = np.random.default_rng(1).integers(0, 40, (25, 8)).astype(dtype)
    found = distinct(values)
    assert found.tolist() == sorted(set(values.ravel().tolist()))
    assert found.dtype == values.dtype


def test_of_nothing_there_is_nothing_and_not_a_number_is_there_once() -> None:
    assert distinct(np.zeros(0, np.int32)).tolist() == []
    assert distinct(np.array([np.nan, 1.0, np.nan, np.inf, 1.0])).tolist() == pytest.approx(
        [1.0, np.inf, np.nan], nan_ok=True
    )
    assert distinct(np.array([np.nan, np.nan])).shape == (1,)


@pytest.mark.parametrize("size", [0, 1, 200])
def test_of_what_ascends_each_run_is_a_value_and_its_count(size: int) -> None:
    ascending = np.sort(np.random.default_rng(1).integers(-9, 9, size) / 8)
    values, counts = runs(ascending)
    right = np.unique(ascending, return_counts=True)
    assert (values.tolist(), counts.tolist()) == (right[0].tolist(), right[1].tolist())
