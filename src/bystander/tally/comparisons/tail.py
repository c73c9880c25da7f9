"""The exact tail: every non-mated comparison with a score above a floor, with its two subjects.

Above its floor it answers everything exactly: rates, errors by person and by pair, bootstrap, FPIR. It is
canonical: with more comparisons than fit, v is the (capacity + 1)-th largest score and exactly the
comparisons above v are kept; ties with v are dropped whole. So it does not depend on order or sharding.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf, isfinite, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.distinct import runs
from bystander.kernels.plain.order_key import order_keys, score_of
from bystander.kernels.row_order import order_by

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Tail:
    """Columns of equal length, by descending score, then probe, then reference.

    It is complete for every cutoff at or above ``floor``; -inf: it holds every non-mated comparison that
    did not fail. ``probe`` and ``reference`` are None where the evidence has no identifiers.
    """

    probe: NDArray[np.int32] | None
    reference: NDArray[np.int32] | None
    score: NDArray[np.float64]
    floor: float

    def __len__(self) -> int:
        return len(self.score)

    def at_or_above(self, cutoff: float) -> int:
        """Return the number of comparisons at or above a cutoff; meaningful from ``floor`` on."""
        return len(self.score) - int(np.searchsorted(self.score[::-1], cutoff, side="left"))

    @cached_property
    def distinct(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return the distinct scores, ascending, and how often each occurs."""
        return runs(self.score[::-1])

    @cached_property
    def pairs(self) -> NDArray[np.int64]:
        """Return how many different pairs of people there are among the comparisons up to each one, from the highest.

        Raises ValueError without identifiers.
        """
        return np.cumsum(self._pairs[1], dtype=np.int64)

    @property
    def pair_places(self) -> NDArray[np.int32]:
        """Return the number of the pair of people of each comparison. Raises ValueError without identifiers."""
        return self._pairs[0]

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """The number of the pair of each comparison, from 0, and whether it is the highest one of the pair."""
        if self.probe is None or self.reference is None:
            message = "these comparisons do not say whose they are"
            raise ValueError(message)
        one, other = np.minimum(self.probe, self.reference), np.maximum(self.probe, self.reference)
        pair = one.astype(np.int64) << 32 | other
        order = order_by(pair)  # of one pair, the highest first
        new = np.ones(len(pair), bool)
        new[1:] = np.diff(pair[order]) != 0
        place, first = np.empty(len(pair), np.int32), np.empty(len(pair), bool)
        place[order], first[order] = np.cumsum(new, dtype=np.int32) - 1, new
        return place, first


class Reservoir:
    """A tail in the making: append above a rising bound, drop the rest when full.

    ``compiled``: by compiled code, which never changes what it comes to.
    """

    def __init__(self, capacity: int, *, compiled: bool = False) -> None:
        self.capacity, self._compiled = capacity, compiled
        self._keep = _dropping(compiled=compiled).keep_reaching
        room = capacity + max(capacity // 4, 4096)
        self.probe = np.empty(room, np.int32)
        self.reference = np.empty(room, np.int32)
        self.score = np.empty(room, np.float64)
        self.filled = 0
        self.bound = -inf  # what is at or below it may be incomplete

    def compress(self) -> None:
        """Bring it down to its capacity."""
        if self.filled <= self.capacity:
            return
        place = self.filled - self.capacity - 1
        bound = float(np.partition(self.score[: self.filled], place)[place])
        self.keep_above(bound)

    def compress_if_full(self) -> None:
        """Bring it down where next to nothing more would fit."""
        if 8 * self.filled > 7 * len(self.score):
            self.compress()

    def keep_above(self, bound: float) -> None:
        """Drop what lies at or below a bound, above which there are more than the capacity in all."""
        self.bound = max(self.bound, bound)
        beyond = nextafter(self.bound, inf)
        self.filled = self._keep(beyond, self.score, self.probe, self.reference, self.filled)

    def keep_from(self, place: int, shift: int) -> None:
        """Drop what lies below the scores whose key begins with ``place``, from which on the capacity is exceeded.

        ``shift``: the bits of a key behind it. Nothing is dropped where it is below 0, as there are too few.
        """
        lowest = score_of(place << shift) if place >= 0 else -inf
        if isfinite(lowest):
            self.keep_above(nextafter(lowest, -inf))

    def extend(self, probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.floating]) -> None:
        """Add comparisons; what does not fit is dropped from below."""
        start = 0
        while start < len(score):
            part = min(len(score) - start, len(self.score) - self.filled)
            into, of = slice(self.filled, self.filled + part), slice(start, start + part)
            self.probe[into], self.reference[into], self.score[into] = probe[of], reference[of], score[of]
            self.filled += part
            start += part
            if self.filled == len(self.score):
                self.compress()

    def merge(self, other: Reservoir) -> None:
        """Add what another reservoir of the same capacity holds; the other is empty afterwards."""
        used = slice(0, other.filled)
        self.extend(other.probe[used], other.reference[used], other.score[used])
        self.keep_above(other.bound)
        other.filled = 0
        other.probe, other.reference, other.score = np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0)

    def finish(self, *, with_subjects: bool) -> Tail:
        """Return the canonical tail."""
        self.compress()
        probe, reference = self.probe[: self.filled], self.reference[: self.filled]
        score = self.score[: self.filled] + 0.0  # one zero: -0.0 becomes 0.0
        order = canonical_order(probe, reference, score, compiled=self._compiled)
        return Tail(
            probe=probe[order] if with_subjects else None,
            reference=reference[order] if with_subjects else None,
            score=score[order],
            floor=-inf if self.bound == -inf else nextafter(self.bound, inf),
        )


def canonical_order(
    probe: NDArray[np.int32], reference: NDArray[np.int32], score: NDArray[np.float64], *, compiled: bool = False
) -> NDArray[np.int64]:
    """Order by descending score, then probe, then reference; subjects are compared within ties only."""
    in_order = sorting(compiled=compiled).rows_in_order
    falling = ~order_keys(score)
    order: NDArray[np.int64] = in_order(falling)
    ordered = score[order]
    same = ordered[1:] == ordered[:-1]
    tied = np.zeros(len(order), bool)
    tied[1:] |= same
    tied[:-1] |= same
    rows = order[tied]
    people = (probe[rows].astype(np.uint64) << np.uint64(32)) | reference[rows].astype(np.uint64)
    order[tied] = rows[in_order(falling[rows], people)]
    return order


def _dropping(*, compiled: bool) -> ModuleType:
    if compiled:
        from bystander.kernels import highest

        return highest
    from bystander.kernels.plain import highest as plain

    return plain


def sorting(*, compiled: bool) -> ModuleType:
    """Return where rows are put in order: compiled, or by numpy."""
    if compiled:
        from bystander.kernels import row_order

        return row_order
    from bystander.kernels.plain import row_order as plain

    return plain
