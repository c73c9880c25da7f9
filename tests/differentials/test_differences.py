from __future__ import annotations

import pytest

from bystander.differentials.differences import largest_difference
from bystander.differentials.groups import GroupCount
from bystander.intervals.counts import clopper_pearson
from tests.differentials.test_groups import counted


def test_the_difference_is_that_of_the_largest_and_the_smallest_rate() -> None:
    found = largest_difference(counted((30, 1000), (10, 1000), (20, 1000)))
    assert found is not None
    assert (found.largest, found.smallest, found.groups) == ("g0", "g1", 3)
    assert found.value == pytest.approx(0.02)
    level = 1 - 0.05 / 3
    top, bottom = clopper_pearson(30, 1000, level=level), clopper_pearson(10, 1000, level=level)
    assert (found.low, found.high) == pytest.approx((max(0, top[0] - bottom[1]), top[1] - bottom[0]))


def test_a_clear_difference_excludes_nothing() -> None:
    found = largest_difference(counted((300, 1000), (10, 1000)))
    assert found is not None
    assert found.low > 0.2


def test_no_event_at_all_still_leaves_room_for_a_difference() -> None:
    found = largest_difference(counted((0, 1000), (0, 100)))
    assert found is not None
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(clopper_pearson(0, 100, level=0.975)[1])


def test_a_single_group_has_no_difference() -> None:
    assert largest_difference(counted((3, 100))) is None


def test_events_an_hour_may_be_more_than_one() -> None:
    hours = [GroupCount(name="a", events=30, trials=10, bounded=False), GroupCount(name="b", events=2, trials=10)]
    found = largest_difference(hours)
    assert found is not None
    assert found.value == pytest.approx(2.8)
