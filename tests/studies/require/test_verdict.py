"""The verdict follows from two one-sided limits, and which limits those are from what the evidence is."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.findings import Verdict
from bystander.intervals.counts import clopper_pearson_upper
from bystander.intervals.zero_events import hoeffding_lower, hoeffding_upper
from bystander.planning.needed import sets_needed
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.record.false_alerts import FALSE_PER_FACE
from bystander.studies.require.limits import given as at_given
from bystander.studies.require.limits import limits_of
from bystander.studies.require.pick import mirrored
from bystander.studies.require.verdict import compared, held
from tests.studies.require.made import misses, nobody_named, required


@given(limit=st.floats(0.01, 0.99), ends=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_what_has_to_be_at_most_so_much_is_the_rest_at_least(limit: float, ends: tuple[float, float]) -> None:
    low, high = sorted(ends)
    at_most = compared(required(limit), low, high)
    at_least = compared(required(1 - limit, direction="at-least"), 1 - high, 1 - low)
    if min(abs(low - limit), abs(high - limit)) > 1e-9:  # else rounding decides
        assert at_most is at_least


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.0, 0.1, Verdict.MET), (0.05, 0.11, Verdict.NOT_SHOWN), (0.1, 0.2, Verdict.NOT_SHOWN),
     (0.11, 0.2, Verdict.NOT_MET)],
)  # fmt: skip
def test_the_limit_itself_is_within(low: float, high: float, verdict: Verdict) -> None:
    assert compared(required(0.1), low, high) is verdict


@pytest.mark.parametrize(("missed", "verdict"), [(5, Verdict.MET), (6, Verdict.NOT_SHOWN)])
def test_174_people_with_one_trial_each_may_miss_5(missed: int, verdict: Verdict) -> None:
    found = misses([1] * missed + [0] * (174 - missed), [1] * 174, level=0.8)
    shown = held(required("5 %", level=0.8), found, FNMR)
    assert shown.verdict is verdict
    assert shown.upper == pytest.approx(clopper_pearson_upper(missed, 174, level=0.8), rel=1e-12)
    assert shown.upper == pytest.approx({5: 0.04506, 6: 0.0517}[missed], abs=5e-5)
    assert ("174 people may have 5 errors" in shown.would) == (missed == 6)


@given(st.integers(2, 30), st.integers(1, 19), st.sampled_from(["at-most", "at-least"]))
def test_with_one_trial_each_met_is_wrong_at_the_limit_as_often_as_the_exact_test(
    people: int, twentieths: int, direction: str
) -> None:
    limit = Fraction(twentieths, 20)  # and the truth
    chance = [comb(people, x) * limit**x * (1 - limit) ** (people - x) for x in range(people + 1)]
    wanted = required(float(limit), direction=direction)
    met = [held(wanted, misses([1] * x + [0] * (people - x), [1] * people), FNMR).verdict for x in range(people + 1)]
    ways = chance if direction == "at-most" else chance[::-1]
    tails = [sum(ways[: x + 1]) for x in range(people + 1)]  # so few errors, or so few trials without one
    wrong = sum(c for c, verdict in zip(chance, met, strict=True) if verdict is Verdict.MET)
    assert wrong == max((t for t in tails if t <= Fraction(1, 20)), default=0)


def test_without_an_error_the_limit_rests_on_people_and_nothing_else() -> None:
    shown = held(required("5 %"), misses([0] * 50, [20] * 50), FNMR)
    assert shown.upper == pytest.approx(1 - 0.05 ** (1 / 50), rel=1e-9)
    assert shown.verdict is Verdict.NOT_SHOWN
    assert "About 59 people (50 were tested)" in shown.would


def test_where_few_people_err_the_limit_assumes_nothing() -> None:
    found = misses([10, 9] + [0] * 98, [10] * 100)
    assert found.estimate is not None
    assert found.estimate.df is not None
    assert found.estimate.df < 8
    limits = at_given(found)
    assert (limits.lower, limits.upper) == (hoeffding_lower(0.019, 100), hoeffding_upper(0.019, 100))
    assert limits.free
    assert not limits.exact


def test_few_people_who_err_are_no_people_with_one_trial_each() -> None:
    shown = held(required("3 %"), misses([10, 9] + [0] * 98, [10] * 100), FNMR)
    assert shown.verdict is Verdict.NOT_SHOWN
    assert "assumes nothing of how trials depend" in shown.why
    assert "may have" not in shown.would  # 1,000 people were not tested
    assert sets_needed(0.019, 0.03) == pytest.approx(1256.7, abs=0.1)
    assert shown.would == "About 1,300 people (100 were tested) would show it, if the rate found holds."


def test_three_people_with_one_rate_are_no_more_than_three_people() -> None:
    alike, apart = misses([10, 10, 10], [100] * 3), misses([10, 10, 11], [100] * 3)
    for found, errors in ((alike, 30), (apart, 31)):
        limits = at_given(found)
        assert limits.free
        assert limits.upper == pytest.approx(hoeffding_upper(errors / 300, 3), rel=1e-12)
        assert limits.upper == found.bounds.compliance_upper
        assert "The range is as if about" in found.caveats[0]
    assert held(required("17 %"), alike, FNMR).verdict is Verdict.NOT_SHOWN


def test_where_many_err_it_is_the_limit_for_compliance() -> None:
    found = misses([1, 0, 2, 0, 1] * 20, [10] * 100)
    limits = at_given(found)
    assert (limits.lower, limits.upper) == (found.bounds.compliance_lower, found.bounds.compliance_upper)
    assert not limits.free


def test_of_nobody_nothing_is_shown() -> None:
    shown = held(required("5 %"), nobody_named(0, 10**6), FNMR)
    assert shown.verdict is Verdict.NOT_SHOWN
    assert "are not named" in shown.why
    assert "a code for each person" in shown.would


def test_a_threshold_that_was_chosen_and_taken_as_given_has_no_limits() -> None:
    found = misses([1, 0, 2, 0, 1] * 20, [10] * 100, target_fmr=0.001, threshold=3.0)
    assert limits_of(found, FNMR).upper is None
    assert held(required("50 %", at={"target_fmr": 0.001}), found, FNMR).verdict is Verdict.NOT_SHOWN


def test_never_is_disproved_by_one_and_shown_by_nothing() -> None:
    one = held(required(0), misses([1] + [0] * 99, [10] * 100), FNMR)
    assert (one.verdict, one.why) == (Verdict.NOT_MET, "It was 1 of 1,000, and none is required.")
    none = held(required(0), misses([0] * 100, [10] * 100), FNMR)
    assert none.verdict is Verdict.NOT_BY_THIS_KIND
    assert "cannot be shown by any evidence" in none.why
    always = held(required("100 %", direction="at-least"), misses([10] * 100, [10] * 100), FNMR)
    assert always.verdict is Verdict.NOT_BY_THIS_KIND


def test_beyond_the_limit_more_people_would_show_it_not_met() -> None:
    shown = held(required("9 %"), misses([1, 0, 2, 0, 2] * 20, [10] * 100), FNMR)
    assert shown.verdict is Verdict.NOT_SHOWN
    assert "would not show it met" in shown.would
    assert "would show it not met, if the rate found holds" in shown.would


def test_a_number_that_is_not_there_is_not_shown() -> None:
    missing = FNMR.missing("the trial is small")
    shown = held(required("1 %"), missing, FNMR)
    assert (shown.verdict, shown.why) == (Verdict.NOT_SHOWN, "The trial is small.")


def test_the_limits_of_counts_need_their_rows() -> None:
    bare = nobody_named(3, 100).model_copy(update={"sensitivity": ()})
    assert bare.estimate is not None
    plain = bare.estimate.model_copy(update={"method": type(bare.estimate.method)("Clopper-Pearson")})
    assert limits_of(bare.model_copy(update={"estimate": plain}), FALSE_PER_FACE).upper is None


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_limits_are_those_of_a_count_only_where_everybody_has_one_trial(people: list[tuple[int, int]]) -> None:
    k, x = [often for often, _ in people], [min(wrong, often) for often, wrong in people]
    found = misses(x, k)
    for one in (found, mirrored(found)):
        assert at_given(one).exact == (max(k) == 1 and 0 < sum(x) < sum(k))
