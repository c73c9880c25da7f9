"""Requirements of a record that no single rate describes: its newest rate is judged as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import bystander as by
from bystander.findings import Verdict
from bystander.plots.requirement_words import named
from bystander.plots.requirements import rows_of
from tests.studies.require.made import required

if TYPE_CHECKING:
    from bystander.findings import Required


def verdicts(findings: by.Findings) -> list[Required]:
    return [f.requirement for f in findings.document.findings if f.requirement is not None]


def at_two_thresholds() -> pa.Table:
    return pa.table({
        "date": [f"2024-01-{day:02d}" for day in range(1, 9)], "threshold": [0.6, 0.64] * 4,
        "faces_seen": [100_000] * 8, "alerts": [1] * 8, "true_alerts": [0] * 8, "false_alerts": [1] * 8,
    })  # fmt: skip


def test_a_record_at_two_thresholds_is_held_as_a_whole_and_that_is_said() -> None:
    """No requirement of a record may name a threshold, so it may not be asked for one either."""
    wanted = required("1/1000", quantity="false-alerts-per-face")
    (found,) = verdicts(by.audit(at_two_thresholds(), require=wanted))
    assert found.verdict is Verdict.MET
    said = "That is of the whole record, which has thresholds of 0.6 and 0.64. "
    assert found.why.endswith(said + "At the newest threshold, 0.64, it is met as well.")


def lowered(false: int, *, threshold: bool = True) -> pa.Table:
    """Return 20 days with 5 false alerts in 100,000 faces each, then four half a year later in 10,000 faces each."""
    days = [f"2024-03-{day:02d}" for day in range(1, 21)] + [f"2024-09-{day:02d}" for day in range(1, 5)]
    wrong = [5] * 20 + [false] * 4
    told = {"threshold": [0.64] * 20 + [0.55] * 4} if threshold else {}
    return pa.table({
        "date": days, **told, "faces_seen": [100_000] * 20 + [10_000] * 4, "alerts": [w + 4 for w in wrong],
        "true_alerts": [4] * 24, "false_alerts": wrong,
    })  # fmt: skip


@pytest.mark.parametrize("threshold", [True, False], ids=["another threshold", "a change that is shown"])
@pytest.mark.parametrize(
    ("false", "verdict", "counted"),
    [(30, Verdict.NOT_MET, (120, 40_000)), (12, Verdict.NOT_SHOWN, (48, 40_000))],
)
def test_a_record_whose_newest_rate_is_not_within_the_limit_does_not_meet_it(
    false: int, verdict: Verdict, counted: tuple[int, int], *, threshold: bool
) -> None:
    """220 of 2,040,000 faces are within 1 in 850; what the system does now, 120 of 40,000, is not."""
    study = by.audit(lowered(false, threshold=threshold), require=required("1/850", quantity="false-alerts-per-face"))
    (found,) = [f for f in study.document.findings if f.requirement]
    assert found.requirement is not None
    assert found.estimate is not None
    assert found.requirement.verdict == verdict
    assert found.estimate.events == counted[0]
    where = "at the newest threshold, 0.55" if threshold else "in the second half of 2024, the newest period"
    assert f"That is {where}." in found.requirement.why
    assert found.requirement.why.endswith("Of the whole record it is met, but no single rate describes that.")
    part = "at the threshold 0.55" if threshold else "in the second half of 2024"
    assert f"“{found.requirement.name}” {part} ({counted[0]} of 40,000" in named(rows_of(study.study))


def test_a_record_whose_newest_rate_is_within_the_limit_meets_it() -> None:
    (found,) = verdicts(by.audit(lowered(1), require=required("1/850", quantity="false-alerts-per-face")))
    assert found.verdict is Verdict.MET
    assert "At the newest threshold, 0.55, it is met as well." in found.why


def test_a_record_that_one_rate_describes_is_judged_as_a_whole() -> None:
    """40 false alerts of a million in each half-year, and too few faces in the last to show it by themselves."""
    days = [f"2024-03-{day:02d}" for day in range(1, 21)] + ["2024-09-01"]
    one = pa.table({"date": days, "faces_seen": [100_000] * 20 + [1_000], "false_alerts": [4] * 20 + [0]})
    (found,) = verdicts(by.audit(one, require=required("1/850", quantity="false-alerts-per-face")))
    assert found.verdict is Verdict.MET
    assert "newest" not in found.why
