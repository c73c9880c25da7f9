from __future__ import annotations

import math

import pytest

from bystander.differentials import differences, equal_rates, ratios, shrinkage
from bystander.differentials.detectable import no_difference
from bystander.differentials.geometric_mean import to_geometric_mean
from bystander.differentials.groups import GroupCount, effective, together, with_exposure


def counted(*pairs: tuple[int, float], deff: float = 1.0) -> list[GroupCount]:
    return [GroupCount(name=f"g{k}", events=x, trials=n, deff=deff) for k, (x, n) in enumerate(pairs)]


EVERYTHING = [
    equal_rates.equal_rates,
    ratios.largest_ratio,
    to_geometric_mean,
    no_difference,
    shrinkage.stabilised,
]


@pytest.mark.parametrize(
    ("events", "trials", "deff"),
    [(-1, 10, 1), (1, 0, 1), (11, 10, 1), (1, -1, 1), (1, 10, 0.9), (1, math.inf, 1), (1, 10, math.inf)],
)
def test_counts_that_cannot_be_are_refused_by_name(events: int, trials: float, deff: float) -> None:
    with pytest.raises(ValueError, match="group 'women'"):
        GroupCount(name="women", events=events, trials=trials, deff=deff)


@pytest.mark.parametrize(("events", "trials"), [(1.5, 10), (math.nan, 10), (1, math.nan)])
def test_parts_of_an_event_and_what_is_no_number_are_refused(events: float, trials: float) -> None:
    with pytest.raises(ValueError, match="group 'women'"):
        GroupCount(name="women", events=events, trials=trials)  # type: ignore[arg-type]


def test_an_hour_can_hold_more_than_one_event() -> None:
    assert GroupCount(name="a", events=11, trials=10, bounded=False).rate == 1.1


def test_events_without_any_exposure_are_refused_in_hours_too() -> None:
    with pytest.raises(ValueError, match="without any exposure"):
        GroupCount(name="a", events=1, trials=0, bounded=False)


def test_a_design_effect_divides_events_and_trials_and_leaves_the_rate() -> None:
    group = GroupCount(name="a", events=12, trials=600, deff=4)
    assert (group.effective_events, group.effective_trials, group.rate) == (3, 150, 0.02)
    x, n = effective([group])
    assert (x.tolist(), n.tolist()) == ([3], [150])


def test_a_group_without_exposure_has_no_rate_and_is_left_out() -> None:
    empty = GroupCount(name="nobody", events=0, trials=0)
    assert empty.rate is None
    assert [g.name for g in with_exposure([empty, *counted((1, 10))])] == ["g0"]
    three = counted((8, 100), (2, 100), (4, 90))
    for function in (*EVERYTHING, differences.largest_difference):
        assert function([empty, *three]) == function(three)  # type: ignore[operator]


def test_two_groups_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="come twice"):
        with_exposure([*counted((1, 10)), *counted((2, 10))])


def test_several_groups_as_one_add_up_and_weigh_design_effects_by_events() -> None:
    one = GroupCount(name="a", events=30, trials=1000, deff=2, people=10)
    other = GroupCount(name="b", events=10, trials=4000, deff=6, people=20)
    both = together([one, other], name="both")
    assert (both.events, both.trials, both.people) == (40, 5000, 30)
    assert both.deff == pytest.approx((30 * 2 + 10 * 6) / 40)
    # variances of independent counts add up: 30 * 2 + 10 * 6
    assert both.events * both.deff == pytest.approx(30 * 2 + 10 * 6)
    assert together([one, GroupCount(name="c", events=0, trials=5)], name="x").people is None


@pytest.mark.parametrize("function", EVERYTHING)
@pytest.mark.parametrize(
    "groups",
    [[], counted((3, 10)), counted((0, 10), (0, 20)), counted((0, 0), (0, 0)), counted((3, 10), (0, 0))],
    ids=["none", "one", "no events", "no exposure", "one with exposure"],
)
def test_where_there_is_nothing_to_compare_there_is_no_answer(function: object, groups: list[GroupCount]) -> None:
    assert function(groups) is None  # type: ignore[operator]
