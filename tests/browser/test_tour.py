"""The tour in a real browser: driven from start to end, embedded, printed, handed on, and equal to Python."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bystander.crowd import examples
from bystander.crowd.scenario_file import read_scenario_text
from bystander.tour import words
from bystander.tour.build import of_the_story, page
from tests.browser.opening import drag, opened, still

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

STEPS = ["you", "guess", "day", "days", "queue", "accurate", "shrink", "who", "turn"]
LANGUAGES = words.languages()
WORDS = "(name) => window.bystander.picture(name).words"
SMALLEST = r"""(name) => {
  const [sizes, draw] = [[], CanvasRenderingContext2D.prototype.fillText];
  CanvasRenderingContext2D.prototype.fillText = function (...said) {
    sizes.push(parseFloat(this.font.match(/[\d.]+(?=px)/)[0]));
    draw.apply(this, said);
  };
  window.bystander.picture(name);
  CanvasRenderingContext2D.prototype.fillText = draw;
  return Math.min(...sizes);
}"""
SIZE = "(name) => ((c) => [c.width, c.height])(window.bystander.picture(name).canvas)"
FOCUSED = "() => document.activeElement.id || document.activeElement.tagName"


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tour") / "crowd.html"
    file.write_text(of_the_story(), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def quiet(browser: Browser, tour: Path) -> Iterator[Page]:
    """Open the tour once, without motion, for tests that change nothing on it."""
    found, noise = still(browser, tour)
    yield found
    assert noise == [tour.as_uri()]
    found.close()


def said(page: Page, name: str) -> str:
    """Return all that a step says: its words, and those of its picture."""
    section = page.locator(f"#{name}")
    picture = section.locator("canvas").get_attribute("aria-label")
    return f"{section.inner_text()}\n{picture}"


def tab_to(page: Page, selector: str, *, most: int = 40) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} was not reached by the keyboard")


# ---- driven ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_alone_goes_from_start_to_end(browser: Browser, tour: Path, language: str, width: int) -> None:
    page, noise = still(browser, tour, width, search=f"?lang={language}")
    assert page.evaluate("() => document.documentElement.lang") == language
    for here, there in pairwise(STEPS):
        if here == "guess":
            tab_to(page, "#guess input")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
        tab_to(page, f"#{here} .go a[href='#{there}']")
        page.keyboard.press("Enter")
        page.wait_for_function("(id) => document.activeElement.id === id", arg=f"title-{there}", timeout=5000)
        assert page.evaluate("(id) => document.getElementById(id).getBoundingClientRect().top", there) < 900
    guess = page.evaluate("() => window.bystander.reader.guess")
    assert guess in (1, 5)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert noise == [f"{tour.as_uri()}?lang={language}"]
    page.close()


def test_the_guess_stays_and_so_does_everything_when_the_language_changes(browser: Browser, tour: Path) -> None:
    page, _ = still(browser, tour)
    page.locator("#guess label", has_text="200").click()
    page.locator("#queue select").select_option("de")
    assert page.evaluate(FOCUSED) == "language-queue"
    assert page.evaluate("() => document.documentElement.lang") == "de"
    assert page.locator("#guess input:checked").get_attribute("value") == "200"
    assert "200" in (page.locator("#guess canvas").get_attribute("aria-label") or "")
    assert page.locator("#days .so").inner_text() == words.said("de", "days.so", n="20")
    page.close()


def test_the_day_is_played_by_a_button_and_paused_by_one(browser: Browser, tour: Path) -> None:
    page, _ = opened(browser, tour)
    swept = "() => window.bystander.reader.swept"
    page.wait_for_timeout(300)
    assert page.evaluate(swept) == 0
    page.click("#guess .go a[href='#day']")
    page.wait_for_function("() => window.bystander.reader.swept > 0.03")
    play = page.locator("#day .row button").first
    assert play.inner_text() == words.said("en", "day.pause")
    play.click()
    stopped = page.evaluate(swept)
    page.wait_for_timeout(200)
    assert 0 < page.evaluate(swept) == stopped < 1
    assert play.inner_text() == words.said("en", "day.on")
    page.close()


def test_without_motion_every_step_is_at_its_end_at_once(quiet: Page) -> None:
    assert "60,000" in said(quiet, "day")
    assert "49 discs" in said(quiet, "day")
    assert "20 of 20" in said(quiet, "days")


def test_the_reader_builds_the_range_day_by_day(browser: Browser, tour: Path) -> None:
    page, _ = opened(browser, tour)
    another, whole = (page.locator("#days .row button").nth(i) for i in (0, 1))
    assert "24 to 79" not in said(page, "days")
    for _ in range(3):
        another.click()
    assert "3 of 20" in said(page, "days")
    shown = re.findall(r"\d+", page.locator("#days canvas").get_attribute("aria-label") or "")
    assert len(shown) == 3
    whole.click()
    assert "24 to 79" in said(page, "days")
    assert whole.is_hidden()
    days = re.findall(r"\d+", (page.locator("#days canvas").get_attribute("aria-label") or ""))
    assert sorted(map(int, days)) == page.evaluate("() => window.bystander.facts.days")
    page.close()


def test_the_flagged_walk_into_the_queue_by_a_button(browser: Browser, tour: Path) -> None:
    page, _ = opened(browser, tour)
    queued = "() => window.bystander.reader.queued"
    assert page.evaluate(queued) == 1
    page.get_by_role("button", name=words.said("en", "queue.play")).click()
    page.wait_for_function("() => window.bystander.reader.queued < 1")
    page.wait_for_function("() => window.bystander.reader.queued === 1", timeout=20_000)
    page.close()


def test_the_test_shrinks_and_the_range_widens(browser: Browser, tour: Path) -> None:
    page, _ = still(browser, tour)
    widths = []
    for place in (0, 4, 10**6):
        drag(page, "faces", place)
        low, high = re.findall(r"\d+", (page.locator("#shrink canvas").get_attribute("aria-label") or ""))[-2:]
        widths.append(int(high) - int(low))
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == 127 - 3
    page.get_by_role("button", name=words.said("en", "shrink.button")).click()
    assert page.locator("#shrink output").inner_text() == "1,229"
    page.close()


def test_your_turn_follows_its_sliders_and_calls_them_invented(browser: Browser, tour: Path) -> None:
    page, _ = still(browser, tour)
    assert page.locator("#title-turn").inner_text().replace("\n", " ") == "Expect 49. On 95 of 100 days, 18 to 104."
    drag(page, "turn-events", 0)
    assert page.locator("#title-turn").inner_text().startswith("Expect 7.")
    assert "invented" in page.evaluate(WORDS, "turn")
    assert "invented" in page.locator("#turn .source").inner_text()
    page.get_by_role("button", name=words.said("en", "turn.over")).click()
    assert page.locator("#title-turn").inner_text().startswith("Expect 49.")
    page.close()


# ---- what it says ----------------------------------------------------------------------------------------------------

ANSWERS = {  # the five questions, each by what a step shows
    "how many are flagged": ("day", ["49", "7 of 8,600"]),
    "how many of 100 alerts are right": ("queue", ["Of 100 such alerts, about 2 are right"]),
    "how wide is the range, and why": ("days", ["24 to 79 people", "Why so wide? Chance", "7 mistakes"]),
    "what does 99.9 % count": ("accurate", ["Of 8,600 faces: 99.9 %", "Of 8 alerts: 12.5 %", "100 %", "not known"]),
    "was the rate measured or invented": ("day", ["counted", "Source: the force’s own record"]),
}


@pytest.mark.parametrize("question", ANSWERS)
def test_a_step_answers_the_question(quiet: Page, question: str) -> None:
    name, wanted = ANSWERS[question]
    found = said(quiet, name).replace("\u00a0", " ")
    assert [w for w in wanted if w not in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_fits_the_screen_of_a_desk(browser: Browser, tour: Path, language: str) -> None:
    page, _ = still(browser, tour, search=f"?lang={language}")
    heights = page.evaluate("() => [...document.querySelectorAll('section.step')].map((s) => s.offsetHeight)")
    assert heights == [900] * len(STEPS)
    page.close()


def test_it_is_the_same_crowd_with_the_same_you_on_every_screen(browser: Browser, tour: Path) -> None:
    found = []
    for width in (390, 1400):
        page, _ = still(browser, tour, width)
        found.append(page.evaluate("() => [window.bystander.youDot(), window.bystander.litDots()]"))
        page.close()
    assert found[0] == found[1]
    assert len(set(found[0][1])) == 49


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing_serious(browser: Browser, tour: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, _ = still(browser, tour, width, color_scheme=scheme)
    page.evaluate("() => document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    found = Axe().run(page).response["violations"]
    assert [
        (v["id"], [n["html"][:80] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
    ] == []
    page.close()


# ---- what leaves it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_says_number_range_source_and_what_it_rests_on(
    browser: Browser, tour: Path, language: str
) -> None:
    page, _ = still(browser, tour, search=f"?lang={language}")
    for name in STEPS:
        found = page.evaluate(WORDS, name)
        assert words.said(language, "tag.counted.long") in found, name
        assert re.search(r"\d.*\d", found.splitlines()[3]), name
        assert ("Metropolitan Police" if name == "who" else words.number(8_600, language)) in found, name
        assert page.evaluate(SIZE, name) == [1200, 630]
        assert page.evaluate(SMALLEST, name) >= 18, name
    page.close()


@pytest.mark.parametrize("name", ["concert", "province", "billion"])
def test_invented_is_burnt_into_every_picture(browser: Browser, tmp_path: Path, name: str) -> None:
    file = tmp_path / "crowd.html"
    file.write_text(page(read_scenario_text(examples.text(name))), encoding="utf-8")
    found, noise = still(browser, file)
    steps = [*found.evaluate("() => window.bystander.facts.steps"), "turn"]
    assert len(steps) > 4
    for step in steps:
        assert words.said("en", "tag.invented.long") in found.evaluate(WORDS, step), step
    assert found.locator(".tag.counted").count() == 0
    assert noise == [file.as_uri()]
    found.close()


@pytest.mark.parametrize("evidence", ["[false_alerts]\nevents = 0\ntrials = 12_120\n", ""])
def test_what_was_not_counted_or_not_published_has_a_tour_too(browser: Browser, tmp_path: Path, evidence: str) -> None:
    file = tmp_path / "crowd.html"
    scenario = read_scenario_text(f'title = "t"\nsource = "s"\n[crowd]\npeople = 60_000\nsought = 3\n{evidence}')
    file.write_text(page(scenario), encoding="utf-8")
    found, noise = still(browser, file)
    wanted = "0 to 20" if evidence else "never published"
    assert wanted in said(found, "day")
    assert wanted.replace("0 to", "at most") in found.evaluate(WORDS, "day")
    assert noise == [file.as_uri()]
    found.close()


def test_a_picture_is_saved_as_a_file(browser: Browser, tour: Path) -> None:
    page, _ = still(browser, tour)
    page.locator("#days summary").click()
    with page.expect_download() as waiting:
        page.click("#save-days")
    assert waiting.value.suggested_filename == "bystander-days-en.png"
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert [int.from_bytes(content[i : i + 4]) for i in (16, 20)] == [1200, 630]
    page.close()


def test_one_line_embeds_one_step(browser: Browser, tour: Path) -> None:
    page, _ = still(browser, tour)
    line = page.locator("#embed-queue").input_value()
    assert line.startswith('<iframe src="crowd.html?embed=5&lang=en" title="')
    page.close()
    newspaper = tour.parent / "newspaper.html"
    newspaper.write_text(f"<!doctype html><title>t</title>{line}", encoding="utf-8")
    page, noise = opened(browser, newspaper, 700)
    frame = page.frame_locator("iframe")
    assert frame.locator("section").count() == 1
    assert "1 of 50 alerts is right" in frame.locator("section").inner_text()
    assert frame.locator(".source .tag").inner_text() == "counted"
    assert frame.locator(".frame a").inner_text() == words.said("en", "share.whole")
    assert frame.locator(".go").count() == 0
    assert [n for n in noise if not n.startswith(tour.parent.as_uri())] == []
    page.close()


@pytest.mark.parametrize("number", range(1, 10))
def test_every_step_stands_alone_at_its_end(browser: Browser, tour: Path, number: int) -> None:
    page, noise = opened(browser, tour, 390, search=f"?embed={number}&lang=fr")
    assert page.locator("section").get_attribute("id") == STEPS[number - 1]
    assert page.locator("h1").count() == 1
    assert page.locator(".source .tag").inner_text() == words.said("fr", "tag.counted")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert noise == [f"{tour.as_uri()}?embed={number}&lang=fr"]
    page.close()


def test_printed_it_is_a_page_a_step(browser: Browser, tour: Path) -> None:
    page, _ = opened(browser, tour)
    content = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 8
    assert page.evaluate("() => window.bystander.reader.days") == 0  # and the reader's own days are as she left them
    page.close()


def test_it_ends_in_the_sandbox_with_the_numbers_that_were_set(browser: Browser, tour: Path) -> None:
    page, noise = still(browser, tour)
    drag(page, "turn-looks", 1)
    page.click("#to-sandbox")
    page.wait_for_selector("#scenario option", state="attached")
    assert page.locator("#scenario option").count() == len(examples.names())
    assert page.evaluate("() => window.bystander.state().looks") == 2
    assert page.evaluate("() => window.bystander.state().false_alerts.status") == "counts"
    assert [n for n in noise if not n.startswith(tour.as_uri())] == []
    page.close()
