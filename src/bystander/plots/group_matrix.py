"""Who is taken for whom: false matches by the group of the probe and the group of the reference, as numbers in a grid.

The number stands in every cell and says everything; the shade only leads the eye, and its lightest steps are chosen so
that the number stays readable in the light, in the dark and on paper. Cells of too few people are crossed out.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING

from bystander.findings import TooFew, wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number, text

if TYPE_CHECKING:
    from bystander.findings import BetweenGroups, Study

MOST = 8  # groups that a grid has room for
NARROW_MOST = 4  # and on a narrow screen
STEPS = (0.0, 0.12, 0.24, 0.36, 0.48)  # opacities; darker, the numbers would be hard to read


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
        """Say the rate in the little room that a cell has: in per cent of what is frequent, else in a million."""
        if self.rate is None:
            return "too few" if isinstance(self.reason, TooFew) else "none"
        return wording.percent(self.rate) if self.often else wording.of_a_million(self.rate)


@dataclass(frozen=True, kw_only=True)
class MatrixData:
    """The cells of one attribute, at the study's first threshold."""

    attribute: str
    between: BetweenGroups
    at: str
    labels: tuple[str, ...]
    cells: tuple[MatrixCell, ...]


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
                )
            )
    return tuple(found)


def charts(study: Study) -> tuple[Chart, ...]:
    """Return the charts, one an attribute."""
    return tuple(_chart(built, i, synthetic=study.document.synthetic) for i, built in enumerate(data(study), 1))


def _chart(built: MatrixData, place: int, *, synthetic: bool) -> Chart:
    between = built.between
    what, rows, columns, unit = between.title, between.rows, between.columns, between.unit
    worst = max((c for c in built.cells if c.rate is not None), key=lambda c: (c.rate or 0.0, -c.probe, -c.reference))
    many = unit if worst.often else f"a million {unit}"
    pair = f"{built.labels[worst.probe]} with {built.labels[worst.reference]}"
    return Chart(
        name=f"group-matrix-{place}",
        title=f"{what}, by {built.attribute}",
        alt=f"{rows} by {columns.lower()}, at the threshold of {built.at}. The highest rate is that of {pair}: "
        f"{worst.said} of {many}.",
        reading=(
            f"Of {many} in a cell, so many were false; darker is more. Crossed cells rest on too few people, "
            "or on none." + _not_drawn(len(built.labels))
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=synthetic,
    )


def _table(built: MatrixData) -> Table:
    """Return the counts of the cells that are drawn, in the same grid; their rates stand in the drawing."""
    shown = built.labels[:MOST]
    counts = {
        (c.probe, c.reference): f"{wording.count(c.events)} of {wording.count(c.trials)}"
        if c.rate is not None and c.events is not None and c.trials
        else c.said
        for c in built.cells
    }
    rows = tuple((label, *(counts.get((i, j), "") for j in range(len(shown)))) for i, label in enumerate(shown))
    between = built.between
    return Table(
        caption=f"{between.rows} by {between.columns.lower()}",
        head=(f"{between.rows}: rows", *shown),
        rows=rows,
        numeric=(False, *(True for _ in shown)),
        note="Each cell with its range is in curves.parquet.",
    )


def _draw(built: MatrixData, size: Size) -> Spec:
    shown = min(len(built.labels), NARROW_MOST if size.narrow else MOST)
    left, right, top, bottom = (84, 8, 64, 30) if size.narrow else (150, 10, 64, 30)
    width = size.width - left - right
    cell = width / shown
    tall = min(max(cell, 34.0), 56.0)
    height = tall * shown
    rates = [c.rate for c in built.cells if c.rate and c.probe < shown and c.reference < shown]
    layers: list[vega.Layer] = []
    for c in built.cells:
        if c.probe < shown and c.reference < shown:
            layers += _cell(c, (c.reference * cell, c.probe * tall), (cell, tall), rates, size)
    rows, columns = built.between.rows, built.between.columns
    room = int(left / (size.font * 0.58)) - 2
    for place, label in enumerate(built.labels[:shown]):
        layers.append(vega.words(tokens.cut(label, room), -10, (place + 0.5) * tall, size, role="ink", align="right"))
        short = tokens.cut(label, max(int(cell / (size.font * 0.62)), 3))
        layers.append(vega.words(short, (place + 0.5) * cell, -14, size, role="ink", align="center"))
    layers.append(vega.words(columns, -left + 4, -46, size, smaller=1))
    layers.append(vega.words(f"{rows}: rows", -left + 4, height + 18, size, smaller=1))
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _cell(
    c: MatrixCell, corner: tuple[float, float], sides: tuple[float, float], rates: list[float], size: Size
) -> list[vega.Layer]:
    (x, y), (w, h) = corner, sides
    box = _between((x + 1, y + 1), (x + w - 1, y + h - 1))
    layers = [vega.layer("rect", vega.ONE, box, color=tokens.light("wash"))]
    step = _step(c.rate, rates)
    if step:
        layers.append(vega.layer("rect", vega.ONE, box, color=tokens.light("false"), opacity=step))
    if c.rate is None:
        for first, last in ((0.05, 0.28), (0.72, 0.95)):  # a stroke from corner to corner, open for the words
            ends = _between((x + first * w, y + first * h), (x + last * w, y + last * h))
            layers.append(vega.layer("rule", vega.ONE, ends, color=tokens.light("ink3"), strokeWidth=1))
    small = 4 if w < 62 else 2 if w < 84 else 0
    role = "ink2" if c.rate is None else "ink"
    layers.append(
        vega.words(c.said, x + w / 2, y + h / 2, size, role=role, align="center", bold=c.probe == c.reference,
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


def _step(rate: float | None, rates: list[float]) -> float:
    """Return the shade of a rate: even steps of its logarithm between the smallest and the largest rate."""
    if not rate:
        return 0.0
    low, high = log10(min(rates)), log10(max(rates))
    share = 1.0 if high == low else (log10(rate) - low) / (high - low)
    return STEPS[1 + min(int(share * (len(STEPS) - 1)), len(STEPS) - 2)]


def _not_drawn(groups: int) -> str:
    """Say that the grid has no room for all groups, where it has none."""
    if groups <= NARROW_MOST:
        return ""
    wide = f" and a wide one the first {MOST}" if groups > MOST else ""
    return f" A narrow screen shows the first {NARROW_MOST} of {groups} groups{wide}; curves.parquet holds all of them."
