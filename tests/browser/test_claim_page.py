"""The page of a claim in a real browser: it fits a screen, wide or narrow, light or dark, and reads aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.api.verbs import claim
from bystander.claims import examples
from bystander.claims.claim_file import claim_of, read_claim_text
from bystander.report import html
from tests.browser.opening import opened
from tests.browser.test_report_page import CONTRASTS
from tests.browser.test_serve_page import serious

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

OTHERS = ("essex-99-9997", "skynet-99-8", "foodstuffs-1208")

OWN = {  # with nobody named: all that is not told is asked for
    "alerts": {"text": "98 % of alerts were correct", "denominator": [{"of": "alerts", "wrong": 21, "trials": 67}]},
    "faces": {
        "text": "Only 1 in 10,000 people is wrongly flagged",
        "denominator": [{"of": "faces seen", "wrong": 21, "trials": 110_550}],
    },
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("claims")
    claims = {name: read_claim_text(examples.text(name), name=name) for name in examples.names()}
    claims |= {name: claim_of(keys) for name, keys in OWN.items()}
    for name, one in claims.items():
        (folder / f"{name}.html").write_text(html.render(claim(one).study), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in claims}


def test_every_claim_fits_a_screen(browser: Browser, pages: dict[str, Path]) -> None:
    for name, path in pages.items():
        page, noise = opened(browser, path)
        bottom = page.locator(".folds").evaluate("e => e.previousElementSibling.getBoundingClientRect().bottom")
        assert bottom <= 900, (name, bottom)
        assert noise == [path.as_uri()]
        page.close()


def test_what_a_claim_rests_on_is_on_the_first_screen_of_a_phone(browser: Browser, pages: dict[str, Path]) -> None:
    """Verdict, sentence to repeat, comparing, assumed, not told and next: nothing opened, nothing scrolled."""
    for name, path in pages.items():
        page, _ = opened(browser, path, 390)
        bottom = page.locator(".facts").evaluate("e => e.getBoundingClientRect().bottom")
        assert bottom <= 844, (name, bottom)
        page.close()


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_is_wider_than_a_phone_and_nothing_is_faint(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    for width, scheme in ((390, "light"), (390, "dark"), (1400, "dark")):
        page, _ = opened(browser, pages[name], width, color_scheme=scheme)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert [found for found in page.evaluate(CONTRASTS) if found[0] < 4.5] == []
        assert serious(page) == []
        page.close()


def test_folds_open_without_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["met-0-0003"], java_script_enabled=False)
    page.get_by_text("Every number").click()
    assert page.get_by_role("cell", name="No whole number of 2,077 alerts").is_visible()
    page.close()
