"""The records that the Metropolitan Police publish, run as they are; counts added up by hand from the file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record
from bystander.findings.digits import WRITTEN
from bystander.intervals.counts import clopper_pearson
from bystander.studies.audit.study import audit
from tests import shared_data

if TYPE_CHECKING:
    from bystander.findings import Finding, Study


@pytest.fixture(scope="module")
def met() -> Study:
    return audit(read_record(shared_data.path("met/met_lfr_2023_2024.csv")))


def whole(study: Study, name: str) -> Finding:
    return next(f for f in study.document.find(name, threshold=None) if f.at.period is None)


def test_the_counts_are_those_of_the_file(met: Study) -> None:
    with shared_data.path("met/met_lfr_2023_2024.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    false = sum(int(r["false_confirmed"]) + int(r["false_unconfirmed"]) for r in rows)
    faces = sum(int(r["faces_seen_estimate"]) for r in rows)
    fit = [r for r in rows if r["row"] != "24"]  # the row whose parts do not sum
    found = whole(met, "false-alerts-per-face")
    e, alone = found.estimate, found.sensitivity[0]
    assert e is not None
    assert (e.events, e.trials) == (false, faces) == (29, 1_229_140)
    assert (alone.low, alone.high) == pytest.approx(clopper_pearson(29, 1_229_140), rel=WRITTEN)
    assert e.low < alone.low < alone.high < e.high  # 203 rows that differ more than chance
    alert = whole(met, "false-alerts-per-alert").estimate
    assert alert is not None
    assert (alert.events, alert.trials) == (29, sum(int(r["total_alerts"]) for r in fit))
    note = met.document.evidence[0]
    assert (note.rows_read, note.rows_used, note.rows_refused) == (203, 203, 0)


def test_the_change_of_the_denominator_in_the_months_when_the_threshold_rose_leads(met: Study) -> None:
    assert met.document.caveats[0].startswith("What counts as a face seen seems to have changed")
    down, up = met.document.find("denominator-change")
    assert down.at.period == "from 2024-01-19"
    assert up.at.period == "from 2024-08-06"
    assert "from about 280 to about 1,700" in up.answer
    assert "Most rows before were at threshold 0.6, most after at 0.64" in up.answer


def test_the_same_fall_is_told_per_face_and_per_hour(met: Study) -> None:
    down, _ = met.document.find("denominator-change")
    # 2 in 340,672 faces and 27 in 188,314; the ratio is 24.4
    assert "2 false alerts in 340,672 faces" in down.answer
    assert "27 in 188,314 faces" in down.answer
    assert "per face 24 times more" in down.answer


def test_the_equal_columns_and_the_wrong_total_are_among_the_caveats(met: Study) -> None:
    said = " ".join(met.document.caveats)
    assert "no_action equals column other_disposal" in said
    assert "row 25 says 1, its parts sum to 2" in said


def test_faces_are_called_estimates(met: Study) -> None:
    assert any(c.startswith("“Faces seen” is an estimate") for c in met.document.caveats)
    assert any("is an estimate" in c for c in whole(met, "false-alerts-per-face").caveats)


def test_every_series_covers_the_record(met: Study) -> None:
    rows = met.get("deployments")
    assert rows is not None
    assert len(rows) == 203
    assert sum(v or 0 for v in rows.columns["false_alerts"]) == 29  # type: ignore[misc]
    periods = met.get("periods")
    assert periods is not None
    assert list(periods.columns["period"]) == sorted(periods.columns["period"])  # type: ignore[type-var]


def test_the_published_ten_in_three_million_are_found_with_their_limits() -> None:
    study = audit(read_record(shared_data.path("published_counts.csv")))
    (f,) = study.document.find("false-alerts-per-face", period="2024-09-01 to 2025-09-30")
    assert f.group == {"operator": "Metropolitan Police"}
    assert f.estimate is not None
    assert (f.estimate.low, f.estimate.high) == pytest.approx((1.52359e-6, 5.84296e-6), rel=1e-5)
    assert "about 3.2 in a million" in f.answer
    assert all("e-0" not in g.answer for g in study.document.findings)
