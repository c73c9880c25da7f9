"""The picture of the page that shows a crowd: its dots, its marks, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.crowd import examples
from bystander.crowd.page import shipped
from bystander.explorer import build
from bystander.studies.crowd import words as crowd_words
from tests.browser.opening import drag, opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHIPPED = shipped()

# ---- the dots -------------------------------------------------------------------------------------------------------


def test_marks_of_every_kind_stand_for_equally_many_people(page: Page) -> None:
    for name in ("billion", "province"):  # 10,000 sought and 1,600 mistakes; 200 sought and 7,500 mistakes
        page.select_option("#scenario", str(examples.names().index(name)))
        day = page.evaluate("() => window.bystander.day()")
        kinds = [mark["kind"] for mark in day["marks"]]
        assert day["perMark"] > 1
        for kind, number in (("false", day["flagged"]), ("right", day["found"]), ("missed", day["missed"])):
            assert abs(kinds.count(kind) - number / day["perMark"]) <= 1
        assert f"each mark for {day['perMark']} people" in page.locator("#day").inner_text()


def test_the_first_day_has_the_rate_that_the_headline_has(page: Page) -> None:
    city = str(examples.names().index("city-day"))  # where no error was seen, the median rate is half the mean
    page.select_option("#scenario", city)
    flagged = page.evaluate("() => window.bystander.day().flagged")
    mean = page.evaluate("() => window.bystander.consequences(window.bystander.state()).flagged.mean")
    assert abs(flagged - mean) < 4 * mean**0.5
    assert "at the expected rate" in page.locator("#day").inner_text()
    page.click("#another")
    assert "a rate drawn from what the test leaves open" in page.locator("#day").inner_text()


def test_a_key_names_the_marks_that_are_drawn_and_no_diamond_hides_a_disc(page: Page) -> None:
    for index in range(len(SHIPPED)):
        page.select_option("#scenario", str(index))
        day = page.evaluate("() => window.bystander.day()")
        for kind, number in (("false", day["flagged"]), ("right", day["found"]), ("missed", day["missed"])):
            assert page.locator(f"#key-{kind}").is_visible() == (number > 0)
        marks = day["marks"]
        if len(marks) <= 400:
            sought, others = ([m for m in marks if (m["kind"] == "false") == wrong] for wrong in (False, True))
            assert all((s["x"] - o["x"]) ** 2 + (s["y"] - o["y"]) ** 2 > 100 for s in sought for o in others)


def test_lined_up_marks_stand_in_rows_above_the_rest_and_apart(page: Page) -> None:
    page.click("#line-up")
    marks = page.evaluate("() => window.bystander.day().marks")
    assert len({(mark["x"], mark["y"]) for mark in marks}) == len(marks) == 66
    assert len({mark["y"] for mark in marks}) <= 3
    assert [mark["kind"] for mark in marks] == ["false"] * 65 + ["right"]
    drag(page, "rate", 1000)  # 6,000 people
    marks = page.evaluate("() => window.bystander.day().marks")
    height = page.evaluate("() => document.getElementById('stage').clientHeight")
    assert len({(mark["x"], mark["y"]) for mark in marks}) == len(marks) > 5000
    assert max(mark["y"] for mark in marks) < height


def test_nobody_is_lit_behind_the_label(page: Page) -> None:
    drag(page, "rate", 1000)
    box = page.evaluate("() => document.getElementById('label').offsetHeight")
    assert min(mark["y"] for mark in page.evaluate("() => window.bystander.day().marks")) >= box


# ---- words ----------------------------------------------------------------------------------------------------------


def test_it_opens_on_the_concert_and_says_flagged_never_stopped(page: Page) -> None:
    assert page.locator("#headline").inner_text() == (
        "In a crowd of 60,000, expect about 60 people to be flagged by mistake"
    )
    assert "Between 45 and 76" in page.locator("#range").inner_text()
    assert "One simulated day" in page.locator("#day").inner_text()
    text = page.locator("body").inner_text().lower()
    assert "stopped" not in text
    assert "e-0" not in text


def test_what_is_invented_or_asserted_says_so_inside_the_picture(page: Page) -> None:
    assert page.locator("#stage #label").inner_text() == "Invented rate: no test behind it"
    page.select_option("#scenario", "1")  # published counts of false alerts, but not of hits
    assert page.locator("#label").inner_text() == "Invented: how often a sought person is flagged"
    drag(page, "sought", 0)
    assert page.locator("#label").is_hidden()
    drag(page, "rate", 700)
    assert page.locator("#label").inner_text() == "Invented numbers"


def test_every_scenario_that_ships_is_shown_without_complaint(page: Page) -> None:
    for index, scenario in enumerate(SHIPPED):
        page.select_option("#scenario", str(index))
        page.wait_for_timeout(200)
        assert crowd_words.people_in(scenario["people"]) in page.locator("#headline").inner_text()
        assert page.locator("#numbers tr").count() >= 5
        assert "NaN" not in page.locator("body").inner_text()


def test_a_title_that_is_markup_stays_text(browser: Browser, tmp_path: Path) -> None:
    evil = dict(
        SHIPPED[0], title="</script><img src=x onerror=document.title='ouch'>", note="<b>&amp;", source="$style"
    )
    file = tmp_path / "evil.html"
    file.write_text(build.page([evil]), encoding="utf-8")
    page, noise = opened(browser, file)
    page.wait_for_timeout(200)
    assert noise == [file.as_uri()]
    assert "</script><img" in page.locator("#scenario-title").inner_text()
    assert page.locator("img").count() == 0
    page.close()
