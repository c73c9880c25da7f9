"""Products of all probes with all references, nearly: in whole numbers, with a bound of how far off they are.

Each vector is brought to a length of at most 46,340 and rounded to whole numbers of 16 bits, a' = rint(s a) / s. By the
inequality of Cauchy and Schwarz no sum of their products leaves 32 bits, so the products of rounded vectors are exact,
in any order. All that is lost was lost in rounding, and the rest |a - a'| is measured for every vector:

    |a'.b' - a.b| <= |a - a'| |b| + |a'| |b - b'| <= |a - a'| max|b| + (|a| + |a - a'|) max|b - b'|

For cosines of 512 coordinates that is 0.0003, and 0.0005 at the very most. Single precision has a bound of 0.00003, and
needs half as long again; what the wider bound leaves open is next to nothing.

Numbers of 8 bits are twice as soon again where a processor has products of bytes. Their bound is about 0.02, so they
leave more open, which those of 16 bits settle pair by pair (``refining.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from bystander.kernels.whole_products import (
    PANEL,
    TALL,
    UNSIGNED,
    measure,
    products_of_bytes,
    products_of_pairs,
    round_off,
    whole_sums,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bystander.tally.searches.vectors import Codes, Scores

    Whole = NDArray[np.int32]
    Vectors = NDArray[np.float32]

REACH = 46_340  # the root of 2^31
CHUNK = 4096  # vectors laid in panels at a time


class Products(Protocol):
    """Where blocks of products come from."""

    unit: Scores  # for each probe, what a product of one is worth
    slack: Scores  # for each probe, how far what its products are worth may lie from the products of the vectors

    def block(self, probes: Codes, first: int, last: int) -> tuple[Whole, int]:
        """Return products of some probes with references from ``first`` to ``last``, and the column of the first."""


@dataclass(frozen=True, kw_only=True)
class Grain:
    """How finely vectors are rounded, and what multiplies them. ``shift``: what numbers of references are raised by."""

    dtype: type[np.signedinteger[Any]]
    fill: Callable[..., None]
    shift: int = 0

    @property
    def largest(self) -> int:
        """The largest number there is."""
        return int(np.iinfo(self.dtype).max)

    @property
    def together(self) -> int:
        """How many numbers stand in 32 bits."""
        return 4 // np.dtype(self.dtype).itemsize


PAIRS = Grain(dtype=np.int16, fill=products_of_pairs)
BYTES = Grain(dtype=np.int8, fill=products_of_bytes, shift=UNSIGNED)


class Rounded:
    """Vectors rounded to whole numbers, what a product of theirs is worth, and how far off it may be."""

    def __init__(self, probes: Vectors, references: Vectors, grain: Grain = PAIRS) -> None:
        length, largest = extent(references)
        longest = length.max(initial=0.0)
        scale = _scale(longest, largest.max(initial=0.0), references.shape[1], grain)
        self._references, rest = _rounded(references, np.broadcast_to(scale, len(references)), PANEL, grain)
        own, largest = extent(probes)
        scales = _scale(own, largest, probes.shape[1], grain)
        self._probes, lost = _rounded(probes, scales, 1, grain)
        self.unit = 1 / scales / scale
        self.slack = lost * longest + (own + lost) * rest.max(initial=0.0)

    def pairs(self, probes: Codes, references: Codes) -> Whole:
        """Return products of some pairs."""
        out = np.empty(len(probes), np.int32)
        whole_sums(self._probes, self._references, probes, references, out)
        return out


class WholeProducts(Rounded):
    """Products of all of them, block by block."""

    def __init__(self, probes: Vectors, references: Vectors, grain: Grain = PAIRS) -> None:
        super().__init__(probes, references, grain)
        self._fill = grain.fill
        self._panels = _panels(_raised(self._references, grain.shift).view(np.int32))
        self._rows = self._probes.view(np.int32)
        self._starts = -grain.shift * self._probes.sum(axis=1, dtype=np.int32)  # takes off what the shift puts on
        del self._references  # they lie in panels now

    def block(self, probes: Codes, first: int, last: int) -> tuple[Whole, int]:
        """Return products of some probes with references from ``first`` to ``last``, and the column of the first."""
        size = _up(len(probes), TALL)
        rows, starts = np.zeros((size, self._rows.shape[1]), np.int32), np.zeros(size, np.int32)
        rows[: len(probes)], starts[: len(probes)] = self._rows[probes], self._starts[probes]
        panels = self._panels[first // PANEL : _up(last, PANEL) // PANEL]
        out = np.empty((len(rows), len(panels) * PANEL), np.int32)
        self._fill(rows, starts, panels, out)
        return out[: len(probes)], first % PANEL


def extent(vectors: Vectors) -> tuple[Scores, Scores]:
    """Return the length of each vector and its largest coordinate."""
    length, largest = np.empty(len(vectors)), np.empty(len(vectors))
    measure(vectors, length, largest)
    return length, largest


def _scale(length: Scores, largest: Scores, width: int, grain: Grain) -> Scores:
    """Return the factor at which a vector, once rounded, reaches as far as it may; one where it has no length."""
    reach = REACH - 0.5 * np.sqrt(width)  # rounding may make it longer by that
    with np.errstate(divide="ignore"):
        return np.where(length > 0, np.minimum(reach / length, grain.largest / largest), 1.0)


def _rounded(vectors: Vectors, scale: Scores, multiple: int, grain: Grain) -> tuple[NDArray[Any], Scores]:
    """Round scaled vectors, zeros up to 32 bits and to a multiple of vectors; and give what each lost."""
    n, width = vectors.shape
    out = np.zeros((_up(n, multiple), _up(width, grain.together)), grain.dtype)
    lost = np.empty(n)
    round_off(vectors, scale, out, lost)
    return out, lost


def _raised(whole: NDArray[Any], shift: int) -> NDArray[Any]:
    """Raise bytes by 128, in place: they are read without a sign from then on. By nothing: as they are."""
    if shift:
        np.bitwise_xor(whole.view(np.uint8), shift, out=whole.view(np.uint8))
    return whole


def _panels(rows: Whole) -> Whole:
    """Lay references in panels, in which the same coordinates of all of them lie side by side."""
    out = np.empty((len(rows) // PANEL, rows.shape[1], PANEL), np.int32)
    for start in range(0, len(out), CHUNK // PANEL):
        part = slice(start, start + CHUNK // PANEL)
        few = rows[start * PANEL : (start + CHUNK // PANEL) * PANEL]
        out[part] = few.reshape(-1, PANEL, rows.shape[1]).transpose(0, 2, 1)
    return out


def _up(number: int, multiple: int) -> int:
    return -(-number // multiple) * multiple
