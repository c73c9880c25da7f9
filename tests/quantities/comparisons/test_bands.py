"""What is read off a curve that is drawn again: by hand where nothing varies, and against brute force where it does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.quantities.comparisons import bands
from bystander.quantities.comparisons.auc import area_under_curve, measured_area
from bystander.quantities.comparisons.eer import equal_error_rate
from bystander.quantities.comparisons.fnmr import false_non_match_rate
from bystander.quantities.comparisons.fnmr_at_fmr import at_target
from bystander.quantities.comparisons.replicates import TrialReplicates, replicates_of
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.tally.comparisons.tally import ComparisonTally

TARGETS = (0.1, 0.01, 0.001)


def trial(
    seed: int = 1, *, people: int = 50, images: int = 3, digits: int = 6, step: float = 1, order: int = 0,
    alike: int = 0,
) -> Trial:  # fmt: skip
    """Compare every two images of people who differ; ``step``: divides scores; ``order``: renames, shuffles rows.

    ``alike``: so many people are never compared with themselves, so nothing but the scores of others tells them apart.
    """
    rng = np.random.default_rng(seed)
    look, steady = rng.normal(0, 0.5, people), rng.normal(3, 0.6, people)
    owner = np.repeat(np.arange(people), images)
    first, second = np.triu_indices(len(owner), 1)
    a, b = owner[first], owner[second]
    score = np.round(np.where(a == b, steady[a], look[a] + look[b]) + rng.normal(0, 1, len(a)), digits)
    score = score if step == 1 else np.round(score / step)
    other, told = np.random.default_rng(order), np.flatnonzero((a != b) | (a >= alike))
    a, b, score = a[told], b[told], score[told]
    name, rows = (other.permutation(n) if order else np.arange(n) for n in (people, len(score)))
    return trial_from_arrays(
        score[rows], probe=name[a][rows].astype(np.int32), reference=name[b][rows].astype(np.int32), subjects=people
    )


def drawn_of(tally: ComparisonTally, *, replicates: int = 300, seed: int = 1) -> TrialReplicates:
    found = replicates_of(tally, seed=seed, replicates=replicates)
    assert found is not None
    return found


def still(drawn: TrialReplicates) -> TrialReplicates:
    """Return the same replicates without any deviation."""
    nothing = np.zeros_like(drawn.fmr.deviation)
    fmr, fnmr = (replace(rate, deviation=nothing, standard=nothing) for rate in (drawn.fmr, drawn.fnmr))
    return replace(drawn, fmr=fmr, fnmr=fnmr)


@pytest.mark.parametrize("digits", [6, 1])
@pytest.mark.parametrize("target", TARGETS[:2])
def test_a_replicate_that_does_not_deviate_finds_the_threshold_of_the_trial(digits: int, target: float) -> None:
    tally = tally_comparisons(trial(digits=digits), targets=TARGETS)
    found = bands.reselected(still(drawn_of(tally)), target)
    assert found is not None
    point = tally.operating_point(target)
    assert found == pytest.approx(np.full(300, point.false_non_matches / tally.mated_total), rel=1e-12)


def test_a_replicate_with_twice_the_false_matches_reads_the_rate_off_where_the_trial_has_half_as_many() -> None:
    tally = tally_comparisons(trial(people=120), targets=(0.01, 0.005))
    drawn = still(drawn_of(tally))
    doubled = np.broadcast_to(drawn.fmr.value[:, None], drawn.fmr.deviation.shape).copy()
    found = bands.reselected(replace(drawn, fmr=replace(drawn.fmr, deviation=doubled)), 0.01)
    assert found is not None
    half = tally.operating_point(0.005).false_non_matches / tally.mated_total
    assert found == pytest.approx(np.full(300, half), rel=0.02)  # logits, not logs


def test_names_rows_and_threads_cannot_be_seen_in_the_replicates() -> None:
    tallies = (tally_comparisons(trial(order=order), targets=TARGETS, threads=1 + order) for order in (0, 2))
    here, there = map(drawn_of, tallies)
    assert np.array_equal(here.fmr.deviation, there.fmr.deviation)
    assert np.array_equal(here.fnmr.deviation, there.fnmr.deviation)


def test_the_thresholds_are_exact_counts_and_the_same_whatever_the_tail_holds() -> None:
    whole, some = (tally_comparisons(trial(), targets=TARGETS, tail_pairs=size) for size in (2**20, 2000))
    a, b = drawn_of(whole), drawn_of(some)
    size = len(b.cutoff)
    assert b.ends_here
    assert not a.ends_here
    assert 60 < size < len(a.cutoff)
    assert np.array_equal(a.cutoff[:size], b.cutoff)
    assert np.array_equal(a.fmr.deviation[:size], b.fmr.deviation)
    for k in (0, 10, size - 1):
        assert a.fmr.events[k] == whole.false_matches(float(a.cutoff[k]))
        assert a.fnmr.events[k] == whole.false_non_matches(float(a.cutoff[k]))
    first, second = (bands.reselected(drawn, 0.01) for drawn in (a, b))
    assert first is not None
    assert second is not None
    assert np.array_equal(first, second)


def test_a_threshold_below_the_tail_is_not_drawn_and_the_hull_reaches_down_to_nothing() -> None:
    tally = tally_comparisons(trial(), targets=(0.1,), tail_pairs=1200)  # of 11,025: the tail ends near 0.1
    drawn = drawn_of(tally)
    assert bands.reselected(drawn, 0.1) is None
    assert bands.reselected(drawn, 0.01) is not None
    measured = at_target(tally, 0.1, tally.operating_point(0.1).threshold, drawn=drawn, level=0.95)
    assert measured.chosen_again
    assert measured.fnmr is not None
    assert measured.fnmr.estimate.method.startswith("hull over all thresholds")
    assert measured.fnmr.estimate.low == 0


def test_fewer_than_five_errors_of_either_kind_are_not_drawn() -> None:
    tally = tally_comparisons(trial(), targets=(4 / 11025, 5 / 11025, 0.9))
    drawn = drawn_of(tally)
    assert bands.reselected(drawn, 4 / 11025) is None
    assert bands.reselected(drawn, 5 / 11025) is not None
    assert bands.reselected(drawn, 0.9) is None  # no mated comparison is rejected there


def test_the_interval_holds_the_value_and_is_wider_than_with_the_threshold_as_given() -> None:
    tally = tally_comparisons(trial(people=80), targets=TARGETS)
    drawn = drawn_of(tally, replicates=999)
    threshold = tally.operating_point(0.01).threshold
    given = false_non_match_rate(tally, threshold, level=0.95)
    again = at_target(tally, 0.01, threshold, drawn=drawn, level=0.95).fnmr
    assert again is not None
    assert again.estimate.value == given.estimate.value
    assert again.estimate.low < again.estimate.value < again.estimate.high
    assert again.estimate.high - again.estimate.low > given.estimate.high - given.estimate.low
    assert (again.bounds.compliance_upper or 0) >= again.estimate.high


def test_percentiles_are_replicates_and_include_the_value() -> None:
    found = np.arange(1, 1000) / 1000  # 999 of them: the 25th and the 975th
    assert bands.percentiles(found, value=0.5, level=0.95) == (0.025, 0.975)
    assert bands.percentiles(found, value=0.99, level=0.95) == (0.025, 0.99)
    assert bands.percentiles(np.full(9, 0.3), value=0.3, level=0.95) is None


def test_replicates_that_nobody_knows_count_for_both_ends() -> None:
    found = np.arange(1, 1000) / 1000
    found[500:510] = np.nan  # may be the ten lowest or the ten highest: the 15th of those known, and the 15th last
    assert bands.percentiles(found, value=0.5, level=0.95) == (0.015, 0.985)
    found[500:525] = np.nan
    assert bands.percentiles(found, value=0.5, level=0.95) is None


@pytest.mark.parametrize("alike", [0, 25])
@pytest.mark.parametrize("seed", range(3))
def test_a_shorter_tail_gives_the_interval_of_the_whole_or_one_that_holds_it(seed: int, alike: int) -> None:
    people = trial(seed, alike=alike)
    whole = bands.fnmr_at_target(drawn_of(tally_comparisons(people)), 0.01, value=0.2, level=0.95)
    assert whole is not None
    same = []
    for size in (120, 160, 180, 200, 220, 250, 300, 400, 1000):
        drawn = drawn_of(tally_comparisons(trial(seed, alike=alike, order=size), tail_pairs=size))
        found = bands.fnmr_at_target(drawn, 0.01, value=0.2, level=0.95)
        assert found is None or (found[0] <= whole[0] and whole[1] <= found[1])
        same.append(found == whole)
    assert same == sorted(same)
    assert same[-1]


def test_the_band_lies_outside_the_pointwise_limits_and_holds_the_curve() -> None:
    tally = tally_comparisons(trial(people=80))
    drawn = drawn_of(tally, replicates=999)
    band = bands.band(drawn, level=0.95)
    assert band.critical is not None
    assert 2.5 < band.critical < 4.5  # wider than one threshold's 1.96
    some = band.together
    assert some.any()
    assert not some.all()
    for rate, low, high in ((drawn.fmr, band.fmr_low, band.fmr_high), (drawn.fnmr, band.fnmr_low, band.fnmr_high)):
        assert np.all((low < rate.value) & (rate.value < high) | (rate.events == 0))
        assert np.all(rate.events[some] >= bands.FEWEST)
    k = int(np.flatnonzero(some)[10])
    from bystander.quantities.comparisons.fmr import false_match_rate

    pointwise = false_match_rate(tally, float(drawn.cutoff[k]), level=0.95).estimate
    assert band.fmr_low[k] < pointwise.low
    assert band.fmr_high[k] > pointwise.high
    alone = int(np.flatnonzero(~some)[0])
    pointwise = false_match_rate(tally, float(drawn.cutoff[alone]), level=0.95).estimate
    assert (band.fmr_low[alone], band.fmr_high[alone]) == pytest.approx((pointwise.low, pointwise.high), rel=1e-9)


def test_the_band_holds_as_many_replicates_as_it_says() -> None:
    drawn = drawn_of(tally_comparisons(trial(people=80)), replicates=999)
    band = bands.band(drawn, level=0.9)
    some = band.together
    largest = np.maximum(*(np.abs(rate.standard[some]).max(axis=0) for rate in (drawn.fmr, drawn.fnmr)))
    assert (largest <= band.critical).sum() == 900


def test_a_curve_that_rises_stays_as_it_is_and_one_that_does_not_is_brought_to_rise() -> None:
    drawn = drawn_of(tally_comparisons(trial(people=80)))
    curve = bands.rising(drawn.fmr)
    assert np.all(np.diff(curve, axis=0) >= 0)
    assert bands.rising(still(drawn).fmr) == pytest.approx(np.repeat(drawn.fmr.logit[:, None], 300, axis=1))


def test_the_equal_error_rate_is_found_again_and_its_interval_is_narrower_than_the_hull() -> None:
    tally = tally_comparisons(trial(people=80))
    drawn = drawn_of(tally, replicates=999)
    again, hull = (equal_error_rate(tally, level=0.95, drawn=d) for d in (drawn, None))
    assert again is not None
    assert hull is not None
    assert again.chosen_again
    assert not hull.chosen_again
    assert again.estimate.value == hull.estimate.value
    assert again.estimate.low <= again.bracket_low <= again.estimate.value <= again.estimate.high
    assert again.estimate.high - again.estimate.low < hull.estimate.high - hull.estimate.low


@pytest.mark.parametrize("seed", range(8))
def test_with_few_scores_the_interval_of_the_equal_error_rate_reaches_beyond_its_bracket(seed: int) -> None:
    tally = tally_comparisons(trial(seed, step=2))
    measure = equal_error_rate(tally, level=0.95, drawn=drawn_of(tally, replicates=200))
    assert measure is not None
    assert measure.estimate.low < measure.bracket_low < measure.bracket_high < measure.estimate.high


def test_the_area_is_the_share_of_pairs_in_order_with_half_of_the_ties() -> None:
    tally = tally_comparisons(trial(people=20, digits=1))
    mated, other = tally.mated_row_score[:, None], tally.tail.score[None, :]
    assert area_under_curve(tally) == ((mated > other).sum() + (mated == other).sum() / 2) / (mated.size * other.size)


def test_the_replicates_of_the_area_are_those_of_all_pairs_to_first_order() -> None:
    tally = tally_comparisons(trial(people=40, digits=1))
    drawn = drawn_of(tally, replicates=2000)
    measured = measured_area(tally, drawn, level=0.95)
    assert measured is not None
    assert measured.estimate.value == area_under_curve(tally)
    # brute force: the derivative of the weighted area by the weight of each person
    own, probe, reference = tally.mated_row_subject, tally.tail.probe, tally.tail.reference
    assert own is not None
    assert probe is not None
    assert reference is not None
    mated, other = tally.mated_row_score[:, None], tally.tail.score[None, :]
    ahead = (mated > other) + (mated == other) / 2

    def area(w: np.ndarray) -> float:
        left, right = w[own], w[probe] * w[reference]
        return float(left @ ahead @ right / (left.sum() * right.sum()))

    step, ones = 1e-4, np.ones(40)
    influence = np.array([(area(ones + step * (np.arange(40) == i)) - area(ones)) / step for i in range(40)])
    spread = np.sqrt(np.sum(influence**2)) * np.sqrt(40 / 39)
    a = measured.estimate.value
    low, high = (np.log(x / (1 - x)) for x in (measured.estimate.low, measured.estimate.high))
    assert (high - low) / 3.92 * a * (1 - a) == pytest.approx(spread, rel=0.12)  # and the t-correction, pairs, draws


def test_failed_comparisons_count_as_the_lowest_and_tie_with_each_other() -> None:
    score = np.array([0.9, -np.inf, 0.2, -np.inf, 0.1, 0.3])
    probe, reference = np.array([1, 2, 1, 2, 3, 4]), np.array([1, 2, 3, 4, 4, 1])
    evidence = trial_from_arrays(score, probe=probe, reference=reference)
    # mated .9 and failed; non-mated .2, failed, .1, .3: (4 + 1/2) of 8; without the failed ones 3 of 3
    assert area_under_curve(tally_comparisons(evidence)) == 4.5 / 8
    assert area_under_curve(tally_comparisons(evidence, failures="exclude")) == 1.0


def test_what_cannot_be_known_of_the_area_is_not_said() -> None:
    some = tally_comparisons(trial(), tail_pairs=500)
    assert area_under_curve(some) is None
    apart = trial(people=20)
    tally = tally_comparisons(apart)
    drawn = drawn_of(tally)
    far = replace(tally, mated_row_score=tally.mated_row_score + 100)
    assert area_under_curve(far) == 1.0
    assert measured_area(far, drawn, level=0.95) is None


@pytest.mark.parametrize("missing", ["people", "mated", "non-mated", "replicates"])
def test_nothing_is_drawn_where_nothing_can_be(missing: str) -> None:
    rng = np.random.default_rng(1)
    probe, reference = rng.integers(0, 20, 500).astype(np.int32), rng.integers(0, 20, 500).astype(np.int32)
    if missing == "mated":
        reference = (probe + 1) % 20
    if missing == "non-mated":
        reference = probe
    evidence = trial_from_arrays(rng.normal(size=500), probe=probe, reference=reference, subjects=20)
    tally = tally_comparisons(evidence)
    if missing == "people":
        tally = replace(tally, non_mated_per_subject=None)
    assert replicates_of(tally, seed=1, replicates=0 if missing == "replicates" else 200) is None


def test_few_people_are_not_told_of_a_limit_that_is_not_there() -> None:
    tally = tally_comparisons(trial(people=12, images=6), targets=(0.01,))
    drawn = drawn_of(tally)
    threshold = tally.operating_point(0.01).threshold
    given, again = (at_target(tally, 0.01, threshold, drawn=d, level=0.95) for d in (None, drawn))
    assert again.chosen_again
    assert given.fmr is not None
    assert again.fnmr is not None
    assert any("Only the assumption-free limit is guaranteed" in said for said in given.fmr.caveats)
    assert given.fmr.bounds.assumption_free_upper is not None
    assert any("may be much too narrow" in said for said in again.fnmr.caveats)
    assert not any("assumption-free" in said for said in again.fnmr.caveats)
    assert again.fnmr.bounds.assumption_free_upper is None


def test_the_caveats_of_both_rates_say_whose_errors_they_are_of() -> None:
    tally = tally_comparisons(trial(people=20), targets=(0.01,))
    found = at_target(tally, 0.01, tally.operating_point(0.01).threshold, drawn=drawn_of(tally), level=0.95)
    assert found.fnmr is not None
    driven = [c for c in found.fnmr.caveats if "few people had them" in c]
    assert [("The false matches" in c, "The misses" in c) for c in driven] == [(True, False), (False, True)]
