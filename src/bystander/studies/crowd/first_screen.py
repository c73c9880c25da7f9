"""What is seen first of a crowd: how many would be flagged by mistake, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, FirstScreen, Part, Weight, doubt, said
from bystander.findings.signs import ChartOf
from bystander.studies.crowd import words
from bystander.studies.crowd.caveats import bare_names, invented_names, rate_caveats, weighty

if TYPE_CHECKING:
    from bystander.crowd.consequences import Consequences
    from bystander.crowd.scenario import Rate, Scenario
    from bystander.findings.first_screen import Said

APART = "Flagged is not stopped, and these numbers do not add up over days: the same people may come again."
NEXT = "put counts of real days into the scenario, in place of what is asserted or invented."


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
        next="" if not (invented_names(scenario) or bare_names(scenario)) else NEXT,
        picture=ChartOf("crowd"),
        caveats=(*weighty(scenario), *(Caveat(text, weight=Weight.WIDENS) for text in rate_caveats(scenario))),
    )


def _sentence(scenario: Scenario, result: Consequences) -> Said:
    return said(f"{words.headline(scenario.crowd.people, result.flagged)}.")


def _lead(scenario: Scenario, result: Consequences, *, level: float, bound: float | None) -> Said:
    """Say the range of days, the share of right alerts, and whether a sought person is found."""
    measured = words.days_known(scenario)
    flagged = result.flagged
    low, high = wording.count(flagged.low), wording.count(flagged.high)
    span = f"at most {high}" if flagged.low == 0 else f"{low} to {high}"
    days = f"On {level * 100:g} of 100 such days: " if measured else "If days differ by chance alone: "
    parts: list[str | tuple[str, Part]] = [days, doubt(span), "." if measured else f" ({level * 100:g} %)."]
    if bound is not None:
        parts.append(f" The evidence does not exclude {words.amount(bound)} false alerts on average.")
    if result.share_right is not None and scenario.hits is not None:
        share = result.share_right
        of_all = result.alerts.mean
        if not words.is_open(share) and of_all >= 1:
            number = wording.significant(share.mean * of_all)
            parts.append(f" Of about {wording.count(of_all)} alerts, {number} would be right; on a day with an alert, ")
            parts += [doubt(words.share_span(share)), "."]
    if result.p_found is not None and scenario.hits is not None:
        parts.append(
            f" A sought person who is there is flagged with a chance of {words.likely(result.p_found, level)}."
        )
    return said(*parts)


def _assumed(scenario: Scenario) -> str:
    """Say what the numbers rest on: the rates as counted, asserted or invented, the looks, the crowd."""
    looks = wording.plural(scenario.crowd.looks, "look")
    rates = [(name, rate) for name, rate in (("false alerts", scenario.false_alerts), ("hits", scenario.hits)) if rate]
    told = "; ".join(f"{name}: {_rate(rate)}" for name, rate in rates)
    return f"{told}; {looks} at each of {wording.count(scenario.crowd.people)} people."


def _rate(rate: Rate) -> str:
    """Say a rate as it was given, with what it is: counted, asserted or invented."""
    if rate.rate is not None:
        number = wording.percent(rate.rate) if rate.rate >= 0.01 else wording.in_a_million(rate.rate)
        return f"{number} ({rate.status})"
    kind = "counted" if rate.status == "counts" else rate.status
    return f"{wording.count(rate.events or 0)} of {wording.count(rate.trials or 0)} ({kind})"
