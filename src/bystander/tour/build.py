"""Put the tour together: template, style, scripts, words, facts and the sandbox become one file."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from bystander.crowd.page import state
from bystander.explorer import build as explorer
from bystander.explorer.one_file import inert, joined, policy
from bystander.look import tokens
from bystander.look.logo import LOGO
from bystander.look.style import style
from bystander.tour import words
from bystander.tour.facts import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.crowd.scenario import Scenario
    from bystander.tour.story import Story

STATISTICS = ("special.js", "evidence.js", "predictive.js", "consequences.js", "crowd.js")  # of the explorer
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


def page(scenario: Scenario, *, story: Story | None = None, language: str = words.FIRST, others: Sequence[Scenario] = ()) -> str:
    """Return the tour of a scenario; its sandbox holds ``others`` too.

    ``story``: where the scenario is the one that the files of words tell. ``language``: that it opens in; all are in
    it. Raises ValueError for a language that is not there.
    """
    found = facts(scenario, story)
    sandbox = explorer.page([state(scenario), *(state(other) for other in others)])
    sheet, code = _style(), script()
    first = words.read(language)
    light = {role: pair[0] for role, pair in tokens.COLOURS.items()}
    headline, said = first_words(found, language)
    return Template(_read("tour.html")).substitute(
        policy=policy([sheet, *_between(sandbox, "<style>", "</style>")], [code, *_between(sandbox, '<script type="module">', "</script>")]),
        language=first["lang"],
        title=escape(words.said(language, "page.title", people=words.number(found["state"]["people"], language))),
        style=sheet,
        logo=LOGO,
        headline=escape(headline),
        first=escape(said),
        tag=found["tag"],
        tag_said=escape(words.said(language, f"tag.{found['tag']}")),
        source=escape(source(found, language)),
        noscript=escape(words.said(language, "page.scripts")),
        words=_data({tag: words.read(tag) for tag in words.languages()}),
        facts=_data({**found, "language": language, "light": light}),
        sandbox=_data(sandbox),
        script=code,
    )  # fmt: skip


@cache
def script() -> str:
    """Return the joined module: the explorer's statistics, and the tour."""
    static = files("bystander.explorer") / "static"
    return joined([*((static / name).read_text("utf-8") for name in STATISTICS), *(_read(name) for name in MODULES)])


def first_words(found: dict[str, Any], language: str) -> tuple[str, str]:
    """Say the number and its range without any script, and what the page is of."""
    number = _numbers(found, language)
    key = {"number": "turn.title", "bound": "turn.title.bound", "unknown": "turn.title.unknown"}[found["kind"]]
    return words.said(language, key, **number), words.said(language, "you.title", **number)


def source(found: dict[str, Any], language: str) -> str:
    """Say what the number rests on, as the page's scripts do (`model.js`)."""
    key = "source.story" if found["story"] else f"source.{found['tag']}"
    return words.said(language, key, **_numbers(found, language))


def _numbers(found: dict[str, Any], language: str) -> dict[str, str]:
    """Return the numbers that the first words name, as the language writes them."""
    page = found["state"]
    alerts = found["accurate"]["alerts"] if found["accurate"] else None
    values = {name: found[name] for name in ("expected", "low", "high", "million", "events", "trials")}
    values |= {"people": page["people"], "alerts": alerts["trials"] if alerts else 0}
    said = {name: words.number(value, language) for name, value in values.items() if value is not None}
    return {
        **said,
        "date": words.said(language, "story.date"),
        "source": page["false_alerts"]["source"] or page["source"] or words.said(language, "source.none"),
    }


@cache
def _style() -> str:
    return style(_read("tour.css"))


def _between(text: str, start: str, end: str) -> list[str]:
    """Return what stands between each start and the next end: what a policy allows by its hash."""
    return [part.partition(end)[0] for part in text.split(start)[1:]]


def _data(content: object) -> str:
    return inert(json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def _read(name: str) -> str:
    return (files("bystander.tour") / "static" / name).read_text("utf-8")
