"""The sentences of an audit: answers, caveats and verdict, for a reader who has to decide something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.false_alerts import FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.right_alerts import CONFIRMED, RIGHT

if TYPE_CHECKING:
    from bystander.findings import Quantity
    from bystander.intervals.record_rate import Rate

ESTIMATED = (
    "The number of faces seen is an estimate, and the error of that estimate is in no interval here. "
    "How the faces were counted, and whether a person who passes twice counts twice, would have to be published."
)
CLUSTERS = (
    "The record does not tell which false alerts were of the same person or had the same cause, so how far they come "
    "in clusters is unknown. The main intervals take them as independent, which makes them too narrow if they are not; "
    "the rows below them show by how much. Counts of different people flagged would remove this doubt."
)
ADJUDICATED = (
    "A false alert is counted only where somebody judged it false. A wrong alert that was taken for right, or that "
    "nobody followed up, is not among them. A check of the alerts by someone independent would tell."
)
UNSEEN = (
    "The record says nothing about sought people who passed unnoticed, nor about who bears the false alerts: "
    "that needs tests with known people, and counts of faces and alerts by group."
)
MIXTURE = (
    "These rows lie on both sides of a change of what is counted as a face seen, so this rate mixes two ways of "
    "counting, or two kinds of place."
)
ESTIMATE = "Faces seen are estimates; the error of the estimate is not in the interval."
MIXED = (
    "The record holds rows of several operators, with different systems, watchlists and ways of counting. A rate over "
    "all of them would describe none of them, so each operator is reported on its own."
)


COMMON = 0.2  # from such a share on, percentages read better than "1 in 2.8"
RARE = 0.5  # below so many a deployment, "1 every 7 deployments" reads better than 0.14


def prefixed(said: str, sentence: str) -> str:
    """Open a sentence with the part of the record that it is about."""
    return f"{said}: {sentence}" if said else sentence


def answer(quantity: Quantity, rate: Rate, *, crowd: int, doubtful: int = 0) -> str:
    """Say a rate in one or two sentences, always with what chance alone leaves open."""
    e, unit = rate.estimate, quantity.unit
    x, n = e.events or 0, e.trials or 0
    chance = f"with chance alone {said_span(e.low, e.high, unit)}"
    of_alerts = f"{wording.count(x)} of {wording.plural(n, 'alert')} {'was' if x == 1 else 'were'} judged"
    if quantity is RIGHT:
        with_doubt = f", {wording.plural(doubtful, 'unconfirmed one')} counted as right" if doubtful else ""
        return f"{of_alerts} right{with_doubt}: {_shares(e.value, e.low, e.high)}."
    if quantity is CONFIRMED:
        return f"{of_alerts} right and not left unconfirmed: {_shares(e.value, e.low, e.high)}."
    trials = wording.plural(n, unit, wording.units(unit))
    if x == 0:
        return f"{_none(rate, unit, trials)}{_crowd_none(rate, crowd) if quantity is FALSE_PER_FACE else ''}"
    if quantity is FALSE_PER_ALERT:
        common = e.high > COMMON
        said = _shares(e.value, e.low, e.high) if common else f"about {said_rate(e.value, unit)}; {chance}"
        return f"{of_alerts} false: {said}."
    about = f"about {said_rate(e.value, unit)}; {chance}."
    of_crowd = _crowd(rate, crowd) if quantity is FALSE_PER_FACE else ""
    return f"{wording.plural(x, 'false alert')} in {trials}: {about}{of_crowd}"


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


def opened(sentence: str) -> str:
    """Return a sentence with its first letter in upper case."""
    return sentence[:1].upper() + sentence[1:]


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


def misjudged(right: int, alerts: int) -> str:
    """Say how the share of right alerts hangs on the judging."""
    supposed = [k for k in further(alerts) if k <= right]
    if not supposed:
        return ""
    shares = [wording.percent((right - k) / alerts) for k in supposed]
    return (
        f"The share of right alerts hangs on the judging: {wording.percent(right / alerts)} as recorded, "
        f"{wording.listed(shares)} if {wording.listed([wording.count(k) for k in supposed])} of those judged right "
        f"{'was' if supposed == [1] else 'were'} in truth wrong."
    )


def differ(rate: Rate, crowd: int) -> str:
    """Say that the deployments differ by more than chance, and what it does to the number of people flagged."""
    row = rate.scattered
    if row is None or rate.phi is None or rate.phi < 1.5:
        return ""
    return (
        "False alerts are spread over the rows of the record less evenly than chance would have it (the variance is "
        f"{wording.significant(rate.phi)} times as large), so one rate for all hides differences. Counting that in, "
        f"between {people(row.low * crowd, about=False)} and {people(row.high * crowd, about=False)} of "
        f"{wording.count(crowd)} people each seen once would be flagged by mistake."
    )
