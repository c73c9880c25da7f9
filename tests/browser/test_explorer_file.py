"""The page that shows a crowd as a file: what it allows, asks for, holds, and lets go."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from bystander.crowd import examples
from bystander.crowd.page import shipped
from bystander.explorer import build
from bystander.findings.digits import ten_digits
from tests.browser.opening import drag, opened, settle

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHIPPED = shipped()
LIMIT = 150_000

# ---- the file -------------------------------------------------------------------------------------------------------


def test_the_file_is_small_the_same_every_time_and_allows_nothing_but_itself(explorer: Path) -> None:
    text = explorer.read_text("utf-8")
    assert len(text.encode()) < LIMIT
    assert text == build.page(SHIPPED)
    code = text.partition('<script type="module">')[2].partition("</script>")[0]
    assert f"script-src 'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" in text
    assert "default-src 'none'" in text
    assert "import " not in code
    assert "http" not in text.replace("http-equiv", "")


def test_the_joined_modules_share_no_name() -> None:
    import re

    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", build.script(), re.MULTILINE)
    names += re.findall(r"^const \[(.+?)\]", build.script(), re.MULTILINE)
    assert len(names) == len(set(names))


def test_it_requests_nothing_but_itself_when_it_is_served(browser: Browser, explorer: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:  # pragma: no cover - silence
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(explorer.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/crowd.html"
    context = browser.new_context()
    page, noise = context.new_page(), []
    page.on("console", lambda message: noise.append(message.text))
    page.on("request", lambda request: noise.append(request.url))
    page.goto(address)
    page.wait_for_timeout(300)
    assert noise == [address]
    context.close()
    server.shutdown()
    server.server_close()


def test_the_address_restores_the_scenario(browser: Browser, explorer: Path, page: Page) -> None:
    page.select_option("#scenario", str(examples.names().index("province")))
    drag(page, "rate", 640)
    drag(page, "looks", 5)
    drag(page, "group-1", 0.4)
    drag(page, "wanted", 0.8)
    page.click("#another")
    page.wait_for_timeout(300)
    wanted = page.evaluate("() => [window.bystander.consequences(window.bystander.state()), window.bystander.lit()]")
    fragment = page.evaluate("() => location.hash")
    assert "people=10000000" in fragment
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    other = context.new_page()
    other.goto(explorer.as_uri() + fragment)
    other.wait_for_timeout(300)
    found = other.evaluate("() => [window.bystander.consequences(window.bystander.state()), window.bystander.lit()]")
    assert found[0]["flagged"]["mean"] == pytest.approx(wanted[0]["flagged"]["mean"], rel=1e-6)
    assert found[1] == wanted[1]
    assert "80 %" in other.locator("#needed").inner_text()
    other = context.new_page()
    other.goto(explorer.as_uri() + "#people=-4&rate=abc&trials=&shares=1,x&scenario=99&day=-1")
    other.wait_for_timeout(200)
    assert "60,000" in other.locator("#headline").inner_text()
    context.close()


def rows(page: Page) -> dict[str, str]:
    """Return what the page rests on, by name, once nothing moves any more."""
    settle(page)
    names, texts = page.locator("#rests dt"), page.locator("#rests dd")
    return dict(zip(names.all_text_contents(), texts.all_text_contents(), strict=True))


def test_what_was_moved_by_hand_says_so_and_keeps_no_source_of_what_was_counted(
    browser: Browser, explorer: Path, page: Page
) -> None:
    page.select_option("#scenario", str(examples.names().index("concert-oxford-circus")))
    before = rows(page)
    assert "7 of 8,600 looks" in before["False alerts"]
    assert "counted" in before["False alerts"]
    assert "by hand" not in " ".join(before.values())
    for slider, value in (("rate", 700), ("people", 200), ("looks", 3), ("hit", 0.5)):
        drag(page, slider, value)
    after = rows(page)
    for moved in ("False alerts", "Crowd", "Looks", "Sought people flagged"):
        assert "set by hand" in after[moved], moved
    assert "7 false alerts in 8,600" not in " ".join(after.values())
    assert page.locator("#tag").inner_text() == page.locator("#label").inner_text() == "Invented numbers"
    other = browser.new_page()
    other.goto(explorer.as_uri() + page.evaluate("() => location.hash"))
    assert rows(other) == after
    other.close()


def test_an_address_of_what_nobody_moved_says_nothing_of_hands(browser: Browser, explorer: Path, page: Page) -> None:
    for index in range(len(SHIPPED)):
        page.select_option("#scenario", str(index))
        wanted = rows(page)
        other = browser.new_page()
        other.goto(explorer.as_uri() + page.evaluate("() => location.hash"))
        assert rows(other) == wanted
        assert "by hand" not in " ".join(wanted.values())
        other.close()


def test_where_nothing_was_published_a_slider_shows_what_a_rate_would_mean(browser: Browser, tmp_path: Path) -> None:
    nothing = {**SHIPPED[0]["false_alerts"], "status": "unknown", "rate": None, "source": ""}
    file = tmp_path / "nothing.html"
    file.write_text(build.page([{**SHIPPED[0], "false_alerts": nothing, "hits": nothing}]), encoding="utf-8")
    page, _ = opened(browser, file)
    assert "nobody can say" in page.locator("#headline").inner_text()
    assert page.evaluate("() => window.bystander.day().marks") == []
    assert "no rate can be named" in page.locator("#needed").inner_text()
    drag(page, "rate", 667)
    drag(page, "hit", 0.5)
    assert "expect about" in page.locator("#headline").inner_text()
    assert rows(page)["False alerts"].startswith("1,000 in a million looks; no test")
    assert "For half of the alerts" in page.locator("#needed").inner_text()
    page.close()


def test_the_overall_rate_is_offered_where_it_acts_and_each_group_shows_its_own(
    browser: Browser, tmp_path: Path, page: Page
) -> None:
    province = SHIPPED[examples.names().index("province")]
    page.select_option("#scenario", str(examples.names().index("province")))
    assert "Holds for majority alone" in page.locator("#rate-hint").inner_text()
    assert page.locator("#group-0-hint").inner_text() == "Has the overall rate."
    assert "9 of 12,000 looks, 750 in a million (invented)" in page.locator("#group-1-hint").inner_text()
    own = [{**group, "false_alerts": province["groups"][1]["false_alerts"]} for group in province["groups"]]
    file = tmp_path / "own.html"
    file.write_text(build.page([{**province, "groups": own}]), encoding="utf-8")
    alone, _ = opened(browser, file)
    for slider in ("#rate", "#trials"):
        assert alone.locator(slider).is_hidden()
    alone.close()


# ---- what leaves the page -------------------------------------------------------------------------------------------


def test_the_numbers_can_be_taken_away(page: Page) -> None:
    page.wait_for_timeout(200)
    with page.expect_download() as waiting:
        page.click("#csv")
    lines = waiting.value.path().read_text("utf-8").splitlines()
    assert lines[0] == "quantity,expected,low,high,level"
    assert "flagged,60,45,76,0.95" in lines
    assert all(len(line.split(",")) >= 5 for line in lines)
    assert any(line.startswith("evidence,Invented rate") for line in lines)
    numbers = re.findall(r"(?<=,)[0-9.e+-]+(?=,|$)", "\n".join(lines), flags=re.MULTILINE)
    assert len(numbers) > 20
    assert [n for n in numbers if float(n) != ten_digits(float(n))] == []
    name = "A+concert%3A+60%2C000+people%2C+one+of+them+sought"
    assert any(line.startswith(f"scenario,scenario={name}&people=60000&sought=1") for line in lines)


def test_the_picture_can_be_taken_away_with_its_words_in_it(page: Page) -> None:
    with page.expect_download() as waiting:
        page.click("#png")
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 50_000
