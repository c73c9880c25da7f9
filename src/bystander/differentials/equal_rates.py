"""Could chance alone have made the groups differ so much? The test that comes before every ratio.

Where it is known who erred how often, people change places (:mod:`bystander.differentials.permutation`), if people of
all groups are looked at alike and scatter alike. Everywhere else, counts are shared out.

If all groups had one rate, each error would fall on a group with a chance equal to the group's share of the exposure:
given their total, the counts are multinomial, whatever the rate. The statistic is the likelihood ratio

    G = 2 Σ x_g ln(x_g / (X n_g / N)),   X = Σ x_g,  N = Σ n_g

and p is how often multinomial counts give at least as large a G: all outcomes are summed where they are few, 9,999 are
drawn otherwise, and then p = (1 + those at least as large) / (1 + 9,999). Source: METHODS 4.3; the Monte-Carlo p is
Davison and Hinkley's. Max/min as the statistic shows less (power .81 to .92 where this one has .925 to .955).

With clustering, x and n are the effective ones (divided by the group's design effect), and outcomes have the effective
total, rounded up. That is exact where every design effect is 1, and an approximation otherwise; its measured size is in
docs/coverage.md, V14. Errors of a group that are worth less than one, as of one person who was tried most often, do not
show that it errs more often: in so small a share of the exposure any part of an error would be rare. They count as what
was expected.

It is wrong where a design effect is too small (errors of few people), where the exposure is guessed, and it is careful
rather than exact where errors are frequent: counts in bounded trials scatter less than multinomial ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import ceil, comb
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.groups import effective, with_exposure
from bystander.differentials.methods import MULTINOMIAL, PERMUTATION
from bystander.differentials.permutation import permuted
from bystander.intervals.stirling import multinomial_chance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.differentials.groups import GroupCount, Numbers
    from bystander.findings.method import Method

DRAWS = 9_999
FEW_OUTCOMES = 20_000  # summed one by one up to here
SLACK = 1e-9  # equal outcomes count as equal in spite of rounding


@dataclass(frozen=True, kw_only=True)
class EqualRates:
    """The test that all groups have one rate.

    ``statistic``: G of the effective counts, or W where people changed places, as ``method`` says. ``p``: above 0, at
    most 1. ``draws``: of the Monte Carlo, None where all outcomes were summed. ``groups``: that were tested;
    ``events``: in all of them; ``effective_events``: what these are worth. ``deff``: the one design effect that the
    test goes by, None where each group has its own.
    """

    statistic: float
    p: float
    draws: int | None
    groups: int
    events: int
    effective_events: float
    method: Method = MULTINOMIAL
    deff: float | None = None


def equal_rates(groups: Sequence[GroupCount], *, seed: int = 1, draws: int = DRAWS) -> EqualRates | None:
    """Test whether all groups have one rate; None with fewer than two groups of any exposure, or without any event.

    The order of the groups and their names do not matter. ``seed``: of numpy's Philox generator, used only where the
    outcomes are too many to sum.
    """
    tested = sorted(with_exposure(groups), key=lambda g: (g.effective_trials, g.effective_events))
    if len(tested) < 2 or not any(group.events for group in tested):
        return None
    events = sum(group.events for group in tested)
    people = [group.by_person for group in tested if group.by_person is not None]
    moved = permuted(people, seed=seed, draws=draws) if len(people) == len(tested) else None
    if moved is not None:
        return EqualRates(
            statistic=moved.statistic, p=moved.p, draws=moved.draws, groups=len(tested), events=events,
            effective_events=events / moved.deff, method=PERMUTATION, deff=moved.deff,
        )  # fmt: skip
    x, n = effective(tested)
    share = n / n.sum()
    shown = np.where(x < 1 - SLACK, np.minimum(x, x.sum() * share), x)
    observed = float(likelihood_ratio(shown[None, :], share)[0])
    total = max(1, ceil(float(x.sum()) - SLACK))
    exact = comb(total + len(tested) - 1, len(tested) - 1) <= FEW_OUTCOMES
    p = _summed(total, share, observed) if exact else _drawn(total, share, observed, seed=seed, draws=draws)
    return EqualRates(
        statistic=observed,
        p=p,
        draws=None if exact else draws,
        groups=len(tested),
        events=events,
        effective_events=float(x.sum()),
    )


def likelihood_ratio(counts: Numbers, share: Numbers) -> Numbers:
    """Return G of each row of counts (draws x groups) against the shares of the exposure; 0 for a row of zeros."""
    from scipy.special import xlogy

    total = counts.sum(axis=1)
    # Σ x ln(x / (X s)) = Σ x ln x - Σ x ln s - X ln X; rounding can leave a hair below 0
    inner = xlogy(counts, counts).sum(axis=1) - counts @ np.log(share) - xlogy(total, total)
    result: Numbers = np.maximum(0.0, 2 * inner)
    return result


def _summed(total: int, share: Numbers, observed: float) -> float:
    """Return p by adding up every outcome."""
    outcomes = _outcomes(total, len(share))
    chance = multinomial_chance(outcomes, share)
    extreme = likelihood_ratio(outcomes, share) >= observed - SLACK * (1 + observed)
    if extreme.all():
        return 1.0
    # An effective count's G may lie beyond every outcome's: then p is that of the rarest
    p = float(chance[extreme].sum()) if extreme.any() else float(chance.min())
    return min(1.0, max(p, np.finfo(float).tiny))


def _outcomes(total: int, groups: int) -> Numbers:
    """Return every way to share out ``total`` events: a row each. Bars between stars."""
    bars = np.array(list(combinations(range(total + groups - 1), groups - 1)), dtype=np.int64)
    edges = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), total + groups - 1)])
    return np.diff(edges, axis=1).astype(np.float64) - 1


def _drawn(total: int, share: Numbers, observed: float, *, seed: int, draws: int) -> float:
    """Return p by drawing."""
    rng = np.random.Generator(np.random.Philox(seed))
    piece = max(1, 2 * 10**6 // len(share))  # so many rows fit into memory
    reached = 0
    for done in range(0, draws, piece):
        outcomes = rng.multinomial(total, share, size=min(piece, draws - done)).astype(np.float64)
        reached += int((likelihood_ratio(outcomes, share) >= observed - SLACK * (1 + observed)).sum())
    return (1 + reached) / (1 + draws)
