"""The field's terms in the languages of the tour: read from one file, shown on one page, held by its tests."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.tour.languages import LANGUAGES

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "terms.toml"
UNREAD = {
    "usage": "no text was read: the word as it is commonly used",
    "ours": "a word that the tour chose, to keep one thing apart from another",
}


@dataclass(frozen=True)
class Word:
    """One term in one language: what is said, where that was read, and what is not said.

    ``find`` is a pattern that finds the word in whatever form a sentence needs; with one in English, wherever the
    English says the term the other languages must.
    """

    say: str
    source: str
    avoid: tuple[str, ...] = ()
    find: str = ""


@dataclass(frozen=True)
class Term:
    """One term: what it means, and its word by language."""

    name: str
    means: str
    words: dict[str, Word]


def sources() -> dict[str, str]:
    """Return what was read, by its short name; the two that stand for nothing read are among them."""
    return {**_file()["sources"], **UNREAD}


def terms() -> list[Term]:
    """Return the terms in the order of the file."""
    return [
        Term(name, entry["means"], {language: _word(entry[language]) for language in entry if language != "means"})
        for name, entry in _file().items()
        if name != "sources"
    ]


def page() -> str:
    """Return docs/reference/terms.md."""
    heads = " | ".join(language.name for language in LANGUAGES.values())
    parts = [
        "# Terms, language by language",
        "",
        "Generated from `terms.toml` beside it by `make docs`. The tour uses these words, and no others, for these",
        "things; a test holds it to them (`tests/tour`). The name in brackets says where a term was read.",
        "",
        f"| meaning | {heads} |",
        "|---" * (len(LANGUAGES) + 1) + "|",
        *(_row(term) for term in terms()),
        "",
        "## Where they were read",
        "",
        "Each was read in a stored copy of a public page, and only the part named was read.",
        "",
        "| name | what was read |",
        "|---|---|",
        *(f"| {name} | {what} |" for name, what in sources().items()),
    ]
    return "\n".join(parts) + "\n"


def _row(term: Term) -> str:
    told = (f"{word.say} ({word.source})" for word in map(term.words.__getitem__, LANGUAGES))
    return f"| {term.means} | {' | '.join(told)} |"


def _word(entry: dict[str, object]) -> Word:
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    return Word(**said)  # type: ignore[arg-type]


def _file() -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads(FILE.read_text("utf-8"))
