"""One class, no identifiers, nothing but failures: said, never guessed."""

from __future__ import annotations

from math import inf, nextafter
from typing import Any

import numpy as np
import pytest

from bystander.errors import UsageError
from bystander.tally import tally_comparisons
from tests.tally.arrays import trial_from_arrays

ENGINES = pytest.mark.parametrize("engine", ["numpy", "numba"])


@ENGINES
def test_non_mated_comparisons_alone_have_a_false_match_rate_and_no_eer(engine: Any) -> None:
    tally = tally_comparisons(trial_from_arrays([1.0, 2, 3], probe=[0, 0, 1], reference=[1, 2, 2]), engine=engine)
    assert (tally.mated_total, tally.mated_min, tally.mated_max) == (0, None, None)
    assert tally.operating_point(0.34).threshold == 3  # one in three
    assert tally.false_non_matches(2.0) == 0
    with pytest.raises(ValueError, match="no crossing"):
        tally.eer()


@ENGINES
def test_mated_comparisons_alone_have_a_false_non_match_rate_and_no_operating_point(engine: Any) -> None:
    trial = trial_from_arrays([1.0, 2, 2, -inf], probe=[0, 0, 1, 1], reference=[0, 0, 1, 1])
    tally = tally_comparisons(trial, engine=engine)
    errors = tally.mated_errors(2.0)
    assert (errors.errors, errors.trials) == (2, 4)
    assert errors.x is not None
    assert errors.k is not None
    assert (errors.x.tolist(), errors.k.tolist()) == ([1, 1], [2, 2])
    with pytest.raises(ValueError, match="non-mated"):
        tally.operating_point(0.1)


@ENGINES
def test_without_identifiers_there_are_counts_and_no_clusters(engine: Any) -> None:
    rng = np.random.default_rng(0)
    score, mated = rng.normal(size=3000), rng.random(3000) < 0.1
    tally = tally_comparisons(
        trial_from_arrays(score, mated=mated, shards=3), targets=[0.3], thresholds=[-1.0], engine=engine, tail_pairs=20
    )
    for threshold in (-1.0, 2.5, tally.operating_point(0.3).threshold, tally.eer().threshold_below):
        errors = tally.non_mated_errors(threshold)
        assert errors.errors == np.count_nonzero(score[~mated] >= threshold)
        assert (errors.d, errors.m, errors.qc, errors.qn) == (None, None, None, None)
        assert tally.mated_errors(threshold).x is None
    assert (tally.pairs, tally.complete, tally.tail.probe) == (None, None, None)


@ENGINES
@pytest.mark.parametrize("scores", [[], [-inf, -inf]])
def test_nothing_and_nothing_but_failures_have_no_threshold(engine: Any, scores: list[float]) -> None:
    trial = trial_from_arrays(scores, probe=[0] * len(scores), reference=[1] * len(scores), subjects=2)
    tally = tally_comparisons(trial, engine=engine)
    assert tally.score_histogram is None
    assert tally.non_mated_failed == tally.non_mated_total == len(scores)
    for question in (tally.zero_fmr, tally.eer, tally.det):
        with pytest.raises(ValueError, match=r"there is no|no crossing"):
            question()


@ENGINES
def test_folded_failures_stay_in_the_denominator_and_excluded_ones_do_not(engine: Any) -> None:
    trial = trial_from_arrays([1.0, -inf, 5, -inf, 4], probe=[0, 0, 1, 1, 2], reference=[1, 2, 2, 1, 2])
    fold = tally_comparisons(trial, thresholds=[1.0], engine=engine)
    out = tally_comparisons(trial, thresholds=[1.0], engine=engine, failures="exclude")
    assert (fold.non_mated_total, fold.mated_total) == (3, 2)
    assert (out.non_mated_total, out.mated_total) == (2, 1)
    assert (out.non_mated_failed, out.mated_failed) == (fold.non_mated_failed, fold.mated_failed) == (1, 1)
    assert (fold.false_non_matches(1.0), out.false_non_matches(1.0)) == (1, 0)
    folded, left_out = fold.non_mated_errors(1.0), out.non_mated_errors(1.0)
    assert folded.m is not None
    assert left_out.m is not None
    assert (folded.m.tolist(), left_out.m.tolist()) == ([2, 2, 2], [1, 2, 1])


def test_so_many_failures_that_the_curves_do_not_cross_are_said() -> None:
    mated = [True] * 4 + [False] * 4
    # accepting all that has a score: FMR 3/4, FNMR 1/4; nothing: 0 and 1
    crossing = tally_comparisons(trial_from_arrays([-inf, 1, 1, 1, -inf, 1, 1, 1], mated=mated)).eer()
    assert (crossing.value_low, crossing.value_high) == (0.25, 0.75)
    # accepting all that has a score: FMR 1/4, FNMR 3/4 already
    with pytest.raises(ValueError, match="no crossing"):
        tally_comparisons(trial_from_arrays([-inf, -inf, -inf, 1, -inf, -inf, -inf, 2], mated=mated)).eer()


def test_a_question_that_was_not_prepared_is_refused_with_what_to_do() -> None:
    rng = np.random.default_rng(0)
    trial = trial_from_arrays(rng.random(1000), probe=np.zeros(1000), reference=np.ones(1000))
    tally = tally_comparisons(trial, tail_pairs=10)
    with pytest.raises(ValueError, match="targets="):
        tally.operating_point(0.5)
    with pytest.raises(ValueError, match="thresholds="):
        tally.non_mated_errors(0.5)
    with pytest.raises(ValueError, match="thresholds="):
        tally.false_matches(0.5)


@pytest.mark.parametrize(("name", "value"), [("targets", -0.1), ("targets", 1.5), ("thresholds", inf)])
def test_a_target_that_is_no_rate_or_a_threshold_that_is_no_number_is_refused(name: str, value: float) -> None:
    trial = trial_from_arrays([1.0], mated=[False])
    with pytest.raises(UsageError, match="must"):
        tally_comparisons(trial, **{name: [value]})  # type: ignore[arg-type]


def test_zero_and_minus_zero_are_one_score() -> None:
    trial = trial_from_arrays([-0.0, 0.0, -0.0, 0.0], mated=[True, True, False, False])
    tally = tally_comparisons(trial)
    assert np.signbit(tally.mated_scores).tolist() == [False]
    assert tally.mated_counts.tolist() == [2]
    assert tally.zero_fmr().threshold == nextafter(0.0, 1)
    assert tally.false_matches(-0.0) == 2


@pytest.mark.parametrize("sparse", [0, 16])
def test_misses_of_each_person_are_the_same_where_few_codes_occur(sparse: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.tally.comparisons.tally.SPARSE", sparse)
    people = [7, 2, 90, 7, 2, 7]
    trial = trial_from_arrays([1.0, 2, 3, 4, -inf, 0], probe=people, reference=people)
    errors = tally_comparisons(trial).mated_errors(3.0)
    assert errors.x is not None
    assert errors.k is not None
    assert (errors.x.tolist(), errors.k.tolist()) == ([2, 2, 0], [2, 3, 1])
