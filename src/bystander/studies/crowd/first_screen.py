"""What is seen first of a crowd: how many would be flagged by mistake, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import FirstScreen, Weight, doubt, holds, said
from bystander.findings.signs import ChartOf
from bystander.studies.crowd import words
from bystander.studies.crowd.caveats import bare_names, invented_names, rate_caveats, weighty
from bystander.studies.crowd.rests_on import assumed, resting, rests_on, untold

if TYPE_CHECKING:
    from bystander.crowd.consequences import Consequences, Range
    from bystander.crowd.scenario import Scenario
    from bystander.findings.first_screen import Part, Said

    Parts = list[str | tuple[str, Part]]

NOR_COMPARE = "Compare it with no other system, threshold or watchlist."
FLAGGED = "Flagged is not stopped."
APART = f"Expected alerts add up over days; ranges and people do not. {NOR_COMPARE}"
APART_OF_NONE = f"This range does not add up over days, nor do people. {NOR_COMPARE}"
APART_OF_NOTHING = "Nothing can be added up or compared: there is no number of false alerts."
NEXT = "put counts of real days in place of these rates."
NEXT_ASSERTED = "ask for the counts behind it: of how many looks, where, at what threshold."
NEXT_DAYS = "count the false alerts of several days, and which of them fell on the same person."
NEXT_THEN = "count the people flagged by mistake that day, and hold them against this range."
NEXT_OF_NOTHING = "ask how many alerts were false, of how many faces, and who judged them."


def first_screen(scenario: Scenario, result: Consequences, *, level: float, bound: float | None) -> FirstScreen:
    """Return the first screen; where no false alerts were counted, asserted or invented, one that says so.

    ``bound``: the most false alerts that the evidence does not exclude, where so few were counted.
    """
    known = scenario.false_known
    first = weighty(scenario)
    return FirstScreen(
        eyebrow=rests_on(scenario),
        sentence=_sentence(scenario, result, level) if known else said(f"{_nobody(scenario)}."),
        lead=said(*(_lead(scenario, result, level=level, bound=bound) if known else _without(scenario, result, level))),
        assumed=assumed(scenario),
        untold=untold(scenario),
        apart=f"{_apart(result.flagged) if known else APART_OF_NOTHING} {_after(scenario)}",
        next=_next(scenario),
        picture=ChartOf("crowd"),
        # what was invented stands over the page, and above the sentence
        caveats=(*(c for c in first if c.weight is not Weight.VOIDS), *(rate_caveats(scenario) if known else ())),
    )


def _nobody(scenario: Scenario) -> str:
    return words.nobody_can_say(scenario.crowd.people)


def _after(scenario: Scenario) -> str:
    """Say what an alert leads to, where that was given; else that it is not yet a stop."""
    return f"After an alert, as given: {scenario.follows.strip().rstrip('.')}." if scenario.follows.strip() else FLAGGED


def _apart(flagged: Range) -> str:
    return APART_OF_NONE if flagged.mean == 0 < flagged.high else APART


def _next(scenario: Scenario) -> str:
    """Say what would make the numbers surer: counts in place of what was only said, or of more days; else to use it."""
    if not scenario.false_known:
        return NEXT_OF_NOTHING
    if invented_names(scenario):
        return NEXT
    if bare_names(scenario):
        return NEXT_ASSERTED
    return NEXT_THEN if words.days_known(scenario) else NEXT_DAYS


def _sentence(scenario: Scenario, result: Consequences, level: float) -> Said:
    """Say how many are flagged, on what kind of rate, and on how many days the range holds."""
    flagged = result.flagged
    head = f"{words.headline(scenario.crowd.people, flagged)}{resting(scenario)}."
    if flagged.low == flagged.high:
        return said(head)
    days = f"on {level * 100:g} of 100 such days"
    only = "" if words.days_known(scenario) else f", {_condition(scenario)}"
    if flagged.mean == 0:  # the range is the headline
        return said(head, holds(f" That holds {days}{only}."))
    one = "In one crowd, on" if flagged.mean <= words.HALF_A_PERSON else "On"  # the headline counts crowds then
    return said(head, holds(f" {one}{days.removeprefix('on')}: "), doubt(words.span(flagged)), f"{only}.")


def _condition(scenario: Scenario) -> str:
    """Return what a range of days holds under: of a rate that is only asserted, first of all that it is right."""
    return words.IF_RIGHT if words.asserted(scenario) else words.BY_CHANCE


def _lead(scenario: Scenario, result: Consequences, *, level: float, bound: float | None) -> Parts:
    """Say how high the number could be, the share of right alerts, and whether a sought person is found."""
    bounded: Parts = []
    if bound is not None:
        bounded = [f"Over many such days, an average of {words.amount(bound)} false alerts is not excluded."]
    right: Parts = []
    share, of_all = result.share_right, result.alerts.mean
    if share is not None and scenario.hits is not None and not words.is_open(share) and of_all >= 1:
        several = "One person may set off several. " if scenario.crowd.looks > 1 else ""
        alerts = words.amount_of(of_all, "alert", "alerts")
        average = f"{several}Of {alerts}, {wording.percent(share.mean)} would be right on average"
        known = words.days_known(scenario) and words.hits_known(scenario)
        only = "" if known else f", {words.BY_CHANCE}"
        right = [f"{average}. On a day with an alert: ", doubt(words.share_span(share)), f"{only}."]
    return _joined(bounded, right, _found(scenario, result, level))


def _without(scenario: Scenario, result: Consequences, level: float) -> Parts:
    """Say what is known where no false alerts are."""
    return _joined([words.NEVER_COUNTED], _found(scenario, result, level))


def _joined(*sentences: Parts) -> Parts:
    joined: Parts = []
    for sentence in filter(None, sentences):
        joined += [" ", *sentence] if joined else sentence
    return joined


def _found(scenario: Scenario, result: Consequences, level: float) -> Parts:
    if result.p_found is None or scenario.hits is None:
        return []
    how = f" ({scenario.hits.status})" if scenario.hits.rate is not None else ""
    chance = words.likely(result.p_found, level, counted=scenario.hits.rate is None)
    return [f"A sought person is flagged with a chance of {chance}{how}."]
