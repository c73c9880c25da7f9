"""Which part of an operator's record is told first: all of it where it was counted alike, else its newest period."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    same = _alike(operator.whole, counting, level=level) and not any(found.shown for found in changed)
    return operator.whole if same and alerts_judged(operator.whole) else _newest_judged(operator)


def _alike(scope: Scope, counting: Counting | None, *, level: float) -> bool:
    """Return whether one number may stand for all of a record: nothing was counted otherwise, and its rows agree."""
    rates = (rate_of(quantity, scope, level=level) for quantity in (FALSE_PER_ALERT, FALSE_PER_FACE))
    return not mixes(counting, scope) and not any(rate is not None and unlike(rate) for rate in rates)


def _newest_judged(chosen: Shown) -> Scope:
    """Return the newest period with judged alerts, else with faces."""
    judged = [p for p in chosen.parts if alerts_judged(p)]
    return (judged or chosen.parts)[0]
