"""The sentences of an audit: answers, caveats and verdict, for a reader who has to decide something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.record.words import further, people

if TYPE_CHECKING:
    from bystander.intervals.record_rate import Rate

_FACES = "One person who passes five cameras may count five times, or once; the error is in no range here."
_HOW = "The rule of counting would have to be published."
ESTIMATED = {
    "said": Caveat("“Faces seen” is an estimate.", _FACES, _HOW, Weight.WIDENS),
    "round": Caveat("“Faces seen” looks like an estimate: nearly all figures are round.", _FACES, _HOW, Weight.WIDENS),
}
CLUSTERS = Caveat(
    "Nobody knows whether one person set off several alerts.",
    "If so, ranges are too narrow where few deployments show it; wider ones, for twos and fives, stand beside.",
    "Counts of different people flagged would settle it.",
    Weight.WIDENS,
)
ADJUDICATED = Caveat(
    "Nobody counts the mistakes that nobody noticed.",
    "An alert is false here only where somebody judged it false.",
    "An independent check of the alerts would settle it.",
    Weight.MOVES,
)
_UNSEEN = "The record says nothing about sought people who passed unnoticed"
MIXTURE = (
    "These rows lie on both sides of a change of what is counted as a face seen, so this rate mixes two ways of "
    "counting, or two kinds of place."
)
ESTIMATE = "Faces seen are estimates, or look like them; the error of an estimate is not in the interval."
MIXED = Caveat(
    "No two operators may be added up.",
    "They have different systems, watchlists and ways of counting, so each is reported on its own.",
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
