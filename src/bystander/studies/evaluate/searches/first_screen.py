"""What is seen first of a trial of searches: who was returned by mistake, and who was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis
from bystander.findings.first_screen import FirstScreen, Part, doubt, false, said
from bystander.findings.signs import Cell, Column, Interval, Row, Rows, Sign
from bystander.intervals.methods import NOBODY_TWICE
from bystander.quantities.searches.facts import threshold_of, within
from bystander.quantities.searches.fpir import OTHER_WATCHLIST
from bystander.quantities.searches.units import PERSON
from bystander.quantities.without_a_score import NO_SCORE
from bystander.studies.beside import BY_GROUP, assumed, how_made, untold
from bystander.studies.evaluate.cluster_words import named
from bystander.studies.evaluate.searches.verdict import caveats

if TYPE_CHECKING:
    from bystander.findings import Estimate
    from bystander.findings.first_screen import Said
    from bystander.quantities.searches.facts import Facts
    from bystander.quantities.searches.point import SearchMeasure

APART = "Do not add the two rates. Compare systems only on the same people and list."
SHARE_RIGHT = "what share of alerts would be right"
OFF_IT = "nobody off the list appears twice"
FAILED = "a failed search is a miss"
NOT_MET = "who was not on a search's list was off it on purpose, though on others"
NEW_SEARCHES = "new people are like these, and searched for alike"
NEXT = "try it with the list and the threshold that will be used, on people who are on that list and on others."
KEY = (
    ("false", "returned by mistake"),
    ("miss", "missed"),
    ("none", "none counted"),
    ("band", "where the rate may lie for new people ({level:g} %)"),
)


def first_screen(main: SearchMeasure | None, facts: Facts) -> FirstScreen | None:
    """Return the first screen; None where there is no rate."""
    if main is None or (main.fpir is None and main.fnir is None):
        return None
    alerts = None if main.fpir is None else main.fpir.estimate
    misses = None if main.fnir is None else main.fnir.estimate
    return FirstScreen(
        eyebrow=_eyebrow(facts),
        sentence=_sentence(alerts, misses, facts),
        lead=_lead(main, alerts, misses, facts),
        assumed=_assumed(main, facts),
        untold=not_told(facts),
        apart=APART if alerts is not None and misses is not None else "",
        next=NEXT,
        picture=_picture(alerts, misses, facts),
        caveats=caveats(main, facts),
    )


def _assumed(main: SearchMeasure, facts: Facts) -> str:
    """Return what is assumed; that nobody appears twice only of those off the list, where the others are named."""
    alerts, misses = (None if m is None else m.estimate for m in (main.fpir, main.fnir))
    failed = [FAILED] if main.failed else [NO_SCORE] if facts.excluded else []
    taken = "; ".join((NEW_SEARCHES, *failed, *([NOT_MET] if facts.elsewhere else ())))
    said = assumed(taken, alerts, misses, cluster=named(facts.clusters))
    if alerts is None or misses is None or alerts.method.only_if != NOBODY_TWICE or misses.method.only_if:
        return said
    return said.replace(wording.capital(NOBODY_TWICE.removeprefix("if ")), wording.capital(OFF_IT))


def not_told(facts: Facts) -> str:
    """Return what nobody told of a trial of searches."""
    length = "how long the list was" if facts.enrolled is None and facts.uneven is None else ""
    return untold(length, SHARE_RIGHT, BY_GROUP, how_made(synthetic=facts.synthetic))


def _sentence(alerts: Estimate | None, misses: Estimate | None, facts: Facts) -> Said:
    parts: list[str | tuple[str, Part]] = []
    if facts.left_out and alerts is not None and misses is not None:
        if facts.unit == PERSON:
            of = f" of {_many(alerts, facts)} were taken for somebody else. Left on it, "
            missed = f"{_count(misses)} of {wording.count(misses.trials or 0)} were missed."
            return said("Taken off the list, ", false(_count(alerts)), of, missed)
        again = f" of {_many(alerts, facts)} returned somebody all the same. With them on it, "
        missed = f"{_count(misses)} of {wording.count(misses.trials or 0)} missed them."
        return said("With the person taken off the list, ", false(_count(alerts)), again, missed)
    if alerts is not None:
        of = f" of {_many(alerts, facts)} of {facts.off_the_list} returned somebody."
        if facts.unit == PERSON:
            of = f" of {_many(alerts, facts)} {facts.off_the_list.removeprefix('people ')} were taken for somebody."
        parts += [false(_count(alerts)), of]
    if misses is not None:
        gap = " " if parts else ""
        whole = _many(misses, facts) if alerts is None else wording.count(misses.trials or 0)
        missed = f"missed a person who is{'' if alerts is not None else ' on it'}"
        if facts.unit == PERSON:
            on_it = "on it" if alerts is not None else "on the list"
            missed = f"who are {on_it} {'was' if misses.events == 1 else 'were'} missed"
        parts.append(f"{gap}{_count(misses)} of {whole} {missed}.")
    return said(*parts)


def _lead(main: SearchMeasure, alerts: Estimate | None, misses: Estimate | None, facts: Facts) -> Said:
    """Say both ranges, how the threshold was set, and for how long a list they hold."""
    level = f"{facts.level * 100:g} %"
    parts: list[str | tuple[str, Part]] = [f"For new people like these, expect ({level} ranges): "]
    people = facts.unit == PERSON
    if alerts is not None and people:
        who = "people taken off the list" if facts.left_out else "people off the list"
        parts += [doubt(_range(alerts)), f" of {who} are taken for somebody by mistake"]
    elif alerts is not None:
        of = "with the person taken off" if facts.left_out else "of people off the list"
        parts += [doubt(_range(alerts)), f" of {facts.many} {of} return somebody by mistake"]
    if alerts is not None and alerts.method.only_if:
        parts.append(f", {alerts.method.only_if}")
    parts += _other_list(main)
    if misses is not None:
        those, missed = ("those", "are missed") if people else ("those of people", "miss them")
        begins, goes_on = f". Of {those} on it, ", f" {missed}"
        if alerts is None:
            begins, goes_on = "", " of people are missed" if people else f" of {facts.many} miss the right person"
        parts += [begins, doubt(_range(misses)), goes_on]
    if misses is not None:
        parts += [_failed(main, misses), _others(main, misses, facts)]
    parts.append(". ")
    if main.target is None:
        parts.append(
            f"The threshold was {threshold_of(main.point)}{within(main.point)}, with {facts.lists}: "
            "longer lists give more false alerts."
        )
    else:
        rate = wording.limit(main.target)
        parts.append(
            f"The threshold was set for {rate} false alerts on {facts.lists}{within(main.point)}: "
            "longer lists give more."
        )
    return said(*parts)


def _other_list(main: SearchMeasure) -> list[str | tuple[str, Part]]:
    """Say what another list of as many people might give, where that was measured."""
    rows = main.fpir.sensitivity if main.fpir is not None else ()
    other = next((row for row in rows if row.assumption == OTHER_WATCHLIST), None)
    if other is None:
        return []
    span = f"{wording.ends(other.low, other.high, often=True)} %"
    if main.fpir is not None and span == _range(main.fpir.estimate):
        return []  # it says nothing more
    return [". With other people on the list it could be ", doubt(span)]


def _failed(main: SearchMeasure, misses: Estimate) -> str:
    """Say how many misses are searches that failed."""
    if not main.failed or not misses.events:
        return ""
    failed = "is a failed search" if main.failed == 1 else "are failed searches"
    return f"; {wording.count(main.failed)} of the {wording.plural(misses.events, 'miss', 'misses')} {failed}"


def _others(main: SearchMeasure, misses: Estimate, facts: Facts) -> str:
    """Say how many searches for somebody on the list returned somebody else: as well as them, or in their place."""
    if not main.others or facts.left_out:
        return ""
    many = f"{wording.count(main.others)} of {wording.count(misses.trials or 0)}"
    if not main.instead:
        return f"; {many} also returned somebody else"
    if main.instead == main.others:
        return f"; {many} returned somebody else instead"
    return f"; {many} returned somebody else, {wording.count(main.instead)} of them not the right person at all"


def _range(e: Estimate) -> str:
    if not e.events:
        return f"at most {wording.percent(e.high, up=True)}"
    return f"{wording.ends(e.low, e.high, often=True)} %"


def _picture(alerts: Estimate | None, misses: Estimate | None, facts: Facts) -> Rows:
    given = [e for e in (alerts, misses) if e is not None]
    axis = percent_axis(max(e.high for e in given))
    rows = []
    if alerts is not None:
        who = "people taken off the list" if facts.left_out else facts.off_the_list
        rows.append(Row("Returned somebody by mistake", (_cell(alerts, Sign.FALSE),), who))
    if misses is not None:
        rows.append(Row("Missed the right person", (_cell(misses, Sign.MISS),), "people who are on the list"))
    key = tuple((name, text.format(level=facts.level * 100)) for name, text in KEY if _used(name, alerts, misses))
    return Rows(
        caption="Mistakes of the searches",
        columns=(Column(f"Of such {wording.units(facts.unit)}, how many went wrong?", axis),),
        rows=tuple(rows),
        key=key,
    )


def _used(name: str, alerts: Estimate | None, misses: Estimate | None) -> bool:
    used = {
        "false": alerts is not None and bool(alerts.events),
        "miss": misses is not None,
        "none": alerts is not None and not alerts.events,
    }
    return used.get(name, True)


def _cell(e: Estimate, sign: Sign) -> Cell:
    none = not e.events
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=sign, none=none and sign is Sign.FALSE)
    told = (
        f"none counted: at most {wording.percent(e.high, up=True)}"
        if none
        else wording.with_range(e.value, e.low, e.high, often=True)
    )
    return Cell(mark, f"{_count(e)} of {wording.count(e.trials or 0)}", told)


def _count(e: Estimate) -> str:
    return wording.count(e.events or 0)


def _many(e: Estimate, facts: Facts) -> str:
    return wording.plural(e.trials or 0, facts.unit, wording.units(facts.unit))


def _eyebrow(facts: Facts) -> str:
    people = (
        ""
        if facts.people is None or facts.unit == PERSON
        else f" of {wording.plural(facts.people, 'person', 'people')}"
    )
    every = facts.mated if facts.left_out else facts.mated + facts.non_mated  # left out: each is read twice
    return f"{wording.plural(every, facts.unit, wording.units(facts.unit))}{people}."
