"""What the tour shows of a scenario, as data: every number of every step, and which steps its evidence allows.

* Expected is the counted rate times the looks, and its range the exact prediction (METHODS VI.2).
* The twenty days are the quantiles .025, .075 ... .975 of the days as counted (Gamma shape: the count itself), so that
  each is as likely as any other; 18 of 20 lie from the second to the nineteenth.
* With nothing counted there is no day to draw and no expectation: a bound alone. What was never published has not even
  that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.crowd.blocks import blocks
from bystander.crowd.consequences import Block, Expected, Range, of_a_day
from bystander.crowd.page import state
from bystander.explorer.inputs import unknown
from bystander.intervals.counts import clopper_pearson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.crowd.scenario import Rate, Scenario
    from bystander.tour.story import Part, Story

DAYS = 20
LEVEL = 0.95
MILLION = 1e6
TAGS = {"counts": "counted", "asserted": "asserted", "invented": "invented"}


def facts(scenario: Scenario, story: Story | None = None, *, alerts: int | None = None) -> dict[str, Any]:
    """Return all that the tour shows of a scenario; ``story`` where it is the one that the files of words tell.

    ``alerts``: all alerts that its false ones are among, where they were counted.

    ``kind`` is "number", "bound" (nothing was counted) or "unknown" (never published); ``steps`` names the steps in
    order, without those whose evidence is missing. ``rests``: the tag, or "groups" where all was counted, in more tests
    than one. ``counts``: whether anything was counted, so that the range holds
    more than chance; ``open``: what the counts leave open, where all is one piece of evidence. Rates named
    ``million``, and those of ``open`` and of groups, are in a million looks; all others are shares.
    """
    found = blocks(scenario)
    bystanders = list(found.bystanders)
    flagged = Range.of(Expected.of(bystanders, Block.flagged), LEVEL)
    kind = _kind(scenario)
    drawn = twenty(bystanders) if kind == "number" else []
    rate = scenario.false_alerts
    counted = _alone(scenario)
    tag = _tag(scenario) if kind != "unknown" else "unknown"
    who = _who(story.who) if story else _groups(scenario)
    shown = {
        "you": True,
        "guess": True,
        "day": True,
        "days": bool(drawn),
        "queue": bool(drawn),
        "accurate": counted is not None,
        "shrink": counted is not None and bool(counted.events),
        "who": who is not None,
    }
    return {
        "state": state(scenario),
        "story": story is not None,
        "kind": kind,
        "tag": tag,
        "rests": "groups" if tag == "counted" and counted is None else tag,
        "events": rate.events if rate else None,
        "trials": rate.trials if rate else None,
        "million": _mean(bystanders) * MILLION,
        "expected": flagged.mean,
        "low": flagged.low,
        "high": flagged.high,
        "days": drawn,
        "open": _open(counted),
        "counts": any(evidence.rate is None for evidence in scenario.false_evidence),
        "accurate": _accurate(counted, scenario.hits, story.alerts if story else alerts),
        "who": who,
        "steps": [name for name, there in shown.items() if there],
    }


def twenty(bystanders: Sequence[Block]) -> list[int]:
    """Return how many are flagged on twenty days, in ascending order, each as likely as any other."""
    count = of_a_day(bystanders, Block.flagged)
    return [count.quantile((i + 0.5) / DAYS) for i in range(DAYS)]


def _kind(scenario: Scenario) -> str:
    """Return "unknown" where the sandbox says so: false alerts were never published, for all or for some of them."""
    if unknown(state(scenario)):
        return "unknown"
    return "number" if scenario.counted else "bound"


def _tag(scenario: Scenario) -> str:
    """Return the weakest of what the false alerts rest on: one invented rate makes the number invented."""
    found = {rate.status for rate in scenario.false_evidence}
    return next(TAGS[status] for status in ("invented", "asserted", "counts") if status in found)


def _alone(scenario: Scenario) -> Rate | None:
    """Return the one piece of counted evidence that all false alerts rest on, else None."""
    evidence = scenario.false_evidence
    if len(evidence) != 1 or evidence[0].events is None or not evidence[0].trials:
        return None
    return evidence[0]


def _mean(bystanders: Sequence[Block]) -> float:
    """Return the rate of a look, over everybody; 0 where nobody passes."""
    looks = sum(b.people for b in bystanders)
    return sum(b.people * b.rate.mean for b in bystanders) / looks if looks else 0.0


def _open(rate: Rate | None) -> dict[str, float] | None:
    """Return what the counts leave open about the rate, in a million."""
    if rate is None:
        return None
    low, high = clopper_pearson(rate.events or 0, rate.trials or 0, deff=rate.deff)
    return {"low": low * MILLION, "high": high * MILLION}


def _share(events: float, trials: float, deff: float = 1.0) -> dict[str, float]:
    low, high = clopper_pearson(events, trials, deff=deff)
    return {"events": events, "trials": trials, "share": events / trials, "low": low, "high": high}


def _accurate(rate: Rate | None, hits: Rate | None, alerts: int | None) -> dict[str, Any] | None:
    """Return the shares over each denominator that was counted: faces, alerts, wanted people."""
    if rate is None:
        return None
    events, trials = rate.events or 0, rate.trials or 0
    found = hits is not None and hits.status == "counts" and bool(hits.trials)
    return {
        "faces": _share(trials - events, trials, rate.deff),
        "alerts": _share(alerts - events, alerts) if alerts else None,
        "wanted": _share(hits.events or 0, hits.trials or 0, hits.deff) if found and hits else None,
    }


def _who(part: Part) -> dict[str, Any]:
    return {"kind": "story", "faces": part.faces, **_share(part.part, part.all)}


def _groups(scenario: Scenario) -> dict[str, Any] | None:
    """Return what each group's own evidence says, in a million looks; None where no group has evidence of its own."""
    if not any(g.false_alerts for g in scenario.groups):
        return None
    return {"kind": "groups", "rows": [{"name": g.name, **_row(g.false_alerts)} for g in scenario.groups]}


def _row(rate: Rate | None) -> dict[str, Any]:
    """Return a group's row: counts with their range, a bare rate, or neither where it shares the overall evidence."""
    if rate is None:
        return {"tag": None}
    if rate.rate is not None:
        return {"tag": TAGS[rate.status], "value": rate.rate * MILLION}
    counted = _share(rate.events or 0, rate.trials or 0, rate.deff)
    ends = {"low": counted["low"] * MILLION, "high": counted["high"] * MILLION}
    value = counted["share"] * MILLION
    return {"tag": TAGS[rate.status], "events": rate.events, "trials": rate.trials, "value": value, **ends}
