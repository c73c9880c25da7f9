"""The sentences of an audit: answers, caveats and verdict, for a reader who has to decide something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.rates.deployment import Rate

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
MIXED = (
    "The record holds rows of several operators, with different systems, watchlists and ways of counting. A rate over "
    "all of them would describe none of them, so each operator is reported on its own."
)


def prefixed(said: str, sentence: str) -> str:
    """Open a sentence with the part of the record that it is about."""
    return f"{said}: {sentence}" if said else sentence


def answer(name: str, unit: str, rate: Rate, *, crowd: int, doubtful: int = 0) -> str:
    """Say a rate in one or two sentences, always with what chance alone leaves open."""
    e = rate.estimate
    x, n = e.events or 0, e.trials or 0
    if name == "right-alerts-per-alert":
        with_doubt = f" (the {wording.count(doubtful)} unconfirmed among them)" if doubtful else ""
        return (
            f"{wording.count(x)} of {wording.plural(n, 'alert')} were judged right{with_doubt}: {share(e.value)}; "
            f"with chance alone between {wording.percent(e.low)} and {wording.percent(e.high)}."
        )
    if name == "confirmed-alerts-per-alert":
        return (
            f"{wording.count(x)} of {wording.plural(n, 'alert')} were judged right and not left unconfirmed: "
            f"{share(e.value)}; with chance alone between {wording.percent(e.low)} and {wording.percent(e.high)}."
        )
    trials = wording.plural(n, unit, wording.units(unit))
    if x == 0:
        return f"{_none(rate, unit, trials)}{_crowd_none(rate, unit, crowd)}"
    about = wording.rate(e.value, unit) + ("" if wording.is_count(unit) else f" {wording.units(unit)}")
    return (
        f"{wording.plural(x, 'false alert')} in {trials}: about {about}; with chance alone "
        f"{wording.span(e.low, e.high, unit)}.{_crowd(rate, unit, crowd)}"
    )


def share(value: float) -> str:
    """Say a share, "all" and "none" included."""
    return {0.0: "none of them", 1.0: "all of them"}.get(value, wording.percent(value))


def _none(rate: Rate, unit: str, trials: str) -> str:
    upper = rate.bounds.naive_upper or rate.estimate.high
    rare = wording.one_in(1 - rate.estimate.level)
    return (
        f"No false alert in {trials}. That does not show a rate of zero: if the true rate were "
        f"{wording.rate(upper, unit)}{'' if wording.is_count(unit) else ' ' + wording.units(unit)}, "
        f"a record without any would still come about {rare} times."
    )


def _crowd(rate: Rate, unit: str, crowd: int) -> str:
    if unit != "face seen":
        return ""
    e = rate.estimate
    return (
        f" If {wording.count(crowd)} people were each seen once, {people(e.value * crowd)} would be flagged by mistake "
        f"on average (with chance alone, {people(e.low * crowd, about=False)} to {people(e.high * crowd, about=False)})."
    )


def _crowd_none(rate: Rate, unit: str, crowd: int) -> str:
    if unit != "face seen":
        return ""
    upper = (rate.bounds.naive_upper or rate.estimate.high) * crowd
    return (
        f" If {wording.count(crowd)} people were each seen once, up to {people(upper, about=False)} of them flagged by "
        "mistake would still agree with it."
    )


def people(number: float, *, about: bool = True) -> str:
    """Say an expected number of people: "about 1.4", "fewer than 0.1"."""
    if number < 0.1:
        return "fewer than 0.1"
    return f"{'about ' if about else ''}{wording.significant(number)}"


def row_caveats(lacking: str, *, used: int, of: int) -> tuple[str, ...]:
    """Say how many rows a finding rests on, where it does not rest on all."""
    if used == of:
        return ()
    verb = "give" if used != 1 else "gives"
    return (f"Rests on {used:,} of {wording.plural(of, 'row')}: only {'these' if used != 1 else 'this one'} {verb} {lacking}.",)


def further(alerts: int) -> tuple[int, ...]:
    """Give how many more false alerts to suppose, suited to the size of the record."""
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
    row = next((s for s in rate.sensitivity if s.assumption.startswith("alerts cluster as strongly")), None)
    if row is None or rate.phi is None or rate.phi < 1.5:
        return ""
    return (
        f"The deployments differ {wording.significant(rate.phi)} times as much as chance alone would have it. Counting "
        f"that in, between {people(row.low * crowd, about=False)} and {people(row.high * crowd, about=False)} of "
        f"{wording.count(crowd)} people each seen once would be flagged by mistake."
    )
