"""Chances of large counts keep their digits: against arithmetic of forty digits."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp, mpf

from bystander.intervals import stirling


@pytest.mark.parametrize("x", [-0.999, -0.6, -0.5, -0.3, -1e-9, 1e-12, 0.2, 1.0, 1.5, 20.0])
def test_log1p_less_x_does_not_cancel(x: float) -> None:
    with mp.workdps(40):
        expected = float(mp.log(1 + mpf(x)) - mpf(x))
    assert float(stirling.log1p_less(x)) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("n", [0.5, 1.0, 3.0, 15.9, 16.0, 40.0, 1e6])
def test_the_correction_is_what_stirlings_formula_lacks(n: float) -> None:
    with mp.workdps(40):
        expected = float(mp.loggamma(n) - (mpf(n) - 0.5) * mp.log(n) + n - mp.log(2 * mp.pi) / 2)
    assert float(stirling.correction(n)) == pytest.approx(expected, abs=4e-15)


@pytest.mark.parametrize(("count", "mean"), [(0, 0.5), (3, 3.1), (1_000_000, 1_000_100.3), (5, 1e-3), (7, 40.0)])
def test_a_poisson_chance_keeps_its_digits(count: int, mean: float) -> None:
    with mp.workdps(40):
        expected = float(mpf(mean) ** count * mp.exp(-mpf(mean)) / mp.factorial(count))
    assert float(stirling.poisson_chance(count, mean)) == pytest.approx(expected, rel=1e-14)


def test_a_multinomial_chance_keeps_its_digits_where_log_gamma_has_lost_five() -> None:
    share = np.array([0.625, 0.25, 0.125])  # sums to 1 exactly
    rows = np.array([[62_500.0, 25_000.0, 12_500.0], [62_000.0, 25_300.0, 12_700.0], [63_000.0, 37_000.0, 0.0]])
    for row, chance in zip(rows, stirling.multinomial_chance(rows, share), strict=True):
        with mp.workdps(40):
            expected = mp.factorial(int(row.sum()))
            for count, part in zip(row, share, strict=True):
                expected *= mpf(float(part)) ** int(count) / mp.factorial(int(count))
        assert chance == pytest.approx(float(expected), rel=1e-12, abs=1e-300)
