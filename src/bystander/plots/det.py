"""DET, the trade-off of a trial: different people taken for one, against one person not recognised.

Both axes are logarithmic. The curve is a staircase: between two attainable thresholds there is nothing,
so nothing is interpolated. Where even a trial without a single error would allow such rates, the chart is hatched.
The line is solid where a band holds it; elsewhere it is only what was counted, and dotted. A setting without an error
has no place on a logarithm: the table of the settings has it.
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

READING = "Left is stricter. Every step is a threshold that could have been set."
BAND = "holds the whole true line in {level:g} of 100 trials"
FEW = "; few people drive it, and it may miss clearly more often"
COUNTED = "only counted: too few errors"
TOO_WIDE = "only counted: a band for the whole line would fill nearly the whole picture"
ALONE = "a setting's range"


def chart(study: Study, kind: Kind = COMPARISONS) -> Chart | None:
    """Return the DET chart of a trial; None where there is no curve to draw."""
    built = data(study, kind)
    if built is None:
        return None
    return Chart(
        name=kind.name,
        title=kind.title,
        alt=_alt(built),
        reading=READING,
        key=_key(built),
        table=_table(built),
        draw=lambda size: det_drawing.draw(built, size),
        synthetic=study.document.synthetic,
    )


def _key(built: DetData) -> tuple[tuple[str, str], ...]:
    """Return the signs of the picture with their meanings: one rule wherever a trade-off is drawn."""
    level = built.level * 100
    entries = [("band", BAND.format(level=level) + (FEW if built.few_people else ""))] if built.band else []
    if det_drawing.outside(built):
        entries.append(("counted", TOO_WIDE if built.too_wide else COUNTED))
    if det_drawing.alone(built):
        entries.append(("cross", ALONE))
    return tuple(entries)


def _alt(built: DetData) -> str:
    said = [f"A falling staircase of {wording.plural(built.attainable, 'attainable threshold')} on logarithmic axes."]
    said += [
        f"At point {p.number}, {_both(p, built.kind)}."
        for p in built.points
        if p.fmr is not None and p.fnmr is not None
    ]
    if built.band:
        said.insert(1, "A band around it shows where the curve of all such people may run.")
    return " ".join(said[:4])


def _both(p: OperatingPoint, kind: Kind) -> str:
    taken = "none" if p.fmr == 0 else wording.frequency(p.fmr or 0, often=kind.often)
    missed = "none" if p.fnmr == 0 else wording.percent(p.fnmr or 0)
    return kind.both.format(x=taken, y=missed)


def _table(built: DetData) -> Table:
    rows = tuple(
        (
            f"{p.number}",
            p.label,
            "" if p.threshold is None else wording.threshold(p.threshold),
            *_cells(p.fmr, p.fmr_low, p.fmr_high, often=built.kind.often),
            *_cells(p.fnmr, p.fnmr_low, p.fnmr_high, often=True),
        )
        for p in built.points
    )
    return Table(
        caption="The settings",
        head=("No.", "Point", "Threshold", built.kind.heads[0], "Interval", built.kind.heads[1], "Interval"),
        rows=rows,
        numeric=(False, False, True, True, True, True, True),
        note=f"curves.parquet holds {wording.plural(built.attainable, 'point')} of the curve, each of them exact.",
    )


def _cells(value: float | None, low: float | None, high: float | None, *, often: bool) -> tuple[str, str]:
    if value is None or low is None or high is None:
        return "cannot be shown", ""
    if value == 0:
        return "none", f"at most {wording.frequency(high, often=often, up=True)}"
    return wording.frequency(value, often=often), wording.ends(low, high, often=often)
