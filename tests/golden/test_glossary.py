"""The words of every golden page are explained, all of them and no others, by a looser search than the page's own.

The page looks for whole words in the forms that a term declares. Here the same text is searched for whatever begins
like one of them, and for every abbreviation: a form or a term that nobody declared would be seen.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from bystander.quantities.catalogue import CATALOGUE
from bystander.report.glossary import TERMS
from tests.golden.test_runs import DEMO, RUNS, outputs

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Term

EVERY = {term.name: term for term in (*TERMS, *(q.term for q in CATALOGUE.declared if q.term is not None))}
# of the standards and methods that are named, the format of a file and its hash, and what published records are called
NO_TERMS = {"FDR", "GARBE", "TOML", "SHA", "LFR", "MPS", "SCMP"}
WORDS = re.compile(r"<h([23])>Words</h\1>.*?</dl>", re.DOTALL)


def listed(page: str) -> list[str]:
    """Return the names of the terms that a page explains."""
    found = WORDS.search(page)
    assert found is not None
    return [html.unescape(name).replace("\u00a0", " ") for name in re.findall(r"<dt>(.+?)</dt>", found[0])]


def read(page: str) -> str:
    """Return what is read on a page, commands left out; the meanings of its words are read, their names are not."""
    words = WORDS.search(page)
    meanings = "" if words is None else re.sub(r"<dt>.*?</dt>", " ; ", words[0])
    body = re.sub(r"<code>.*?</code>", " ; ", WORDS.sub("", page.split("</style>", 1)[1]) + meanings, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ; ", body)))


def begins_like(form: str) -> re.Pattern[str]:
    """Return what finds a form and everything that begins like it: "alert" finds "Alerts" and "alerting"."""
    if form.isupper():
        return re.compile(rf"\w*{form}\w*")
    return re.compile(rf"(?<![\w-]){re.escape(form).replace(chr(92) + ' ', ' ')}\w*", re.IGNORECASE)


def met(text: str, term: Term) -> set[str]:
    """Return whatever begins like a form of a term, as it stands in a text."""
    return {found[0] for form in term.forms for found in begins_like(form).finditer(text)}


def forms() -> set[str]:
    """Return every form that any term declares."""
    return {form for term in EVERY.values() for form in term.forms}


def faults(page: str) -> list[str]:
    """Say which words of a page are not explained, and which are explained that it has not."""
    text, names = read(page), listed(page)
    found = []
    for name, term in EVERY.items():
        here = met(text, term)
        known = {word for word in here if word in term.forms or word.lower() in term.forms}
        found += [f"{word} is no form of {name}" for word in sorted(here - known) if word.lower() not in forms()]
        if bool(known) != (name in names):
            found.append(f"{name} is {'on the page and not explained' if known else 'explained and not on the page'}")
    found += [f"{name} is no term" for name in names if name not in EVERY]
    return found + [
        f"{short} is explained nowhere" for short in sorted({*re.findall(r"\b[A-Z]{3,}\b", text)} - NO_TERMS - forms())
    ]


@pytest.mark.parametrize("name", [*RUNS, *DEMO])
def test_a_page_explains_its_terms_and_no_others(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults((outputs(folder, name, monkeypatch) / "report.html").read_text("utf-8")) == []


@pytest.mark.parametrize("term", EVERY.values(), ids=lambda term: term.name)
def test_the_name_of_a_term_is_made_of_its_forms(term: Term) -> None:
    long, _, short = term.name.removesuffix(")").partition(" (")
    assert ({long.lower(), short} - {""}) <= {*term.forms, f"{long.lower()}s"}


@pytest.mark.parametrize(
    ("said", "explained", "seen"),
    [
        ("12 false alerts", ("Alert", "False alert"), []),
        ("12 false alerts", ("Alert",), ["False alert is on the page and not explained"]),
        ("none", ("Alert",), ["Alert is explained and not on the page"]),
        ("an alerting system", (), ["alerting is no form of Alert"]),
        ("the FTAR", (), ["FTAR is explained nowhere"]),
        ("its FMR", (), ["False match rate (FMR) is on the page and not explained"]),
        ("false</p><p>alerts", ("Alert",), []),
    ],
)
def test_what_would_be_seen(said: str, explained: tuple[str, ...], seen: list[str]) -> None:
    words = "".join(f"<dt>{name}</dt>" for name in explained)
    assert faults(f"<style></style><p>{said}</p><h3>Words</h3><dl>{words}</dl>") == seen
