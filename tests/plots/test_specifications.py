"""Every drawing is sound Vega-Lite: checked against its published schema, which altair brings along."""

from __future__ import annotations

import json
import re
import sys
from copy import deepcopy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import altair as alt
import jsonschema
import pytest
import vl_convert

from bystander.plots import export
from bystander.plots.chart import NARROW, WIDE, Chart, Size
from tests.architecture.imports import imports
from tests.oracles import vega
from tests.plots.sample_charts import every_chart, specification

DRAWN_WITHOUT_VEGA = {"crowd", "over_time", "seeded", "search_outcomes", "stops"}
ALL = every_chart()
OF_VEGA = [chart for chart in ALL if chart.name not in DRAWN_WITHOUT_VEGA]
sizes = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
each = pytest.mark.parametrize("chart", OF_VEGA, ids=[chart.name for chart in OF_VEGA])


@cache
def schema() -> jsonschema.Draft7Validator:
    text = files("altair.vegalite.v6.schema").joinpath("vega-lite-schema.json").read_text("utf-8")
    return jsonschema.Draft7Validator(json.loads(text))


def faults(spec: dict[str, Any]) -> list[str]:
    """Return what the schema has against a specification, the telling part first."""
    found = jsonschema.exceptions.best_match(schema().iter_errors(spec))
    return [] if found is None else [f"{found.json_path}: {found.message}"]


def test_the_samples_yield_every_chart_there_is() -> None:
    drawn = {chart.name.removesuffix("-1") for chart in ALL}
    included = (Path(__file__).parents[2] / "docs" / "included.md").read_text("utf-8")
    rows = included.split("## Charts and series")[1].split("\n## ")[0].splitlines()
    listed = {name for row in rows for name in re.findall(r"`([\w-]+)`", row.split("|")[1] if "|" in row else "")}
    assert drawn == {name.removesuffix("-N") for name in listed}


@each
@sizes
def test_every_specification_obeys_the_schema_of_vega_lite(chart: Chart, size: Size) -> None:
    assert faults(specification(chart, size)) == []


@each
def test_a_specification_is_written_as_json_without_infinity_and_comes_back_as_it_was(chart: Chart) -> None:
    spec = specification(chart, WIDE)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


@pytest.mark.parametrize(("key", "value"), [("colour", "#000000"), ("strokeWidth", "thick"), ("type", "staircase")])
def test_a_word_that_vega_lite_does_not_know_would_be_found(key: str, value: str) -> None:
    spec = deepcopy(specification(OF_VEGA[0], WIDE))
    spec["layer"][-1]["mark"][key] = value
    assert faults(spec) != []


def test_the_schema_is_of_the_version_that_our_drawings_are_held_against() -> None:
    assert alt.SCHEMA_VERSION.startswith(f"v{vega.VEGA_LITE}.")
    assert vega.VEGA_LITE in vl_convert.get_vegalite_versions()


def test_one_module_alone_knows_vl_convert_and_it_loads_it_when_it_is_called() -> None:
    users = [(i.importer, i.at_import) for i in imports() if i.imported.split(".")[0] == "vl_convert"]
    assert set(users) == {("bystander.plots.export", False)}


def test_a_page_is_drawn_without_vl_convert_and_only_a_png_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)  # as if it were not installed
    assert "s-ink" in export.inline(OF_VEGA[0])
    with pytest.raises(ModuleNotFoundError, match="vl_convert"):
        export.to_png(export.svg(OF_VEGA[0]))
