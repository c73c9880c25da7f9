from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import log10

import pytest

from bystander.findings import Series, Study
from bystander.findings.digits import ten_digits
from bystander.look import tokens
from bystander.plots import det, det_band, det_data, det_drawing
from bystander.plots.chart import NARROW, WIDE, Chart, Size
from bystander.quantities.catalogue import CATALOGUE
from tests.plots.sample_charts import specification
from tests.report import samples


def of(rows: list[tuple[float, float]], **floor: float | None) -> Study:
    """Make a study whose curve is these (fmr, fnmr)."""
    base = samples.evaluate(steps=10)
    curve = Series(name="det", columns={"fmr": [r[0] for r in rows], "fnmr": [r[1] for r in rows]}, units={})
    edge = Series(name="evidence_floor", columns={k: [v] for k, v in floor.items()}, units={})
    return Study(document=base.document, series=(curve, edge) if floor else (curve,), quantities=CATALOGUE)


def settings_drawn(chart: Chart) -> set[tuple[float, float]]:
    """Return where settings are marked."""
    layers = [layer for layer in specification(chart, WIDE)["layer"] if layer["mark"]["type"] == "point"]
    return {(mark["x"], mark["y"]) for layer in layers for mark in layer["data"]["values"]}


def test_the_line_starts_at_the_miss_rate_of_zero_false_matches_and_ends_where_the_last_miss_was_seen() -> None:
    built = det_data.data(of([(0.0, 0.9), (0.01, 0.5), (0.1, 0.2), (0.5, 0.0)]))
    assert built is not None
    assert built.line == ((0.01, 0.9), (0.01, 0.5), (0.1, 0.5), (0.1, 0.2), (0.5, 0.2))
    assert built.attainable == 4


def test_no_vertex_lies_at_a_rate_of_zero() -> None:
    built = det_data.data(samples.evaluate())
    assert built is not None
    assert all(x > 0 and y > 0 for x, y in built.line)


def test_a_curve_of_many_thresholds_is_drawn_with_at_most_1500_vertices() -> None:
    n = 60_000
    built = det_data.data(of([((i + 1) / n, (n - i) / n) for i in range(n)]))
    assert built is not None
    assert built.attainable == n
    assert 500 < len(built.line) <= det_data.VERTICES
    assert built.line[0] == (ten_digits(1 / n), 1.0)
    assert built.line[-1] == (1.0, ten_digits(1 / n))


def test_the_axes_reach_to_the_decade_of_one_single_error() -> None:
    built = det_data.data(of([(0.01, 0.5), (0.1, 0.2)], resolution_fmr=1 / 498_501, resolution_fnmr=0.001))
    assert built is not None
    assert built.x == (-6, 0)
    assert built.y == (-3, 0)


def test_a_trial_without_a_curve_has_no_chart() -> None:
    study = samples.evaluate(steps=10)
    assert det.chart(Study(document=study.document, quantities=CATALOGUE)) is None
    assert det.chart(of([])) is None


def test_a_rate_that_is_not_estimable_is_said_so_in_the_table_and_not_drawn() -> None:
    study = samples.evaluate(steps=200)
    series = {s.name: s for s in study.series}
    points = dict(series["det_points"].columns)
    points["chosen"] = [1, *[0] * (len(points["fnmr"]) - 1)]

    def swapped() -> Study:
        return replace(study, series=(*study.series[:1], Series("det_points", points, {}), *study.series[2:]))

    whole = det.chart(swapped())
    assert whole is not None
    shown = settings_drawn(whole)
    assert len(shown) == 3  # the fourth has no false match, and no place on a logarithm
    for name in ("fnmr", "fnmr_low", "fnmr_high"):
        points[name] = [None, *points[name][1:]]
    chart = det.chart(swapped())
    assert chart is not None
    assert chart.table.rows[0][5:] == ("cannot be shown", "")
    assert "At point 1" not in chart.alt
    assert len(settings_drawn(chart)) == 2
    assert settings_drawn(chart) < shown
    assert det_drawing.CHOSEN in str(whole.draw(WIDE))
    assert det_drawing.CHOSEN not in str(chart.draw(WIDE))


# Two thresholds hold together, the third by itself alone.
LIMITS: dict[str, list[float]] = {
    "fmr": [0.02, 0.04, 0.2], "fmr_low": [0.01, 0.03, 0.1], "fmr_high": [0.03, 0.06, 0.3],
    "fnmr": [0.6, 0.3, 0.15], "fnmr_low": [0.5, 0.2, 0.1], "fnmr_high": [0.8, 0.5, 0.3], "simultaneous": [1, 1, 0],
}  # fmt: skip


def banded(limits: dict[str, list[float]], curve: list[tuple[float, float]]) -> Study:
    """Make a study whose curve has these limits."""
    base = of(curve)
    series = (*base.series, Series("det_band", limits, {}))
    return Study(document=base.document, series=series, quantities=CATALOGUE)


def test_the_band_is_what_its_limits_leave_at_each_false_match_rate() -> None:
    # Misses are at most those of a threshold whose false matches are surely fewer (.8 from .03 on), and at least those
    # of one whose false matches are surely more (.2 up to .03). It ends where its thresholds do, as counted.
    study = banded(LIMITS, [(0.02, 0.6), (0.04, 0.3), (0.2, 0.15)])
    assert det_band.outline(study, "det_band") == (
        (0.02, 0.2, 1.0), (0.03, 0.2, 1.0), (0.03, 0.0, 0.8), (0.04, 0.0, 0.8),
    )  # fmt: skip


def test_a_band_that_nothing_limits_along_half_of_it_is_not_drawn_but_told() -> None:
    # From .02 to .03 of .02 to .04: 58 % of its length on the logarithm.
    chart = det.chart(banded(LIMITS, [(0.02, 0.6), (0.04, 0.3), (0.2, 0.15)]))
    assert chart is not None
    assert dict(chart.key)["counted"] == det.TOO_WIDE
    assert "band" not in dict(chart.key)
    assert "band" not in chart.alt
    assert '"area"' not in str(chart.draw(WIDE)).replace("'", '"')


def test_the_band_is_drawn_where_it_has_a_limit_and_the_line_is_solid_there_alone() -> None:
    limits = {**LIMITS, "fmr_high": [0.022, 0.06, 0.3]}
    study = banded(limits, [(0.01, 0.7), (0.02, 0.6), (0.04, 0.3), (0.2, 0.15)])
    built = det_data.data(study)
    assert built is not None
    assert built.band == ((0.022, 0.2, 0.8), (0.03, 0.2, 0.8), (0.03, 0.0, 0.8), (0.04, 0.0, 0.8))
    chart = det.chart(study)
    assert chart is not None
    assert "A band around it" in chart.alt
    assert dict(chart.key) == {"band": det.BAND.format(level=95), "counted": det.COUNTED}
    lines = [
        (layer["mark"]["strokeDash"], layer["data"]["values"][0]["x"], layer["data"]["values"][-1]["x"])
        for layer in specification(chart, WIDE)["layer"]
        if layer["mark"].get("strokeDash")
    ]
    dotted, solid = det_drawing.COUNTED, det_drawing.SOLID
    assert lines == [(dotted, 0.01, 0.022), (solid, 0.022, 0.04), (dotted, 0.04, 0.2)]


def test_what_was_counted_lies_in_the_band() -> None:
    """Limits that jump to and fro by threshold, as those of few people do, still leave the counted line inside."""
    counted = [(0.001 * (i + 1), 0.9 * 0.93**i) for i in range(60)]
    wide = [1 + (i * 7 % 11) for i in range(60)]
    limits: dict[str, list[float]] = {
        "fmr": [x for x, _ in counted], "fnmr": [y for _, y in counted], "simultaneous": [1] * 60,
        "fmr_low": [x / w for (x, _), w in zip(counted, wide, strict=True)],
        "fmr_high": [min(x * w, 1) for (x, _), w in zip(counted, wide, strict=True)],
        "fnmr_low": [y / w for (_, y), w in zip(counted, wide, strict=True)],
        "fnmr_high": [min(y * w, 1) for (_, y), w in zip(counted, wide, strict=True)],
    }  # fmt: skip
    band = det_band.outline(banded(limits, counted), "det_band")
    for x, y in counted:
        around = [(low, high) for (a, low, high), (b, _, _) in pairwise(band) if a <= x <= b]
        assert min(low for low, _ in around) <= y <= max(high for _, high in around)


def test_a_setting_outside_the_band_has_its_own_range() -> None:
    limits = {**LIMITS, "fmr_high": [0.022, 0.06, 0.3]}
    study = banded(limits, [(0.01, 0.7), (0.02, 0.6), (0.04, 0.3), (0.2, 0.15)])
    settings: dict[str, list[float | str]] = {
        "label": ["in", "out"], "fmr": [0.03, 0.2], "fnmr": [0.6, 0.15], "fmr_low": [0.02, 0.1],
        "fmr_high": [0.05, 0.3], "fnmr_low": [0.5, 0.1], "fnmr_high": [0.7, 0.2],
    }  # fmt: skip
    study = replace(study, series=(*study.series, Series("det_points", settings, {})))
    built = det_data.data(study)
    chart = det.chart(study)
    assert built is not None
    assert chart is not None
    assert [p.label for p in det_drawing.alone(built)] == ["out"]
    assert dict(chart.key)["cross"] == det.ALONE


def test_a_curve_without_a_band_does_not_speak_of_one() -> None:
    chart = det.chart(of([(0.02, 0.6), (0.03, 0.3)]))
    assert chart is not None
    assert "band" not in chart.alt + chart.reading
    assert dict(chart.key) == {"counted": det.COUNTED}


def test_a_band_of_very_many_thresholds_is_drawn_with_few_places_and_no_narrower() -> None:
    n = 4000
    share = [(k + 1) / n for k in range(n)]
    limits: dict[str, list[float]] = {
        "fmr": share, "fmr_low": [x / 2 for x in share], "fmr_high": share, "fnmr_low": [1 - x / 1.1 for x in share],
        "fnmr_high": [1 - x / 2 for x in share], "simultaneous": [1] * n,
    }  # fmt: skip
    band = det_band.outline(banded(limits, [(0.02, 0.6), (0.03, 0.3)]), "det_band")
    assert 250 < len(band) / 2 <= det_band.PLACES
    assert band[-1][0] == 1.0
    assert all(high >= 1 - b / 2 for (_, _, high), (b, _, _) in pairwise(band))
    assert all(low <= 1 - min(2 * a, 1) / 1.1 + 1e-9 for (a, low, _) in band if a <= 0.5)


def test_what_no_error_would_still_allow_is_hatched_and_the_line_there_is_dotted() -> None:
    built = det_data.data(samples.evaluate(steps=200))
    chart = det.chart(samples.evaluate(steps=200))
    assert built is not None
    assert chart is not None
    assert chart.table.rows[3][3:5] == ("none", "at most 74 in a million")
    spec = specification(chart, WIDE)
    strokes = next(layer for layer in spec["layer"] if layer["mark"].get("color") == tokens.light("hatch"))
    edge = max(v["x2"] for v in strokes["data"]["values"])
    low, high = next(
        layer["encoding"]["x"]["scale"]["domain"] for layer in spec["layer"] if layer["mark"]["type"] == "line"
    )
    # the bound, 7.4e-5, on an axis of so many decades over 662 pixels
    share = (log10(built.floor.zero_error_fmr or 0) - log10(low)) / (log10(high) - log10(low))
    assert edge == pytest.approx(662 * share, abs=0.2)
    assert "this trial cannot" in str(spec)
    lines = {str(layer["mark"]["strokeDash"]) for layer in spec["layer"] if layer["mark"].get("strokeDash")}
    assert lines == {"[1, 0]", "[3, 4]"}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_marks_are_hidden_from_screen_readers_as_a_description_and_a_table_stand_beside_them(size: Size) -> None:
    chart = det.chart(samples.evaluate(steps=50))
    assert chart is not None
    assert specification(chart, size)["config"]["aria"] is False
    assert chart.alt.startswith("A falling staircase of")
