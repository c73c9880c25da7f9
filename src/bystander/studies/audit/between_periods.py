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
UNJUDGED = "in a period as many alerts were not judged as were false"


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
    if any(_mostly_unjudged(p) for p in (alike[0], newest)):
        return unknown(asked, UNJUDGED, said=scope.said, group=scope.group)
    names = (said_part(alike[0]), said_part(newest))
    return between(asked, alike[0], newest, said=scope.said, names=names, level=level)


def _usable(asked: Asked, period: Scope, *, level: float) -> bool:
    """Return whether a period has the rate itself, not an end of what it can be."""
    used = rows_of(asked.of, period).used
    return (
        rate_of(asked.of, period, level=level) is not None and side_of(asked.of.columns, period.counts, used) == ABOUT
    )


def _mostly_unjudged(period: Scope) -> bool:
    """Return whether as many alerts of a period were not judged as were false: they could turn any change round."""
    unjudged = float(period.counts.undecided.sum())
    return unjudged > 0 and unjudged >= sum(e.wrong or 0 for e in period.entries)


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
