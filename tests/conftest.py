"""What tests share: the root of the project, the command line within a process and as one, and the demo."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.chromium import browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["browser"]  # one for all tests of a process: playwright allows no other beside it

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300  # seconds that a process may take
TOGETHER = ("tests/browser/", "tests/golden/")

# Several processes share the cores already: more threads of linear algebra would burn them waiting for each other.
# Before numpy is imported, which looks once.
BLAS_THREADS = "OPENBLAS_NUM_THREADS"
os.environ.setdefault(BLAS_THREADS, "1")

# What was started with nohup ignores it, and so would every process that tests start and end by it.
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# No test is timed: an example that is slow on a busy machine is no defect.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``bystander`` as its users do, in a process of its own; gives the exit status and what was printed.

    With two threads of linear algebra: bytes that are compared with those of the tests' process, which has one, agree.
    """

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bystander", *map(str, arguments)]
        environment = os.environ | {"PYTHONWARNINGS": "error", "COLUMNS": "100", BLAS_THREADS: "2"}
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    return run


@pytest.fixture(scope="session")
def bystander() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line within the process of the test, with the exit status and output of a process.

    A process of its own spends most of its time on imports. Whoever tests the process itself takes ``process``.
    """

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        from bystander import cli

        given = list(map(str, arguments))
        with chdir(cwd or Path.cwd()), pytest.MonkeyPatch.context() as patch, printed() as said:
            patch.setenv("COLUMNS", "100")
            status = cli.run(given)
        return subprocess.CompletedProcess(given, status, *said)

    return run


@contextmanager
def printed() -> Iterator[list[str]]:
    """Gather what arrives at the file descriptors of stdout and stderr: the text of the one, then of the other.

    Not only what goes through sys.stdout: a library in C knows nothing of that.
    """
    said: list[str] = []
    sys.stdout.flush()
    sys.stderr.flush()
    with ExitStack() as stack:
        files = []
        for number, name in ((1, "stdout"), (2, "stderr")):
            file = stack.enter_context(TemporaryFile())
            stack.callback(_restore, number, os.dup(number))
            os.dup2(file.fileno(), number)
            stream = stack.enter_context(open(number, "w", encoding="utf-8", closefd=False))
            stack.callback(setattr, sys, name, getattr(sys, name))
            setattr(sys, name, stream)
            files.append(file)
        yield said
        sys.stdout.flush()
        sys.stderr.flush()
        for file in files:
            file.seek(0)
            said.append(file.read().decode())


def _restore(number: int, kept: int) -> None:
    os.dup2(kept, number)
    os.close(kept)


@pytest.fixture(scope="session")
def demo(
    process: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """Run ``bystander demo`` once; gives the folder it ran in (outputs in bystander-demo) and what it printed.

    Where several processes share the tests, the first to need it runs it and the others wait.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    ended = folder.with_suffix(".json")
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not ended.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
    else:
        done = process("demo", cwd=folder)
        being_written = ended.with_suffix(".part")
        being_written.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), encoding="utf-8")
        being_written.replace(ended)
    status, printed_by_it, errors = json.loads(ended.read_text("utf-8"))
    assert status == 0, errors
    return folder, printed_by_it


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With ``--dist loadfile``, give the files of some folders to one process, which makes what they share once.

    Those that need a browser, as starting one costs seconds, and those that look at the golden runs.
    """
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    scheduler: Any = LoadFileScheduling(config, log)
    file_of = scheduler._split_scope
    scheduler._split_scope = lambda test: next((f for f in TOGETHER if test.startswith(f)), None) or file_of(test)
    return scheduler


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Let pytest have the last word: at interpreter exit duckdb's binding lists its own leaks on stderr.

    Only then, as pytest puts stderr back after this hook.
    """
    atexit.register(_hush)


def _hush() -> None:
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
