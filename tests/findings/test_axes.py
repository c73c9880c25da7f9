"""Axes with round ends, on which every rate has its place."""

from __future__ import annotations

import pytest

from bystander.findings import Estimate, axes
from bystander.findings.signs import GAP, Interval, Sign
from bystander.look.signs import mark


def estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(value=value, low=low, high=high, level=0.95, method="m", events=round(value * 1000), trials=1000)


@pytest.mark.parametrize(
    ("high", "end"), [(0.004, 0.01), (0.01, 0.01), (0.03, 0.05), (0.19, 0.2), (0.21, 0.5), (0.6, 1.0), (1.0, 1.0)]
)
def test_an_axis_of_shares_begins_at_nothing_and_ends_at_a_round_number(high: float, end: float) -> None:
    axis = axes.percent_axis(high)
    assert (axis.low, axis.high) == (0.0, end)


@pytest.mark.parametrize(("low", "high"), [(1e-7, 1e-5), (2e-4, 3e-4), (1e-12, 1e-3), (0.5, 0.9)])
def test_an_axis_of_rare_rates_holds_them_in_whole_powers_of_ten(low: float, high: float) -> None:
    axis = axes.million_axis(low, high)
    assert axis.high >= high
    assert axis.low <= max(low, high * 1e-6)
    assert 2 <= len(axis.ticks) <= 3


def test_nothing_stands_before_an_axis_of_rare_rates_that_has_no_nothing() -> None:
    some, none = (estimate(v, v / 2, 2 * v or 4e-6) for v in (2e-5, 0.0))
    plain, axis = axes.rare_axis([some]), axes.rare_axis([some, none])
    assert not plain.nothing
    assert "f-paper" not in mark(Interval(low=1e-5, high=4e-5, value=2e-5, sign=Sign.FALSE), plain)
    assert [text for _, text in axis.ticks] == ["0", *(text for _, text in axes.million_axis(4e-6, 4e-5).ticks)]
    assert axis.place(0) == 0
    assert axis.place(axis.low) == GAP
    assert axis.place(axis.high) == 1
    drawn = mark(Interval(low=0, high=4e-6, value=0, sign=Sign.FALSE, none=True), axis)
    assert drawn.count("f-paper s-false") == 1  # a ring at 0
    assert drawn.count('class="f-paper gap" d=') == 1  # and a gap behind it


def test_a_rate_whose_range_reaches_near_nothing_stands_at_its_own_place() -> None:
    """One of 1,200 with a range of almost 0 to 18,000 in a million was drawn at 10,000, where its axis began."""
    few, many = (estimate(1 / 1200, low, 0.018) for low in (1e-9, 5e-4))
    for rates in ([few], [few, many]):
        axis = axes.rare_axis(rates)
        assert axis.holds(few.value)
        assert GAP < axis.place(few.value) < axis.place(few.high)


def test_an_end_beyond_the_axis_is_an_arrow_and_no_edge() -> None:
    axis = axes.million_axis(1e-6, 1e-3)
    inside = mark(Interval(low=2e-6, high=4e-4, value=3e-5), axis)
    beyond = mark(Interval(low=1e-12, high=4e-4, value=3e-5), axis)
    assert (inside.count('<rect class="f-band-edge"'), inside.count('<path class="f-band-edge"')) == (2, 0)
    assert (beyond.count('<rect class="f-band-edge"'), beyond.count('<path class="f-band-edge" d="M12 0 0 8')) == (1, 1)
