"""DET, the trade-off of a trial: different people taken for one, against one person not recognised.

Both axes are logarithmic. The curve is a staircase: between two attainable thresholds there is nothing,
so nothing is interpolated, and where the last error was seen the line stops. Beyond it lies the evidence
floor: the smallest rate that one single error would show (1/n), and the rate that zero errors would
still allow. A rate of zero is drawn as an upper bound with an arrow, never as a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.plots import decimate, det_drawing
from bystander.plots.chart import Chart, Table
from bystander.plots.points import OperatingPoint, number, operating_points

if TYPE_CHECKING:
    from bystander.findings import Study

VERTICES = 1500  # of the drawn line, so that a curve of millions of thresholds still makes a small page
DECADES = 11  # the axes reach down to 1 in 100 billion and no further


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
        line=tuple(line),
        attainable=len(curve),
        points=operating_points(study),
        floor=floor_,
        x=_decades(xs),
        y=_decades(ys),
    )


def chart(study: Study) -> Chart | None:
    """Give the DET chart of a trial; None where there is no curve to draw."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="det",
        title="The trade-off between the two kinds of error",
        alt=_alt(built),
        reading=(
            "Every step of the line is a threshold that could have been set. Further left, fewer different people are "
            "taken for one; further down, fewer people go unrecognised. Numbered marks are the "
            "operating points of the table, with their intervals. In the grey region the evidence ends: even a trial "
            "without a single error would allow rates as large as its edge. An arrow means that no error was seen: the "
            "mark stands at the upper limit, and the truth lies somewhere in the arrow's direction."
        ),
        table=_table(built),
        draw=lambda size: det_drawing.draw(built, size),
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
    return (max(min(lowest, -1), -DECADES), 0)


def _alt(built: DetData) -> str:
    said = [f"A falling staircase of {wording.plural(built.attainable, 'attainable threshold')} on logarithmic axes."]
    said += [f"At point {p.number}, {_both(p)}." for p in built.points if p.fmr is not None and p.fnmr is not None]
    return " ".join(said[:4])


def _both(p: OperatingPoint) -> str:
    taken = "none" if p.fmr == 0 else wording.one_in(p.fmr or 0)
    missed = "none" if p.fnmr == 0 else wording.one_in(p.fnmr or 0)
    return f"{taken} of the comparisons of different people match and {missed} of those of one person fail"


def _table(built: DetData) -> Table:
    rows = tuple(
        (
            f"{p.number}",
            p.label,
            "" if p.threshold is None else wording.threshold(p.threshold),
            *_cells(p.fmr, p.fmr_low, p.fmr_high),
            *_cells(p.fnmr, p.fnmr_low, p.fnmr_high),
        )
        for p in built.points
    )
    return Table(
        caption="The numbered operating points",
        head=("No.", "Point", "Threshold", "False match rate", "Interval", "False non-match rate", "Interval"),
        rows=rows,
        numeric=(False, False, True, True, True, True, True),
        note=f"curves.parquet holds {wording.plural(built.attainable, 'point')} of the curve, each of them exact.",
    )


def _cells(value: float | None, low: float | None, high: float | None) -> tuple[str, str]:
    rate = "not estimable" if value is None else "none seen" if value == 0 else wording.one_in(value)
    return rate, "" if low is None or high is None else wording.short_span(low, high, "")
