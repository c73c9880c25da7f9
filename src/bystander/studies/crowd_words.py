"""The findings of a crowd, in words a layperson reads: flagged, never stopped; an expectation and its range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Estimate, Finding, Point, Sensitivity, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.crowd.consequences import Consequences, Needed, Range
    from bystander.crowd.predictive import Numbers
    from bystander.crowd.scenario import Rate, Scenario
    from bystander.crowd.simulate import Days

PREDICTIVE = "predictive range: chance and the evidence's doubt"
POSTERIOR = "posterior range: the evidence's doubt about the rate"
SIMULATED = "simulation"
LARGEST = "the rate is the largest that the evidence does not exclude"
FIVES = "the events of the evidence came in groups of five"
NO_FALSE = "no false alerts were published or counted; the scenario gives no evidence of them"
NO_HITS = "the scenario gives no evidence of how often a sought person is recognised"
NO_ALERT = "no alert is possible in this crowd: 0 of 0"
NOBODY_SOUGHT = "nobody in the crowd is sought"
CERTAIN = "the rate is asserted, no uncertainty of it is known, and so there is no interval to give"
NEVER_PUBLISHED = "False alerts were never published."
IF_ASSERTED = "That holds if the asserted rate does; how sure it is, nobody has said."
POPULATION = "crowds like this one, under the system, threshold and watchlist of the evidence"
SHARED_RATE = (
    "This group has no evidence of its own and is given the overall rate; whether the system fails on it more often is "
    "not known. Counts by group would remove this."
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with what its answer counts."""

    id: str
    question: str
    unit: str


FALSE_ALERTS = Asked(id="false-alerts", question="How many false alerts would there be?", unit="day like this")
FLAGGED = Asked(
    id="people-flagged",
    question="How many people who are not sought would be flagged at least once?",
    unit="day like this",
)
FLAGGED_AGAIN = Asked(
    id="people-flagged-again",
    question="How many people who are not sought would be flagged more than once?",
    unit="day like this",
)
NOBODY = Asked(
    id="nobody-flagged", question="How likely is it that nobody innocent is flagged?", unit="crowd like this"
)
SHARE_RIGHT = Asked(id="share-of-right-alerts", question="Of the alerts, how many would be right?", unit="alert")
CORRECT = Asked(id="right-alerts", question="How many alerts would be right?", unit="day like this")
P_FOUND = Asked(
    id="sought-person-found",
    question="How likely is it that a sought person who is there is flagged?",
    unit="sought person",
)
PER_HOUR = Asked(id="alerts-per-hour", question="How many alerts an hour would operators have to judge?", unit="hour")
FOLLOWED_UP = Asked(
    id="people-followed-up-by-mistake",
    question="How many people who are not sought would operators follow up?",
    unit="day like this",
)
ACTED_ON = Asked(
    id="sought-people-followed-up", question="How many sought people would operators follow up?", unit="day like this"
)
SIM_FALSE = Asked(
    id="false-alerts-simulated",
    question="How many false alerts would there be, if a few entries of the watchlist carry them?",
    unit="day like this",
)
SIM_LARGEST = Asked(
    id="alerts-of-one-entry",
    question="How many of a day's false alerts would come from one single entry of the watchlist?",
    unit="day like this",
)
SIM_LOST = Asked(
    id="alerts-nobody-judged", question="How many alerts would nobody have time for?", unit="day like this"
)
SIM_CAMERA = Asked(
    id="false-alerts-of-a-camera", question="How many false alerts would each camera give?", unit="day like this"
)


def finding(
    asked: Asked,
    answer: str,
    at: Point,
    estimate: Estimate,
    *,
    group: dict[str, str] | None = None,
    sensitivity: tuple[Sensitivity, ...] = (),
    caveats: tuple[str, ...] = (),
) -> Finding:
    """Give a finding that has a number."""
    return Finding(
        id=asked.id,
        question=asked.question,
        answer=answer,
        quantity=asked.id,
        unit=asked.unit,
        population=POPULATION,
        at=at,
        group=group,
        estimate=estimate,
        sensitivity=sensitivity,
        caveats=caveats,
    )


def unknown(asked: Asked, at: Point, reason: str, *, answer: str = "", group: dict[str, str] | None = None) -> Finding:
    """Give a finding that has none."""
    return Finding(
        id=asked.id,
        question=asked.question,
        answer=answer or f"Not estimable: {reason}.",
        quantity=asked.id,
        unit=asked.unit,
        population=POPULATION,
        at=at,
        group=group,
        not_estimable=reason,
    )


def amount(value: float) -> str:
    """Say an expected number of people or alerts: two digits below a hundred, otherwise as the doubt allows."""
    if value < 0.1:
        return "fewer than 0.1"
    return f"about {wording.significant(value, 2 if value < 1000 else 3)}"


def expected(r: Range, noun: str, many: str | None = None) -> str:
    """Say "Expect about 60 false alerts"."""
    one = r.mean == 1
    return f"Expect {amount(r.mean)} {noun if one else (many or noun + 's')}"


def most_days(r: Range, level: float) -> str:
    """Say the range: "on 95 of 100 such days between 45 and 76"."""
    low, high = wording.count(r.low), wording.count(r.high)
    if r.low == r.high:
        return f"on {level * 100:g} of 100 such days {'none' if r.high == 0 else low}"
    said = f"at most {high}" if r.low == 0 else f"between {low} and {high}"
    return f"on {level * 100:g} of 100 such days {said}"


def most_share(r: Range, level: float) -> str:
    """Say the range of a share."""
    if r.low <= 0 and r.high >= 1:
        return f"on {level * 100:g} of 100 such days with an alert, none to all of them"
    said = (
        f"at most {wording.percent(r.high)}" if r.low <= 0 else f"{wording.percent(r.low)} to {wording.percent(r.high)}"
    )
    return f"on {level * 100:g} of 100 such days with an alert, {said}"


def of_alerts(share: float) -> str:
    """Say a share of alerts as "About 1 in 68 alerts"."""
    return f"About {wording.percent(share)} of the alerts" if share >= 0.1 else f"About {wording.one_in(share)} alerts"


def chance(p: float) -> str:
    """Say a chance; below one in a million, in words."""
    if p < 1e-6:
        return "less than 1 in a million"
    if p > 1 - 1e-6:
        return "next to certain"
    return wording.percent(p) if p >= 0.01 else wording.one_in(p)


def would_have_to_be(ratio: Needed) -> str:
    """Say what would have to be true for half of the alerts to be right."""
    return (
        f"For half of them to be right, at most {wording.one_in(ratio.rate)} looks could give a false alert; a test "
        f"could show that with {wording.significant(ratio.trials)} looks without a single one."
    )


def meaning(scenario: Scenario) -> str:
    """Say what follows, in brackets."""
    return f" ({scenario.follows})" if scenario.follows else ""


def headline(people: int, mean: float, p_nobody: float) -> str:
    """Say the one thing: how many are flagged, or, where that is less than one, on how many days somebody is."""
    crowd = f"In a crowd of {wording.count(people)}"
    if mean == 0 or p_nobody >= 1:
        return f"{crowd}, expect nobody to be flagged by mistake"
    if mean < 1:
        somebody = 1 - p_nobody
        days = f"1 in {wording.significant(1 / somebody)}" if somebody < 0.5 else wording.percent(somebody)
        return f"{crowd}, on about {days} such days somebody is flagged by mistake"
    return f"{crowd}, expect {amount(mean)} {'person' if mean == 1 else 'people'} to be flagged by mistake"


def status(scenario: Scenario) -> str:
    """Say the weakest thing that the picture rests on; false alerts come before hits."""
    kinds = {r.status for r in scenario.rates if r is not scenario.hits}
    found = next((kind for kind in ("invented", "asserted") if kind in kinds), "counts")
    hits = scenario.hits.status if scenario.hits and scenario.crowd.sought else "counts"
    return f"hits {hits}" if found == "counts" and hits != "counts" else found


def verdict(scenario: Scenario, result: Consequences, *, level: float, bound: float | None) -> tuple[str, ...]:
    """Give three sentences: who is flagged by mistake, what an alert is worth, whether the sought are found."""
    crowd = scenario.crowd
    people = wording.count(crowd.people)
    if scenario.false_alerts is None and not scenario.groups:
        first = (
            f"Nobody can say how many of {people} people would be flagged by mistake: {NO_FALSE}. "
            "An alert about one sought person says nothing about it."
        )
        return (first,)
    r = result.flagged
    first = f"{headline(crowd.people, r.mean, result.p_nobody)}; {most_days(r, level)}."
    if bound is not None:
        first += f" So few were counted that the evidence does not exclude {amount(bound)} false alerts on average."
    said = [first]
    if result.share_right is not None and scenario.hits is not None:
        said.append(f"{of_alerts(result.share_right.mean)} would be right.")
    if result.p_found is not None and scenario.hits is not None:
        p = chance(result.p_found)
        said.append(f"A sought person who is there is flagged with a chance of {p}.")
    return tuple(said)


def caveats(scenario: Scenario) -> tuple[str, ...]:
    """Give what to bear in mind of the scenario as a whole, the weightiest first."""
    said = []
    names = {"false alerts": scenario.false_alerts, "hits": scenario.hits} | {
        f"false alerts in the group {g.name}": g.false_alerts for g in scenario.groups
    }
    invented = [name for name, rate in names.items() if rate is not None and rate.invented]
    bare = [name for name, rate in names.items() if rate is not None and rate.rate is not None]
    if invented:
        said.append(
            f"Invented: the evidence of {wording.listed(invented)} is made up. The numbers show what would follow, not "
            "what any system does. Published counts would remove this."
        )
    if bare:
        said.append(
            f"Asserted: {wording.listed(bare)} {'is' if len(bare) == 1 else 'are'} given as a bare rate, of which no "
            "uncertainty is known; the ranges hold chance only. The counts behind the rate would remove this."
        )
    for name, rate in names.items():
        if rate is not None:
            said += _elsewhere(name, rate, scenario)
    if scenario.note:
        said.append(" ".join(scenario.note.split()))
    return tuple(said)


def _elsewhere(name: str, rate: Rate, scenario: Scenario) -> Iterator[str]:
    """Say where the evidence was taken under other conditions than the crowd's; nothing is scaled silently."""
    size, threshold = scenario.watchlist.size, scenario.watchlist.threshold
    if size is not None and rate.watchlist_size is not None and size != rate.watchlist_size:
        yield (
            f"The {name} were counted with a watchlist of {wording.count(rate.watchlist_size)}; this crowd is searched "
            f"for {wording.count(size)}. More entries give more false alerts, fewer give less; the numbers are those "
            "of the evidence, not scaled. Evidence with a watchlist of this size would remove this."
        )
    elif size is not None and rate.watchlist_size is None and rate.rate is None:
        yield (
            f"The watchlist behind the {name} is not known, and that of this crowd has "
            f"{wording.plural(size, 'entry', 'entries')}: the numbers are those of the evidence, not scaled. Its size "
            "would remove this."
        )
    if threshold is not None and rate.threshold is not None and threshold != rate.threshold:
        yield (
            f"The {name} were counted at the threshold {wording.threshold(rate.threshold)}; this crowd is searched at "
            f"{wording.threshold(threshold)}. The numbers are those of the evidence, not converted. Evidence at this "
            "threshold would remove this."
        )


def rate_caveats(scenario: Scenario) -> tuple[str, ...]:
    """Give what to bear in mind of the false alerts."""
    said = []
    rates = [r for r in scenario.rates if r is not scenario.hits and r.rate is None]
    if any(r.design_effect == 1 for r in rates):
        said.append(
            "The counts do not say whether several false alerts came from one person or one entry of the watchlist; "
            "each is taken to stand alone, which makes the range too narrow if they did not. Counts by person would "
            "remove this."
        )
    if any((r.events or 0) < 10 for r in rates):
        said.append(
            "So few false alerts were counted that the expectation leans on an assumption (Jeffreys' prior); the row "
            "for the largest rate that the evidence does not exclude does not. A larger test would remove this."
        )
    if scenario.crowd.looks > 1:
        icc = max((r.correlation for r in scenario.rates if r is not scenario.hits), default=0.0)
        said.append(
            f"Looks at one person are taken to be related with a correlation of {icc:g}; a higher one flags fewer "
            "people more often. Counts of people flagged repeatedly would remove this."
        )
    return tuple(said)


def simulated(scenario: Scenario, days: Days) -> Iterator[tuple[Asked, Numbers, str]]:
    """Give each simulated quantity with its values and its answer."""
    entries = scenario.simulation.entries if scenario.simulation else None
    if days.largest is not None and entries is not None:
        yield (
            SIM_FALSE,
            days.false_alerts,
            (
                f"If {wording.plural(entries, 'entry', 'entries')} of the watchlist carry the false alerts, expect "
                f"{amount(float(days.false_alerts.mean()))} of them, on days that differ more from each other."
            ),
        )
        yield (
            SIM_LARGEST,
            days.largest,
            f"The one entry with most of them would give {amount(float(days.largest.mean()))} on average.",
        )
    if days.lost is not None:
        o = scenario.operators
        yield (
            SIM_LOST,
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
        yield SIM_CAMERA, values, f"The camera “{camera.name}” would give {mean} false alerts."
