"""Colours by role, in light and dark, and the drawing habits that all charts share.

The hues are Okabe and Ito's, which people with the common colour deficiencies can tell apart; no chart
relies on them alone: line style, shape or a label always says the same thing.
Nothing in a drawing may depend on how wide a font turns out, or its bytes would differ between machines:
margins are fixed, axis values are given, titles stand at given pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from bystander.plots.chart import Size, Spec

# role: (on white, on the dark page). Every light colour is unique: export finds the role by it.
COLOURS: dict[str, tuple[str, str]] = {
    "ink": ("#1c2127", "#e8eaed"),
    "muted": ("#56606b", "#a7b0ba"),
    "grid": ("#e4e7eb", "#2c333b"),
    "axis": ("#9aa3ad", "#66707b"),
    "surface": ("#ffffff", "#14181d"),
    "floor": ("#eef0f3", "#20262d"),
    "band": ("#d3e3ef", "#24405a"),
    "mated": ("#0072b2", "#56b4e9"),
    "other": ("#c44f00", "#f0a35e"),
    "count": ("#00785a", "#3fc99f"),
}
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


def light(role: str) -> str:
    """Give the colour of a role on white paper."""
    return COLOURS[role][0]


def css() -> str:
    """Give the style rules that colour inlined charts: a variable a role, a fill and a stroke class each."""
    rules = [f".f-{role}{{fill:var(--{role})}}.s-{role}{{stroke:var(--{role})}}" for role in COLOURS]
    return "\n".join(rules)


def variables(*, dark: bool) -> str:
    """Give the declarations of the colour variables of one colour scheme."""
    return "".join(f"--{role}:{pair[dark]};" for role, pair in COLOURS.items())


def rows(values: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Wrap rows for a chart; an empty list draws nothing."""
    import altair as alt

    return alt.InlineData(values=list(values))


def cut(text: str, room: int) -> str:
    """Shorten a name in its middle: those of groups often begin alike ("Black or Black British: African")."""
    if len(text) <= room:
        return text
    kept = max(room - 1, 2)
    return f"{text[: kept - kept // 2].rstrip()}…{text[-(kept // 2) :].lstrip()}"


def label(
    text: str,
    x: float,
    y: float,
    size: Size,
    *,
    role: str = "muted",
    align: str = "left",
    angle: int = 0,
    bold: bool = False,
    smaller: int = 0,
) -> alt.Chart:
    """Set words at a pixel of the plotting area; negative values lie in the margin."""
    import altair as alt

    mark: dict[str, Any] = {
        "text": text,
        "align": align,
        "baseline": "middle",
        "angle": angle,
        "color": light(role),
        "fontSize": size.font - smaller,
        "fontWeight": 600 if bold else 400,
    }
    words: alt.Chart = alt.Chart(rows([{}])).mark_text(**mark).encode(x=alt.value(x), y=alt.value(y))
    return words


def axis(
    values: Sequence[float], label_expr: str | None = None, *, orient: str = "bottom", grid: bool = True
) -> alt.Axis:
    """Give an axis with exactly these values, no title and no label dropped for want of room."""
    import altair as alt

    options: dict[str, Any] = {
        "values": list(values),
        "orient": orient,
        "title": None,
        "grid": grid,
        "ticks": False,
        "domain": False,
        "labelOverlap": False,
        "labelLimit": 0,
        "labelFlush": False,
        "labelPadding": 10,
    }
    if label_expr is not None:
        options["labelExpr"] = label_expr
    return alt.Axis(**options)


def finish(
    chart: alt.LayerChart | alt.FacetChart,
    size: Size,
    *,
    width: float,
    height: float,
    margins: tuple[int, int, int, int],
) -> Spec:
    """Give the specification of a finished drawing; ``margins`` are top, right, bottom, left in pixels."""
    top, right, bottom, left = margins
    done = (
        chart.properties(
            width=width,
            height=height,
            padding={"top": top, "right": right, "bottom": bottom, "left": left},
            autosize="none",
            background="transparent",
        )
        .configure(aria=False, font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            gridColor=light("grid"),
            gridWidth=1,
            labelColor=light("muted"),
            labelFontSize=size.font,
            labelFont=FONT,
        )
        .configure_text(font=FONT)
    )
    spec: Spec = done.to_dict()
    return spec
