"""The words of the tour: one JSON file a language, in ``words/``; another file there is another language.

A file holds

* ``lang``, the tag of the language as HTML has it, which is the file's name too; ``name``, as its speakers write it;
* ``locale``, by which a browser writes numbers and dates; ``digits``, by which Python writes the same numbers;
* ``words``: by key either a text, or an object of plural forms. The object names in ``plural`` the placeholder that
  decides, and gives a text for each category of the language (Intl.PluralRules: one, few, many, other; ``other``
  always, and it stands for those that are missing).

In a text stand placeholders, ``{expected}``, and four pairs of tags: ``<b>`` bold, ``<f>`` the number of false
alerts, ``<r>`` of right ones, ``<d>`` a range, which gets the band of doubt under it. Every language has the same keys,
the same placeholders and the same tags. English (``en.json``) is the one that the others follow.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = "en"
MILLION = 1_000_000
TAGS = ("b", "f", "r", "d")
_PLACE = re.compile(r"\{(\w+)\}")
_TAG = re.compile(rf"</?(?:{'|'.join(TAGS)})>")


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of all languages there are, English first, then by name."""
    folder = files("bystander.tour") / "words"
    found = sorted(f.name.removesuffix(".json") for f in folder.iterdir() if f.name.endswith(".json"))
    return tuple(sorted(found, key=lambda tag: (tag != FIRST, tag)))


@cache
def read(language: str) -> dict[str, Any]:
    """Return the file of one language. Raises ValueError for one that is not there."""
    if language not in languages():
        message = f"no words in {language!r}; there are {', '.join(languages())}"
        raise ValueError(message)
    text = (files("bystander.tour") / "words" / f"{language}.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def brief(language: str) -> dict[str, Any]:
    """Return the file of one language as a page needs it: no form that ``other`` stands for, no ``digits``."""
    file = {name: content for name, content in read(language).items() if name != "digits"}
    return {**file, "words": {key: _brief(text) for key, text in file["words"].items()}}


def _brief(text: str | dict[str, str]) -> str | dict[str, str]:
    if isinstance(text, str):
        return text
    own = {name: form for name, form in text.items() if name == "other" or form != text["other"]}
    return text["other"] if own.keys() == {"plural", "other"} else own


def placeholders(text: str | Mapping[str, str]) -> set[str]:
    """Return the names of the placeholders of a text, or of all its plural forms together."""
    return {name for form in forms(text).values() for name in _PLACE.findall(form)}


def tags(text: str) -> list[str]:
    """Return the tags of a text in their order."""
    return _TAG.findall(text)


def forms(text: str | Mapping[str, str]) -> dict[str, str]:
    """Return the forms of a text by plural category; a plain text is its own ``other``."""
    if isinstance(text, str):
        return {"other": text}
    return {category: form for category, form in text.items() if category != "plural"}


def category(value: float) -> str:
    """Return the plural category of a whole number above 0, as far as the languages that are there tell them apart.

    Whole millions are a category in French and Spanish (CLDR: "many"); a language without it has no such form.
    """
    if value == 1:
        return "one"
    return "many" if value and value % MILLION == 0 else "other"


def number(value: float, language: str) -> str:
    """Return a number as the language writes it: whole, or with two figures where it is below 10 and not whole."""
    digits = read(language)["digits"]
    rounded = float(f"{value:.2g}") if value < 10 else round(value)
    whole, _, rest = f"{rounded:.10f}".rstrip("0").partition(".")
    if len(whole) >= digits["group_from"]:
        whole = f"{int(whole):,}".replace(",", digits["group"])
    return f"{whole}{digits['decimal']}{rest}" if rest else whole


def said(language: str, key: str, **values: str | float) -> str:
    """Return a text as plain words: its placeholders filled, numbers as the language writes them, its tags dropped."""
    text = read(language)["words"][key]
    if not isinstance(text, str):
        text = text.get(category(float(values[text["plural"]])), text["other"])
    shown = {name: v if isinstance(v, str) else number(v, language) for name, v in values.items()}
    return _PLACE.sub(lambda found: shown[found[1]], _TAG.sub("", text))
