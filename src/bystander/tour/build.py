"""Put the tour together: template, style, scripts, words, facts and the sandbox become one file."""

from __future__ import annotations

import json
from functools import cache, partial
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from bystander.crowd.page import shipped, state
from bystander.errors import UsageError
from bystander.explorer import build as explorer
from bystander.explorer.one_file import inert, joined, policy
from bystander.look import tokens
from bystander.look.logo import LOGO
from bystander.look.style import style
from bystander.tour import words
from bystander.tour.facts import facts
from bystander.tour.story import OXFORD_CIRCUS, scenario_of_the_story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.crowd.scenario import Scenario
    from bystander.tour.story import Story

STATISTICS = ("special.js", "evidence.js", "predictive.js", "consequences.js", "crowd.js")  # of the explorer
HEADLINES = {"number": "turn.title", "bound": "turn.title.bound", "unknown": "turn.title.unknown"}
MODULES = (  # each imports from those before it
    "say.js",
    "people.js",
    "numbers.js",
    "draw.js",
    "plot.js",
    "model.js",
    "parts.js",
    "step_you.js",
    "step_guess.js",
    "step_day.js",
    "step_days.js",
    "step_queue.js",
    "step_accurate.js",
    "step_shrink.js",
    "step_who.js",
    "step_turn.js",
    "share.js",
    "tour.js",
)


def of_the_story(language: str = words.FIRST) -> str:
    """Return the tour of the story that the files of words tell; its sandbox holds the scenarios that ship with it."""
    scenario = scenario_of_the_story()
    others = [other for other in shipped() if other["title"] != scenario.title]
    return page(scenario, story=OXFORD_CIRCUS, language=language, others=others)


def page(
    scenario: Scenario,
    *,
    story: Story | None = None,
    language: str = words.FIRST,
    others: Sequence[Mapping[str, Any]] = (),
    alerts: int | None = None,
) -> str:
    """Return the tour of a scenario; its sandbox holds ``others`` too, as `crowd.page.state` gives them.

    ``story``: where the scenario is the one that the files of words tell. ``language``: that it opens in; all are in
    it. ``alerts``: all alerts that the scenario's false ones are among. Raises ValueError for a language that is not
    there, UsageError for a crowd of nobody: there is no "you" in it.
    """
    if not scenario.crowd.people:
        message = "a tour is told to one of a crowd, and this crowd has nobody: give it people"
        raise UsageError(message)
    found = facts(scenario, story, alerts=alerts)
    sandbox = explorer.page([state(scenario), *others])
    sheet, code = _style(), script()
    its_sheet, its_code = (
        _within(sandbox, "<style>", "</style>"),
        _within(sandbox, '<script type="module">', "</script>"),
    )
    said = partial(words.said, language)
    light = {role: pair[0] for role, pair in tokens.COLOURS.items()}
    number = _numbers(found, language)
    return Template(_read("tour.html")).substitute(
        policy=policy([sheet, its_sheet], [code, its_code]),
        language=words.read(language)["lang"],
        title=escape(said("page.title", **number)),
        style=sheet,
        logo=LOGO,
        headline=escape(said(HEADLINES[found["kind"]], **number)),
        first=escape(said("you.title", **number)),
        tag=found["tag"],
        tag_said=escape(said(f"tag.{found['tag']}")),
        source=escape(said("source.story" if found["story"] else f"source.{found['rests']}", **number)),
        noscript=escape(said("page.scripts")),
        words=_data({tag: words.brief(tag) for tag in words.languages()}),
        facts=_data({**found, "language": language, "light": light}),
        sandbox=_data(_less(sandbox, (sheet, its_sheet), (code, its_code))),
        script=code,
    )  # fmt: skip


@cache
def script() -> str:
    """Return the joined module: the explorer's statistics, and the tour."""
    static = files("bystander.explorer") / "static"
    return joined([*((static / name).read_text("utf-8") for name in STATISTICS), *(_read(name) for name in MODULES)])


def _numbers(found: dict[str, Any], language: str) -> dict[str, str | float]:
    """Return what the first words name."""
    page = found["state"]
    alerts = found["accurate"]["alerts"] if found["accurate"] else None
    values = {name: found[name] for name in ("expected", "low", "high", "million", "events", "trials")}
    values |= {"people": page["people"], "alerts": alerts["trials"] if alerts else 0}
    told = page["false_alerts"]["source"] or page["source"] or words.said(language, "source.none")
    return {
        **{name: value for name, value in values.items() if value is not None},
        "date": words.said(language, "story.date"),
        "source": told if told.endswith((".", "!", "?")) else f"{told}.",
    }


@cache
def _style() -> str:
    return style(_read("tour.css"))


def _within(text: str, start: str, end: str) -> str:
    """Return what stands between a start and the next end: what a policy allows by its hash."""
    return text.partition(start)[2].partition(end)[0]


def _less(sandbox: str, *pairs: tuple[str, str]) -> dict[str, Any]:
    """Return the sandbox without what its style and its script begin with in common with the tour's.

    ``pairs``: ours and its own, of the style and of the script, in the order in which they stand in it. The scripts of
    the tour put it together again: 30 kB stand in the file once.
    """
    parts, lengths = [], []
    for ours, its in pairs:
        length = next((i for i, (a, b) in enumerate(zip(ours, its, strict=False)) if a != b), min(len(ours), len(its)))
        before, _, sandbox = sandbox.partition(its[:length])
        parts.append(before)
        lengths.append(length)
    return {"parts": [*parts, sandbox], "lengths": lengths}


def _data(content: object) -> str:
    return inert(json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def _read(name: str) -> str:
    return (files("bystander.tour") / "static" / name).read_text("utf-8")
