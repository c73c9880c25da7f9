from __future__ import annotations

from typing import Any

import pytest

from bystander.findings import Series, Study
from bystander.plots import differences, systems
from bystander.plots.chart import NARROW, WIDE
from bystander.plots.export import inline
from bystander.quantities.catalogue import CATALOGUE
from tests.plots.sample_charts import specification
from tests.report import samples

COLUMNS = ("second", "first", "label", "quantity", "difference", "low", "high", "level")
DETS = ("system", "threshold", "fmr", "fnmr")
POINTS = ("system", "label", "threshold", "fmr", "fmr_low", "fmr_high", "fnmr", "fnmr_low", "fnmr_high")


def series(name: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Series:
    return Series(name, dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)), {})


def study(*given: Series) -> Study:
    return Study(document=samples.audit(days=10).document, series=given, quantities=CATALOGUE)


def of(*rows: tuple[Any, ...]) -> Study:
    return study(series("differences", COLUMNS, [("new", "old", *row, 0.95) for row in rows]))


def marks(spec: dict[str, Any], fill: str) -> list[float]:
    """Return where dots of a fill stand."""
    return [row["x"] for layer in spec["layer"] if layer["mark"].get("fill") == fill for row in layer["data"]["values"]]


def test_every_difference_has_the_disc_of_what_is_measured_and_the_axis_says_whose_errors_it_is_of() -> None:
    chart = differences.chart(of(("at 1 %", "fnmr", -0.02, -0.03, -0.01), ("at 1 in 1,000", "fnmr", 0.01, -0.02, 0.04)))
    assert chart is not None
    assert "\N{MINUS SIGN}2.0 percentage points (\N{MINUS SIGN}3.0 to \N{MINUS SIGN}1.0)." in chart.alt
    assert "no difference shown" in chart.alt
    spec = specification(chart, WIDE)
    assert marks(spec, "#10171e") == [-0.02, 0.01]
    assert marks(spec, "#ffffff") == []  # an open disc is somebody missed
    assert "← the one named first errs less" in str(spec)


def test_misses_and_false_matches_stand_in_charts_of_their_own() -> None:
    both = of(("at 1 %", "fnmr", -0.02, -0.03, -0.01), ("at 1 %", "fmr", 0.00002, -0.00001, 0.00005))
    chart = None
    for kind, name in ((differences.MISSES, "differences"), (differences.FALSE, "false_differences")):
        chart = differences.chart(both, kind)
        assert chart is not None
        assert chart.name == name
        small = "in 1,000,000" in str(chart.draw(NARROW))
        assert small == (kind is differences.FALSE)


def test_without_differences_there_is_no_chart() -> None:
    assert differences.chart(study()) is None
    assert systems.chart(study()) is None


@pytest.mark.parametrize("count", [2, 3, 8])
def test_systems_differ_in_colour_and_dashes_and_are_named(count: int) -> None:
    names = [f"system {i}" for i in range(count)]
    curves = [(n, t, 0.1 / (t + 1), 0.01 * (t + 1) + 0.001 * i) for i, n in enumerate(names) for t in range(6)]
    points = [(n, "at most 1 %", 3.0, 0.01, 0.005, 0.02, 0.05, 0.04, 0.06) for n in names]
    chart = systems.chart(study(series("det_systems", DETS, curves), series("system_points", POINTS, points)))
    assert chart is not None
    spec = specification(chart, WIDE)
    lines = [layer["mark"] for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert len({(m["color"], str(m["strokeDash"])) for m in lines}) == count
    for size in (WIDE, NARROW):
        drawn = inline(chart, size)
        assert all(name in drawn for name in names)
    assert len(chart.table.rows) == count
    assert "system 1, at most 1 %: 10,000 in a million" in chart.alt


def test_one_curve_compares_nothing() -> None:
    assert systems.chart(study(series("det_systems", DETS, [("a", 1, 0.1, 0.1), ("a", 2, 0.01, 0.2)]))) is None


def test_a_short_name_and_its_difference_share_a_line_and_a_long_one_has_two() -> None:
    heights = []
    for label in ("at 1 %", "at a setting that takes a long while to be named in full"):
        chart = differences.chart(of((label, "fnmr", -0.02, -0.03, -0.01)))
        assert chart is not None
        heights.append(specification(chart, WIDE)["height"])
    assert heights == [54, 72]


def test_no_line_is_pale_or_dotted_and_no_two_are_alike() -> None:
    """Dots say that a line is only what was counted, in every other trade-off."""
    looks = [(systems.ROLES[i % 4], tuple(systems._stroke(i)["strokeDash"])) for i in range(8)]
    assert len(set(looks)) == 8
    assert not {"person", "rule", "hatch"} & set(systems.ROLES)
    assert all(max(dash) >= 8 for _, dash in looks if dash != (1, 0))
