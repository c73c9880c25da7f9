"""The page that shows a crowd for people who use it differently: keyboard, screen reader, paper, no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.crowd.page import shipped
from bystander.explorer import build
from tests.browser.opening import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHIPPED = shipped()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing_serious(browser: Browser, explorer: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(explorer.as_uri())
    page.wait_for_timeout(300)
    found = Axe().run(page).response["violations"]
    assert [
        (v["id"], [n["html"][:80] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
    ] == []
    context.close()


def test_no_two_elements_share_a_name_and_every_slider_has_its_label(page: Page) -> None:
    page.select_option("#scenario", str(next(i for i, s in enumerate(SHIPPED) if s["groups"])))
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert sorted(ids) == sorted(set(ids))
    unlabelled = (
        "() => [...document.querySelectorAll('input, select')].filter((e) => !e.labels.length).map((e) => e.id)"
    )
    assert page.evaluate(unlabelled) == []


def test_the_keyboard_reaches_everything(page: Page) -> None:
    wanted = set(
        page.evaluate(
            "() => [...document.querySelectorAll('button, input, select, a, #stage')].map((e) => e.id || 'skip')"
        )
    )
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.id || 'skip'"))
    assert wanted <= reached


def test_the_magnifier_follows_the_keyboard_and_the_pointer(page: Page) -> None:
    painted = "() => document.getElementById('lens').toDataURL().length"
    empty = page.evaluate(painted)
    page.focus("#stage")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(painted) > empty + 5000
    page.keyboard.press("Escape")
    assert page.evaluate(painted) == empty
    page.hover("#stage")
    assert page.evaluate(painted) > empty + 5000


def test_buttons_say_their_state_and_another_day_is_another(page: Page) -> None:
    before = page.evaluate("() => window.bystander.lit()")
    page.click("#another")
    assert page.evaluate("() => window.bystander.lit()") != before
    page.click("#line-up")
    assert page.locator("#line-up").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("width", [390, 800, 1400, 2400])
def test_nothing_is_wider_than_the_window(browser: Browser, explorer: Path, width: int) -> None:
    page, _ = opened(browser, explorer, width)
    for index in range(len(SHIPPED)):
        page.select_option("#scenario", str(index))
        page.wait_for_timeout(180)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.close()


def test_paper_shows_the_picture_and_the_numbers_and_no_control(page: Page) -> None:
    page.emulate_media(media="print")
    for gone in ("#controls", ".buttons"):
        assert page.locator(gone).is_hidden()
    for kept in ("#headline", "#range", "#stage", "#numbers"):
        assert page.locator(kept).is_visible()


def test_without_scripts_the_first_numbers_are_there(browser: Browser, explorer: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(explorer.as_uri())
    assert "about 60 people" in page.locator("#headline").inner_text()
    assert "Between 45 and 76" in page.locator("#range").inner_text()
    context.close()


def test_without_scripts_no_dead_control_is_shown(browser: Browser, explorer: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(explorer.as_uri())
    assert page.locator("noscript").is_visible()
    assert page.locator("button:visible, input:visible, select:visible, table:visible").count() == 0
    context.close()


@pytest.mark.parametrize("index", range(len(SHIPPED)))
def test_the_headline_is_the_same_with_scripts_and_without(browser: Browser, tmp_path: Path, index: int) -> None:
    file = tmp_path / "one.html"
    file.write_text(build.page([SHIPPED[index]]), encoding="utf-8")
    said = []
    for scripts in (False, True):
        page, _ = opened(browser, file, java_script_enabled=scripts)
        said.append(page.locator("#headline").inner_text())
        page.close()
    assert said[0] == said[1]


def test_a_key_press_always_moves_a_slider(page: Page) -> None:
    for slider in page.locator("#sliders input").all():
        out = page.locator(f"#{slider.get_attribute('id')}-out")
        for key, end in (("ArrowLeft", "min"), ("ArrowRight", "max"), ("ArrowRight", "max")):
            before = slider.input_value()
            slider.press(key)
            page.wait_for_timeout(60)
            assert slider.input_value() != before or before == slider.get_attribute(end), out.inner_text()
            assert slider.get_attribute("aria-valuetext") == out.inner_text()


def test_paper_is_light_however_dark_the_screen_is(browser: Browser, explorer: Path) -> None:
    page, noise = opened(browser, explorer, color_scheme="dark")
    page.wait_for_timeout(300)
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(300)
    assert page.locator("#paper").is_visible()
    shown = page.evaluate(
        """() => { const c = document.getElementById('paper');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0, orange = 0;
        for (let i = 0; i < d.length; i += 4) { if (d[i + 3]) n += 1; if (d[i] > 180 && d[i + 2] < 60) orange += 1 }
        return [n / (d.length / 4), orange] }"""
    )
    assert 0.2 < shown[0] < 0.9  # people cover some of it and leave paper between them
    assert shown[1] > 65 * 100  # the marks, in the colours of a light page
    assert noise == [explorer.as_uri()]
    page.close()
