"""The rates of a record: which rows each one may use, and how it is said.

Numerator and denominator always come from the same rows, so each quantity picks its own and says how many.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import Bounds, Finding, Kind, Sensitivity, wording
from bystander.intervals.counts import clopper_pearson, garwood
from bystander.intervals.record_rate import Rate, rate_per_exposure, rate_per_trial
from bystander.quantities.record.false_alerts import (
    FALSE,
    FALSE_PER_ALERT,
    FALSE_PER_DEPLOYMENT,
    FALSE_PER_FACE,
    FALSE_PER_HOUR,
)
from bystander.quantities.record.right_alerts import CONFIRMED, RIGHT
from bystander.studies.audit import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.findings import Quantity
    from bystander.studies.audit.scopes import Scope

Rows = list[tuple[int, float]]  # events and trials of each row used


def rows_of(quantity: Quantity, entries: Sequence[Entry]) -> Rows:
    """Return events and trials of the rows that have both; rows that contradict themselves count for no alert rate."""
    found: Rows = []
    for e in entries:
        if quantity is FALSE_PER_FACE and e.wrong is not None and e.faces_seen is not None:
            found.append((e.wrong, e.faces_seen))
        elif quantity is FALSE_PER_DEPLOYMENT and e.wrong is not None and e.deployments is not None:
            found.append((e.wrong, e.deployments))
        elif quantity is FALSE_PER_HOUR and e.wrong is not None and e.hours is not None:
            found.append((e.wrong, e.hours))
        elif e.alerts is not None and e.wrong is not None and e.consistent:
            if quantity is FALSE_PER_ALERT:
                found.append((e.wrong, e.alerts))
            elif quantity is RIGHT and e.right is not None:
                found.append((e.alerts - e.wrong, e.alerts))
            elif quantity is CONFIRMED and e.right is not None:
                found.append((e.right - e.unconfirmed, e.alerts))
    return found


def doubtful(entries: Sequence[Entry]) -> int:
    """Return the alerts judged right without confirmation, or not judged at all, in the rows that fit together."""
    return sum(e.unconfirmed + e.unresolved for e in entries if e.consistent)


def rate_of(quantity: Quantity, entries: Sequence[Entry], *, level: float) -> Rate | None:
    """Estimate a quantity, or give None where nothing supports it (no row, or nothing to divide by)."""
    rows = rows_of(quantity, entries)
    if not sum(trials for _, trials in rows):
        return None
    events, trials = [x for x, _ in rows], [n for _, n in rows]
    if quantity.kind is Kind.MEAN:
        return rate_per_exposure(events, trials, level=level)
    whole = [int(n) for n in trials]
    others = [n - x for x, n in zip(events, whole, strict=True)]
    return rate_per_trial(events, whole, level=level, phi_of=others if quantity in {RIGHT, CONFIRMED} else None)


def finding_of(
    quantity: Quantity, scope: Scope, *, level: float, crowd: int, per_face: tuple[str, ...] = ()
) -> Finding:
    """Answer a quantity's question for a scope; ``per_face`` are caveats of what is divided by faces seen."""
    rows = rows_of(quantity, scope.entries)
    rate = rate_of(quantity, scope.entries, level=level)
    if rate is None:
        reason = f"no row gives {quantity.nothing}" if not rows else f"there was no {quantity.unit} at all: 0 of 0"
        said = words.prefixed(scope.said, f"Not estimable: {reason}.")
        return replace(quantity, population=None).missing(reason, answer=said, at=scope.point, group=scope.group)
    extra = doubtful(scope.entries)
    return quantity.answered(
        words.prefixed(scope.said, words.answer(quantity, rate, crowd=crowd, doubtful=extra)),
        rate.estimate,
        at=scope.point,
        group=scope.group,
        # an upper limit is for a claim about errors; of right alerts, a lower one would be
        bounds=Bounds() if quantity in {RIGHT, CONFIRMED} else rate.bounds,
        sensitivity=(*rate.sensitivity, *_as_false(quantity, rate, scope.entries), *_misjudged(quantity, rate)),
        caveats=(
            *(per_face if quantity is FALSE_PER_FACE else ()),
            *words.row_caveats(quantity.nothing, used=len(rows), of=len(scope.entries)),
        ),
    )


def _as_false(quantity: Quantity, rate: Rate, entries: Sequence[Entry]) -> list[Sensitivity]:
    """Return the limits with every doubtful alert counted as false, where there are any."""
    if quantity not in FALSE or rate.estimate.trials is None:
        return []
    moved = [e for e in entries if rows_of(quantity, [e])]
    extra = sum(e.unconfirmed + e.unresolved for e in moved)
    if not extra:
        return []
    events = (rate.estimate.events or 0) + extra
    limits = garwood if (quantity.kind is Kind.MEAN) else clopper_pearson
    low, high = limits(events, rate.estimate.trials, level=rate.estimate.level)
    said = f"{wording.plural(extra, 'unconfirmed alert')} counted as false too"
    return [Sensitivity(assumption=said, deff=1.0, low=low, high=high, effective_trials=rate.estimate.trials)]


def _misjudged(quantity: Quantity, rate: Rate) -> list[Sensitivity]:
    """Return the share of right alerts if some of those judged right were in truth wrong (METHODS 7)."""
    events, trials = rate.estimate.events, rate.estimate.trials
    if quantity is not RIGHT or events is None or trials is None:
        return []
    rows = []
    for further in words.further(round(trials)):
        if further <= events:
            low, high = clopper_pearson(events - further, trials, level=rate.estimate.level)
            said = f"{wording.plural(further, 'alert')} judged right {'was' if further == 1 else 'were'} in truth false"
            rows.append(Sensitivity(assumption=said, deff=1.0, low=low, high=high, effective_trials=trials))
    return rows
