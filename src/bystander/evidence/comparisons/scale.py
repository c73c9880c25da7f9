"""On which scale the scores of a part of the evidence lie: a few of its scores, in order, of either kind."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bystander.evidence.comparisons.score_sketch import ScoreSketch

STEPS = 10
_LOW, _HIGH = 2, 8  # the middle six tenths: what a few odd scores do not move
_FEW, _BY_CHANCE = 5, 1e-4
_TIMES = 10.0  # as wide: conditions and people spread scores, but not so far
_BEYOND = 3.0  # widths of all scores


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Scores of one kind: how many, and the lowest, each tenth, and the highest; larger is more alike."""

    scores: int = 0
    tenths: tuple[float, ...] = ()

    @classmethod
    def of(cls, sketch: ScoreSketch, scores: int) -> Scale:
        """Return the scale of the scores that a sketch remembers; each tenth is one of them."""
        upto = np.cumsum(sketch.counts)
        if not len(upto):
            return cls()
        rank = [step * (int(upto[-1]) - 1) // STEPS for step in range(STEPS + 1)]
        return cls(scores=scores, tenths=tuple(sketch.values[np.searchsorted(upto, rank, side="right")].tolist()))

    @property
    def low(self) -> float:
        """Return the lowest score."""
        return self.tenths[0]

    @property
    def high(self) -> float:
        """Return the highest score."""
        return self.tenths[-1]

    @property
    def spread(self) -> float:
        """Return how far the middle six tenths reach."""
        return self.tenths[_HIGH] - self.tenths[_LOW]

    def above(self, other: Scale) -> float:
        """Return about which share of pairs has its score above that of another scale; ties count half."""
        own, others = np.array(self.tenths[1:-1])[:, None], np.array(other.tenths[1:-1])
        return float(np.mean((own > others) + (own == others) / 2))

    def differs_far(self, other: Scale) -> bool:
        """Tell whether one of the two is many times as wide as the other."""
        narrow, wide = sorted((self.spread, other.spread))
        return narrow > 0 and wide >= _TIMES * narrow

    def middle_apart(self, other: Scale) -> bool:
        """Tell whether the middles do not meet."""
        return self.tenths[_LOW] > other.tenths[_HIGH] or self.tenths[_HIGH] < other.tenths[_LOW]

    def apart(self, other: Scale) -> bool:
        """Tell whether next to no score of the one lies among those of the other, and there are too many for chance."""
        few = min(self.scores, other.scores)
        if few >= STEPS:
            return self.above(other) in {0.0, 1.0}
        likely = few < _FEW or 2 / comb(self.scores + other.scores, few) > _BY_CHANCE
        return not likely and (self.low > other.high or self.high < other.low)

    def beyond(self, low: float, high: float) -> bool:
        """Tell whether its middle lies far from where all others are."""
        reach = _BEYOND * (high - low)
        middle = self.tenths[STEPS // 2]
        return reach > 0 and not low - reach <= middle <= high + reach


@dataclass(frozen=True, kw_only=True)
class ShardScales:
    """The scales of one shard. ``shard``: the hash of its evidence. ``complete``: False of lists of the best."""

    shard: str
    mated: Scale
    non_mated: Scale
    complete: bool = True
