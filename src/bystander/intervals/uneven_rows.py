"""What the scatter of rows of unequal size means for their sum.

phi says how much the rows of a record differ, each taken alike. Where one row holds most of all that was counted, the
sum comes out as that row does, and scatters far more. Where rates differ by one squared coefficient of variation c,
whatever a row's size, with S the sum of the squared shares of the exposure, X events and K rows,

    phi       is on average  1 + c X (1 - S) / (K - 1)
    the sum   scatters       1 + c X S                     = 1 + (phi - 1) weight,   weight = (K - 1) S / (1 - S)

(DerSimonian and Laird's estimate of c, 1986). One deployment of m of the exposure N scatters 1 + c X m / N: phi where m
is N (1 - S) / (K - 1), the mean row where rows are alike and less where they are not. The weight is 1 where rows are
alike and never less. Of counts that are a share of their exposure N, a row of one trial shows no scatter, and
weight = (K - 1) (N S - 1) / (N (1 - S) - K + 1).
A row that sums d deployments differs by c / d: S is then the sum of q^2 / d, and 1 - S that of q (1 - 2 q) / d, plus S.

The noise of phi is multiplied too. Its standard deviation by chance alone is known (Haldane 1937), and weight times it
is how closely the record can tell how much its sum scatters: one row with .95 of all and 29 small ones cannot.

When it is wrong: events that come in bunches of one size scatter alike in large rows and small, and the weight is then
too large; the counts of small rows cannot tell the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.chance_scatter import variance_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Values = Sequence[float] | Numbers


@dataclass(frozen=True)
class Sizes:
    """The rows of a record by size: each one's share of the ``total`` exposure, and how many deployments it sums."""

    total: float
    shares: Numbers
    deployments: Numbers

    @classmethod
    def of(cls, exposure: Values, deployments: Values | None = None) -> Sizes:
        """Return those of the rows that have any exposure; a row is one deployment where nothing else is known."""
        e = np.asarray(exposure, dtype=np.float64)
        d = np.ones(len(e)) if deployments is None else np.maximum(np.asarray(deployments, dtype=np.float64), 1.0)
        e, d = e[e > 0], d[e > 0]
        order = np.lexsort((d, e))  # sums do not hang on the order of rows
        e, d = e[order], d[order]
        return cls(float(e.sum()), e / e.sum() if len(e) else e, d)

    @property
    def squares(self) -> float:
        """S: the sum of the squared shares, each over the deployments of its row."""
        return float((self.shares**2 / self.deployments).sum())

    @property
    def alike(self) -> float:
        """How many deployments of one size would weigh as much as these: 1 / S."""
        return 1 / self.squares

    @property
    def as_many(self) -> float:
        """How many rows of one size would tell as well how much deployments differ; 1 / S where each is one."""
        q = self.shares / self.deployments  # a row differs by c / d, so much of its share
        return float(q.sum() ** 2 / (q**2).sum())

    def weight(self, *, bounded: bool = False) -> float:
        """Return how many times more the sum scatters beyond chance than phi says; infinite where none can show.

        Of two rows or more. ``bounded``: the exposure counts trials, each an event at most once.
        """
        one = 1 / self.total if bounded else 0.0  # a trial does not scatter about itself
        day = self.day(bounded=bounded)
        return (self.squares - one) * self.total / day if day else inf

    def day(self, *, bounded: bool = False) -> float:
        """Return the exposure of one deployment that scatters beyond chance as phi says; 0 where none can show.

        Of two rows or more. A deployment of another exposure scatters in proportion to it: rates differ alike.
        """
        most = len(self.shares) - 1
        one = 1 / self.total if bounded else 0.0
        shown = float((self.shares * (1 - 2 * self.shares) / self.deployments).sum()) + self.squares - most * one
        return self.total * shown / most if shown > most * 1e-12 else 0.0

    def blur(self, events: float, *, bounded: bool = False) -> float:
        """Return the standard deviation that the scatter of the sum is told with, were all rates alike.

        In units of chance: so many times the variance that independent events give. Infinite without events.
        """
        rarer = min(events, self.total - events) if bounded else events
        if not rarer > 0:
            return inf
        return self.weight(bounded=bounded) * float(variance_of(rarer, self.shares) ** 0.5) / (len(self.shares) - 1)
