"""Records of very many rows: the same answers, and nothing that grows with them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy.stats import chi2

from bystander.evidence.record.entry import Entry
from bystander.evidence.record.record import Record
from bystander.intervals import chance_scatter
from bystander.intervals.change_point import LONG, changes
from bystander.intervals.overdispersion import overdispersion
from bystander.plots.chart import WIDE
from bystander.plots.charts import charts
from bystander.studies.audit.series import MOST_ROWS
from bystander.studies.audit.study import audit

ROWS = 30_000


def long_record() -> Record:
    """Made up: a billion faces and more, one false alert in 100,000; from the middle on, four times as many faces."""
    rng = np.random.default_rng(7)
    faces = rng.integers(20_000, 30_000, ROWS) * np.where(np.arange(ROWS) < ROWS // 2, 1, 4)
    wrong = rng.poisson(faces * 1e-5)
    first = dt.date(2020, 1, 1)
    entries = tuple(
        Entry(
            row=n + 2, date=first + dt.timedelta(days=n // 20), deployments=1, hours=5.0, faces_seen=int(faces[n]),
            alerts=int(wrong[n]) + 3, right=3, wrong=int(wrong[n]), note="a note", source="a source",
        )
        for n in range(ROWS)
    )  # fmt: skip
    return Record(name="long", sha256="0" * 64, format="", entries=entries, columns=frozenset(), rows_read=ROWS)


def test_a_long_record_gives_the_sums_and_a_page_of_bounded_size() -> None:
    record = long_record()
    study = audit(record)
    (f,) = study.document.find("false-alerts-per-face", period=None)
    assert f.estimate is not None
    assert f.estimate.trials == sum(e.faces_seen or 0 for e in record.entries) > 10**9
    assert f.estimate.events == sum(e.wrong or 0 for e in record.entries)
    (scatter,) = study.document.find("over-dispersion")
    assert scatter.estimate is not None
    assert scatter.estimate.value == pytest.approx(1, abs=0.05)
    series = study.get("deployments")
    assert series is not None
    assert len(series) <= MOST_ROWS
    assert set(series.columns["joined"]) == {6}
    assert sum(v or 0 for v in series.columns["false_alerts"]) == f.estimate.events  # type: ignore[misc]
    assert study.document.evidence[0].more_rows == ROWS - 100
    (drawn,) = [c for c in charts(study) if c.name == "over_time"]
    assert len(str(drawn.draw(WIDE))) < 30_000
    (change,) = study.document.find("denominator-change")
    assert change.estimate is not None
    assert change.estimate.value == pytest.approx(4, abs=0.2)
    assert change.at.period == "from 2022-01-20"  # 15,000 rows, 20 a day, from 2020-01-01: day 750


@pytest.mark.parametrize("rate", [1e-6, 1e-4, 1e-3])
def test_a_long_record_scatters_by_chance_as_draws_of_it_do(rate: float, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(11)
    faces = rng.integers(500, 1500, 12_000).astype(float)
    events = rng.poisson(faces * rate).astype(float)
    quick = overdispersion(events, faces, bounded=True)
    monkeypatch.setattr(chance_scatter, "LONG", 10**9)
    monkeypatch.setattr(chance_scatter, "WORK", 2_000 * len(faces))
    drawn = overdispersion(events, faces, bounded=True)
    assert quick.phi == drawn.phi
    assert quick.p_value == pytest.approx(drawn.p_value, abs=0.05)
    assert quick.reference == pytest.approx(drawn.reference, rel=0.05)


def test_alerts_of_a_long_record_are_shuffled_and_scatter_as_drawn_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(12)
    alerts = rng.integers(1, 4, 12_000).astype(float)
    false = rng.binomial(alerts.astype(int), 0.4).astype(float)
    quick = overdispersion(false, alerts, bounded=True)
    monkeypatch.setattr(chance_scatter, "LONG", 10**9)
    drawn = overdispersion(false, alerts, bounded=True)
    assert quick.p_value == pytest.approx(drawn.p_value, abs=0.1)
    assert quick.reference == pytest.approx(drawn.reference, rel=0.02)


def test_a_change_in_a_long_record_is_dated_to_its_block_and_steady_ones_have_none() -> None:
    rng = np.random.default_rng(13)
    rows = 5 * LONG
    steady = rng.lognormal(0, 0.6, rows)
    day = np.arange(rows) // 7
    assert changes(steady.tolist(), day.tolist()) == ()
    moved = steady * np.where(day < day[rows // 3], 1, 6)
    (change,) = changes(moved.tolist(), day.tolist())
    assert abs(change.first - rows // 3) <= 2 * 7
    assert change.factor == pytest.approx(6, rel=0.05)


def test_of_a_long_record_with_many_events_the_scatter_is_told_without_a_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(chance_scatter, "_drawn")
    rng = np.random.default_rng(14)
    faces = rng.integers(20_000, 30_000, 20_000).astype(float)
    found = overdispersion(rng.poisson(faces * 1e-3).astype(float), faces)
    # 25 events a row: the statistic is a chi-square with 19,999 degrees of freedom
    freedom = len(faces) - 1
    assert found.reference == pytest.approx(chi2.isf(0.05, freedom) / freedom, rel=2e-4)
    assert found.p_value == pytest.approx(chi2.sf(found.phi * freedom, freedom), abs=0.01)
