"""The small tables that the charts of a trial of searches are drawn from: rates and counts, never a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from bystander.findings import Series
from bystander.kernels.distinct import distinct
from bystander.quantities.searches import cmc as ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.searches.searches import Searches
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.point import SearchMeasure
    from bystander.studies.evaluate.searches.bands import Curve, SearchBands
    from bystander.tally.searches.tally import SearchTally
    from bystander.tally.searches.vectors import Drawn

RATE = "share"  # of searches, or of what they are counted in
MOST_VERTICES = 4096
MOST_RANKS = 100
BINS = 60


def all_series(
    tally: SearchTally,
    non_mated: SearchTally,
    measures: Sequence[SearchMeasure],
    ranks: Sequence[Measured],
    bands: SearchBands,
    *,
    main: SearchMeasure | None,
    sign: float,
) -> tuple[Series, ...]:
    """Return the series of a trial of searches; what lacks its searches is left out.

    ``ranks``: the CMC from rank 1 on. ``main``: the point that the page is about. ``sign``: -1 of distances.
    """
    given: list[Series] = []
    mated, others = bool(tally.mated.any()), bool(non_mated.non_mated.any())
    if mated and others:
        given += [trade_off(tally, non_mated, sign=sign), fnir_fpir_band(bands.curve, sign=sign)]
    given += [points(measures, main), floor(measures)]
    if ranks:
        given.append(cmc(tally, ranks, bands))
    given.append(best_scores(tally, non_mated, sign=sign))
    if tally.drawn is not None:
        given.append(drawn_scores(tally.drawn, sign=sign))
    return tuple(s for s in given if len(s))


def trade_off(tally: SearchTally, non_mated: SearchTally, *, sign: float) -> Series:
    """Return FNIR against FPIR at every attainable threshold, rising; of many a selection, each of them exact."""
    best = _of_units(non_mated, non_mated.other, non_mated.non_mated)
    mate = _of_units(tally, np.where(tally.rank > 0, tally.mate, -np.inf), tally.mated)
    scores = distinct(np.concatenate([best, mate]))
    scores = scores[np.isfinite(scores)]
    if len(scores) > MOST_VERTICES:
        rare = np.geomspace(1, len(scores), MOST_VERTICES // 2)
        kept = np.concatenate([len(scores) - rare, np.linspace(0, len(scores) - 1, MOST_VERTICES // 2)])
        scores = scores[distinct(kept.astype(np.int64).clip(0, len(scores) - 1))]
    side: Literal["left", "right"] = "right" if tally.accept == "gt" else "left"
    alerts = len(best) - np.searchsorted(np.sort(best), scores, side=side)
    misses = np.searchsorted(np.sort(mate), scores, side=side)
    return Series(
        name="identification",
        columns={
            "threshold": [sign * float(s) + 0.0 for s in scores],
            "fpir": [int(a) / len(best) for a in alerts],
            "fnir": [int(m) / len(mate) for m in misses],
            "alerts": [int(a) for a in alerts],
            "misses": [int(m) for m in misses],
        },
        units={"threshold": "score", "fpir": RATE, "fnir": RATE, "alerts": "count", "misses": "count"},
    )


def fnir_fpir_band(curve: Curve | None, *, sign: float) -> Series:
    """Return FNIR at some attained FPIRs, rising, with its interval at each and the band of all of them at once."""
    names = ("threshold", "fpir", "fnir", "low", "high", "band_low", "band_high")
    c = curve
    values = (
        [()] * len(names)
        if c is None
        else [[sign * t + 0.0 for t in c.threshold], c.fpir, c.fnir, c.low, c.high, c.band.low, c.band.high]
    )
    return Series(
        name="fnir_fpir_band",
        columns=dict(zip(names, map(list, values), strict=True)),
        units={"threshold": "score"} | dict.fromkeys(names[1:], RATE),
    )


def points(measures: Sequence[SearchMeasure], main: SearchMeasure | None) -> Series:
    """Return the operating points with their intervals; null where a kind of search is missing.

    ``chosen``: 1 at the one that the page is about, else 0.
    """
    columns: dict[str, list[float | str | None]] = {"label": [], "chosen": [], "threshold": []}
    for name in ("fpir", "fnir"):
        for end in ("", "_low", "_high"):
            columns[name + end] = []
    for m in measures:
        columns["label"].append(m.label)
        columns["chosen"].append(int(m is main))
        columns["threshold"].append(m.point.threshold)
        for name, measured in (("fpir", m.fpir), ("fnir", m.fnir)):
            e = measured.estimate if measured else None
            columns[name].append(e.value if e else None)
            columns[name + "_low"].append(e.low if e else None)
            columns[name + "_high"].append(e.high if e else None)
    return Series(
        name="identification_points",
        columns=columns,
        units={"chosen": "0 or 1", "threshold": "score", "fpir": RATE, "fnir": RATE},
    )


def floor(measures: Sequence[SearchMeasure]) -> Series:
    """Return what the trial cannot see below: one search of all, and the limit where nothing is seen."""
    return Series(
        name="identification_floor",
        columns={
            "resolution_fpir": [_one([m.fpir for m in measures])],
            "zero_fpir": [_limit([m.fpir for m in measures])],
            "resolution_fnir": [_one([m.fnir for m in measures])],
            "zero_fnir": [_limit([m.fnir for m in measures])],
        },
        units=dict.fromkeys(("resolution_fpir", "zero_fpir", "resolution_fnir", "zero_fnir"), RATE),
    )


def ranks_of(searches: Searches) -> range:
    """Return the ranks of the CMC, as far as lists go."""
    return range(1, min(searches.length or searches.watchlist or MOST_RANKS, MOST_RANKS) + 1)


def cmc(tally: SearchTally, found: Sequence[Measured], bands: SearchBands) -> Series:
    """Return the share of mated searches with the right person among the first R, for each R; ``found``: from 1 on.

    ``low``, ``high``: its interval; ``band_low``, ``band_high``: the band of all ranks at once, null where none is.
    """
    ranks = range(1, len(found) + 1)
    measured = [m.estimate for m in found]
    band = bands.cmc(ranks, found)
    nothing: list[float | None] = [None] * len(ranks)
    return Series(
        name="cmc",
        columns={
            "rank": list(ranks),
            "found": [m.value for m in measured],
            "low": [m.low for m in measured],
            "high": [m.high for m in measured],
            "optimistic": ranked.cmc(tally, ranks, optimistic=True),
            "band_low": nothing if band is None else list(band.low),
            "band_high": nothing if band is None else list(band.high),
        },
        units={"rank": "candidates"}
        | dict.fromkeys(("found", "low", "high", "optimistic", "band_low", "band_high"), RATE),
    )


def best_scores(tally: SearchTally, non_mated: SearchTally, *, sign: float) -> Series:
    """Return how the best wrong score of non-mated searches, and the right one of mated searches, are spread."""
    mate = tally.mate[tally.mated & (tally.mate > -np.inf)]
    other = non_mated.other[non_mated.non_mated & (non_mated.other > -np.inf)]
    return _spread("best_scores", mate, other, sign=sign, unit="searches")


def drawn_scores(drawn: Drawn, *, sign: float) -> Series:
    """Return how the scores of pairs drawn at random are spread, of one person and of two."""
    return _spread("drawn_scores", drawn.mated, drawn.non_mated, sign=sign, unit="pairs")


def _spread(name: str, mate: NDArray[np.float64], other: NDArray[np.float64], *, sign: float, unit: str) -> Series:
    """Return a histogram of both kinds of scores in the same bins; of one score alone, or of none, as it can be."""
    both = np.concatenate([mate, other])
    if not len(both) or not np.isfinite(np.ptp(both)):
        return Series(name=name, columns={"low": [], "high": [], "mated": [], "non_mated": []}, units={})
    edges = np.histogram_bin_edges(both, bins=BINS) if np.ptp(both) > 0 else np.array([both[0], both[0]])
    bins = (edges, edges) if len(edges) > 2 else (np.array([-np.inf, np.inf]),) * 2
    m, o = (np.histogram(v, bins=b)[0] for v, b in zip((mate, other), bins, strict=True))
    low, high = [sign * float(e) + 0.0 for e in edges[:-1]], [sign * float(e) + 0.0 for e in edges[1:]]
    if sign < 0:
        low, high, m, o = high[::-1], low[::-1], m[::-1], o[::-1]
    return Series(
        name=name,
        columns={"low": low, "high": high, "mated": [int(v) for v in m], "non_mated": [int(v) for v in o]},
        units={"low": "score", "high": "score", "mated": unit, "non_mated": unit},
    )


def _of_units(tally: SearchTally, score: NDArray[np.float64], which: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the best score of each unit."""
    units, at = np.unique(tally.unit[which], return_inverse=True)
    best = np.full(len(units), -np.inf)
    np.maximum.at(best, at.ravel(), score[which])
    return best


def _one(measured: Sequence[Measured | None]) -> float | None:
    trials = [m.estimate.trials for m in measured if m is not None and m.estimate.trials]
    return 1 / max(trials) if trials else None


def _limit(measured: Sequence[Measured | None]) -> float | None:
    limits = [m.estimate.high for m in measured if m is not None and m.estimate.events == 0]
    return min(limits) if limits else None
