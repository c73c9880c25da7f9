"""What is seen first of a crowd: how many would be flagged by mistake, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import FirstScreen, Part, doubt, said
from bystander.findings.signs import ChartOf
from bystander.studies.crowd import words
from bystander.studies.crowd.caveats import bare_names, invented_names, rate_caveats, weighty

if TYPE_CHECKING:
    from bystander.crowd.consequences import Consequences
    from bystander.crowd.scenario import Rate, Scenario
    from bystander.findings.first_screen import Said

APART = "Flagged is not stopped, and these numbers do not add up over days: the same people may come again."
NEXT = "put counts of real days into the scenario, in place of what is asserted or invented."
NEXT_DAYS = "count the false alerts of several days, and which of them were of one person."


def first_screen(scenario: Scenario, result: Consequences, *, level: float, bound: float | None) -> FirstScreen | None:
    """Return the first screen; None where nobody counted, asserted or invented false alerts.

    ``bound``: the most false alerts that the evidence does not exclude, where so few were counted.
    """
    if scenario.false_alerts is None and not scenario.groups:
        return None
    return FirstScreen(
        eyebrow=_assumed(scenario),
        sentence=_sentence(scenario, result),
        lead=_lead(scenario, result, level=level, bound=bound),
        apart=APART,
        next=_next(scenario),
        picture=ChartOf("crowd"),
        caveats=(*weighty(scenario), *rate_caveats(scenario)),
    )


def _next(scenario: Scenario) -> str:
    """Say what would make the numbers surer: counts in place of what was only said, or of more days."""
    if invented_names(scenario) or bare_names(scenario):
        return NEXT
    return "" if words.days_known(scenario) else NEXT_DAYS


def _sentence(scenario: Scenario, result: Consequences) -> Said:
    """Say how many are flagged, with the range where the headline has none of its own."""
    flagged = result.flagged
    head = words.headline(scenario.crowd.people, flagged)
    if flagged.mean < 1 or flagged.low == flagged.high:
        return said(f"{head}.")
    low, high = wording.count(flagged.low), wording.count(flagged.high)
    return said(f"{head}: ", doubt(f"at most {high}" if flagged.low == 0 else f"{low} to {high}"), ".")


def _lead(scenario: Scenario, result: Consequences, *, level: float, bound: float | None) -> Said:
    """Say on how many days that holds, the share of right alerts, and whether a sought person is found."""
    of_days = f"{level * 100:g} of 100 such days"
    measured = words.days_known(scenario)
    parts: list[str | tuple[str, Part]] = [
        f"That holds on {of_days}." if measured else f"That holds on {of_days} if days differ by chance alone."
    ]
    if result.flagged.mean < 1:
        parts.append(f" At most {wording.plural(result.flagged.high, 'person', 'people')} would be.")
    if bound is not None:
        parts.append(f" The evidence does not exclude {words.amount(bound)} false alerts on average.")
    if result.share_right is not None and scenario.hits is not None:
        share, of_all = result.share_right, result.alerts.mean
        if not words.is_open(share) and of_all >= 1:
            parts.append(
                f"{' One person may set off several.' if scenario.crowd.looks > 1 else ''}"
                f" Of about {wording.count(of_all)} alerts, {wording.percent(share.mean)} would be right on average; "
                "on a day with an alert, "
            )
            parts += [doubt(words.share_span(share)), "."]
    if result.p_found is not None and scenario.hits is not None:
        how = f" ({scenario.hits.status})" if scenario.hits.rate is not None else ""
        parts.append(
            f" A sought person who is there is flagged with a chance of {words.likely(result.p_found, level)}{how}."
        )
    return said(*parts)


def _assumed(scenario: Scenario) -> str:
    """Say what the numbers rest on: the rates as counted, asserted or invented, the looks, the crowd."""
    told = []
    counted = all(r.status == "counts" for r in scenario.rates)  # then said once, in front
    if scenario.false_alerts is not None:
        told.append(_rate(scenario.false_alerts, "looks", "give a false alert", status=not counted))
    if scenario.hits is not None:
        several = scenario.crowd.looks > 1  # then a rate of looks is not one of people
        of, did = ("looks at sought people", "give an alert") if several else ("sought people", "are flagged")
        told.append(_rate(scenario.hits, of, did, status=not counted))
    looks = wording.plural(scenario.crowd.looks, "look")
    crowd = scenario.crowd
    usable = "" if crowd.capture == 1 else f"; {wording.percent(crowd.capture)} of looks are usable"
    sought = f" and of {wording.count(crowd.sought)} sought" if crowd.sought else ""
    each = f"{looks} at each of {wording.count(crowd.people)} people{sought}{usable}."
    if not told:
        return f"Assumed: {each}"
    rates = "; ".join(told)
    # what was counted ends where the crowd begins, which is given
    return f"Counted: {rates}. Given: {each}" if counted else f"Assumed: {rates}. {each}"


def _rate(rate: Rate, of: str, did: str, *, status: bool) -> str:
    """Say a rate as it was given; ``status``: with what it is, counted, asserted or invented."""
    if rate.rate is not None:
        number = f"{wording.percent(rate.rate)} of {of}" if rate.rate >= 0.01 else f"{wording.one_in(rate.rate)} {of}"
        return f"{number} {did} ({rate.status})"
    kind = "counted" if rate.status == "counts" else rate.status
    told = f"{wording.count(rate.events or 0)} of {wording.count(rate.trials or 0)} {of} {did}"
    return f"{told} ({kind})" if status else told
