"""The folder of the golden runs, which is made once for all that is proven of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bystander.cli import run
from bystander.demo.generate import SEXES, SUBJECTS

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
        Path("wears.csv").write_text(wears(), "utf-8")
        for name, more in (("t", ""), ("s", SEARCHES)):
            assert run(f"tally {TRIAL} -o {name}.tally --key-file key.bin {more}".split()) == 0
    finally:
        os.chdir(before)
    return made


def wears() -> str:
    """Return a table of the people of the trial with what each was made to be: sex as there, glasses, one of five ages.

    The generator knows neither glasses nor ages, so no difference is there to be found.
    """
    rows = [
        f"made-up-{n:03d},{SEXES[(n - 1) % 2]},{'yes' if n % 3 else 'no'},age {n % 5}" for n in range(1, SUBJECTS + 1)
    ]
    return "\n".join(("subject,sex,glasses,age", *rows)) + "\n"
