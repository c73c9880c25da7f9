"""`python -m benchmarks.speed -o FILE`: everything against its peers in one run, as one JSON file.

``python -m benchmarks.speed.page FILE`` makes the page of it. The full run takes about twenty minutes on two
cores and needs 4 GiB of disk; what is measured is written after each work, so nothing is lost where a run is ended.

faiss-cpu and bob.measure are no dependencies: where Python does not find them they are left out. bob.measure asks for
an older numpy than the others, and works with theirs: install it without its dependencies, into a folder of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.speed import (
    comparisons,
    crowd,
    delimited,
    embeddings,
    growth,
    lists,
    named,
    reading,
    resampling,
    searches,
    start,
)
from benchmarks.speed.machine import about

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS, FEW = 10**8, 10**4


def works(rows: int, *, repeats: int) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return each work by its name; all sizes go with ``rows``, as the works of the targets do with 1e8."""
    exact, full = (
        ["exact_det", "sort_and_search", "bob_measure"],
        [n for n in comparisons.CONTEST.names if n != "bob_measure"],
    )
    by_subject = ["checked_and_tallied", "duckdb_by_subject", "polars_by_subject"]
    most = {"rows": 10 * rows, "vectors": 100 * rows}
    return {
        "comparisons": lambda: comparisons.CONTEST.run(rows, only=full, repeats=repeats),
        "comparisons_part": lambda: comparisons.CONTEST.run(3 * rows // 10, only=by_subject, repeats=repeats),
        "bob": lambda: comparisons.CONTEST.run(rows // 10, only=exact, repeats=repeats),
        "reading": lambda: reading.CONTEST.run(rows // 10, repeats=repeats),
        "named": lambda: named.CONTEST.run(rows // 10, repeats=repeats),
        "delimited": lambda: delimited.CONTEST.run(rows // 10, repeats=repeats),
        "searches": lambda: searches.CONTEST.run(rows // 10, repeats=repeats),
        "searches_more": lambda: searches.CONTEST.run(3 * rows // 10, repeats=repeats),
        "lists": lambda: lists.CONTEST.run(rows // 20, repeats=repeats),
        "embeddings": lambda: embeddings.CONTEST.run(50 * rows),
        "crowd": lambda: crowd.CONTEST.run(crowd.ALL_LOOKS, repeats=repeats),
        "resampling": lambda: resampling.CONTEST.run(rows, repeats=repeats),
        "resampling_people": lambda: resampling.CONTEST.run(5000 * rows, repeats=repeats),
        "start": lambda: start.run(repeats=repeats),
        **{f"growth_{n}": partial(growth.run, n, most=most.get(n, rows / 10)) for n in growth.GROWTHS},
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure, and write the JSON file; exit status 1 where two that do the same work answer differently."""
    names = list(works(FEW, repeats=1))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("-o", "--out", type=Path, required=True, help="the JSON file")
    parser.add_argument("--rows", type=float, default=ROWS, help="comparisons of the largest file (default 1e8)")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, once: to see that everything works")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    options = parser.parse_args(arguments)
    rows, repeats = (FEW, 1) if options.quick else (int(options.rows), 3)
    document: dict[str, Any] = {**about(), "rows": rows, "works": {}}
    for name, work in works(rows, repeats=repeats).items():
        if name in options.only:
            print(f"# {name}", flush=True)
            document["works"][name] = work()
            options.out.write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    different = [pair for work in document["works"].values() for pair in work.get("different", [])]
    for one, other in different:
        print(f"{one} and {other} answer differently", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
