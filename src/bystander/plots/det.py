"""DET, the trade-off of a trial: bystanders wrongly accepted against true mates missed (METHODS D.5).

Both axes are logarithmic. The curve is a staircase: between two attainable thresholds there is nothing,
so nothing is interpolated, and where the last error was seen the line stops. Beyond it lies the evidence
floor: the smallest rate that one single error would show (1/n), and the rate that zero errors would
still allow. A rate of zero is drawn as an upper bound with an arrow, never as a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.plots import decimate, theme
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import OperatingPoint, merged, number, operating_points

if TYPE_CHECKING:
    import altair as alt

    from bystander.findings import Study

VERTICES = 1500  # of the drawn line, so that a curve of millions of thresholds still makes a small page
_DECADES = ("100 %", "10 %", "1 %", "1 in 1,000", "1 in 10,000", "1 in 100,000", "1 in 1 million",
            "1 in 10 million", "1 in 100 million", "1 in 1 billion", "1 in 10 billion", "1 in 100 billion")  # fmt: skip
_SHORT = ("100 %", "10 %", "1 %", "1/1,000", "1/10,000", "1/10⁵", "1/10⁶", "1/10⁷", "1/10⁸", "1/10⁹", "1/10¹⁰", "1/10¹¹")


@dataclass(frozen=True, kw_only=True)
class Floor:
    """Where the evidence ends: one error's rate, and the rate that zero errors would still allow."""

    resolution_fmr: float | None
    zero_error_fmr: float | None
    resolution_fnmr: float | None
    zero_error_fnmr: float | None


@dataclass(frozen=True, kw_only=True)
class DetData:
    """What is drawn, before anything is drawn.

    ``line``: vertices (fmr, fnmr) of the staircase, both positive, at most ``VERTICES``;
    ``attainable``: how many corners there were; ``x``, ``y``: the decades of the axes, (-5, 0) meaning
    1e-5 to 1.
    """

    line: tuple[tuple[float, float], ...]
    attainable: int
    points: tuple[OperatingPoint, ...]
    floor: Floor
    x: tuple[int, int]
    y: tuple[int, int]


def data(study: Study) -> DetData | None:
    """Build what the chart shows; None where the trial has no curve (one class of comparisons is missing)."""
    series = study.get("det")
    if series is None:
        return None
    pairs = [(number(r["fmr"]), number(r["fnmr"])) for r in series.rows()]
    curve = decimate.corners((x, y) for x, y in pairs if x is not None and y is not None)
    if not curve:
        return None
    positive = [c for c in curve if c[0] > 0 and c[1] > 0]
    line = decimate.steps(decimate.thin(positive, VERTICES // 2))
    before = [y for x, y in curve if x == 0 and y > 0]
    if before and line:  # left of the first false match, the miss rate is the one at zero false matches
        line.insert(0, (line[0][0], before[-1]))
    after = [x for x, y in curve if y == 0 and x > 0]
    if after and line:  # right of the last miss there is none: the line falls out of the picture's evidence
        line.append((after[0], line[-1][1]))
    floor_ = _floor(study)
    xs = [x for x, _ in line] + [floor_.resolution_fmr]
    ys = [y for _, y in line] + [floor_.resolution_fnmr]
    return DetData(
        line=tuple(line), attainable=len(curve), points=operating_points(study), floor=floor_,
        x=_decades(xs), y=_decades(ys),
    )


def chart(study: Study) -> Chart | None:
    """Give the DET chart of a trial; None where there is no curve to draw."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="det",
        title="The trade-off: wrongly accepted against missed",
        alt=_alt(built),
        reading=(
            "Every place on the line is a threshold that could have been chosen; going left spares bystanders, going "
            "down misses fewer true matches. Numbered marks are the operating points of the table, their bars the "
            "intervals. In the grey region the trial holds no evidence: rates that small would show no error at all. "
            "An arrow stands for no error seen: the truth lies somewhere beyond it."
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _floor(study: Study) -> Floor:
    series = study.get("evidence_floor")
    row: dict[str, Any] = series.rows()[0] if series is not None and len(series) else {}
    names = ("resolution_fmr", "zero_error_fmr", "resolution_fnmr", "zero_error_fnmr")
    return Floor(**{name: number(row.get(name)) for name in names})


def _decades(values: list[float | None]) -> tuple[int, int]:
    positive = [v for v in values if v is not None and v > 0]
    lowest = floor(log10(min(positive)) + 1e-9) if positive else -3
    return (max(min(lowest, -1), 1 - len(_DECADES)), 0)


def _alt(built: DetData) -> str:
    said = [f"A falling staircase of {wording.plural(built.attainable, 'attainable threshold')} on logarithmic axes."]
    said += [f"At point {p.number}, {_both(p)}." for p in built.points if p.fmr is not None and p.fnmr is not None]
    return " ".join(said[:4])


def _both(p: OperatingPoint) -> str:
    wrong = "no bystander" if p.fmr == 0 else wording.one_in(p.fmr or 0)
    missed = "none" if p.fnmr == 0 else wording.one_in(p.fnmr or 0)
    return f"{wrong} wrongly accepted and {missed} of the true matches missed"


def _table(built: DetData) -> Table:
    rows = tuple(
        (
            f"{p.number}", p.label, "" if p.threshold is None else wording.threshold(p.threshold),
            *_cells(p.fmr, p.fmr_low, p.fmr_high), *_cells(p.fnmr, p.fnmr_low, p.fnmr_high),
        )
        for p in built.points
    )
    return Table(
        caption="The numbered operating points",
        head=("No.", "Operating point", "Threshold", "False match rate", "Interval", "False non-match rate", "Interval"),
        rows=rows,
        numeric=(False, False, True, True, True, True, True),
        note=f"The curve has {wording.plural(built.attainable, 'step')}; curves.parquet holds all of them.",
    )


def _cells(value: float | None, low: float | None, high: float | None) -> tuple[str, str]:
    rate = "not estimable" if value is None else "none seen" if value == 0 else wording.one_in(value)
    return rate, "" if low is None or high is None else wording.interval(low, high)


def _draw(built: DetData, size: Size) -> Spec:
    import altair as alt

    left, right, top, bottom = (62, 12, 34, 50) if size.narrow else (92, 16, 34, 50)
    width, height = size.width - left - right, 330 if size.narrow else 400
    place = _Place(built, width, height)
    labels = _SHORT if size.narrow else _DECADES
    every = max(1, ceil(-built.x[0] * (58 if size.narrow else 96) / width))
    x_axis = theme.axis([10.0**d for d in range(0, built.x[0] - 1, -every)], _named(labels))
    y_axis = theme.axis([10.0**d for d in range(0, built.y[0] - 1, -1)], _named(labels))
    x = alt.X("x:Q", scale=alt.Scale(type="log", domain=[10.0 ** built.x[0], 1], nice=False), axis=x_axis)
    y = alt.Y("y:Q", scale=alt.Scale(type="log", domain=[10.0 ** built.y[0], 1], nice=False), axis=y_axis)
    vertices = theme.rows([{"x": a, "y": b} for a, b in built.line])
    line = alt.Chart(vertices).mark_line(color=theme.light("ink"), strokeWidth=2, clip=True, strokeJoin="miter")
    title = "Missed: share of true matches not found (false non-match rate)"
    layers = [
        *_floor_layers(built, place, size, y),
        line.encode(x=x, y=y, order=alt.value(0)),
        *_point_layers(built, place, size),
        theme.label("Missed true matches" if size.narrow else title, -left, -20, size, role="ink"),
        theme.label(
            "Wrongly accepted bystanders" if size.narrow else "Wrongly accepted: share of bystanders (false match rate)",
            width, height + 38, size, role="ink", align="right",
        ),
    ]
    return theme.finish(alt.layer(*layers), size, width=width, height=height, margins=(top, right, bottom, left))


def _named(labels: tuple[str, ...]) -> str:
    quoted = ",".join(f"'{text}'" for text in labels)
    return f"[{quoted}][-round(log(datum.value)/LN10)]"


class _Place:
    """Rates to pixels of the plotting area, kept inside it."""

    def __init__(self, built: DetData, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._x, self._y = built.x[0], built.y[0]

    def x(self, rate: float) -> float:
        return round(self.width * (1 - self._share(rate, self._x)), 2)

    def y(self, rate: float) -> float:
        return round(self.height * self._share(rate, self._y), 2)

    @staticmethod
    def _share(rate: float, lowest: int) -> float:
        return min(max(log10(rate) / lowest, 0.0), 1.0) if rate > 0 else 1.0


def _floor_layers(built: DetData, place: _Place, size: Size, y: alt.Y) -> list[alt.Chart]:
    """Shade what zero errors would still allow, and rule off what one error would show."""
    import altair as alt

    del y
    f, layers = built.floor, []
    one = theme.rows([{}])
    edge = place.x(f.zero_error_fmr) if f.zero_error_fmr else 0.0
    base = place.y(f.zero_error_fnmr) if f.zero_error_fnmr else place.height
    shade = alt.Chart(one).mark_rect(color=theme.light("floor"))
    if edge > 0:
        layers.append(shade.encode(x=alt.value(0), x2=alt.value(edge), y=alt.value(0), y2=alt.value(place.height)))
    if base < place.height:
        box = {"x": alt.value(edge), "x2": alt.value(place.width), "y": alt.value(base), "y2": alt.value(place.height)}
        layers.append(shade.encode(**box))
    rule = alt.Chart(one).mark_rule(color=theme.light("axis"), strokeDash=[2, 3])
    words: list[alt.Chart] = []
    if f.resolution_fmr:
        at = place.x(f.resolution_fmr)
        layers.append(rule.encode(x=alt.value(at), y=alt.value(0), y2=alt.value(place.height)))
        if edge - at > 18:
            words.append(_upright(f"one false match = {wording.one_in(f.resolution_fmr)}", at + 9, place, size))
    if f.zero_error_fmr and place.x(f.zero_error_fmr) - (place.x(f.resolution_fmr) if f.resolution_fmr else 0) > 36:
        words.append(_upright(f"none seen would allow {wording.one_in(f.zero_error_fmr)}", edge - 9, place, size))
    if f.resolution_fnmr:
        at = place.y(f.resolution_fnmr)
        layers.append(rule.encode(x=alt.value(0), x2=alt.value(place.width), y=alt.value(at)))
    if f.zero_error_fnmr and place.height - base > 18:
        text = f"no miss seen would allow {wording.one_in(f.zero_error_fnmr)}"
        words.append(theme.label(text, edge + 10, base + 10, size, smaller=2))
    return [*layers, *words]


def _upright(text: str, x: float, place: _Place, size: Size) -> alt.Chart:
    return theme.label(text, x, place.height - 8, size, angle=-90, smaller=2)


def _point_layers(built: DetData, place: _Place, size: Size) -> list[alt.Chart]:
    import altair as alt

    bars, arrows, places = [], [], []
    for p in built.points:
        if p.fmr is None or p.fnmr is None:
            continue
        # No error seen: the mark stands at the bound, and an arrow says which way the truth lies.
        at_x = place.x(p.fmr or p.fmr_high or 0)
        at_y = place.y(p.fnmr or p.fnmr_high or 0)
        places.append((p.number, at_x, at_y))
        if p.fmr == 0:
            arrows.append({"x": at_x, "y": at_y, "x2": max(at_x - 34, 0), "y2": at_y, "angle": -90})
        elif p.fmr_low is not None and p.fmr_high is not None:
            bars.append({"x": place.x(p.fmr_low), "x2": place.x(p.fmr_high), "y": at_y, "y2": at_y})
        if p.fnmr == 0:
            arrows.append({"x": at_x, "y": at_y, "x2": at_x, "y2": min(at_y + 34, place.height), "angle": 180})
        elif p.fnmr_low is not None and p.fnmr_high is not None:
            bars.append({"x": at_x, "x2": at_x, "y": place.y(p.fnmr_low), "y2": place.y(p.fnmr_high)})
    colour = theme.light("other")
    pixel = {"x": _pixel("x", place.width), "y": _pixel("y", place.height)}
    ends = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    marks = [{"x": x, "y": y, "text": text, "size": 300 if len(text) < 3 else 900} for text, x, y in merged(places, 16)]
    rule = alt.Chart(theme.rows([*bars, *arrows])).mark_rule(color=colour, strokeWidth=2)
    heads = [{"x": a["x2"], "y": a["y2"], "angle": a["angle"]} for a in arrows]
    head = alt.Chart(theme.rows(heads)).mark_point(shape="triangle", filled=True, color=colour, size=80, opacity=1)
    disc = alt.Chart(theme.rows(marks)).mark_point(
        shape="circle", filled=True, fill=theme.light("surface"), stroke=colour, strokeWidth=2, opacity=1,
    )
    text = alt.Chart(theme.rows(marks)).mark_text(
        color=theme.light("ink"), fontSize=size.font - 1, fontWeight=600, baseline="middle",
    )
    return [
        rule.encode(**pixel, **ends),
        head.encode(**pixel, angle=alt.Angle("angle:Q", scale=None)),
        disc.encode(**pixel, size=alt.Size("size:Q", scale=None)),
        text.encode(**pixel, text="text:N"),
    ]


def _pixel(field: str, extent: float) -> Any:  # noqa: ANN401 - alt.X or alt.Y, whichever the field names
    """Give a channel whose values already are pixels."""
    import altair as alt

    channel = alt.X if field == "x" else alt.Y
    del extent
    return channel(f"{field}:Q", scale=None, axis=None)
