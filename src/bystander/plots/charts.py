"""Every chart that a study has series for, the most telling first."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from bystander.plots import requirements
from bystander.plots.condition import conditional

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from bystander.findings import Study
    from bystander.plots.chart import Chart


class Drawn(NamedTuple):
    """A chart: the series that it is drawn from (any of them), its module in this folder, and which kind, if not usual.

    The module is imported where a series is there. It has ``chart``, or ``charts`` where they are one an attribute.
    """

    series: tuple[str, ...]
    module: str
    kind: tuple[str, str] | None = None  # module and name


CHARTS = (
    Drawn(("crowd",), "crowd"),
    Drawn(("periods",), "over_time"),
    Drawn(("seeded",), "seeded"),
    Drawn(("differences",), "differences"),
    Drawn(("det_systems", "identification_systems"), "systems"),
    Drawn(("differences",), "differences", ("differences", "FALSE")),
    Drawn(("groups",), "groups"),
    Drawn(("group_ratios",), "group_ratios"),
    Drawn(("group_matrix",), "group_matrix"),
    Drawn(("supposed_shares",), "supposed"),
    Drawn(("det",), "det"),
    Drawn(("scores",), "scores"),
    Drawn(("identification",), "det", ("det_data", "SEARCHES")),
    Drawn(("best_scores",), "scores", ("scores", "SEARCHES")),
    Drawn(("drawn_scores",), "scores", ("scores", "DRAWN")),
    Drawn(("cmc",), "cmc"),
    Drawn(("search_steps",), "search_outcomes"),
    Drawn(("stops",), "stops"),
)


def charts(study: Study) -> tuple[Chart, ...]:
    """Return the charts, undrawn."""
    there = {series.name for series in study.series}
    found = [requirements.chart(study)]  # of findings
    for drawn in CHARTS:
        if not there.isdisjoint(drawn.series):
            found += _of(drawn, study)
    return tuple(conditional(chart, study) for chart in found if chart is not None)


def _of(drawn: Drawn, study: Study) -> Sequence[Chart | None]:
    module = _module(drawn.module)
    if hasattr(module, "charts"):
        found: Sequence[Chart | None] = module.charts(study)
        return found
    if drawn.kind is None:
        return (module.chart(study),)
    where, name = drawn.kind
    return (module.chart(study, getattr(_module(where), name)),)


def _module(name: str) -> ModuleType:
    return import_module(f"bystander.plots.{name}")
