"""A chart of intervals that hold under a condition only, which nothing in the evidence shows: the chart says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings import Study
    from bystander.plots.chart import Chart

INTERVAL = "Interval"


def conditional(chart: Chart, study: Study) -> Chart:
    """Return a chart that has intervals with what they hold under; any other as it is."""
    methods = [f.estimate.method for f in study.document.findings if f.estimate is not None]
    condition = next((method.only_if for method in methods if method.only_if), "")
    if not condition or INTERVAL not in chart.table.head:
        return chart
    head = tuple(f"{cell} {condition}" if cell == INTERVAL else cell for cell in chart.table.head)
    return replace(
        chart,
        title=f"{chart.title} (intervals: only {condition})",
        reading=f"All intervals hold only {condition}, which nothing in the evidence shows. {chart.reading}",
        table=replace(chart.table, head=head),
    )
