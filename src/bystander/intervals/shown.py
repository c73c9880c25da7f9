"""What the rows of a record show of how they differ, and whether an interval can go by it.

phi is known from rows as a rate is from people: where a few of them drive what is seen to differ, the next few may
drive more. As there (:mod:`bystander.intervals.kg_t`), psi is what a row has beyond its share, and
(sum psi²)²/sum psi⁴ how many rows that stands for. Rows that cannot tell how much their sum scatters
(:func:`overdispersion.tells`) are another such case: they count as different where they came out so by chance, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.linear_part import effective
from bystander.intervals.overdispersion import design_effect, tells, uneven, usable_scatter
from bystander.intervals.uneven_rows import Sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Values = Sequence[float] | NDArray[np.float64]

FEWEST_ALIKE = 1.3  # rows of one size that weigh as much: fewer are one, and tell nothing of another
FEWEST_DRIVING = 8  # rows that drive what differs, as of people


@dataclass(frozen=True, kw_only=True)
class Shown:
    """``phi``: their scatter, ``deff``: the design effect of their sum; None where they do not show it.

    ``single``: whether there is one row, and ``these``: whether one of several is too large: either way nothing is told
    of rows to come. ``driving``: how many rows drive what differs, None where they differ no more than by chance.
    ``tells``: whether rows are enough, and enough alike in size, to tell how much their sum scatters; else it is known
    only that they differ.
    """

    phi: float | None = None
    deff: float | None = None
    these: bool = False
    driving: float | None = None
    tells: bool = True
    single: bool = False

    @classmethod
    def of(
        cls, events: Values, exposure: Values, *, bounded: bool, level: float, deployments: Values | None = None
    ) -> Shown:
        """Return what is shown by so many events of each row; ``deployments``: how many each sums, if not one."""
        sizes = Sizes.of(exposure, deployments)
        phi = usable_scatter(events, exposure, bounded=bounded, deployments=deployments)
        if phi is None:
            return cls(
                these=uneven(events, exposure, bounded=bounded, deployments=deployments), single=len(sizes.shares) == 1
            )
        deff = design_effect(phi, len(sizes.shares), weight=sizes.weight(bounded=bounded), level=level)
        return cls(
            phi=phi, deff=deff, these=sizes.alike < FEWEST_ALIKE,
            driving=_driving(events, exposure) if deff > 1 else None,
            tells=tells(events, exposure, bounded=bounded, deployments=deployments),
        )  # fmt: skip

    @property
    def differing(self) -> bool:
        """Whether the interval goes by the scatter, and is for rows to come."""
        return self.deff is not None and not self.these

    @property
    def few(self) -> bool:
        """Whether few rows drive what differs."""
        return self.driving is not None and self.driving < FEWEST_DRIVING


def _driving(events: Values, exposure: Values) -> float | None:
    x, e = np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    return effective(x - e * (x.sum() / e.sum()))
