"""Do false alerts fall on deployments as chance alone would scatter them?

If every exposed face (hour, alert) ran the same risk, a deployment's share of the false alerts would be its
share of the exposure, give or take chance. Pearson's chi-square over its degrees of freedom, phi, says how many
times larger the scatter really is; it serves as one more design effect. The test is conditional on the total,
so its null is multinomial and is sampled exactly (Monte Carlo p after Davison and Hinkley), which stays valid
where expected counts are far below 1 and the chi-square table is not (:mod:`bystander.intervals.chance_scatter`).

Its limits are those of the scatter of *these* deployments, whatever their own rates are (METHODS V.3). These rates are
taken as l = m + s (x - m), which leaves out of each difference what chance puts in: with Q the chi-square of K rows,
s = sqrt((Q - K + 1) / Q). Then (x - m)^2 / m has variance [4 (l - m)^2 l + 2 l^2 + l] / m^2, and phi is taken as a
multiple of a chi-square with f = 2 Q^2 / V degrees of freedom, V being their sum (Satterthwaite; at least 1):

    [f phi / chi2(1 - a/2; f),  f phi / chi2(a/2; f)]        f = 2 where Q is 0

No kind of day need have been met for them to hold, nor need counts be negative binomial. What deployments to come may
scatter is another matter (:mod:`bystander.intervals.scatter_to_come`). Coverage of both is in docs/coverage.md (V25).

Of counts that are a share of their exposure (``bounded``) the rarer outcome is taken, and divided by the share of the
other: mean and variance are then those of a Poisson count.

When it is wrong: phi only sees scatter *between* deployments. One person flagged five times in one deployment
looks like a bad deployment; five people flagged twice each, all over the city, are not seen at all. A phi of 1
is therefore no proof of independence.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from bystander.intervals.chance_scatter import by_chance, pearson, variance_of
from bystander.intervals.uneven_rows import Sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Values = Sequence[float] | NDArray[np.float64]

FEWEST_DEPLOYMENTS = 5
FEWEST_EVENTS = 5
CLEAR = 0.001  # two to four deployments that differ more clearly than this are no matter of noise
CLEAR_OF_MANY = 0.01  # the same of more deployments, too unequal in size to tell it otherwise
ENOUGH_DRAWS = 999  # of many rows: none of so many scatters as much, where the difference is clear
TELLS = 1.5  # times chance: to so much, by its standard deviation, a record must tell how its sum scatters
FEWEST_FREE = 3  # degrees of freedom of a scatter, below which no more is allowed for


@dataclass(frozen=True, kw_only=True)
class Overdispersion:
    """Scatter between deployments, 1 meaning what chance alone gives.

    ``low`` and ``high``: limits at ``level`` of the scatter of these deployments.
    ``reference``: the phi below which that share ``level`` of records without over-dispersion falls.
    ``p_value``: how often such records scatter at least as much.
    """

    phi: float
    low: float
    high: float
    reference: float
    p_value: float
    deployments: int
    events: int


def design_effect(phi: float, deployments: int, *, weight: float = 1.0, level: float = 0.95) -> float:
    """Return how many times each event counts where ``deployments`` scatter phi times more than chance; at least 1.

    Less scatter than chance is chance itself. The excess counts ``weight`` times where deployments are of unequal size
    (:mod:`bystander.intervals.uneven_rows`). It is known from few deployments only, and is widened as Student's t
    widens a normal interval, with deployments - 1 degrees of freedom (METHODS 1.4), at least three.
    """
    phi = 1 + (phi - 1) * weight
    if phi <= 1:
        return 1.0
    from scipy.special import ndtri, stdtrit

    tail = (1 - level) / 2
    wider = (float(stdtrit(max(deployments - 1, FEWEST_FREE), tail)) / float(ndtri(tail))) ** 2
    return phi * (1 + (wider - 1) * (1 - 1 / phi))


def why_not(events: Values, exposure: Values, *, bounded: bool = False) -> str | None:
    """Say why over-dispersion cannot be estimated, or None where it can."""
    import numpy as np

    deployments = int(np.count_nonzero(np.asarray(exposure, dtype=np.float64) > 0))
    total = round(float(np.sum(np.asarray(events, dtype=np.float64))))
    if deployments < FEWEST_DEPLOYMENTS:
        rows = f"{deployments} row{'' if deployments == 1 else 's'}"
        return f"only {rows} to compare; fewer than {FEWEST_DEPLOYMENTS} do not show how they differ"
    if total < FEWEST_EVENTS:
        alerts = f"{total} false alert{'' if total == 1 else 's'}"
        return f"only {alerts} in {deployments} rows; fewer than {FEWEST_EVENTS} show no pattern"
    if bounded and total == np.sum(np.asarray(exposure, dtype=np.float64)):
        return "every one was false, so deployments cannot differ"
    return None


def scatter(events: Values, exposure: Values, *, bounded: bool = False) -> float:
    """Return phi alone, Pearson's chi-square over its degrees of freedom; raises as :func:`overdispersion` does."""
    x, e = _table(events, exposure, bounded=bounded)
    return float(pearson(x[None, :], e, bounded=bounded)[0] / (len(x) - 1))


def tells(events: Values, exposure: Values, *, bounded: bool = False, deployments: Values | None = None) -> bool:
    """Return whether rows are enough, and enough alike in size, to tell how much their sum scatters."""
    if why_not(events, exposure, bounded=bounded) is not None:
        return False
    return Sizes.of(exposure, deployments).blur(_total(events), bounded=bounded) <= TELLS


def uneven(events: Values, exposure: Values, *, bounded: bool = False, deployments: Values | None = None) -> bool:
    """Return whether it is the size of some rows that keeps a record from telling how much its sum scatters.

    Of fewer than :data:`FEWEST_DEPLOYMENTS` rows, whether one holds half or more of all, and another less; where events
    are too few, whether many would not tell it either.
    """
    sizes = Sizes.of(exposure, deployments)
    q = sizes.shares
    if len(q) < FEWEST_DEPLOYMENTS:
        return len(q) > 1 and bool(2 * q.max() >= 1 and q.max() > q.min())
    if why_not(events, exposure, bounded=bounded) is None:
        return not tells(events, exposure, bounded=bounded, deployments=deployments)
    return sizes.blur(inf) > TELLS


def usable_scatter(
    events: Values, exposure: Values, *, bounded: bool = False, deployments: Values | None = None, seed: int = 1
) -> float | None:
    """Return phi where it may serve as a design effect, else None. ``deployments``: how many each row sums, if not one.

    With fewer than :data:`FEWEST_DEPLOYMENTS` deployments phi is mostly noise, and so is what follows from it where one
    of them holds most of all (:func:`tells`). It then serves only where they differ beyond doubt (p at most
    :data:`CLEAR`, or :data:`CLEAR_OF_MANY`): two rows of 1 in 74 and 0 in 2,500,000 are not one rate.
    """
    if tells(events, exposure, bounded=bounded, deployments=deployments):
        return scatter(events, exposure, bounded=bounded)
    x, e = _sorted(events, exposure)
    if len(x) < 2 or x.sum() == 0 or (bounded and x.sum() == e.sum()):
        return None
    chi2, most = float(pearson(x[None, :], e, bounded=bounded)[0]), len(x) - 1
    if chi2 <= most + 2 * variance_of(float(x.sum()), e / e.sum()) ** 0.5:
        return None  # within two standard deviations of chance, which need not be drawn to see no doubt removed
    few = len(x) < FEWEST_DEPLOYMENTS
    p_value = differ(events, exposure, bounded=bounded, seed=seed, most=0 if few else ENOUGH_DRAWS)
    return None if p_value is None or p_value > (CLEAR if few else CLEAR_OF_MANY) else chi2 / most


def differ(events: Values, exposure: Values, *, bounded: bool = False, seed: int = 1, most: int = 0) -> float | None:
    """Return exact (Monte-Carlo) p-value that all deployments have one rate; None with one, or nothing to compare.

    ``most``: draws that are enough, where fewer than as many as usual are.
    """
    import numpy as np

    x, e = _sorted(events, exposure)
    if len(x) < 2 or x.sum() == 0 or (bounded and x.sum() == e.sum()):
        return None
    rng = np.random.Generator(np.random.Philox(seed))
    observed = float(pearson(x[None, :], e, bounded=bounded)[0])
    return by_chance(x, e, observed, rng, bounded=bounded, tail=CLEAR, most=most).p_value


def overdispersion(
    events: Values,
    exposure: Values,
    *,
    level: float = 0.95,
    seed: int = 1,
    bounded: bool = False,
) -> Overdispersion:
    """Estimate phi from ``events`` and ``exposure`` of k deployments, equally long, exposure in any one unit.

    ``bounded``: the exposure is a count of which each can be an event once (alerts, of which some are false);
    the null is then hypergeometric, and chi-square is divided by the share of non-events. Raises ``ValueError``
    where :func:`why_not` gives a reason (too few deployments or events), or where events are counted with no exposure
    at all. The order of the deployments does not matter, the seed does.
    """
    import numpy as np

    x, e = _table(events, exposure, bounded=bounded)
    total, freedom = int(x.sum()), len(x) - 1
    chi2 = pearson(x[None, :], e, bounded=bounded)[0]
    rng = np.random.Generator(np.random.Philox(seed))
    chance = by_chance(x, e, float(chi2), rng, bounded=bounded, tail=1 - level)
    phi = float(chi2 / freedom)
    low, high = _around(phi, x, e, level=level, bounded=bounded)
    return Overdispersion(
        phi=phi,
        low=low,
        high=high,
        reference=chance.reference / freedom,
        p_value=chance.p_value,
        deployments=len(x),
        events=total,
    )


def _total(events: Values) -> float:
    import numpy as np

    return float(np.sum(np.asarray(events, dtype=np.float64)))


def _table(events: Values, exposure: Values, *, bounded: bool) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return events and exposure where there is any, in an order that does not depend on that of the rows."""
    reason = why_not(events, exposure, bounded=bounded)
    if reason:
        raise ValueError(reason)
    import numpy as np

    if (np.asarray(events)[np.asarray(exposure) <= 0] > 0).any():
        message = "events were counted in a deployment without exposure"
        raise ValueError(message)
    return _sorted(events, exposure)


def _sorted(events: Values, exposure: Values) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    import numpy as np

    x, e = np.asarray(events, dtype=np.float64).astype(np.int64), np.array(exposure, dtype=np.float64)
    x, e = x[e > 0], e[e > 0]
    order = np.lexsort((x, e))
    return x[order], e[order]


def limits_of_these(
    events: Values, exposure: Values, *, level: float = 0.95, bounded: bool = False
) -> tuple[float, float]:
    """Return limits of phi of these deployments, phi itself between them. Raises as :func:`overdispersion` does."""
    x, e = _table(events, exposure, bounded=bounded)
    return _around(scatter(events, exposure, bounded=bounded), x, e, level=level, bounded=bounded)


def _around(
    phi: float, x: NDArray[np.int64], e: NDArray[np.float64], *, level: float, bounded: bool
) -> tuple[float, float]:
    low, high = own_limits(_as_poisson(x, e, bounded=bounded), e, level=level)
    return min(low, phi), max(high, phi)


def to_come(
    events: Values, exposure: Values, *, level: float = 0.95, seed: int = 1, bounded: bool = False
) -> tuple[float, float]:
    """Return limits of phi of deployments to come, if no kind of day is missing among these.

    The outermost ends of :func:`own_limits` and of two accounts of how rates differ; the upper one is at least
    ``scatter_to_come.LARGEST`` where none can be told. Raises as :func:`overdispersion` does.
    """
    from bystander.intervals import scatter_to_come

    x, e = _table(events, exposure, bounded=bounded)
    y = _as_poisson(x, e, bounded=bounded)
    low, high = own_limits(y, e, level=level)
    first, last = scatter_to_come.profiled(y, e, level=level, seed=seed)
    return min(first, low), max(last, high)


def own_limits(x: NDArray[np.float64], e: NDArray[np.float64], *, level: float) -> tuple[float, float]:
    """Return limits of the scatter of these deployments, from counts that need not be whole and their exposure."""
    import numpy as np
    from scipy.special import chdtri  # the chi-square's upper quantile

    m, most = x.sum() * e / e.sum(), len(x) - 1
    q = float(((x - m) ** 2 / m).sum())
    freedom, tail = 2.0, (1 - level) / 2
    if q > 0:
        rates = np.maximum(m + (max(q - most, 0.0) / q) ** 0.5 * (x - m), 0.0)
        variance = float(((4 * (rates - m) ** 2 * rates + 2 * rates**2 + rates) / m**2).sum())
        freedom = max(2 * q**2 / variance, 1.0)
    scaled = freedom * q / most
    return scaled / float(chdtri(freedom, tail)), scaled / float(chdtri(freedom, 1 - tail))


def _as_poisson(x: NDArray[np.int64], e: NDArray[np.float64], *, bounded: bool) -> NDArray[np.float64]:
    """Return counts whose variance is their mean, as far as chance goes: of a share, the rarer outcome, made larger."""
    import numpy as np

    counts = x.astype(np.float64)
    if not bounded:
        return counts
    share = float(counts.sum() / e.sum())
    return np.asarray(counts / (1 - share) if share <= 0.5 else (e - counts) / share)
