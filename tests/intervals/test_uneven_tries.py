"""Where a few people make most of the tries, intervals assume what the others cannot show."""

from __future__ import annotations

import numpy as np
import pytest

from bystander.findings import Point
from bystander.intervals import clusters, kg_t, methods
from bystander.intervals.covariance import ByPerson
from bystander.intervals.measured import clustered
from bystander.intervals.paired import compare
from bystander.intervals.replicates import OneWayCurve
from bystander.intervals.sides import Side, Together
from bystander.intervals.uneven_tries import ICC, icc, who_repeat
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.studies.groups.by_group import ByGroup, GroupRate
from bystander.studies.groups.how_far_apart import counts_of

FEW = np.array([1] * 285 + [40] * 15)


def test_who_shows_how_tries_repeat_by_hand() -> None:
    assert who_repeat(FEW) == pytest.approx(15)  # those who try once weigh nothing: (15 w)^2 / (15 w^2)
    # k (k - 1): 285 people of 2, 15 of 380, so (570 + 5,700)^2 / (285 x 4 + 15 x 144,400)
    assert who_repeat(FEW // 2 + (FEW == 1) * 2) == pytest.approx(6270**2 / 2_167_140)


@pytest.mark.parametrize("k", [np.full(300, 10), np.arange(1, 101), np.array([1] * 99 + [2]), np.array([0, 0])])
def test_where_people_try_alike_or_hardly_repeat_nothing_is_assumed(k: np.ndarray) -> None:
    assert who_repeat(k) is None


def test_many_who_repeat_show_it_themselves() -> None:
    assert who_repeat(np.array([1] * 285 + [40] * 59)) == pytest.approx(59)
    assert who_repeat(np.array([1] * 285 + [40] * 61)) is None


def test_errors_that_look_independent_are_taken_to_repeat() -> None:
    x = np.array([1] * 26 + [0] * 259 + [2] * 15)  # one in eleven of those who try once, one in twenty of the others
    rate = clusters.one_way(x, FEW)
    assert rate.who_repeat == pytest.approx(15)
    assert rate.df is not None
    assert rate.df <= 15
    floor = kg_t.icc_floor_for(rate)
    assert floor == ICC
    typical = (285 + 15 * 1600) / 885
    assert kg_t.interval(rate, icc_floor=floor).deff == pytest.approx(1 + (typical - 1) * ICC)
    found = clustered(rate, level=0.95, sets=22)
    assert found.estimate.method.rests_on(methods.UNEVEN_TRIES)
    assert any(c.startswith("Few people made most of the tries") for c in found.caveats)


def test_a_correlation_that_equals_the_one_of_few_errors_keeps_its_own_name() -> None:
    k = np.array([1] * 255 + [10] * 45)  # B = 45, so ICC x 2 (1 - 45/60) = .1, the correlation of few errors
    rate = clusters.one_way(np.array([1] * 26 + [0] * 229 + [1] * 45), k)
    assert kg_t.icc_floor_for(rate) == kg_t.ICC_FLOOR
    assert kg_t.method_of(rate).rests_on(methods.UNEVEN_TRIES)
    assert not kg_t.method_of(rate).rests_on(methods.ICC_FLOOR)


def test_errors_that_show_more_are_left_as_they_are() -> None:
    x = np.array([1] * 26 + [0] * 259 + [38] * 3 + [2] * 12)
    rate = clusters.one_way(x, FEW)
    assert kg_t.design_effect(rate) > 1 + ((285 + 15 * 1600) / 885 - 1) * ICC
    assert kg_t.icc_floor_for(rate) is None
    assert not clustered(rate, level=0.95, sets=22).estimate.method.rests_on(methods.UNEVEN_TRIES)


def test_people_drawn_again_are_brought_to_the_same_size() -> None:
    x = np.array([1] * 26 + [0] * 259 + [2] * 15)
    person = np.repeat(np.arange(300), x)
    spread = OneWayCurve(person, np.array([len(person)]), FEW).spread
    limits = kg_t.interval(clusters.one_way(x, FEW), icc_floor=ICC)
    assert spread.deff[0] == pytest.approx(limits.deff)
    assert spread.df[0] == pytest.approx(limits.df)
    assert spread.inflation[0] == pytest.approx(limits.inflation)


def test_two_systems_are_put_together_without_what_cancels() -> None:
    rng = np.random.default_rng(1)
    alike = rng.binomial(FEW, 0.05)

    def side(x: np.ndarray) -> Side:
        counts = ByPerson(errors=x, trials=FEW)
        return Side(
            events=int(x.sum()), trials=int(FEW.sum()), counts=counts,
            alone=lambda level: clustered(clusters.one_way(x, FEW), level=level, sets=22),
        )  # fmt: skip

    other = np.minimum(FEW, alike + (rng.random(300) < 0.05))
    found = compare(side(alike), side(other), Together(people=True, trials=True), level=0.95)
    assert found.difference.method.rests_on(methods.UNEVEN_TRIES)
    assert any(c.startswith("Few people made most of the tries") for c in found.caveats)
    (la, ua), (lb, ub) = side(alike).ends(0.95), side(other).ends(0.95)
    a, b = alike.sum() / 885, other.sum() / 885
    assert found.difference.low == pytest.approx(b - a - np.hypot(b - lb, ua - a))
    assert found.difference.high == pytest.approx(b - a + np.hypot(ub - b, a - la))


def test_people_of_uneven_tries_do_not_change_places_between_groups() -> None:
    rates = []
    for label, x in (("f", np.array([1] * 8 + [0] * 134 + [2] * 8)), ("m", np.array([1] * 8 + [0] * 134 + [8] * 8))):
        k = np.array([1] * 142 + [40] * 8)
        measured = clustered(clusters.one_way(x, k), level=0.95, sets=11)
        rates.append(GroupRate(group={"g": label}, label=label, people=150, measured=measured))
    by = ByGroup(
        quantity=FNMR, groups=None, name="g", point=Point(), label="", rates=tuple(rates), overall=None, people=300,
        unrecorded=0, outside=0,
    )  # fmt: skip
    counts = counts_of(by)
    assert all(count.by_person is None for count in counts)
    assert all(count.deff > 1 + 20 * ICC for count in counts)


def test_what_is_assumed_falls_evenly_to_none_at_the_bounds() -> None:
    assert icc(15, 300) == icc(30, 300) == ICC
    assert icc(45, 300) == pytest.approx(ICC / 2)  # half way from 30 who repeat to 60
    assert icc(15, 40) == pytest.approx(ICC / 2)  # half way from a quarter of all to half
    assert icc(60, 300) == icc(20, 40) == 0
    people, misses = np.array([10] * 30), np.array([1] * 24 + [0] * 6)
    widths = []
    for once in (0, 29, 31, 33):  # people who try once, all recognised: two more change next to nothing
        k, x = np.append(people, np.ones(once, int)), np.append(misses, np.zeros(once, int))
        rate = clusters.one_way(x, k)
        limits = kg_t.interval(rate, icc_floor=kg_t.icc_floor_for(rate))
        widths.append(limits.high - limits.low)
    assert max(widths[1:]) / min(widths[1:]) < 1.15
