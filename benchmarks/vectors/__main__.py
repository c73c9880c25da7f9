"""`python -m benchmarks.vectors`: run the vectors against every tool that is installed, and print who differs where.

Tools that are not installed are named. Exit status 1 where this package differs, or raises,
other than at values that it is known to owe.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.vectors.cases import load
from benchmarks.vectors.page import differences, summary
from benchmarks.vectors.run import DIFFERS, RAISED, run
from benchmarks.vectors.tools.bystander_itself import TOOL, owes
from benchmarks.vectors.tools.every import EVERY


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for."""
    cases = load()
    topics = list(dict.fromkeys(case.topic for case in cases))
    names = [tool.name for tool in EVERY]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vectors", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=topics, default=topics, help="which topics")
    parser.add_argument("--tools", nargs="+", choices=names, default=names, help="which tools")
    parser.add_argument("--json", type=Path, help="write every outcome here")
    options = parser.parse_args(arguments)
    chosen = [case for case in cases if case.topic in options.only]
    asked = [tool for tool in EVERY if tool.name in options.tools]
    missing = {tool.name: why for tool in asked if (why := tool.missing()) is not None}
    found = {tool.name: run(tool, chosen) for tool in asked if tool.name not in missing}
    versions = {tool.name: tool.version() for tool in asked if tool.name in found}
    print(summary(chosen, {f"{name} {versions[name]}": outcomes for name, outcomes in found.items()}))
    for name, outcomes in found.items():
        print(differences(name, outcomes), end="")
    print()
    for name, why in missing.items():
        print(f"{name}: {why}")
    if options.json:
        told = {name: [asdict(outcome) for outcome in outcomes] for name, outcomes in found.items()}
        options.json.write_text(json.dumps({"missing": missing, "outcomes": told}, indent=1) + "\n", encoding="utf-8")
    own = [o for o in found.get(TOOL.name, []) if o.outcome in (DIFFERS, RAISED) and not owes(o.case, o.name)]
    return int(bool(own))


if __name__ == "__main__":
    sys.exit(main())
