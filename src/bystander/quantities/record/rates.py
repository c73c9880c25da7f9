"""A rate of a record as its declaration has it: which rows it may use, how it is measured and how it is said.

Numerator and denominator always come from the same rows, so each quantity picks its own and says how many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Bounds, Finding, Kind, Quantity, Sensitivity, wording
from bystander.intervals.alike_rows import AlikeRows, alike_rows
from bystander.intervals.record_rate import (
    Rate,
    limits_per_exposure,
    limits_per_trial,
    rate_per_exposure,
    rate_per_trial,
)
from bystander.quantities.record.one_sided import JUDGED, caveats_of, side_of
from bystander.quantities.record.words import FACE, Told, further, of_alike, prefixed, row_caveats, uneven_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.evidence.record.entry import Entry
    from bystander.quantities.record.counts import Counts, Flags, Numbers, Pair
    from bystander.quantities.record.scope import Scope

THESE_DEPLOYMENTS = "these deployments"
UNCONFIRMED, NOT_JUDGED = "unconfirmed", "not judged"  # why an alert is in doubt
DERIVED = {"false_alerts": "wrong_derived", "true_alerts": "right_derived"}  # what of a count nobody counted


@dataclass(frozen=True, kw_only=True)
class RecordRate(Quantity):
    """A rate of a record. ``needs``: what a row must have to count, as it is said of rows that are left out.

    ``counted``: events and trials of each row, NaN where it lacks one. ``said``: the answer, from the quantity
    and what was measured. ``columns``: what is counted above and below, by the names of a record. ``event``: one of
    its events. ``errors``: whether its events are mistakes, so that a limit is an upper one; ``of_alerts``: whether
    they are alerts that somebody judged false, so that doubtful ones may be counted among them. ``judged``: whether
    its events hang on a judgement that may be wrong. ``rest_scatters``: whether it is the other trials that come in
    clusters (the wrong alerts, for the share of right ones).
    """

    needs: str
    counted: Callable[[Counts], Pair]
    said: Callable[[Quantity, Told], str]
    columns: tuple[str, str]
    event: str = "alert"
    errors: bool = True
    of_alerts: bool = False
    judged: bool = False
    rest_scatters: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.nothing:
            object.__setattr__(self, "nothing", f"no row gives {self.needs}")

    @property
    def least_of_unjudged(self) -> bool:
        """Whether alerts that nobody judged may be events of it, and are trials of it already."""
        return self.of_alerts and self.unit != "alert"

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Rows:
    """The rows of a scope that a quantity can use: which they are, with events, trials and deployments of each."""

    used: Flags
    events: Numbers
    trials: Numbers
    deployments: Numbers

    def __len__(self) -> int:
        return len(self.events)


def within(events: Numbers, trials: Numbers) -> Pair:
    """Return both, without the rows that have more events than trials: something else was counted there."""
    return events, np.where(events <= trials, trials, np.nan)


def rows_of(quantity: RecordRate, scope: Scope) -> Rows:
    """Return the rows that have both events and trials."""

    def made() -> Rows:
        events, trials = quantity.counted(scope.counts)
        used = ~(np.isnan(events) | np.isnan(trials))
        return Rows(used, events[used], trials[used], np.nan_to_num(scope.counts["deployments"][used], nan=1.0))

    return scope.once(("rows", quantity.id), made)


def used_by(quantity: RecordRate, scope: Scope) -> list[Entry]:
    """Return the rows that a quantity can use."""
    return list(compress(scope.entries, rows_of(quantity, scope).used))


def rate_of(quantity: RecordRate, scope: Scope, *, level: float) -> Rate | None:
    """Return the estimate of a quantity, or None where nothing supports it (no row, or nothing to divide by)."""

    def made() -> Rate | None:
        rows = rows_of(quantity, scope)
        if not rows.trials.sum():
            return None
        in_doubt = round(float(scope.counts.unjudged[rows.used].sum())) if quantity.least_of_unjudged else 0
        if quantity.kind is Kind.MEAN:
            return rate_per_exposure(
                rows.events, rows.trials, level=level, event=quantity.event, deployments=rows.deployments,
                in_doubt=in_doubt,
            )  # fmt: skip
        others = rows.trials - rows.events if quantity.rest_scatters else None
        return rate_per_trial(
            rows.events, rows.trials, level=level, phi_of=others, event=quantity.event, deployments=rows.deployments,
            in_doubt=in_doubt,
        )  # fmt: skip

    return scope.once(("rate", quantity.id, level), made)


def alike_of(quantity: RecordRate, scope: Scope) -> AlikeRows:
    """Return whether rows of one place, or close in time, have more alike rates than chance gives."""

    def made() -> AlikeRows:
        rows, entries = rows_of(quantity, scope), used_by(quantity, scope)
        days = [None if e.date is None else e.date.toordinal() for e in entries]
        return alike_rows(rows.events, rows.trials, places=[e.place for e in entries], days=days)

    return scope.once(("alike", quantity.id), made)


def finding_of(
    quantity: RecordRate, scope: Scope, *, level: float, crowd: int, per_face: tuple[str, ...] = ()
) -> Finding:
    """Answer a quantity's question for a scope; ``per_face`` are caveats of what is divided by faces seen."""
    rows = rows_of(quantity, scope)
    rate = rate_of(quantity, scope, level=level)
    if rate is None:
        reason = _nothing(quantity, scope) if not rows else f"there was no {quantity.unit} at all: 0 of 0"
        said = prefixed(scope.said, f"Not estimable: {reason}.")
        return replace(quantity, population=None).missing(reason, answer=said, at=scope.point, group=scope.group)
    told = told_of(quantity, scope, rate, crowd=crowd)
    alone = rate.shown.these or rate.shown.single
    return (replace(quantity, population=THESE_DEPLOYMENTS) if alone else quantity).answered(
        prefixed(scope.said, quantity.said(quantity, told)),
        rate.estimate,
        at=scope.point,
        group=scope.group,
        # an upper limit is for a claim about errors; of right alerts, a lower one would be
        bounds=rate.bounds if quantity.errors else Bounds(),
        sensitivity=(*rate.sensitivity, *_as_false(quantity, told), *_misjudged(quantity, rate)),
        caveats=(
            *(per_face if quantity.unit == FACE else ()),
            *caveats_of(quantity.columns, scope, rows.used),
            *row_caveats(used=len(rows), of=len(scope.entries)),
            *uneven_rows(rows.trials, rate.shown),
            *(() if alone else of_alike(alike_of(quantity, scope))),
        ),
    )


def _nothing(quantity: RecordRate, scope: Scope) -> str:
    """Say what no row gives, or that it may be in a column that was not read."""
    unread = scope.unread_of(*("false_alerts" if column == JUDGED else column for column in quantity.columns))
    return f"{quantity.nothing}; column “{unread}” was not read" if unread else quantity.nothing


def told_of(quantity: RecordRate, scope: Scope, rate: Rate, *, crowd: int) -> Told:
    """Return what an answer is made of: the rate, and the alerts that are in doubt.

    Of a rate per judged alert these are all that nobody judged: rows without a judged one would else be forgotten.
    """
    used, counts = rows_of(quantity, scope).used, scope.counts
    per_judged = quantity.columns[1] == JUDGED
    here, every = int(counts.unjudged[used].sum()), int(counts.undecided.sum())
    return Told(
        rate=rate,
        crowd=crowd,
        unconfirmed=int(counts.unconfirmed[used].sum()),
        unjudged=every if per_judged else here,
        right_beside=int(counts.right_beside.sum()) if per_judged else 0,
        elsewhere=not per_judged and every > here,
        derived=int(counts[DERIVED[above]][used].sum()) if (above := quantity.columns[0]) in DERIVED else 0,
        sums=bool(counts.sums[used].any()),
        side=side_of(quantity.columns, counts, used),
        least=quantity.least_of_unjudged,
    )


def _as_false(quantity: RecordRate, told: Told) -> list[Sensitivity]:
    """Return the limits with every doubtful alert counted as false, where there are any.

    Alerts that nobody judged are no trials of a rate per judged alert; counted as false, they become trials too.
    """
    e = told.rate.estimate
    extra = told.unconfirmed + told.unjudged
    if not (quantity.of_alerts or quantity.judged) or e.trials is None or not extra:
        return []
    events = (e.events or 0) + extra if quantity.of_alerts else (e.events or 0) - told.unconfirmed
    trials = e.trials + (told.unjudged + told.right_beside if quantity.unit == "alert" else 0)
    limits = limits_per_exposure if quantity.kind is Kind.MEAN else limits_per_trial
    low, high = limits(events, trials, level=e.level)
    what = [f"{told.unconfirmed:,} {UNCONFIRMED}"] if told.unconfirmed else []
    what += [f"{told.unjudged:,} {NOT_JUDGED}"] if told.unjudged else []
    said = f"{' and '.join(what)} counted as false too"
    row = Sensitivity(assumption=said, deff=1.0, events=events, low=low, high=high, effective_trials=trials)
    return [row]


def _misjudged(quantity: RecordRate, rate: Rate) -> list[Sensitivity]:
    """Return the share of right alerts if some of those judged right were in truth wrong (METHODS 7)."""
    events, trials = rate.estimate.events, rate.estimate.trials
    if not quantity.judged or events is None or trials is None:
        return []
    rows = []
    for more in further(round(trials)):
        if more <= events:
            low, high = limits_per_trial(events - more, trials, level=rate.estimate.level)
            said = f"{wording.plural(more, 'alert')} judged right {'was' if more == 1 else 'were'} in truth false"
            rows.append(Sensitivity(assumption=said, deff=1.0, low=low, high=high, effective_trials=trials))
    return rows
