"""The page of a claim: the sentence, what it may be of, and the verdict on one screen; every number in folds below.

It holds no time and no path, loads nothing and runs nothing. Its rows are those of the picture to hand on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots.share import claim as shared
from bystander.plots.share.card import MOST_MARKS
from bystander.report import numbers
from bystander.report.glossary import explained
from bystander.report.policy import content_security_policy
from bystander.report.screen import first_screen, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import Template

    from bystander.findings import Document, Finding, Study

_WHOLE = re.compile(r"(?<=\d) (?=%|in a million)|(?<=\b1 in) (?=\d)|(?<=in a) (?=million)")
RARE = {"face seen", "pass", "non-mated search", "comparison"}  # units of rates that are told in a million, below:
SELDOM = 0.01
SHORT_NOTE = 20  # words


@dataclass(frozen=True)
class Part:
    """A part of the first screen: a heading, and sentences under it."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """A row of the table of all numbers."""

    question: str
    of: str
    answer: str
    rests_on: str


def render(study: Study) -> str:
    """Return the page of the study of a claim. Raises ValueError for any other study."""
    document, card = study.document, shared.card(study)
    if document.claim is None or card is None:
        message = f"a study of {document.study} is no claim"
        raise ValueError(message)
    style, screen = _style(), first_screen(document, study.first)
    page = partial(
        _template().render,
        document=document,
        claim=document.claim,
        card=card,
        plain=f"{wording.capital(document.claim.plainly)}.",
        screen=screen,
        marked=marked,
        facts=screen.facts,
        most_marks=MOST_MARKS,
        parts=list(_parts(document)),
        noted=[note for note in document.caveats if _is_short(note)],
        answers=[_answer(finding) for finding in document.findings],
        tables=[table for finding in document.findings if (table := _sensitivity(finding)) is not None],
        methods=numbers.methods(document),
        policy=content_security_policy(style),
        style=style,
        level=f"{document.conventions.level * 100:g}",
    )
    return explained(page, study.quantities.declared)


def _parts(document: Document) -> Iterator[Part]:
    """Return what the number would mean, what was noted, and what else was counted, where there is anything to say.

    In this order: short parts fill the column that the first leaves, and the last, the longest, has one to itself.
    """
    crowd = ("claim-false-alerts", "claim-share-of-right-alerts", "claim-rate-behind")
    parts = (
        Part("What it would mean", _said(document, crowd)),
        Part("What to bear in mind", tuple(note for note in document.caveats if not _is_short(note))),
        Part("Held against other counts", _said(document, ("claim-agreement",))),
    )
    yield from (part for part in parts if part.sentences)


def _is_short(note: str) -> bool:
    """Return whether a note fits under the sentence, where whoever reads on a phone meets it on the first screen."""
    return len(note.split()) <= SHORT_NOTE


def _said(document: Document, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the answers that have a number, or say more than that there is none."""
    found = [f for name in ids for f in document.findings if f.id == name]
    told = [f.answer for f in found if f.estimate is not None or not f.answer.startswith("Not estimable")]
    return tuple(dict.fromkeys(told))


def _answer(finding: Finding) -> Answer:
    estimate, test = finding.estimate, finding.test
    rests = []
    if estimate is not None:  # what a printed number stands for has no level
        level = "" if not estimate.method.levelled else f", {estimate.level * 100:g} %"
        rests = [f"{estimate.method}{level}"]
    if test is not None:
        rests.append(f"If {test.null}, so far off {wording.chance(test.p)}")
    group = finding.group or {}
    of = ", against ".join(filter(None, (group.get("of", ""), group.get("against", ""))))
    return Answer(finding.question, of, finding.answer, ". ".join(rests))


def _sensitivity(finding: Finding) -> tuple[str, list[tuple[str, str]]] | None:
    """Return under what other assumptions a rate was worked out, with the range of each."""
    if not finding.sensitivity:
        return None
    of = (finding.group or {}).get("of", "")
    rows = [(s.assumption, _span(s.low, s.high, finding.unit)) for s in finding.sensitivity]
    return f"Of {of}, {finding.question[:1].lower()}{finding.question[1:]}", rows


def _span(low: float, high: float, unit: str) -> str:
    """Say a range in the denominator in which the page tells the rate: faces in a million, alerts in per cent."""
    often = unit not in RARE or high >= SELDOM
    return f"{wording.ends(low, high, often=often)} {'%' if often else 'in a million'}"


@cache
def _style() -> str:
    return (files("bystander.report") / "templates" / "claim.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("bystander.report", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_unbroken,
    )  # fmt: skip
    return environment.get_template("claim.html.j2")


def _unbroken(value: object) -> object:
    """Keep a number and its unit on one line; what is marked as safe stays as it is."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return _WHOLE.sub("\u00a0", value)
