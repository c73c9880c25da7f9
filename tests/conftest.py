"""What tests share: the root of the project, and the command line as a process of its own."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def bystander() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``bystander`` as its users do; gives the exit status and what was printed."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bystander", *map(str, arguments)]
        environment = os.environ | {"PYTHONWARNINGS": "error", "COLUMNS": "100"}
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
        )

    return run


@pytest.fixture(scope="session")
def demo(
    bystander: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """Run ``bystander demo`` once; gives the folder it ran in (outputs in bystander-demo) and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = bystander("demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Let pytest have the last word: at interpreter exit duckdb's binding lists its own leaks on stderr.

    Only then, as pytest puts stderr back after this hook.
    """
    atexit.register(_hush)


def _hush() -> None:
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
