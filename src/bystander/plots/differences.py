"""The differences between systems: a dot with its interval, row by row, and the line where there is no difference.

An interval that reaches across the line shows no difference, however far to one side its dot lies. What lies on the
left of the line speaks for the system that is named first, the second of the study.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, plain
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Study

_MOST = 16  # rows drawn; a longer list is in the table's note
_ONE_LINE = 56  # letters of a name that stand beside the difference in words
_TICKS = 4  # on either side


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Differences of which rates, and the words for them."""

    name: str
    title: str
    bystanders: bool


MISSES = Kind(
    name="differences",
    title="Who misses fewer, setting by setting",
    bystanders=False,
)
FALSE = Kind(
    name="false_differences",
    title="Who has fewer false matches, setting by setting",
    bystanders=True,
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """The second system less the first, with its interval."""

    second: str
    first: str
    label: str
    value: float
    low: float
    high: float
    level: float

    @property
    def name(self) -> str:
        """Say which systems are compared, and where."""
        return f"{self.second} against {self.first}, {self.label}"

    @property
    def shown(self) -> bool:
        """Whether the interval leaves out "no difference"."""
        return self.low > 0 or self.high < 0

    @property
    def said(self) -> str:
        """Say the difference and its interval."""
        ends = wording.signed_span(self.low, self.high, unit=False)
        return f"{wording.signed(self.value, like=self._largest)} ({ends})"

    def below(self, unit: str) -> str:
        """Say the same over an axis of a unit, which is not named again."""
        return self.said.replace(f" {unit} (", " (")

    @property
    def _largest(self) -> float:
        return max(abs(self.low), abs(self.high))


@dataclass(frozen=True, kw_only=True)
class DifferencesData:
    """The rows in the order given, and how far the axis reaches on both sides of nothing."""

    rows: tuple[Row, ...]
    left_out: int
    reach: float
    kind: Kind


def data(study: Study, kind: Kind = MISSES) -> DifferencesData | None:
    """Build what the chart shows; None without such differences."""
    series = study.get("differences")
    if series is None:
        return None
    told = study.quantities.by_group
    rows = [
        Row(
            second=str(r["second"]), first=str(r["first"]), label=str(r["label"]), value=number(r["difference"]) or 0.0,
            low=number(r["low"]) or 0.0, high=number(r["high"]) or 0.0, level=number(r["level"]) or 0.0,
        )
        for r in series.rows()
        if told[str(r["quantity"])].told_by_group.bystanders is kind.bystanders
    ]  # fmt: skip
    if not rows:
        return None
    shown = _whole(rows)
    reach = max(max(abs(r.low), abs(r.high)) for r in shown)
    return DifferencesData(rows=tuple(shown), left_out=len(rows) - len(shown), reach=reach, kind=kind)


def _whole(rows: list[Row]) -> list[Row]:
    """Return as many rows as there is room for: those of a setting all or none, but of the first."""
    if len(rows) <= _MOST or rows[_MOST - 1].label != rows[_MOST].label:
        return rows[:_MOST]
    whole = [row for row in rows[:_MOST] if row.label != rows[_MOST].label]
    return whole or rows[:_MOST]


def chart(study: Study, kind: Kind = MISSES) -> Chart | None:
    """Return the chart of differences; None where there is nothing to draw."""
    built = data(study, kind)
    if built is None:
        return None
    return Chart(
        name=kind.name,
        title=kind.title,
        alt=" ".join(f"{r.name}: {r.said}{'' if r.shown else ', no difference shown'}." for r in built.rows),
        reading=(
            "The band is the range of each difference. Where it reaches across the line, either system may be "
            "the better one, by as much as its ends say."
        ),
        table=Table(
            caption=built.kind.title,
            head=(),
            rows=(),
            numeric=(),
            note=wording.rows_left_out(len(built.rows), len(built.rows) + built.left_out),
        ),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _draw(built: DifferencesData, size: Size) -> Spec:
    left, right, top, bottom = (24, 24, 30, 58) if size.narrow else (30, 30, 30, 58)
    pitch = 88 if size.narrow else 72 if _long(built) else 54
    width, height = size.width - left - right, pitch * len(built.rows)
    values, name, unit = _axis(built.reach, 3 if size.narrow else _TICKS)
    reach = max(built.reach * 1.04, values[-1])
    x = vega.place("x", vega.linear(-reach, reach), axis(values, name, grid=False))
    bars: list[dict[str, float]] = []
    dots: list[dict[str, float]] = []
    tracks: list[dict[str, float]] = []
    words: list[vega.Layer] = []
    for i, r in enumerate(built.rows):
        base = i * pitch + pitch - 18
        words += _words(r, i * pitch, (-left, width + right), size, r.below(unit), long=_long(built))
        tracks.append({"y": base})
        bars.append({"x": r.low, "x2": r.high, "y": base})
        dots.append({"x": r.value, "y": base})
    y = vega.pixel("y")
    ink, edge = tokens.light("ink"), tokens.light("band-edge")
    ticks = [{"x": 0.0, "y": bar["y"] - 12, "y2": bar["y"] + 12} for bar in bars]  # not through the words between
    boxes = [{**bar, "y": bar["y"] - 9, "y2": bar["y"] + 9} for bar in bars]
    ends = [{"x": bar[end], "y": bar["y"] - 9, "y2": bar["y"] + 9} for bar in bars for end in ("x", "x2")]
    point: dict[str, Any] = {"filled": True, "size": 110, "opacity": 1, "stroke": ink, "strokeWidth": 2}
    across = {"x": vega.value(0), "x2": vega.value(width), "y": y}
    tall = {"x": x, "y": y, "y2": vega.second("y2")}
    layers = [
        vega.layer("rule", tracks, across, color=tokens.light("rule"), strokeWidth=1),
        vega.layer("rect", boxes, {**tall, "x2": vega.second("x2")}, color=tokens.light("band")),
        vega.layer("rule", ends, tall, color=edge, strokeWidth=2),
        vega.layer("rule", ticks, tall, color=ink, strokeWidth=2),
        vega.layer("point", dots, {"x": x, "y": y}, fill=ink, **point),
        *words,
        vega.words("← the one named first errs less", 0, -16, size, role="ink"),
        vega.words("errs more →", width, -16, size, role="ink", align="right"),
        vega.words(unit, width, height + 44, size, role="ink", align="right"),
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _long(built: DifferencesData) -> bool:
    """Return whether a name leaves no room beside it for the difference in words."""
    return any(len(r.name) > _ONE_LINE for r in built.rows)


def _words(r: Row, top: float, ends: tuple[float, float], size: Size, said: str, *, long: bool) -> list[vega.Layer]:
    line = 14 if size.narrow else 18
    name = vega.words(f"{r.second} against {r.first}", ends[0], top + line, size, role="ink", bold=True)
    if size.narrow:
        return [
            name,
            vega.words(r.label, ends[0], top + line + 17, size, smaller=1),
            vega.words(said, ends[0], top + line + 34, size, smaller=1),
        ]
    told = vega.words(said, ends[1], top + line + 18 * long, size, align="right", smaller=1)
    if long:
        return [name, vega.words(r.label, ends[0], top + line + 18, size, smaller=1), told]
    return [vega.words(r.name, ends[0], top + line, size, role="ink", bold=True), told]


def _axis(reach: float, most: int) -> tuple[list[float], Callable[[float], str], str]:
    """Return the ticks on both sides of nothing, how they are written, and their unit."""
    power = 10.0 ** floor(log10(reach))
    step = next(power * s for s in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0) if reach / (power * s) <= most)
    number_of = int(reach / step + 1e-9)
    values = [step * i for i in range(-number_of, number_of + 1)]
    by, unit = 100.0, "percentage points"
    if reach < wording.POINT:
        by = 10.0 ** (1 - floor(log10(reach)))
        unit = f"in {wording.count(by)}"
    return values, lambda value: f"{'+' if value > 0 else ''}{plain(value * by)}", unit
