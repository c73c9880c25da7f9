"""A rate of a record as its declaration has it: which rows it may use, how it is measured and how it is said.

Numerator and denominator always come from the same rows, so each quantity picks its own and says how many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Bounds, Finding, Kind, Quantity, Sensitivity, wording
from bystander.intervals.counts import clopper_pearson, garwood
from bystander.intervals.record_rate import Rate, rate_per_exposure, rate_per_trial
from bystander.quantities.record.words import FACE, further, prefixed, row_caveats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.quantities.record.scope import Scope

Rows = list[tuple[int, float]]  # events and trials of each row used


@dataclass(frozen=True, kw_only=True)
class RecordRate(Quantity):
    """A rate of a record. ``needs``: what a row must have to count, as it is said of rows that are left out.

    ``counted``: events and trials of a row, None where it does not have both. ``said``: the answer, from the quantity,
    the rate, the size of the crowd and the number of doubtful alerts. ``errors``: whether its events are false alerts,
    so that doubtful ones may be counted among them and a limit is an upper one. ``judged``: whether its events hang on
    a judgement that may be wrong. ``rest_scatters``: whether it is the other trials that come in clusters (the wrong
    alerts, for the share of right ones).
    """

    needs: str
    counted: Callable[[Entry], tuple[int, float] | None]
    said: Callable[[Quantity, Rate, int, int], str]
    errors: bool = True
    judged: bool = False
    rest_scatters: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.nothing:
            object.__setattr__(self, "nothing", f"no row gives {self.needs}")

    def __hash__(self) -> int:
        return hash(self.id)


def rows_of(quantity: RecordRate, entries: Sequence[Entry]) -> Rows:
    """Return events and trials of the rows that have both."""
    return [counted for entry in entries if (counted := quantity.counted(entry)) is not None]


def doubtful(entries: Sequence[Entry]) -> int:
    """Return the alerts judged right without confirmation, or not judged at all, in the rows that fit together."""
    return sum(e.unconfirmed + e.unresolved for e in entries if e.consistent)


def rate_of(quantity: RecordRate, entries: Sequence[Entry], *, level: float) -> Rate | None:
    """Return the estimate of a quantity, or None where nothing supports it (no row, or nothing to divide by)."""
    rows = rows_of(quantity, entries)
    if not sum(trials for _, trials in rows):
        return None
    events, trials = [x for x, _ in rows], [n for _, n in rows]
    if quantity.kind is Kind.MEAN:
        return rate_per_exposure(events, trials, level=level)
    whole = [int(n) for n in trials]
    others = [n - x for x, n in zip(events, whole, strict=True)]
    return rate_per_trial(events, whole, level=level, phi_of=others if quantity.rest_scatters else None)


def finding_of(
    quantity: RecordRate, scope: Scope, *, level: float, crowd: int, per_face: tuple[str, ...] = ()
) -> Finding:
    """Answer a quantity's question for a scope; ``per_face`` are caveats of what is divided by faces seen."""
    rows = rows_of(quantity, scope.entries)
    rate = rate_of(quantity, scope.entries, level=level)
    if rate is None:
        reason = quantity.nothing if not rows else f"there was no {quantity.unit} at all: 0 of 0"
        said = prefixed(scope.said, f"Not estimable: {reason}.")
        return replace(quantity, population=None).missing(reason, answer=said, at=scope.point, group=scope.group)
    extra = doubtful(scope.entries)
    return quantity.answered(
        prefixed(scope.said, quantity.said(quantity, rate, crowd, extra)),
        rate.estimate,
        at=scope.point,
        group=scope.group,
        # an upper limit is for a claim about errors; of right alerts, a lower one would be
        bounds=rate.bounds if quantity.errors else Bounds(),
        sensitivity=(*rate.sensitivity, *_as_false(quantity, rate, scope.entries), *_misjudged(quantity, rate)),
        caveats=(
            *(per_face if quantity.unit == FACE else ()),
            *row_caveats(quantity.needs, used=len(rows), of=len(scope.entries)),
        ),
    )


def _as_false(quantity: RecordRate, rate: Rate, entries: Sequence[Entry]) -> list[Sensitivity]:
    """Return the limits with every doubtful alert counted as false, where there are any."""
    if not quantity.errors or rate.estimate.trials is None:
        return []
    moved = [e for e in entries if rows_of(quantity, [e])]
    extra = sum(e.unconfirmed + e.unresolved for e in moved)
    if not extra:
        return []
    events = (rate.estimate.events or 0) + extra
    limits = garwood if quantity.kind is Kind.MEAN else clopper_pearson
    low, high = limits(events, rate.estimate.trials, level=rate.estimate.level)
    said = f"{wording.plural(extra, 'unconfirmed alert')} counted as false too"
    return [Sensitivity(assumption=said, deff=1.0, low=low, high=high, effective_trials=rate.estimate.trials)]


def _misjudged(quantity: RecordRate, rate: Rate) -> list[Sensitivity]:
    """Return the share of right alerts if some of those judged right were in truth wrong (METHODS 7)."""
    events, trials = rate.estimate.events, rate.estimate.trials
    if not quantity.judged or events is None or trials is None:
        return []
    rows = []
    for more in further(round(trials)):
        if more <= events:
            low, high = clopper_pearson(events - more, trials, level=rate.estimate.level)
            said = f"{wording.plural(more, 'alert')} judged right {'was' if more == 1 else 'were'} in truth false"
            rows.append(Sensitivity(assumption=said, deff=1.0, low=low, high=high, effective_trials=trials))
    return rows
