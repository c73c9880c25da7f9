"""Days of a crowd, simulated: for what closed forms cannot do.

One entry of the watchlist that resembles many people, cameras of unequal quality, arrivals over the day and operators
who have no time. Each day has its own rate, drawn from what the evidence leaves open, so the spread of the days is
the predictive range. Without shared entries and cameras it agrees with the closed forms (tests/crowd).

Every random number is keyed by seed, day, person, look and purpose: threads change nothing.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels import crowd_day as day
from bystander.kernels.philox import fill

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.crowd.blocks import Blocks
    from bystander.crowd.evidence import Evidence
    from bystander.crowd.scenario import Operators, Simulation

    Numbers = NDArray[np.float64]

MOST_PEOPLE = 2**32 - 1  # a person is one word of the counter
CHUNK = 64
RATES = 5  # a purpose beside those of a day


@dataclass(frozen=True)
class Days:
    """What each simulated day gave, a value a day; ``by_camera`` has a column a camera.

    ``lost``: alerts that nobody had time for, None where the hours are not known. ``largest``: alerts of the one
    entry of the watchlist that had most, None where entries are not modelled.
    """

    false_alerts: Numbers
    flagged: Numbers
    flagged_again: Numbers
    correct_alerts: Numbers
    found: Numbers
    lost: Numbers | None
    largest: Numbers | None
    by_camera: NDArray[np.int64]


def simulate(
    blocks: Blocks,
    settings: Simulation,
    operators: Operators,
    *,
    hours: float | None = None,
    threads: int | None = None,
) -> Days:
    """Simulate the days. Raises ValueError for a block of more people than can be numbered (4.3 billion)."""
    parts = (*blocks.bystanders, blocks.sought)
    if max(b.people for b in parts) > MOST_PEOPLE:
        message = "more people than the simulation can number"
        raise ValueError(message)
    n = settings.days
    factors = np.array([c.factor for c in settings.cameras] or [1.0])
    shares = np.array([c.share for c in settings.cameras] or [1.0])
    most = float(np.max(factors / (factors @ shares)))  # the mean factor over looks is 1: the evidence's rate holds
    keep = factors / (factors @ shares) / most
    entry = np.ones(n)
    if settings.entries:
        day.mean_weights(settings.entries, len(parts), settings.seed, entry)
    rates, ts, chances = (np.empty((n, len(parts))) for _ in range(3))
    for b, part in enumerate(parts):
        own = b < len(parts) - 1
        one = own and part.rate.between > 0  # a day that is bad for one block is bad for all of them
        rate = drawn(part.rate, block=0 if one else b, days=n, seed=settings.seed) * (entry if own else 1.0)
        latent = np.minimum(rate * (most if own else 1.0), 1.0)
        icc = _icc(part.looks.icc, np.minimum(rate, 1.0), most) if own else np.full(n, part.looks.icc)
        rates[:, b], ts[:, b] = latent, icc / (1 - icc)
        chances[:, b] = _any_alert(latent, ts[:, b], part.looks.number)
    out, cameras = np.zeros((n, day.FIELDS)), np.zeros((n, len(factors)), np.int64)
    arrivals = np.cumsum(settings.arrivals) / np.sum(settings.arrivals)

    people = np.array([b.people for b in parts])
    looks, capture = np.array([b.looks.number for b in parts]), np.array([b.looks.capture for b in parts])

    def work(first: int) -> None:
        rows = slice(first, min(first + CHUNK, n))
        day.days(
            first, people, looks, rates[rows], ts[rows], chances[rows], capture, np.cumsum(shares), keep,
            settings.entries or 0, arrivals, float(hours or 0.0), operators.number, operators.minutes,
            operators.patience, settings.seed, out[rows], cameras[rows],
        )  # fmt: skip

    workers = threads or min(os.cpu_count() or 1, 8)
    if workers == 1:  # where there are no threads to be had, such as in a browser
        for first in range(0, n, CHUNK):
            work(first)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(work, range(0, n, CHUNK)))
    return Days(
        false_alerts=out[:, day.FALSE],
        flagged=out[:, day.FLAGGED],
        flagged_again=out[:, day.AGAIN],
        correct_alerts=out[:, day.RIGHT],
        found=out[:, day.FOUND],
        lost=out[:, day.LOST] if hours else None,
        largest=out[:, day.LARGEST] if settings.entries else None,
        by_camera=cameras,
    )


def drawn(rate: Evidence, *, block: int, days: int, seed: int) -> Numbers:
    """Draw a rate for each day from what the evidence leaves open."""
    u = np.empty(days)
    fill(0, 0, block, RATES, seed, u)
    return rate.quantile(u)


def _icc(icc: float, rate: Numbers, most: float) -> Numbers:
    """Return the correlation before thinning by ``most`` that leaves people as different as ``icc`` has them."""
    return np.asarray(np.minimum(most * (1 - rate) * icc / np.maximum(1 - most * rate, 1e-9), 0.999))


def _any_alert(rate: Numbers, t: Numbers, looks: int) -> Numbers:
    """Return P(an alert at any look, before thinning), by the urn of `looks`."""
    none, some = np.ones_like(rate), np.zeros_like(rate)
    for j in range(looks):
        chance = rate / (1 + j * t)
        some = some + none * chance
        none = none * (1 - chance)
    return np.minimum(some, 1.0)
