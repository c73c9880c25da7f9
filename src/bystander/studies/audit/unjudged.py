"""What is seen first of a record in which nobody judged the alerts: how many there were, and what to ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import million_axis
from bystander.findings.first_screen import FirstScreen, doubt, said
from bystander.findings.signs import Cell, Column, Interval, Row, Rows, Sign
from bystander.quantities.record.alerts import ALERTS_PER_FACE
from bystander.quantities.record.rates import rate_of
from bystander.studies.audit.verdict import stopped
from bystander.studies.audit.words import SOUGHT, say_what
from bystander.studies.beside import assumed, untold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate
    from bystander.findings.first_screen import Caveat
    from bystander.quantities.record.scope import Scope

NO_DEPLOYMENT = "Nobody and no time was watched in any row, so the record has no rate of false alerts."
NOBODY_SEEN = "Nobody was seen in any row, and no time is told, so the record has no rate of false alerts."
NO_RATE = "The record supports no rate of false alerts: no row gives false alerts with something to divide by."
NOT_JUDGED = "how many were false is not given"
NOT_READ = "how many were false was not read"
HOW_MANY_FALSE = "how many alerts were false, and who would judge them"
HOW_MANY_FACES = "how many faces were seen"
NEXT = "ask how many of the alerts were checked, and how many of those were false."


def unjudged(scopes: Sequence[Scope], caveats: Sequence[Caveat], *, eyebrow: str, level: float) -> FirstScreen:
    """Return the first screen of a record without any rate of false alerts."""
    unread = next((heading for scope in scopes if (heading := scope.unread_of("false_alerts"))), "")
    false = NOT_READ if unread else NOT_JUDGED
    untold_of_false = f"what column “{unread}” counts, and who judged alerts" if unread else HOW_MANY_FALSE
    do = f"{say_what(unread)}; ask how many alerts were false." if unread else NEXT
    rates = [(scope, rate.estimate) for scope in scopes if (rate := rate_of(ALERTS_PER_FACE, scope, level=level))]
    others = [text for scope in scopes if (text := stopped(scope, level=level).strip())]
    if not rates:
        entries = [e for scope in scopes for e in scope.entries]
        alerts, faces = sum(e.alerts or 0 for e in entries), any(e.faces_seen is not None for e in entries)
        right = sum(e.right or 0 for e in entries)
        of_right = f"{wording.plural(right, 'right alert')} in the record; {false}." if right else ""
        no_rate = f"The record supports no rate of false alerts: column “{unread}” was not read." if unread else NO_RATE
        if all(e.deployments == 0 for e in entries):
            no_rate = NOBODY_SEEN if all(e.faces_seen == 0 and e.hours is None for e in entries) else NO_DEPLOYMENT
        sentence = f"{wording.plural(alerts, 'alert')} in the record; {false}." if alerts else of_right or no_rate
        return FirstScreen(
            eyebrow=eyebrow, sentence=said(sentence), beside=tuple(said(text) for text in others),
            lead=said("Without judged alerts and faces seen, nothing can be said of passers-by."),
            untold=untold(untold_of_false, "" if faces else HOW_MANY_FACES, SOUGHT),
            next=do, caveats=tuple(caveats),
        )  # fmt: skip
    scope, e = max(rates, key=lambda one: one[1].events or 0)
    who = f"{scope.said}: " if scope.said else ""
    return FirstScreen(
        eyebrow=eyebrow,
        sentence=said(f"{who}{wording.plural(e.events or 0, 'alert')} in {_faces(e)}; {false}."),
        beside=tuple(said(text) for text in others),
        lead=said(
            f"That is {wording.in_a_million(e.value)}, right or wrong; the range is ",
            doubt(f"{wording.ends(e.low, e.high, often=False)} in a million"),
            f" ({level * 100:g} %). False alerts cannot be more than that.",
        ),
        assumed=assumed("", e),
        untold=untold(untold_of_false, SOUGHT),
        apart="Do not read alerts as mistakes, nor as people found.",
        next=do,
        picture=_picture(rates, level=level),
        caveats=tuple(caveats),
    )


def _faces(e: Estimate) -> str:
    return f"{wording.count(e.trials or 0)} faces seen"


def _picture(rates: Sequence[tuple[Scope, Estimate]], *, level: float) -> Rows:
    lowest, highest = min(e.low or e.high for _, e in rates), max(e.high for _, e in rates)
    return Rows(
        caption="Alerts of a million faces seen",
        columns=(Column("Of a million faces, how many set off an alert?", million_axis(lowest, highest)),),
        rows=tuple(Row(scope.said or "All of the record", (_cell(e),)) for scope, e in rates),
        key=(("measured", "alerts, right or wrong"), ("band", f"what chance leaves open ({level * 100:g} %)")),
    )


def _cell(e: Estimate) -> Cell:
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=Sign.MEASURED)
    counted = f"{wording.count(e.events or 0)} in {wording.count(e.trials or 0)}"
    return Cell(mark, counted, wording.with_range(e.value, e.low, e.high, often=False))
