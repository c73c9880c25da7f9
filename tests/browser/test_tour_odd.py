"""The tour under what nobody drew it for: odd crowds and addresses, every shipped scenario, a narrowing window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bystander.crowd import examples
from bystander.crowd.page import shipped
from bystander.crowd.scenario_file import read_scenario_text
from bystander.tour import words
from bystander.tour.build import of_the_story, page
from tests.browser.opening import drag, opened, still
from tests.browser.test_tour_fits import HEADINGS, LINES, LOOK, NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

STEPS = "() => [...document.querySelectorAll('section.step')].map((step) => step.id).join()"
TOUCH = r"""() => [...document.querySelectorAll("section.step canvas")].flatMap(({ drawn }) => {
  const numbers = drawn.filter(({ text }) => /^[\d.,\s]+$/.test(text));
  return numbers.flatMap((a) => numbers
    .filter((b) => a !== b && Math.abs(a.bottom - b.bottom) < 2 && b.left >= a.left && b.left - a.right < 4)
    .map((b) => `${a.text} | ${b.text}`));
})"""
SEVEN = "[false_alerts]\nevents = 7\ntrials = 8_600\n"
OWN = '[[groups]]\nname = "{0}"\nshare = 0.5\nfalse_alerts = {{ events = {1}, trials = 9_000 }}\n'
ODD = {
    "one": (1, 1, SEVEN),
    "a billion": (10**9, 1, SEVEN),
    "all sought": (2, 5_000, SEVEN),
    "all wrong": (60_000, 0, "[false_alerts]\nevents = 500\ntrials = 500\n"),
    "never": (60_000, 1, "[false_alerts]\nrate = 0.0\n"),
    "own": (60_000, 1, OWN.format("a group with a name as long as this one " * 8, 0) + OWN.format("b", 30)),
    "twelve groups": (
        60_000,
        1,
        SEVEN + "".join(OWN.format(i, i).replace("0.5", f"{1 / 12:.9f}") for i in range(12)),
    ),
}


def scenario_of(people: int, sought: int, rest: str, **more: Any) -> Any:
    text = f'title = "t"\nsource = "s"\n[crowd]\npeople = {people}\nsought = {sought}\n{rest}'
    return read_scenario_text(text).model_copy(update=more)


def faults(page: Page) -> list[str]:
    """Return what is cut off, lies on something else, runs out of the window, or is no word."""
    said = page.locator("main").inner_text()
    return [
        *page.evaluate(LOOK),
        *page.evaluate(TOUCH),
        *(heading for heading, lines in page.evaluate(HEADINGS) if lines > LINES),
        *(mark for mark in ("{", "}", "undefined", "NaN", "null", "Infinity") if mark in said),
        *page.evaluate("() => (document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : [])"),
    ]


def noted(browser: Browser, file: Path, width: int, language: str) -> tuple[Page, list[str]]:
    """Open a page without motion that notes what it draws; the list gathers its errors."""
    found = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    errors: list[str] = []
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.add_init_script(NOTE)
    found.goto(f"{file.as_uri()}?lang={language}")
    return found, errors


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tour") / "tour.html"
    file.write_text(of_the_story(), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def walked(browser: Browser, tour: Path) -> Iterator[Page]:
    """Open the tour once, with motion."""
    found, _ = opened(browser, tour)
    yield found
    found.close()


def unanswered(page: Page, language: str) -> list[str]:
    """Return which of five questions no step answers: each by the numbers and the words that the step must show."""
    facts = page.evaluate("() => window.bystander.facts")
    said = {name: spaced(page.locator(f"#{name}").inner_text()) for name in ("day", "days", "queue")}
    ends = [spaced(words.number(facts["days"][i], language)) for i in (1, -2)]
    sought = facts["state"]["sought"]
    share = 100 * sought / (sought + facts["expected"])
    hundred = ("queue.hundred.few", {}) if share < 1 else ("queue.hundred", {"right": round(share)})
    why = facts["rests"] if facts["open"] else "groups" if facts["counts"] else "chance"
    counted = "accurate" in facts["steps"]
    whole = spaced(page.locator("#accurate canvas").get_attribute("aria-label") or "") if counted else ""
    answers = {
        "how many are flagged": spaced(words.number(facts["expected"], language)) in said["day"],
        "how many of 100 alerts are right": _said(language, hundred[0], **hundred[1]) in said["queue"],
        "how wide is the range": all(number in said["days"] for number in ends),
        "why so wide": _said(language, f"days.why.{why}")[:40] in said["days"],
        "what does 99.9 % count": not counted or _said(language, "accurate.faces", trials=facts["trials"]) in whole,
        "was the rate measured or invented": _said(language, f"tag.{facts['tag']}") in said["day"],
    }
    return [question for question, answered in answers.items() if not answered]


def spaced(text: str) -> str:
    """Return a text with plain spaces."""
    return re.sub(r"\s", " ", text)


def _said(language: str, key: str, **values: float) -> str:
    """Return a text with plain spaces; of one that names what is not given, what stands before it."""
    text = words.read(language)["words"][key]
    if not values:
        text = (text if isinstance(text, str) else text["other"]).partition("{")[0]
    return spaced(words.said(language, key, **values) if values else text)


# ---- crowds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in examples.names() if name != "concert-oxford-circus"])
def test_every_scenario_that_ships_has_its_room_and_answers(browser: Browser, tmp_path: Path, name: str) -> None:
    file = tmp_path / "tour.html"
    file.write_text(page(read_scenario_text(examples.text(name))), encoding="utf-8")
    found, errors = noted(browser, file, 360, "fr")
    assert faults(found) == []
    assert unanswered(found, "fr") == []
    for width, language in ((820, "es"), (1400, "de"), (390, "en")):
        found.set_viewport_size({"width": width, "height": 900})
        found.locator("select.language").first.select_option(language)
        assert faults(found) == []
        assert unanswered(found, language) == []
    assert errors == []
    found.close()


@pytest.mark.parametrize("name", ODD)
def test_an_odd_crowd_has_its_room(browser: Browser, tmp_path: Path, name: str) -> None:
    file = tmp_path / "tour.html"
    file.write_text(page(scenario_of(*ODD[name])), encoding="utf-8")
    found, errors = noted(browser, file, 390, "fr")
    assert faults(found) == []
    assert errors == []
    found.close()


@pytest.mark.parametrize(
    ("people", "wanted"),
    [
        (7, "Of 100 such alerts, more than 99 are right."),  # 1 of 1.006
        (200, "Of 100 such alerts, about 86 are right."),  # 1 of 1.16
        (60_000, "1 of 50 alerts is right."),
        (600_000, "Of 100 such alerts, fewer than 1 is right."),  # 1 of 489
    ],
)
def test_alerts_are_told_whole(browser: Browser, tmp_path: Path, people: int, wanted: str) -> None:
    file = tmp_path / "tour.html"
    file.write_text(page(scenario_of(people, 1, SEVEN)), encoding="utf-8")
    found, _ = still(browser, file)
    said = found.locator("#queue .body").inner_text()
    assert wanted in said
    assert re.search(r"\d of \d+\.\d", said) is None
    handed_on = found.evaluate("() => window.bystander.picture('queue').words")
    assert found.locator("#queue .share").inner_text() in handed_on
    found.close()


def test_where_all_are_flagged_so_are_you_and_what_nobody_published_is_no_nought(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "tour.html"
    file.write_text(page(scenario_of(60_000, 1, "[false_alerts]\nevents = 500\ntrials = 500\n")), encoding="utf-8")
    found, _ = still(browser, file)
    assert found.locator("#day .counters dd.word").inner_text() == words.said("en", "day.you.flagged")
    assert found.locator("output[for=turn-found]").inner_text() == words.said("en", "accurate.unknown")
    assert "0 %" not in found.locator("#turn .source").inner_text()
    found.close()


@pytest.mark.parametrize(("language", "wanted"), [("fr", "1 000 000 de personnes"), ("es", "1.000.000 de personas")])
def test_a_million_people_are_a_million_of_people(browser: Browser, tmp_path: Path, language: str, wanted: str) -> None:
    file = tmp_path / "tour.html"
    file.write_text(page(scenario_of(10**6, 1, SEVEN)), encoding="utf-8")
    found, _ = still(browser, file, search=f"?lang={language}")
    for said in (found.title(), found.locator("#title-you").inner_text(), found.locator("#guess .body").inner_text()):
        assert wanted in re.sub(r"\s", " ", said)
    found.close()


def test_what_is_invented_is_nowhere_said_to_be_counted(browser: Browser, tmp_path: Path) -> None:
    """Nor is it lost on a phone: every row of a group says on what it rests, and all of its words are drawn."""
    file = tmp_path / "tour.html"
    file.write_text(page(read_scenario_text(examples.text("province"))), encoding="utf-8")
    found, _ = noted(browser, file, 360, "fr")
    drawn = found.evaluate("() => document.querySelector('#who canvas').drawn.map(({ text }) => text).join('')")
    assert drawn.count("inventé") == 2
    found.close()
    file.write_text(page(read_scenario_text(examples.text("billion"))), encoding="utf-8")
    found, _ = still(browser, file)
    assert "counted" not in found.locator("#guess .body").inner_text() + found.locator("#days .body").inner_text()
    found.close()


# ---- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", "99", "-1", "1.5", "abc", "Infinity"])
def test_a_step_that_is_not_there_gives_the_whole_tour(walked: Page, tour: Path, number: str) -> None:
    walked.goto(f"{tour.as_uri()}?embed={number}")
    assert walked.evaluate(STEPS).endswith("who,turn")
    assert walked.evaluate(STEPS).startswith("you,guess")


@pytest.mark.parametrize(
    ("asked", "spoken"), [("xx", "en"), ("FR", "fr"), ("de-AT", "de"), ("__proto__", "en"), ("", "en")]
)
def test_a_language_of_any_region_is_found(walked: Page, tour: Path, asked: str, spoken: str) -> None:
    walked.goto(f"{tour.as_uri()}?lang={asked}")
    assert walked.evaluate("() => document.documentElement.lang") == spoken
    assert walked.evaluate(STEPS).endswith("turn")


def test_the_sandbox_leads_back_to_the_tour_in_its_language(browser: Browser, tour: Path) -> None:
    found, noise = still(browser, tour, search="?lang=fr")
    found.click("#to-sandbox")
    found.wait_for_selector("#scenario option", state="attached")
    assert found.locator("#scenario option").first.inner_text() == "The same concert, under one day at Oxford Circus"
    found.click("#to-tour")
    found.wait_for_selector("#turn")
    assert found.evaluate("() => document.documentElement.lang") == "fr"
    assert found.evaluate("() => Math.abs(document.getElementById('turn').getBoundingClientRect().top)") < 2
    found.go_back()
    found.wait_for_selector("#scenario option", state="attached")
    assert [n for n in noise if not n.startswith(tour.as_uri())] == []
    found.close()


def test_the_page_alone_offers_no_way_to_a_tour(page: Page) -> None:
    assert page.locator("#to-tour").count() == 0


def test_an_address_opens_the_scenario_that_it_names_or_none(browser: Browser, tmp_path: Path) -> None:
    from bystander.explorer import build

    mine = {**shipped()[0], "title": "Mine"}
    file = tmp_path / "crowd.html"
    file.write_text(build.page([mine, *shipped(), mine]), encoding="utf-8")
    chosen = "() => [document.getElementById('scenario').selectedOptions[0].text, window.bystander.state().people]"
    wanted = shipped()[3]["title"]
    for name, people, shown in (
        (wanted, 1234, [wanted, 1234]),
        ("Mine (2)", 77, ["Mine (2)", 77]),
        ("Nobody's", 1234, ["Mine", mine["people"]]),
        ("3", 1234, ["Mine", mine["people"]]),
    ):
        found, _ = opened(browser, file, search=f"#{'scenario=' + name.replace(' ', '+')}&people={people}")
        assert found.evaluate(chosen) == shown
        found.close()


# ---- a reader who moves ----------------------------------------------------------------------------------------------


def test_a_window_that_narrows_while_the_day_plays_stays_whole(browser: Browser, tour: Path) -> None:
    found, _ = opened(browser, tour)
    found.click("#guess .go a[href='#day']")
    found.wait_for_function("() => window.bystander.reader.swept > 0.03")
    found.set_viewport_size({"width": 390, "height": 844})
    found.wait_for_function("() => document.querySelector('#day canvas').clientWidth === 350")
    assert found.evaluate("() => document.documentElement.scrollWidth <= innerWidth && window.bystander.reader.playing")
    found.locator("#day select").select_option("de")
    assert found.locator("#day .row button").first.inner_text() == words.said("de", "day.pause")
    assert found.evaluate("() => window.bystander.reader.playing")
    found.close()


def test_the_picture_says_nothing_before_it_has_happened(walked: Page, tour: Path) -> None:
    walked.goto(tour.as_uri())
    said = [walked.locator(f"#{step} canvas").get_attribute("aria-label") for step in ("day", "days")]
    assert said == [words.said("en", "you.alt", people=60_000), words.said("en", "days.wait")]


def test_a_number_of_your_own_keeps_its_room(browser: Browser, tour: Path) -> None:
    found, errors = noted(browser, tour, 390, "en")
    drag(found, "turn-people", 10**6)
    assert faults(found) == []
    assert errors == []
    found.close()
