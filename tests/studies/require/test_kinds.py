"""A requirement is held against the kind of number that it names: a mean, a share of misses, a number of everybody."""

from __future__ import annotations

import pytest

import bystander as by
from bystander.findings import Verdict
from tests.studies.require.made import required
from tests.studies.require.test_study import passes, record, verdicts


@pytest.mark.parametrize(
    ("limit", "verdict"),
    [(0.999, Verdict.MET), (1, Verdict.MET), (1.001, Verdict.MET), (2.5, Verdict.NOT_SHOWN), (9, Verdict.NOT_MET)],
)
def test_one_a_deployment_is_no_certainty(limit: float, verdict: Verdict) -> None:
    """Forty-two in twenty deployments: 2.1 each, which one each is not the most of."""
    each = [2, 3, 1, 4, 2, 0, 3, 2, 1, 2, 3, 4, 2, 0, 1, 2, 3, 2, 3, 2]
    wanted = required(limit, quantity="false-alerts-per-deployment", direction="at-least")
    (found,) = verdicts(by.audit(record(each), require=wanted))
    assert (sum(each), found.verdict) == (42, verdict)


def test_passes_missed_are_those_without_an_alert_whichever_of_both_is_required() -> None:
    seen, missed = (
        required(limit, quantity=f"passes-{name}", direction=side)
        for limit, name, side in (("60 %", "alerted", "at-least"), ("40 %", "missed", "at-most"))
    )
    (of_seen,), (of_missed,) = (verdicts(by.require(passes(0.8), one)) for one in (seen, missed))
    assert of_seen.verdict is of_missed.verdict is Verdict.MET
    assert of_missed.upper == pytest.approx(1 - (of_seen.lower or 0.0))
    each = missed.model_copy(update={"groups": "each"})
    (of_groups,) = verdicts(by.require(passes(0.85, 0.8), each, by="kind"))
    assert of_groups.verdict is Verdict.MET


@pytest.mark.parametrize(("unit", "meant"), [("face", "face seen"), ("faces seen", "face seen"), ("person", "")])
def test_a_unit_that_is_nearly_that_of_the_evidence_is_asked_for(unit: str, meant: str) -> None:
    (found,) = verdicts(by.audit(record([5]), require=required("1/100", quantity="false-alerts-per-face", unit=unit)))
    assert found.verdict is Verdict.NOT_BY_THIS_KIND
    assert (found.would_show or "").partition(" Or ")[2] == (f"did you mean unit = “{meant}”?" if meant else "")


def test_a_level_is_not_rounded_to_certainty() -> None:
    findings = by.audit(record([5]), require=required("1/100", quantity="false-alerts-per-face", level=0.9999999999))
    assert "shown at 99.99999999 %." in findings.document.findings[-1].answer


def test_a_number_that_is_told_of_everybody_only_is_not_said_to_lack_its_groups() -> None:
    wanted = required("50 %", quantity="volunteers-alerted", direction="at-least", groups="each")
    (found,) = verdicts(by.require(passes(0.9, 0.9), wanted, by="kind"))
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.why == "It is required of every group, and of this number only that of everybody is told."
    assert found.would_show == "A test of each group by itself would show it."


def test_a_requirement_at_a_threshold_is_told_that_none_is_recorded() -> None:
    """It names its threshold; what is not known is that of the evidence."""
    wanted = required("50 %", quantity="passes-alerted", direction="at-least", at={"threshold": 0.6})
    (found,) = verdicts(by.require(passes(0.8), wanted))
    assert (found.why or "").startswith("The requirement is of the threshold 0.6, and this evidence does not say")
    assert found.would_show == "A column threshold in this evidence would show it."
