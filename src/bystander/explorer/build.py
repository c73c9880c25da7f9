"""Put the page together: template, style, scripts and scenarios become one file (`one_file`)."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any, NamedTuple

from bystander._version import __version__
from bystander.crowd.consequences import Range
from bystander.crowd.page import measured, numbers
from bystander.explorer.inputs import how, inputs, label, unknown, weakest
from bystander.explorer.one_file import inert, joined, policy
from bystander.findings import wording
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
    "inputs.js",
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
    said = first_words(first)
    told = " · ".join(part for part in (said.headline, label(first), "Bystander") if part)
    style, code = _style(), script()
    return Template(_read("page.html")).substitute(
        policy=policy([style], [code]),
        title=escape(told),
        logo=LOGO,
        scenario=escape(str(first["title"])),
        tag=escape(label(first) or "Counted"),
        tag_class=_tag_class(weakest(first)),
        headline=escape(said.headline),
        range=escape(said.range),
        how=escape(said.how),
        facts=_facts(first),
        rests=_rests(first),
        version=escape(__version__),
        style=style,
        script=code,
        scenarios=inert(json.dumps(list(states), ensure_ascii=False, allow_nan=False)),
    )


def _facts(state: Mapping[str, Any]) -> str:
    """Write what was not told and what may be compared, as the script does (`page.js`, showFacts)."""
    return " ".join(f"<strong>{escape(name)}:</strong> {escape(text)}" for name, text in state.get("facts") or ())


@cache
def script() -> str:
    """Return the joined module."""
    return joined(_read(name) for name in MODULES)


class FirstWords(NamedTuple):
    """What a page says before any script runs: the headline, its range, and how the number comes about."""

    headline: str
    range: str
    how: str


def first_words(state: Mapping[str, Any]) -> FirstWords:
    """Say a scenario without any script, as the page will (`speech.js`, `inputs.js`)."""
    if unknown(state):
        return FirstWords(words.nobody_can_say(state["people"]), words.NEVER_PUBLISHED, "")
    computed = numbers(state)
    flagged, known = Range(**computed["flagged"]), measured(state)
    few = 0 < flagged.mean <= words.HALF_A_PERSON  # the headline counts crowds then
    said = words.most_days(flagged, 0.95, measured=known)
    if few:
        said = said.replace("such days ", "such days, in one crowd, ", 1) if known else f"in one crowd, {said}"
    lists = state.get("list") or {"longer": 0}
    if lists["longer"]:
        said = f"with {words.entries(lists['least'], lists['most'])}, {said}"
    headline = words.headline(state["people"], flagged, lists["longer"])
    return FirstWords(headline, f"{wording.capital(said)}.", how(state, computed))


def _tag_class(kind: str) -> str:
    return {"counts": "counted", "invented": "invented"}.get(kind, "asserted")


def _rests(state: Mapping[str, Any]) -> str:
    """Write what a scenario rests on as the rows that the script writes (`page.js`, showRests)."""
    rows = []
    for name, text, kind, source in inputs(state):
        tag = f' <span class="tag {_tag_class("counts" if kind == "counted" else kind)}">{kind}</span>' if kind else ""
        of = f' <span class="source">Source: {escape(source)}</span>' if source else ""
        rows.append(f"<dt>{escape(name)}</dt><dd>{escape(text)}{tag}{of}</dd>")
    return "".join(rows)


@cache
def _style() -> str:
    return style(_read("page.css"))


def _read(name: str) -> str:
    return (files("bystander.explorer") / "static" / name).read_text("utf-8")
