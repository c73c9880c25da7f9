"""Bands of whole curves in the charts of searches: boxes from exact points, and nothing where there is no band."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bystander.findings import Series, Study
from bystander.plots import cmc, det, det_data
from bystander.plots.chart import NARROW, WIDE
from bystander.quantities.catalogue import CATALOGUE
from tests.report import samples

CURVE = [(0.01, 0.5), (0.02, 0.4), (0.1, 0.2), (0.5, 0.05)]


def of(band: list[tuple[float, float, float]]) -> Study:
    """Make a study whose curve is CURVE, with a band of (fpir, low, high)."""
    curve = Series(
        name="identification", columns={"fpir": [x for x, _ in CURVE], "fnir": [y for _, y in CURVE]}, units={}
    )
    names = ("fpir", "band_low", "band_high")
    columns = {name: [row[i] for row in band] for i, name in enumerate(names)}
    series = (curve, Series(name="fnir_fpir_band", columns=columns, units={})) if band else (curve,)
    return Study(document=samples.evaluate(steps=10).document, series=series, quantities=CATALOGUE)


def test_between_two_points_the_curve_lies_below_the_left_limit_and_above_the_right_one() -> None:
    built = det_data.data(of([(0.01, 0.4, 0.6), (0.02, 0.3, 0.5), (0.1, 0.1, 0.3)]), det_data.SEARCHES)
    assert built is not None
    assert built.band == ((0.01, 0.3, 0.6), (0.02, 0.3, 0.6), (0.02, 0.1, 0.5), (0.1, 0.1, 0.5))


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_band_is_drawn_and_said_where_there_is_one(size: Any) -> None:
    said = {}
    for band in ([(0.01, 0.4, 0.6), (0.02, 0.3, 0.5)], []):
        chart = det.chart(of(band), det_data.SEARCHES)
        assert chart is not None
        spec = json.dumps(chart.draw(size))
        said[bool(band)] = ('"type": "area"' in spec, "band" in dict(chart.key))
    assert said == {True: (True, True), False: (False, False)}


def ranks(**more: list[float | None]) -> Study:
    columns: dict[str, Any] = {
        "rank": [1, 2, 3], "found": [0.5, 0.7, 0.9], "low": [0.4, 0.6, 0.8], "high": [0.6, 0.8, 0.95],
        "optimistic": [0.5, 0.7, 0.9],
    }  # fmt: skip
    series = Series(name="cmc", columns=columns | more, units={})
    return Study(document=samples.evaluate(steps=10).document, series=(series,), quantities=CATALOGUE)


def test_the_band_of_the_cmc_stands_for_the_intervals_of_the_ranks() -> None:
    chart = cmc.chart(ranks(band_low=[0.35, 0.55, 0.75], band_high=[0.65, 0.85, 1.0]))
    assert chart is not None
    assert [row[2] for row in chart.table.rows] == ["35 to 65", "55 to 85", "75 to 100"]
    assert "The band holds the whole line at once in 95 of 100" in chart.reading
    alone = cmc.chart(ranks(band_low=[None] * 3, band_high=[None] * 3))
    assert alone is not None
    assert alone.table.head == ("Candidates", "Found", "Interval, %")
    assert {len(row) for row in alone.table.rows} == {3}
    assert "The band holds" not in alone.reading
    tied = cmc.chart(ranks(band_low=[None] * 3, band_high=[None] * 3, optimistic=[0.5, 0.75, 0.9]))
    assert tied is not None
    assert tied.table.head == (*alone.table.head, "Equal scores behind")
    assert {len(row) for row in tied.table.rows} == {4}


def test_the_last_step_of_the_cmc_has_a_length() -> None:
    chart = cmc.chart(ranks(band_low=[0.35, 0.55, 0.75], band_high=[0.65, 0.85, 1.0]))
    assert chart is not None
    spec: Any = chart.draw(WIDE)
    line = next(layer for layer in spec["layer"] if layer["mark"].get("strokeWidth") == 2)
    (*_, before, last) = line["data"]["values"]
    assert (before["x"], before["y"], last["y"]) == (3, 0.9, 0.9)
    assert 3 < last["x"] < 4  # rank 4 was not counted
    assert line["encoding"]["x"]["scale"]["domain"] == [1, last["x"]]
