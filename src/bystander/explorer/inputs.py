"""What a state of the page rests on, row by row, and how its number comes about: the same words as `inputs.js`.

The page says them with scripts and without, and so does everything that leaves it; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bystander.crowd.blocks import LEAST, MOST, TAKEN, apportioned
from bystander.crowd.consequences import NEVER
from bystander.crowd.page import false_evidence
from bystander.findings import wording
from bystander.studies.crowd import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    State = Mapping[str, Any]

KINDS = {"counts": "counted", "asserted": "asserted", "invented": "invented", "unknown": "not known"}
RARE = 0.01  # rates below are told in a million, others in per cent


class Input(NamedTuple):
    """A thing that was put in: what it is, its value in words, on what it rests (or nothing), and its source."""

    name: str
    text: str
    kind: str = ""
    source: str = ""


def inputs(state: State) -> list[Input]:
    """Return what the numbers of a state rest on; none of it is left out anywhere that it is shown."""
    shared = [g["name"] for g in state["groups"] if not g["false_alerts"]]
    found = [Input("Crowd", _crowd(state)), Input("Looks", _looks(state))]
    if shared or not state["groups"]:
        name = f"False alerts, {wording.listed(shared)}" if len(shared) < len(state["groups"]) else "False alerts"
        found.append(_evidence(name, state["false_alerts"], state["looks"]))
    for group, people in zip(state["groups"], _sizes(state), strict=True):
        size = f"{_percent(group['share'])} of the crowd, {wording.plural(people, 'person', 'people')}"
        own = group["false_alerts"]
        row = _evidence("", own, state["looks"]) if own else Input("", "the rate above")
        found.append(row._replace(name=f"Group {group['name']}", text=f"{size}; {row.text}"))
    found.append(_evidence("Sought people flagged", state["hits"], state["looks"]))
    if state["hours"]:
        found.append(Input("Duration", f"{_few(state['hours'])} {'hour' if state['hours'] == 1 else 'hours'}"))
    for name, said in (("Scenario", state["source"]), ("Its note", state["note"])):
        if said:
            found.append(Input(name, " ".join(said.split())))
    return found


def unknown(state: State) -> bool:
    """Return whether false alerts were never published for anybody, or for some of the crowd."""
    return any(e["status"] == "unknown" for e in false_evidence(state))


def label(state: State) -> str:
    """Say what a picture must say of itself wherever it goes; nothing where everything was counted."""
    kinds = [e["status"] for e in false_evidence(state)]
    bare = any(e["rate"] is not None for e in false_evidence(state))
    if unknown(state):
        return "No false alerts were ever published"
    if all(kind == "invented" for kind in kinds):
        return "Invented rate: no test behind it" if bare else "Invented numbers"
    hits = state["hits"]["status"] if state["sought"] else "counts"
    hits = "" if hits in {"counts", "unknown"} else hits
    if "invented" in kinds:
        first = "Partly invented"
    elif "asserted" in kinds:
        all_of_it = "Asserted rate" if hits else "Asserted rate: no evidence given"
        first = all_of_it if all(kind == "asserted" for kind in kinds) else "Partly asserted"
    else:
        return f"{hits.capitalize()}: how often a sought person is flagged" if hits else ""
    return f"{first}; sought people {hits}" if hits else first


def weakest(state: State) -> str:
    """Return the weakest kind of evidence that a state rests on: the class of its tag."""
    kinds = [e["status"] for e in false_evidence(state)] + ([state["hits"]["status"]] if state["sought"] else [])
    return next((kind for kind in ("invented", "asserted", "unknown") if kind in kinds), "counts")


def how(state: State, numbers: Mapping[str, Any]) -> str:
    """Say that the number is the rate times the looks, or why it is not; ``numbers`` as `crowd.page` has them."""
    evidence = false_evidence(state)
    if unknown(state):
        return ""
    if not any(_counted(e) for e in evidence):
        seen = f"None of {_looks_in(evidence[0]['trials'])}" if len(evidence) == 1 else "No look in any group"
        return f"{seen} gave a false alert: rate times looks gives no number, only a bound."
    usable = state["people"] * state["looks"] * state["capture"]
    number = _few(usable) if usable < 1e6 else words.people_in(usable)
    looks = f"{number} {'usable ' if state['capture'] < 1 else ''}{'look' if usable == 1 else 'looks'}"
    alerts = _number(numbers["false_alerts"]["mean"])
    kind = KINDS[evidence[0]["status"]]
    one = f": {_rate(evidence[0])} ({kind}) × {looks} is {alerts}."
    said = f"Rate times looks{one if len(evidence) == 1 else f', group by group, is {alerts}.'}"
    if none := [g["name"] for g in state["groups"] if g["share"] and not _counted(g["false_alerts"] or evidence[0])]:
        said += f" None was counted for {wording.listed(none)}, which adds to the range alone."
    if state["looks"] > 1 and numbers["flagged"]["mean"] > 0:
        people = words.people_of(numbers["flagged"]["mean"])
        are = "is" if people.endswith("person") else "are"
        said += f" Some fall on the same person: {people} {are} flagged {_alike(evidence)}."
    return said


def _counted(rate: State) -> bool:
    return rate["rate"] is not None or rate["events"] > 0


def _alike(evidence: Sequence[State]) -> str:
    given = {e["correlation"] for e in evidence}
    if None in given:
        taken = wording.significant(TAKEN, 1)
        return f"if looks are related by {taken}. Nobody measured it: more are if by less, fewer if by more"
    return f"as looks are related by {wording.listed([wording.significant(c) for c in sorted(given)])}"


def _crowd(state: State) -> str:
    sought = {0: "nobody who is", 1: "1 who is"}.get(state["sought"], f"{wording.count(state['sought'])} who are")
    return f"{wording.plural(state['people'], 'person', 'people')} not sought, and {sought}"


def _looks(state: State) -> str:
    usable = f"; {_percent(state['capture'])} of them give a usable face" if state["capture"] < 1 else ""
    return f"{wording.count(state['looks'])} at each person{usable}"


def _sizes(state: State) -> list[int]:
    return apportioned(state["people"], [g["share"] for g in state["groups"]])


def _evidence(name: str, rate: State, looks: int) -> Input:
    if rate["status"] == "unknown":
        return Input(name, "never published", KINDS["unknown"])
    more = []
    if looks > 1:
        c = rate["correlation"]
        least, most = (wording.significant(end, 1) for end in (LEAST, MOST))
        told = f"{least} to {most}, as nobody measured it" if c is None else wording.significant(c)
        more.append(f"looks at one person related by {told}")
    if (rate["design_effect"] or 1) > 1:
        more.append(f"design effect {wording.significant(rate['design_effect'])}")
    if rate["day_scatter"] is not None:
        times = wording.significant(rate["day_scatter"])
        more.append(f"days differ {times} times as much as by chance, at {_looks_in(rate['day_looks'])} a day")
    bare = rate["rate"] is not None
    of = "looks" if bare and rate["rate"] < RARE else "of looks"
    first = f"{_often(rate['rate'])} {of}; no test" if bare else _rate(rate, "looks")
    if not bare and rate["events"]:
        first += f", {_often(rate['events'] / rate['trials'])}"
    return Input(name, "; ".join([first, *more]), KINDS[rate["status"]], rate["source"])


def _rate(rate: State, of: str = "") -> str:
    """Say a rate as it was given: "7 of 8,600", "1,000 in a million"."""
    if rate["rate"] is not None:
        return _often(rate["rate"])
    seen = _few(rate["events"]) if rate["events"] else "none"
    return f"{seen} of {_looks_in(rate['trials']) if of else _few(rate['trials'])}"


def _few(events: float) -> str:
    """Say a number of events; a slider makes fractions of them."""
    return wording.count(events) if events == int(events) else wording.significant(events, 3)


def _looks_in(trials: float) -> str:
    return "1 look" if trials == 1 else f"{_few(trials)} looks"


def _often(rate: float) -> str:
    if 0 < rate < NEVER:
        return wording.one_in(rate)
    return wording.percent(rate) if rate >= RARE else wording.in_a_million(rate)


def _percent(share: float) -> str:
    return "0 %" if share <= 0 else "100 %" if share >= 1 else wording.percent(share)


def _number(alerts: float) -> str:
    """Say an expected number of false alerts, however small."""
    if alerts < NEVER:
        return "no false alert" if alerts == 0 else "next to no false alert"
    if alerts >= 1e6:
        return f"about {words.people_in(alerts)} false alerts"
    return f"about {wording.significant(alerts, 2 if alerts < 1000 else 3)} false alerts"
