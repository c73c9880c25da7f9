"""Did false alerts become fewer or more from one period of a record to another, beyond what chance explains?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Estimate, Finding, Point, SignificanceTest, wording
from bystander.intervals import methods
from bystander.intervals.alike_rows import AlikeRows, alike_rows
from bystander.intervals.between_periods import Change, Counted, Why, change
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.rates import rows_of, used_by
from bystander.quantities.record.words import of_alike, prefixed

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.quantities.record.rates import RecordRate
    from bystander.quantities.record.scope import Scope

TWO_RATES = "both periods have one rate"
WHY_NOT_TOLD = "Counts do not say why."
REASONS = {
    Why.FEW: "the few rows of a period differ by more than chance, and do not show by how much",
    Why.UNEVEN: "one row holds so much that the others do not show how it may come out another time",
}
GO_ALONG = "deployments close in time are alike, so that two stretches of time differ without any change"


@dataclass(frozen=True)
class Asked:
    """A rate of which a change is asked: what is told to change, of so many of which units, and the question."""

    of: RecordRate
    noun: str
    units: str
    quantity: Quantity

    @classmethod
    def whether(cls, of: RecordRate, noun: str, units: str) -> Asked:
        """Return the question whether it changed, with a difference as its answer."""
        heading = f"{of.heading}: change"
        asked = of.difference(heading, f"Did {noun} change from the earliest period to the newest?")
        return cls(of, noun, units, replace(asked, population=None))


PER_FACE = Asked.whether(FALSE_PER_FACE, "false alerts per face", "faces")
PER_ALERT = Asked.whether(FALSE_PER_ALERT, "the share of false alerts", "alerts")
BETWEEN_PERIODS = (PER_FACE, PER_ALERT)


@dataclass(frozen=True)
class Between:
    """What is said of two periods: the finding, its sentence for a first screen, and whether a change is shown."""

    finding: Finding
    short: str
    shown: bool


def between(asked: Asked, older: Scope, newer: Scope, *, said: str, names: tuple[str, str], level: float) -> Between:
    """Return what the counts say of a change from one period to another; both have trials.

    ``said``: opens the answer, as an operator's name does. ``names``: of the periods, in words.
    """
    counted = [_counted(asked, period) for period in (older, newer)]
    found = change(*counted, level=level)
    at = Point(period=f"{newer.point.period} against {older.point.period}")
    if isinstance(found, Why):
        return unknown(asked, REASONS[found], said=said, group=older.group, at=at)
    if found.shown and _alike_in_time(asked, older, newer):
        return unknown(asked, GO_ALONG, said=said, group=older.group, at=at)
    first, then = counted
    units = asked.units
    counts = f"Counted: {first.x:,} in {wording.count(first.n)} {units}, then {then.x:,} in {wording.count(then.n)}."
    short = f"{wording.capital(names[0])}, then {names[1]}: {_verdict(asked, found)}. {counts}"
    others = _changed_too(asked, older, newer) if found.difference else ""
    short += others or (f" {WHY_NOT_TOLD}" if found.shown else "")
    finding = asked.quantity.answered(
        prefixed(said, short),
        Estimate(
            value=found.difference, low=found.low, high=found.high, level=level,
            method=methods.TWO_PERIODS.only(methods.AS_DAYS if found.scatter else methods.EACH_BY_ITSELF),
        ),
        at=at,
        group=older.group,
        test=SignificanceTest(
            null=TWO_RATES, method=str(methods.FISHER), statistic=found.difference, p=found.p_value
        ),
        # of both together, in which a change is one way to be alike
        caveats=of_alike(AlikeRows(by_place=False, in_time=_alike_in_time(asked, older, newer, one=True), places=0)),
    )  # fmt: skip
    return Between(finding, short, found.shown)


def unknown(asked: Asked, reason: str, *, said: str, group: dict[str, str] | None, at: Point | None = None) -> Between:
    """Return that it cannot be said whether a rate changed, and why."""
    short = f"Whether {asked.noun} changed cannot be said: {reason}."
    return Between(asked.quantity.missing(reason, answer=prefixed(said, short), group=group, at=at), short, shown=False)


def _verdict(asked: Asked, found: Change) -> str:
    if found.difference == 0:
        return f"no change of {asked.noun} was counted"
    fewer = found.difference < 0
    if found.shown:
        went = f"{asked.noun} {'fell' if fewer else 'rose'}"
        independent = " by more than chance, if alerts are independent"
        beyond = ", more than deployments differ anyway, each by itself" if found.scatter else independent
        return f"{went}{beyond}"
    but = "deployments may differ as much anyway" if found.scatter else "chance alone may explain that"
    return f"as counted, {asked.noun} went {'down' if fewer else 'up'}, but {but}"


def _changed_too(asked: Asked, older: Scope, newer: Scope) -> str:
    """Say which conditions were not those of before, such as places; nothing where none is known to differ."""
    first, then = (used_by(asked.of, period) for period in (older, newer))
    what = [
        name
        for name, field in (("places", "place"), ("watchlists", "watchlist_size"), ("thresholds", "threshold"))
        if (known := [{v for e in rows if (v := getattr(e, field)) is not None} for rows in (first, then)])
        and all(known)
        and known[0] != known[1]
    ]
    return f" {wording.capital(wording.listed(what))} changed too." if what else ""


def _alike_in_time(asked: Asked, older: Scope, newer: Scope, *, one: bool = False) -> bool:
    """Return whether rows close in time are alike within their periods, each held against the rate of its own.

    Two stretches of such a record differ without any change, and by more than its rows show. ``one``: held against the
    rate of both.
    """
    events, expected = [], []
    for rows in (rows_of(asked.of, period) for period in (older, newer)):
        x, n = (np.asarray(counts, np.float64) for counts in (rows.events, rows.trials))
        events.append(x)
        expected.append(n if one else n * float(x.sum()) / float(n.sum()))
    entries = [e for period in (older, newer) for e in used_by(asked.of, period)]
    days = [None if e.date is None else e.date.toordinal() for e in entries]
    nowhere = [None] * len(days)
    return alike_rows(np.concatenate(events), np.concatenate(expected), places=nowhere, days=days).in_time


def _counted(asked: Asked, period: Scope) -> Counted:
    rows = rows_of(asked.of, period)
    return Counted(rows.events, rows.trials, rows.deployments)
