"""Write `drawn_by_runs.json.gz`: the specification of every chart that the golden runs and the demo draw.

Run `python -m tests.oracles.drawn_by_runs` from the project's root when charts have changed. What each of them has to
look like is asked of Vega when the tests run.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bystander.cli import run
from bystander.plots import drawing
from tests.golden.conftest import SEARCHES, TRIAL, wears
from tests.golden.test_runs import RUNS

FILE = Path(__file__).with_suffix(".json.gz")


def cases() -> dict[str, dict[str, Any]]:
    """Return the specifications by run, chart and size; of those that are alike the first."""
    found: dict[str, dict[str, Any]] = {}
    draw = drawing.to_svg
    name = ""

    def noted(spec: dict[str, Any]) -> str:
        if spec not in found.values():
            found[f"{name}: {spec['name']}"] = spec
        return draw(spec)

    drawing.to_svg = noted
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            name = "demo"
            assert run(["demo", "-o", "demo"]) == 0
            Path("key.bin").write_bytes(bytes(32))
            Path("wears.csv").write_text(wears(), "utf-8")
            for tally, more in (("t", ""), ("s", SEARCHES)):
                assert run(f"tally {TRIAL} -o {tally}.tally --key-file key.bin {more}".split()) == 0
            for name, command in RUNS.items():
                assert run([*command.split(), "-o", name]) == 0
        finally:
            os.chdir(before)
            drawing.to_svg = draw
    return found


if __name__ == "__main__":
    text = json.dumps(cases(), ensure_ascii=False, separators=(",", ":"))
    FILE.write_bytes(gzip.compress(text.encode(), mtime=0))
