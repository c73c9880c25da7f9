from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bystander.findings import Series, Study
from bystander.plots import deployments, deployments_data
from bystander.plots.chart import WIDE
from tests.report import samples

if TYPE_CHECKING:
    from collections.abc import Sequence


def changed(**columns: Sequence[float | int | str | None]) -> Study:
    """Return the sample record with some columns replaced."""
    study = samples.audit(days=30)
    first = study.series[0]
    return replace(study, series=(Series("deployments", {**first.columns, **columns}, {}),))


def test_days_are_counted_from_the_first_deployment() -> None:
    built = deployments_data.data(samples.audit(days=30))
    assert built is not None
    assert built.first is not None
    assert built.deployments[0].at == 0
    assert built.deployments[1].at == (_day(built, 1) - built.first).days


def test_faces_per_hour_are_faces_divided_by_hours_and_unknown_where_either_is() -> None:
    built = deployments_data.data(changed(faces_seen=[900, None, *[100] * 28], hours=[4.5, 3, None, *[2] * 27]))
    assert built is not None
    assert [d.faces_per_hour for d in built.deployments[:4]] == [200, None, None, 50]


def test_without_dates_the_running_number_is_the_axis() -> None:
    built = deployments_data.data(changed(date=[None] * 30))
    assert built is not None
    assert built.first is None
    assert [d.at for d in built.deployments] == list(range(1, 31))
    chart = deployments.chart(changed(date=[None] * 30))
    assert chart is not None
    assert "utcFormat" not in str(chart.draw(WIDE))


def test_periods_are_ruled_off_only_where_each_is_one_stretch() -> None:
    built = deployments_data.data(changed(period=["a"] * 10 + ["b"] * 20))
    assert built is not None
    assert [name for _, name in built.periods] == ["a", "b"]
    mixed = deployments_data.data(changed(period=["a"] * 10 + ["b"] * 10 + ["a"] * 10))
    assert mixed is not None
    assert mixed.periods == ()


def test_a_deployment_whose_count_is_unknown_is_not_a_deployment_without_false_alerts() -> None:
    chart = deployments.chart(changed(false_alerts=[None, 1, 2, *[0] * 27]))
    assert chart is not None
    assert chart.alt == "29 deployments with counts, 2 of them with 3 false alerts in all. 1 deployment without counts."
    assert "cross" in str(chart.draw(WIDE))


def test_a_record_without_counts_has_no_chart() -> None:
    assert deployments.chart(changed(false_alerts=[None] * 30)) is None


def test_a_long_record_is_drawn_in_groups_that_lose_no_false_alert() -> None:
    built = deployments_data.data(samples.audit(days=1000))
    assert built is not None
    assert built.joined == 3
    assert len(built.marks) == 334
    known = sum(d.false_alerts or 0 for d in built.deployments)
    assert sum(d.false_alerts or 0 for d in built.marks) == known
    chart = deployments.chart(samples.audit(days=1000))
    assert chart is not None
    assert "every 3 deployments" in chart.reading


def test_the_table_says_how_many_rows_it_leaves_out() -> None:
    chart = deployments.chart(samples.audit(days=30))
    assert chart is not None
    assert len(chart.table.rows) == deployments.TABLE_ROWS
    assert chart.table.note == "12 of 30 rows are shown; curves.parquet holds all of them."


def _day(built: deployments_data.DeploymentData, i: int) -> date:
    return date.fromisoformat(built.deployments[i].when)
