"""An evaluation from comparisons to sentences, against counts made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import UsageError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from bystander.findings import wording
from bystander.findings.digits import WRITTEN, ten_digits
from bystander.intervals import clusters, kg_t
from bystander.plots import scores
from bystander.quantities.comparisons.fmr import SAME_REFERENCES
from bystander.report import conventions, html
from bystander.studies.evaluate.comparisons.study import evaluate
from tests import shared_data
from tests.studies.trials import crossed, only, trial

if TYPE_CHECKING:
    from bystander.findings import Document, Finding

TABLE = crossed(60, 3, seed=4)
MATED, NON_MATED = 60 * 3, 180 * 179 // 2 - 60 * 3


def columns(table: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    same = np.asarray(table["probe_subject"]) == np.asarray(table["reference_subject"])
    return same, np.asarray(table["score"])


def one(document: Document, finding_id: str, **at: float) -> Finding:
    """Return the first finding of an id at a point; the point without a false match may be the same one again."""
    return document.find(finding_id, **at)[0]


def test_counts_at_a_given_threshold_are_those_of_a_plain_count() -> None:
    document = evaluate(trial(TABLE), thresholds=[1.5]).document
    same, score = columns(TABLE)
    fmr, fnmr = one(document, "fmr", threshold=1.5).estimate, one(document, "fnmr", threshold=1.5).estimate
    assert fmr is not None
    assert fnmr is not None
    assert (fmr.events, fmr.trials) == (int((score[~same] >= 1.5).sum()), NON_MATED)
    assert (fnmr.events, fnmr.trials) == (int((score[same] < 1.5).sum()), MATED)
    assert fmr.people == fnmr.people == 60


def test_a_target_is_reached_by_the_smallest_threshold_and_never_exceeded() -> None:
    document = evaluate(trial(TABLE), targets=[0.01]).document
    at = one(document, "fnmr-at-fmr", target_fmr=0.01).at
    same, score = columns(TABLE)
    candidates = np.unique(score[~same])
    rates = np.array([(score[~same] >= t).mean() for t in candidates])
    assert at.threshold == candidates[rates <= 0.01][0]
    assert at.achieved_fmr == ten_digits(rates[rates <= 0.01][0])
    assert at.next_fmr == ten_digits(rates[rates > 0.01][-1])


def test_equal_scores_belong_to_the_side_that_the_rule_says() -> None:
    table = pa.table({"probe_subject": [1, 2, 1, 3], "reference_subject": [1, 2, 2, 4], "score": [0.5, 0.9, 0.5, 0.1]})
    at_or_above = evaluate(trial(table), thresholds=[0.5], accept="ge").document
    above = evaluate(trial(table), thresholds=[0.5], accept="gt").document
    counts = [
        [f.estimate.events for f in (one(d, "fmr", threshold=0.5), one(d, "fnmr", threshold=0.5)) if f.estimate]
        for d in (at_or_above, above)
    ]
    assert counts == [[1, 0], [0, 1]]


def test_failures_are_folded_in_or_left_out_as_asked() -> None:
    score = [0.9, -1.0, 0.2, -1.0, 0.1, 0.3]
    table = pa.table({"probe_subject": [1, 2, 1, 2, 3, 4], "reference_subject": [1, 2, 3, 4, 4, 1], "score": score})
    for policy, mated, non_mated in (("fold", 2, 4), ("exclude", 1, 3)):
        evidence = trial(table, failed_scores=(-1.0,))
        document = evaluate(evidence, thresholds=[0.25], failures=policy).document  # type: ignore[arg-type]
        fmr, fnmr = one(document, "fmr", threshold=0.25).estimate, one(document, "fnmr", threshold=0.25).estimate
        assert fmr is not None
        assert fnmr is not None
        assert (fmr.events, fmr.trials) == (1, non_mated)
        assert (fnmr.events, fnmr.trials) == (mated - 1, mated)
        failed = one(document, "failures").estimate
        assert failed is not None
        assert (failed.events, failed.trials) == (1, 2)


def test_distances_give_the_numbers_of_their_negatives() -> None:
    similar = evaluate(trial(TABLE), targets=[0.01]).document
    far = TABLE.set_column(2, "score", pa.array(-np.asarray(TABLE["score"])))
    distant = evaluate(trial(far, distance=True), targets=[0.01]).document
    a, b = one(similar, "fnmr-at-fmr"), one(distant, "fnmr-at-fmr")
    assert a.estimate == b.estimate
    assert a.at.threshold is not None
    assert b.at.threshold == -a.at.threshold
    assert (similar.conventions.accept, distant.conventions.accept) == (">=", "<=")


def test_every_finding_says_for_whom_it_holds() -> None:
    document = evaluate(trial(TABLE)).document
    assert {f.population for f in document.findings} == {"comparisons between new people", "new people"}


def test_probes_and_references_that_nobody_shares_are_sampled_apart_and_a_row_keeps_the_references() -> None:
    rng = np.random.default_rng(5)
    lamb = rng.normal(0, 1, 12)
    rows = [(f"p{i}", f"r{j}") for i in range(150) for j in range(12)]
    score = [float(rng.normal() + lamb[int(r[1:])]) for _, r in rows]
    table = pa.table({"probe_subject": [p for p, _ in rows], "reference_subject": [r for _, r in rows], "score": score})
    found = one(evaluate(trial(table), thresholds=[1.5]).document, "fmr", threshold=1.5)
    assert found.population == "new people to be compared, and new people as references"
    assert found.estimate is not None
    (row,) = found.sensitivity
    assert row.assumption == SAME_REFERENCES
    errors = (np.array(score) >= 1.5).reshape(150, 12)
    probes = kg_t.interval(clusters.one_way(errors.sum(1), np.full(150, 12)))
    both = kg_t.interval(
        clusters.two_way(
            errors.sum(1), np.full(150, 12), errors.sum(0), np.full(12, 150), qc=float(errors.sum()), qn=1800.0
        )
    )
    assert (row.low, row.high, row.deff) == pytest.approx((probes.low, probes.high, probes.deff), rel=WRITTEN)
    assert (found.estimate.low, found.estimate.high) == pytest.approx((both.low, both.high), rel=WRITTEN)
    assert both.deff > 5 * probes.deff  # a few references that resemble many carry the errors


def test_non_mated_comparisons_alone_give_their_rate_and_say_why_not_the_other() -> None:
    document = evaluate(trial(only(TABLE, mated=False)), targets=[0.01]).document
    assert one(document, "fmr", target_fmr=0.01).estimate is not None
    assert one(document, "fnmr-at-fmr").not_estimable == "the trial holds no comparisons of a person with themself"
    assert one(document, "eer").not_estimable is not None


def test_mated_comparisons_alone_give_their_rate_and_say_why_not_the_other() -> None:
    document = evaluate(trial(only(TABLE, mated=True)), thresholds=[1.0]).document
    assert one(document, "fnmr").estimate is not None
    assert one(document, "fmr").not_estimable == "the trial holds no comparisons of two different people"


def test_mated_comparisons_alone_set_no_threshold_of_their_own() -> None:
    """At a threshold put where few of these people are missed, every system misses as few, chance too."""
    document = evaluate(trial(only(TABLE, mated=True))).document
    assert one(document, "fnmr").not_estimable == (
        "no threshold was given, and without non-mated comparisons none follows from a false match rate"
    )
    assert document.verdict[0].endswith("cannot be told: nobody said which threshold it uses.")
    assert "--threshold" in document.verdict[1]


def test_a_target_below_one_comparison_is_refused_with_what_it_would_take() -> None:
    finding = one(evaluate(trial(TABLE), targets=[1e-6]).document, "fnmr-at-fmr")
    assert finding.not_estimable is not None
    assert "1,000,000 would hold one" in finding.not_estimable


def test_no_false_match_is_a_limit_and_not_a_zero() -> None:
    finding = next(f for f in evaluate(trial(TABLE)).document.find("fmr") if f.estimate and f.estimate.events == 0)
    assert finding.estimate is not None
    naive, free = finding.bounds.naive_upper, finding.bounds.assumption_free_upper
    assert naive is not None
    assert free is not None
    assert naive <= finding.estimate.high == free == finding.bounds.compliance_upper
    document = evaluate(trial(TABLE), thresholds=[99.0]).document
    limit = next(f for f in document.find("fmr") if f.at.threshold == 99.0).bounds.assumption_free_upper
    assert limit is not None
    at_most = wording.in_a_million(limit, up=True)
    said = f"15,930 comparisons of different people, none was taken for another: at most {at_most}."
    assert said in " ".join(document.verdict)


def test_a_first_screen_says_the_rate_of_false_matches_in_the_unit_of_its_target_and_that_its_range_is_narrow() -> None:
    found = evaluate(trial(TABLE), targets=[0.01])
    assert found.first is not None
    fmr = found.document.find("fmr", target_fmr=0.01)[0].estimate
    assert fmr is not None
    ends = " to ".join(wording.significant(1000 * v) for v in (fmr.low, fmr.high))
    lead = str(found.first.lead)
    assert lead.endswith(f": {ends} in 1,000 (95 %).")
    assert "in a million" not in lead
    claims = [c.claim for c in found.first.caveats]
    assert "The threshold was chosen on these same comparisons." in claims
    given = evaluate(trial(TABLE), thresholds=[1.5]).first
    assert given is not None
    assert not any("chosen on" in c.claim for c in given.caveats)


def test_scores_without_identifiers_show_what_clustering_would_do() -> None:
    true, false = (shared_data.path(f"pyeer/non_hist_exp1_{kind}.txt") for kind in ("true", "false"))
    document = evaluate(trial([true, false]), targets=[0.001]).document
    finding = one(document, "fnmr-at-fmr")
    assert finding.estimate is not None
    assert finding.estimate.value == pytest.approx(0.29825, abs=5e-6)  # METHODS part III
    assert [row.deff for row in finding.sensitivity] == [1, 2, 5]


@pytest.mark.parametrize(("trial_number", "expected"), [(1, 0.080917), (2, 0.044444), (3, 0.117179)])
def test_equal_error_rates_of_real_scores_lie_on_the_step_curve(trial_number: int, expected: float) -> None:
    files = [shared_data.path(f"pyeer/non_hist_exp{trial_number}_{kind}.txt") for kind in ("true", "false")]
    finding = one(evaluate(trial(files)).document, "eer")
    assert finding.estimate is not None
    assert finding.estimate.value == pytest.approx(expected, abs=1e-6)


def test_the_order_of_rows_changes_no_byte() -> None:
    shuffled = TABLE.take(np.random.default_rng(0).permutation(len(TABLE)))
    first, second = (evaluate(trial(t)).document for t in (TABLE, shuffled))
    assert first.findings == second.findings
    assert first.verdict == second.verdict


def test_two_people_are_enough_not_to_crash_and_too_few_to_be_sure() -> None:
    table = pa.table({"probe_subject": [1, 1], "reference_subject": [1, 2], "score": [0.9, 0.2]})
    fmr = one(evaluate(trial(table), thresholds=[0.1]).document, "fmr", threshold=0.1).estimate
    assert fmr is not None
    assert (fmr.value, fmr.high) == (1.0, 1.0)
    assert fmr.low < 0.1


@pytest.mark.parametrize("options", [{"targets": [99.8]}, {"targets": [0.0]}, {"level": 95.0}])
def test_a_percentage_given_as_a_rate_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="is written 0"):
        evaluate(trial(TABLE), **options)  # type: ignore[arg-type]


def test_one_person_who_owns_the_highest_scores_does_not_make_zero_errors_look_sure() -> None:
    rng = np.random.default_rng(3)
    first, second = np.triu_indices(200, 1)
    score = np.round(rng.normal(0, 1, len(first)), 3)
    score[first == 0] += 8.0  # person 0 resembles everybody
    table = pa.table({"probe_subject": first, "reference_subject": second, "score": score})
    finding = next(f for f in evaluate(trial(table), thresholds=[99.0]).document.find("fmr") if f.at.threshold == 99)
    assert finding.estimate is not None
    assert finding.bounds.assumption_free_upper is not None
    # all errors down to the 199th are one person's: about 100 pairs that share nobody are what there is to go by
    assert finding.estimate.high == finding.bounds.assumption_free_upper
    assert all(row.high > finding.bounds.assumption_free_upper / 3 for row in finding.sensitivity)
    smaller = finding.bounds.if_seen_among_closest_upper
    assert smaller is None or smaller > finding.bounds.assumption_free_upper / 3


def test_limits_without_assumption_lie_above_the_rate_they_stand_beside() -> None:
    # one person is seen 1,000 times and never recognised, the others once each and always
    owner = np.repeat(np.arange(100), [1000] + [1] * 99)
    score = np.where(owner == 0, 0.0, 1.0)
    table = pa.table({"probe_subject": owner, "reference_subject": owner, "score": score})
    finding = next(f for f in evaluate(trial(table), thresholds=[0.5]).document.find("fnmr") if f.estimate)
    assert finding.estimate is not None
    assert finding.estimate.value == pytest.approx(1000 / 1099)
    assert (finding.bounds.assumption_free_upper or 0) >= finding.estimate.value


@pytest.mark.parametrize("ends", [(-1e308, 1e308), (0.0, 5e-324), (0.0, 1e-300)])
def test_scores_that_no_axis_can_hold_lose_their_picture_and_nothing_else(ends: tuple[float, float]) -> None:
    score = np.tile(np.linspace(0, 1, 50) * (ends[1] - 0) + np.linspace(1, 0, 50) * ends[0], 4)
    people = np.arange(200) % 20
    table = pa.table({"probe_subject": people, "reference_subject": np.arange(200) // 10, "score": score})
    study = evaluate(trial(table), thresholds=[ends[1]])
    assert scores.chart(study) is None
    assert "</html>" in html.render(study)


def test_whole_numbers_too_large_to_tell_apart_are_named() -> None:
    table = pa.table({"probe_subject": [1, 1, 2], "reference_subject": [1, 2, 2], "score": [2**53 + 3, 1, 2**53 + 1]})
    assert "EV26" in {p.code for p in inspect(trial(table)).problems}


def test_who_is_called_what_cannot_be_seen_in_the_findings() -> None:
    name = np.random.default_rng(1).permutation(60)
    rows = np.random.default_rng(2).permutation(len(TABLE))
    renamed = pa.table({
        "probe_subject": [f"person {i}" for i in name[np.asarray(TABLE["probe_subject"])]],
        "reference_subject": [f"person {i}" for i in name[np.asarray(TABLE["reference_subject"])]],
        "score": TABLE["score"],
    }).take(pa.array(rows))  # fmt: skip
    said = [evaluate(trial(table)) for table in (TABLE, renamed)]
    assert said[0].document.findings == said[1].document.findings
    assert said[0].get("det_band") == said[1].get("det_band")


@pytest.mark.parametrize(
    "asked",
    [{"targets": [0.02]}, {"searches": True, "fpir_targets": [0.2], "non_mated": "leave-mate-out"}],
    ids=["comparisons", "searches"],
)
def test_the_scale_of_the_scores_changes_no_rate_and_no_interval(asked: dict[str, Any]) -> None:
    rng = np.random.default_rng(8)
    probe, reference = (a.ravel() for a in np.meshgrid(np.arange(60), np.arange(60), indexing="ij"))
    score = np.round(rng.normal(size=3600) + 2.5 * (probe == reference), 2)
    found = []
    for scaled in (score, np.exp(score) / 3):
        table = pa.table({"probe_subject": probe, "reference_subject": reference, "score": scaled})
        document = by.evaluate(table, replicates=200, **asked).document
        found.append([(f.id, f.estimate, f.bounds) for f in document.findings])
    assert found[0] == found[1]


def test_what_was_declared_to_be_a_failure_leaves_a_trace_in_the_conventions() -> None:
    document = evaluate(read_trial(TABLE, failed_scores=[-1, float("nan")])).document
    assert document.conventions.failed_scores == (-1.0,)  # findings hold no NaN
    assert evaluate(trial(TABLE)).document.conventions.failed_scores == ()
    assert "Declared as failed: score -1" in [e.term for e in conventions.conventions(document)]
