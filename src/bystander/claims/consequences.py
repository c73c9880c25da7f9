"""What a number would mean for a crowd, and what a system that never alerts would score by the same count.

``people`` pass once each, ``sought`` are among them and flagged with chance ``tpir``; the others are flagged by mistake
with chance f. With F = (people - sought) f false alerts and T = sought tpir right ones, T / (T + F) of the alerts are
right. Plain expectations: nothing is drawn, and days do not differ (`crowd` has both).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1, log1p
from typing import TYPE_CHECKING

from bystander.claims.denominators import Kind

if TYPE_CHECKING:
    from bystander.claims.claim import At, Crowd


@dataclass(frozen=True)
class Alerts:
    """What a crowd has to expect: ``false`` and ``right`` alerts."""

    false: float
    right: float

    @property
    def share_right(self) -> float | None:
        """The share of right alerts; None where no alert is expected (0/0)."""
        every = self.false + self.right
        return self.right / every if every else None


def look_rate(kind: Kind, wrong: float, at: At) -> float | None:
    """Return how often a look at somebody not sought is flagged by mistake, if ``wrong`` is of looks or comparisons.

    Of comparisons it is at most 1 - (1 - wrong)^n with a watchlist of n (METHODS 2.1); None where nothing follows.
    """
    if kind is Kind.LOOK:
        return wrong
    if kind is Kind.COMPARISON and at.n:
        return 1.0 if wrong >= 1 else -expm1(at.n * log1p(-wrong))
    return None


def alerts(crowd: Crowd, f: float) -> Alerts:
    """Return what a crowd has to expect where a look is flagged by mistake with chance ``f``."""
    return Alerts((crowd.people - crowd.sought) * f, crowd.sought * crowd.tpir)


def rate_behind(crowd: Crowd, false_share: float) -> float | None:
    """Return the f at which ``false_share`` of a crowd's alerts are false; None where no f gives it."""
    others = crowd.people - crowd.sought
    if not others or false_share >= 1:
        return None
    f = crowd.sought * crowd.tpir * false_share / (1 - false_share) / others
    return f if f <= 1 else None


def score_of_never(kind: Kind, crowd: Crowd | None) -> float | None:
    """Return the share of right ones that a system which never alerts reaches; None where it has none to count.

    It flags nobody by mistake, finds nobody, and of everybody misjudges the sought alone.
    """
    if kind in {Kind.LOOK, Kind.COMPARISON}:
        return 1.0
    if kind is Kind.MATED:
        return 0.0
    return 1 - crowd.sought / crowd.people if kind is Kind.ALL and crowd is not None else None
