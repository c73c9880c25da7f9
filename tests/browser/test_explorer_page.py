"""The page that shows a crowd, in a real browser."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from math import log
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from bystander.crowd import examples
from bystander.crowd.page import state
from bystander.crowd.scenario_file import read_scenario_text
from bystander.explorer import build
from tests.browser import explorer_parity
from tests.browser.test_report_page import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LIMIT = 150_000
SHIPPED = [state(read_scenario_text(examples.text(name))) for name in examples.names()]


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("explorer") / "crowd.html"
    file.write_text(build.page(SHIPPED), encoding="utf-8")
    return file


@pytest.fixture
def page(browser: Browser, explorer: Path) -> Iterator[Page]:
    opened_page, noise = opened(browser, explorer)
    opened_page.wait_for_timeout(300)
    yield opened_page
    assert noise == [explorer.as_uri()]
    opened_page.context.close()


def drag(page: Page, slider: str, value: float) -> None:
    script = "([id, v]) => { const s = document.getElementById(id); s.value = v; s.dispatchEvent(new Event('input')) }"
    page.evaluate(script, [slider, value])
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


# ---- numbers ---------------------------------------------------------------------------------------------------------


def test_the_parity_file_is_what_python_computes() -> None:
    assert json.loads(explorer_parity.FILE.read_text("utf-8")) == json.loads(json.dumps(explorer_parity.document()))


def test_the_page_computes_what_python_does(page: Page) -> None:
    cases = json.loads(explorer_parity.FILE.read_text("utf-8"))
    assert len(cases) >= 45
    found = page.evaluate("(cases) => cases.map((c) => window.bystander.consequences(c.state))", cases)
    wrong = []
    for case, ours in zip(cases, found, strict=True):
        wrong += [f"{case['state']}: {w}" for w in differences(case["numbers"], ours)]
    assert wrong == []


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    if isinstance(expected, dict):
        assert set(expected) == set(found), path
        return [w for key in expected for w in differences(expected[key], found[key], f"{path}.{key}")]
    if isinstance(expected, list):
        assert len(expected) == len(found), path
        return [w for i, e in enumerate(expected) for w in differences(e, found[i], f"{path}[{i}]")]
    if isinstance(expected, float) and isinstance(found, int | float):
        close = 1e-6 if "share_right" in path else 1e-9
        if "p_nobody" in path and expected > 0:  # e^-168 has as many digits less as its exponent has
            close *= max(1.0, -log(expected))
        same = found == pytest.approx(expected, rel=close, abs=1e-290)
    else:
        same = expected == found
    return [] if same else [f"{path}: {expected} in Python, {found} in the page"]


def test_raising_the_rate_lights_people_and_never_unlights_one(page: Page) -> None:
    before: set[int] = set()
    for value in (300, 500, 650, 655, 700, 800):
        drag(page, "rate", value)
        lit = set(page.evaluate("() => window.bystander.lit()"))
        assert before <= lit
        before = lit
    assert len(before) > 100


def test_less_evidence_widens_the_range(page: Page) -> None:
    widths = []
    stops = int(page.locator("#trials").get_attribute("max") or 0)
    for value in (stops - 5, stops // 2, stops // 4):
        drag(page, "trials", value)
        r = page.evaluate("() => window.bystander.consequences(window.bystander.state()).flagged")
        widths.append(r["high"] - r["low"])
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]
    assert "both" in page.locator("#range").inner_text()


@pytest.mark.parametrize("n", [50, 12_120, 3_147_436, 10**8, 10**9])
def test_bounds_of_tiny_rates_keep_their_digits(page: Page, n: int) -> None:
    from math import expm1

    found = page.evaluate("(n) => window.bystander.special.betaIncInv(1, n, 0.95)", n)
    assert found == pytest.approx(-expm1(log(0.05) / n), rel=1e-12)


def test_special_functions_are_those_of_scipy(page: Page) -> None:
    from scipy import special

    sizes = [0.5, 1.0, 2.5, 7.0, 19.99, 20.0, 150.0, 12_120.5, 3e6]
    log_gamma = page.evaluate("(xs) => xs.map((x) => window.bystander.special.logGamma(x))", sizes)
    assert log_gamma == pytest.approx(special.gammaln(sizes).tolist(), rel=1e-13, abs=1e-13)
    pairs = [(a, b) for a in (0.5, 3.0, 40.5, 900.0) for b in (0.5, 8.0, 12_120.5, 3e6)]
    inverse = "(ps) => ps.map(([a, b]) => [0.025, 0.5, 0.975].map((u) => window.bystander.special.betaIncInv(a, b, u)))"
    for (a, b), ours in zip(pairs, page.evaluate(inverse, pairs), strict=True):
        assert ours == pytest.approx(special.betaincinv(a, b, [0.025, 0.5, 0.975]).tolist(), rel=1e-8)
    points = [(a, x) for a in (1.0, 12.0, 61.0, 5000.0) for x in (0.3, 11.0, 60.0, 4990.0)]
    gamma = page.evaluate("(ps) => ps.map(([a, x]) => window.bystander.special.gammaQ(a, x))", points)
    assert gamma == pytest.approx([float(special.gammaincc(a, x)) for a, x in points], rel=1e-9, abs=1e-280)


# ---- the dots --------------------------------------------------------------------------------------------------------


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


# ---- words -----------------------------------------------------------------------------------------------------------


def test_it_opens_on_the_concert_and_says_flagged_never_stopped(page: Page) -> None:
    assert page.locator("#headline").inner_text() == (
        "In a crowd of 60,000, expect about 60 people to be flagged by mistake"
    )
    assert "between 45 and 76" in page.locator("#range").inner_text()
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
    for index, shipped in enumerate(SHIPPED):
        page.select_option("#scenario", str(index))
        page.wait_for_timeout(200)
        assert build._crowd(shipped["people"]) in page.locator("#headline").inner_text()
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
    page.context.close()


# ---- the file --------------------------------------------------------------------------------------------------------


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


# ---- people who use it differently -----------------------------------------------------------------------------------


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
    page.context.close()


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
    assert "between 45 and 76" in page.locator("#range").inner_text()
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
        page.context.close()
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
    page.context.close()


# ---- what leaves the page --------------------------------------------------------------------------------------------


def test_the_numbers_can_be_taken_away(page: Page) -> None:
    page.wait_for_timeout(200)
    with page.expect_download() as waiting:
        page.click("#csv")
    lines = waiting.value.path().read_text("utf-8").splitlines()
    assert lines[0] == "quantity,expected,low,high,level"
    assert lines[2] == "flagged,60,45,76,0.95"
    assert any(line.startswith("evidence,Invented rate") for line in lines)
    assert any(line.startswith("scenario,scenario=0&people=60000&sought=1") for line in lines)


def test_the_picture_can_be_taken_away_with_its_words_in_it(page: Page) -> None:
    with page.expect_download() as waiting:
        page.click("#png")
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 50_000
