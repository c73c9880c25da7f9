from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bystander.look import tokens
from tests.browser.opening import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

both = pytest.mark.parametrize("name", ["evaluate", "audit"])
WIDTHS = (390, 800, 1400)
FIGURES = {"evaluate": 2, "audit": 1}
BREAK = 820  # below, pictures are the narrow ones
OPEN = "() => document.querySelectorAll('details').forEach((fold) => { fold.open = true })"

# The effective ground of an element is that of its nearest ancestor which paints one.
CONTRASTS = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const out = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const paint = element.tagName === 'text' ? style.fill : style.color;
    const [a, b] = [light(rgb(paint)), light(ground(element))].sort((x, y) => y - x);
    out.push([(a + 0.05) / (b + 0.05), element.tagName + ' ' + element.textContent.trim().slice(0, 40)]);
  }
  return out;
}"""


def rgb(role: str, *, dark: bool = False) -> str:
    """Return the colour of a role as a browser tells it."""
    colour = tokens.COLOURS[role][dark]
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


@both
def test_the_page_requests_nothing_but_itself_and_says_nothing_to_the_console(
    browser: Browser, reports: dict[str, Path], name: str
) -> None:
    page, noise = opened(browser, reports[name])
    page.wait_for_timeout(200)
    assert noise == [reports[name].as_uri()]
    page.close()


@both
def test_everything_is_readable_with_scripts_off(browser: Browser, reports: dict[str, Path], name: str) -> None:
    page, _ = opened(browser, reports[name], java_script_enabled=False)
    for part in ("h1", ".lead", "ol.caveats", "#every-number", "#caveats", "#computed", "#evidence", "footer"):
        assert page.locator(part).is_visible()
    assert page.locator("svg.wide").first.is_visible()
    assert page.get_by_role("img").first.is_visible()
    page.close()


@both
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_never_wider_than_the_screen_folded_or_not(
    browser: Browser, reports: dict[str, Path], name: str, width: int
) -> None:
    page, _ = opened(browser, reports[name], width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    shown = page.locator("svg.narrow" if width < BREAK else "svg.wide").first
    hidden = page.locator("svg.wide" if width < BREAK else "svg.narrow").first
    assert shown.is_visible()
    assert not hidden.is_visible()
    page.close()


@both
@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_of_a_picture_is_cut_off_at_its_edge(
    browser: Browser, reports: dict[str, Path], name: str, width: int
) -> None:
    page, _ = opened(browser, reports[name], width)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart')].filter((svg) => svg.getClientRects().length)
        .flatMap((svg) => { const frame = svg.getBoundingClientRect();
          return [...svg.querySelectorAll('text')].filter((t) => { const box = t.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 ||
              box.bottom > frame.bottom + 1 }).map((t) => t.textContent) })"""
    )
    assert outside == []
    page.close()


@both
def test_tables_wider_than_the_screen_scroll_on_their_own_and_can_be_reached_by_keyboard(
    browser: Browser, reports: dict[str, Path], name: str
) -> None:
    page, _ = opened(browser, reports[name], 390)
    page.evaluate(OPEN)
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.scroll')].map((e) => [e.scrollWidth > e.clientWidth, e.tabIndex,"
        " document.getElementById(e.getAttribute('aria-labelledby')).textContent.length > 0])"
    )
    assert any(scrolls for scrolls, _, _ in wide)
    assert all(tab == 0 and labelled for _, tab, labelled in wide)
    page.close()


@both
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_every_word_can_be_told_from_its_ground(
    browser: Browser, reports: dict[str, Path], name: str, scheme: str, width: int
) -> None:
    page, _ = opened(browser, reports[name], width, color_scheme=scheme)
    page.evaluate(OPEN)
    ratios = page.evaluate(CONTRASTS)
    assert len(ratios) > 100
    assert [r for r in ratios if r[0] < 4.5] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == rgb("paper", dark=scheme == "dark")
    page.close()


@both
def test_on_paper_it_is_ink_on_white_with_every_picture_wide_whatever_the_screen_was(
    browser: Browser, reports: dict[str, Path], name: str
) -> None:
    page, _ = opened(browser, reports[name], 390, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == [rgb("ink"), rgb("paper")]
    assert page.locator("svg.wide").first.is_visible()
    assert not page.locator("svg.narrow").first.is_visible()
    assert [r for r in page.evaluate(CONTRASTS) if r[0] < 4.5] == []
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 3 <= printed.count(b"/Type /Page\n") <= 6  # the first screen, the charts, and every fold
    page.close()


@both
def test_pictures_have_a_name_that_a_screen_reader_says(browser: Browser, reports: dict[str, Path], name: str) -> None:
    page, _ = opened(browser, reports[name])
    images = page.get_by_role("img")
    assert images.count() == page.locator("figure").count() == FIGURES[name]
    assert all(len(image.get_attribute("aria-label") or "") > 60 for image in images.all())
    page.close()


@both
@pytest.mark.parametrize("width", [390, 1400])
def test_headings_go_down_one_level_at_a_time_with_all_folds_open(
    browser: Browser, reports: dict[str, Path], name: str, width: int
) -> None:
    page, _ = opened(browser, reports[name], width)
    page.evaluate(OPEN)
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3,h4')].filter((h) => h.getClientRects().length)"
        ".map((h) => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    page.close()


@both
def test_the_first_sheet_stands_alone_and_each_tells_what_made_it(
    browser: Browser, reports: dict[str, Path], name: str
) -> None:
    page, _ = opened(browser, reports[name])
    page.emulate_media(media="print")
    breaks = "() => getComputedStyle(document.querySelector('.screen')).breakAfter"
    assert page.evaluate(breaks) == "page"
    style = page.locator("style").inner_text()
    for margin in ("@top-left", "@top-right", "@bottom-left", "@bottom-right"):
        assert margin in style
    page.close()


@both
@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_axe_finds_nothing_serious_with_all_folds_open(
    browser: Browser, reports: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, _ = opened(browser, reports[name], width, color_scheme=scheme, bypass_csp=True)
    page.evaluate(OPEN)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")] == []
    page.close()
