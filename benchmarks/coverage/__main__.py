"""`python -m benchmarks.coverage`: measure, print, write the page, exit 1 where a criterion fails."""

from __future__ import annotations

import argparse
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.coverage import criteria, page

REPS = 2000


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(criteria.ALL), default=list(criteria.ALL), help="which parts")
    parser.add_argument("--reps", type=int, help=f"invented trials a setting (default {REPS})")
    parser.add_argument("--fast", action="store_true", help=f"{REPS // 10} trials a setting, for a quick look")
    parser.add_argument("--seed", type=int, default=1, help="another seed invents other people (default 1)")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes (default 2)")
    parser.add_argument("--out", type=Path, help="write the page here, such as docs/coverage.md")
    parser.add_argument(
        "--json",
        type=Path,
        help="write the figures here as JSON, after every part; what it holds already, for the same seed and number of "
        "trials, is not measured again (so an interrupted run goes on; delete it after a change of the statistics)",
    )
    options = parser.parse_args(arguments)
    reps = options.reps or (REPS // 10 if options.fast else REPS)
    effort = criteria.Effort(reps=reps, seed=options.seed, workers=options.workers)

    versions = {"version": version("bystander"), "numpy": version("numpy"), "scipy": version("scipy")}
    kept: list[criteria.Check] = []
    if options.json and options.json.exists():
        kept = page.from_json(options.json.read_text(encoding="utf-8"), effort, versions)

    checks: list[criteria.Check] = []
    for name in options.only:
        started = time.perf_counter()
        found = [check for check in kept if check.criterion == name]
        measured = not found
        if measured:
            found = criteria.ALL[name](effort)
        checks.extend(found)
        print("\n".join(page.line(check) for check in found))
        took = f"took {time.perf_counter() - started:.1f} s" if measured else "was measured before"
        print(f"       {name} {took}", flush=True)
        if options.json and measured:
            others = [check for check in kept if check.criterion not in {c.criterion for c in checks}]
            options.json.write_text(page.as_json([*checks, *others], effort, versions), encoding="utf-8")

    if options.out:
        options.out.write_text(page.markdown(checks, effort, versions), encoding="utf-8")
    failed = [check for check in checks if check.passed is False]
    print(f"{len(failed)} of {sum(check.passed is not None for check in checks)} requirements failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
