"""Put the page together: template, style, scripts and scenarios become one file.

The scripts are plain ES modules that a browser could load one by one; from a file they cannot, so they are joined
into one module: imports between them are dropped, ``export`` is taken off, and top-level names are unique.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from bystander.crowd.consequences import Range
from bystander.crowd.page import measured, numbers
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
_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_COMMENT = re.compile(r"^ *//[^\n]*\n|^ */\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)


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
        policy=_policy(style, code),
        title=escape(f"{headline} · Bystander"),
        logo=LOGO,
        scenario=escape(str(first["title"])),
        headline=escape(headline),
        range=escape(range_),
        style=style,
        script=code,
        scenarios=_inert(json.dumps(list(states), ensure_ascii=False, allow_nan=False)),
    )


@cache
def script() -> str:
    """Return the joined module."""
    parts = (_COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", _read(name)))) for name in MODULES)
    return "\n".join(part.strip() for part in parts) + "\n"


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


def _policy(style: str, code: str) -> str:
    """Allow exactly this style and this script, pictures of the page's own making, and nothing else."""
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (code, style)]
    return (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _inert(text: str) -> str:
    """Keep JSON from ending the element that it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _read(name: str) -> str:
    return (files("bystander.explorer") / "static" / name).read_text("utf-8")
