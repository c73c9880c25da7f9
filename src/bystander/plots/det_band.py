"""The band around a DET curve: what its limits, which hold at all thresholds at once, leave at each false match rate.

A limit belongs to a threshold, and the picture has none: it sets miss rates against false match rates. Both fall as
thresholds rise. So wherever a threshold's false matches are surely at most x, the misses at x are surely at most its
own; wherever they are surely at least x, the misses at x are at least its own. That is the same statement, and holds
in as many trials. What was counted obeys it too, so the counted line lies inside.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import log
from typing import TYPE_CHECKING

from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Series, Study

PLACES = 300  # of the drawn outline
UNLIMITED = 0.99  # a highest miss rate that says nothing

Outline = tuple[tuple[float, float, float], ...]  # (fmr, lowest fnmr, highest fnmr) of its corners, fmr rising


def outline(study: Study, series: str) -> Outline:
    """Return the corners of the band, where its limits hold all at once; empty where the study has none.

    It goes from the strictest to the laxest of its thresholds, as counted: beyond, no limit was computed. Places on the
    left that have no upper limit yet are in it with a highest rate of 1.
    """
    found = study.get(series)
    if found is None:
        return ()
    return _of_one_rate(found) if "band_low" in found.columns else _of_both_rates(found)


def says_little(band: Outline) -> bool:
    """Return whether a band has no upper limit along half of its length or more: nearly the whole picture."""
    if not band:
        return False
    along = [(log(b / a), high) for (a, _, high), (b, _, _) in pairwise(band)]
    return 0 < log(band[-1][0] / band[0][0]) <= 2 * sum(length for length, high in along if high >= UNLIMITED)


def limited(band: Outline) -> Outline:
    """Return a band from the first place on that has an upper limit: before, errors are too few to draw it."""
    first = next((i for i, (_, _, high) in enumerate(band) if high < UNLIMITED), len(band))
    return band[first:]


def few_people(study: Study, series: str) -> bool:
    """Tell whether so few people drive the errors along the band that it is flagged."""
    found = study.get(series)
    return found is not None and 1 in found.columns.get("few_people", ())


def _of_both_rates(found: Series) -> Outline:
    rows = [r for r in found.rows() if r["simultaneous"] == 1]
    sides = ("fmr", "fmr_low", "fmr_high", "fnmr_low", "fnmr_high")
    known = [tuple(number(r[side]) or 0.0 for side in sides) for r in rows]
    if not known:
        return ()
    first, last = min(r[0] for r in known), max(r[0] for r in known)
    highest = sorted((fmr_high, fnmr_high) for _, _, fmr_high, _, fnmr_high in known)
    lowest = sorted(((fmr_low, fnmr_low) for _, fmr_low, _, fnmr_low, _ in known), reverse=True)
    at_most = list(zip((x for x, _ in highest), accumulate((y for _, y in highest), min), strict=True))
    at_least = list(zip((x for x, _ in lowest), accumulate((y for _, y in lowest), max), strict=True))
    places = sorted({first, last, *(x for x, _ in (*at_most, *at_least) if first < x < last)})
    every = max(1, -(-len(places) // PLACES))  # between kept places the band is wider, never narrower
    kept = sorted({*places[::every], last})
    drawn = []
    above, below = 0, len(at_least)
    for a, b in pairwise(kept):
        while above < len(at_most) and at_most[above][0] <= a:
            above += 1
        while below and at_least[below - 1][0] < b:
            below -= 1
        high = at_most[above - 1][1] if above else 1.0
        low = at_least[below - 1][1] if below else 0.0
        drawn += [(a, low, high), (b, low, high)]
    return tuple(drawn)


def _of_one_rate(found: Series) -> Outline:
    """Return a band of the vertical rate alone: between two points of a falling curve it goes on in steps."""
    points = [[number(r[name]) for name in ("fpir", "band_low", "band_high")] for r in found.rows()]
    known = [(x, low, high) for x, low, high in points if x and low and high]
    return tuple((at, low, high) for (x, _, high), (x2, low, _) in pairwise(known) for at in (x, x2))
