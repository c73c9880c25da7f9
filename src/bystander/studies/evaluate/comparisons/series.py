"""The small tables that the charts of an evaluation are drawn from: rates and counts, never a person."""

from __future__ import annotations

from math import inf, isnan, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Series
from bystander.kernels.distinct import distinct
from bystander.quantities.comparisons.bands import band
from bystander.tally.comparisons.points import DetVertices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.intervals.measured import Measured
    from bystander.quantities.comparisons.operating_point import OperatingPoint
    from bystander.quantities.comparisons.replicates import TrialReplicates
    from bystander.tally.comparisons.points import ScoreHistogram
    from bystander.tally.comparisons.tally import ComparisonTally

RATE = "share of comparisons"
MOST_VERTICES = 4096


def all_series(
    tally: ComparisonTally,
    measures: Sequence[OperatingPoint],
    drawn: TrialReplicates | None,
    *,
    main: OperatingPoint | None,
    sign: float,
    level: float,
) -> tuple[Series, ...]:
    """Return series of an evaluation; a curve that has only one class is left out, and a band without replicates.

    ``main``: the point that the page is about.
    """
    given: list[Series] = []
    if tally.mated_total and tally.non_mated_total and tally.score_range is not None:
        curve = vertices(tally)
        given += [det(tally, curve, sign=sign), roc(tally, curve, sign=sign)]
    if drawn is not None:
        given.append(det_band(drawn, sign=sign, level=level, accept=tally.accept))
    given += [det_points(measures, main), evidence_floor(tally, measures)]
    if tally.score_histogram is not None:
        given.append(scores(tally.score_histogram, sign=sign))
    return tuple(given)


def vertices(tally: ComparisonTally) -> DetVertices:
    """Return the vertices of the step curve, threshold rising; of a long one a selection, each of them exact.

    Half are spread evenly over the logarithm of the false matches, so that the rare end keeps its steps,
    half evenly over the false non-matches.
    """
    curve = tally.det()
    if len(curve.threshold) <= MOST_VERTICES:
        return curve
    kept = [np.array([0, len(curve.threshold) - 1])]
    for height in (-np.log1p(curve.false_matches), curve.false_non_matches):
        wanted = np.linspace(height[0], height[-1], MOST_VERTICES // 2)
        kept.append(np.searchsorted(height, wanted).clip(max=len(height) - 1))
    few = distinct(np.concatenate(kept))
    return DetVertices(
        threshold=curve.threshold[few],
        false_matches=curve.false_matches[few],
        false_non_matches=curve.false_non_matches[few],
    )


def det(tally: ComparisonTally, curve: DetVertices, *, sign: float) -> Series:
    """Return the detection error trade-off."""
    return Series(
        name="det",
        columns={
            "threshold": [sign * float(t) + 0.0 for t in curve.threshold],
            "fmr": [int(e) / tally.non_mated_total for e in curve.false_matches],
            "fnmr": [int(e) / tally.mated_total for e in curve.false_non_matches],
            "false_matches": [int(e) for e in curve.false_matches],
            "false_non_matches": [int(e) for e in curve.false_non_matches],
        },
        units={
            "threshold": "score",
            "fmr": f"{RATE} of two people",
            "fnmr": f"{RATE} of one person",
            "false_matches": "comparisons",
            "false_non_matches": "comparisons",
        },
    )


def det_band(drawn: TrialReplicates, *, sign: float, level: float, accept: str) -> Series:
    """Return the band around the curve, threshold falling.

    ``simultaneous``: 1 where the limits of both rates hold for all such thresholds at once, 0 where each holds alone.
    ``people``: how many drive the false matches there, effectively. ``few_people``: 1 along a band that fewer than
    eight drive at half of its thresholds or more, so that it may miss clearly more often than it says.
    Thresholds without an error of either kind are left out: a limit there is a matter of its own.
    """
    limits = band(drawn, level=level)
    fmr, fnmr = drawn.fmr, drawn.fnmr
    kept = np.flatnonzero((fnmr.events > 0) & (fnmr.events < fnmr.trials)).tolist()
    below = (lambda cutoff: cutoff) if accept == "ge" else (lambda cutoff: nextafter(cutoff, -inf))
    columns: dict[str, list[float | None]] = {
        "threshold": [sign * below(float(drawn.cutoff[k])) + 0.0 for k in kept],
        "fmr": [int(fmr.events[k]) / fmr.trials for k in kept],
        "fnmr": [int(fnmr.events[k]) / fnmr.trials for k in kept],
    }
    for name in ("fmr_low", "fmr_high", "fnmr_low", "fnmr_high"):
        ends = getattr(limits, name)
        columns[name] = [float(ends[k]) for k in kept]
    columns["simultaneous"] = [int(limits.together[k]) for k in kept]
    columns["people"] = [None if isnan(limits.people[k]) else float(limits.people[k]) for k in kept]
    columns["few_people"] = [int(limits.flagged and limits.together[k]) for k in kept]
    units = {name: f"{RATE} of two people" if name.startswith("fmr") else f"{RATE} of one person" for name in columns}
    return Series(name="det_band", columns=columns, units=units | {
        "threshold": "score", "simultaneous": "0 or 1", "people": "people, effectively", "few_people": "0 or 1",
    })  # fmt: skip


def roc(tally: ComparisonTally, curve: DetVertices, *, sign: float) -> Series:
    """Return the receiver operating characteristic: FMR against the true match rate, 1 - FNMR."""
    return Series(
        name="roc",
        columns={
            "threshold": [sign * float(t) + 0.0 for t in curve.threshold],
            "fmr": [int(e) / tally.non_mated_total for e in curve.false_matches],
            "tmr": [(tally.mated_total - int(e)) / tally.mated_total for e in curve.false_non_matches],
        },
        units={"threshold": "score", "fmr": f"{RATE} of two people", "tmr": f"{RATE} of one person"},
    )


def det_points(measures: Sequence[OperatingPoint], main: OperatingPoint | None) -> Series:
    """Return the operating points with their intervals; null where a class is missing.

    ``chosen``: 1 at the one that the page is about, else 0.
    """
    columns: dict[str, list[float | str | None]] = {"label": [], "chosen": [], "target_fmr": [], "threshold": []}
    for name in ("fmr", "fnmr"):
        for end in ("", "_low", "_high"):
            columns[name + end] = []
    for m in measures:
        columns["label"].append(m.label)
        columns["chosen"].append(int(m is main))
        columns["target_fmr"].append(m.point.target_fmr)
        columns["threshold"].append(m.point.threshold)
        for name, measured in (("fmr", m.fmr), ("fnmr", m.fnmr)):
            estimate = measured.estimate if measured else None
            columns[name].append(estimate.value if estimate else None)
            columns[name + "_low"].append(estimate.low if estimate else None)
            columns[name + "_high"].append(estimate.high if estimate else None)
    units = {"chosen": "0 or 1", "threshold": "score", "fmr": RATE, "fnmr": RATE}
    return Series(name="det_points", columns=columns, units=units)


def evidence_floor(tally: ComparisonTally, measures: Sequence[OperatingPoint]) -> Series:
    """Return what the trial cannot see below: one comparison of all, and the limit when no error is seen."""
    return Series(
        name="evidence_floor",
        columns={
            "resolution_fmr": [1 / tally.non_mated_total if tally.non_mated_total else None],
            "zero_error_fmr": [_zero_limit([m.fmr for m in measures])],
            "resolution_fnmr": [1 / tally.mated_total if tally.mated_total else None],
            "zero_error_fnmr": [_zero_limit([m.fnmr for m in measures])],
        },
        units={"resolution_fmr": RATE, "zero_error_fmr": RATE, "resolution_fnmr": RATE, "zero_error_fnmr": RATE},
    )


def scores(histogram: ScoreHistogram, *, sign: float) -> Series:
    """Return the histogram of mated and non-mated scores, as counts by bin."""
    edges = [sign * float(e) + 0.0 for e in histogram.edges]
    low, high = (edges[:-1], edges[1:]) if sign > 0 else (edges[1:], edges[:-1])
    order = range(len(low)) if sign > 0 else range(len(low) - 1, -1, -1)
    return Series(
        name="scores",
        columns={
            "low": [low[i] for i in order],
            "high": [high[i] for i in order],
            "mated": [int(histogram.mated[i]) for i in order],
            "non_mated": [int(histogram.non_mated[i]) for i in order],
        },
        units={"low": "score", "high": "score", "mated": "comparisons", "non_mated": "comparisons"},
    )


def _zero_limit(measured: list[Measured | None]) -> float | None:
    """Return the rate below which no trial of this size shows anything, if a rate was measured without any error.

    Even were every comparison of strangers, none with an error would leave rates up to there: the limit of none counted
    is farther (METHODS V.6), but rates between the two are shown where errors were seen.
    """
    none = (m.bounds.naive_upper for m in measured if m is not None and m.estimate.events == 0)
    return next((limit for limit in none if limit is not None), None)
