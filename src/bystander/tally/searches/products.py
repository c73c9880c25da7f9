"""Products of all probes with all references, nearly: in whole numbers, with a bound of how far off they are.

Each vector is brought to a length of at most 46,340 and rounded to whole numbers of 16 bits, a' = rint(s a) / s. By the
inequality of Cauchy and Schwarz no sum of their products leaves 32 bits, so the products of rounded vectors are exact,
in any order. All that is lost was lost in rounding, and the rest |a - a'| is measured for every vector:

    |a'.b' - a.b| <= |a - a'| |b| + |a'| |b - b'| <= |a - a'| max|b| + (|a| + |a - a'|) max|b - b'|

For cosines of 512 coordinates that is 0.0003, and 0.0005 at the very most. Single precision has a bound of 0.00003, and
needs half as long again; what the wider bound leaves open is next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from bystander.kernels.whole_products import PANEL, TALL, measure, round_off, whole_products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.searches.vectors import Codes, Scores

    Whole = NDArray[np.int32]
    Vectors = NDArray[np.float32]

REACH, LARGEST = 46_340, 32_767  # the root of 2^31, and the largest number of 16 bits
CHUNK = 4096  # vectors laid in panels at a time


class Products(Protocol):
    """Where blocks of products come from."""

    unit: Scores  # for each probe, what a product of one is worth
    slack: Scores  # for each probe, how far what its products are worth may lie from the products of the vectors

    def block(self, probes: Codes, first: int, last: int) -> tuple[Whole, int]:
        """Return products of some probes with references from ``first`` to ``last``, and the column of the first."""


class WholeProducts:
    """Products of vectors rounded to whole numbers of 16 bits."""

    def __init__(self, probes: Vectors, references: Vectors) -> None:
        length, largest = extent(references)
        longest = length.max(initial=0.0)
        scale = _scale(longest, largest.max(initial=0.0), references.shape[1])
        whole, rest = _rounded(references, np.broadcast_to(scale, len(references)), PANEL)
        self._panels = _panels(whole)
        own, largest = extent(probes)
        scales = _scale(own, largest, probes.shape[1])
        self._rows, lost = _rounded(probes, scales, 1)
        self.unit = 1 / scales / scale
        self.slack = lost * longest + (own + lost) * rest.max(initial=0.0)

    def block(self, probes: Codes, first: int, last: int) -> tuple[Whole, int]:
        """Return products of some probes with references from ``first`` to ``last``, and the column of the first."""
        rows = np.zeros((_up(len(probes), TALL), self._rows.shape[1]), np.int32)
        rows[: len(probes)] = self._rows[probes]
        panels = self._panels[first // PANEL : _up(last, PANEL) // PANEL]
        out = np.empty((len(rows), len(panels) * PANEL), np.int32)
        whole_products(rows, panels, out)
        return out[: len(probes)], first % PANEL


def extent(vectors: Vectors) -> tuple[Scores, Scores]:
    """Return the length of each vector and its largest coordinate."""
    length, largest = np.empty(len(vectors)), np.empty(len(vectors))
    measure(vectors, length, largest)
    return length, largest


def _scale(length: Scores, largest: Scores, width: int) -> Scores:
    """Return the factor at which a vector, once rounded, reaches as far as it may; one where it has no length."""
    reach = REACH - 0.5 * np.sqrt(width)  # rounding may make it longer by that
    with np.errstate(divide="ignore"):
        return np.where(length > 0, np.minimum(reach / length, LARGEST / largest), 1.0)


def _rounded(vectors: Vectors, scale: Scores, multiple: int) -> tuple[Whole, Scores]:
    """Round scaled vectors, two coordinates to an int32, zeros up to a multiple of them; and measure what each lost."""
    n, width = vectors.shape
    out = np.zeros((_up(n, multiple), width + width % 2), np.int16)
    lost = np.empty(n)
    round_off(vectors, scale, out, lost)
    return out.view(np.int32), lost


def _panels(rows: Whole) -> Whole:
    """Lay references in panels, in which the same pair of coordinates of all of them lies side by side."""
    out = np.empty((len(rows) // PANEL, rows.shape[1], PANEL), np.int32)
    for start in range(0, len(out), CHUNK // PANEL):
        part = slice(start, start + CHUNK // PANEL)
        few = rows[start * PANEL : (start + CHUNK // PANEL) * PANEL]
        out[part] = few.reshape(-1, PANEL, rows.shape[1]).transpose(0, 2, 1)
    return out


def _up(number: int, multiple: int) -> int:
    return -(-number // multiple) * multiple
