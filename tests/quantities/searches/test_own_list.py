"""People on their own list: two who alert on each other are not two independent alerts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.special import ndtri, stdtrit

import bystander as by
from bystander.intervals import clusters, kg_t
from bystander.quantities.searches import bands, fpir
from bystander.quantities.searches.of_searches import mutual
from bystander.quantities.searches.resampling import resample, units_of
from bystander.tally.searches.tally import SEVERAL
from tests.quantities.searches.search_tallies import tally_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.tally.searches.tally import SearchTally

TWINS = [(0, 5.0, 9.0, 1), (1, 5.0, 9.0, 1), (2, 1.0, 9.0, 1), (3, 1.0, 9.0, 1)]


def _on_the_list(top: Sequence[int]) -> SearchTally:
    """Return four people on the list, of whom the first two alert when their mate is left out."""
    return replace(tally_of(TWINS), top=np.array(top, np.int32)).leave_mate_out()


def test_two_people_who_alert_on_each_other_are_not_two_independent_alerts() -> None:
    twins, apart = (
        fpir.false_positive_identification_rate(_on_the_list(t), 3.0, level=0.95)
        for t in ([1, 0, 3, 2], [2, 3, 0, 1])
    )  # fmt: skip
    strangers = fpir.false_positive_identification_rate(_on_the_list([9, 9, 9, 9]), 3.0, level=0.95)
    assert twins.estimate.effective_trials is not None
    assert apart.estimate.effective_trials is not None
    assert apart.estimate.effective_trials == strangers.estimate.effective_trials
    # by hand: V_L = 4/3 * 4 * (1/2)^2 / 16 = 1/12, and 2 * 1 * 1 / 16 more; p (1 - p) / n = 1/16
    limits = kg_t.interval(clusters.one_way(np.array([1, 1, 0, 0]), np.ones(4, np.int64), mutual=2))
    assert limits.deff == pytest.approx((1 / 12 + 1 / 8) * 16)
    assert twins.estimate.effective_trials == pytest.approx(limits.effective_trials)
    assert twins.estimate.low < apart.estimate.low <= apart.estimate.high < twins.estimate.high


def test_limits_of_people_on_their_own_list_are_not_taken_for_exact_and_people_do_not_change_places() -> None:
    own, strangers = (
        fpir.false_positive_identification_rate(_on_the_list(t), 3.0, level=0.95)
        for t in ([1, 0, 3, 2], [9, 9, 9, 9])
    )  # fmt: skip
    assert own.by_person is None
    assert strangers.by_person is not None
    assert own.bounds.assumption_free_upper == 1.0
    assert strangers.bounds.compliance_upper == pytest.approx(0.9024, abs=1e-4)
    none = [fpir.false_positive_identification_rate(_on_the_list(t), 6.0, level=0.95) for t in ([1, 0, 3, 2], [9] * 4)]
    assert none[0].estimate.high == 1.0
    assert none[1].estimate.high == pytest.approx(1 - 0.05 ** (1 / 4))


def test_errors_due_to_each_other_are_counted_by_ordered_pair_and_nobody_is_their_own_cause() -> None:
    person, entry = np.array([0, 0, 1, 1, 1, 2, 3]), np.array([1, 1, 0, 0, 2, 2, -1])
    assert mutual(person, entry) == 2 * (2 * 2)
    assert mutual(person[4:], entry[4:]) == 0


def test_another_watchlist_of_people_who_search_each_other_is_told_by_pairs_of_them() -> None:
    tally = _on_the_list([1, 0, 3, 2])
    row = fpir.other_watchlist(tally, 3.0, references=3, level=0.95)
    ends = np.array([2, 2, 0, 0])
    rate = clusters.vertex(ends, np.full(4, 6), qc=4.0, qn=6 * 4.0)
    limits = kg_t.interval(rate, level=0.95)
    assert row is not None
    assert row.deff == pytest.approx(limits.deff)
    assert (row.low, row.high) == pytest.approx((3 * limits.low, min(3 * limits.high, 1)))


def _pairs(twins: int) -> tuple[SearchTally, SearchTally]:
    """Return people on the list, in twos who alert on each other at one score, and the same with nobody as cause."""
    rng = np.random.default_rng(1)
    other = np.repeat(rng.normal(size=twins), 2)
    people = range(2 * twins)
    rows = [(p, float(o), float(m), 1) for p, o, m in zip(people, other, rng.normal(1, 1, 2 * twins), strict=True)]
    tally = tally_of(rows)
    return replace(tally, top=(np.arange(2 * twins) ^ 1).astype(np.int32)), tally


def test_people_drawn_again_are_stretched_by_what_those_who_alert_on_each_other_add() -> None:
    counts = np.array([1, 1, 0, 0]), np.ones(4, np.int64)
    # by hand: the bootstrap has Σψ²/n² = 1/16; KG-t takes V = 4/3 * 1/16 (+ 2/16 of the two), times g; df is 4
    t_over_z = float(stdtrit(4, 0.025) / ndtri(0.025))
    for together, variance in ((0, 4 / 3), (2, 4 / 3 + 2)):
        rate, deff = clusters.one_way(*counts, mutual=together), variance
        g = 1 + (t_over_z**2 - 1) * (1 - 1 / deff)
        assert bands.stretch(rate, level=0.95) == pytest.approx((variance * g) ** 0.5)


def test_a_threshold_chosen_again_wobbles_as_the_false_alerts_of_people_on_their_own_list_do() -> None:
    target, deviations = [Fraction(1, 5)], []
    for tally in _pairs(100):
        units = units_of(tally, tally.leave_mate_out())
        assert units is not None
        drawn = resample(units, target, seed=1, replicates=400)
        deviations.append(bands.fnir_at_fpir(units, drawn, target, level=0.95).deviation[:, 0])
    missed = (n[:, 0] for n in (drawn.missed, drawn.missed_at))
    chosen, given = (np.log(n + 0.5) - np.log(drawn.mated - n + 0.5) for n in missed)
    alerts = np.repeat([1, 0], [40, 160]), np.ones(200, np.int64)
    twins, strangers = (bands.stretch(clusters.one_way(*alerts, mutual=m), level=0.95) for m in (40, None))
    # the misses are nobody's fault, and spread alike; 40 alerts in twos have the variance of about half as many
    assert deviations[0] - deviations[1] == pytest.approx((chosen - given) * (twins - strangers))
    assert twins > 1.4 * strangers


def test_an_alert_that_several_entries_cause_alike_is_due_to_none_of_them() -> None:
    """Without any one of them there is the same alert: the covariance of two is of who alone caused either."""
    tally = replace(_on_the_list([1, 0, 3, 2]), top=np.array([1, -1, 3, -1], np.int32))
    assert tally.closest.tolist() == [1, SEVERAL, 3, SEVERAL]
    tied = fpir.false_positive_identification_rate(tally, 3.0, level=0.95).estimate
    apart = fpir.false_positive_identification_rate(_on_the_list([2, 3, 0, 1]), 3.0, level=0.95).estimate
    assert (tied.low, tied.high) == (apart.low, apart.high)
    # two searches of one person, as close to two entries: several, too; a closer one decides
    searches = [(0, 5.0, 9.0, 1), (0, 5.0, 9.0, 1), (1, 5.0, 9.0, 1), (1, 4.0, 9.0, 1)]
    tally = replace(tally_of(searches, unit=[0, 0, 1, 1]), top=np.array([2, 3, 2, 3], np.int32))
    assert tally.closest_of_units(tally.mated).tolist() == [SEVERAL, 2]


def test_where_all_closest_entries_are_tied_all_are_taken_for_people_who_are_searched() -> None:
    own, strangers = (
        fpir.false_positive_identification_rate(replace(tally, top=np.full(4, -1, np.int32)), 6.0, level=0.95)
        for tally in (_on_the_list([1, 0, 3, 2]), tally_of([(p, 5.0, None, 0) for p in range(4)]))
    )
    known = fpir.false_positive_identification_rate(_on_the_list([1, 0, 3, 2]), 6.0, level=0.95)
    assert own.estimate.high == known.estimate.high == 1.0
    assert strangers.estimate.high == pytest.approx(1 - 0.05 ** (1 / 4))


def test_another_watchlist_takes_an_alert_of_tied_entries_for_one_of_its_own() -> None:
    rows = [(p, 5.0 if p < 4 else 1.0, None, 0) for p in range(10)]
    tops = {"apart": [20, 21, 22, 23], "tied": [20, 21, -1, -1], "one": [20, 20, 20, 20]}
    deff = {}
    for name, top in tops.items():
        tally = replace(tally_of(rows), top=np.array([*top, *[24] * 6], np.int32))
        row = fpir.other_watchlist(tally, 3.0, references=8, level=0.95)
        assert row is not None
        assert row.deff is not None
        deff[name] = row.deff
    assert deff["apart"] == pytest.approx(deff["tied"], rel=0.02)
    assert deff["one"] > 2 * deff["tied"]
    # of people on their own list: by hand, an alert of several entries touches the person searched alone
    tally = replace(_on_the_list([1, 0, 3, 2]), top=np.array([1, -1, 3, -1], np.int32))
    row = fpir.other_watchlist(tally, 3.0, references=3, level=0.95)
    rate = clusters.vertex(np.array([1, 2, 0, 0]), np.full(4, 6), qc=1.0, qn=6 * 4.0, within=(1, 0))
    assert row is not None
    assert row.deff == pytest.approx(kg_t.interval(rate, level=0.95).deff)


def test_three_people_who_are_all_first_show_nothing_of_new_ones_and_that_is_said() -> None:
    rows = [(a, b, 9.0 if a == b else 1.0 + 0.1 * abs(ord(a) - ord(b))) for a in "abc" for b in "abc"]
    names = ("probe_subject", "reference_subject", "score")
    asked = by.evaluate(
        dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)),
        searches=True, non_mated="leave-mate-out", thresholds=[5.0], replicates=0,
    )  # fmt: skip
    said = [f.answer for f in asked.document.findings if f.id == "cmc"]
    assert said
    assert set(said) == {"In 100 % of 3 searches (of new people that shows nothing)."}
