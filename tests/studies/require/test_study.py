"""Requirements through the library: every kind of evidence, groups, systems, targets, and what is not of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from benchmarks.coverage.bands import Correlated
from bystander.errors import RequirementError
from bystander.findings import Verdict
from bystander.intervals.counts import clopper_pearson_lower, clopper_pearson_upper
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.studies.require.limits import limits_of
from bystander.studies.require.study import requirement_findings
from tests.studies.require.made import misses, required

if TYPE_CHECKING:
    from bystander.findings import Required
    from bystander.studies.require.asked import Asked

WORLD = Correlated(people=100, images=2, look_alike=0.05, steady=0.3, gap=4.5)


def verdicts(findings: by.Findings) -> list[Required]:
    return [f.requirement for f in findings.document.findings if f.requirement is not None]


def trial() -> Any:
    return WORLD.trial(np.random.default_rng(3))


def passes(*rates: float, people: int = 60, each: int = 4) -> pa.Table:
    rng = np.random.default_rng(1)
    alerts = np.concatenate([rng.binomial(each, rate, people) for rate in rates])
    return pa.table({
        "volunteer": [f"p{i}" for i in range(len(alerts))], "passes": np.full(len(alerts), each), "alerts": alerts,
        "kind": [f"g{g}" for g in range(len(rates)) for _ in range(people)],
    })  # fmt: skip


def record(events: list[int], faces: int = 100_000) -> pa.Table:
    return pa.table({
        "date": [f"2024-01-{1 + i:02d}" for i in range(len(events))], "faces_seen": [faces] * len(events),
        "alerts": events, "false_alerts": events, "true_alerts": [0] * len(events),
    })  # fmt: skip


def test_the_requirement_stands_beside_the_findings_which_it_does_not_change() -> None:
    one = trial()
    plain = by.evaluate(one, targets=[0.01], replicates=200)
    asked = by.evaluate(one, targets=[0.01], replicates=200, require=required("50 %", at={"target_fmr": 0.005}))
    assert asked.document.findings[:-1] == plain.document.findings
    (found,) = verdicts(asked)
    assert (found.verdict, found.limit, found.limit_as_written) == (Verdict.MET, 0.5, "50 %")


def test_without_a_target_the_threshold_in_use_is_meant() -> None:
    one = trial()
    wanted = required("50 %")
    (named,) = verdicts(by.require(one, wanted, thresholds=[3.0], replicates=0))
    assert named.verdict is Verdict.MET
    (unnamed,) = verdicts(by.require(one, wanted, replicates=0))
    assert unnamed.verdict is Verdict.NOT_SHOWN
    assert unnamed.would_show is not None
    assert "--threshold" in unnamed.would_show


def test_the_level_of_a_requirement_is_its_own() -> None:
    wanted = [required("50 %", level=level, at={"threshold": 4.5}) for level in (0.8, 0.95, 0.99)]
    found = verdicts(by.require(trial(), wanted, replicates=0))
    uppers = [one.upper or 0.0 for one in found]
    assert uppers == sorted(uppers)
    assert len({*uppers}) == 3


def test_what_the_evidence_cannot_have_is_said_with_what_could() -> None:
    wanted = by.read_requirements("approved-1-in-6000") + by.read_requirements("virginia-98")
    alert, virginia = verdicts(by.require(trial(), wanted, replicates=0))
    assert alert.verdict is virginia.verdict is Verdict.NOT_BY_THIS_KIND
    assert alert.would_show == "A deployment record could show it."
    assert "National Institute" in virginia.why
    assert virginia.would_show is not None
    assert "no trial of one's own" in virginia.would_show
    (unit,) = verdicts(by.require(trial(), required("5 %", unit="person"), thresholds=[3.0], replicates=0))
    assert unit.verdict is Verdict.NOT_BY_THIS_KIND


@pytest.mark.parametrize("quantity", ["arrests-per-stop", "stops-per-alert", "arrests-per-alert"])
def test_what_the_evidence_could_count_and_does_not_is_said_as_that(quantity: str) -> None:
    (found,) = verdicts(by.require(record([5, 7]), required("50 %", quantity=quantity)))
    assert (found.verdict, found.why) == (Verdict.NOT_SHOWN, "This evidence does not count what is required.")
    assert found.would_show == "The same evidence with these counts would show it."


def test_a_record_is_held_as_if_alerts_came_in_fives_or_as_deployments_scatter() -> None:
    wanted = by.read_requirements("approved-1-in-6000")
    (one,) = verdicts(by.require(record([10]), wanted))
    assert one.upper == pytest.approx(clopper_pearson_upper(10, 100_000, deff=5), rel=1e-9)
    assert one.verdict is Verdict.NOT_SHOWN
    (many,) = verdicts(by.require(record([8, 12, 9, 11, 10, 10, 12, 8]), wanted))
    assert many.upper == pytest.approx(clopper_pearson_upper(80, 800_000, deff=5), rel=1e-9)
    assert many.verdict is Verdict.MET
    (wild,) = verdicts(by.require(record([0, 60, 0, 0, 0, 20, 0, 0]), wanted))
    assert (wild.upper or 0.0) > (many.upper or 1.0)


def test_passes_are_held_at_least_and_the_finding_has_the_share_found() -> None:
    wanted = required("60 %", quantity="passes-alerted", direction="at-least")
    findings = by.require(passes(0.8), wanted)
    (found,) = verdicts(findings)
    assert found.verdict is Verdict.MET
    assert found.lower is not None
    estimate = findings.document.findings[-1].estimate
    assert estimate is not None
    assert 0.6 <= found.lower < estimate.value


def test_every_group_has_to_be_shown() -> None:
    wanted = required("60 %", quantity="passes-alerted", direction="at-least", groups="each")
    for rates, verdict in (
        ((0.9, 0.85), Verdict.MET), ((0.9, 0.65), Verdict.NOT_SHOWN), ((0.9, 0.3), Verdict.NOT_MET),
    ):  # fmt: skip
        (found,) = verdicts(by.require(passes(*rates), wanted, by="kind"))
        assert found.verdict is verdict, rates
        if verdict is not Verdict.MET:
            assert "kind g1" in found.why
    (nobody,) = verdicts(by.require(passes(0.9, 0.9), wanted))
    assert nobody.verdict is Verdict.NOT_SHOWN
    assert nobody.would_show is not None
    assert "--by" in nobody.would_show


def test_not_met_in_one_of_many_groups_takes_bonferroni() -> None:
    levels: list[float] = []

    def ask(asked: Asked) -> list[Any]:
        levels.append(asked.level)
        one = misses([1, 0, 2, 0, 1] * 8, [10] * 40, level=asked.level)
        return [
            one.model_copy(update={"quantity": "fnmr-by-group", "group": {"sex": str(g)}, "id": "fnmr-by-group"})
            for g in range(4)
        ]

    requirement_findings([required("5 %", groups="each")], "comparisons", ask)
    assert levels == [0.95, pytest.approx(1 - 0.05 / 4)]


def test_without_a_miss_all_thresholds_that_may_hold_the_target_show_the_miss_rate() -> None:
    """People drawn again have no misses either; the hull over the thresholds that cannot be excluded has a limit."""
    easy = Correlated(people=150, images=2, look_alike=0.2, steady=0.2, gap=12.0)
    wanted = required("10 %", at={"target_fmr": 0.05})
    findings = by.require(easy.trial(np.random.default_rng(1)), wanted, replicates=200)
    (found,) = verdicts(findings)
    assert found.verdict is Verdict.MET
    assert "stricter threshold" not in found.why
    estimate = findings.document.findings[-1].estimate
    assert estimate is not None
    assert (estimate.events, found.upper) == (0, estimate.high)
    assert clopper_pearson_upper(0, 150) < estimate.high < 0.1


def test_a_stricter_threshold_shows_a_miss_rate_that_the_target_alone_does_not() -> None:
    """So few people cause the misses that nothing is shown at the target's threshold; a stricter one shows enough."""
    few = Correlated(people=150, images=2, look_alike=0.2, steady=0.2, gap=5.0)
    wanted = required("10 %", at={"target_fmr": 0.01})
    findings = by.require(few.trial(np.random.default_rng(1)), wanted, replicates=200)
    (found,) = verdicts(findings)
    assert found.verdict is Verdict.MET
    assert "stricter threshold" in found.why
    assert "97.5 %" in found.why
    (alone,) = findings.find("fnmr-at-fmr", target_fmr=0.01)
    assert limits_of(alone, FNMR).upper is None


def test_where_no_false_match_is_left_the_target_is_not_shown_to_be_kept() -> None:
    """None of 60 people matches another above the ties at 3; that excludes a rate of 10 % (Z1), not one of 0.3 %."""
    rng = np.random.default_rng(3)
    first, second = np.triu_indices(120, 1)
    same = first // 2 == second // 2
    score = np.where(same, 5.0, 1.0)
    score[rng.choice(np.flatnonzero(~same), 25, replace=False)] = 3.0
    score[rng.choice(np.flatnonzero(same), 18, replace=False)] = 0.5
    table = pa.table({
        "probe": first, "reference": second, "score": score,
        "probe_subject": first // 2, "reference_subject": second // 2,
    })  # fmt: skip
    findings = by.require(table, required("50 %", at={"target_fmr": 0.003}), replicates=200)
    (found,) = verdicts(findings)
    assert findings.document.findings[-1].at.achieved_fmr == 0
    assert (found.verdict, found.upper) == (Verdict.NOT_SHOWN, None)
    assert "too small to tell how far it may be off" in found.why


def test_each_system_of_a_comparison_is_held_by_itself() -> None:
    first, second = (WORLD.trial(np.random.default_rng(seed)) for seed in (3, 4))
    findings = by.compare(
        first, second, names=["a", "b"], targets=[0.01], require=required("50 %", at={"target_fmr": 0.01})
    )
    found = [f for f in findings.document.findings if f.requirement is not None]
    assert [f.systems for f in found] == [("a",), ("b",)]
    (alone,) = verdicts(by.require(first, required("50 %", at={"target_fmr": 0.01})))
    assert found[0].requirement == alone


def test_mistakes_are_told_before_the_evidence_is_read() -> None:
    with pytest.raises(RequirementError, match="no-such"):
        by.evaluate("not-there.csv", require="no-such")


def doubtful(
    *, judged_right: int, false: int, unjudged: int, faces: int = 20_000, rows: int = 10, confirmed: int | None = None
) -> pa.Table:
    """Return a record of equal rows with alerts that nobody judged."""
    unconfirmed = {} if confirmed is None else {
        "true_confirmed": [confirmed] * rows, "true_unconfirmed": [judged_right - confirmed] * rows,
    }  # fmt: skip
    return pa.table({
        "date": [f"2024-01-{1 + i:02d}" for i in range(rows)], "faces_seen": [faces] * rows,
        "alerts": [judged_right + false + unjudged] * rows, "true_alerts": [judged_right] * rows,
        "false_alerts": [false] * rows, "unjudged": [unjudged] * rows, **unconfirmed,
    })  # fmt: skip


def test_alerts_that_nobody_judged_count_as_false_in_fives_as_all_others_do() -> None:
    """20 false and 30 unjudged of 200,000 faces: the upper end is that of 50, five times over."""
    of_faces = required("1 in 2,500", quantity="false-alerts-per-face")
    (found,) = verdicts(by.require(doubtful(judged_right=5, false=2, unjudged=3), of_faces))
    assert found.upper == pytest.approx(clopper_pearson_upper(50, 200_000, deff=5), rel=1e-9)
    assert found.lower == pytest.approx(clopper_pearson_lower(20, 200_000, deff=5), rel=1e-9)
    assert "30 alerts not judged" in found.why
    of_alerts = required("90 %", quantity="false-alerts-per-alert")
    (found,) = verdicts(by.require(doubtful(judged_right=5, false=2, unjudged=3), of_alerts))
    assert found.upper == pytest.approx(clopper_pearson_upper(50, 100, deff=5), rel=1e-9)
    assert found.lower == pytest.approx(clopper_pearson_lower(20, 100, deff=5), rel=1e-9)


def test_alerts_in_doubt_are_not_right_for_a_share_that_has_to_be_right() -> None:
    """50 right ones of 70 judged, 30 unjudged: 50 of 100 below, 80 of 100 above; 20 unconfirmed leave 30 below."""
    wanted = required("10 %", quantity="right-alerts-per-alert", direction="at-least")
    (found,) = verdicts(by.require(doubtful(judged_right=5, false=2, unjudged=3), wanted))
    assert found.lower == pytest.approx(clopper_pearson_lower(50, 100, deff=5), rel=1e-9)
    assert found.upper == pytest.approx(clopper_pearson_upper(80, 100, deff=5), rel=1e-9)
    (found,) = verdicts(by.require(doubtful(judged_right=5, false=2, unjudged=3, confirmed=3), wanted))
    assert found.lower == pytest.approx(clopper_pearson_lower(30, 100, deff=5), rel=1e-9)


def test_where_alerts_in_doubt_leave_it_open_no_number_of_the_same_is_asked_for() -> None:
    wanted = [
        required("1 in 5,000", quantity="false-alerts-per-face"),
        required("60 %", quantity="right-alerts-per-alert", direction="at-least"),
    ]
    made = doubtful(judged_right=8, false=1, unjudged=4)
    for found in verdicts(by.require(made, wanted)):
        assert found.verdict is Verdict.NOT_SHOWN
        assert found.would_show is not None
        assert "Have the 40 unjudged alerts judged." in found.would_show
        assert "would show it, if" not in found.would_show


@pytest.mark.parametrize("right", [8, 9])
def test_what_would_show_a_share_from_below_is_the_rule_that_judges(right: int) -> None:
    """As many alerts as are asked for, with the share found, show it by the verdict's rule; a tenth fewer do not."""
    made = doubtful(judged_right=right, false=10 - right, unjudged=0, rows=8)
    (found,) = verdicts(by.require(made, required("75 %", quantity="right-alerts-per-alert", direction="at-least")))
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.would_show is not None
    needed = int(found.would_show.split()[1].replace(",", ""))
    assert clopper_pearson_lower(right / 10 * needed, needed, deff=5) >= 0.75
    assert clopper_pearson_lower(right / 10 * needed * 0.9, needed * 0.9, deff=5) < 0.75


def test_one_row_that_holds_most_is_told_by_what_it_holds_where_there_was_no_alert() -> None:
    wanted = required("1/1000", quantity="false-alerts-per-face")
    two = pa.table({"date": ["2024-01-01", "2024-01-02"], "faces_seen": [9_000, 1_000], "false_alerts": [0, 0]})
    (found,) = verdicts(by.audit(two, require=wanted))
    # 1 - 0.05 ** (5 / 10,000), each event counted five times: 1,500 in a million
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.why.endswith("held again, and does not show how others may differ.")


@pytest.mark.parametrize(
    "parts", [(200_000,), (199_000, 1_000), (150_000, 50_000), (100_000, 100_000), (80_000, 60_000, 60_000)]
)
def test_a_row_that_is_cut_keeps_the_answer_of_the_sum_with_its_condition(parts: tuple[int, ...]) -> None:
    """40 false alerts of 200,000 faces: what its rows do not show of others is said, and costs no answer."""
    cut = pa.table({
        "date": [f"2024-01-0{day}" for day in range(1, len(parts) + 1)], "faces_seen": parts,
        "false_alerts": [part // 5_000 for part in parts[:-1]] + [40 - sum(part // 5_000 for part in parts[:-1])],
    })  # fmt: skip
    (met,) = verdicts(by.audit(cut, require=required("1/1000", quantity="false-alerts-per-face")))
    (open_,) = verdicts(by.audit(cut, require=required("1/4000", quantity="false-alerts-per-face")))
    (beyond,) = verdicts(by.audit(cut, require=required("1/20000", quantity="false-alerts-per-face")))
    assert [v.verdict for v in (met, open_, beyond)] == [Verdict.MET, Verdict.NOT_SHOWN, Verdict.NOT_MET]
    condition = {1: "That is of this one row;", 2: "One row holds most of the faces seen: that is of these deployments"}
    alike = "Deployments to come are taken for alike, as these do not show how they differ."
    said = alike if len(set(parts)) < len(parts) else condition[len(parts)]
    assert all(said in v.why for v in (met, open_, beyond))


def test_events_that_come_by_the_thousand_are_said_in_figures() -> None:
    wanted = required("1/1000", quantity="false-alerts-per-face", level=0.99)
    wild = record([0, 0, 0, 40_000, 0, 1, 0, 30_000])
    (found,) = verdicts(by.audit(wild, require=wanted))
    assert "0 at a time" in found.why
    assert "e+" not in found.why
