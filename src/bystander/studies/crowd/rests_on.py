"""What a crowd's numbers rest on, above its sentence: what was counted or only said, by whom, and what is assumed.

Evidence always comes from other days than the one asked about; where nobody says so, its counts read as that day's own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.studies import beside
from bystander.studies.beside import UNNOTICED
from bystander.studies.crowd import words
from bystander.studies.crowd.words import days_known, entries, people_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.crowd.scenario import Rate, Scenario

OTHER_DAYS = "Other days, places and staff stand in for this crowd’s."
HOLDS = "The rates hold for this day, place and staff."
RIGHT = "The rate is right as asserted."
NOTHING_COUNTED = "Nothing here was counted."
CHANCE = "Days differ by chance alone."
NO_SOURCE = "Source: not given."
THE_GROUP = "the group "
FEW_GROUPS = 2  # whose counts are told one by one
SHORT_SOURCE = 6  # words of a source that a headline has room for
RARE = 0.01  # rates below are told as 1 in so many, others in per cent
LABELS = {"counts": "Counted", "asserted": "Asserted", "invented": "Invented"}


def rests_on(scenario: Scenario) -> str:
    """Say what the numbers rest on: the rates as they were given, their source, the crowd, the watchlist."""
    used = (*scenario.false_evidence, *_hits(scenario))
    if not used:
        return _given(scenario)
    nothing = [] if _counted(used) else [NOTHING_COUNTED]
    return " ".join([*_rates(scenario), *_sources(scenario), _given(scenario), *nothing])


def assumed(scenario: Scenario) -> str:
    """Say what nothing in the evidence shows; nothing where there is none."""
    used = (*scenario.false_evidence, *_hits(scenario))
    if not used:
        return ""
    stands_for = OTHER_DAYS if _counted(used) else HOLDS
    stands_for = f"{RIGHT} {stands_for}" if words.asserted(scenario) else stands_for
    return stands_for if not scenario.false_known or days_known(scenario) else f"{stands_for} {CHANCE}"


def untold(scenario: Scenario) -> str:
    """Say who is on the watchlist, how long it is unless somebody said, and what no count of alerts holds."""
    unnoticed = UNNOTICED if scenario.false_known and _counted(scenario.false_evidence) else ""
    bare = scenario.false_known and any(rate.rate is not None and not rate.invented for rate in scenario.false_evidence)
    return beside.untold(
        "the counts behind the rate" if bare else "",
        _watchlist(scenario),
        "" if scenario.watchlist.threshold is not None else "the threshold",
        "" if scenario.groups else "whom false alerts fall on",
        unnoticed,
    )


def _counted(rates: tuple[Rate, ...]) -> bool:
    return any(rate.rate is None and not rate.invented for rate in rates)


def resting(scenario: Scenario) -> str:
    """Say of the number of people flagged that its rates were not counted; nothing where all were."""
    kinds = [rate.status for rate in scenario.false_evidence]
    kind = next((kind for kind in ("invented", "asserted") if kind in kinds), "")
    if not kind:
        return ""
    if set(kinds) != {kind}:
        return f", at rates that are partly {kind}"
    if kind == "asserted" and (by := _asserted_by(scenario)):
        return f", at {'a ' if len(kinds) == 1 else ''}rate{'' if len(kinds) == 1 else 's'} asserted by {by}"
    return f", at {'an ' if len(kinds) == 1 else ''}{kind} rate{'' if len(kinds) == 1 else 's'}"


def _asserted_by(scenario: Scenario) -> str:
    """Return who or what asserts all rates of false alerts; nothing of several, of none, or of a long one."""
    found = list(dict.fromkeys(_plain(rate.source or scenario.source) for rate in scenario.false_evidence))
    if len(found) != 1 or len(found[0].split()) > SHORT_SOURCE:
        return ""
    article, space, rest = found[0].partition(" ")
    return f"{article.lower()}{space}{rest}" if article in {"A", "An", "The"} else found[0]


def _plain(source: str) -> str:
    return " ".join(source.split()).rstrip(".")


def _hits(scenario: Scenario) -> tuple[Rate, ...]:
    """Return the evidence of hits, where anybody is sought."""
    return (scenario.hits,) if scenario.hits is not None and scenario.crowd.sought else ()


def _rates(scenario: Scenario) -> Iterator[str]:
    """Say each rate with its kind in front, those of groups behind the first of their kind."""
    before = ""
    for kind, rates in groupby(_false(scenario), key=lambda named: named[1].status):
        (where, first), *others = rates
        told = [_false_alerts(first, where)]
        told += [f"{_number(rate)}{other.replace(THE_GROUP, '')}" for other, rate in others]
        told += [_as_looks(first)] if first.unit != "look" else []
        yield f"{LABELS[kind]}: {'; '.join(told)}."
        before = kind
    for rate in _hits(scenario):  # of looks: a trial sees the same person several times
        label = "" if rate.status == before else f"{LABELS[rate.status]}: "
        yield f"{label}{_rate(rate, 'looks at people on the list', 'give an alert', 'gave an alert')}."


def _false(scenario: Scenario) -> list[tuple[str, Rate]]:
    """Return the rates of false alerts that are used, with where each was counted: nothing, " in the group A"."""
    own = [(f" in {THE_GROUP}{g.name}", g.false_alerts) for g in scenario.groups if g.false_alerts is not None]
    overall = [("", rate) for rate in scenario.false_evidence if rate is scenario.false_alerts]
    if len(own) > FEW_GROUPS and len({(rate.status, rate.rate) for _, rate in own}) == 1:
        events, trials = (sum(getattr(rate, of) or 0 for _, rate in own) for of in ("events", "trials"))
        own = [(f" in {len(own)} groups", own[0][1].model_copy(update={"events": events, "trials": trials}))]
    return [*overall, *own]


def _false_alerts(rate: Rate, where: str) -> str:
    """Say how many false alerts there were, of what was counted, and in how many rows of a record."""
    if rate.rate is not None or rate.unit == "look":
        return _rate(rate, f"looks{where}", "give a false alert", "gave a false alert")
    rows = f", {wording.plural(rate.rows, 'row')}" if rate.rows else ""
    of = wording.plural(rate.trials or 0, rate.unit, wording.units(rate.unit))
    return f"{wording.plural(rate.events or 0, 'false alert')} in {of}{where}{rows}"


def _as_looks(rate: Rate) -> str:
    """Say what is taken for a look: "each face is taken for one look"."""
    return f"each {rate.unit.removesuffix(' seen').split()[-1]} is taken for one look"


def _number(rate: Rate) -> str:
    """Say how often, as it was given, without of what."""
    if rate.rate is not None:
        return f"{wording.percent(rate.rate)}" if rate.rate >= RARE else wording.one_in(rate.rate)
    return f"{wording.count(rate.events or 0)} of {wording.count(rate.trials or 0)}"


def _rate(rate: Rate, of: str, does: str, did: str) -> str:
    """Say a rate as it was given: what was counted is past."""
    share = " of" if rate.rate is not None and rate.rate >= RARE else ""
    return f"{_number(rate)}{share} {of} {did if rate.status == 'counts' else does}"


def _sources(scenario: Scenario) -> Iterator[str]:
    """Say which record or test it was, whose and of when; what was invented has none."""
    real = [rate for rate in (*scenario.false_evidence, *_hits(scenario)) if not rate.invented]
    given = [rate.source for rate in real if rate.source] or [scenario.source]
    found = list(dict.fromkeys(_plain(source) for source in given if source)) if real else []
    if found:
        yield f"Source{'s' if len(found) > 1 else ''}: {'; '.join(found)}."
    elif real:
        yield NO_SOURCE


def _given(scenario: Scenario) -> str:
    """Say who walks past."""
    crowd = scenario.crowd
    usable = "" if crowd.capture == 1 else f"; {wording.own(crowd.capture * 100)} % of looks usable"
    sought = f" and of {wording.count(crowd.sought)} sought" if crowd.sought else ""
    looks = wording.plural(crowd.looks, "look")
    people = "1 person" if crowd.people == 1 else f"{people_in(crowd.people)} people"
    return f"Given: {looks} at each of {people}{sought}{usable}{_alike(scenario)}."


def _alike(scenario: Scenario) -> str:
    """Say how alike looks at one person are, where that was given; ranges are the wider for it."""
    kinds = (("false alerts", scenario.false_evidence), ("hits", _hits(scenario)))
    told = [
        f"{what} of one person correlate by {wording.listed([f'{value:g}' for value in given])}"
        for what, rates in kinds
        if (given := sorted({rate.correlation for rate in rates if rate.correlation is not None}))
    ]
    return f"; {', '.join(told)}" if told and scenario.crowd.looks > 1 else ""


def _watchlist(scenario: Scenario) -> str:
    """Say that nobody told who is on the watchlist, and of how many it is, as far as anybody said."""
    size, whence = scenario.watchlist.size, "given"
    counted = {rate.watchlist_size for rate in scenario.false_evidence}
    if size is None and len(counted) == 1:
        size, whence = counted.pop(), "as where it was counted"
    if size is None:
        held = [size for rate in scenario.false_evidence for size in rate.watchlists]
        record = f"; the record’s held {entries(min(held), max(held))}" if held else ""
        return f"how long the watchlist is, and who is on it{record}"
    return f"who is on the watchlist of {wording.plural(size, 'entry', 'entries')} ({whence})"
