"""Where a few people make most of the tries, intervals reach as far as for people counted once each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import beta, norm, t

from bystander.findings import Point
from bystander.intervals import clusters, kg_t, methods
from bystander.intervals.chosen_thresholds import Moved
from bystander.intervals.covariance import ByPerson
from bystander.intervals.measured import clustered
from bystander.intervals.paired import compare
from bystander.intervals.paired_each_once import paired_once
from bystander.intervals.replicates import OneWayCurve
from bystander.intervals.sides import Side, Together
from bystander.intervals.uneven_tries import each_once, who_repeat
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


def test_they_are_few_below_half_of_all() -> None:
    assert who_repeat(np.array([1] * 285 + [40] * 149)) == pytest.approx(149)
    assert who_repeat(np.array([1] * 149 + [40] * 151)) is None


def test_everybody_counts_once_by_hand() -> None:
    # three people who try once, and one who fails in 3 of 6: rates 1, 0, 0, 1/2; m = 3/8
    found = each_once(np.array([1, 0, 0, 3, 0]), np.array([1, 1, 1, 6, 0]))
    assert found is not None
    assert found.value == pytest.approx(3 / 8)
    assert found.tries == pytest.approx(4**2 / (3 + 1 / 6))
    assert found.each == pytest.approx(4 / (3 + 1 / 6))
    squared = np.array([(5 / 8) ** 2, (3 / 8) ** 2, (3 / 8) ** 2, (1 / 8) ** 2])
    assert found.deff == pytest.approx(max(1, squared.sum() / 12 / ((3 / 8) * (5 / 8) * (3 + 1 / 6) / 16)))
    assert found.df == pytest.approx(squared.sum() ** 2 / (squared**2).sum())
    # B = 1, of four people: a quarter, and less than half of ENOUGH
    assert found.share == 1


def test_where_people_try_alike_or_all_fail_there_is_nothing_to_draw_out_to() -> None:
    assert each_once(np.full(30, 2), np.full(30, 10)) is None
    assert each_once(np.zeros(300, int), FEW) is None
    assert each_once(FEW, FEW) is None


def test_errors_that_look_independent_reach_as_far_as_those_of_people_counted_once_each() -> None:
    x = np.array([1] * 40 + [0] * 245 + [2] * 15)  # one in seven of those who try once, one in twenty of the others
    rate = clusters.one_way(x, FEW)
    assert rate.who_repeat == pytest.approx(15)
    assert rate.df is not None
    assert rate.df <= 15
    own = x / FEW
    tries, mean = 300**2 / (1 / FEW).sum(), own.mean()
    deff = max(1, own.var(ddof=1) / 300 / (mean * (1 - mean) / tries))
    away = (own - mean) ** 2
    g = 1 + ((t.ppf(0.975, away.sum() ** 2 / (away**2).sum()) / norm.ppf(0.975)) ** 2 - 1) * (1 - 1 / deff)
    n = tries / (deff * g)
    found = clustered(rate, level=0.95, sets=22)
    assert found.estimate.high == pytest.approx(beta.ppf(0.975, mean * n + 1, (1 - mean) * n), rel=1e-9)
    alone = kg_t.interval(replace(rate, each_once=None))
    assert found.estimate.low == alone.low  # it reaches down further by itself
    assert found.estimate.method.rests_on(methods.UNEVEN_TRIES)
    assert any(c.startswith("Few people made most of the tries") for c in found.caveats)
    longer = (found.estimate.high - rate.value) / (alone.high - rate.value)
    assert found.estimate.effective_trials == pytest.approx(alone.effective_trials / longer**2)


def test_numbers_of_wrong_people_a_search_are_of_one_person_each_too() -> None:
    x = np.array([1] * 40 + [0] * 245 + [2] * 15)
    rate = replace(clusters.one_way(x, 50 * FEW), mean_cluster=None)  # as selectivity has it: 50 references a search
    method = clustered(rate, level=0.95, sets=22).estimate.method
    assert method.rests_on(methods.UNEVEN_TRIES)
    assert not method.rests_on(methods.UNEVEN_PAIRS)


def test_limits_of_compliance_reach_as_far() -> None:
    x = np.array([1] * 40 + [0] * 245 + [2] * 15)
    rate = clusters.one_way(x, FEW)
    alone = replace(rate, each_once=None)
    assert kg_t.compliance_upper(rate) > kg_t.interval(rate).high > kg_t.compliance_upper(alone)


def test_errors_that_show_more_are_left_as_they_are() -> None:
    x = np.array([1] * 26 + [0] * 259 + [38] * 3 + [2] * 12)
    rate = clusters.one_way(x, FEW)
    assert kg_t.interval(rate) == kg_t.interval(replace(rate, each_once=None))
    found = clustered(rate, level=0.95, sets=22)
    assert not found.estimate.method.rests_on(methods.UNEVEN_TRIES)
    assert not any(c.startswith("Few people made most of the tries") for c in found.caveats)


def test_few_errors_are_taken_to_repeat_for_people_counted_once_each_too() -> None:
    k = np.array([2] * 100 + [40] * 5)
    rate = clusters.one_way(np.array([1] * 8 + [0] * 97), k)
    once = rate.each_once
    assert once is not None
    floored = 1 + (once.each - 1) * kg_t.ICC_FLOOR
    assert once.deff < floored
    expected = kg_t.at_deff(once.value * once.tries, once.tries, deff=floored, df=once.df, level=0.95)
    assert once.share == 1
    assert kg_t.interval(rate, icc_floor=kg_t.icc_floor_for(rate)).high == expected.high > kg_t.interval(rate).high


def test_people_drawn_again_are_brought_to_the_same_size() -> None:
    x = np.array([1] * 40 + [0] * 245 + [2] * 15)
    person = np.repeat(np.arange(300), x)
    spread = OneWayCurve(person, np.array([len(person)]), FEW).spread
    limits = kg_t.interval(clusters.one_way(x, FEW))
    assert limits.drawn_out
    assert spread.deff[0] == pytest.approx(limits.deff)
    assert spread.df[0] == pytest.approx(limits.df)
    assert spread.inflation[0] == pytest.approx(limits.inflation)


def side(x: np.ndarray, k: np.ndarray = FEW) -> Side:
    return Side(
        events=int(x.sum()), trials=int(k.sum()), counts=ByPerson(errors=x, trials=k),
        alone=lambda level: clustered(clusters.one_way(x, k), level=level, sets=22),
    )  # fmt: skip


def two_systems(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return errors of two systems: those who try often err alike in both, of the others one in five in one more."""
    alike = np.random.default_rng(seed).binomial(FEW, 0.05)
    return alike, np.minimum(FEW, alike + ((FEW == 1) & (np.arange(300) % 5 == 0)))


def test_the_difference_of_two_systems_reaches_as_far_as_that_of_people_counted_once_each() -> None:
    x, y = two_systems()
    found = compare(side(x), side(y), Together(people=True, trials=True), level=0.95)
    assert found.difference.method.rests_on(methods.UNEVEN_TRIES)
    assert any(c.startswith("Few people made most of the tries") for c in found.caveats)
    first, second = x / FEW, y / FEW
    apart = second - first
    away = apart - apart.mean()
    df = (away**2).sum() ** 2 / (away**4).sum()
    reach = t.ppf(0.975, df) * np.sqrt((away**2).sum() / (300 * 299))
    assert found.difference.high == pytest.approx(apart.mean() + reach)
    log = second / second.mean() - first / first.mean()
    far = t.ppf(0.975, (log**2).sum() ** 2 / (log**4).sum()) * np.sqrt((log**2).sum() / (300 * 299))
    assert found.ratio is not None
    assert found.ratio.high == pytest.approx(second.mean() / first.mean() * np.exp(far))


def test_of_people_of_whom_other_tries_were_made_nothing_cancels() -> None:
    x, y = two_systems(5)  # of which something would cancel
    found = compare(side(x), side(y), Together(people=True, trials=False), level=0.95)
    (la, ua), (lb, ub) = side(x).ends(0.95), side(y).ends(0.95)
    a, b = x.sum() / 885, y.sum() / 885
    assert found.difference.low == pytest.approx(b - a - np.hypot(b - lb, ua - a))
    assert found.difference.high == pytest.approx(b - a + np.hypot(ub - b, a - la))
    assert found.difference.method.rests_on(methods.UNEVEN_TRIES)


def test_without_an_error_of_one_system_there_is_no_ratio_of_people_either() -> None:
    _, y = two_systems()
    once = paired_once(
        ByPerson(errors=np.zeros(300, int), trials=FEW), ByPerson(errors=y, trials=FEW), Moved(), level=0.95
    )
    assert once.ratio is None
    with pytest.raises(ValueError, match="two people"):
        paired_once(*(ByPerson(errors=np.array([1]), trials=np.array([2])),) * 2, Moved(), level=0.95)


def test_people_of_uneven_tries_do_not_change_places_between_groups() -> None:
    rates, undrawn = [], []
    for label, x in (("f", np.array([1] * 30 + [0] * 112 + [2] * 8)), ("m", np.array([1] * 30 + [0] * 112 + [3] * 8))):
        k = np.array([1] * 142 + [40] * 8)
        rate = clusters.one_way(x, k)
        measured = clustered(rate, level=0.95, sets=11)
        undrawn.append(kg_t.interval(replace(rate, each_once=None)).deff)
        rates.append(GroupRate(group={"g": label}, label=label, people=150, measured=measured))
    by = ByGroup(
        quantity=FNMR, groups=None, name="g", point=Point(), label="", rates=tuple(rates), overall=None, people=300,
        unrecorded=0, outside=0,
    )  # fmt: skip
    counts = counts_of(by)
    assert all(count.by_person is None for count in counts)
    assert all(count.deff > alone for count, alone in zip(counts, undrawn, strict=True))


def test_how_far_it_is_drawn_out_falls_evenly_to_nothing_at_the_bounds() -> None:
    def share(few: int, people: int) -> float | None:
        found = each_once(np.array([1] + [0] * (people - 1)), np.array([1] * (people - few) + [40] * few))
        return None if found is None else found.share

    assert share(15, 300) == share(75, 300) == 1
    assert share(15, 40) == pytest.approx(0.5)  # half way from a quarter of all to half
    assert share(20, 40) is None
    people, misses = np.array([10] * 30), np.array([1] * 24 + [0] * 6)
    widths = []
    for once in (0, 29, 31, 33):  # people who try once, all recognised: two more change next to nothing
        k, x = np.append(people, np.ones(once, int)), np.append(misses, np.zeros(once, int))
        limits = kg_t.interval(clusters.one_way(x, k))
        widths.append(limits.high - limits.low)
    assert max(widths[1:]) / min(widths[1:]) < 1.15


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=2, max_size=60), st.integers(1, 200))
def test_no_interval_is_narrower_and_all_hold_the_rate(people: list[tuple[int, int]], once: int) -> None:
    k = np.array([k for _, k in people] + [1] * once)
    x = np.array([min(x, k) for x, k in people] + [0] * once)
    rate = clusters.one_way(x, k)
    assume(rate.each_once is not None and rate.variance is not None)
    found, alone = kg_t.interval(rate), kg_t.interval(replace(rate, each_once=None))
    assert found.low <= alone.low <= rate.value <= alone.high <= found.high
    assert found.effective_trials <= alone.effective_trials
    assert found.drawn_out == (found != alone)
