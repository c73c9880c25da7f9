"""What is concluded follows the test of all groups; the limits of the ratio say how sure the size is."""

from __future__ import annotations

import numpy as np
import pytest

from bystander.findings import Point
from bystander.intervals import clusters
from bystander.intervals.measured import Measured, clustered, unclustered
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.record.false_alerts import FALSE_OF_GROUPS
from bystander.studies.groups.by_group import ByGroup, GroupRate
from bystander.studies.groups.how_far_apart import Compared, compared


def counts(*groups: tuple[int, int]) -> Compared:
    """Compare groups of so many errors in so many trials, each on its own."""
    rates = tuple(
        GroupRate(group={"g": f"g{i}"}, label=f"g{i}", people=20, measured=unclustered(x, n, level=0.95))
        for i, (x, n) in enumerate(groups)
    )
    return compared(
        ByGroup(
            quantity=FALSE_OF_GROUPS, groups=None, name="g", point=Point(), label="", rates=rates, overall=None,
            people=0, unrecorded=0, outside=0,
        ),
        level=0.95,
    )  # fmt: skip


def test_equal_groups_are_told_with_what_could_have_been_found() -> None:
    found = counts((10, 1000), (10, 1000))
    assert not found.shown
    assert "shown to lie within a factor of 3 of each other. No difference between groups by g" in found.sentence


def test_a_difference_that_the_test_finds_is_never_called_none() -> None:
    for groups in (((30, 10_000), (3, 10_000)), ((12, 1000), (5, 1000), (20, 1000), (12, 1000), (8, 1000))):
        found = counts(*groups)
        assert found.test is not None
        assert found.test.p < 0.05
        assert found.shown
        assert "was shown" not in found.sentence
        assert all("was shown" not in f.answer for f in found.findings)


def test_a_tenfold_rate_is_said_with_its_limits() -> None:
    assert counts((30, 10_000), (3, 10_000)).sentence == (
        "By g, false alerts per face seen differ: g0 (30 of 10,000) against g1 (3 of 10,000), 10 times as frequent. "
        "For new people it could be between 3.1 times and 51 times."
    )


def test_of_a_group_without_an_event_no_ratio_is_told() -> None:
    found = counts((48, 120), (0, 120))  # with half an event on both sides it read "97 times as frequent"
    assert found.ratio is not None
    least = f"at least {found.ratio.low:.2g} times"
    assert found.sentence == (
        f"By g, false alerts per face seen differ: g0 (48 of 120) against g1 (0 of 120). For new people it could be "
        f"{least}."
    )
    ratio = next(f for f in found.findings if f.id.endswith("group-ratio"))
    assert "97" not in ratio.answer
    assert ratio.estimate is None


def test_groups_are_stabilised_towards_their_mean_for_their_order_alone() -> None:
    found = counts((12, 1000), (5, 1000), (20, 1000))
    assert all(rate is not None and 0.005 <= rate <= 0.02 for rate in found.stabilised)


def test_rates_too_high_for_a_detectable_ratio_are_not_called_too_few_errors() -> None:
    said = counts((36, 56), (30, 60)).sentence
    assert "too few errors" not in said
    assert "shown to lie within a factor of 3 of each other" in said
    assert "very high. Even the largest ratio" in said


def one_way(errors: int, *, people: int, looks: int) -> Measured:
    """Measure a group whose errors are each of another person."""
    x = np.zeros(people, dtype=np.int64)
    x[:errors] = 1
    return clustered(clusters.one_way(x, np.full(people, looks)), level=0.95, sets=people)


def test_groups_with_the_same_rate_are_not_compared_with_themselves() -> None:
    answers = " ".join(f.answer for f in counts((10, 1000), (10, 1000)).findings)
    assert "All groups have the same rate" in answers
    assert "of g0 is 1.0 times that of g0" not in answers
    assert "g0 has" not in answers


def test_the_higher_rate_is_not_called_more_errors() -> None:
    difference = counts((20, 1000), (22, 2000)).findings[-1]
    assert difference.answer.startswith(
        "In this evidence the rate of g0 is 9,000 in a million higher than that of g1"
    )  # and g1 has more


def test_what_chance_reaches_is_said_as_a_limit_that_is_seldom_passed() -> None:
    ratio = counts((1, 100), (1, 100)).findings[1]  # equal rates give 7 times or more in 6 % of such trials
    assert "would show more than 7.0 times in at most 1 in 20 such trials" in ratio.answer


def test_the_mean_of_stabilised_rates_is_that_of_the_counts_whatever_the_design_effects() -> None:
    rates = tuple(
        GroupRate(group={"g": name}, label=name, people=40, measured=one_way(errors, people=40, looks=2))
        for name, errors in (("a", 2), ("b", 1), ("c", 1), ("d", 1))
    )
    found = compared(
        ByGroup(
            quantity=FNMR, groups=None, name="g", point=Point(), label="", rates=rates, overall=None, people=160,
            unrecorded=0, outside=0,
        ),
        level=0.95,
    )  # fmt: skip
    assert found.stabilised == pytest.approx([5 / 320] * 4)
    assert found.ratio is not None
    assert found.ratio.high is None  # one error of one person: a limit of millions is none
    assert "There are too few errors to tell" in found.sentence
