"""Who is taken for whom: false matches by the group of the probe and the group of the reference, as counted, in a grid.

The counts stand in every cell; the ranges of their rates are in the table. The shade only leads the eye, to cells
whose whole range lies above the rate of all cells together: one false match of few comparisons is a high rate and shows
nothing. Its steps are so light that the counts stay readable in the light, in the dark and on paper. Cells of too few
people are hatched.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from bystander.findings import TooFew, wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number, text

if TYPE_CHECKING:
    from bystander.findings import BetweenGroups, Study

NARROW_MOST = 4  # groups that a narrow screen has room for
LETTER = 0.58  # how wide one is, in parts of the size of its font
STEPS = (0.0, 0.12, 0.24, 0.36, 0.48)  # opacities; darker, the numbers would be hard to read
SHADED = "Shaded: the whole range lies above the rate of all cells together; darker, further above."
NONE_ABOVE = "None is shaded: none is shown to be above all together."


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """One cell: places from 0; the rate is None where it is not estimable."""

    probe: int
    reference: int
    events: float | None
    trials: float | None
    rate: float | None
    low: float | None
    high: float | None
    reason: str
    often: bool

    @property
    def said(self) -> str:
        """Say what was counted, or in a word why there is no rate."""
        if self.rate is None or self.events is None or not self.trials:
            return "too few" if isinstance(self.reason, TooFew) else "none"
        return f"{wording.count(self.events)} of {wording.count(self.trials)}"

    @property
    def ranged(self) -> str:
        """Say the range of the rate: in per cent of what is frequent, else in a million."""
        if self.rate is None or self.low is None or self.high is None:
            return self.said
        ends = wording.ends(self.low, self.high, often=self.often)
        return ends if self.rate else ends.replace("up to", "at most")


@dataclass(frozen=True, kw_only=True)
class MatrixData:
    """The cells of one attribute, at the study's first threshold."""

    attribute: str
    between: BetweenGroups
    at: str
    labels: tuple[str, ...]
    cells: tuple[MatrixCell, ...]
    level: float

    @property
    def together(self) -> float:
        """The rate of all cells that have one."""
        told = [c for c in self.cells if c.rate is not None]
        trials = sum(c.trials or 0.0 for c in told)
        return sum(c.events or 0.0 for c in told) / trials if trials else 0.0

    def times(self, cell: MatrixCell) -> float:
        """Return how many times the rate of all cells the lower end of a cell's range is; 1 where it is not above."""
        return max((cell.low or 0.0) / self.together, 1.0) if self.together else 1.0


def data(study: Study) -> tuple[MatrixData, ...]:
    """Build what the charts show, one an attribute; () without the series."""
    series = study.get("group_matrix")
    if series is None:
        return ()
    parts: dict[str, list[dict[str, object]]] = {}
    for row in series.rows():
        part = parts.setdefault(str(row["attribute"]), [])
        if not part or part[0]["at"] == row["at"]:
            part.append(dict(row))
    found = []
    for attribute, rows in parts.items():
        labels = tuple(dict.fromkeys(str(r["probe"]) for r in rows))
        place = {label: at for at, label in enumerate(labels)}
        quantity = study.quantities.by_group[str(rows[0]["quantity"])]
        cells = tuple(
            MatrixCell(
                probe=place[str(r["probe"])], reference=place[str(r["reference"])], reason=text(r["reason"]),
                often=quantity.often,
                **{name: number(r[name]) for name in ("events", "trials", "rate", "low", "high")},
            )
            for r in rows
        )  # fmt: skip
        between = quantity.told_by_group.between
        if between is not None and len(labels) > 1 and any(c.rate is not None for c in cells):
            found.append(
                MatrixData(
                    attribute=attribute,
                    between=between,
                    at=str(rows[0]["at"]),
                    labels=labels,
                    cells=cells,
                    level=study.document.conventions.level,
                )
            )
    return tuple(found)


def charts(study: Study) -> tuple[Chart, ...]:
    """Return the charts, one an attribute; none of more groups than there is room for."""
    return tuple(
        _chart(built, i, synthetic=study.document.synthetic)
        for i, built in enumerate(data(study), 1)
        if len(built.labels) <= built.between.most
    )


def _chart(built: MatrixData, place: int, *, synthetic: bool) -> Chart:
    between = built.between
    what, rows, columns, unit = between.title, between.rows, between.columns, between.unit
    worst = max(built.cells, key=lambda c: (built.times(c), -c.probe, -c.reference))
    pair = f"{built.labels[worst.probe]} with {built.labels[worst.reference]}"
    above = built.times(worst) > 1
    return Chart(
        name=f"group-matrix-{place}",
        title=f"{what}, by {built.attribute}",
        alt=f"{rows} by {columns.lower()}, at the threshold of {built.at}. "
        f"{f'Most clearly above all cells together is {pair}: {worst.said} {unit}.' if above else NONE_ABOVE}",
        reading=(f"False ones among the {unit} of a cell; bold: both of one group. {SHADED if above else NONE_ABOVE}"),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=synthetic,
    )


def _table(built: MatrixData) -> Table:
    """Return the range of the rate of every cell, in the same grid; the counts are drawn."""
    shown = built.labels
    ranged = {(c.probe, c.reference): c.ranged for c in built.cells}
    rows = tuple((label, *(ranged.get((i, j), "") for j in range(len(shown)))) for i, label in enumerate(shown))
    between = built.between
    many = between.unit if built.cells[0].often else f"a million {between.unit}"
    return Table(
        caption=f"{between.rows} by {between.columns.lower()}",
        head=(f"{between.rows}: rows", *shown),
        rows=rows,
        numeric=(False, *(True for _ in shown)),
        note=f"{built.level * 100:g} % ranges, of {many}.",
    )


def _draw(built: MatrixData, size: Size) -> Spec:
    shown = min(len(built.labels), NARROW_MOST) if size.narrow else len(built.labels)
    left, right, top, bottom = (84, 8, 64, 30) if size.narrow else (150, 10, 64, 30)
    width = size.width - left - right
    cell = width / shown
    tall = min(max(cell, 34.0), 56.0)
    height = tall * shown
    layers: list[vega.Layer] = []
    for c in built.cells:
        if c.probe < shown and c.reference < shown:
            layers += _cell(c, (c.reference * cell, c.probe * tall), (cell, tall), built.times(c), size)
    rows, columns = built.between.rows, built.between.columns
    room = int(left / (size.font * LETTER)) - 2
    for place, label in enumerate(built.labels[:shown]):
        layers.append(vega.words(tokens.cut(label, room), -10, (place + 0.5) * tall, size, role="ink", align="right"))
        short = tokens.cut(label, max(int(cell / (size.font * 0.62)), 3))
        layers.append(vega.words(short, (place + 0.5) * cell, -14, size, role="ink", align="center"))
    layers.append(vega.words(columns, -left + 4, -46, size, smaller=1))
    layers.append(vega.words(f"{rows}: rows", -left + 4, height + 18, size, smaller=1))
    if shown < len(built.labels):
        left_out = f"the first {shown} of {len(built.labels)} groups"
        layers.append(vega.words(left_out, width, height + 18, size, align="right", smaller=1))
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _cell(
    c: MatrixCell, corner: tuple[float, float], sides: tuple[float, float], times: float, size: Size
) -> list[vega.Layer]:
    (x, y), (w, h) = corner, sides
    box = _between((x + 1, y + 1), (x + w - 1, y + h - 1))
    layers = [vega.layer("rect", vega.ONE, box, color=tokens.light("wash"))]
    if step := _step(times):
        layers.append(vega.layer("rect", vega.ONE, box, color=tokens.light("false"), opacity=step))
    if c.rate is None:
        layers.append(vega.hatch((x + 1, x + w - 1), (y + 1, y + h - 1)))
        room = len(c.said) * LETTER * size.font / 2 + 4
        middle = _between((x + w / 2 - room, y + h / 2 - 10), (x + w / 2 + room, y + h / 2 + 10))
        layers.append(vega.layer("rect", vega.ONE, middle, color=tokens.light("wash")))
    small = 4 if w < 62 else 2 if w < 84 else 0
    role = "ink2" if c.rate is None else "ink"
    one_line = len(c.said) * LETTER * (size.font - small) <= w - 8
    lines = [c.said] if one_line else c.said.split(" ", 1)
    for i, line in enumerate(lines):
        middle_of = y + h / 2 + (i - (len(lines) - 1) / 2) * (size.font + 2 - small)
        layers.append(
            vega.words(line, x + w / 2, middle_of, size, role=role, align="center", bold=c.probe == c.reference,
                       smaller=small)
        )  # fmt: skip
    return layers


def _between(first: tuple[float, float], last: tuple[float, float]) -> dict[str, vega.Channel]:
    """Return the channels of what reaches from one pixel (x, y) to another."""
    return {
        "x": vega.value(first[0]),
        "x2": vega.value(last[0]),
        "y": vega.value(first[1]),
        "y2": vega.value(last[1]),
    }


def _step(times: float) -> float:
    """Return the shade of a lower end so many times the rate of all cells: a step for each doubling."""
    return STEPS[min(1 + int(log2(times)), len(STEPS) - 1)] if times > 1 else 0.0
