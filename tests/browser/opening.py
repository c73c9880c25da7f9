"""Open a page for a test, and move what is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

# A context costs more than what a test does in it, and what ships keeps nothing there: readers alike share one.
READERS: WeakKeyDictionary[Browser, dict[str, BrowserContext]] = WeakKeyDictionary()


def opened(
    browser: Browser, report: Path, width: int = 1400, *, search: str = "", **options: Any
) -> tuple[Page, list[str]]:
    """Open a report; the list gathers everything that a quiet page does not do. ``search``: behind its address."""
    readers, key = READERS.setdefault(browser, {}), f"{width} {sorted(options.items())}"
    if key not in readers:
        readers[key] = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page, noise = readers[key].new_page(), []
    page.on("console", lambda message: noise.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: noise.append(f"error: {error}"))
    page.on("request", lambda request: noise.append(request.url))
    page.goto(f"{report.as_uri()}{search}")
    return page, noise


def still(browser: Browser, report: Path, width: int = 1400, **options: Any) -> tuple[Page, list[str]]:
    """Open a report for somebody who wants no motion."""
    return opened(browser, report, width, reduced_motion="reduce", **options)


def drag(page: Page, slider: str, value: float) -> None:
    script = "([id, v]) => { const s = document.getElementById(id); s.value = v; s.dispatchEvent(new Event('input')) }"
    page.evaluate(script, [slider, value])
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def settle(page: Page) -> None:
    """Wait until the slow half of a change has been written, however busy the machine is: timers run in order."""
    frames = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150)))"
    page.evaluate(f"() => new Promise((done) => {frames})")
