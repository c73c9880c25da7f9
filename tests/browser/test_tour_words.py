"""What the files of words say of a language is what a browser knows of it: how it counts, how it writes numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.tour import words
from tests.tour.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NUMBERS = [0, 1, 5, 49, 1229, 8600, 60_000, 3_147_436, 1.2, 0.054, 9.9]
COUNTED = [0, 1, 2, 5, 49, 8600, 60_000, 1_000_000, 1_400_000_000, 1_500_000]
WRITE = """([at, numbers]) => numbers.map((v) =>
  new Intl.NumberFormat(at, v < 10 && v % 1 ? { maximumSignificantDigits: 2 } : {}).format(v))"""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it: what is asked here is asked of the browser."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("language", words.languages())
def test_the_plurals_of_a_language_are_those_of_the_browser(blank: Page, language: str) -> None:
    locale = words.read(language)["locale"]
    found = blank.evaluate("at => new Intl.PluralRules(at).resolvedOptions().pluralCategories", locale)
    assert sorted(found) == list(LANGUAGES[language].plurals)


@pytest.mark.parametrize("language", words.languages())
def test_every_count_finds_its_form(blank: Page, language: str) -> None:
    """A form that is missing would be stood for by ``other``, and read wrong."""
    locale = words.read(language)["locale"]
    chosen = blank.evaluate("([at, n]) => n.map((v) => new Intl.PluralRules(at).select(v))", [locale, COUNTED])
    assert set(chosen) <= set(LANGUAGES[language].plurals)
    assert chosen[1] == "one"
    assert chosen[COUNTED.index(1_000_000)] == ("many" if "many" in LANGUAGES[language].plurals else "other")


@pytest.mark.parametrize("language", words.languages())
def test_python_chooses_the_form_that_the_browser_does(blank: Page, language: str) -> None:
    locale, plurals = words.read(language)["locale"], LANGUAGES[language].plurals
    chosen = blank.evaluate("([at, n]) => n.map((v) => new Intl.PluralRules(at).select(v))", [locale, COUNTED[1:]])
    own = [words.category(n) for n in COUNTED[1:]]
    assert [one if one in plurals else "other" for one in own] == chosen


@pytest.mark.parametrize("language", words.languages())
def test_python_writes_numbers_as_the_browser_does(blank: Page, language: str) -> None:
    locale = words.read(language)["locale"]
    assert [words.number(value, language) for value in NUMBERS] == blank.evaluate(WRITE, [locale, NUMBERS])


@pytest.mark.parametrize("language", [language for language in words.languages() if language != words.FIRST])
def test_a_percentage_is_set_as_the_browser_sets_it(blank: Page, language: str) -> None:
    locale = words.read(language)["locale"]
    by_browser = blank.evaluate("at => new Intl.NumberFormat(at, { style: 'percent' }).format(0.95)", locale)
    assert words.said(language, "number.percent", n="95") == by_browser
