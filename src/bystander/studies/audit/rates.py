"""The rates of an audit: which rows each one may use, and how it is said.

Numerator and denominator always come from the same rows, so each quantity picks its own and says how many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Bounds, Finding, Sensitivity, wording
from bystander.intervals.counts import clopper_pearson, garwood
from bystander.intervals.record_rate import Rate, rate_per_exposure, rate_per_trial
from bystander.studies.audit import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.studies.audit.scopes import Scope

Rows = list[tuple[int, float]]  # events and trials of each row used


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """One rate: its id, the unit of its denominator and the question it answers."""

    id: str
    unit: str
    question: str
    lacking: str  # what a row that is left out lacks
    counted: bool  # the denominator is an exposure that may hold several events


FACE = Quantity(
    id="false-alerts-per-face",
    unit="face seen",
    question="Of the faces that the cameras saw, how many were flagged by mistake?",
    lacking="faces seen and false alerts",
    counted=False,
)
ALERT = Quantity(
    id="false-alerts-per-alert",
    unit="alert",
    question="Of the alerts, how many were false?",
    lacking="alerts and false alerts that fit together",
    counted=False,
)
DEPLOYMENT = Quantity(
    id="false-alerts-per-deployment",
    unit="deployment",
    question="How many people were flagged by mistake in a deployment?",
    lacking="the number of deployments and of false alerts",
    counted=True,
)
HOUR = Quantity(
    id="false-alerts-per-hour",
    unit="hour",
    question="How many people were flagged by mistake in an hour?",
    lacking="hours and false alerts",
    counted=True,
)
RIGHT = Quantity(
    id="right-alerts-per-alert",
    unit="alert",
    question="Of the alerts, how many were right?",
    lacking="alerts, right alerts and false alerts that fit together",
    counted=False,
)
CAUTIOUS = Quantity(
    id="confirmed-alerts-per-alert",
    unit="alert",
    question="Of the alerts, how many were right, if an alert counts as right only when it was confirmed?",
    lacking=RIGHT.lacking,
    counted=False,
)
FALSE = (FACE, ALERT, DEPLOYMENT, HOUR)


def rows_of(quantity: Quantity, entries: Sequence[Entry]) -> Rows:
    """Return events and trials of the rows that have both; rows that contradict themselves count for no alert rate."""
    found: Rows = []
    for e in entries:
        if quantity is FACE and e.wrong is not None and e.faces_seen is not None:
            found.append((e.wrong, e.faces_seen))
        elif quantity is DEPLOYMENT and e.wrong is not None and e.deployments is not None:
            found.append((e.wrong, e.deployments))
        elif quantity is HOUR and e.wrong is not None and e.hours is not None:
            found.append((e.wrong, e.hours))
        elif e.alerts is not None and e.wrong is not None and e.consistent:
            if quantity is ALERT:
                found.append((e.wrong, e.alerts))
            elif quantity is RIGHT and e.right is not None:
                found.append((e.alerts - e.wrong, e.alerts))
            elif quantity is CAUTIOUS and e.right is not None:
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
    if quantity.counted:
        return rate_per_exposure(events, trials, level=level)
    whole = [int(n) for n in trials]
    others = [n - x for x, n in zip(events, whole, strict=True)]
    return rate_per_trial(events, whole, level=level, phi_of=others if quantity in {RIGHT, CAUTIOUS} else None)


def finding_of(
    quantity: Quantity, scope: Scope, *, level: float, crowd: int, per_face: tuple[str, ...] = ()
) -> Finding:
    """Answer a quantity's question for a scope; ``per_face`` are caveats of what is divided by faces seen."""
    rows = rows_of(quantity, scope.entries)
    rate = rate_of(quantity, scope.entries, level=level)
    about = {
        "id": quantity.id,
        "question": quantity.question,
        "quantity": quantity.id,
        "unit": quantity.unit,
        "at": scope.point,
        "group": scope.group,
    }
    if rate is None:
        reason = f"no row gives {quantity.lacking}" if not rows else f"there was no {quantity.unit} at all: 0 of 0"
        return Finding(answer=words.prefixed(scope.said, f"Not estimable: {reason}."), not_estimable=reason, **about)
    extra = doubtful(scope.entries)
    return Finding(
        answer=words.prefixed(scope.said, words.answer(quantity.id, quantity.unit, rate, crowd=crowd, doubtful=extra)),
        population="deployments like these, with the same system, watchlist and way of counting",
        estimate=rate.estimate,
        # an upper limit is for a claim about errors; of right alerts, a lower one would be
        bounds=Bounds() if quantity in {RIGHT, CAUTIOUS} else rate.bounds,
        sensitivity=(*rate.sensitivity, *_as_false(quantity, rate, scope.entries), *_misjudged(quantity, rate)),
        caveats=(
            *(per_face if quantity is FACE else ()),
            *words.row_caveats(quantity.lacking, used=len(rows), of=len(scope.entries)),
        ),
        **about,
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
    limits = garwood if quantity.counted else clopper_pearson
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
