"""Every chart that a study has series for, the most telling first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.plots import (
    cmc,
    crowd,
    det,
    det_data,
    differences,
    group_matrix,
    group_ratios,
    groups,
    over_time,
    requirements,
    scores,
    search_outcomes,
    seeded,
    stops,
    supposed,
    systems,
)
from bystander.plots.condition import conditional

if TYPE_CHECKING:
    from bystander.findings import Study
    from bystander.plots.chart import Chart


def charts(study: Study) -> tuple[Chart, ...]:
    """Return the charts, undrawn."""
    found = (
        requirements.chart(study),
        crowd.chart(study),
        over_time.chart(study),
        seeded.chart(study),
        differences.chart(study),
        systems.chart(study),
        differences.chart(study, differences.FALSE),
        *groups.charts(study),
        *group_ratios.charts(study),
        *group_matrix.charts(study),
        supposed.chart(study),
        det.chart(study),
        scores.chart(study),
        det.chart(study, det_data.SEARCHES),
        scores.chart(study, scores.SEARCHES),
        scores.chart(study, scores.DRAWN),
        cmc.chart(study),
        search_outcomes.chart(study),
        stops.chart(study),
    )
    return tuple(conditional(chart, study) for chart in found if chart is not None)
