"""Could chance alone have put people who err so into one group? A permutation of people, studentised.

If all groups had one rate, and their people were looked at alike and erred alike, whose label is whose would not
matter. So the people change places, and with them their errors x_i and trials k_i. The design effect need not be
estimated then, which with few people costs power. Two statistics look at each arrangement:

    W = Σ_g w_g (p_g - p_w)²,  w_g = 1 / max(v_g, p(1-p)/K_g),  p_w the mean of the p_g with weights w_g
        v_g = n/(n-1) Σ (x_i - p_g k_i)² / K_g²             each group's own scatter
    R = the same with  v_g = s² Σ k_i² / (mean k² K_g²),  s² = Σ (x_i - p k_i)² / (n-1) of all    one scatter for all

and p is the share of arrangements, the one that was seen among them, whose better rank of the two is at least as good
as the seen one's: so one p, and nothing to correct for. R finds a small group where W has too few people to know its
scatter. Source: METHODS V.5; studentising is Janssen's (1997), the smallest of several p is Westfall and Young's.

It is dishonest where people of one group are looked at more often, or scatter more, than those of another (it calls
equal rates different in 14 to 23 % of trials), so it is not asked there:

    looks    the largest of Σk²/Σk over the smallest is at most 1.5
    scatter  the permutation p of Σ_g n_g (u_g - u)² is above .10,
             u_i = n/(n-1) (x_i - p_g k_i)² / (k_i p_g (1-p_g) (1 + (k_i - 1) ρ)), with ρ one correlation for all
    errors   every group has five, and five trials without one: with fewer it does not show how it scatters, and a group
             of large scatter and few errors passed for one of a low rate (13 to 20 % called different, now 4 to 9)

People are put in order by their counts first: neither the order of rows nor any name moves a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bystander.differentials.groups import Numbers

    People = NDArray[np.int64]

MOST_DRAWS, FEWEST_DRAWS = 9_999, 299
WORK = 10**7  # people times draws; beyond, there are fewer draws
HELD = 1 << 18  # places of people in memory at a time
LOOKS_APART = 1.5
SCATTER_APART = 0.10
FEWEST = 5  # errors of a group, and trials without one, that show how it scatters
SLACK = 1e-9  # equal arrangements count as equal in spite of rounding
TWO = 2


@dataclass(frozen=True, kw_only=True)
class Permuted:
    """What came of it. ``statistic``: W. ``deff``: the design effect that the test goes by, one for all groups."""

    statistic: float
    p: float
    draws: int
    deff: float


def permuted(groups: Sequence[People], *, seed: int = 1, draws: int = MOST_DRAWS) -> Permuted | None:
    """Test whether all groups have one rate; None where people may not change places, or nothing can be compared.

    ``groups``: int64, (2, people): events and trials of each person, the former never more than the latter.
    ``draws``: fewer where people are many, but not below :data:`FEWEST_DRAWS`. ``seed``: of numpy's Philox generator.
    """
    people = _People.of(groups)
    if people is None or not people.alike:
        return None
    draws = min(draws, max(FEWEST_DRAWS, WORK // people.number))
    seen = people.sums(np.arange(people.number)[None, :])
    every = [seen, *(people.sums(order) for order in people.arrangements(seed, draws))]
    scatter, *moments = np.concatenate(every, axis=1)
    if _rank(_between(scatter, people.sizes))[0] <= SCATTER_APART * (1 + draws):
        return None
    own, common = people.statistics(*moments)
    better = np.minimum(_rank(own), _rank(common))
    p = float(np.count_nonzero(better <= better[0])) / (1 + draws)
    return Permuted(statistic=float(own[0]), p=p, draws=draws, deff=people.deff)


@dataclass(frozen=True, kw_only=True)
class _People:
    """People of all groups, group by group; ``features``: of each person, what is summed over a group."""

    sizes: Numbers
    rate: float
    features: Numbers
    deff: float
    alike: bool

    @classmethod
    def of(cls, groups: Sequence[People]) -> _People | None:
        counted = [_in_order(g[:, g[1] > 0]) for g in groups]
        counted = sorted((g for g in counted if g.size), key=lambda g: (g.shape[1], g.tolist()))
        if len(counted) < TWO or min(g.shape[1] for g in counted) < TWO:
            return None
        x, k = np.concatenate(counted, axis=1).astype(np.float64)
        rate = float(x.sum() / k.sum())
        if not 0 < rate < 1:
            return None
        looks = [float((g[1] ** 2).sum() / g[1].sum()) for g in counted]
        squares = float(((x - rate * k) ** 2).sum()) * len(x) / (len(x) - 1)
        return cls(
            sizes=np.array([g.shape[1] for g in counted], dtype=np.float64),
            rate=rate,
            features=np.stack([_scatter(counted), x, k, x * x, x * k, k * k]),
            deff=max(1.0, squares / (rate * (1 - rate) * float(k.sum()))),
            alike=max(looks) <= LOOKS_APART * min(looks) and all(_shows_scatter(g) for g in counted),
        )

    @property
    def number(self) -> int:
        """Of all groups."""
        return len(self.features[0])

    def arrangements(self, seed: int, draws: int) -> Iterator[NDArray[np.int64]]:
        """Draw arrangements, a row each, as many at a time as fit into memory."""
        rng = np.random.Generator(np.random.Philox(seed))
        piece = max(1, HELD // self.number)
        for done in range(0, draws, piece):
            rows = np.broadcast_to(np.arange(self.number), (min(piece, draws - done), self.number))
            yield rng.permuted(rows, axis=1)

    def sums(self, order: NDArray[np.int64]) -> Numbers:
        """Return each feature's sum over each group, in each arrangement."""
        starts = np.concatenate([[0], np.cumsum(self.sizes)[:-1]]).astype(np.int64)
        return np.stack([np.add.reduceat(feature[order], starts, axis=1) for feature in self.features])

    def statistics(self, x: Numbers, k: Numbers, xx: Numbers, xk: Numbers, kk: Numbers) -> tuple[Numbers, Numbers]:
        """Return W and R of arrangements from their groups' sums."""
        rates, floor = x / k, self.rate * (1 - self.rate) / k
        own = self.sizes / (self.sizes - 1) * (xx - 2 * rates * xk + rates * rates * kk) / k**2
        all_xx, all_xk, all_kk = self.features[3:].sum(axis=1)
        spread = (all_xx - 2 * self.rate * all_xk + self.rate**2 * all_kk) / (self.number - 1)
        common = spread * kk * self.number / all_kk / k**2
        return _apart(rates, np.maximum(own, floor)), _apart(rates, np.maximum(common, floor))


def _apart(rates: Numbers, variance: Numbers) -> Numbers:
    weight = 1 / variance
    mean = (weight * rates).sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True)
    result: Numbers = (weight * (rates - mean) ** 2).sum(axis=1)
    return result


def _between(sums: Numbers, sizes: Numbers) -> Numbers:
    mean = sums.sum(axis=1, keepdims=True) / sizes.sum()
    result: Numbers = (sizes * (sums / sizes - mean) ** 2).sum(axis=1)
    return result


def _rank(values: Numbers) -> NDArray[np.int64]:
    """Return of each arrangement how many have at least its value, itself among them."""
    ascending = np.sort(values)
    below = np.searchsorted(ascending, values - SLACK * (1 + values), side="left")
    result: NDArray[np.int64] = len(values) - below
    return result


def _in_order(group: People) -> People:
    return group[:, np.lexsort(group)].astype(np.int64)


def _shows_scatter(group: People) -> bool:
    events, trials = (int(side.sum()) for side in group)
    return FEWEST <= events <= trials - FEWEST


def _scatter(groups: Sequence[People]) -> Numbers:
    """Return u of each person: their scatter about their group's rate, over what its rate and looks let one expect."""
    squares = []
    for x, k in groups:
        rate, n = x.sum() / k.sum(), len(x)
        squares.append((n / (n - 1) * (x - rate * k) ** 2, k, rate * (1 - rate)))
    more = sum(float((k * (k - 1)).sum()) * binomial for _, k, binomial in squares)
    excess = sum(float(square.sum()) - float(k.sum()) * binomial for square, k, binomial in squares)
    icc = min(1.0, max(0.0, excess / more)) if more else 0.0
    expected = [np.maximum(k * binomial * (1 + (k - 1) * icc), np.finfo(float).tiny) for _, k, binomial in squares]
    return np.concatenate([square / each for (square, _, _), each in zip(squares, expected, strict=True)])
