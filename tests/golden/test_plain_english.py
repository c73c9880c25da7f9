"""No sentence over 25 words: over every golden page and every answer."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.golden.test_runs import DEMO, RUNS, outputs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 25  # words of a sentence
NOT_OURS = {"note", "source", "place", "name", "title", "command", "sha256"}  # what somebody else wrote
# a row of facts, set apart by signs and not read as a sentence
FACTS = re.compile(r"^(?:Bystander \d|sha256|bystander )")

_END = re.compile(r"(?<=[.!?])[)”’\"]*\s+|\n")
_INLINE = re.compile(r"</?(?:span|strong|small|code|i|em)\b[^>]*>")


def sentences(text: str) -> Iterator[str]:
    """Cut a text into its sentences."""
    yield from (s for s in _END.split(text) if s)


def long(text: str) -> list[str]:
    """Return the sentences of a text that have too many words; a sign alone is none."""
    return [s for s in sentences(text) if sum(any(c.isalnum() for c in w) for w in s.split()) > LONGEST]


def texts(value: object) -> Iterator[str]:
    """Return every text of ours in a document."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from () if key in NOT_OURS else texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def parts(page: str) -> Iterator[str]:
    """Return the texts of a page, its elements apart; what would remove a caveat is a sentence of its own."""
    body = _INLINE.sub("", page.split("</style>", 1)[1].replace('<span class="remedy">', "<p>"))
    for part in re.split(r"<[^>]+>", body):
        yield re.sub(r"\s+", " ", html.unescape(part)).strip()


@pytest.mark.parametrize("name", [*RUNS, *DEMO])
def test_no_sentence_has_more_than_25_words(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = outputs(folder, name, monkeypatch)
    said = [*texts(json.loads((found / "findings.json").read_text("utf-8")))]
    said += [text for text in parts((found / "report.html").read_text("utf-8")) if not FACTS.match(text)]
    assert sorted({sentence for text in said for sentence in long(text)}) == []


def test_a_long_sentence_would_be_seen_and_two_short_ones_not() -> None:
    words = " ".join(["word"] * 13)
    assert long(f"{words} {words}.") == [f"{words} {words}."]
    assert long(f"{words}. {words} (95 %). {words}") == []
    assert long(" ".join(["word", "="] * 25)) == []
