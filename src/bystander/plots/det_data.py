"""What is drawn of a trade-off, before anything is drawn: the staircase, where the evidence ends, the band."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any

from bystander.plots import axes, decimate
from bystander.plots.det_band import Outline, few_people, limited, outline, says_little
from bystander.plots.points import OperatingPoint, number, operating_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Study

VERTICES = 1500  # of the drawn line, so that a curve of millions of thresholds still makes a small page
DECADES = 11  # the axes reach down to 1 in 100 billion and no further


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What is traded off against what: the series and its two rates, and the words for them."""

    name: str
    title: str
    series: str
    floor: str
    columns: tuple[str, str, str, str, str, str]  # x, y; one x, no x; one y, no y
    x_axis: tuple[str, str]  # long, short
    y_axis: tuple[str, str]
    x_name: Callable[[float], str]  # how a rate is written on the horizontal axis
    both: str  # says both rates of a point
    heads: tuple[str, str]
    often: bool  # whether the horizontal rate is said in per cent, else in a million
    band: str = ""  # series of the band of the second rate against the first


COMPARISONS = Kind(
    name="det",
    title="Fewer false matches cost more misses",
    series="det",
    floor="evidence_floor",
    columns=("fmr", "fnmr", "resolution_fmr", "zero_error_fmr", "resolution_fnmr", "zero_error_fnmr"),
    x_axis=("Two different people taken for one, in a million comparisons", "Taken for one, in a million comparisons"),
    y_axis=("One person not recognised", "One person not recognised"),
    x_name=axes.of_a_million,
    often=False,
    both="{x} of the comparisons of different people match and {y} of those of one person fail",
    heads=("False match rate", "False non-match rate"),
    band="det_band",
)
SEARCHES = Kind(
    name="identification",
    title="Fewer false alerts cost more misses",
    series="identification",
    floor="identification_floor",
    columns=("fpir", "fnir", "resolution_fpir", "zero_fpir", "resolution_fnir", "zero_fnir"),
    x_axis=("Searches of people not on the list that returned somebody (FPIR)", "Somebody returned by mistake (FPIR)"),
    y_axis=("Searches that missed the right person (FNIR)", "Missed the right person (FNIR)"),
    x_name=axes.percent,
    often=True,
    both="{x} of the searches of others return somebody and {y} of those of people on the watchlist miss them",
    heads=("False positive identification rate", "False negative identification rate"),
    band="fnir_fpir_band",
)


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
    ``attainable``: how many corners there were; ``band``: where the whole curve may run at once, as ``level`` says,
    () where there is none and where it is ``too_wide`` to be drawn;
    ``x``, ``y``: the decades of the axes, (-5, 0) meaning 1e-5 to 1.
    """

    line: tuple[tuple[float, float], ...]
    attainable: int
    points: tuple[OperatingPoint, ...]
    floor: Floor
    x: tuple[int, int]
    y: tuple[int, int]
    kind: Kind = COMPARISONS
    band: Outline = ()
    too_wide: bool = False
    few_people: bool = False  # drive the errors along the band
    level: float = 0.95


def data(study: Study, kind: Kind = COMPARISONS) -> DetData | None:
    """Build what the chart shows; None where the trial has no curve (one class of comparisons is missing)."""
    series = study.get(kind.series)
    if series is None:
        return None
    pairs = [(number(r[kind.columns[0]]), number(r[kind.columns[1]])) for r in series.rows()]
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
    floor_ = _floor(study, kind)
    band = outline(study, kind.band)
    too_wide = says_little(band)
    xs = [x for x, _ in line] + [floor_.resolution_fmr]
    ys = [y for _, y in line] + [floor_.resolution_fnmr]
    return DetData(
        line=tuple(line),
        attainable=len(curve),
        points=operating_points(study),
        floor=floor_,
        x=_decades(xs),
        y=_decades(ys),
        kind=kind,
        band=() if too_wide else limited(band),
        too_wide=too_wide,
        few_people=few_people(study, kind.band),
        level=study.document.conventions.level,
    )


def _floor(study: Study, kind: Kind) -> Floor:
    series = study.get(kind.floor)
    row: dict[str, Any] = series.rows()[0] if series is not None and len(series) else {}
    names = ("resolution_fmr", "zero_error_fmr", "resolution_fnmr", "zero_error_fnmr")
    return Floor(**{name: number(row.get(at)) for name, at in zip(names, kind.columns[2:], strict=True)})


def _decades(values: list[float | None]) -> tuple[int, int]:
    positive = [v for v in values if v is not None and v > 0]
    lowest = floor(log10(min(positive)) + 1e-9) if positive else -3
    return (max(min(lowest, -1), -DECADES), 0)
