"""What is written for each mark, by hand; that Vega paints the same is proven by test_drawn_as_vega."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bystander.plots import vega
from bystander.plots.axes import axis, plain
from bystander.plots.chart import WIDE
from bystander.plots.drawing import to_svg
from tests.plots.drawing.simple import HERE, one, several

INK = "#10171e"
AT: list[dict[str, object]] = [{"x": 10, "y": 20}]


def inside(spec: Any) -> str:
    """Return what is drawn within the margins."""
    found = re.fullmatch(r"<svg [^>]*><g [^>]*>(.*)</g></svg>", to_svg(spec))
    assert found is not None
    return found[1]


def test_the_picture_is_the_plotting_area_with_its_margins() -> None:
    whole = to_svg(one("point", [], HERE))
    assert whole.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 106 54" width="106" height="54">')
    assert '<g transform="translate(4 1)" fill="none" stroke-miterlimit="10"></g>' in whole


def test_no_rows_draw_nothing() -> None:
    assert inside(one("line", [], HERE, color=INK)) == ""


def test_layers_are_painted_in_their_order_behind_them_the_axes() -> None:
    x = vega.place("x", vega.linear(0, 10), axis([5], plain))
    first = vega.layer("point", AT, {**HERE, "x": x}, color=INK, filled=True, size=4, opacity=1)
    last = vega.layer("point", AT, HERE, color="#ffffff", filled=True, size=4, opacity=1)
    assert re.findall("<path|<text|#10171e|#ffffff", inside(several(first, last))) == [
        "<path", "<text", "#10171e", "#ffffff",
    ]  # fmt: skip


def test_rules_of_a_layer_are_one_path_and_one_that_is_told_its_height_runs_through_the_width() -> None:
    at = {**HERE, "x2": vega.second("x2")}
    assert inside(one("rule", [{"x": 1, "x2": 9, "y": 5}], at, color=INK)) == f'<path d="M1 5H9" stroke="{INK}"/>'
    assert 'd="M100 20H0"' in inside(one("rule", AT, {"y": vega.pixel("y")}, color=INK, strokeWidth=3))


@pytest.mark.parametrize(
    ("dash", "written"), [([5, 3], "5 3"), ([1.5, 2], "1.5 2"), ([4], "4"), ([], None), ([1, 0], None)]
)
def test_a_dash_without_gaps_is_none(dash: list[float], written: str | None) -> None:
    drawn = inside(one("rule", AT, {"y": vega.pixel("y")}, color=INK, strokeDash=dash))
    assert re.findall('stroke-dasharray="(.*?)"', drawn) == ([] if written is None else [written])


def test_a_line_runs_from_the_left_to_the_right_and_rows_of_one_place_stay_as_they_come() -> None:
    rows = [{"x": 30, "y": 1}, {"x": 10, "y": 9}, {"x": 10, "y": 4}]
    assert inside(one("line", rows, HERE, color=INK, strokeWidth=1)) == f'<path d="M10 9V4L30 1" stroke="{INK}"/>'


def test_an_area_goes_there_along_one_end_and_back_along_the_other() -> None:
    rows = [{"x": 0, "y": 10, "y2": 20}, {"x": 40, "y": 12, "y2": 30}]
    drawn = inside(one("area", rows, {**HERE, "y2": vega.second("y2")}, color=INK, opacity=0.5))
    assert drawn == f'<path d="M0 10L40 12V30L0 20Z" fill="{INK}" opacity="0.5"/>'


def test_an_area_without_a_second_end_stands_on_zero() -> None:
    y = vega.place("y", vega.linear(0, 5), axis([], plain, orient="left"))
    assert 'd="M0 40H10V50H0Z"' in inside(
        one("area", [{"x": 0, "y": 1}, {"x": 10, "y": 1}], {**HERE, "y": y}, color=INK)
    )
    off = vega.place("y", vega.linear(1, 5), axis([], plain, orient="left"))
    with pytest.raises(ValueError, match="reaches to 0"):
        to_svg(one("area", AT, {**HERE, "y": off}, color=INK))


def test_a_box_is_the_same_whichever_corner_comes_first() -> None:
    at = {**HERE, "x2": vega.second("x2"), "y2": vega.second("y2")}
    row = {"x": 30, "x2": 10, "y": 5, "y2": 25}
    assert inside(one("rect", [row], at, color=INK)) == f'<rect x="10" y="5" width="20" height="20" fill="{INK}"/>'


def test_what_keeps_to_the_plotting_area_is_cut_off_at_it_under_the_name_of_the_drawing() -> None:
    rows = [{"x": 0, "y": 0}, {"x": 200, "y": 10}]
    spec = {**one("line", rows, HERE, color=INK, strokeWidth=1, clip=True), "name": "det-wide"}
    assert inside(spec) == (
        '<clipPath id="det-wide-1"><rect width="100" height="50"/></clipPath>'
        f'<path d="M0 0L200 10" stroke="{INK}" clip-path="url(#det-wide-1)"/>'
    )


@pytest.mark.parametrize(
    ("shape", "drawn"),
    [
        ("circle", '<circle cx="10" cy="20" r="8"'),  # the square root of 256 is 16
        ("square", '<path d="M2 12H18V28H2Z"'),
        ("diamond", '<path d="M2 20L10 12L18 20L10 28Z"'),
        ("triangle-up", '<path d="M10 13.07L2 26.93H18Z"'),  # 8 times half the square root of 3 is 6.93
        ("triangle-down", '<path d="M10 26.93L2 13.07H18Z"'),
        ("triangle-right", '<path d="M16.93 20L3.07 12V28Z"'),
    ],
)
def test_a_sign_stands_around_its_place(shape: str, drawn: str) -> None:
    look = {"shape": shape, "filled": True, "size": 256, "opacity": 1}
    assert inside(one("point", AT, HERE, color=INK, **look)) == f'{drawn} fill="{INK}"/>'


def test_an_open_sign_is_a_stroke_and_a_filled_one_may_have_one_too() -> None:
    look = {"size": 4, "opacity": 1, "strokeWidth": 2.5}
    assert f'r="1" stroke="{INK}" stroke-width="2.5"/>' in inside(one("point", AT, HERE, color=INK, **look))
    both = inside(one("point", AT, HERE, fill="#ffffff", stroke=INK, filled=True, **look))
    assert f'fill="#ffffff" stroke="{INK}" stroke-width="2.5"/>' in both


def test_a_sign_that_says_nothing_of_it_is_seen_through_as_in_vega() -> None:
    assert 'opacity="0.7"' in inside(one("point", AT, HERE, color=INK, filled=True, size=4))


def test_a_tick_lies_across_its_place() -> None:
    drawn = inside(one("tick", AT, HERE, color=INK, size=12, thickness=2, orient="horizontal", opacity=1))
    assert drawn == f'<rect x="4" y="19" width="12" height="2" fill="{INK}"/>'


@pytest.mark.parametrize(("align", "anchor"), [("left", ""), ("center", "middle"), ("right", "end")])
def test_words_hang_on_the_side_that_they_are_set_to(align: str, anchor: str) -> None:
    drawn = inside(several(vega.words("a < b", 7, 9, WIDE, role="ink", align=align, bold=True)))
    where = f' text-anchor="{anchor}"' if anchor else ""
    # 13 pixels high: 0.3 of that is 3.9, so the base line is 4 pixels below the middle
    assert drawn == f'<text x="7" y="13" font-size="13" font-weight="600"{where} fill="{INK}">a &lt; b</text>'


def test_grid_lines_are_sharp_and_names_stand_where_their_values_do() -> None:
    x = vega.place("x", vega.linear(0, 3), axis([1, 2], plain))
    drawn = inside(one("point", [], {**HERE, "x": x}))
    # 33.33 becomes 33, 66.67 becomes 67; half a pixel more; 50 + 10 + 0.79 of 13, which is 10
    assert drawn == (
        '<path d="M33.5 0.5V50.5M67.5 0.5V50.5" stroke="#d4dbe2" stroke-width="1"/>'
        '<g text-anchor="middle" font-size="13" fill="#45515c">'
        '<text x="33.83" y="70.5">1</text><text x="67.17" y="70.5">2</text></g>'
    )
