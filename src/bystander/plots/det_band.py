"""The band around a DET curve: the area that its rectangles cover.

At every threshold the band is a rectangle, the limits of both rates. The true curve runs through all of them at once,
so what is drawn is their union, from the lowest to the highest limit of the vertical rate at each place of the
horizontal one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Series, Study

PLACES = 300  # of the drawn outline

Outline = tuple[tuple[float, float, float], ...]  # (fmr, lowest fnmr, highest fnmr), fmr rising


def outline(study: Study, series: str) -> Outline:
    """Return the outline of the band, where its limits hold all at once; empty where the study has none."""
    found = study.get(series)
    if found is None:
        return ()
    if "band_low" in found.columns:
        return _steps(found)
    rows = [r for r in found.rows() if r["simultaneous"] == 1]
    sides = ("fmr_low", "fmr_high", "fnmr_low", "fnmr_high")
    boxes = [tuple(number(r[side]) or 0.0 for side in sides) for r in rows]
    boxes = [box for box in boxes if box[0] > 0 and box[2] > 0]
    places = sorted({x for box in boxes for x in box[:2]})
    every = max(1, -(-len(places) // PLACES))
    kept = [*places[::every], *places[-1:]] if every > 1 else places
    drawn = []
    for x in kept:
        over = [box for box in boxes if box[0] <= x <= box[1]]
        if over:
            drawn.append((x, min(box[2] for box in over), max(box[3] for box in over)))
    return tuple(drawn)


def few_people(study: Study, series: str) -> bool:
    """Tell whether so few people drive the errors along the band that it is flagged."""
    found = study.get(series)
    return found is not None and 1 in found.columns.get("few_people", ())


def _steps(found: Series) -> Outline:
    """Return a band of the vertical rate alone: between two points of a falling curve it goes on in steps."""
    points = [[number(r[name]) for name in ("fpir", "band_low", "band_high")] for r in found.rows()]
    known = [(x, low, high) for x, low, high in points if x and low and high]
    return tuple((at, low, high) for (x, _, high), (x2, low, _) in pairwise(known) for at in (x, x2))
