"""What is seen first of a crowd: how many would be flagged by mistake, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import FirstScreen, Weight, doubt, holds, said
from bystander.findings.signs import ChartOf
from bystander.studies.crowd import words
from bystander.studies.crowd.caveats import (
    bare_names,
    invented_names,
    listed,
    rate_caveats,
    rates_by_name,
    weighty,
)
from bystander.studies.crowd.rests_on import assumed, resting, rests_on, untold

if TYPE_CHECKING:
    from bystander.crowd.consequences import Consequences, Range
    from bystander.crowd.scenario import Scenario
    from bystander.findings.first_screen import Part, Said

    Parts = list[str | tuple[str, Part]]

NOR_COMPARE = "Compare it with no other system, threshold or watchlist."
ANOTHER_LIST = "Compare it with no other system or threshold. Its watchlist already differs from the counted one."
FLAGGED = "Flagged is not stopped."
APART = "Expected alerts add up over days; ranges and people do not."
APART_OF_NONE = "This range does not add up over days, nor do people."
APART_OF_NOTHING = "Nothing can be added up or compared: there is no number of false alerts."
NEXT = "put counts of real days in place of"
NEXT_ASSERTED = "ask for the counts behind it: of how many looks, where, at what threshold."
NEXT_DAYS = "count the false alerts of several days, and which of them fell on the same person."
NEXT_THEN = "count the people flagged by mistake that day, and hold them against this range."
NEXT_OF_NOTHING = "ask how many alerts were false, of how many faces, and who judged them."


def first_screen(
    scenario: Scenario, result: Consequences, *, level: float, bound: float | None, known_for_sure: Range | None = None
) -> FirstScreen:
    """Return the first screen; where no false alerts were counted, asserted or invented, one that says so.

    ``bound``: the most false alerts that the evidence does not exclude, where so few were counted. ``known_for_sure``:
    how many people would be flagged on a day if the counted rate were the true one.
    """
    known = scenario.false_known
    first = weighty(scenario)
    return FirstScreen(
        eyebrow=rests_on(scenario),
        sentence=_sentence(scenario, result, level) if known else said(f"{_nobody(scenario)}."),
        lead=said(*(_lead(scenario, result, level=level, bound=bound) if known else _without(scenario, result, level))),
        assumed=" ".join(text for text in (assumed(scenario), _followed(scenario)) if text),
        untold=untold(scenario),
        apart=apart(scenario),
        next=_next(scenario, known_for_sure),
        picture=ChartOf("crowd"),
        # what was invented stands over the page, and above the sentence
        caveats=(*(c for c in first if c.weight is not Weight.VOIDS), *(rate_caveats(scenario) if known else ())),
    )


def _nobody(scenario: Scenario) -> str:
    return words.nobody_can_say(scenario.crowd.people)


def _followed(scenario: Scenario) -> str:
    """Say what an alert leads to, where that was given."""
    return f"After an alert, as given: {scenario.follows.strip().rstrip('.')}." if scenario.follows.strip() else ""


def apart(scenario: Scenario) -> str:
    """Return what may be added up or compared, and that an alert is not yet a stop."""
    flagged = "" if _followed(scenario) else f" {FLAGGED}"
    if not scenario.false_known:
        return f"{APART_OF_NOTHING}{flagged}"
    adds = APART if scenario.counted else APART_OF_NONE
    return f"{adds} {ANOTHER_LIST if _is_another(scenario) else NOR_COMPARE}{flagged}"


def _is_another(scenario: Scenario) -> bool:
    """Return whether false alerts were counted with a watchlist of another size than this crowd's."""
    here = scenario.watchlist.size
    return here is not None and any(set(rate.list_sizes) - {here} for rate in scenario.false_evidence)


def _next(scenario: Scenario, known_for_sure: Range | None) -> str:
    """Say what would make the numbers surer: counts in place of what was only said, or of more days; else to use it."""
    if not scenario.false_known:
        return NEXT_OF_NOTHING
    narrower = "" if known_for_sure is None else (
        f" More looks narrow the range: with the rate known, {words.span(known_for_sure)}."
    )  # fmt: skip
    if invented := invented_names(scenario):
        these = "these rates" if len(invented) == len(rates_by_name(scenario)) else f"the invented {listed(invented)}"
        return f"{NEXT} {these}.{narrower}"
    if bare_names(scenario):
        return f"{NEXT_ASSERTED}{narrower}"
    return f"{NEXT_THEN if words.days_known(scenario) else NEXT_DAYS}{narrower}"


def _sentence(scenario: Scenario, result: Consequences, level: float) -> Said:
    """Say how many are flagged, on what kind of rate, and on how many days the range holds."""
    flagged = result.flagged
    longer, rests = scenario.longer_list, resting(scenario)
    if longer and rests:  # one sentence has no room for both
        rests = f". That is{rests.removeprefix(',')}"
    head = f"{words.headline(scenario.crowd.people, flagged, longer)}{rests}."
    if flagged.low == flagged.high:
        return said(head)
    days = f"on {level * 100:g} of 100 such days{_with_its_list(scenario)}"
    only = "" if words.days_known(scenario) else f", {_condition(scenario)}"
    if flagged.mean == 0:  # the range is the headline
        return said(head, holds(f" That holds {days}{only}."))
    one = "In one crowd, on" if flagged.mean <= words.HALF_A_PERSON else "On"  # the headline counts crowds then
    return said(head, holds(f" {one}{days.removeprefix('on')}: "), doubt(words.span(flagged)), f"{only}.")


def _with_its_list(scenario: Scenario) -> str:
    """Say of how many entries the watchlist is that a range is of, where it is not this crowd's."""
    if not scenario.longer_list:
        return ""
    sizes = [size for rate in scenario.false_evidence for size in rate.list_sizes]
    return f", with {words.entries(min(sizes), max(sizes))}"


def _condition(scenario: Scenario) -> str:
    """Return what a range of days holds under: of a rate that is only asserted, first of all that it is right."""
    return words.IF_RIGHT if words.asserted(scenario) else words.BY_CHANCE


def _lead(scenario: Scenario, result: Consequences, *, level: float, bound: float | None) -> Parts:
    """Say how high the number could be, the share of right alerts, and whether a sought person is found."""
    bounded: Parts = []
    if bound is not None:
        most = wording.significant(bound, 2 if bound < 1000 else 3, up=True)
        bounded = [f"Over many days, up to {most} false alerts a day fit the counts."]
    right: Parts = []
    share, of_all = result.share_right, result.alerts.mean
    if share is not None and scenario.hits is not None and share.low == share.high in (0.0, 1.0) and of_all >= 1:
        right = [words.all_or_none(share, words.amount_of(of_all, "alert", "alerts"), _why_all_or_none(scenario))]
    elif share is not None and scenario.hits is not None and not words.is_open(share) and of_all >= 1:
        several = " (one person may set off several)" if scenario.crowd.looks > 1 else ""
        alerts = words.amount_of(of_all, "alert", "alerts")
        false = f", {words.amount(result.false_alerts.mean)} of them false" if result.false_alerts.mean >= 1 else ""
        average = f"Of {alerts}{false}{several}, {wording.percent(share.mean)} would be right on average"
        hits = "" if words.hits_known(scenario) else f", {words.HITS_BY_CHANCE}"
        only = hits if words.days_known(scenario) else f", {words.BY_CHANCE}"
        right = [f"{average}. On a day with an alert: ", doubt(words.share_span(share)), f"{only}."]
    return _joined(bounded, right, _found(scenario, result, level))


def _why_all_or_none(scenario: Scenario) -> str:
    """Say why no alert would be right, or every one, where the crowd tells it."""
    if not scenario.crowd.sought:
        return f"{words.NOBODY_SOUGHT}, so "
    return "" if scenario.crowd.people else words.NOBODY_ELSE


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
    how = f"By the {scenario.hits.status} rate, a" if scenario.hits.rate is not None else "A"
    chance = words.likely(result.p_found, level, counted=scenario.hits.rate is None)
    return [f"{how} sought person is flagged with a chance of {chance}."]
