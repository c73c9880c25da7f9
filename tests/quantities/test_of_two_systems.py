"""The range over which a slope is taken."""

from __future__ import annotations

import pytest

from bystander.quantities.of_two_systems import around


@pytest.mark.parametrize(
    ("target", "trials", "low", "high"),
    [
        (0.001, 16_000, 8, 24),  # 16 errors, two standard deviations are 8
        (0.01, 10_000, 80, 120),
        (0.001, 1_000, 0, 3),  # one error: none to three
        (0.5, 4, 0, 4),  # never more than all of them
    ],
)
def test_a_slope_is_taken_over_two_standard_deviations_of_the_errors(
    target: float, trials: int, low: int, high: int
) -> None:
    rates = around(target, trials)
    assert [int(rate * trials + 1e-9) for rate in rates] == [low, high]
    assert rates[1] <= 1
