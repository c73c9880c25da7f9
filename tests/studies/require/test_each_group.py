"""A requirement of every group: one group, told apart alone, says nothing of the others."""

from __future__ import annotations

import pyarrow as pa
import pytest

import bystander as by
from bystander.findings import Verdict
from tests.studies.require.made import required

RECORD = pa.table({
    "date": [f"2025-03-{day:02d}" for day in range(1, 21)], "faces_seen": [200_000] * 20, "alerts": [12] * 20,
    "true_alerts": [4] * 20, "false_alerts": [8] * 20,
    "false_alerts_white": [4] * 20, "faces_seen_white": [160_000] * 20,
    "false_alerts_black": [4] * 20, "faces_seen_black": [40_000] * 20,
})  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "limit", "verdict"),
    [(["white"], "1/600", Verdict.NOT_SHOWN), (["white", "black"], "1/600", Verdict.MET),
     (["white"], "1/1_000_000", Verdict.NOT_MET)],
)  # fmt: skip
def test_one_group_alone_does_not_meet_what_is_required_of_every_group(
    groups: list[str], limit: str, verdict: Verdict
) -> None:
    wanted = required(limit.replace("_", ""), quantity="false-alerts-per-face", groups="each")
    found = by.audit(RECORD, groups=groups, require=wanted).document.findings
    (held,) = [f.requirement for f in found if f.requirement is not None]
    assert held.verdict is verdict
    if verdict is Verdict.NOT_SHOWN:
        assert held.why.startswith(
            "Only group white is told apart, which says nothing of other groups. Even the unlucky"
        )
