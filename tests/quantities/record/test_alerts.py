"""Alerts per face seen, right or wrong: from the rows that have both, whatever was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record
from bystander.findings import wording
from bystander.findings.digits import WRITTEN
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper
from bystander.studies.audit.study import audit

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Finding

HEADER = "date,faces_seen,alerts,true_alerts,false_alerts\n"


def alerts(tmp_path: Path, rows: str) -> Finding:
    path = tmp_path / "record.csv"
    path.write_text(HEADER + rows)
    (found,) = audit(read_record(path)).document.find("alerts-per-face", period=None)
    return found


def test_rows_count_whether_or_not_anybody_judged_their_alerts(tmp_path: Path) -> None:
    found = alerts(tmp_path, "2024-01-02,4000,3,2,1\n2024-01-03,4000,5,,\n2024-01-04,,9,,\n")
    e = found.estimate
    assert e is not None
    assert (e.events, e.trials, e.value) == (8, 8_000, 0.001)
    assert (e.low, e.high) == pytest.approx(clopper_pearson(8, 8_000), rel=WRITTEN)
    assert found.answer.startswith("8 alerts in 8,000 faces seen, right or wrong: about 1,000 in a million. ")
    assert any("2 of 3 rows" in caveat for caveat in found.caveats)
    assert found.bounds.naive_upper is None  # an upper limit is for a claim about errors


def test_no_alert_is_no_rate_of_zero(tmp_path: Path) -> None:
    found = alerts(tmp_path, "2024-01-02,4000,0,0,0\n")
    assert found.estimate is not None
    assert (found.estimate.events, found.estimate.low) == (0, 0)
    assert found.estimate.high == pytest.approx(clopper_pearson_upper(0, 4_000), rel=WRITTEN)
    limit = f"up to {wording.in_a_million(found.estimate.high)}"
    assert found.answer == f"No alert at all in 4,000 faces seen. If each alert is independent of every other, {limit}."


def test_without_faces_it_is_not_estimable(tmp_path: Path) -> None:
    found = alerts(tmp_path, "2024-01-02,,3,2,1\n")
    assert found.not_estimable == "no row gives faces seen and alerts"
