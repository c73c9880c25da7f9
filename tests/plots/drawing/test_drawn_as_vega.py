"""Our drawing of every chart against that of Vega, the oracle: the same marks, places, looks and order.

The charts are those of the samples as they are now, and those that the golden runs drew when they were last noted
(`python -m tests.oracles.drawn_by_runs`).
"""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from bystander.plots.chart import NARROW, WIDE
from bystander.plots.drawing import to_svg
from tests.oracles import drawn_by_runs, vega
from tests.plots.sample_charts import every_chart

RUNS: dict[str, Any] = json.loads(gzip.decompress(drawn_by_runs.FILE.read_bytes()))
SAMPLES = {f"{c.name}, {size.name}": drawn for c in every_chart() for size in (WIDE, NARROW)
           if not isinstance(drawn := c.draw(size), str)}  # fmt: skip
CASES = {**RUNS, **SAMPLES}


@pytest.mark.parametrize("name", CASES)
def test_vega_paints_the_same(name: str) -> None:
    ours = to_svg(CASES[name])
    assert len(vega.marks(ours)) > 3
    assert vega.differences(vega.drawn(CASES[name]), ours) == []


def test_the_runs_draw_every_kind_of_mark_and_every_chart() -> None:
    marks = {layer["mark"]["type"] for spec in CASES.values() for layer in layers(spec)}
    assert marks == {"rule", "line", "area", "rect", "tick", "point", "text"}
    charts = {name.partition(": ")[2].rpartition("-")[0] for name in RUNS}
    assert charts >= {"det", "scores", "identification", "cmc", "systems", "differences", "groups-1"}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('stroke-width="2"', 'stroke-width="3"'), ("#0a66ae", "#10171e"), ('opacity="0.14"', 'opacity="0.2"'),
        ('stroke-dasharray="5 3"', 'stroke-dasharray="4 3"'), ('text-anchor="end"', ""), ('x="678"', 'x="678.1"'),
        ('font-size="13"', 'font-size="12"'), ("Score<", "Scores<"), ('viewBox="0 0 760', 'viewBox="0 0 761'),
    ],
)  # fmt: skip
def test_another_look_or_place_would_be_found(ours: str, theirs: str) -> None:
    drawn = to_svg(SAMPLES["scores, wide"])
    assert ours in drawn
    assert vega.differences(drawn, drawn.replace(ours, theirs)) != []


def test_another_order_or_clip_would_be_found() -> None:
    drawn = to_svg(SAMPLES["det, wide"])
    assert vega.differences(drawn, drawn.replace('clip-path="', 'data-clip="')) != []
    head, first, *rest = drawn.split("<text")
    assert vega.differences(drawn, "<text".join([head, rest[0], first, *rest[1:]])) != []


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the layers of a specification that draw something, those of a layer of layers too."""
    return [inner for layer in spec["layer"] for inner in (layers(layer) if "layer" in layer else [layer])]
