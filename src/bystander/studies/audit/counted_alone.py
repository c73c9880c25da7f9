"""What is seen first of a record that counts false alerts, and of no alerts or faces: as press releases do.

None of 23 deployments shows no rate of zero, so the page says how many chance leaves open, and what nobody told.
"""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import FirstScreen, doubt, false, said
from bystander.findings.signs import Axis, Cell, Column, Hatch, Interval, Row, Rows
from bystander.quantities.record.false_alerts import FALSE_PER_DEPLOYMENT, FALSE_PER_HOUR
from bystander.quantities.record.rates import rate_of, used_by
from bystander.quantities.record.words import said_rate, said_span
from bystander.studies.audit.scopes import in_months, months
from bystander.studies.audit.verdict import leaves, stopped, unlike
from bystander.studies.audit.words import APART, JUDGED, SOUGHT
from bystander.studies.beside import UNNOTICED, assumed, untold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.first_screen import Caveat, Said
    from bystander.intervals.record_rate import Rate
    from bystander.quantities.record.rates import RecordRate
    from bystander.quantities.record.scope import Scope
    from bystander.studies.groups.answers import Answers

NOTHING = "so nothing can be said of an alert or a passer-by."
NO_SHARE = f"The record does not say of how many alerts or faces, {NOTHING}"
NOT_READ = f"Of how many alerts or faces was not read, {NOTHING}"
NO_RATE_OF_ZERO = "That does not show a rate of zero. "
ONE_SIDED = "one-sided, as none was counted"
HOW_MANY_FACES, HOW_MANY_ALERTS, WHO = "how many faces were seen", "how many alerts there were", "who judged them"
OF_ONE = "Deployments differ in length and in faces seen, so do not compare operators by them."
ROUND = (1, 2, 5, 10)  # where an axis may end


def counted_alone(
    scopes: Sequence[Scope], caveats: Sequence[Caveat], *, eyebrow: str, whose: str, groups: Answers, level: float
) -> FirstScreen | None:
    """Return the first screen; None where no false alerts were counted over deployments or hours.

    The sentence is of the operator with most of them. ``whose``: the operator of a record that has one.
    """
    told = [
        (quantity, scope, rate)
        for quantity in (FALSE_PER_DEPLOYMENT, FALSE_PER_HOUR)
        for scope in scopes
        if (rate := rate_of(quantity, scope, level=level))
    ]
    if not told:
        return None
    quantity, scope, rate = max(told, key=lambda one: (one[0] is told[0][0], one[2].estimate.trials or 0))
    entries = [e for one in scopes for e in one.entries]
    lacks = [
        *([] if any(e.faces_seen is not None for e in entries) else [HOW_MANY_FACES]),
        *([] if any(e.alerts is not None for e in entries) else [HOW_MANY_ALERTS]),
        WHO,
    ]
    stops = [text.strip() for one in scopes if (text := stopped(one, level=level))]
    return FirstScreen(
        eyebrow=eyebrow,
        sentence=_sentence(quantity, scope, rate, whose=scope.said or whose),
        beside=tuple(said(text) for text in (*stops, groups.sentence) if text),
        lead=_lead(quantity, rate, no_share=_no_share(scope), level=level),
        assumed=assumed(JUDGED, rate.estimate, alone=rate.shown.single, beside=groups.assumes),
        untold=untold(*lacks, UNNOTICED, SOUGHT),
        apart=f"{_arrests(sum(e.arrests or 0 for e in entries))}{APART if len(scopes) > 1 else OF_ONE}",
        next=f"ask {wording.listed(lacks)}.",
        picture=_picture(quantity, scopes, whose, level=level),
        caveats=tuple(caveats),
    )


def _sentence(quantity: RecordRate, scope: Scope, rate: Rate, *, whose: str) -> Said:
    e = rate.estimate
    who = f"{whose}: " if whose else ""
    when = f" {at}" if (at := in_months(used_by(quantity, scope))) else ""
    over = f"{wording.plural(e.trials or 0, quantity.unit)}{when}."
    if not e.events:
        return said(f"{who}{'n' if who else 'N'}o false alert was counted in {over}")
    several = "s were" if e.events > 1 else " was"
    return said(who, false(wording.count(e.events)), f" false alert{several} counted in {over}")


def _no_share(scope: Scope) -> str:
    """Say why nothing can be said of an alert or a face: not told, not read, or told to be none."""
    if scope.unread_of("alerts", "faces_seen"):
        return NOT_READ
    told = {
        "faces": [e.faces_seen for e in scope.entries if e.faces_seen is not None],
        "alerts": [e.alerts for e in scope.entries if e.alerts is not None],
    }
    none = [f"0 {name}" for name, counts in told.items() if counts and not any(counts)]
    untold = [name for name, counts in told.items() if not counts]
    if not none or len(none) + len(untold) < len(told):
        return NO_SHARE
    return f"The record tells of {' and '.join([*none, *(f'not of {name}' for name in untold)])}, {NOTHING}"


def _lead(quantity: RecordRate, rate: Rate, *, no_share: str, level: float) -> Said:
    e, unit, percent = rate.estimate, quantity.unit, f"{level * 100:g} %"
    if unlike(rate):
        return said(f"Rows are too unlike for one rate per {unit}. {no_share}")
    open_to = f"{wording.capital(leaves(e))} "
    if not e.events:
        many = f"up to {wording.significant(e.high, up=True)} per {unit}"
        return said(NO_RATE_OF_ZERO, open_to, doubt(many), f" ({percent}, {ONE_SIDED}). {no_share}")
    range_ = doubt(said_span(e.low, e.high, unit))
    return said(f"That is {said_rate(e.value, unit)}. ", open_to, range_, f" ({percent}). {no_share}")


def _arrests(arrests: int) -> str:
    """Say that arrests are no right alerts, where a record has some: readers take the one for the other."""
    if not arrests:
        return ""
    them = "the arrest as a right alert" if arrests == 1 else f"the {wording.count(arrests)} arrests as right alerts"
    return f"Do not read {them}: people are also arrested for what a stop brings to light. "


def _picture(quantity: RecordRate, scopes: Sequence[Scope], whose: str, *, level: float) -> Rows | None:
    """Return a row an operator, each with its range; None where rows are too unlike for a single one."""
    rates = [rate_of(quantity, scope, level=level) for scope in scopes]
    shown = [None if rate is None or unlike(rate) else rate.estimate for rate in rates]
    drawn = [e for e in shown if e is not None]
    if not drawn:
        return None
    most = max(e.high for e in drawn)
    step = 10.0 ** floor(log10(most))
    end = next(n * step for n in ROUND if most <= n * step)
    axis = Axis(0.0, end, tuple((at, wording.own(at) if at else "0") for at in (0.0, end / 2, end)))
    rows = []
    for scope, rate, e in zip(scopes, rates, shown, strict=True):
        name, when = scope.said or whose or "All of the record", months(used_by(quantity, scope))
        if e is None:
            why = "rows too unlike for one rate" if rate else f"{wording.units(quantity.unit)}: not given"
            rows.append(Row(name, (Cell(Hatch(why)),), detail=when))
            continue
        counted = f"{wording.count(e.events or 0)} in {wording.count(e.trials or 0)}"
        words = f"{wording.significant(e.value)} ({said_span(e.low, e.high, quantity.unit)})"
        if not e.events:
            words = f"none counted: at most {wording.significant(e.high, up=True)} per {quantity.unit}"
        mark = Interval(low=e.low, high=e.high, value=e.value if e.events else None, none=not e.events)
        rows.append(Row(name, (Cell(mark, counted, words),), detail=when))
    signs = {
        "false": ("false alerts, as counted", any(e.events for e in drawn)),
        "none": ("none counted", any(not e.events for e in drawn)),
        "band": (f"what chance leaves open ({level * 100:g} %)", True),
        "hatch": ("cannot be shown", len(drawn) < len(rows)),
    }
    return Rows(
        caption=f"False alerts per {quantity.unit}",
        columns=(Column(f"How many false alerts were there in a {quantity.unit}?", axis),),
        rows=tuple(rows),
        key=tuple((sign, meaning) for sign, (meaning, is_drawn) in signs.items() if is_drawn),
    )
