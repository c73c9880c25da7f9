"""What is said first of an operator: how many of its alerts were false, of how many faces, and what others have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Part, doubt, false, right, said
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.rates import rate_of, rows_of, told_of
from bystander.studies.audit.picture import counted_in, verified
from bystander.studies.audit.scopes import day_and_place, in_months, said_part, within
from bystander.studies.audit.verdict import leaves, stopped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate
    from bystander.findings.first_screen import Said
    from bystander.quantities.record.scope import Scope
    from bystander.quantities.record.words import Told
    from bystander.studies.audit.picture import Shown

BESIDE = ": "
MOST_OTHERS = 3  # operators that are told beside the one of the sentence


def sentence(part: Scope, whose: str, *, level: float) -> Said | None:
    """Say how many alerts of a part were false, else how many false alerts there were in faces; None without a rate."""
    who = f"{whose}: " if whose else ""
    when = f" {at}" if (at := when_of(part)) else ""
    rate = rate_of(FALSE_PER_ALERT, part, level=level)
    if rate is not None:
        told = told_of(FALSE_PER_ALERT, part, rate, crowd=0)
        e = rate.estimate
        alerts = wording.plural(e.trials or 0, told.judged_alert)
        verb = "was" if e.events == 1 else "were"
        if not e.events:
            return said(f"{who}{'n' if who else 'N'}one of {alerts} was judged false{when}.")
        return said(who, false(wording.count(e.events or 0)), f" of {alerts} {verb} {told.judged('false')}{when}.")
    rate = rate_of(FALSE_PER_FACE, part, level=level)
    if rate is None:
        return None
    e = rate.estimate
    of_faces = f" in {wording.count(e.trials or 0)} faces seen{when}."
    if not e.events:
        return said(f"{who}{'n' if who else 'N'}o false alert was counted{of_faces}")
    return said(who, false(wording.count(e.events or 0)), f" false alert{'s' if e.events != 1 else ''}{of_faces}")


def of_newest(part: Scope, whole: Scope) -> list[str]:
    """Say that the sentence is of the newest rows alone, where it is, and what all rows come to."""
    rate = None if part is whole else rate_of(FALSE_PER_ALERT, whole, level=0.95)
    if rate is None:
        return []
    e, told = rate.estimate, told_of(FALSE_PER_ALERT, whole, rate, crowd=0)
    rows, every = len(counted_in(part)), wording.plural(len(counted_in(whole)), "row")
    false_ones = wording.count(e.events or 0) if e.events else "none"
    alerts = wording.plural(e.trials or 0, told.judged_alert)
    newest = f"The headline is of the newest {wording.count(rows)} of {every}."
    return [f"{newest} In the whole record {false_ones} of {alerts} were {told.judged('false')}."]


def beside(chosen: Shown, part: Scope, *, level: float) -> tuple[Said, ...]:
    """Say what the operator counted otherwise: alerts that were only verified, people who were stopped."""
    lines: list[tuple[str | tuple[str, Part], ...]] = []
    for other in chosen.parts:
        if (known := verified(other)) is not None:
            when = wording.capital(when_of(other))
            lines.append(
                (
                    f"{when}, ",
                    right(f"{known[0]:,}"),
                    f" of {known[1]:,} alerts were verified as right.",
                    stopped(other, level=level),
                )
            )
    if not lines and (of_stops := stopped(part, level=level)):
        lines.append((of_stops.strip(),))
    return tuple(said(*line) for line in lines[:1])


def lead(part: Scope, of: str, *, level: float) -> Said:
    """Say the range per alert and the rate per face; ``of``: the operator that lacks faces, where there are several."""
    rate = rate_of(FALSE_PER_FACE, part, level=level)
    of_alerts = rate_of(FALSE_PER_ALERT, part, level=level)
    percent = f"{level * 100:g} %"
    begin: list[str | tuple[str, Part]] = []
    if of_alerts is not None:
        e = of_alerts.estimate
        told = told_of(FALSE_PER_ALERT, part, of_alerts, crowd=0)
        begin += (
            [
                f"Of these alerts, that is {wording.percent(e.value)}. "
                if told.derived
                else f"Of these alerts, {wording.percent(e.value)} were {told.judged('false')}. ",
                f"{wording.capital(leaves(e))} ",
                doubt(f"{wording.ends(e.low, e.high, often=True)} %"),
                f" ({percent}). ",
            ]
            if e.events
            else ["Chance alone leaves open ", doubt(f"up to {wording.percent(e.high, up=True)}"), f" ({percent}). "]
        )
        if left_out := told.left_out("false"):
            begin.append(f"{left_out.strip()} ")
    if rate is None:
        withheld = part.counts.withheld("faces_seen").any()
        lacks = (
            f"What {of or 'is'} {'gives' if of else 'given'} as faces seen counts something else"
            if withheld
            else f"Column “{unread}” was not read"
            if (unread := part.unread_of("faces_seen"))
            else f"{of or 'The record'} does not say how many faces were seen"
        )
        begin.append(f"{lacks}, so nothing can be said of {'its ' if of else ''}passers-by.")
        return said(*begin)
    e = rate.estimate
    told = told_of(FALSE_PER_FACE, part, rate, crowd=0)
    if e.events:
        same = of_alerts is not None and of_alerts.estimate.events and leaves(of_alerts.estimate) == leaves(e)
        opened = _opened(e, told, same=bool(same))
        unit = "" if opened == BESIDE else " in a million"  # as said just before
        begin += [
            _flagged(part, e, told),
            opened,
            doubt(f"{wording.ends(e.low, e.high, often=False)}{unit}"),
            f" ({percent}).",
        ]
    else:
        begin += [
            f"In {wording.count(e.trials or 0)} faces none was counted: ",
            doubt(f"at most {wording.in_a_million(e.high, up=True)}"),
            f" ({percent}){f', {told.none_to_all}' if told.none_to_all else ''}.",
        ]
    return said(*begin, without_faces(part))


def without_faces(part: Scope) -> str:
    """Say how many false alerts stand in rows whose faces are not given: no rate per face knows of them."""
    used = rows_of(FALSE_PER_FACE, part).used
    left = [e.wrong for at, e in enumerate(part.entries) if e.wrong and e.faces_seen is None and not used[at]]
    if not left:
        return ""
    rows = wording.plural(len(left), "row")
    verb = "is" if sum(left) == 1 else "are"
    return f" {wording.plural(sum(left), 'false alert')} in {rows} without faces {verb} left out."


def _in_rows(part: Scope) -> str:
    """Say in how many rows faces were seen, where these are fewer than those whose alerts are told."""
    of_faces, of_alerts = (len(rows_of(quantity, part)) for quantity in (FALSE_PER_FACE, FALSE_PER_ALERT))
    return f" in {wording.plural(of_faces, 'row')}" if of_faces < of_alerts else ""


def _flagged(part: Scope, e: Estimate, told: Told) -> str:
    """Say how many faces were flagged by mistake, and on which side of that the rate lies.

    Where alerts were not judged it is what was judged that is known; the range allows for the others.
    """
    count, were = wording.count(e.events or 0), "was" if e.events == 1 else "were"
    rate = (
        wording.in_a_million(e.value)
        if told.none_to_all
        else (f"{told.about} {wording.in_a_million(e.value, up=told.up)}")
    )
    judged = "judged to be " if told.none_to_all else ""
    faces = f"Of {wording.plural(e.trials or 0, 'face')} seen{_in_rows(part)}"
    return f"{faces}, {count} {were} {judged}flagged by mistake, {rate}"


def _opened(e: Estimate, told: Told, *, same: bool) -> str:
    """Say what a range per face holds under; ``same``: as the one per alert, which has been said."""
    if told.none_to_all:
        return f". {wording.capital(told.none_to_all)}, {'it may be' if same else leaves(e)} "
    return BESIDE if same else f". {wording.capital(leaves(e))} "


def when_of(scope: Scope) -> str:
    """Say when a part was counted, to stand behind its counts; nothing where that is not known."""
    if not scope.point.period:
        return in_months(counted_in(scope) or scope.entries)
    told = said_part(scope)
    return f"on {told}" if day_and_place(scope)[0] else within(told)


def others(operators: Sequence[Shown], parts: Sequence[Scope], *, level: float) -> tuple[Said, ...]:
    """Say how many alerts of each other operator were judged false; nothing of many, or where none has a rate."""
    rates = [
        (one.whole.said, rate_of(FALSE_PER_ALERT, part, level=level))
        for one, part in zip(operators, parts, strict=True)
    ]
    told = [(name, rate.estimate) for name, rate in rates if rate is not None]
    if not 0 < len(told) <= MOST_OTHERS:
        return ()
    counts = [f"{name} {wording.count(e.events or 0)} of {wording.count(e.trials or 0)}" for name, e in told]
    return (said(f"Judged false of others: {wording.listed(counts)}."),)
