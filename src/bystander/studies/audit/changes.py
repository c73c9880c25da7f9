"""Whether what is counted as "a face seen" stayed the same, in findings: faces an hour, and each change of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from bystander.findings import Estimate, Finding, Point, dates, wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals import methods
from bystander.intervals.change_point import FACTOR, FEWEST, changes
from bystander.quantities.record.faces_seen import DENOMINATOR_CHANGE, FACES_PER_DEPLOYMENT, FACES_PER_HOUR
from bystander.quantities.record.words import prefixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.intervals.change_point import Change
    from bystander.quantities.record.scope import Scope

Basis = Literal["hour", "deployment"]
FEWEST_ROWS = 2 * FEWEST


@dataclass(frozen=True, kw_only=True)
class Counting:
    """How faces were counted over time, in one operator's rows: ``rows`` dated and in order, faces per ``basis``."""

    basis: Basis
    rows: tuple[Entry, ...]
    intensity: tuple[float, ...]
    changes: tuple[Change, ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each row of the file stands among ``rows``."""
        return {entry.row: at for at, entry in enumerate(self.rows)}

    def stretch(self, entry: Entry) -> int | None:
        """Return which stretch between changes a row lies in, from 0; None where the row was not looked at."""
        at = self.places.get(entry.row)
        return None if at is None else sum(change.first <= at for change in self.changes)

    def around(self, at: int) -> tuple[Sequence[Entry], Sequence[Entry]]:
        """Return the rows of the stretches before and after the change of an index."""
        edges = [0, *(change.first for change in self.changes), len(self.rows)]
        return self.rows[edges[at] : edges[at + 1]], self.rows[edges[at + 1] : edges[at + 2]]


def counting_of(scope: Scope, *, level: float, seed: int) -> Counting | None:
    """Look for changes of the denominator; None where fewer than 16 rows tell when, and how many faces."""
    for basis in ("hour", "deployment"):
        usable = [
            (entry.date.toordinal(), entry.faces_seen / per, entry)
            for entry in scope.entries
            if entry.date is not None and entry.faces_seen and entry.deployments and (per := _per(entry, basis))
        ]
        if len(usable) >= FEWEST_ROWS:
            usable.sort(key=lambda row: row[:2])
            intensity = tuple(y for _, y, _ in usable)
            found = changes(intensity, [day for day, _, _ in usable], level=level, seed=seed)
            rows = tuple(entry for _, _, entry in usable)
            return Counting(basis=basis, rows=rows, intensity=intensity, changes=found)
    return None


def change_findings(counting: Counting | None, scope: Scope, *, level: float) -> list[Finding]:
    """Return the typical faces an hour of each stretch, and one finding for each change between stretches."""
    if counting is None:
        return [_unknown(scope)]
    found = [_change(counting, at, scope, level=level) for at in range(len(counting.changes))]
    return [*found, *_typical(counting, scope, level=level)]


def leading_caveat(counting: Counting | None) -> Caveat | None:
    """Return the caveat that leads all others where the denominator changed; None where it did not."""
    if counting is None or not counting.changes:
        return None
    return Caveat(
        "What counts as a face seen seems to have changed.",
        f"Faces seen per {counting.basis} went {jumps(counting)} (medians). Rates per face before and after cannot be "
        "compared.",
        "The keeper would have to say how faces were counted.",
        Weight.MOVES,
    )


def jumps(counting: Counting) -> str:
    """Say each change: "from 280 to 1,700 around 6 August 2024"."""
    return wording.listed(
        [
            f"from {wording.significant(c.before)} to {wording.significant(c.after)} "
            f"around {dates.day_of(_day(counting, c))}"
            for c in counting.changes
        ]
    )


def mixes(counting: Counting | None, scope: Scope) -> bool:
    """Return whether the rows of a scope lie on both sides of a change."""
    if counting is None or not counting.changes:
        return False
    first = None
    for entry in scope.entries:
        at = counting.stretch(entry)
        if at is not None and first is not None and at != first:
            return True
        first = at if first is None else first
    return False


def _per(entry: Entry, basis: str) -> float:
    return (entry.hours or 0.0) if basis == "hour" else float(entry.deployments or 0)


def _day(counting: Counting, change: Change) -> str:
    return str(counting.rows[change.first].date)


def _change(counting: Counting, at: int, scope: Scope, *, level: float) -> Finding:
    change, (before, after) = counting.changes[at], counting.around(at)
    day, basis = _day(counting, change), counting.basis
    estimate = Estimate(
        value=change.factor,
        low=change.low,
        high=max(change.high, change.low * (1 + 1e-9)),
        level=level,
        method=methods.RANK_LIMITS.named(
            f"typical ratio of faces seen per {basis}, after to before (Hodges-Lehmann, rank limits); the "
            "date by Pettitt's statistic with random orderings"
        ),
        trials=change.rows_before + change.rows_after,
    )
    return replace(DENOMINATOR_CHANGE, unit=f"face seen per {basis}").answered(
        prefixed(
            scope.said,
            f"Yes, it seems: around {dates.day_of(day)}, faces seen per {basis} went from about "
            f"{wording.significant(change.before)} to about {wording.significant(change.after)}, {_times(change)}. "
            f"These are medians of {wording.plural(change.rows_before, 'row')} before and {change.rows_after:,} after. "
            f"{_effect(before, after, basis)}{_threshold(before, after)}",
        ),
        estimate,
        at=Point(period=f"from {day}"),
        group=scope.group,
        caveats=(
            "A move to busier or quieter places looks the same as another way of counting.",
            "Either way, rates per face before and after cannot be compared.",
        ),
    )


def _times(change: Change) -> str:
    more = "more" if change.factor > 1 else "fewer"
    low, high = (change.low, change.high) if change.factor > 1 else (1 / change.high, 1 / change.low)
    return (
        f"{wording.significant(change.times)} times {more} ({wording.significant(low)} to {wording.significant(high)})"
    )


def _effect(before: Sequence[Entry], after: Sequence[Entry], basis: Basis) -> str:
    """Say what the change does to a rate per face: exact arithmetic on totals, whatever the false alerts."""
    a, b = _totals(before, basis), _totals(after, basis)
    if a is None or b is None:
        return ""
    (x0, f0, e0), (x1, f1, e1) = a, b
    ratio = (f1 / e1) / (f0 / e0)
    alone = (
        f"{wording.significant(ratio)} times lower" if ratio > 1 else f"{wording.significant(1 / ratio)} times higher"
    )
    told = (
        f"With the same false alerts per {basis}, the rate per face would be {alone} after it than before for this "
        f"reason alone. "
    )
    counted = (
        f"In fact there were {wording.plural(x0, 'false alert')} in {wording.count(f0)} faces and "
        f"{wording.plural(e0, basis)} before, {wording.count(x1)} in {wording.count(f1)} faces and "
        f"{wording.plural(e1, basis)} after"
    )
    if x0 and x1:
        fell = f"per face {_fell((x0 / f0) / (x1 / f1))}, per {basis} {_fell((x0 / e0) / (x1 / e1))}"
        return f"{told}{counted}: {fell}."
    return f"{told}{counted}."


def _fell(factor: float) -> str:
    return (
        f"{wording.significant(factor)} times fewer" if factor >= 1 else f"{wording.significant(1 / factor)} times more"
    )


def _totals(entries: Sequence[Entry], basis: Basis) -> tuple[int, int, float] | None:
    """Return false alerts, faces, and hours or deployments, of the rows that have all three."""
    rows = [(e.wrong, e.faces_seen, _per(e, basis)) for e in entries if e.wrong is not None and e.faces_seen]
    wrong, faces, per = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0.0)
    return (int(wrong), int(faces), float(per)) if faces and per else None


def _threshold(before: Sequence[Entry], after: Sequence[Entry]) -> str:
    """Say where most rows had another threshold before than after, so that the two cannot be told apart."""
    first, last = (Counter(e.threshold for e in side if e.threshold is not None) for side in (before, after))
    if not first or not last:
        return ""
    a, b = (max((rows, t) for t, rows in side.items())[1] for side in (first, last))
    if a == b:
        return ""
    return (
        f" Most rows before were at threshold {wording.threshold(a)}, most after at {wording.threshold(b)}, so the "
        "record cannot tell what the one did and what the other."
    )


def _typical(counting: Counting, scope: Scope, *, level: float) -> list[Finding]:
    """Return the median of faces seen per hour, with its distribution-free interval, for each stretch."""
    asked = FACES_PER_HOUR if counting.basis == "hour" else FACES_PER_DEPLOYMENT
    edges = [0, *(change.first for change in counting.changes), len(counting.rows)]
    found = []
    for start, stop in pairwise(edges):
        values = sorted(counting.intensity[start:stop])
        days = (counting.rows[start].date, counting.rows[stop - 1].date)
        low, high = _median_limits(values, level)
        if low == high:
            continue
        middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
        at_low, at_middle, at_high = _apart(low, middle, high)
        steady = "" if counting.changes else f" No change by {FACTOR:g} times or more was found over time."
        found.append(
            asked.answered(
                prefixed(
                    scope.said,
                    f"From {days[0]} to {days[1]}, the middle (median) of {wording.plural(len(values), 'row')} was "
                    f"{at_middle} faces per {counting.basis}. With chance alone, the true middle "
                    f"lies between {at_low} and {at_high}.{steady}",
                ),
                Estimate(
                    value=middle,
                    low=low,
                    high=high,
                    level=level,
                    trials=len(values),
                    method=methods.ORDER.named(f"median of faces seen per {counting.basis} over rows; {methods.ORDER}"),
                ),
                at=Point(period=f"{days[0]} to {days[1]}") if counting.changes else Point(),
                group=scope.group,
            )
        )
    return found


def _median_limits(values: list[float], level: float) -> tuple[float, float]:
    """Return the order statistics that hold the median at the level (sign test), the outermost if need be."""
    from scipy.special import bdtr

    n, tail = len(values), (1 - level) / 2
    k = next((k for k in range(n // 2, 0, -1) if bdtr(k - 1, n, 0.5) <= tail), 1)
    return values[k - 1], values[n - k]


def _apart(*values: float) -> list[str]:
    """Say numbers with two digits, or as many more as tell apart those that six do: "2,251" and "2,254"."""
    said = [[wording.significant(value, digits) for value in values] for digits in range(2, 7)]
    return next(some for some in said if len(set(some)) == len(set(said[-1])))


def _unknown(scope: Scope) -> Finding:
    reason = (
        f"fewer than {FEWEST_ROWS} dated single deployments give faces seen. That is too few to tell a change of "
        "what is counted from chance"
    )
    said = prefixed(scope.said, f"Not estimable: {reason}.")
    return DENOMINATOR_CHANGE.missing(reason, answer=said, group=scope.group)
