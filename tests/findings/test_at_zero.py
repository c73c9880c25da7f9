"""How a rate without an event is said: every limit with what it holds under."""

from __future__ import annotations

import pytest

from bystander.findings import Bounds, Estimate
from bystander.findings.at_zero import at_least, at_most
from bystander.findings.limits import CLOSEST
from bystander.intervals import methods


def none_seen(method: str = methods.ONE_SIDED, level: float = 0.95) -> Estimate:
    return Estimate(value=0, low=0, high=0.02, level=level, method=method, events=0, trials=100)


def percent(rate: float, *, up: bool) -> str:
    assert up is (rate < 0.5)  # a limit above is rounded up, one below is rounded down
    return f"{rate * 100:g} %"


def test_both_limits_are_said_each_with_what_it_holds_under() -> None:
    assert at_most(none_seen(), Bounds(if_seen_among_closest_upper=0.005), percent) == (
        "at most 0.5 %, if those who would err here already show among the closest errors. "
        "It is at most 2 % whatever people do (both 95 % one-sided)"
    )


def test_where_nothing_was_measured_at_lower_thresholds_nothing_is_said_of_it() -> None:
    assert at_most(none_seen(level=0.975), Bounds(), percent) == "at most 2 % whatever people do (97.5 % one-sided)"


@pytest.mark.parametrize(("method", "said"), [
    (methods.NOBODY_NAMED, "at most 2 %, if nobody appears twice (95 % one-sided)"),
    (methods.CLUSTERING_UNKNOWN, "at most 2 % (95 % one-sided)"),
])  # fmt: skip
def test_counts_have_their_one_limit_and_never_hold_whatever_people_do(method: str, said: str) -> None:
    assert at_most(none_seen(method), Bounds(), percent) == said


def test_where_every_trial_had_the_event_it_is_the_other_side() -> None:
    always = Estimate(value=1, low=0.9, high=1, level=0.95, method=methods.ONE_SIDED, events=9, trials=9)
    assert at_least(always, percent) == "at least 90 % whatever people do (95 % one-sided)"


def test_what_a_method_assumes_is_said_of_all_its_parts_and_once() -> None:
    assert CLOSEST.assumption == (
        "that those who would err here already show among the closest errors, and that different people are "
        "independent of each other"
    )
    both = methods.KG_T.then(methods.RESAMPLES)
    assert both.assumed.count("different people are independent of each other") == 1
