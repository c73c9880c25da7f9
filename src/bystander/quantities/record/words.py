"""How the rates of a record are said: with their denominator, and with what chance alone leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.intervals.overdispersion import FEWEST_DEPLOYMENTS
from bystander.quantities.record.one_sided import ABOUT, UNKNOWN_SIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bystander.findings import Estimate, Quantity
    from bystander.intervals.alike_rows import AlikeRows
    from bystander.intervals.record_rate import Rate
    from bystander.intervals.shown import Shown
    from bystander.quantities.record.one_sided import Side

FACE = "face seen"
MOST_OF_ALL = 1 / 3  # share of one row from which on it is told
ENOUGH_ROWS = 30  # from so many on, the interval that allows for how rows differ held as often as it says


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an answer is made of.

    ``unconfirmed``: alerts in the rows of the rate, judged right without anybody's identity confirmed. ``unjudged``:
    not judged at all, of a rate per judged alert in any row; ``right_beside``: right ones in rows that have such and
    tell no false ones; ``elsewhere``: whether other rows have more of them than those of the rate. ``derived``: events
    that nobody counted: all alerts less those judged the other way. ``sums``: whether all alerts are the sum of judged
    ones. ``side``: on which side of the true rate the counts lie; ``least``: whether unjudged alerts may be events of
    it.
    """

    rate: Rate
    crowd: int
    unconfirmed: int = 0
    unjudged: int = 0
    right_beside: int = 0
    elsewhere: bool = False
    derived: int = 0
    sums: bool = False
    side: Side = ABOUT
    least: bool = False

    @property
    def about(self) -> str:
        """How the rate is introduced: "about", "at most"; "at least" where alerts may be events that nobody judged."""
        if self.side == ABOUT and self.none_to_all:
            return "at least"
        return ABOUT if self.side == UNKNOWN_SIDE else self.side

    @property
    def up(self) -> bool | None:
        """Whether the rate is rounded up or down behind what introduces it, so that "at least" stays true of it."""
        return {"at least": False, "at most": True}.get(self.about)

    @property
    def none_to_all(self) -> str:
        """What a range holds with that reaches from none to all of the unjudged alerts; nothing of another."""
        if not (self.least and self.unjudged):
            return ""
        these = " of these rows" if self.elsewhere else ""  # else it would read as all that were not judged
        if self.unjudged == 1:
            return f"whether or not the one unjudged alert{these} was false"
        return f"with none to all of the {wording.count(self.unjudged)} unjudged alerts{these} false"

    @property
    def condition(self) -> str:
        """What has to be so for the interval to hold: "if each alert is independent of every other"."""
        return self.rate.estimate.method.only_if

    @property
    def opened(self) -> str:
        """The same at the beginning of a sentence."""
        return wording.capital(self.condition)

    @property
    def judged_alert(self) -> str:
        """What a trial of a rate per alert is called: all alerts, or those that were judged."""
        return "judged alert" if self.unjudged or self.sums else "alert"

    def judged(self, so: str) -> str:
        """Say of events that they were "judged false", or what is known in place of that: "not judged right"."""
        if not self.derived:
            return so if self.judged_alert != "alert" else f"judged {so}"
        other = f"not judged {'right' if so == 'false' else 'false'}"
        both = round(self.rate.estimate.events or 0)
        if self.derived >= both:
            return other
        return f"judged {so} ({wording.count(both - self.derived)}) or {other} ({wording.count(self.derived)})"

    def left_out(self, so: str) -> str:
        """Say how many alerts nobody judged, and what all of them leave open; nothing where there are none.

        Nothing either where it is not told how many there are. ``so``: how the counted ones were judged.
        """
        e, alerts = self.rate.estimate, self.unjudged
        if not alerts:
            return ""
        verb, least = "was" if alerts == 1 else "were", e.events or 0
        least += self.right_beside if so == "right" else 0
        most, every = least + alerts, (e.trials or 0) + alerts + self.right_beside
        counts = f"{wording.count(least)} to {wording.count(most)}"
        shares_ = f"{wording.ends(least / every, most / every, often=True)} %"
        more = f"{wording.plural(alerts, 'more alert')} {verb} not judged"
        return f" {more}: of all {wording.count(every)}, {counts} may have been {so} ({shares_})."


def prefixed(said: str, sentence: str) -> str:
    """Open a sentence with the part of the record that it is about."""
    return f"{said}: {sentence}" if said else sentence


def of_false_alerts(quantity: Quantity, told: Told) -> str:
    """Say a rate of false alerts in one or two sentences; per face seen, also what it means for a crowd."""
    return of_mistakes(quantity, told, "false alert", "flagged")


def of_mistakes(quantity: Quantity, told: Told, one: str, done: str, many: str | None = None) -> str:
    """Say a rate of mistakes, ``one`` of which is a "false alert" that had somebody "flagged"."""
    rate, crowd, unit = told.rate, told.crowd, quantity.unit
    e = rate.estimate
    x, trials = e.events or 0, wording.plural(e.trials or 0, unit, wording.units(unit))
    of_crowd = unit == FACE
    if x == 0 and told.none_to_all:
        rest = f"{told.opened}, {said_span(e.low, e.high, unit)}, {told.none_to_all}"
        return f"No {one} in {trials}, and {wording.plural(told.unjudged, 'alert')} not judged. {rest}."
    if x == 0:
        return f"{_none(rate, unit, trials, one)}{_crowd_none(rate, crowd, done) if of_crowd else ''}"
    span_ = said_span(e.low, e.high, unit) + (f", {told.none_to_all}" if told.none_to_all else "")
    about = f"{told.about} {said_rate(e.value, unit, up=told.up)}. {told.opened}, {span_}."
    return f"{wording.plural(x, one, many)} in {trials}: {about}{_crowd(told, done) if of_crowd else ''}"


def of_judged_alerts(told: Told, judged: str, *, doubt: str = "") -> str:
    """Say how many alerts were judged so."""
    e = told.rate.estimate
    x = e.events or 0
    counted = f"{wording.count(x)} of {wording.plural(e.trials or 0, told.judged_alert)} {'was' if x == 1 else 'were'}"
    end = "" if told.about == ABOUT else f"{told.about} "
    return f"{counted} {told.judged(judged)}{doubt}: {end}{shares(e, up=told.up)}.{told.left_out(judged)}"


def said_rate(value: float, unit: str, *, up: bool | None = None) -> str:
    """Say "24 in a million" of faces seen, "1.2 %" of alerts and stops, or "1.2 per deployment"."""
    if wording.is_count(unit):
        return f"{wording.significant(value, up=up)} per {unit}"
    return wording.frequency(value, often=unit != FACE, up=up)


def said_span(low: float, high: float, unit: str) -> str:
    """Say an interval, the lower end first: "1.5 to 5.8 in a million"."""
    if wording.is_count(unit):
        return wording.span(low, high, unit).removeprefix("between ").replace(" and ", " to ")
    ends = wording.ends(low, high, often=unit != FACE)
    return f"{ends} in a million" if unit == FACE else f"{ends} %"


def shares(e: Estimate, *, up: bool | None = None) -> str:
    """Say a share and its interval: "25 %. If each alert is independent of every other, 16 % to 36 %"."""
    said = {0.0: "none of them", 1.0: "all of them"}.get(e.value, wording.percent(e.value, up=up))
    return f"{said}. {wording.capital(e.method.only_if)}, {wording.percent_span(e.low, e.high)}"


def _none(rate: Rate, unit: str, trials: str, one: str) -> str:
    e = rate.estimate
    rare = wording.percent(1 - e.level)
    under = ". That holds " if rate.shown.these else ", "
    return (
        f"No {one} in {trials}. That does not show a rate of zero. At {said_rate(e.high, unit)}, {rare} of such "
        f"records would still have none{under}{e.method.only_if}."
    )


def _crowd(told: Told, done: str) -> str:
    e, crowd = told.rate.estimate, told.crowd
    mean = expected(told, crowd)
    chance = span(e.low * crowd, e.high * crowd)
    return (
        f" Of {wording.count(crowd)} people each seen once, {mean} would be {done} by "
        f"mistake on average (on the same condition, {chance})."
    )


def _crowd_none(rate: Rate, crowd: int, done: str) -> str:
    upper = rate.estimate.high * crowd
    return (
        f" If {wording.count(crowd)} people were each seen once, {up_to(upper)} {done} by mistake on average would "
        "still agree with the record."
    )


def people(number: float, *, about: bool = True, up: bool | None = None) -> str:
    """Say an expected number of people: "about 1.4", "fewer than 0.1"."""
    if number < 0.1:
        return "fewer than 0.1"
    return f"{'about ' if about else ''}{wording.significant(number, up=up)}"


def expected(told: Told, crowd: int) -> str:
    """Say how many of a crowd a rate comes to: "about 1.4", or "at most 1.4" where faces are a lower end."""
    number = told.rate.estimate.value * crowd
    return (
        people(number)
        if told.about == ABOUT or number < 0.1
        else f"{told.about} {people(number, about=False, up=told.up)}"
    )


def span(low: float, high: float) -> str:
    """Say from how many people to how many: "0.21 to 0.51", "fewer than 0.1" of both."""
    return people(high) if high < 0.1 else f"{people(low, about=False)} to {people(high, about=False)}"


def up_to(number: float) -> str:
    """Say a limit: "up to 15", "fewer than 0.1"."""
    return people(number) if number < 0.1 else f"up to {people(number, about=False, up=True)}"


def row_caveats(*, used: int, of: int) -> tuple[str, ...]:
    """Say how many rows a finding rests on, where it does not rest on all."""
    return () if used == of else (f"Rests on the {used:,} of {wording.plural(of, 'row')} that give both counts.",)


def uneven_rows(trials: NDArray[np.float64], shown: Shown, *, row: str = "row") -> tuple[str, ...]:
    """Say what an interval makes of few rows, or of one that holds most faces, alerts or hours; nothing of many alike.

    ``trials``: of each row. ``shown``: what they show of how they differ. ``row``: what one is called.
    """
    rows, total = int((trials > 0).sum()), float(trials.sum())  # a row of no trial shows nothing
    share = float(trials.max(initial=0.0)) / total if total else 0.0
    large = f"{share * 100:.0f} % of all counted here" if share >= MOST_OF_ALL and rows > 1 else ""
    if shown.these:
        said = f"One {row} holds {large}" if large else f"A few {row}s hold most of all here"
        return (f"{said}; how another may differ is unknown.",)
    if not shown.differing:
        alike = f"{row}s: the range takes them for alike" if rows > 1 else f"{row}: how another may differ is unknown"
        return (f"Only {rows} {alike}.",) if len(trials) > 1 and 0 < rows < FEWEST_DEPLOYMENTS else ()
    if rows < ENOUGH_ROWS:
        said = f"One of few {row}s holds {large}" if large else f"Only {rows} {row}s show how much they differ"
        return (f"{said}; the range may be too narrow.",)
    if shown.few:
        many = f"as if there were {shown.driving:.1f} in all"
        return (f"A few {row}s weigh most in how much they differ, {many}; the range may be too narrow.",)
    if not shown.tells:
        return (f"The {row}s differ beyond doubt, but hardly show by how much; the range may be too narrow.",)
    return (f"One {row} holds {large}; the range allows for it.",) if large else ()


ALIKE_AT_PLACES = "Deployments at one place are alike beyond chance"
ALIKE_IN_TIME = "Deployments close in time, or in turn, are alike beyond chance"


def of_alike(found: AlikeRows) -> tuple[str, ...]:
    """Say for what a range is too narrow that takes each row for a new draw, where rows are alike; else nothing."""
    at = f"The range is for these {found.places} places; for others it is too narrow"
    said = [f"{ALIKE_AT_PLACES}. {at}."] if found.by_place else []
    return (*said, *([f"{ALIKE_IN_TIME}. For times to come the range is too narrow."] if found.in_time else []))


def further(alerts: int) -> tuple[int, ...]:
    """Return how many more false alerts to suppose, suited to the size of the record."""
    return (10, 50, 100) if alerts >= 200 else (1, 2, 5)
