"""Which part of an operator's record is told first: all of it where it was counted alike, else its newest period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bystander.findings import Point
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.rates import rate_of
from bystander.studies.audit.changes import mixes
from bystander.studies.audit.picture import alerts_judged
from bystander.studies.audit.verdict import unlike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.quantities.record.between_periods import Between
    from bystander.quantities.record.scope import Scope
    from bystander.studies.audit.changes import Counting
    from bystander.studies.audit.picture import Shown


def told_part(operator: Shown, counting: Counting | None, changed: Sequence[Between], *, level: float) -> Scope:
    """Return what is told of an operator: all of its record where that was counted alike, else its newest period."""
    same = one_rate(operator.whole, counting, changed, level=level)
    return operator.whole if same and alerts_judged(operator.whole) else _newest_judged(operator)


def newest(
    operator: Shown, counting: Counting | None, changed: Sequence[Between], *, level: float
) -> tuple[Point, ...]:
    """Return where the newest rates of a record are that no single rate describes; nothing where one does.

    That is at the threshold of its last day, if there are several (at each, without dates), and in the newest period,
    if rates changed.
    """
    last: dict[float, date] = {}
    for entry in operator.whole.entries:
        if entry.threshold is not None:
            last[entry.threshold] = max(last.get(entry.threshold, date.min), entry.date_to or entry.date or date.min)
    latest = max(last.values(), default=date.min)
    thresholds = sorted(t for t, day in last.items() if day == latest) if len(last) > 1 else []
    found = [Point(threshold=threshold) for threshold in thresholds]
    if not one_rate(operator.whole, counting, changed, level=level):
        found.append(_newest_judged(operator).point)
    return tuple(point for point in found if point != Point())


def one_rate(whole: Scope, counting: Counting | None, changed: Sequence[Between], *, level: float) -> bool:
    """Return whether one number may stand for all of a record: it was counted alike, and no change is shown."""
    return _alike(whole, counting, level=level) and not any(found.shown for found in changed)


def _alike(scope: Scope, counting: Counting | None, *, level: float) -> bool:
    """Return whether one number may stand for all of a record: nothing was counted otherwise, and its rows agree."""
    rates = (rate_of(quantity, scope, level=level) for quantity in (FALSE_PER_ALERT, FALSE_PER_FACE))
    return not mixes(counting, scope) and not any(rate is not None and unlike(rate) for rate in rates)


def _newest_judged(chosen: Shown) -> Scope:
    """Return the newest period with judged alerts, else with faces."""
    judged = [p for p in chosen.parts if alerts_judged(p)]
    return (judged or chosen.parts)[0]
