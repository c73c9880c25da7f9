"""`python -m benchmarks.vectors.right`: write vectors/*.json from the definitions; ``--check`` only compares."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.vectors.right import claims, comparisons, crowds, groups, intervals, records, searches, thresholds

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = Path(__file__).resolve().parents[3] / "vectors"
VERSIONS = {
    "comparisons": "1.1",
    "thresholds": "1.1",
    "searches": "1.1",
    "intervals": "1.1",
    "records": "1.1",
}  # the others are 1.0
PAGES = {
    "comparisons": "docs/methods/comparison-error-rates.md",
    "thresholds": "docs/methods/thresholds.md",
    "searches": "docs/methods/identification.md",
    "intervals": "docs/methods/intervals.md",
    "records": "docs/methods/deployment-record-audit.md",
    "groups": "docs/methods/differentials.md",
    "crowds": "docs/methods/crowd.md",
    "claims": "docs/vectors.md",
}
TOPICS: dict[str, ModuleType] = {
    "comparisons": comparisons, "thresholds": thresholds, "searches": searches, "intervals": intervals,
    "records": records, "groups": groups, "crowds": crowds, "claims": claims,
}  # fmt: skip


def text(topic: str) -> str:
    """Return what the file of a topic holds."""
    document = {
        "schema": "schema.json",
        "version": VERSIONS.get(topic, "1.0"),
        "topic": topic,
        "page": PAGES[topic],
        "tolerance": "1e-9",
        "cases": [case.written() for case in TOPICS[topic].cases()],
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or say which are not what would be written."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vectors.right", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file would change")
    options = parser.parse_args(arguments)
    changed = []
    for topic in TOPICS:
        path, wanted = FOLDER / f"{topic}.json", text(topic)
        if not path.exists() or path.read_text(encoding="utf-8") != wanted:
            changed.append(path.name)
            if not options.check:
                path.write_text(wanted, encoding="utf-8")
    print("\n".join(f"{name} {'would change' if options.check else 'written'}" for name in changed))
    return int(options.check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
