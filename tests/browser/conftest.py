"""A real browser, offline: Debian's chromium by its path, driven by playwright."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
]


def _chromium() -> str:
    """Find chromium; install it where that is possible; else skip with the reason, or fail where CI must have it."""
    found = shutil.which("chromium")
    if found is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
            subprocess.run(command, check=False, capture_output=True, env=quiet)
        found = shutil.which("chromium")
    if found is None:
        reason = "chromium is not on this machine and cannot be installed by apt-get"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = _chromium()
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the two sample reports as a user would find them."""
    from bystander.report import html
    from tests.report import samples

    folder = tmp_path_factory.mktemp("reports")
    studies = {"evaluate": samples.evaluate(steps=400), "audit": samples.audit()}
    for name, study in studies.items():
        (folder / f"{name}.html").write_text(html.render(study), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in studies}


@pytest.fixture(scope="session")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from bystander.crowd.page import shipped
    from bystander.explorer import build

    file = tmp_path_factory.mktemp("explorer") / "crowd.html"
    file.write_text(build.page(shipped()), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def calculator(browser: Browser, explorer: Path) -> Iterator[Page]:
    """Open the page once for tests that only call its functions, and move nothing on it."""
    from tests.browser.opening import opened

    opened_page, noise = opened(browser, explorer)
    yield opened_page
    assert noise == [explorer.as_uri()]
    opened_page.context.close()


@pytest.fixture
def page(browser: Browser, explorer: Path) -> Iterator[Page]:
    from tests.browser.opening import opened

    opened_page, noise = opened(browser, explorer)
    opened_page.wait_for_timeout(300)
    yield opened_page
    assert noise == [explorer.as_uri()]
    opened_page.context.close()
