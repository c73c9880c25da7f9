"""A group without an error, or with few, is worth as much as the others show how alike tries of one person are."""

from __future__ import annotations

import numpy as np
import pytest

from bystander.findings import Point
from bystander.intervals.measured import unclustered
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.passes.share import share_of
from bystander.studies.groups.by_group import ByGroup, GroupRate
from bystander.studies.groups.design_effects import design_effects
from bystander.studies.groups.how_far_apart import compared

Group = tuple[list[int], list[int]]


def by(*groups: Group, least_deff: float = 1.0) -> ByGroup:
    """Return groups of people with so many errors and tries each."""
    rates = tuple(
        GroupRate(
            group={"g": f"g{i}"}, label=f"g{i}", people=len(x),
            measured=share_of(np.array(x), np.array(k), level=0.95),
        )
        for i, (x, k) in enumerate(groups)
    )  # fmt: skip
    return ByGroup(
        quantity=FNMR, groups=None, name="g", point=Point(), label="", rates=rates, overall=None,
        people=sum(rate.people for rate in rates), unrecorded=0, outside=0, least_deff=least_deff,
    )  # fmt: skip


# 15 of 300 people err at all four tries: tries of one person are wholly alike
ALIKE: Group = ([4] * 15 + [0] * 285, [4] * 300)
ONCE: Group = ([1] * 15 + [0] * 285, [1] * 300)
UNRELATED: Group = ([1] * 60 + [0] * 240, [4] * 300)


def test_people_without_an_error_are_worth_their_number_where_tries_of_one_are_alike() -> None:
    found = design_effects(by(([0] * 12, [40] * 12), ALIKE))
    assert found["g0"] == pytest.approx(40)  # 480 tries of twelve people are worth twelve
    assert found["g1"] == pytest.approx(4, rel=0.2)


def test_it_grows_with_the_tries_by_what_the_others_show() -> None:
    found = design_effects(by(([0] * 12, [10] * 12), ([2] * 30 + [0] * 270, [4] * 300)))
    alike = (found["g1"] - 1) / 3
    assert 0.1 < alike < 0.9
    assert found["g0"] == pytest.approx(1 + 9 * alike)


def test_where_nobody_was_tried_twice_all_tries_of_one_count_as_one() -> None:
    assert design_effects(by(([0] * 12, [40] * 12), ONCE))["g0"] == pytest.approx(40)


def test_where_tries_of_one_are_unrelated_all_count() -> None:
    assert design_effects(by(([0] * 12, [40] * 12), UNRELATED))["g0"] == pytest.approx(1, abs=0.3)


def test_it_is_at_least_that_of_the_others() -> None:
    found = design_effects(by(([0] * 100, [2] * 100), ALIKE))
    assert found["g0"] == found["g1"] > 3


def test_of_two_tries_sizes_a_try_meets_the_larger() -> None:
    # half of the people with 2 and half with 38 tries: a try meets (4 + 1,444)/40 = 36.2 tries of its person
    assert design_effects(by(([0] * 12, [2, 38] * 6), ALIKE))["g0"] == pytest.approx(36.2)


@pytest.mark.parametrize(("errors", "own"), [(1, False), (4, False), (5, True)])
def test_of_few_errors_of_people_tried_more_often_the_others_tell(errors: int, own: bool) -> None:  # noqa: FBT001
    deff = design_effects(by(([1] * errors + [0] * (12 - errors), [40] * 12), ALIKE))["g0"]
    assert deff < 10 if own else deff >= 40


def test_of_people_tried_as_often_few_errors_tell_their_own() -> None:
    assert design_effects(by(([1, 1, 1] + [0] * 9, [5] * 12), ALIKE))["g0"] < 2


def test_counts_without_people_take_the_largest_of_the_others_and_never_less_than_asked() -> None:
    rates = tuple(
        GroupRate(group={"g": f"g{i}"}, label=f"g{i}", people=0, measured=unclustered(x, 1000, level=0.95))
        for i, x in enumerate((0, 9))
    )
    groups = ByGroup(
        quantity=FNMR, groups=None, name="g", point=Point(), label="", rates=rates, overall=None, people=0,
        unrecorded=0, outside=0, least_deff=2.5,
    )  # fmt: skip
    assert design_effects(groups) == {"g0": 2.5, "g1": 2.5}


def test_twelve_people_who_were_all_recognised_do_not_differ_from_others() -> None:
    """With one rate, one in twenty always failing, nobody of twelve does in 54 of 100 trials."""
    found = compared(by(([0] * 12, [40] * 12), ALIKE), level=0.95)
    assert not found.shown
    assert found.ratio is not None
    assert found.ratio.low == 1
