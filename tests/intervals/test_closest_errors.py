"""Z1.5: hand arithmetic, an independent formula, and what may not change it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betaincinv

from bystander.intervals import closest_errors, kg_t
from bystander.intervals.clusters import ClusteredRate, one_way


def test_people_who_all_err_alike_are_all_that_drive_the_errors() -> None:
    # 60 people with 2 errors of 4 each: nobody has any excess, the design effect is 1, and all 60 count
    rate = one_way(np.full(60, 2), np.full(60, 4))
    assert rate.df is None
    high = betaincinv(121, 120, 0.975)
    assert closest_errors.upper([rate]) == pytest.approx(high * (1 - 0.05 ** (1 / 60)), rel=1e-12)


def test_few_people_who_drive_the_errors_leave_nearly_all_of_the_rate_open() -> None:
    # one of 50 people has 30 errors, and the 49 others none: psi is 30 - p k and -p k, p = 30/5000
    x = np.zeros(50, int)
    x[0] = 30
    rate = one_way(x, np.full(50, 100))
    excess = np.r_[30 - 0.6, np.full(49, -0.6)]
    df = (excess**2).sum() ** 2 / (excess**4).sum()
    assert rate.df == pytest.approx(df)
    share = 1 - 0.05 ** (1 / df)
    assert share > 0.9
    assert closest_errors.upper([rate]) == pytest.approx(kg_t.interval(rate).high * share)


def some(errors: int) -> ClusteredRate:
    """Return errors that fall on as many people, of 200 with 5 trials each."""
    x = np.zeros(200, int)
    x[:errors] = 1
    return one_way(x, np.full(200, 5))


def test_it_is_the_largest_over_the_thresholds_in_whatever_order() -> None:
    rates = [some(errors) for errors in (30, 60, 120)]
    alone = [closest_errors.upper([rate]) for rate in rates]
    assert closest_errors.upper(rates) == closest_errors.upper(rates[::-1]) == max(a for a in alone if a is not None)


def test_a_higher_level_gives_a_larger_limit() -> None:
    limits = [closest_errors.upper([some(60)], level=level) for level in (0.8, 0.9, 0.95, 0.99)]
    assert limits == sorted(limits, key=lambda limit: limit or 0.0)


def test_nothing_to_go_by_gives_no_limit() -> None:
    assert closest_errors.upper([]) is None
    assert closest_errors.upper([one_way(np.array([1]), np.array([4]))]) is None  # one person: no variance
    assert closest_errors.upper([some(0)]) is None
