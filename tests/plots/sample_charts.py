"""Studies that yield every chart that there is, and what is in a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

import bystander as by
from bystander.findings import Series, Study, TooFew
from bystander.plots.charts import charts
from bystander.quantities.catalogue import CATALOGUE
from bystander.requirements.requirement import Requirement
from tests.report import samples

if TYPE_CHECKING:
    from bystander.plots.chart import Chart, Size

SEARCHES: dict[str, list[dict[str, Any]]] = {
    "identification": [{"fpir": 0.01, "fnir": 0.5}, {"fpir": 0.02, "fnir": 0.4}, {"fpir": 0.5, "fnir": 0.05}],
    "identification_floor": [
        {"resolution_fpir": 0.001, "zero_fpir": 0.003, "resolution_fnir": 0.01, "zero_fnir": 0.03},
    ],
    "fnir_fpir_band": [
        {"fpir": 0.01, "band_low": 0.4, "band_high": 0.6},
        {"fpir": 0.02, "band_low": 0.3, "band_high": 0.5},
    ],
    "cmc": [
        {"rank": 1, "found": 0.5, "low": 0.4, "high": 0.6, "optimistic": 0.5, "band_low": 0.3, "band_high": 0.7},
        {"rank": 2, "found": 0.7, "low": 0.6, "high": 0.8, "optimistic": 0.7, "band_low": 0.5, "band_high": 0.9},
    ],
    "best_scores": [
        {"low": 0.0, "high": 1.0, "mated": 1, "non_mated": 9},
        {"low": 1.0, "high": 2.0, "mated": 5, "non_mated": 0},
    ],
    "drawn_scores": [{"low": 0.0, "high": 1.0, "mated": 1, "non_mated": 9}],
}  # fmt: skip
_AT: dict[str, Any] = {"attribute": "sex", "quantity": "fmr", "threshold": 1.5, "at": "1.5"}
_GROUP: dict[str, Any] = {**_AT, "kind": "group", "people": 40, "trials": 1000, "reason": None, "stabilised": None}
_CELL: dict[str, Any] = {**_AT, "events": 4, "trials": 1000, "low": 0.0, "high": 0.01, "reason": None}
GROUPS: dict[str, list[dict[str, Any]]] = {
    "groups": [
        {**_GROUP, "group": "F", "events": 4, "rate": 0.004, "low": 0.001, "high": 0.009},
        {**_GROUP, "group": "M", "events": 0, "rate": 0.0, "low": 0.0, "high": 0.003},
        {**_GROUP, "kind": "everybody", "group": "everybody", "events": 4, "rate": 0.002, "low": 0.001, "high": 0.004},
    ],
    "group_ratios": [
        {**_AT, "highest": "F", "lowest": "M", "ratio": 3.0, "low": 1.0, "high": None,
         "no_difference": 4.0, "detectable": 5.0},
    ],
    "group_matrix": [
        {**_CELL, "probe": "F", "reference": "F", "rate": 0.004},
        {**_CELL, "probe": "F", "reference": "M", "rate": 0.0},
        {**_CELL, "probe": "M", "reference": "F", "rate": 0.001},
        {**_CELL, "probe": "M", "reference": "M", "rate": None, "reason": TooFew("fewer than 10 are not estimated")},
    ],
}  # fmt: skip
_SUPPOSED: dict[str, Any] = {"group": "F", "events": 10, "total": 10, "part": 1.0, "part_low": 0.69, "part_high": 1.0}
SUPPOSED: dict[str, list[dict[str, Any]]] = {
    "supposed_shares": [
        {**_SUPPOSED, "share": 0.05, "ratio": 399.0, "low": 42.6, "high": None, "p": 0.0},
        {**_SUPPOSED, "share": 0.5, "ratio": 21.0, "low": 2.24, "high": None, "p": 0.002},
    ],
}
_SEEDED: dict[str, Any] = {"threshold": 0.6, "at": "0.6", "passes": 120, "people": 40, "alerted": 66, "wrong": 2,
                           "no_alert": 46, "no_face": 6, "share": 0.55, "low": 0.45, "high": 0.64}  # fmt: skip
SEEDED: dict[str, list[dict[str, Any]]] = {
    "seeded": [
        {**_SEEDED, "kind": "all", "label": "all passes"},
        {**dict.fromkeys(_SEEDED), "threshold": 0.6, "at": "0.6", "kind": "camera", "label": "gate"},
    ],
}
_DIFFERENCE: dict[str, Any] = {"second": "new", "first": "old", "label": "at most 1 %", "level": 0.95}
SYSTEMS: dict[str, list[dict[str, Any]]] = {
    "det_systems": [
        {"system": name, "threshold": t, "fmr": 0.1 / (t + 1), "fnmr": 0.01 * (t + 1)}
        for name in ("old", "new")
        for t in range(4)
    ],
    "system_points": [
        {"system": "old", "label": "at most 1 %", "threshold": 3.0, "fmr": 0.01, "fmr_low": 0.005, "fmr_high": 0.02,
         "fnmr": 0.05, "fnmr_low": 0.04, "fnmr_high": 0.06},
    ],
    "differences": [
        {**_DIFFERENCE, "quantity": "fnmr", "difference": -0.02, "low": -0.03, "high": -0.01},
        {**_DIFFERENCE, "quantity": "fmr", "difference": 0.0001, "low": -0.0001, "high": 0.0003},
    ],
}  # fmt: skip
_STEP: dict[str, Any] = {"part": None, "searches": 1240, "unit": "search"}
SEARCHED: dict[str, list[dict[str, Any]]] = {
    "search_steps": [
        {**_STEP, "step": "lists", "events": None, "trials": None, "value": None, "low": None, "high": None},
        {**_STEP, "step": "followed up", "events": 310, "trials": 1240, "value": 0.25, "low": 0.226, "high": 0.275},
        {**_STEP, "step": "confirmed", "unit": "follow-up", "events": 88, "trials": 310, "value": 0.284, "low": 0.234,
         "high": 0.338},
        {**_STEP, "step": "wrong", "unit": "follow-up", "events": 1, "trials": 310, "value": 1 / 310, "low": 8e-5,
         "high": 0.018},
    ],
}  # fmt: skip
_STOPS: dict[str, Any] = {"operator": "Force", "period": None, "low": 0.1, "high": 0.5}
STOPS: dict[str, list[dict[str, Any]]] = {
    "stops": [
        {**_STOPS, "quantity": "stops-per-alert", "unit": "alert", "events": 2, "trials": 8, "value": 0.25},
        {**_STOPS, "quantity": "wrong-stops-per-stop", "unit": "person stopped", "events": 2, "trials": 7,
         "value": 0.29},
    ],
}  # fmt: skip
CROWD = {
    "crowd": [
        {"people": 60_000, "flagged": 60, "said": "about 60", "low": 45, "high": 75, "found": 1, "missed": 0,
         "status": "invented"},
    ],
}  # fmt: skip


def study(tables: dict[str, list[dict[str, Any]]]) -> Study:
    """Return a study of nothing but these series, row by row."""
    series = (Series(name, {key: [row[key] for row in rows] for key in rows[0]}, {}) for name, rows in tables.items())
    return Study(document=samples.audit(days=10).document, series=tuple(series), quantities=CATALOGUE)


def required() -> Study:
    """Return a study of which four things are required: met, not met, not shown, and not of such evidence."""
    wanted = [
        Requirement.model_validate({"name": name, "quantity": quantity, "limit": limit, "direction": "at-most", **more})
        for name, quantity, limit, more in (
            ("At most 1 in 2,000 faces", "false-alerts-per-face", "1/2000", {"source": "an approval", "clause": "4"}),
            ("At most 1 in a million faces", "false-alerts-per-face", "1e-6", {}),
            ("Half of the alerts", "false-alerts-per-alert", "50 %", {"clause": "annex"}),
            ("At most 1 % missed", "fnmr", "1 %", {"at": {"target_fmr": 0.001}}),
        )
    ]
    rows = {
        "date": [f"2024-01-{1 + i:02d}" for i in range(8)], "faces_seen": [50_000] * 8, "alerts": [20] * 8,
        "false_alerts": [8, 12, 9, 11, 10, 10, 12, 8], "true_alerts": [12, 8, 11, 9, 10, 10, 8, 12],
    }  # fmt: skip
    return by.require(pa.table(rows), wanted).study


def every_chart() -> tuple[Chart, ...]:
    """Return the charts of the sample studies: a trial, a record, searches, groups, shares, systems and a crowd."""
    made = (study(tables) for tables in (SEARCHES, GROUPS, SUPPOSED, SYSTEMS, SEARCHED, SEEDED, STOPS, CROWD))
    return tuple(
        chart for s in (samples.evaluate(steps=100), samples.audit(days=40), required(), *made) for chart in charts(s)
    )


def specification(chart: Chart, size: Size) -> dict[str, Any]:
    """Return the specification of a chart that Vega draws."""
    drawn = chart.draw(size)
    assert isinstance(drawn, dict)
    return drawn


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows that all layers of a specification are drawn for."""
    return [row for layer in spec["layer"] for row in (rows(layer) if "layer" in layer else layer["data"]["values"])]
