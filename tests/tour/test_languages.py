"""Every language of the tour says what the English says: the same keys, numbers and placeholders, in its own plurals.

Whether a sentence is good, no test can tell; whether it could be printed as it stands, these can.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bystander.tour import words
from tests.tour.languages import LANGUAGES, NARROW, STEPS, WIDE
from tests.tour.terms import Term, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = words.read(words.FIRST)["words"]
ALL = [language for language in words.languages() if language in LANGUAGES]
OTHERS = [language for language in ALL if language != words.FIRST]
PLACE = re.compile(r"\{\w+\}")
SENTENCE = re.compile(r"(?<=[.?!:])\s+")
LONGEST_SENTENCE = 25  # words
LONGEST_STEP = 75
HEADINGS = [key for key in ENGLISH if key.endswith((".title", ".title.story", ".top", ".plot"))]
ROOM = 1.35  # a heading has room for three lines where the English fills two
SAID = [term for term in terms() if term.words[words.FIRST].find]


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Yield the key and the text of every form."""
    for key, text in words.read(language)["words"].items():
        for form in words.forms(text).values():
            yield key, form


def english(key: str) -> str:
    """Return one form of the English text."""
    return next(iter(words.forms(ENGLISH[key]).values()))


def digits(text: str) -> list[str]:
    """Return the numbers that are written out in a text, in ascending order."""
    return sorted(re.findall(r"\d+", PLACE.sub("", text)))


def bare(text: str) -> str:
    """Return a text without tags, every placeholder one short word."""
    return PLACE.sub("00", re.sub(r"</?[bfrd]>", "", text))


def longest(text: str | dict[str, str]) -> str:
    """Return the longest form of a text as a reader sees it."""
    return max((bare(form) for form in words.forms(text).values()), key=len)


def count(text: str) -> int:
    """Return how many words a text has; what has no letter and no digit is none."""
    return sum(bool(re.search(r"\w", word)) for word in re.split(r"[ \n]", text))


def test_every_language_there_is_is_known_here() -> None:
    assert set(words.languages()) == set(LANGUAGES), "a language needs its line in tests/tour/languages.py"


@pytest.mark.parametrize("language", ALL)
def test_a_file_says_whose_words_it_holds(language: str) -> None:
    file = words.read(language)
    assert file["lang"] == language
    assert file["locale"].partition("-")[0] == language
    assert set(file) == set(words.read(words.FIRST))
    assert set(file["digits"]) == {"group", "decimal", "group_from"}


@pytest.mark.parametrize("language", OTHERS)
def test_the_keys_are_those_of_the_english_in_their_order(language: str) -> None:
    assert list(words.read(language)["words"]) == list(ENGLISH)


@pytest.mark.parametrize("language", ALL)
def test_what_is_said_by_number_has_every_plural_that_the_language_has(language: str) -> None:
    for key, text in words.read(language)["words"].items():
        assert isinstance(text, str) == isinstance(ENGLISH[key], str), key
        if isinstance(text, dict):
            assert text["plural"] == ENGLISH[key]["plural"], key
            assert sorted(words.forms(text)) == list(LANGUAGES[language].plurals), key


@pytest.mark.parametrize("language", ALL)
def test_every_form_has_all_the_placeholders_of_the_english(language: str) -> None:
    for key, form in texts(language):
        assert words.placeholders(form) == words.placeholders(ENGLISH[key]), key
        assert re.search(r"[{}]", PLACE.sub("", form)) is None, key


@pytest.mark.parametrize("language", OTHERS)
def test_every_number_is_that_of_the_english(language: str) -> None:
    """Numbers that are worked out are placeholders; the few that are written out agree, whatever their order."""
    for key, form in texts(language):
        assert digits(form) == digits(english(key)), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_number_in_words_is_that_of_the_english(language: str) -> None:
    pairs = zip(LANGUAGES[words.FIRST].numbers, LANGUAGES[language].numbers, strict=True)
    for said, translated in pairs:
        keys = {key for key, form in texts(words.FIRST) if re.search(rf"\b{said}\b", form, re.IGNORECASE)}
        assert keys
        lost = [key for key, form in texts(language) if key in keys and not re.search(translated, form, re.IGNORECASE)]
        assert lost == [], said


@pytest.mark.parametrize("language", ALL)
def test_tags_are_those_of_the_english_and_nothing_else_is_markup(language: str) -> None:
    for key, form in texts(language):
        assert sorted(words.tags(form)) == sorted(words.tags(english(key))), key
        assert all(end == f"</{start[1:]}" for start, end in zip(*[iter(words.tags(form))] * 2, strict=True)), key
        assert re.search(r"[<>&]", re.sub(r"</?[bfrd]>", "", form)) is None, key


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_was_left_in_english(language: str) -> None:
    same = {key for key, form in texts(language) if form in words.forms(ENGLISH[key]).values()}
    letters = {key for key in same if re.search(r"[^\W\d_]", PLACE.sub("", longest(ENGLISH[key])))}
    assert letters == set(LANGUAGES[language].same)


@pytest.mark.parametrize("language", OTHERS)
def test_headings_are_hardly_longer_than_in_english(language: str) -> None:
    said = words.read(language)["words"]
    long = {k: (longest(said[k]), round(ROOM * len(longest(ENGLISH[k])), 1)) for k in HEADINGS}
    assert {key: text for key, (text, room) in long.items() if len(text) > room} == {}


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_short(step: str, language: str) -> None:
    said = words.read(language)["words"]
    assert sum(count(longest(said[key])) for key in STEPS[step]) <= LONGEST_STEP


@pytest.mark.parametrize("language", ALL)
def test_no_sentence_is_long(language: str) -> None:
    sentences = [(key, part) for key, form in texts(language) for part in SENTENCE.split(bare(form))]
    assert [(key, part) for key, part in sentences if count(part) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("language", ALL)
def test_quotes_and_spaces_are_those_of_the_language(language: str) -> None:
    known = LANGUAGES[language]
    first, last = known.quotes
    foreign = set("“”„«»\"'‘‹›") - set(first + last)
    for key, form in texts(language):
        text = re.sub(r"</?[bfrd]>", "", form)
        assert not foreign & set(text), (key, text)
        assert text == text.strip(), key
        assert "  " not in text, key
        assert text.count(first) == text.count(last), (key, text)
        for mark in known.spaced:
            assert all(text[at.start() - 1] in NARROW + WIDE for at in re.finditer(re.escape(mark), text)), (key, text)
        if language != "fr":
            assert re.search(r"\s[:;!?]", text) is None, (key, text)


def test_a_question_and_a_cry_are_opened_in_spanish() -> None:
    for key, form in texts("es"):
        assert form.count("¿") == form.count("?"), key
        assert form.count("¡") == form.count("!"), key


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("term", terms(), ids=lambda term: term.name)
def test_no_other_word_is_used_for_a_term(term: Term, language: str) -> None:
    avoid = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in term.words[language].avoid]
    assert [(key, bare(form)) for key, form in texts(language) for word in avoid if word.search(bare(form))] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("term", SAID, ids=lambda term: term.name)
def test_a_term_is_said_wherever_the_english_says_it(term: Term, language: str) -> None:
    said = re.compile(term.words[language].find or re.escape(term.words[language].say), re.IGNORECASE)
    wanted = re.compile(term.words[words.FIRST].find, re.IGNORECASE)
    keys = {key for key, form in texts(words.FIRST) if wanted.search(bare(form))}
    assert keys
    assert [(key, bare(form)) for key, form in texts(language) if key in keys and not said.search(bare(form))] == []
