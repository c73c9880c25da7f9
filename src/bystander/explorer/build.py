"""Put the page together: template, style, scripts and scenarios become one file (`one_file`)."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from bystander.crowd.consequences import Range
from bystander.crowd.page import measured, numbers
from bystander.explorer.one_file import inert, joined, policy
from bystander.look.logo import LOGO
from bystander.look.style import style
from bystander.studies.crowd import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MODULES = (  # each imports from those before it
    "special.js",
    "evidence.js",
    "predictive.js",
    "consequences.js",
    "words.js",
    "crowd.js",
    "scene.js",
    "draw.js",
    "scenario.js",
    "speech.js",
    "strip.js",
    "controls.js",
    "leave.js",
    "page.js",
)


def page(states: Sequence[Mapping[str, Any]]) -> str:
    """Return the page for scenarios as `crowd.page.state` gives them; it opens on the first.

    Raises ValueError for none.
    """
    if not states:
        message = "a page needs a scenario to open on"
        raise ValueError(message)
    first = states[0]
    headline, range_ = first_words(first)
    style, code = _style(), script()
    return Template(_read("page.html")).substitute(
        policy=policy([style], [code]),
        title=escape(f"{headline} · Bystander"),
        logo=LOGO,
        scenario=escape(str(first["title"])),
        headline=escape(headline),
        range=escape(range_),
        style=style,
        script=code,
        scenarios=inert(json.dumps(list(states), ensure_ascii=False, allow_nan=False)),
    )


@cache
def script() -> str:
    """Return the joined module."""
    return joined(_read(name) for name in MODULES)


def first_words(state: Mapping[str, Any]) -> tuple[str, str]:
    """Say a scenario's headline and range without any script, as the page will (`speech.js`)."""
    if state["false_alerts"]["status"] == "unknown":
        return words.nobody_can_say(state["people"]), words.NEVER_PUBLISHED
    flagged = Range(**numbers(state)["flagged"])
    said = words.most_days(flagged, 0.95, measured=measured(state))
    return words.headline(state["people"], flagged), f"{said[:1].upper()}{said[1:]}."


@cache
def _style() -> str:
    return style(_read("page.css"))


def _read(name: str) -> str:
    return (files("bystander.explorer") / "static" / name).read_text("utf-8")
