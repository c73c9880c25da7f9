"""Numbers to words, one line a promise."""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING

import pytest

from bystander.findings import wording
from bystander.findings.manner import Manner
from bystander.quantities.record.false_alerts import FALSE_PER_FACE

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("rate", "said"),
    [(1 / 6000, "1 in 6,000"), (0.0, "none"), (0.25, "1 in 4"), (0.3, "1 in 3.3"), (0.998, "99.80 %"), (1.0, "100 %")],
)
def test_a_rate_is_said_as_a_natural_frequency(rate: float, said: str) -> None:
    assert wording.one_in(rate) == said


def test_a_percentage_never_rounds_to_certainty() -> None:
    assert wording.percent(0.99999) == "99.9990 %"
    assert wording.percent(1e-7) == "0.000010 %"


def test_a_rate_keeps_its_denominator() -> None:
    assert wording.of_comparisons(0.001) == "1 in 1,000 comparisons"
    assert wording.of_comparisons(0.95) == "95.0 % of comparisons"


def test_the_threshold_that_no_score_reaches_does_not_read_as_the_highest_score() -> None:
    assert wording.threshold(nextafter(0.2, inf)) == "just above 0.2"
    assert wording.threshold(-nextafter(0.2, inf)) == "just below -0.2"
    assert wording.threshold(0.2) == "0.2"
    assert wording.threshold(74.92747123456) == "74.92747"


def test_a_crowd_is_counted_in_people() -> None:
    assert wording.per_crowd(2.47142e-4, 60_000) == "about 15 of 60,000"
    assert wording.per_crowd(1e-6, 60_000) == "fewer than 1 of 60,000"
    assert wording.interval(0.0, 0.1) == "at most 1 in 10"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.plural(1, "alert") == "1 alert"


def test_a_chance_is_said_in_words_and_never_smaller_than_counts_can_show() -> None:
    assert wording.chance(0.05) == "in 1 in 20 such trials (p = 0.050)"
    assert wording.chance(7e-13) == "in fewer than 1 in 10,000 such trials (p < 0.0001)"
    assert wording.chance(1e-4) == "in at most 1 in 10,000 such trials (p ≤ 0.0001)"  # the least that 9,999 draws give
    assert wording.chance(0.9) == "in 90 % of such trials (p = 0.90)"


def test_a_p_value_near_one_is_said_without_a_precision_that_nothing_has() -> None:
    assert wording.chance(0.9999999999999916) == wording.chance(1.0) == "in nearly all such trials (p > 0.99)"


def test_a_ratio_reads_as_one_only_where_it_is_one() -> None:
    assert [wording.times(r) for r in (1.0, 1.02, 0.998, 1.0000001)] == [
        "1.0 times", "1.02 times", "0.998 times", "1.0 times",
    ]  # fmt: skip
    assert wording.interval(1 / 79, 0.98) == "between 1.3 % and 98.0 %"


def test_two_rates_that_round_alike_are_told_apart() -> None:
    assert wording.apart_from(270 / 269_100, 269 / 269_100) == "1 in 997"
    assert wording.apart_from(269 / 269_100, 270 / 269_100) == "1 in 1,000"
    assert wording.apart_from(0.001, 0.01) == "1 in 1,000"
    assert wording.apart_from(0.4, 0.401) == "1 in 2.5"
    assert wording.apart_from(0.001, None) == wording.apart_from(0.001, 0.001) == "1 in 1,000"


def test_a_lower_limit_next_to_nothing_is_not_said() -> None:
    assert wording.interval(1e-57, 0.014) == "at most 1 in 71"
    assert wording.span(1e-57, 0.014, "hour") == "at most 0.014 per hour"
    assert wording.short_span(2e-308, 0.2, "") == "up to 1 in 5"
    assert wording.crowd_span(1e-20, 0.001, 60_000) == "up to 60 of 60,000"
    assert wording.percent_span(1e-200, 0.3) == "up to 30 %"
    assert wording.percent_span(0.12, 0.15) == "12 % to 15 %"
    assert wording.percent_span(0.061, 1 - 3e-10) == "6.1 % to nearly 100 %"
    assert wording.percent_span(1e-200, 1 - 3e-10) == "up to nearly 100 %"
    assert wording.percent_span(0.999, 0.99999) == "99.90 % to 99.9990 %"
    assert wording.percent_span(0.5, 1.0) == "50 % to 100 %"
    assert wording.interval(2.0e-6, 0.014) == "between 1 in 500,000 and 1 in 71"


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (-0.021, "2.1 percentage points less often"),
        (0.5, "50 percentage points more often"),
        (0.0, "exactly as often"),
        (0.00013, "13 in 100,000 more often"),
        (-0.0000021, "21 in 10,000,000 less often"),
    ],
)
def test_a_difference_is_said_with_its_direction(difference: float, said: str) -> None:
    assert wording.change(difference) == said


def test_both_ends_of_a_difference_are_said_in_one_unit() -> None:
    assert wording.change_span(-0.03, -0.012) == "1.2 to 3.0 percentage points less often"
    assert wording.change_span(-0.0003, 0.018) == "0.030 percentage points less often to 1.8 more often"
    assert wording.signed_span(-0.04, 0.018) == "\N{MINUS SIGN}4.0 to +1.8 percentage points"


def test_unit_and_direction_are_not_said_again_where_they_are_those_of_the_difference_just_said() -> None:
    assert wording.change_span(0.012, 0.03, after=0.02) == "1.2 to 3.0"
    assert wording.change_span(0.0001, 0.03, after=0.0002) == "0.010 to 3.0 percentage points more often"
    assert wording.change_span(-0.01, 0.03, after=0.02) == "1.0 percentage points less often to 3.0 more often"


def test_an_end_next_to_all_is_said_as_nearly_all_where_the_other_is_far_from_it() -> None:
    assert wording.ends(0.061, 1 - 3.2e-9, often=True) == "6.1 to nearly 100"
    assert wording.ends(0.999991, 0.999998, often=True) == "99.99910 to 99.99980"


@pytest.mark.parametrize(
    ("said", "nearest", "up", "down"),
    [  # 51.502 and 764.6 in a million, 12.34 %, 99.66 %
        (lambda up: wording.in_a_million(9 / 174_751, up=up), "52 in a million", "52 in a million", "51 in a million"),
        (
            lambda up: wording.in_a_million(0.000_764_6, up=up),
            "760 in a million",
            "770 in a million",
            "760 in a million",
        ),
        (lambda up: wording.percent(0.1234, up=up), "12 %", "13 %", "12 %"),
        (lambda up: wording.percent(0.9966, up=up), "99.66 %", "99.66 %", "99.66 %"),
        (lambda up: wording.percent(0.99664, up=up), "99.66 %", "99.67 %", "99.66 %"),
        (lambda up: wording.one_in(1 / 6543, up=up), "1 in 6,500", "1 in 6,500", "1 in 6,600"),
        (lambda up: wording.one_in(1 / 3.37, up=up), "1 in 3.4", "1 in 3.3", "1 in 3.4"),
    ],
)
def test_a_rate_is_rounded_to_the_side_that_is_asked_for(
    said: Callable[..., str], nearest: str, up: str, down: str
) -> None:
    assert (said(up=None), said(up=True), said(up=False)) == (nearest, up, down)


def test_what_is_said_to_be_the_most_is_rounded_up() -> None:
    assert wording.ends(0.0, 0.000_764_6, often=False) == "up to 770"
    assert wording.ends(0.0, 0.1234, often=True) == "up to 13"
    assert wording.percent_span(0.0, 0.1234) == "up to 13 %"
    assert wording.interval(0.0, 1 / 6543) == "at most 1 in 6,500"
    assert wording.span(0.0, 0.1302, "deployment") == "at most 0.14 per deployment"


def test_the_end_of_a_range_beside_a_limit_is_rounded_outward_and_never_across_it() -> None:
    beside = Manner(FALSE_PER_FACE, 1 / 6000)  # 166.7 in a million
    assert beside.span(0.000_000_918, 0.000_764_6) == "0.91 to 770"
    assert beside.say(0.000_161, up=True) == "160 in a million"
