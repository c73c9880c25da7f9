"""Do false alerts fall on deployments as chance alone would scatter them?

If every exposed face (hour, alert) ran the same risk, a deployment's share of the false alerts would be its
share of the exposure, give or take chance. Pearson's chi-square over its degrees of freedom, phi, says how many
times larger the scatter really is; it serves as one more design effect. The test is conditional on the total,
so its null is multinomial and is sampled exactly (Monte Carlo p after Davison and Hinkley), which stays valid
where expected counts are far below 1 and the chi-square table is not (:mod:`bystander.intervals.chance_scatter`).

The limits of phi take the counts m of expectation for negative binomial with variance phi m, the usual account of
rates that differ (McCullagh and Nelder 1989, 6.2.3). Their fourth cumulant is m phi (6 phi^2 - 6 phi + 1), so the
variance of (x - m)^2 / m is 2 phi^2 + phi (6 phi^2 - 6 phi + 1) / m; phi is then taken as a multiple of a chi-square
with as many degrees of freedom f as give its mean that variance (Satterthwaite), at least 2 and at most the rows less
one: [f phi / chi2(1 - a/2), f phi / chi2(a/2)]. Coverage is in docs/coverage.md; drawing whole rows again held in 6 to
9 of 10 records, this in 96 of 100 or more.

When it is wrong: phi only sees scatter *between* deployments. One person flagged five times in one deployment
looks like a bad deployment; five people flagged twice each, all over the city, are not seen at all. A phi of 1
is therefore no proof of independence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.intervals.chance_scatter import by_chance, pearson

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Values = Sequence[float] | NDArray[np.float64]

FEWEST_DEPLOYMENTS = 5
FEWEST_EVENTS = 5
CLEAR = 0.001  # two to four deployments that differ more clearly than this are no matter of noise
FEWEST_FREE = 2.0  # degrees of freedom of the limits: with fewer there is no upper limit worth the name


@dataclass(frozen=True, kw_only=True)
class Overdispersion:
    """Scatter between deployments, 1 meaning what chance alone gives.

    ``low`` and ``high``: limits of phi at ``level``, for counts that are negative binomial.
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

    @property
    def deff(self) -> float:
        """The design effect it stands for: never below 1, as less scatter than chance is chance itself."""
        return max(1.0, self.phi)


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


def usable_scatter(events: Values, exposure: Values, *, bounded: bool = False, seed: int = 1) -> float | None:
    """Return phi where it may serve as a design effect, else None.

    With fewer than :data:`FEWEST_DEPLOYMENTS` deployments phi is mostly noise, and it serves only where they
    differ beyond doubt (p at most :data:`CLEAR`): two rows of 1 in 74 and 0 in 2,500,000 are not one rate.
    """
    if why_not(events, exposure, bounded=bounded) is None:
        return scatter(events, exposure, bounded=bounded)
    p_value = differ(events, exposure, bounded=bounded, seed=seed)
    if p_value is None or p_value > CLEAR:
        return None
    x, e = _sorted(events, exposure)
    return float(pearson(x[None, :], e, bounded=bounded)[0] / (len(x) - 1))


def differ(events: Values, exposure: Values, *, bounded: bool = False, seed: int = 1) -> float | None:
    """Return exact (Monte-Carlo) p-value that all deployments have one rate; None with one, or nothing to compare."""
    import numpy as np

    x, e = _sorted(events, exposure)
    if len(x) < 2 or x.sum() == 0 or (bounded and x.sum() == e.sum()):
        return None
    rng = np.random.Generator(np.random.Philox(seed))
    return by_chance(x, e, float(pearson(x[None, :], e, bounded=bounded)[0]), rng, bounded=bounded, tail=CLEAR).p_value


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
    low, high = _limits(float(chi2 / freedom), total * e / e.sum(), level=level)
    return Overdispersion(
        phi=float(chi2 / freedom),
        low=min(low, float(chi2 / freedom)),
        high=max(high, float(chi2 / freedom)),
        reference=chance.reference / freedom,
        p_value=chance.p_value,
        deployments=len(x),
        events=total,
    )


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


def _limits(phi: float, expected: NDArray[np.float64], *, level: float) -> tuple[float, float]:
    from scipy.special import chdtri  # the chi-square's upper quantile

    most = len(expected) - 1
    taken = max(phi, 1.0)
    variance = 2 * taken**2 + taken * (6 * taken**2 - 6 * taken + 1) / expected
    freedom = min(max(2 * taken**2 * len(expected) / float(variance.mean()), FEWEST_FREE), most)
    tail = (1 - level) / 2
    return freedom * phi / float(chdtri(freedom, tail)), freedom * phi / float(chdtri(freedom, 1 - tail))
