"""Of a trial of comparisons, what people who are drawn again show: thresholds chosen anew, the band, the area."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from bystander.errors import UsageError
from bystander.findings.digits import WRITTEN, ten_digits
from bystander.studies.evaluate.comparisons.study import evaluate
from tests.studies.evaluate.test_comparisons import MATED, NON_MATED, TABLE, columns, one
from tests.studies.trials import only, trial


def test_at_a_target_the_threshold_is_chosen_again_and_the_caveat_that_it_was_not_is_gone() -> None:
    finding = one(evaluate(trial(TABLE), targets=[0.01]).document, "fnmr-at-fmr")
    taken = one(evaluate(trial(TABLE), targets=[0.01], replicates=0).document, "fnmr-at-fmr")
    assert finding.estimate is not None
    assert taken.estimate is not None
    assert "threshold chosen again, 2000 replicates" in finding.estimate.method
    assert "hull over all thresholds" in taken.estimate.method
    assert finding.estimate.value == taken.estimate.value
    assert finding.estimate.high - finding.estimate.low < taken.estimate.high - taken.estimate.low
    assert not any("takes it as given" in said for said in (*finding.caveats, *taken.caveats))


def test_without_replicates_nobody_is_drawn_again_and_that_is_said() -> None:
    study = evaluate(trial(TABLE), replicates=0)
    assert study.get("det_band") is None
    assert study.document.conventions.replicates == 0
    assert study.document.conventions.seed == 1  # of the search for people who are alike
    assert one(study.document, "eer").estimate is not None
    assert "--replicates 0" in str(one(study.document, "auc").not_estimable)


def test_the_seed_is_a_convention_and_another_one_moves_intervals_a_little() -> None:
    here, there = (evaluate(trial(TABLE), targets=[0.01], seed=seed, replicates=500).document for seed in (1, 2))
    assert (there.conventions.seed, there.conventions.replicates) == (2, 500)
    a, b = (one(document, "fnmr-at-fmr").estimate for document in (here, there))
    assert a is not None
    assert b is not None
    assert a.low != b.low
    assert a.low == pytest.approx(b.low, rel=0.2)
    assert one(here, "fmr").estimate == one(there, "fmr").estimate


@pytest.mark.parametrize("options", [{"replicates": 50}, {"replicates": -1}, {"seed": -1}, {"replicates": 10**6}])
def test_replicates_too_few_for_an_interval_and_seeds_that_are_none_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(UsageError, match=r"replicates|seed"):
        evaluate(trial(TABLE), **options)  # type: ignore[arg-type]


def test_the_band_runs_down_the_curve_around_exact_rates() -> None:
    study = evaluate(trial(TABLE))
    series = study.get("det_band")
    assert series is not None
    same, score = columns(TABLE)
    for row in series.rows()[::10]:
        assert row["fmr"] == ten_digits((score[~same] >= row["threshold"]).mean())
        assert row["fnmr"] == ten_digits((score[same] < row["threshold"]).mean())
        for rate in ("fmr", "fnmr"):
            low, value, high = (float(row[name] or 0) for name in (f"{rate}_low", rate, f"{rate}_high"))
            assert low < value < high
        few = min(float(row["fmr"] or 0) * NON_MATED, float(row["fnmr"] or 0) * MATED) < 4.5
        assert row["simultaneous"] == (0 if few else 1)
    thresholds = [float(row["threshold"] or 0) for row in series.rows()]
    assert thresholds == sorted(thresholds, reverse=True)


@pytest.mark.parametrize("accept", ["ge", "gt"])
def test_the_thresholds_of_the_band_are_those_of_the_rule_and_of_distances_too(accept: str) -> None:
    far = TABLE.set_column(2, "score", pa.array(-np.asarray(TABLE["score"])))
    plain = evaluate(trial(TABLE), accept=accept).get("det_band")  # type: ignore[arg-type]
    distant = evaluate(trial(far, distance=True), accept=accept).get("det_band")  # type: ignore[arg-type]
    assert plain is not None
    assert distant is not None
    same, score = columns(TABLE)
    threshold = np.array(plain.columns["threshold"], float)
    compared = score[~same][:, None] >= threshold if accept == "ge" else score[~same][:, None] > threshold
    assert list(map(ten_digits, compared.mean(axis=0))) == plain.columns["fmr"]
    assert np.array_equal(np.array(distant.columns["threshold"], float), -threshold)
    assert distant.columns["fnmr_high"] == plain.columns["fnmr_high"]


def test_the_area_is_told_with_its_interval_and_why_not_where_it_is_not() -> None:
    same, score = columns(TABLE)
    finding = one(evaluate(trial(TABLE)).document, "auc")
    assert finding.estimate is not None
    mated, other = score[same][:, None], score[~same][None, :]
    assert finding.estimate.value == pytest.approx(((mated > other) + (mated == other) / 2).mean(), rel=WRITTEN)
    assert finding.estimate.low < finding.estimate.value < finding.estimate.high < 1
    assert "area under the curve" in finding.answer
    unknown = TABLE.drop_columns(["probe_subject", "reference_subject"]).append_column("mated", pa.array(same))
    assert "same person" in str(one(evaluate(trial(unknown)).document, "auc").not_estimable)
    apart = TABLE.set_column(2, "score", pa.array(np.where(same, score + 100, score)))
    assert "fewer than 5" in str(one(evaluate(trial(apart)).document, "auc").not_estimable)
    assert "a person with themself" in str(one(evaluate(trial(only(TABLE, mated=False))).document, "auc").not_estimable)
