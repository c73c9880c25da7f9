"""How much rows differ where each group has too few of them to show it: what all groups show together.

A group of two, three or four rows does not show how much its rows differ; taken for alike, groups of one mean rate are
told to differ in up to .38 of records. Together, the rows of all groups show it, each about its own group's rate:

    φ = Σ_g Σ_r (x - n p_g)² / (n p_g (1 - p_g)) / df,  df = Σ_g (rows - 1),  p_g = Σx/Σn

the quasi-likelihood estimate of McCullagh and Nelder (1989, 4.5); without (1 - p_g) where a part may exceed its whole.
As φ is hardly known, counts are divided by max(φ, 1) times (t_df/z)²: what the t-test does for a mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.special import ndtri, stdtrit

from bystander.intervals.overdispersion import FEWEST_DEPLOYMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[tuple[int, int]]

ENOUGH = FEWEST_DEPLOYMENTS  # rows of a group, which show by themselves how much they differ


def pooled_deff(groups: Sequence[Rows], *, bounded: bool, level: float = 0.95) -> float:
    """Return the design effect of groups that have too few rows each; 1 where no group has, or none has two.

    ``groups``: of each, its rows: events and exposure. ``bounded``: whether each trial is an event at most once. Rows
    without exposure say nothing, and neither do groups without an event or with nothing but events.
    """
    seen = [[(x, n) for x, n in rows if n] for rows in groups]
    if min(map(len, seen), default=ENOUGH) >= ENOUGH:
        return 1.0
    square, df = 0.0, sum(len(rows) - 1 for rows in seen if rows)
    if df < 1:
        return 1.0
    for rows in seen:
        events, exposure = sum(x for x, _ in rows), sum(n for _, n in rows)
        p = events / exposure if exposure else 0.0
        spread = p * (1 - p) if bounded else p
        if spread > 0:
            square += sum((x - n * p) ** 2 / (n * spread) for x, n in rows)
    tail = (1 - level) / 2
    return max(square / df, 1.0) * float(stdtrit(df, tail) / ndtri(tail)) ** 2
