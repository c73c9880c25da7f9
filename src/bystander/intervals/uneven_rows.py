"""What the scatter of rows of unequal size means for their sum.

phi says how much the rows of a record differ, each taken alike. Where one row holds most of all that was counted, the
sum comes out as that row does, and scatters far more. Where rates differ by one squared coefficient of variation c,
whatever a row's size, with S the sum of the squared shares of the exposure, X events and K rows,

    phi       is on average  1 + c X (1 - S) / (K - 1)
    the sum   scatters       1 + c X S                     = 1 + (phi - 1) weight,   weight = (K - 1) S / (1 - S)

(DerSimonian and Laird's estimate of c, 1986). The weight is 1 where rows are alike and never less. Of counts that are a
share of their exposure N, a row of one trial shows no scatter, and weight = (K - 1) (N S - 1) / (N (1 - S) - K + 1).

The noise of phi is multiplied too. Its standard deviation by chance alone is known (Haldane 1937), and weight times it
is how closely the record can tell how much its sum scatters: one row with .95 of all and 29 small ones cannot.

When it is wrong: events that come in bunches of one size scatter alike in large rows and small, and the weight is then
too large; the counts of small rows cannot tell the two apart.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from bystander.intervals.chance_scatter import variance_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def weight(e: Numbers, *, bounded: bool = False) -> float:
    """Return how many times more the sum of rows scatters beyond chance than phi says; infinite where none can show.

    ``e``: exposure of two rows or more, none of them 0. ``bounded``: it counts trials, each an event at most once.
    """
    total, most = float(e.sum()), len(e) - 1
    squares = float(((e / total) ** 2).sum())
    one = 1 / total if bounded else 0.0  # a trial does not scatter about itself
    shown = 1 - squares - most * one
    return most * (squares - one) / shown if shown > most * 1e-12 else inf


def alike(e: Numbers) -> float:
    """Return how many rows of one size weigh as much as these: 1 / S. ``e``: exposure, some of it."""
    return float(e.sum() ** 2 / (e**2).sum())


def blur(events: float, e: Numbers, *, bounded: bool = False) -> float:
    """Return the standard deviation that the scatter of the sum is told with, were all rates alike; 0 events: infinite.

    In units of chance: so many times the variance that independent events give. Arguments as of :func:`weight`.
    """
    rarer = min(events, float(e.sum()) - events) if bounded else events
    if not rarer > 0:
        return inf
    return weight(e, bounded=bounded) * float(variance_of(rarer, e / e.sum()) ** 0.5) / (len(e) - 1)
