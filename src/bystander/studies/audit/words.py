"""The sentences of an audit: answers, caveats and verdict, for a reader who has to decide something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.words import further, people

if TYPE_CHECKING:
    from bystander.intervals.record_rate import Rate

_HOW = "How the faces were counted, and whether a person who passes twice counts twice, would have to be published."
ESTIMATED = {
    "said": f"The number of faces seen is an estimate, and the error of that estimate is in no interval here. {_HOW}",
    "round": "The number of faces seen looks like an estimate, as nearly all figures are round, and the error of an "
    f"estimate is in no interval here. {_HOW}",
}
CLUSTERS = (
    "The record does not tell which false alerts were of the same person or had the same cause, so how far they come "
    "in clusters is unknown. Where enough deployments show how they differ, the intervals count that in; else they "
    "take false alerts as independent. More clustering makes them too narrow; the rows below them show by how much. "
    "Counts of different people flagged would remove this doubt."
)
ADJUDICATED = (
    "A false alert is counted only where somebody judged it false. A wrong alert that was taken for right, or that "
    "nobody followed up, is not among them. A check of the alerts by someone independent would tell."
)
_UNSEEN = "The record says nothing about sought people who passed unnoticed"
MIXTURE = (
    "These rows lie on both sides of a change of what is counted as a face seen, so this rate mixes two ways of "
    "counting, or two kinds of place."
)
ESTIMATE = "Faces seen are estimates, or look like them; the error of an estimate is not in the interval."
MIXED = (
    "The record holds rows of several operators, with different systems, watchlists and ways of counting. A rate over "
    "all of them would describe none of them, so each operator is reported on its own."
)

TO_COME = "deployments to come, if no kind of day is missing here"
RARE_KIND = 0.03  # the share of days of a kind that is rare


def rare_kinds(deployments: int) -> str:
    """Say how often a record of so many deployments holds no day of a rare kind: (1 - share)^deployments."""
    missing = (1 - RARE_KIND) ** deployments
    often = "fewer than 0.1 %" if missing < 1e-3 else wording.percent(missing)
    return (
        f"What deployments to come may scatter holds only if no kind of day is missing here. Days of a kind that is "
        f"{wording.percent(RARE_KIND)} of all days are missing from {often} of records this long, and nothing in a "
        "record can tell."
    )


def unseen(*, groups: bool, notes: bool) -> str:
    """Say what a record cannot tell: who passed unnoticed and, where it is silent on that, who bears the alerts."""
    if groups:
        return f"{_UNSEEN}: that needs tests with known people."
    if notes:
        return (
            f"{_UNSEEN}. Who bears the false alerts it tells at most in the notes of its rows, which "
            "enter no rate: that needs counts of faces and alerts by group."
        )
    return (
        f"{_UNSEEN}, nor about who bears the false alerts: that needs tests with known people, and counts of faces and "
        "alerts by group."
    )


def opened(sentence: str) -> str:
    """Return a sentence with its first letter in upper case."""
    return sentence[:1].upper() + sentence[1:]


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
        f"{wording.significant(rate.phi)} times as large), so one rate for all hides differences. Counting that in, as "
        f"the intervals here do, between {people(row.low * crowd, about=False)} and "
        f"{people(row.high * crowd, about=False)} of {wording.count(crowd)} people each seen once would be flagged by "
        "mistake on average."
    )
