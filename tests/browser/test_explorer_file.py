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
from tests.browser.opening import drag

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
    assert any(line.startswith("scenario,scenario=0&people=60000&sought=1") for line in lines)


def test_the_picture_can_be_taken_away_with_its_words_in_it(page: Page) -> None:
    with page.expect_download() as waiting:
        page.click("#png")
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 50_000
