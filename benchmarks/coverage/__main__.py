"""`python -m benchmarks.coverage`: measure parts, keep their figures, write the page; exit 1 where one fails."""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.coverage import criteria, page, parts
from benchmarks.coverage.begun import Begun

REPS = 2000
PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for."""
    options = _parser().parse_args(arguments)
    if options.code:
        print(parts.fingerprint())
        return 0
    if options.take:
        print(f"took {', '.join(parts.take(options.take, options.measured))}")
    reps = options.reps or (REPS // 10 if options.fast else REPS)
    effort = criteria.Effort(reps=reps, seed=options.seed, workers=options.workers)
    failed = [] if options.take else _measure(options.only or list(criteria.ALL), effort, options)
    options.page.write_text(page.markdown(parts.written(options.measured)), encoding="utf-8")
    return 1 if failed else 0


def _measure(names: list[str], effort: criteria.Effort, options: argparse.Namespace) -> list[criteria.Check]:
    """Measure parts, each written as soon as it is known, and return what failed."""
    kept = parts.written(options.measured)
    checks: list[criteria.Check] = []
    for name in names:
        started = time.perf_counter()
        part = parts.present(name, reps=effort.reps, seed=effort.seed)
        known = kept.get(name)
        if options.resume and known is not None and known.same_effort(part):
            part, took = known, "was measured before"
        else:
            begun = Begun(options.measured / f"{name}.begun", parts.fingerprint())
            if not options.resume:
                begun.done()
            found = tuple(criteria.ALL[name](replace(effort, begun=begun)))
            part = parts.present(name, reps=effort.reps, seed=effort.seed, checks=found)
            parts.write(part, options.measured)
            begun.done()
            took = f"took {time.perf_counter() - started:.1f} s"
        checks.extend(part.checks)
        print("\n".join(page.line(check) for check in part.checks))
        print(f"       {name} {took}", flush=True)
    failed = [check for check in checks if check.passed is False]
    print(f"{len(failed)} of {sum(check.passed is not None for check in checks)} requirements failed")
    return failed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(criteria.ALL), help="which parts; all if not said")
    parser.add_argument("--reps", type=int, help=f"invented trials a setting (default {REPS})")
    parser.add_argument("--fast", action="store_true", help=f"{REPS // 10} trials a setting, for a quick look")
    parser.add_argument("--seed", type=int, default=1, help="another seed invents other people (default 1)")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes (default 2)")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="leave out parts, and worlds of a part broken off, that were measured already, with the same trials, "
        "seed, versions and code",
    )
    parser.add_argument("--take", type=Path, help="measure nothing: take the figures of this file into their parts")
    parser.add_argument("--code", action="store_true", help="print the fingerprint of the statistics, and end")
    parser.add_argument("--measured", type=Path, default=parts.MEASURED, help="the folder of the parts")
    parser.add_argument("--page", type=Path, default=PAGE, help="write the page here (default docs/coverage.md)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
