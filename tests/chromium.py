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
    # pages of tests trust each other: one process for all of them, and none in reserve
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
]


# The same browser without its windows takes a quarter of the processor.
NAMES = ("chromium-headless-shell", "chromium")


def executable() -> str | None:
    """Return where chromium is, None where it is not."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _chromium() -> str:
    """Find chromium; install it where that is possible; else skip with the reason, or fail where CI must have it."""
    if shutil.which(NAMES[0]) is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], *(["install", "-y", name] for name in NAMES)):
            subprocess.run(["apt-get", *command], check=False, capture_output=True, env=quiet)
            if command != ["update"] and executable():
                break
    if found := executable():
        return found
    reason = "chromium is not on this machine and cannot be installed by apt-get"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = _chromium()
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()
