"""A real browser, offline: Debian's chromium by its path, driven by playwright."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

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
