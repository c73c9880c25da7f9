"""Do the sessions of a test differ by more than chance, the people in them allowed for?

Where people are seen in several sessions each is held against themself: given how many of a person's trials had the
event, every order of them is as likely. The excess of each session over what that makes expected, squared and weighed
by its exact covariance, is chi-squared (Landis, Heyman and Koch 1978, after Mantel and Haenszel 1959). Where everybody
is seen in one session alone, the people are what is drawn: their shares are compared by an analysis of variance.

It is wrong where trials of a person get better with practice: then later sessions differ for that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]


SINGULAR = 1e-9  # times the largest variance: some sessions share nobody with the others


def sessions_differ(x: Counts, k: Counts) -> float | None:
    """Return the p-value of sessions that are all alike; None where nothing can tell.

    ``x``, ``k``: events and trials, (people, sessions), int64.
    """
    x, k = x[:, k.any(axis=0)], k[:, k.any(axis=0)]
    if k.shape[1] < 2:
        return None
    excess, covariance = _within(x.astype(np.float64), k.astype(np.float64))
    excess, covariance = excess[:-1], covariance[:-1, :-1]  # all of them add up to nothing
    if np.linalg.eigvalsh(covariance).min() > SINGULAR * covariance.max():
        return float(special.chdtrc(len(excess), excess @ np.linalg.solve(covariance, excess)))
    return _between(x, k)


def _within(x: NDArray[np.float64], k: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the excess events of each session over those of the same people elsewhere, and its covariance."""
    trials, events = k.sum(axis=1), x.sum(axis=1)
    told = trials > 1
    x, k, trials, events = x[told], k[told], trials[told], events[told]
    excess = (x - k * (events / trials)[:, None]).sum(axis=0)
    weight = events * (trials - events) / (trials**2 * (trials - 1))
    covariance = np.diag((k * (weight * trials)[:, None]).sum(axis=0)) - (k * weight[:, None]).T @ k
    return excess, covariance


def _between(x: Counts, k: Counts) -> float | None:
    """Compare people who are seen in one session each; who is in several belongs to that with most of their trials."""
    some = k.sum(axis=1) > 0
    session, share = k[some].argmax(axis=1), x[some].sum(axis=1) / k[some].sum(axis=1)
    _, session, people = np.unique(session, return_inverse=True, return_counts=True)
    groups, rest = len(people), len(share) - len(people)
    if groups < 2 or rest < 1:
        return None
    mean = np.bincount(session, share) / people
    within = float(((share - mean[session]) ** 2).sum()) / rest
    between = float((people * (mean - share.mean()) ** 2).sum()) / (groups - 1)
    if within == 0:
        return None if between == 0 else 0.0
    return float(special.fdtrc(groups - 1, rest, between / within))
