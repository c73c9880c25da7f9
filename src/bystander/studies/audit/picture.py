"""The picture of a record: each operator's counts by period, the newest first; what was not published is hatched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.record.units import note_on
from bystander.findings import wording
from bystander.findings.axes import million_axis, rare_axis
from bystander.findings.signs import Axis, Cell, Column, Hatch, Interval, Row, Rows, Share, Sign
from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.one_sided import ABOUT
from bystander.quantities.record.rates import rate_of, told_of, used_by
from bystander.studies.audit.scopes import days, months, parts, said_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.findings import Estimate
    from bystander.intervals.record_rate import Rate
    from bystander.quantities.record.rates import RecordRate
    from bystander.quantities.record.scope import Scope

PERIODS_OF_ONE, MOST_OPERATORS = 6, 8
PAST_YEARS = 3  # between years; an operator that judged no alert in so many stands behind those that did
PERCENT = Axis(0.0, 1.0, ((0.0, "0"), (0.5, "50 %"), (1.0, "all alerts")))
KEY = (
    ("false", "false alerts, as counted"),
    ("right-soft", "alerts judged right"),
    ("band", "what chance alone leaves open (95 %)"),
    ("band-of-days", "range (95 %): by chance, in some rows with how days differ"),
    ("none", "none counted"),
    ("hatch", "not verified, or cannot be shown"),
)
OF_UNJUDGED = "; of faces, none to all unjudged false"


@dataclass(frozen=True)
class Shown:
    """An operator with the parts of its record that the picture shows, the newest first."""

    whole: Scope
    parts: tuple[Scope, ...]
    more: int  # periods that there is no room for


def shown(scopes: Sequence[Scope]) -> list[Shown]:
    """Return the operators that the picture has room for, in the order of :func:`ranked`, and their periods."""
    return _ranked(scopes)[:MOST_OPERATORS]


def ranked(scopes: Sequence[Scope]) -> list[Scope]:
    """Return operators as all of a page has them: first the one with most alerts judged in all of its record.

    The newest period alone would put an operator further back for each thin period that it adds. Those whose judged
    alerts are long past come after, or a page would begin with what a system did that nobody uses any more.
    """
    return [one.whole for one in _ranked(scopes)]


def _ranked(scopes: Sequence[Scope]) -> list[Shown]:
    several = len(scopes) > 1
    found = [_of_operator(scope, several=several) for scope in scopes]
    newest = max(days(scope.entries)[1] for scope in scopes)
    return sorted(
        found,
        key=lambda one: (is_past(one.whole, newest=newest), *(-n for n in _weight(one.whole)), one.whole.said),
    )


def is_past(whole: Scope, *, newest: str) -> bool:
    """Return whether no alert was judged for years; ``newest``: the last day of all operators, as an ISO date.

    Where none was judged at all it is past too, and where nobody knows when, it is not.
    """
    judged = used_by(FALSE_PER_ALERT, whole)
    last = days(judged)[1]
    return not judged or (bool(last) and int(newest[:4]) - int(last[:4]) > PAST_YEARS)


def _of_operator(scope: Scope, *, several: bool) -> Shown:
    """Return the newest periods of an operator; of one among several the newest that tells most, and the earliest."""
    periods = sorted((p for p in parts(scope) if p.point.period), key=_newest, reverse=True)
    telling = [p for p in periods if _tells(p)] or periods[:1]
    if not telling:
        return Shown(scope, (scope,), 0)
    if not several:
        return Shown(scope, tuple(telling[:PERIODS_OF_ONE]), max(len(telling) - PERIODS_OF_ONE, 0))
    both = [p for p in telling if alerts_judged(p) and faces(p)]
    newest = (both or telling)[0]
    others = [p for p in telling if p is not newest]
    chosen = [newest, *others[-1:]]
    return Shown(scope, tuple(sorted(chosen, key=_newest, reverse=True)), len(telling) - len(chosen))


def _weight(whole: Scope) -> tuple[float, float]:
    """Rank operators: those with most alerts judged, then those with most faces."""
    return alerts_judged(whole), faces(whole)


def picture(given: Sequence[Shown], *, level: float) -> Rows:
    """Return the table of signs."""
    rows = [
        Row(
            label=(one.whole.said or ("" if part.point.period else "All of the record")) if first else "",
            detail=said_part(part) if part.point.period else months(counted_in(part) or part.entries),
            cells=(of_alerts(part, level=level), of_faces(part, level=level)),
            goes_on=not first,
        )
        for one in given
        for first, part in ((at == 0, part) for at, part in enumerate(one.parts))
    ]
    hidden = sum(one.more for one in given)
    seen = any(faces(part) for one in given for part in one.parts)
    million = _million(given, level=level)
    said = [f"For faces, each step is {_step(million)}-fold."] if seen else []
    said += [f"{wording.plural(hidden, 'more period')}: see every number."] if hidden else []
    return Rows(
        caption="False alerts of all alerts, and of all faces seen",
        head="By operator, newest first" if any(len(one.parts) > 1 for one in given) else "Whose counts, and when",
        columns=(
            Column(f"Of all {'judged ' if _unjudged(given, level=level) else ''}alerts, how many were false?", PERCENT),
            Column("Of a million faces, how many were flagged by mistake?", million),
        ),
        rows=tuple(rows),
        key=_key(
            rows,
            differing=_differing(given, level=level),
            derived=_derived(given),
            unjudged=_none_to_all(given, level=level),
        ),
        reading=" ".join(said),
    )


def _unjudged(given: Sequence[Shown], *, level: float) -> bool:
    """Return whether of what is shown some alerts were not judged, or only judged ones are known."""
    rates = [(part, rate_of(FALSE_PER_ALERT, part, level=level)) for one in given for part in one.parts]
    told = [told_of(FALSE_PER_ALERT, part, rate, crowd=0) for part, rate in rates if rate is not None]
    return any(one.unjudged or one.sums for one in told)


def _none_to_all(given: Sequence[Shown], *, level: float) -> bool:
    """Return whether any range of faces reaches from none to all of unjudged alerts."""
    rates = (rate_of(FALSE_PER_FACE, part, level=level) for one in given for part in one.parts)
    return any(rate is not None and rate.estimate.method.rests_on(methods.NONE_TO_ALL) for rate in rates)


def _differing(given: Sequence[Shown], *, level: float) -> bool:
    """Return whether any range that is drawn allows for how deployments differ."""
    rates = [rate_of(q, p, level=level) for one in given for p in one.parts for q in (FALSE_PER_ALERT, FALSE_PER_FACE)]
    return any(rate is not None and rate.estimate.method.rests_on(methods.DIFFERING) for rate in rates)


def _derived(given: Sequence[Shown]) -> bool:
    """Return whether any false alert of what is shown was worked out from the right ones."""
    return any(e.wrong_derived for one in given for part in one.parts for e in counted_in(part))


def _key(rows: Sequence[Row], *, differing: bool, derived: bool, unjudged: bool) -> tuple[tuple[str, str], ...]:
    """Return the signs that rows draw, with their meanings.

    ``differing``: ranges allow for how deployments differ. ``derived``: some false alerts are those not judged right.
    ``unjudged``: ranges of faces reach from none to all of the unjudged alerts.
    """
    marks = [cell.mark for row in rows for cell in row.cells]
    shares = [m for m in marks if isinstance(m, Share)]
    ranges = [m for m in marks if isinstance(m, Interval)]
    drawn = {
        "false": any(m.sign is Sign.FALSE and m.part for m in shares) or any(m.value is not None for m in ranges),
        "right-soft": any(m.sign is Sign.RIGHT or m.part < m.whole for m in shares),
        "band": bool(shares or ranges) and not differing,
        "band-of-days": bool(shares or ranges) and differing,
        "none": any(m.none for m in ranges),
        "hatch": any(isinstance(m, Hatch) for m in marks) or any(m.rest_unknown for m in shares),
    }
    said = dict(KEY) | ({"false": "alerts judged false, or not judged right"} if derived else {})
    if unjudged:
        said |= {sign: f"{said[sign]}{OF_UNJUDGED}" for sign in ("band", "band-of-days")}
    return tuple((sign.removesuffix("-of-days"), meaning) for sign, meaning in said.items() if drawn[sign])


def counted_in(scope: Scope) -> list[Entry]:
    """Return the rows that a rate of false alerts, per alert or per face, can be taken of."""
    rows = {e.row: e for quantity in (FALSE_PER_ALERT, FALSE_PER_FACE) for e in used_by(quantity, scope)}
    return [e for e in scope.entries if e.row in rows]


def alerts_judged(scope: Scope) -> float:
    """Return the alerts that a rate of false ones can be taken of; 0 where there is none."""
    rate = rate_of(FALSE_PER_ALERT, scope, level=0.95)
    return 0.0 if rate is None else rate.estimate.trials or 0.0


def faces(scope: Scope) -> float:
    """Return the faces that a rate of false alerts can be taken of; 0 where there is none."""
    rate = rate_of(FALSE_PER_FACE, scope, level=0.95)
    return 0.0 if rate is None else rate.estimate.trials or 0.0


def verified(scope: Scope) -> tuple[int, int] | None:
    """Return right alerts and all alerts, where no more is known than which were verified as right; else None."""
    if rate_of(FALSE_PER_ALERT, scope, level=0.95) is not None:
        return None
    known = [e for e in scope.entries if e.right is not None and e.alerts]
    if not known or len(known) != sum(e.alerts is not None for e in scope.entries):
        return None
    return sum(e.right or 0 for e in known), sum(e.alerts or 0 for e in known)


def _newest(scope: Scope) -> str:
    return max((str(e.date_to or e.date) for e in scope.entries if e.date), default="")


def _tells(scope: Scope) -> bool:
    return bool(alerts_judged(scope) or faces(scope) or verified(scope) or any(e.withheld for e in scope.entries))


def of_alerts(scope: Scope, *, level: float) -> Cell:
    """Return how many of all alerts were false, or what is known instead."""
    rate = rate_of(FALSE_PER_ALERT, scope, level=level)
    if rate is not None:
        e = rate.estimate
        mark = Share(part=e.events or 0, whole=e.trials or 1, low=e.low, high=e.high, sign=Sign.FALSE)
        none = f"none counted: at most {wording.percent(e.high, up=True)}"
        return Cell(mark, _counted(e), _with_range(FALSE_PER_ALERT, scope, rate, often=True) if e.events else none)
    if (known := verified(scope)) is not None:
        right, alerts = known
        low, high = clopper_pearson(right, alerts, level=level)
        mark = Share(part=right, whole=alerts, low=low, high=high, sign=Sign.RIGHT, rest_unknown=True)
        said = f"verified right: {wording.with_range(right / alerts, low, high, often=True)}"
        return Cell(mark, f"{right:,} of {alerts:,}", f"{said}; {alerts - right:,} not verified")
    return Cell(Hatch(_missing(scope, "alerts", "wrong")))


def of_faces(scope: Scope, *, level: float) -> Cell:
    """Return how many of a million faces were flagged by mistake, or why that is not known."""
    rate = rate_of(FALSE_PER_FACE, scope, level=level)
    if rate is None:
        return Cell(Hatch(_missing(scope, "faces_seen", "wrong")))
    e = rate.estimate
    counted = f"{wording.count(e.events or 0)} in {wording.count(e.trials or 0)}"
    if not e.events:
        mark = Interval(low=0.0, high=e.high, none=True)
        return Cell(mark, counted, f"none counted: at most {wording.in_a_million(e.high, up=True)}{_estimated(scope)}")
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=Sign.FALSE)
    return Cell(mark, counted, _with_range(FALSE_PER_FACE, scope, rate, often=False) + _estimated(scope))


def _estimated(scope: Scope) -> str:
    """Say of a rate that faces are an estimate, where the record says so of its rows."""
    about = ["faces_seen" in e.about for e in used_by(FALSE_PER_FACE, scope)]
    return "; estimated" if all(about) else "; partly estimated" if any(about) else ""


def _counted(e: Estimate) -> str:
    return f"{wording.count(e.events or 0)} of {wording.count(e.trials or 0)}"


def _with_range(quantity: RecordRate, scope: Scope, rate: Rate, *, often: bool) -> str:
    """Say a rate and its range, and that it is an end of what it can be where a count behind it is."""
    e, told = rate.estimate, told_of(quantity, scope, rate, crowd=0)
    if told.none_to_all:  # what was judged, with a range that allows for the rest
        return wording.with_range(e.value, e.low, e.high, often=often)
    side = "" if told.about == ABOUT else f"{told.about} "
    return side + wording.with_range(e.value, e.low, e.high, often=often, up=told.up)


NOT_TOLD, NOT_READ = "not given", "not read"
NOT_TOGETHER = "no row gives both counts"
_COUNTS = {  # of an entry: its column, and what it is called
    "alerts": ("alerts", "alerts"),
    "wrong": ("false_alerts", "false alerts"),
    "faces_seen": ("faces_seen", "faces seen"),
}


def _missing(scope: Scope, *needed: str) -> str:
    """Say why a cell is empty: in the words of the note that vetoes it or says why, else what the record lacks."""
    lacking = [name for name in needed if all(getattr(e, name) is None for e in scope.entries)]
    column, called = _COUNTS[(lacking or needed)[0]]
    vetoed = (w.why for e in scope.entries for w in e.withheld if w.column == column)
    noted = (said for e in scope.entries for name in lacking[:1] if (said := note_on(e.note, name)))
    told = next(vetoed, None) or next(noted, None)
    not_told = f"{called}: {NOT_READ if scope.unread_of(column) else NOT_TOLD}"
    return told or (not_told if lacking else NOT_TOGETHER)


def _step(axis: Axis) -> str:
    """Say how many times as much as the one before each value over an axis is."""
    (first, _), (second, _) = axis.ticks[-2:]
    return wording.count(round(second / first))


def _million(given: Sequence[Shown], *, level: float) -> Axis:
    """Return the axis of faces: whole powers of ten around every range that is drawn."""
    rates = [rate_of(FALSE_PER_FACE, part, level=level) for one in given for part in one.parts]
    estimates = [rate.estimate for rate in rates if rate is not None]
    if not estimates:
        return million_axis(1e-7, 1e-2)
    return rare_axis(estimates, steps=5)
