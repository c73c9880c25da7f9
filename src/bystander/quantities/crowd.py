"""What a crowd has to expect: how many are flagged, how many alerts are right, how likely the sought are found."""

from __future__ import annotations

from bystander.findings import Kind, Quantity

DAY = "day like this"
CROWDS_LIKE_THIS = "crowds like this one, under the system, threshold and watchlist of the evidence"


def _of_a_day(name: str, heading: str, question: str, unit: str = DAY) -> Quantity:
    """Return a number that a day of such a crowd brings."""
    return Quantity(
        name=name, heading=heading, question=question, unit=unit, population=CROWDS_LIKE_THIS, kind=Kind.MEAN,
        of_whole=unit == DAY, page="crowd.md",
    )  # fmt: skip


def _chance(name: str, heading: str, question: str, unit: str) -> Quantity:
    """Return a chance, or a share; so many of a crowd would say nothing of it."""
    return Quantity(
        name=name, heading=heading, question=question, unit=unit, population=CROWDS_LIKE_THIS, of_passers_by=False,
        page="crowd.md",
    )  # fmt: skip


FALSE_ALERTS = _of_a_day("false-alerts", "False alerts", "How many false alerts would there be?")
FLAGGED = _of_a_day(
    "people-flagged", "People flagged", "How many people who are not sought would be flagged at least once?"
)
FLAGGED_AGAIN = _of_a_day(
    "people-flagged-again",
    "People flagged again",
    "How many people who are not sought would be flagged more than once?",
)
NOBODY = _chance(
    "nobody-flagged", "Nobody flagged", "How likely is it that nobody innocent is flagged?", "crowd like this"
)
SHARE_RIGHT = _chance(
    "share-of-right-alerts", "Share of right alerts", "Of the alerts, how many would be right?", "alert"
)
CORRECT = _of_a_day("right-alerts", "Right alerts", "How many alerts would be right?")
P_FOUND = _chance(
    "sought-person-found",
    "Sought person found",
    "How likely is it that a sought person who is there is flagged?",
    "sought person",
)
PER_HOUR = _of_a_day(
    "alerts-per-hour", "Alerts per hour", "How many alerts an hour would operators have to judge?", "hour"
)
FOLLOWED_UP = _of_a_day(
    "people-followed-up-by-mistake",
    "People followed up by mistake",
    "How many people who are not sought would operators follow up?",
)
ACTED_ON = _of_a_day(
    "sought-people-followed-up", "Sought people followed up", "How many sought people would operators follow up?"
)
FALSE_ALERTS_SIMULATED = _of_a_day(
    "false-alerts-simulated",
    "False alerts simulated",
    "How many false alerts would there be, if a few entries of the watchlist carry them?",
)
ALERTS_OF_ONE_ENTRY = _of_a_day(
    "alerts-of-one-entry",
    "Alerts of one entry",
    "How many of a day's false alerts would come from one single entry of the watchlist?",
)
UNJUDGED_ALERTS = _of_a_day(
    "alerts-nobody-judged", "Alerts nobody judged", "How many alerts would nobody have time for?"
)
ALERTS_OF_A_CAMERA = _of_a_day(
    "false-alerts-of-a-camera", "False alerts of a camera", "How many false alerts would each camera give?"
)

OF_A_CROWD = (
    FALSE_ALERTS,
    FLAGGED,
    FLAGGED_AGAIN,
    NOBODY,
    SHARE_RIGHT,
    CORRECT,
    P_FOUND,
    PER_HOUR,
    FOLLOWED_UP,
    ACTED_ON,
    FALSE_ALERTS_SIMULATED,
    ALERTS_OF_ONE_ENTRY,
    UNJUDGED_ALERTS,
    ALERTS_OF_A_CAMERA,
)
