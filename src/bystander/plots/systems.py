"""The trade-offs of several systems in one picture, each on its own evidence.

Every line is a staircase as in :mod:`bystander.plots.det`: nothing is interpolated, and where the last error of a
system was seen its line stops. Lines differ in their dashes, marks in shape, and names stand
in the picture.
The marks stand where the systems are compared; how sure their distance is, the picture cannot say: the chart of the
differences does.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import decimate, vega
from bystander.plots.axes import axis, percent
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.det_data import COMPARISONS, DECADES, SEARCHES, VERTICES, Kind
from bystander.plots.points import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.findings import Series, Study

ROLES = ("ink", "ink3", "ink2", "ink3")  # none paler: a thin line has to be seen
DASHES: tuple[list[int], ...] = ([], [9, 4], [8, 3, 2, 3], [14, 3, 2, 3, 2, 3])  # dots alone: only counted, elsewhere
SHAPES = ("circle", "square", "triangle-up", "diamond")
LONGEST = 34  # letters of a name in the legend


@dataclass(frozen=True, kw_only=True)
class Line:
    """A system: the vertices (x, y) of its staircase, both positive, and how many corners it has."""

    name: str
    vertices: tuple[tuple[float, float], ...]
    attainable: int


@dataclass(frozen=True, kw_only=True)
class SystemsData:
    """What is drawn, before anything is drawn; ``points``: rows of the series of operating points."""

    lines: tuple[Line, ...]
    points: tuple[dict[str, Any], ...]
    x: int  # lowest decade
    y: int
    kind: Kind


def data(study: Study) -> SystemsData | None:
    """Build what the chart shows; None where fewer than two systems have a curve."""
    kind, series = COMPARISONS, study.get("det_systems")
    if series is None:
        kind, series = SEARCHES, study.get("identification_systems")
    if series is None:
        return None
    lines = _lines(series, kind)
    if len(lines) < 2:
        return None
    points = study.get("system_points")
    both = [v for line in lines for v in line.vertices]
    return SystemsData(
        lines=lines,
        points=() if points is None else tuple(points.rows()),
        x=_lowest([x for x, _ in both]),
        y=_lowest([y for _, y in both]),
        kind=kind,
    )


def chart(study: Study) -> Chart | None:
    """Return the chart of all systems' trade-offs; None where there are no two curves."""
    built = data(study)
    if built is None:
        return None
    names = [line.name for line in built.lines]
    return Chart(
        name="systems",
        title=f"{built.kind.title}, with each system",
        alt=(
            f"Falling staircases of {wording.listed(names)} on logarithmic axes. "
            + " ".join(_point_said(p, built.kind) for p in built.points[: 2 * len(names)])
        ),
        reading=(
            "The line further down and to the left is that of the better system in this trial. The ranges of "
            "the differences say how sure that is, not the distance of the lines."
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _lines(series: Series, kind: Kind) -> tuple[Line, ...]:
    curves: dict[str, list[tuple[float, float]]] = {}
    for row in series.rows():
        x, y = number(row[kind.columns[0]]), number(row[kind.columns[1]])
        if x is not None and y is not None:
            curves.setdefault(str(row["system"]), []).append((x, y))
    found = []
    for name, corners in curves.items():
        curve = decimate.corners(corners)
        positive = [c for c in curve if c[0] > 0 and c[1] > 0]
        if not positive:
            continue
        line = decimate.steps(decimate.thin(positive, VERTICES // (2 * len(curves))))
        before = [y for x, y in curve if x == 0 and y > 0]
        if before:
            line.insert(0, (line[0][0], before[-1]))
        after = [x for x, y in curve if y == 0 and x > 0]
        if after:
            line.append((after[0], line[-1][1]))
        found.append(Line(name=name, vertices=tuple(line), attainable=len(curve)))
    return tuple(found)


def _lowest(rates: list[float]) -> int:
    return max(min(floor(log10(min(rates)) + 1e-9), -1), -DECADES)


def _point_said(point: dict[str, Any], kind: Kind) -> str:
    x, y = (number(point.get(column)) for column in kind.columns[:2])
    if x is None or y is None:
        return ""
    said = kind.both.format(x=_rate(x, often=kind.often), y=_rate(y, often=True))
    return f"{point['system']}, {point['label']}: {said}."


def _rate(value: float, *, often: bool) -> str:
    return "none" if value == 0 else wording.frequency(value, often=often)


def _table(built: SystemsData) -> Table:
    rows = tuple(
        (
            str(p["label"]),
            str(p["system"]),
            "" if p.get("threshold") is None else wording.threshold(float(p["threshold"])),
            *(
                cell
                for column, often in zip(built.kind.columns[:2], (built.kind.often, True), strict=True)
                for cell in _cells(p, column, often=often)
            ),
        )
        for p in built.points
    )
    return Table(
        caption="The systems at the points of comparison",
        head=("Point", "System", "Threshold", built.kind.heads[0], "Interval", built.kind.heads[1], "Interval"),
        rows=rows,
        numeric=(False, False, True, True, True, True, True),
        note="curves.parquet holds the curves. The intervals are those that each system has alone.",
    )


def _cells(point: dict[str, Any], column: str, *, often: bool) -> tuple[str, str]:
    value, low, high = (number(point.get(f"{column}{end}")) for end in ("", "_low", "_high"))
    if value is None or low is None or high is None:
        return "cannot be shown", ""
    return _rate(value, often=often), wording.ends(low, high, often=often)


def _draw(built: SystemsData, size: Size) -> Spec:
    left, right, top, bottom = (76, 22, 34, 56) if size.narrow else (96, 26, 34, 56)
    legend = 22 * len(built.lines) + 8 if size.narrow else 0
    width, height = size.width - left - right, 330 if size.narrow else 400
    every = max(1, ceil(-built.x * 96 / width))
    x_axis = axis([10.0**d for d in range(0, built.x - 1, -every)], built.kind.x_name)
    y_axis = axis([10.0**d for d in range(0, built.y - 1, -1)], percent, orient="left")
    x = vega.place("x", vega.logarithmic(10.0**built.x, 1), x_axis)
    y = vega.place("y", vega.logarithmic(10.0**built.y, 1), y_axis)
    at = {"x": x, "y": y}
    layers: list[vega.Layer] = []
    for i, line in enumerate(built.lines):
        vertices = [{"x": a, "y": b} for a, b in line.vertices]
        layers.append(vega.layer("line", vertices, at, **_stroke(i), clip=True, strokeJoin="miter"))
        layers.append(_mark(_points(built, line), at, i, size=110))
        layers += _legend(line, i, size, (width, -legend if size.narrow else 8))
    words = built.kind
    layers += [
        vega.words(words.y_axis[size.narrow], -left, -20 - legend, size, role="ink"),
        vega.words(words.x_axis[size.narrow], width, height + 44, size, role="ink", align="right"),
    ]
    margins = (top + legend, right, bottom, left)
    return vega.drawing(layers, size, width=width, height=height, margins=margins)


def _stroke(i: int) -> dict[str, Any]:
    """Return the line of the i-th system; with more systems than colours the dashes move on."""
    dash = DASHES[(i + i // len(ROLES)) % len(DASHES)]
    return {"color": tokens.light(ROLES[i % len(ROLES)]), "strokeWidth": 2, "strokeDash": dash or [1, 0]}


def _points(built: SystemsData, line: Line) -> list[dict[str, float]]:
    """Return where the points of comparison of a system stand; a logarithm has no place for those at zero."""
    columns = built.kind.columns[:2]
    return [
        {"x": p[columns[0]], "y": p[columns[1]]}
        for p in built.points
        if p["system"] == line.name and all((number(p.get(c)) or 0) > 0 for c in columns)
    ]


def _mark(rows: Sequence[Mapping[str, object]], at: dict[str, vega.Channel], i: int, *, size: int) -> vega.Layer:
    """Return the marks of the i-th system."""
    return vega.layer(
        "point",
        rows,
        at,
        shape=SHAPES[i % len(SHAPES)],
        filled=True,
        fill=tokens.light("paper"),
        stroke=tokens.light(ROLES[i % len(ROLES)]),
        strokeWidth=2,
        size=size,
        opacity=1,
    )


def _legend(line: Line, i: int, size: Size, corner: tuple[float, float]) -> list[vega.Layer]:
    """Show a piece of the line with its mark, and the name: in the empty corner, or above where room is short."""
    y = corner[1] + 11 + 22 * i
    end = corner[0] - 8
    start = end - 44
    name = line.name if len(line.name) <= LONGEST else f"{line.name[: LONGEST - 1]}…"
    across = {"x": vega.value(start), "x2": vega.value(end), "y": vega.value(y)}
    middle = {"x": vega.value((start + end) / 2), "y": vega.value(y)}
    return [
        vega.layer("rule", vega.ONE, across, **_stroke(i)),
        _mark(vega.ONE, middle, i, size=80),
        vega.words(name, start - 8, y, size, role="ink", align="right"),
    ]
