"""The local page in a real browser, with scripts and without."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

RECORD = "date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n2024-02-01,9000,1,1,0\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "bystander", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_becomes_a_report_with_scripts_and_without(
    browser: Browser, address: str, tmp_path: Path, *, scripts: bool
) -> None:
    file = tmp_path / "record.csv"
    file.write_text(RECORD)
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    page, noise = context.new_page(), []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else noise.append(request.url))
    page.goto(address)
    page.set_input_files("#files", str(file))
    page.get_by_role("button", name="Check and report").click()
    page.get_by_text("The report is ready").wait_for(timeout=60_000)
    if scripts:
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    first = page.locator("h1").inner_text()
    page.get_by_role("link", name="Open the report").click()
    page.get_by_role("heading", name=first).wait_for(timeout=10_000)
    assert [n for n in noise if not n.startswith("data:")] == []
    context.close()


def test_a_scenario_becomes_the_crowd(browser: Browser, address: str) -> None:
    page = browser.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.goto(address)
    page.get_by_role("link", name="A crowd of 60,000").click()
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="Show the crowd").click()
    page.locator("#stage").wait_for()
    page.wait_for_timeout(300)
    assert "about 60 people" in page.locator("#headline").inner_text()
    assert noise == []
    page.close()


def test_the_first_page_has_three_doors_and_fits_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    doors = [page.get_by_role("region", name=name) for name in ("A record", "A trial", "A sentence")]
    assert all(door.is_visible() for door in doors)
    for path in ("", "compare", "scenario", "scenario?example=city-day"):
        page.goto(address + path)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.close()


def test_an_unfinished_field_is_told_where_it_is(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}scenario")
    page.get_by_label("It was counted", exact=True).check()
    page.get_by_label("False alerts that were counted").fill("7")
    page.get_by_label("Faces seen").fill("8,600")
    page.get_by_label("Hours").fill("three")
    page.get_by_role("button", name="Show the answer").click()
    assert page.get_by_label("Hours").get_attribute("aria-invalid") == "true"
    assert "49 people" in page.get_by_role("region", name="In a crowd of 60,000").inner_text()
    assert serious(page) == []
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_question_is_answered_where_it_is_asked(
    browser: Browser, address: str, tmp_path: Path, *, scripts: bool
) -> None:
    file = tmp_path / "pairs.csv"
    names = [f"{who}_{image:04}" for who in "abcdef" for image in range(3)]
    rows = [f"{x},{y},{(x[0] == y[0]) - 0.01 * i}" for i, x in enumerate(names) for y in names[i + 1 :]]
    file.write_text("\n".join(["probe_id,reference_id,score", *rows]))
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.set_input_files("#files", str(file))
    page.get_by_role("button", name="Check and report").click()
    page.get_by_role("heading", name="One more thing is needed").wait_for(timeout=60_000)
    if scripts:
        assert page.evaluate("() => document.activeElement.id") == "f-truth"
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.get_by_label("How names of samples tell the person").fill("lfw")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("The report is ready").wait_for(timeout=60_000)
    assert "18 comparisons of a person with themself and 135 of different people" in page.locator("main").inner_text()
    context.close()


def serious(page: Page) -> list[str]:
    """Return what axe finds that is serious."""
    from axe_playwright_python.sync_playwright import Axe

    return [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_an_open_form_and_a_question(
    browser: Browser, address: str, tmp_path: Path, scheme: str
) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("probe_id,reference_id,score\na,b,1\na,c,2\n")
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.get_by_text("More about the file").click()
    assert serious(page) == []
    page.set_input_files("#files", str(file))
    page.get_by_role("button", name="Check and report").click()
    page.get_by_role("heading", name="One more thing is needed").wait_for(timeout=60_000)
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_finds_nothing_serious_on_the_first_page(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("", "scenario", "claim", "compare"):
        page.goto(address + path)
        assert serious(page) == []
    context.close()
