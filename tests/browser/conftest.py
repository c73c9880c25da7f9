"""What the browser opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


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
    opened_page.close()


@pytest.fixture
def page(browser: Browser, explorer: Path) -> Iterator[Page]:
    from tests.browser.opening import opened

    opened_page, noise = opened(browser, explorer)
    opened_page.wait_for_timeout(300)
    yield opened_page
    assert noise == [explorer.as_uri()]
    opened_page.close()
