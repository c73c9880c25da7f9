"""Which interval applies to which evidence."""

from __future__ import annotations

import numpy as np
import pytest

from bystander.intervals.caveats import FEW
from bystander.intervals.clusters import one_way
from bystander.intervals.measured import Lower, clustered, unclustered, without_limit


def test_errors_of_many_people_get_kg_t_and_both_limits() -> None:
    measured = clustered(one_way(np.r_[np.ones(50, int), np.zeros(450, int)], np.full(500, 2)), level=0.95, sets=500)
    assert measured.estimate.method == "KG-t"
    assert measured.estimate.value == 0.05
    assert measured.bounds.compliance_upper is not None
    assert measured.bounds.assumption_free_upper is not None
    assert measured.estimate.high < measured.bounds.compliance_upper < measured.bounds.assumption_free_upper
    assert measured.caveats == ()


def test_no_error_rests_on_people_where_nothing_is_borrowed() -> None:
    measured = clustered(one_way(np.zeros(100, int), np.full(100, 7)), level=0.95, sets=100)
    assert measured.estimate.high == pytest.approx(1 - 0.05**0.01)
    assert measured.bounds.naive_upper == pytest.approx(1 - 0.05 ** (1 / 700))


def test_no_error_with_a_measured_dependence_has_it_in_the_table_alone_and_only_where_it_helps() -> None:
    rate = one_way(np.zeros(100, int), np.full(100, 7))
    helps = clustered(rate, level=0.95, sets=100, lower=Lower(trials=350))
    assert [row.upper for row in helps.sensitivity] == [pytest.approx(1 - 0.05 ** (1 / 350))]
    assert helps.estimate.high == helps.bounds.compliance_upper == pytest.approx(1 - 0.05**0.01)
    assert clustered(rate, level=0.95, sets=100, lower=Lower(trials=50)).sensitivity == ()


def test_the_limit_of_the_closest_errors_stands_beside_only_where_it_is_smaller() -> None:
    rate = one_way(np.zeros(100, int), np.full(100, 7))
    assert clustered(rate, level=0.95, sets=100, lower=Lower(closest=0.01)).bounds.if_seen_among_closest_upper == 0.01
    assert clustered(rate, level=0.95, sets=100, lower=Lower(closest=0.5)).bounds.if_seen_among_closest_upper is None


def test_counts_without_an_event_have_one_exact_limit_on_one_side() -> None:
    measured = unclustered(0, 12_120, level=0.95)
    assert measured.estimate.high == measured.bounds.naive_upper == pytest.approx(1 - 0.05 ** (1 / 12_120))
    assert measured.estimate.method.one_sided
    assert measured.sensitivity[0].high == pytest.approx(1 - 0.025 ** (1 / 12_120))  # the interval, for who asks for it


def test_nothing_but_errors_is_bounded_from_below() -> None:
    measured = clustered(one_way(np.full(30, 2), np.full(30, 2)), level=0.95, sets=30)
    assert (measured.estimate.low, measured.estimate.high) == pytest.approx((0.05 ** (1 / 30), 1.0))


def test_one_person_gets_an_interval_that_assumes_nothing() -> None:
    measured = clustered(one_way(np.array([1]), np.array([4])), level=0.95, sets=1)
    assert measured.estimate.low < 0.25 < measured.estimate.high
    assert "assumes that different people are independent of each other, and nothing else" in measured.caveats[0]


def test_limits_of_an_interval_that_assumes_nothing_do_not_contradict_it() -> None:
    measured = clustered(one_way(np.array([1]), np.array([4])), level=0.95, sets=1)
    assert measured.bounds.compliance_upper == measured.bounds.assumption_free_upper == measured.estimate.high


def test_few_people_driving_the_errors_are_said() -> None:
    x = np.zeros(100, int)
    x[:2] = 15
    measured = clustered(one_way(x, np.full(100, 20)), level=0.95, sets=100)
    assert measured.estimate.df is not None
    assert measured.estimate.df < 8
    assert measured.caveats[0] == FEW.format(errors="These errors", people="2 people")
    assert measured.bounds.compliance_upper == measured.bounds.assumption_free_upper


def test_everybody_equally_wrong_is_no_crash() -> None:
    measured = clustered(one_way(np.ones(40, int), np.full(40, 2)), level=0.95, sets=40)
    assert measured.estimate.df is None
    assert measured.estimate.low < 0.5 < measured.estimate.high


def test_unknown_people_show_what_clusters_would_do() -> None:
    measured = unclustered(10, 3_147_436, level=0.95)
    assert [row.deff for row in measured.sensitivity] == [1, 2, 5]
    assert (measured.estimate.low, measured.estimate.high) == pytest.approx((1.52359e-6, 5.84296e-6), rel=1e-5)
    widths = [row.high - row.low for row in measured.sensitivity]
    assert widths == sorted(widths)


def test_an_interval_without_other_rows_does_not_point_at_them() -> None:
    (caveat,) = without_limit(unclustered(3, 100, level=0.95))
    assert "rows beside it" not in caveat
    assert "Identifiers of people would remove this" in caveat
