"""The folder of the golden runs, which is made once for all that is proven of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bystander.cli import run

TRIAL = "demo/synthetic_trial.csv.gz"
SEARCHES = "--searches --non-mated leave-mate-out"


@pytest.fixture(scope="session")
def folder(demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what the runs read, and the four reports of the demo, into a folder of its own."""
    made = tmp_path_factory.mktemp("runs")
    shutil.copytree(demo[0] / "bystander-demo", made / "demo")
    before = Path.cwd()
    os.chdir(made)
    try:
        Path("key.bin").write_bytes(bytes(32))
        for name, more in (("t", ""), ("s", SEARCHES)):
            assert run(f"tally {TRIAL} -o {name}.tally --key-file key.bin {more}".split()) == 0
    finally:
        os.chdir(before)
    return made
