"""The findings of a crowd, in words a layperson reads: flagged, never stopped; an expectation and its range."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from bystander.crowd.consequences import NEVER
from bystander.findings import wording
from bystander.quantities.crowd import ALERTS_OF_A_CAMERA, ALERTS_OF_ONE_ENTRY, FALSE_ALERTS_SIMULATED, UNJUDGED_ALERTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.crowd.consequences import Needed, Range
    from bystander.crowd.predictive import Numbers
    from bystander.crowd.scenario import Scenario
    from bystander.crowd.simulate import Days
    from bystander.findings import Quantity

LARGEST = "the rate is the largest that the evidence does not exclude"
FIVES = "the events of the evidence came in groups of five"
NO_FALSE = "no false alerts were published or counted; the scenario gives no evidence of them"
NO_HITS = "the scenario gives no evidence of how often a sought person is recognised"
NO_ALERT = "no alert is possible in this crowd: 0 of 0"
NOBODY_SOUGHT = "nobody in the crowd is sought"
NOBODY_ELSE = "Nobody else passes, so "
OPEN = "what was counted was never so, or always; that leaves a range, and no one number in it"
CERTAIN = "its range, as the rate was only given, and nobody said how sure it is"
NEVER_PUBLISHED = "False alerts were never published."
NEVER_COUNTED = "No false alerts were published or counted. An alert about one sought person says nothing about them."
BY_CHANCE = "if days differ by chance alone"
HITS_BY_CHANCE = "if hits differ by chance alone"
IF_RIGHT = "if the rate is right and days differ by chance alone"
NO_WIDTH = "its range is narrower than can be told"
IF_ASSERTED = "That holds if the asserted rate does; nobody has said how sure it is."
SHARED_RATE = (
    "This group has no evidence of its own and is given the overall rate; whether the system fails on it more often is "
    "not known. Counts by group would remove this."
)


def people_in(crowd: float) -> str:
    """Say a number of people as it is read aloud: 60,000; 1.4 billion."""
    if crowd < 1e6:
        return wording.count(crowd)
    unit, name = (1e6, "million") if crowd < 1e9 else (1e9, "billion")
    return f"{float(f'{crowd / unit:.3g}'):g} {name}"


def entries(least: int, most: int) -> str:
    """Say how many entries watchlists have: "900 entries", "2,050 to 4,015 entries"."""
    return wording.plural(least, "entry", "entries") if least == most else f"{least:,} to {most:,} entries"


def amount(value: float) -> str:
    """Say an expected number of people or alerts: two digits below a hundred, otherwise as the doubt allows."""
    if value == 0:
        return "none"
    if value < 0.1:
        return "fewer than 0.1"
    if value >= 1e6:
        return f"about {people_in(value)}"
    return f"about {wording.expected(value)}"


def amount_of(value: float, noun: str, many: str) -> str:
    """Say an expected number with its noun: "about 60 people", "about 1.0 person", "no people"."""
    said = amount(value)
    return f"no {many}" if value == 0 else f"{said} {noun if said == 'about 1.0' else many}"


def expected(r: Range, noun: str, many: str) -> str:
    """Say "Expect about 60 false alerts"; where none was counted, that is said, and nothing is promised."""
    return f"As counted, no {many}" if r.mean == 0 < r.high else f"Expect {amount_of(r.mean, noun, many)}"


def somebody(r: Range, noun: str = "person", many: str = "people") -> str:
    """Say "About 60 people", to begin a sentence."""
    said = f"as counted, no {many}" if r.mean == 0 < r.high else people_of(r.mean, noun, many)
    return said[0].upper() + said[1:]


def most_days(r: Range, level: float, *, measured: bool) -> str:
    """Say the range; "on 95 of 100 such days" only where it was measured how days differ."""
    low, high = wording.count(r.low), wording.count(r.high)
    said = f"at most {high}" if r.low == 0 else f"between {low} and {high}"
    if r.low == r.high:
        said = "none" if r.high == 0 else low
    return _of_days(said, level, measured=measured)


def span(r: Range) -> str:
    """Say the range of a count alone: "3 to 26", "at most 9"."""
    return f"at most {wording.count(r.high)}" if r.low == 0 else f"{wording.count(r.low)} to {wording.count(r.high)}"


def most_share(r: Range, level: float, *, measured: bool) -> str:
    """Say the range of a share."""
    said = (
        f"at most {wording.percent(r.high)}" if r.low <= 0 else f"{wording.percent(r.low)} to {wording.percent(r.high)}"
    )
    if r.low <= 0 and r.high >= 1:
        said = "none to all of them"
    return _of_days(said, level, measured=measured, which=" with an alert")


def share_span(share: Range) -> str:
    """Say the range of a share of alerts: "at most 2.1 %"."""
    if share.low <= 0 and share.high >= 1:
        return "none to all of them"
    if share.low <= 0:
        return f"at most {wording.percent(share.high)}"
    return f"{wording.ends(share.low, share.high, often=True)} %"


def _of_days(said: str, level: float, *, measured: bool, which: str = "") -> str:
    if measured:
        return f"on {level * 100:g} of 100 such days{which} {said}"
    on = f" on days{which}" if which else ""
    return f"{said}{on}{_only_if(level, measured=False)}"


def _only_if(level: float, *, measured: bool) -> str:
    return f" ({level * 100:g} % range{'' if measured else f', {BY_CHANCE}'})"


def is_open(p: Range) -> bool:
    """Return whether a chance or a share was counted as never or always, and more than a trace of others is left."""
    return p.mean in (0.0, 1.0) and p.high - p.low > TRACE


def right(share: Range, level: float, *, measured: bool, people: int) -> str:
    """Say "About 1.5 % of the alerts would be right", and the range; of all or none as counted, the range alone.

    ``people``: who are not sought; without any, no alert can be false.
    """
    if share.low == share.high in (0.0, 1.0):
        return all_or_none(share, "the alerts", "" if people else NOBODY_ELSE)
    most = most_share(share, level, measured=measured)
    if is_open(share):
        return f"How many of the alerts would be right is open: {most}."
    return f"{of_alerts(share.mean)} would be right; {most}."


def all_or_none(share: Range, alerts: str, why: str) -> str:
    """Say that every alert would be right, or none, which no range goes with; ``why``, where the crowd tells it."""
    return wording.capital(f"{why}{'all' if share.high else 'none'} of {alerts} would be right.")


def of_alerts(share: float) -> str:
    """Say a share of alerts as "About 1.5 % of the alerts"."""
    if share <= 0:
        return "None of the alerts"
    return f"About {wording.percent(share)} of the alerts"


def likely(p: Range, level: float, *, counted: bool = True) -> str:
    """Say a chance with its range; of one that was counted as never or always the range alone.

    Where nothing was ``counted``, the range is but that of how alike several looks at one person are.
    """
    if is_open(p):
        return f"anything from {chance(p.low)} to {chance(p.high)} ({level * 100:g} % range)"
    if not counted and p.low < p.high:
        return f"{chance(p.mean)}{_by_likeness(p)}"
    return f"{chance(p.mean)}{chance_span(p, level)}"


def _by_likeness(p: Range) -> str:
    return f" ({chance(p.low)} to {chance(p.high)}, as looks are alike)"


def chance(p: float) -> str:
    """Say a chance in per cent; a very small one, or the rest of it, in words."""
    if p < SELDOM:
        return "less than 0.01 %"
    if p > 1 - TRACE:
        return "next to certain"
    return wording.percent(p)


def chance_span(r: Range, level: float) -> str:
    """Say the range of a chance as " (95 % range: 82 % to 94 %)"; nothing where the rate is only asserted."""
    if r.low == r.high:
        return ""
    low, high = chance(r.low), chance(r.high)
    same = low == high == chance(r.mean)
    return f", at both ends of the {level * 100:g} % range" if same else f" ({level * 100:g} % range: {low} to {high})"


def would_have_to_be(ratio: Needed) -> str:
    """Say what would have to be true for half of the alerts to be right."""
    return (
        f"For half of them to be right, at most {wording.one_in(ratio.rate)} looks could give a false alert. A test "
        f"could show that with {wording.significant(ratio.trials)} looks without a single one."
    )


def meaning(scenario: Scenario) -> str:
    """Say what follows, in brackets."""
    return f" ({scenario.follows})" if scenario.follows else ""


TRACE = 1e-6  # a chance as near to none or to all counts as that
SELDOM = 1e-4  # a chance below is told as less than that
HALF_A_PERSON = 0.5  # expected; below, the headline says in how many crowds to expect one
WHOLE = 9.95  # expected; from half a person up to here people are told whole, from here on two figures are
LISTS = {1: ", if a longer watchlist flags more", -1: ", if a shorter watchlist flags fewer"}


def headline(people: int, flagged: Range, longer: int = 0) -> str:
    """Say the one thing: how many are flagged; below half a person, in how many crowds to expect one.

    Where none was counted, nothing is expected, and the range is what is known. ``longer``: whether the watchlist is
    longer than where the rate was counted, or shorter (-1); the number is then a limit.

    The page says the same from its own script (`explorer/static/speech.js`); a test holds the two together.
    """
    crowd, mean = f"crowd of {people_in(people)}", flagged.mean
    if mean == 0 < flagged.high:
        most = "1 person" if flagged.high == 1 else f"{wording.count(flagged.high)} people"
        return f"In a {crowd}, anything from nobody to {most} may be flagged by mistake"
    if mean < NEVER:
        return f"In a {crowd}, expect nobody to be flagged by mistake"
    limit = {1: "at least ", -1: "at most "}.get(longer, "")
    if mean <= HALF_A_PERSON:
        crowds = f"{floor(1 / mean + 0.5)}" if mean > 0.1 else wording.significant(1 / mean)
        said = f"In {crowds} crowds of {people_in(people)}, expect {limit}about 1 person to be flagged by mistake"
    else:
        said = f"In a {crowd}, expect {limit}{people_of(mean)} to be flagged by mistake"
    return f"{said}{LISTS.get(longer, '')}"


def people_of(mean: float, noun: str = "person", many: str = "people") -> str:
    """Say how many people are expected; nobody is a part of one: "about 3 people" for 2.6 of them."""
    if HALF_A_PERSON < mean < WHOLE:
        return f"about {floor(mean + 0.5)} {noun if mean < 1.5 else many}"
    return amount_of(mean, noun, many)


def in_picture(mean: float) -> str:
    """Say how many are expected as the headline does; of less than half a person, that none is drawn."""
    if HALF_A_PERSON < mean < WHOLE:
        return f"about {floor(mean + 0.5)}"
    drawn = round(mean)
    told = amount(mean)
    return told if amount(drawn) == told else f"{told} ({wording.count(drawn)} drawn)"


def nobody_can_say(people: int) -> str:
    """Say the headline where no false alerts were ever counted."""
    return f"In a crowd of {people_in(people)}, nobody can say how many are flagged by mistake"


def status(scenario: Scenario) -> str:
    """Say the weakest thing that the picture rests on; false alerts come before hits."""
    kinds = {r.status for r in scenario.rates if r is not scenario.hits}
    found = next((kind for kind in ("invented", "asserted") if kind in kinds), "counts")
    hits = scenario.hits.status if scenario.hits and scenario.crowd.sought else "counts"
    return f"hits {hits}" if found == "counts" and hits != "counts" else found


def counted_alone(scenario: Scenario) -> bool:
    """Return whether no rate was only asserted or invented: all that is known was counted."""
    rates = [
        *scenario.false_evidence,
        *([scenario.hits] if scenario.hits is not None and scenario.crowd.sought else []),
    ]
    return all(rate.rate is None for rate in rates)


def asserted(scenario: Scenario) -> bool:
    """Return whether all that is known of false alerts is a bare rate that somebody asserts."""
    rates = scenario.false_evidence
    return bool(rates) and all(rate.rate is not None and not rate.invented for rate in rates)


def days_known(scenario: Scenario) -> bool:
    """Return whether it was measured, in all evidence of false alerts that is used, how days differ."""
    return all(rate.day_scatter is not None for rate in scenario.false_evidence)


def hits_known(scenario: Scenario) -> bool:
    """Return whether it was measured how days differ in finding the sought; there is nothing to it without any."""
    return not scenario.crowd.sought or (scenario.hits is not None and scenario.hits.day_scatter is not None)


IF_JUDGED = "if every alert is judged"
NOT_LOOKED_AT = (
    "Whether operators have time for every alert was not looked at. A [simulation], and hours of the crowd, would tell."
)


def unjudged(scenario: Scenario, days: Days | None) -> str:
    """Say that operators have no time for every alert, or that nobody looked; nothing where they have.

    Nobody looked where a scenario says how many operators there are, or how long they take, and no day is simulated.
    """
    if days is None or days.lost is None:
        told = scenario.operators.model_fields_set & {"number", "minutes", "patience"}
        return NOT_LOOKED_AT if told else ""
    lost = float(days.lost.mean())
    if not lost:
        return ""
    of = amount_of(float((days.false_alerts + days.correct_alerts).mean()), "alert", "alerts")
    return f"On simulated days, nobody has time for {amount(lost)} of {of}. More operators would remove this."


def simulated(scenario: Scenario, days: Days) -> Iterator[tuple[Quantity, Numbers, str]]:
    """Return each simulated quantity with its values and its answer."""
    entries = scenario.simulation.entries if scenario.simulation else None
    if days.largest is not None and entries is not None:
        yield (
            FALSE_ALERTS_SIMULATED,
            days.false_alerts,
            (
                f"If {wording.plural(entries, 'entry', 'entries')} of the watchlist carry the false alerts, expect "
                f"{amount(float(days.false_alerts.mean()))} of them, on days that differ more from each other."
            ),
        )
        yield (
            ALERTS_OF_ONE_ENTRY,
            days.largest,
            f"The one entry with most of them would give {amount(float(days.largest.mean()))} on average.",
        )
    if days.lost is not None:
        o = scenario.operators
        yield (
            UNJUDGED_ALERTS,
            days.lost,
            (
                f"With {wording.plural(o.number, 'operator')}, {wording.significant(o.minutes)} minutes an alert and "
                f"{wording.significant(o.patience)} minutes of waiting at most, nobody would have time for "
                f"{amount(float(days.lost.mean()))} alerts."
            ),
        )
    cameras = scenario.simulation.cameras if scenario.simulation else ()
    for i, camera in enumerate(cameras):
        values = days.by_camera[:, i].astype(float)
        mean = amount(float(values.mean()))
        yield ALERTS_OF_A_CAMERA, values, f"The camera “{camera.name}” would give {mean} false alerts."
