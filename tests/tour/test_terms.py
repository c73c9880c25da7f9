"""The list of terms is whole: every term in every language, every source named and every named source used."""

from __future__ import annotations

import pytest

from tests.tour.languages import LANGUAGES
from tests.tour.terms import UNREAD, Term, sources, terms

TERMS = terms()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_is_said_in_every_language_and_says_where_it_was_read(term: Term) -> None:
    assert set(term.words) == set(LANGUAGES)
    assert {word.source for word in term.words.values()} <= set(sources())


def test_every_source_is_that_of_a_term() -> None:
    used = {word.source for term in TERMS for word in term.words.values()}
    assert set(sources()) == used | set(UNREAD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_that_is_avoided_is_the_word_for_something_else(language: str) -> None:
    """An avoided word within a word that is said could never be kept out."""
    said = [term.words[language].say.casefold() for term in TERMS]
    avoided = [word.casefold() for term in TERMS for word in term.words[language].avoid]
    assert [(word, term) for word in avoided for term in said if word in term] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_things_share_a_word(language: str) -> None:
    said = [term.words[language].say for term in TERMS]
    assert sorted(said) == sorted(set(said))
