"""The chance that nobody is flagged keeps its digits: against arithmetic of sixty digits, in corners chosen to hurt."""

from __future__ import annotations

from random import Random

import pytest
from mpmath import mp, mpf

from bystander.crowd.nobody import log_none


def exact(a: float, b: float, n: int) -> float:
    with mp.workdps(60):
        a_, b_ = mpf(a), mpf(b)
        return float(mp.loggamma(b_ + n) - mp.loggamma(b_) - mp.loggamma(a_ + b_ + n) + mp.loggamma(a_ + b_))


@pytest.mark.parametrize(
    ("a", "b", "n"),
    [
        (5e5, 3e-6, 1),
        (6e4, 5e4, 662),
        (2e6, 6e9, 32_621),
        (1e-6, 12.0, 15_000),
        (0.5, 5.5, 1_400_000_000),
        (10.5, 3_147_426.5, 60_000),
        (0.002, 84.5, 15_144),
    ],
)
def test_nothing_cancels(a: float, b: float, n: int) -> None:
    assert log_none(a, b, n) == pytest.approx(exact(a, b, n), rel=1e-13, abs=1e-12)


def test_the_two_ways_meet() -> None:
    for n in (2000, 2001):  # one by one up to here, by the series from here on
        assert log_none(3.5, 1e5, n) == pytest.approx(exact(3.5, 1e5, n), rel=1e-13)


def test_random_corners() -> None:
    random = Random(1)
    tried = 0
    while tried < 400:
        a, b, n = 10 ** random.uniform(-6, 6), 10 ** random.uniform(-6, 10), int(10 ** random.uniform(0, 9.3))
        expected = exact(a, b, n)
        if expected > -100:  # the chance itself is above 4e-44
            tried += 1
            assert log_none(a, b, n) == pytest.approx(expected, abs=1e-12), (a, b, n)


def test_no_people_leave_no_doubt() -> None:
    assert log_none(2.0, 3.0, 0) == 0
