"""How the rates of a record are said: with their denominator, and with what chance alone leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.intervals.record_rate import Rate

FACE = "face seen"
COMMON = 0.2  # from such a share on, percentages read better than "1 in 2.8"
RARE = 0.5  # below so many a deployment, "1 every 7 deployments" reads better than 0.14


def prefixed(said: str, sentence: str) -> str:
    """Open a sentence with the part of the record that it is about."""
    return f"{said}: {sentence}" if said else sentence


def of_false_alerts(quantity: Quantity, rate: Rate, crowd: int, doubtful: int) -> str:
    """Say a rate of false alerts in one or two sentences; per face seen, also what it means for a crowd."""
    del doubtful
    e, unit = rate.estimate, quantity.unit
    x, trials = e.events or 0, wording.plural(e.trials or 0, unit, wording.units(unit))
    of_crowd = unit == FACE
    if x == 0:
        return f"{_none(rate, unit, trials)}{_crowd_none(rate, crowd) if of_crowd else ''}"
    about = f"about {said_rate(e.value, unit)}; with chance alone {said_span(e.low, e.high, unit)}."
    return f"{wording.plural(x, 'false alert')} in {trials}: {about}{_crowd(rate, crowd) if of_crowd else ''}"


def of_judged_alerts(rate: Rate, judged: str, *, doubt: str = "", rare: bool = False) -> str:
    """Say how many alerts were judged so; ``rare``: as "1 in 35", not in per cent, where they are few."""
    e = rate.estimate
    x = e.events or 0
    counted = f"{wording.count(x)} of {wording.plural(e.trials or 0, 'alert')} {'was' if x == 1 else 'were'} judged"
    if rare and e.high <= COMMON:
        about = f"about {said_rate(e.value, 'alert')}; with chance alone {said_span(e.low, e.high, 'alert')}"
        return f"{counted} {judged}{doubt}: {about}."
    return f"{counted} {judged}{doubt}: {_shares(e.value, e.low, e.high)}."


def said_rate(value: float, unit: str) -> str:
    """Say "1 in 42,000 faces seen", "1 every 7 deployments" or "1.2 per deployment"."""
    if not wording.is_count(unit):
        return f"{wording.one_in(value)} {wording.units(unit)}"
    if 0 < value < RARE:
        return f"1 every {wording.significant(1 / value)} {wording.units(unit)}"
    return f"{wording.significant(value)} per {unit}"


def said_span(low: float, high: float, unit: str) -> str:
    """Say an interval in one form from end to end."""
    if not wording.is_count(unit) or not wording.bounded_below(low, high) or high >= RARE:
        return wording.span(low, high, unit)
    ends = [wording.significant(1 / end) for end in (low, high)]
    return f"between 1 every {ends[0]} and 1 every {ends[1]} {wording.units(unit)}"


def _shares(value: float, low: float, high: float) -> str:
    said = {0.0: "none of them", 1.0: "all of them"}.get(value, wording.percent(value))
    return f"{said}; with chance alone {wording.percent_span(low, high)}"


def _none(rate: Rate, unit: str, trials: str) -> str:
    upper = rate.bounds.naive_upper or rate.estimate.high
    rare = wording.one_in(1 - rate.estimate.level)
    return (
        f"No false alert in {trials}. That does not show a rate of zero: if it were {said_rate(upper, unit)}, a record "
        f"like this without any would still come about in {rare} cases."
    )


def _crowd(rate: Rate, crowd: int) -> str:
    e = rate.estimate
    chance = f"{people(e.low * crowd, about=False)} to {people(e.high * crowd, about=False)}"
    return (
        f" If {wording.count(crowd)} people were each seen once, {people(e.value * crowd)} would be flagged by mistake "
        f"on average (with chance alone, {chance})."
    )


def _crowd_none(rate: Rate, crowd: int) -> str:
    upper = (rate.bounds.naive_upper or rate.estimate.high) * crowd
    return (
        f" If {wording.count(crowd)} people were each seen once, {up_to(upper)} flagged by mistake on average would "
        "still agree with the record."
    )


def people(number: float, *, about: bool = True) -> str:
    """Say an expected number of people: "about 1.4", "fewer than 0.1"."""
    if number < 0.1:
        return "fewer than 0.1"
    return f"{'about ' if about else ''}{wording.significant(number)}"


def up_to(number: float) -> str:
    """Say a limit: "up to 15", "fewer than 0.1"."""
    return people(number) if number < 0.1 else f"up to {people(number, about=False)}"


def row_caveats(lacking: str, *, used: int, of: int) -> tuple[str, ...]:
    """Say how many rows a finding rests on, where it does not rest on all."""
    if used == of:
        return ()
    verb = "give" if used != 1 else "gives"
    these = "these" if used != 1 else "this one"
    return (f"Rests on {used:,} of {wording.plural(of, 'row')}: only {these} {verb} {lacking}.",)


def further(alerts: int) -> tuple[int, ...]:
    """Return how many more false alerts to suppose, suited to the size of the record."""
    return (10, 50, 100) if alerts >= 200 else (1, 2, 5)
