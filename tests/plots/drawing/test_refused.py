"""A word of Vega-Lite that is not drawn here is an error that names it: left out, it would draw something else."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from bystander.plots import vega
from bystander.plots.axes import axis, plain
from bystander.plots.drawing import to_svg
from tests.plots.drawing.simple import HERE, several


def sound() -> Any:
    """Return a drawing of a rule on axes, and of words."""
    x = vega.place("x", vega.linear(0, 10), axis([5], plain))
    rule = vega.layer("rule", [{"x": 1, "y": 2, "y2": 3}], {**HERE, "x": x, "y2": vega.second("y2")}, color="#10171e")
    look = {"text": "a", "align": "left", "baseline": "middle", "color": "#10171e", "fontSize": 12, "fontWeight": 400}
    words = vega.layer("text", vega.ONE, {"x": vega.value(1), "y": vega.value(1)}, **look)
    return deepcopy(several(rule, words))  # nothing is shared, so that one place can be changed


def changed(path: str, value: object) -> Any:
    """Return the drawing with one word more, or another value: "layer.0.mark.cornerRadius"."""
    spec = part = sound()
    *way, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    for step in way:
        part = part[step]
    part[last] = value
    return spec


def test_the_drawing_that_is_changed_here_is_sound() -> None:
    assert "<text" in to_svg(sound())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("transform", []), ("title", "A"), ("autosize", "pad"), ("background", "white"), ("padding.around", 1),
        ("config.view", {"stroke": "#000000"}), ("config.mark", {}), ("config.axis.labelAngle", 90),
        ("resolve", {"scale": {"x": "independent"}}),
        ("layer.0.transform", []), ("layer.0.data.url", "a.csv"),
        ("layer.0.mark.type", "arc"), ("layer.0.mark.cornerRadius", 2), ("layer.0.mark.opacity", 0.5),
        ("layer.0.mark.clip", True), ("layer.1.mark.angle", 90), ("layer.1.mark.baseline", "top"),
        ("layer.1.mark.align", "justify"),
        ("layer.0.encoding.color", {"value": "#10171e"}), ("layer.0.encoding.order", {"value": 0}),
        ("layer.0.encoding.x.aggregate", "mean"), ("layer.0.encoding.x.type", "nominal"),
        ("layer.0.encoding.x.stack", "zero"), ("layer.0.encoding.y2.scale", None),
        ("layer.0.encoding.x.scale.nice", True), ("layer.0.encoding.x.scale.type", "sqrt"),
        ("layer.0.encoding.x.axis.title", "A"), ("layer.0.encoding.x.axis.ticks", True),
        ("layer.0.encoding.x.axis.labelAngle", 90), ("layer.0.encoding.x.axis.orient", "top"),
        ("layer.0.encoding.x.axis.labelExpr", "datum.value"), ("layer.0.encoding.x.axis.labelExpr", "['a']"),
        ("layer.0.encoding.x.axis.labelExpr", '["a", "b"][0]'),
    ],
)  # fmt: skip
def test_another_word_is_refused_by_its_name(path: str, value: object) -> None:
    told = str(value) if path.endswith((".mark.type", ".scale.type", ".align", ".orient")) else path.rpartition(".")[2]
    with pytest.raises(ValueError, match=f"'{told}'"):
        to_svg(changed(path, value))


@pytest.mark.parametrize("value", [None, "4", True, float("nan"), float("inf")])
def test_a_place_that_is_no_number_is_refused_with_the_name_of_its_column(value: object) -> None:
    with pytest.raises(ValueError, match=r"y2: .* is no number that has a place"):
        to_svg(changed("layer.0.data.values.0.y2", value))


@pytest.mark.parametrize(("mark", "lacks"), [("rect", "x2"), ("line", "x"), ("point", "x")])
def test_a_mark_that_lacks_a_channel_is_refused(mark: str, lacks: str) -> None:
    at = {name: channel for name, channel in HERE.items() if name != lacks}
    with pytest.raises(ValueError, match=f"a {mark} without the channel '{lacks}'"):
        to_svg(several(vega.layer(mark, [{"x": 1, "y": 2}], at, color="#10171e")))


def test_two_scales_for_one_axis_are_refused_and_a_layer_of_layers_may_have_its_own() -> None:
    def layer(high: float) -> vega.Layer:
        y = vega.place("y", vega.linear(0, high), axis([1], plain, orient="left"))
        return vega.layer("point", [{"x": 1, "y": 1}], {**HERE, "y": y}, size=4)

    with pytest.raises(ValueError, match="different scales or axes on 'y'"):
        to_svg(several(layer(2), layer(5)))
    own = {**several({"layer": [layer(2)]}, {"layer": [layer(5)]}), "resolve": {"scale": {"y": "independent"}}}
    assert to_svg(own).count("<circle") == 2
