from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from bystander.look import tokens
from bystander.plots import det, export, over_time, scores
from bystander.plots.chart import NARROW, WIDE, Chart, Size
from tests.plots.sample_charts import specification
from tests.report import golden, samples


def charts() -> list[Chart]:
    trial, record = samples.evaluate(steps=120), samples.audit(days=40)
    found = (
        det.chart(trial),
        scores.chart(trial),
        over_time.chart(record),
    )
    return [c for c in found if c is not None]


ALL = charts()
NAMES = [c.name for c in ALL]


@pytest.mark.parametrize("chart", ALL, ids=NAMES)
def test_the_picture_is_the_one_that_was_looked_at(chart: Chart) -> None:
    golden.check(f"plot_{chart.name}.svg", export.svg(chart))


@pytest.mark.parametrize("chart", ALL, ids=NAMES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_an_inlined_picture_has_no_colour_style_or_address_of_its_own(chart: Chart, size: Size) -> None:
    root = ET.fromstring(export.inline(chart, size))
    for element in root.iter():
        assert "style" not in element.attrib
        assert not any("http" in value for value in element.attrib.values())
        assert element.get("fill", "none") in ("none", "transparent")
        assert element.get("stroke", "none") in ("none", "transparent")
    classes = {c for e in root.iter() for c in e.get("class", "").split()} - {"chart", size.name}
    assert classes <= {f"{paint}-{role}" for paint in "fs" for role in tokens.COLOURS}


@pytest.mark.parametrize("chart", ALL, ids=NAMES)
def test_an_inlined_picture_is_one_image_with_a_description(chart: Chart) -> None:
    root = ET.fromstring(export.inline(chart))
    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{chart.title}. {chart.alt}"
    assert [e for e in root.iter() if any(n.startswith("aria") for n in e.attrib)] == [root]


def test_the_same_picture_has_the_same_bytes() -> None:
    again = charts()
    assert export.inline(ALL[0]) == export.inline(again[0])
    assert export.inline(ALL[2]) == export.inline(again[2])


def test_synthetic_is_said_inside_the_picture_and_only_there_where_it_is_true() -> None:
    chart = ALL[0]
    assert chart.synthetic
    assert export.SYNTHETIC in export.svg(chart)
    assert export.SYNTHETIC in export.inline(chart, NARROW)
    assert export.SYNTHETIC not in export.svg(replace(chart, synthetic=False))


def test_a_colour_without_a_role_is_a_defect() -> None:
    chart = replace(ALL[0], draw=lambda size: _repainted(specification(ALL[0], size)))
    with pytest.raises(ValueError, match="#123456 has no role"):
        export.inline(chart)


def test_every_role_has_its_own_colour_so_that_it_can_be_told() -> None:
    light = [pair[0] for pair in tokens.COLOURS.values()]
    assert len(set(light)) == len(light)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", c) for pair in tokens.COLOURS.values() for c in pair)


def _repainted(spec: dict[str, Any]) -> dict[str, Any]:
    first, *others = spec["layer"]
    return {**spec, "layer": [{**first, "mark": {**first["mark"], "color": "#123456"}}, *others]}
