"""Did it change from period to period? Asked of the newest period and the earliest that counted the same way.

Which two is settled by the calendar, before anything is compared, so that no two are picked for what they show. The
newest is that of the headline: one that tells both of alerts and of faces, where there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.quantities.record.between_periods import PER_ALERT, PER_FACE, between, unknown
from bystander.quantities.record.one_sided import ABOUT, side_of
from bystander.quantities.record.rates import rate_of, rows_of
from bystander.studies.audit.picture import alerts_judged, faces
from bystander.studies.audit.scopes import days, parts, said_part

if TYPE_CHECKING:
    from bystander.quantities.record.between_periods import Asked, Between
    from bystander.quantities.record.scope import Scope
    from bystander.studies.audit.changes import Counting

COUNTED_OTHERWISE = "what counts as a face changed between the periods"
UNJUDGED = "alerts that nobody judged could turn it round"


def between_periods(scope: Scope, counting: Counting | None, *, level: float) -> tuple[Between, ...]:
    """Return what is said of false alerts per face and of their share of all alerts; of a rate with one period nothing.

    What the first screen says comes first: per face, unless only the share can be compared.
    """
    found = [_of(asked, scope, counting, level=level) for asked in (PER_FACE, PER_ALERT)]
    known = [one for one in found if one is not None]
    return tuple(sorted(known, key=lambda one: one.finding.estimate is None))


def _of(asked: Asked, scope: Scope, counting: Counting | None, *, level: float) -> Between | None:
    periods = [p for p in parts(scope) if p.point.period is not None and _usable(asked, p, level=level)]
    periods.sort(key=_days)
    if len(periods) < 2:
        return None
    newest = ([p for p in periods if alerts_judged(p) and faces(p)] or periods)[-1]
    earlier = [p for p in periods if _days(p)[1] < _days(newest)[0]]
    alike = [p for p in earlier if asked is not PER_FACE or _counted_alike(counting, p, newest)]
    if not alike:
        return unknown(asked, COUNTED_OTHERWISE, said=scope.said, group=scope.group) if earlier else None
    if _may_turn_round(asked, alike[0], newest, level=level):
        return unknown(asked, UNJUDGED, said=scope.said, group=scope.group)
    names = (said_part(alike[0]), said_part(newest))
    return between(asked, alike[0], newest, said=scope.said, names=names, level=level)


def _usable(asked: Asked, period: Scope, *, level: float) -> bool:
    """Return whether a period has the rate itself, not an end of what it can be."""
    used = rows_of(asked.of, period).used
    return (
        rate_of(asked.of, period, level=level) is not None and side_of(asked.of.columns, period.counts, used) == ABOUT
    )


def _may_turn_round(asked: Asked, older: Scope, newer: Scope, *, level: float) -> bool:
    """Return whether the lower of two rates as counted is not the lower with all unjudged alerts of its period false.

    Unjudged are those of any row of the period: the rate leaves out rows of which nobody tells how many were false.
    """
    found = sorted(_least_and_most(asked, period, level=level) for period in (older, newer))
    (least, most), (other, _) = found
    return most > least and most >= other


def _least_and_most(asked: Asked, period: Scope, *, level: float) -> tuple[float, float]:
    """Return a rate with none and with all of the unjudged alerts false; of alerts, they are then among them."""
    rate = rate_of(asked.of, period, level=level)
    if rate is None:
        return 0.0, 0.0
    events, trials, unjudged = rate.estimate.events or 0, rate.estimate.trials or 1, period.counts.undecided.sum()
    return events / trials, (events + unjudged) / (trials + (unjudged if asked is PER_ALERT else 0))


def _counted_alike(counting: Counting | None, older: Scope, newer: Scope) -> bool:
    """Return whether no change of what counts as a face was found between any two rows of both periods."""
    if counting is None:
        return True
    return len(_stretches(counting, older) | _stretches(counting, newer)) < 2


def _stretches(counting: Counting, period: Scope) -> set[int]:
    """Return the stretches of counting that the rows of a period lie in."""
    return period.once("stretches", lambda: {at for e in period.entries if (at := counting.stretch(e)) is not None})


def _days(period: Scope) -> tuple[str, str]:
    return period.once("days", lambda: days(period.entries))
