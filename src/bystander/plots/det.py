"""DET, the trade-off of a trial: different people taken for one, against one person not recognised.

Both axes are logarithmic. The curve is a staircase: between two attainable thresholds there is nothing,
so nothing is interpolated, and where the last error was seen the line stops. Beyond it lies the evidence
floor: the smallest rate that one single error would show (1/n), and the rate that zero errors would
still allow. A rate of zero is drawn as an upper bound with an arrow, never as a point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots import det_drawing
from bystander.plots.chart import Chart, Table
from bystander.plots.det_data import COMPARISONS, DetData, Kind, data

if TYPE_CHECKING:
    from bystander.findings import Study
    from bystander.plots.points import OperatingPoint

BAND = (
    " The light band holds the whole curve at once in {level:g} of 100 such trials; it is drawn where both kinds of "
    "error were seen at least five times{end}."
)
FEW = (
    " Fewer than eight people drive the false matches along half of it or more: it may miss clearly more often than it "
    "says."
)


def chart(study: Study, kind: Kind = COMPARISONS) -> Chart | None:
    """Return the DET chart of a trial; None where there is no curve to draw."""
    built = data(study, kind)
    if built is None:
        return None
    return Chart(
        name=kind.name,
        title=kind.title,
        alt=_alt(built),
        reading=(
            f"Every step of the line is a threshold that could have been set. {kind.reading} "
            "Numbered marks are the "
            "operating points of the table, with their intervals. In the grey region the evidence ends: even a trial "
            "without a single error would allow rates as large as its edge. An arrow means that no error was seen: the "
            "mark stands at the upper limit, and the truth lies somewhere in the arrow's direction."
            f"{BAND.format(level=built.level * 100, end=kind.band_ends) if built.band else ''}"
            f"{FEW if built.band and built.few_people else ''}"
        ),
        table=_table(built),
        draw=lambda size: det_drawing.draw(built, size),
        synthetic=study.document.synthetic,
    )


def _alt(built: DetData) -> str:
    said = [f"A falling staircase of {wording.plural(built.attainable, 'attainable threshold')} on logarithmic axes."]
    said += [
        f"At point {p.number}, {_both(p, built.kind)}."
        for p in built.points
        if p.fmr is not None and p.fnmr is not None
    ]
    if built.band:
        said.insert(1, "A light band around it shows where the curve of all such people may run.")
    return " ".join(said[:4])


def _both(p: OperatingPoint, kind: Kind) -> str:
    taken = "none" if p.fmr == 0 else wording.one_in(p.fmr or 0)
    missed = "none" if p.fnmr == 0 else wording.one_in(p.fnmr or 0)
    return kind.both.format(x=taken, y=missed)


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
        head=("No.", "Point", "Threshold", built.kind.heads[0], "Interval", built.kind.heads[1], "Interval"),
        rows=rows,
        numeric=(False, False, True, True, True, True, True),
        note=f"curves.parquet holds {wording.plural(built.attainable, 'point')} of the curve, each of them exact.",
    )


def _cells(value: float | None, low: float | None, high: float | None) -> tuple[str, str]:
    rate = "not estimable" if value is None else "none seen" if value == 0 else wording.one_in(value)
    return rate, "" if low is None or high is None else wording.short_span(low, high, "")
