"""What is seen first of a record: what its newest counts say of alerts and of faces, and what may not be added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, FirstScreen, Part, doubt, false, right, said
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.rates import rate_of, rows_of, told_of
from bystander.quantities.record.words import prefixed
from bystander.studies.audit import words
from bystander.studies.audit.changes import mixes
from bystander.studies.audit.counted_alone import counted_alone
from bystander.studies.audit.next import next_of, of_whom
from bystander.studies.audit.picture import PAST_YEARS, alerts_judged, counted_in, picture, shown, verified
from bystander.studies.audit.remarks import any_note
from bystander.studies.audit.scopes import day_and_place, in_months, months, said_part, within
from bystander.studies.audit.scopes import operators as names
from bystander.studies.audit.unjudged import unjudged
from bystander.studies.audit.verdict import leaves, stopped, unlike
from bystander.studies.beside import UNNOTICED, assumed, untold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.record import Record
    from bystander.findings import Estimate
    from bystander.findings.first_screen import Said
    from bystander.quantities.record.between_periods import Between
    from bystander.quantities.record.scope import Scope
    from bystander.quantities.record.words import Told
    from bystander.studies.audit.changes import Counting
    from bystander.studies.audit.picture import Shown

APART_OF_ONE = "Do not add alerts and faces, nor compare operators who count otherwise."
FALSE_IF_NOT_RIGHT = "alerts not judged right were false"
WHO_BEARS = "who bears false alerts"
BESIDE = ": "
MOST_OTHERS = 3  # operators that are told beside the one of the sentence
LIST, THRESHOLD = "the watchlist", "the threshold"


def first_screen(
    record: Record, scopes: Sequence[Scope], countings: Sequence[Counting | None],
    over: Sequence[tuple[Between, ...]], caveats: Sequence[Caveat], *, groups: str = "", level: float,
) -> FirstScreen:  # fmt: skip
    """Return the first screen: of alerts and faces, else of false alerts alone, else of alerts that nobody judged.

    ``over``: of each scope, what is said of a change between periods. ``groups``: what their rates show, in a sentence.
    """
    operators = shown(scopes)
    chosen = operators[0]
    one = len(scopes) == 1
    counted = {id(scope): (counting, told) for scope, counting, told in zip(scopes, countings, over, strict=True)}
    changed = counted[id(chosen.whole)][1]
    part, *others = (_told(one, *counted[id(one.whole)], level=level) for one in operators)
    whose = _whose(record, chosen)
    sentence = _sentence(part, whose, level=level)
    if sentence is None:  # no period has it, but rows without a date may
        part = chosen.whole
        sentence = _sentence(part, whose, level=level)
    if sentence is None:
        eyebrow = _eyebrow(record, len(scopes), record.rows_used)
        alone = counted_alone(scopes, caveats, eyebrow=eyebrow, whose=whose, groups=groups, level=level)
        return alone or unjudged(scopes, caveats, eyebrow=eyebrow, level=level)
    return FirstScreen(
        eyebrow=_eyebrow(record, len(scopes), len(counted_in(part))) + _why_first(scopes, chosen.whole),
        sentence=sentence,
        beside=(
            *(_beside(chosen, part, level=level) or _others(operators[1:], others, level=level)),
            *((said(groups),) if groups else ()),
        ),
        lead=_lead(part, "" if one else chosen.whole.said, level=level),
        assumed=assumed(
            f"{words.JUDGED}; {FALSE_IF_NOT_RIGHT}" if _derived(part) else words.JUDGED, *_rates(part, level=level)
        ),
        untold=_untold(part, scopes, groups=bool(record.groups)),
        apart=" ".join(
            [*(prefixed(chosen.whole.said, found.short) for found in changed[:1]), APART_OF_ONE if one else words.APART]
        ),
        next=next_of(scopes),
        picture=picture(operators, level=level),
        caveats=tuple(caveats),
    )


def _told(operator: Shown, counting: Counting | None, changed: Sequence[Between], *, level: float) -> Scope:
    """Return what is told of an operator: all of its record where that was counted alike, else its newest period."""
    same = _alike(operator.whole, counting, level=level) and not any(found.shown for found in changed)
    return operator.whole if same and alerts_judged(operator.whole) else _newest_judged(operator)


def _others(operators: Sequence[Shown], parts: Sequence[Scope], *, level: float) -> tuple[Said, ...]:
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


def _rates(part: Scope, *, level: float) -> list[Estimate]:
    found = (rate_of(quantity, part, level=level) for quantity in (FALSE_PER_ALERT, FALSE_PER_FACE))
    return [rate.estimate for rate in found if rate is not None]


def _derived(part: Scope) -> bool:
    """Return whether any false alert of a part was worked out from the right ones."""
    return any(e.wrong_derived for e in counted_in(part))


def _untold(part: Scope, scopes: Sequence[Scope], *, groups: bool) -> str:
    """Say what the newest counts lack that would tell more, and what no record of alerts holds."""
    entries = part.entries
    lists = _lacking(LIST, [e.watchlist_size for e in entries])
    threshold = _lacking(THRESHOLD, [e.threshold for e in entries])
    conditions = (lists, threshold) if (lists, threshold) != (LIST, THRESHOLD) else ("watchlist and threshold",)
    bears = "" if groups else f"{'beyond notes, ' if any_note(entries) else ''}{WHO_BEARS}"
    return untold(never_judged(scopes, part), UNNOTICED, words.SOUGHT, bears, *conditions)


def _lacking(what: str, told: Sequence[object]) -> str:
    """Say that rows do not tell something, and how many where others do."""
    lacks = sum(value is None for value in told)
    return what if lacks == len(told) else f"{what} of {lacks} of {len(told)} rows" if lacks else ""


def never_judged(scopes: Sequence[Scope], part: Scope) -> str:
    """Say how many alerts nobody judged, and whose; of a whole record where its sentence is of a period (``part``).

    It is the number that the range of the sentence leaves open, or else it is said what it is of.
    """
    told = [(scope.said, alerts) for scope in scopes if (alerts := _undecided(scope))]
    if not told:
        return ""
    alerts = sum(n for _, n in told)
    verb = "was" if alerts == 1 else "were"
    whose = f" ({of_whom([name for name, _ in told], len(scopes))})" if len(scopes) > 1 else ""
    of = " of the whole record" if not whose and _undecided(part) not in {0, alerts} else ""
    return f"whether {wording.plural(alerts, 'alert')}{of} {verb} right{whose}"


def _undecided(scope: Scope) -> int:
    return int(scope.counts.undecided.sum())


def _alike(scope: Scope, counting: Counting | None, *, level: float) -> bool:
    """Return whether one number may stand for all of a record: nothing was counted otherwise, and its rows agree."""
    rates = (rate_of(quantity, scope, level=level) for quantity in (FALSE_PER_ALERT, FALSE_PER_FACE))
    return not mixes(counting, scope) and not any(rate is not None and unlike(rate) for rate in rates)


def _newest_judged(chosen: Shown) -> Scope:
    """Return the newest period with judged alerts, else with faces."""
    judged = [p for p in chosen.parts if alerts_judged(p)]
    return (judged or chosen.parts)[0]


def _why_first(scopes: Sequence[Scope], first: Scope) -> str:
    """Say why of several operators this one is told first."""
    if len(scopes) == 1:
        return ""
    judged = alerts_judged(first)
    if any(alerts_judged(scope) > judged for scope in scopes):
        return f" Most alerts judged within {PAST_YEARS} years first."
    return f" Most {'alerts judged' if judged else 'faces seen'} first."


def _whose(record: Record, chosen: Shown) -> str:
    """Return the operator that a sentence is about; nothing where the record names none."""
    return chosen.whole.said or "".join(names(record)[:1])


def _sentence(part: Scope, whose: str, *, level: float) -> Said | None:
    who = f"{whose}: " if whose else ""
    when = f" {at}" if (at := _when(part)) else ""
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


def _beside(chosen: Shown, part: Scope, *, level: float) -> tuple[Said, ...]:
    """Say what the operator counted otherwise: alerts that were only verified, people who were stopped."""
    lines: list[tuple[str | tuple[str, Part], ...]] = []
    for other in chosen.parts:
        if (known := verified(other)) is not None:
            when = _when(other).capitalize()[:1] + _when(other)[1:]
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


def _lead(part: Scope, of: str, *, level: float) -> Said:
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
    return said(*begin)


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


def _when(scope: Scope) -> str:
    """Say when a part was counted, to stand behind its counts; nothing where that is not known."""
    if not scope.point.period:
        return in_months(counted_in(scope) or scope.entries)
    told = said_part(scope)
    return f"on {told}" if day_and_place(scope)[0] else within(told)


def _eyebrow(record: Record, operators: int, rows: int) -> str:
    """Say whose counts these are, of when, and how many rows of the record the sentence rests on."""
    whose = [f"{wording.count(operators)} operators"] if operators > 1 else names(record)
    here = "" if rows == record.rows_read else " here"
    used = f"{wording.count(rows)} of {wording.plural(record.rows_read, 'row')} used{here}"
    told = ", ".join(part for part in (*whose, months(record.entries), used) if part)
    return f"{told}."
