"""`python -m benchmarks.speed.start`: programs from a cold start, as a person at a terminal waits for them.

Each is a program of its own, started several times. Its files are in the memory of the system by then.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.speed.measure import of_a_command

HEAVY = ("numpy", "scipy", "numba", "altair", "duckdb", "pyarrow")

HELP = f"""
import sys
from bystander.cli import run
run(["--help"])
print(sum(name in sys.modules for name in {HEAVY}))
"""

CLICK = """
import click
@click.group()
def cli(): "A group with a command."
@cli.command()
def one(): "A command."
cli(["--help"])
"""

BY_HAND = """
import sys
import numpy as np
import pandas as pd
from sklearn.metrics import det_curve
table = pd.read_csv(sys.argv[1])
mated = table["probe_subject"] == table["reference_subject"]
fmr, fnmr, at = det_curve(mated, table["score"].fillna(-np.inf).clip(lower=-1e9))
print(fnmr[fmr <= 0.001][0])
"""


def run(*, repeats: int) -> dict[str, Any]:
    """Measure the help, that of click alone, the report of the trial of ``bystander demo``, and the demo."""
    from bystander.demo.generate import csv_gz

    with tempfile.TemporaryDirectory(prefix="bystander-bench-") as name:
        trial = Path(name) / "synthetic_trial.csv.gz"
        trial.write_bytes(csv_gz()[0])
        commands = {
            "help": ("Bystander: `bystander --help`", ["-c", HELP]),
            "click": ("click: `--help` of one command", ["-c", CLICK]),
            "report": (
                "Bystander: `bystander evaluate` of 270,000 comparisons in a CSV file, with its page",
                ["-m", "bystander", "evaluate", str(trial), "-o", str(Path(name) / "out")],
            ),
            "by_hand": (
                "pandas and scikit-learn: `read_csv`, `det_curve` and one number; no check, no interval, no page",
                ["-c", BY_HAND, str(trial)],
            ),
            "demo": (
                "Bystander: `bystander demo`, eight evaluations with their pages and files",
                ["-m", "bystander", "demo", "-o", str(Path(name) / "demo")],
            ),
        }
        found: dict[str, Any] = {}
        for key, (what, command) in commands.items():
            found[key] = {"what": what, **of_a_command([sys.executable, *command], repeats=repeats)}
            print(f"{key:<24} {found[key]['cpu_s']:8.2f} cpu-s {found[key]['wall_s']:8.2f} s", flush=True)
    found["help"]["imports"] = int(found["help"]["answer"])
    return {"measured": {key: {k: v for k, v in row.items() if k != "answer"} for key, row in found.items()}}


def main(arguments: list[str] | None = None) -> int:
    """Print what was measured as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.start", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="runs of each, the median counts (default 5)")
    print(json.dumps(run(repeats=parser.parse_args(arguments).repeats), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
