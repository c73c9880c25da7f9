"""What is seen first of a record: what its newest counts say of alerts and of faces, and what may not be added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.record.headings import ending_of
from bystander.evidence.record.words import plain_words, tells_of_misses
from bystander.evidence.tables.plain_headings import plain
from bystander.findings import wording
from bystander.findings.first_screen import Caveat, FirstScreen, said
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.rates import rate_of
from bystander.quantities.record.words import prefixed
from bystander.studies.audit import headline, words
from bystander.studies.audit.counted_alone import counted_alone
from bystander.studies.audit.next import next_of, of_whom
from bystander.studies.audit.picture import PAST_YEARS, alerts_judged, counted_in, picture, shown
from bystander.studies.audit.remarks import notes_on_groups
from bystander.studies.audit.scopes import months
from bystander.studies.audit.scopes import operators as names
from bystander.studies.audit.told_part import told_part
from bystander.studies.audit.unjudged import unjudged
from bystander.studies.beside import UNNOTICED, assumed, untold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.record import Record
    from bystander.intervals.record_rate import Rate
    from bystander.quantities.record.between_periods import Between
    from bystander.quantities.record.scope import Scope
    from bystander.studies.audit.changes import Counting
    from bystander.studies.audit.picture import Shown
    from bystander.studies.groups.answers import Answers

APART_OF_ONE = "Do not add alerts and faces, nor compare operators who count otherwise."
FALSE_IF_NOT_RIGHT = "alerts not judged right were false"
WHO_BEARS = "who bears false alerts"
LIST, THRESHOLD = "the watchlist", "the threshold"


def first_screen(
    record: Record, scopes: Sequence[Scope], countings: Sequence[Counting | None],
    over: Sequence[tuple[Between, ...]], caveats: Sequence[Caveat], *, groups: Answers, level: float,
) -> FirstScreen:  # fmt: skip
    """Return the first screen: of alerts and faces, else of false alerts alone, else of alerts that nobody judged.

    ``over``: of each scope, what is said of a change between periods. ``groups``: what their rates show.
    """
    operators = shown(scopes)
    chosen = operators[0]
    one = len(scopes) == 1
    counted = {id(scope): (counting, told) for scope, counting, told in zip(scopes, countings, over, strict=True)}
    changed = counted[id(chosen.whole)][1]
    part, *others = (told_part(one, *counted[id(one.whole)], level=level) for one in operators)
    whose = _whose(record, chosen)
    sentence = headline.sentence(part, whose, level=level)
    if sentence is None:  # no period has it, but rows without a date may
        part = chosen.whole
        sentence = headline.sentence(part, whose, level=level)
    if sentence is None:
        eyebrow = _eyebrow(record, len(scopes), record.rows_used)
        alone = counted_alone(scopes, caveats, eyebrow=eyebrow, whose=whose, groups=groups, level=level)
        return alone or unjudged(scopes, caveats, eyebrow=eyebrow, level=level)
    shown_before = any(found.shown for found in changed[:1])  # it gives the counts of the earlier rows, too
    of_newest = [] if shown_before else headline.of_newest(part, chosen.whole)
    rates = _rates(part, level=level)
    of_groups = groups.sentence
    if of_groups and part is not chosen.whole:  # counts of groups are of all rows, and the sentence is of some
        of_groups = f"In the whole record, {of_groups[0].lower()}{of_groups[1:]}"
    return FirstScreen(
        eyebrow=_eyebrow(record, len(scopes), len(counted_in(part))) + _why_first(scopes, chosen.whole),
        sentence=sentence,
        beside=(
            *(headline.beside(chosen, part, level=level) or headline.others(operators[1:], others, level=level)),
            *((said(of_groups),) if of_groups else ()),
        ),
        lead=headline.lead(part, "" if one else chosen.whole.said, level=level),
        assumed=assumed(
            f"{words.JUDGED}; {FALSE_IF_NOT_RIGHT}" if _derived(part) else words.JUDGED,
            *(rate.estimate for rate in rates),
            alone=any(rate.shown.single for rate in rates),
            beside=groups.assumes,
        ),
        untold=_untold(part, scopes, unread=record.unread, groups=bool(record.groups)),
        apart=" ".join(
            [
                *(prefixed(chosen.whole.said, found.short) for found in changed[:1]),
                *(prefixed(chosen.whole.said, told) for told in of_newest),
                APART_OF_ONE if one else words.APART,
            ]
        ),
        next=next_of(scopes),
        picture=picture(operators, level=level),
        caveats=tuple(caveats),
    )


def _rates(part: Scope, *, level: float) -> list[Rate]:
    found = (rate_of(quantity, part, level=level) for quantity in (FALSE_PER_ALERT, FALSE_PER_FACE))
    return [rate for rate in found if rate is not None]


def _derived(part: Scope) -> bool:
    """Return whether any false alert of a part was worked out from the right ones."""
    return any(e.wrong_derived for e in counted_in(part))


def _untold(part: Scope, scopes: Sequence[Scope], *, unread: Sequence[str], groups: bool) -> str:
    """Say what the newest counts lack that would tell more, and what no record of alerts holds.

    ``unread``: headings that nothing is read from.
    """
    entries = part.entries
    lists = _lacking(LIST, [e.watchlist_size for e in entries], unread)
    threshold = _lacking(THRESHOLD, [e.threshold for e in entries], unread)
    conditions = (lists, threshold) if (lists, threshold) != (LIST, THRESHOLD) else ("watchlist and threshold",)
    bears = "" if groups else f"{'beyond notes, ' if notes_on_groups(entries) else ''}{WHO_BEARS}"
    by_group = [heading for heading in unread if ending_of(heading, "false_alerts")]
    sought = next((h for h in unread if tells_of_misses(plain_words(plain(h)))), "")
    return untold(
        never_judged(scopes, part), UNNOTICED, words.SOUGHT + _not_read(sought),
        bears and bears + _not_read(by_group[0] if len(by_group) > 1 else "", more=len(by_group) - 1), *conditions,
    )  # fmt: skip


def _not_read(column: str, more: int = 0) -> str:
    """Say that a column may tell what is not told, and was not read; nothing where there is none."""
    others = f" and {more} like it were" if more else " was"
    return f" (column “{column}”{others} not read)" if column else ""


def _lacking(what: str, told: Sequence[object], unread: Sequence[str]) -> str:
    """Say that rows do not tell something, and how many where others do; or that a column that may was not read."""
    lacks = sum(value is None for value in told)
    column = next((h for h in unread if what.removeprefix("the ") in plain_words(plain(h))), "")
    if column and lacks == len(told):
        return what + _not_read(column)
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


def _eyebrow(record: Record, operators: int, rows: int) -> str:
    """Say whose counts these are, of when, and how many rows of the record the sentence rests on."""
    whose = [f"{wording.count(operators)} operators"] if operators > 1 else names(record)
    here = "" if rows == record.rows_read else " here"
    used = f"{wording.count(rows)} of {wording.plural(record.rows_read, 'row')} used{here}"
    told = ", ".join(part for part in (*whose, months(record.entries), used) if part)
    return f"{told}."
