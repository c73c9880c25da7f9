"""`python -m benchmarks.mutations --files 20000 --seed 1`: mutated files, read by Bystander and by a plain reader.

It prints how often both agreed, and lists what they did not agree on. Exit status 1 where a file ended in a traceback,
took too long, lost rows or was counted otherwise. ``--case N`` makes one file again and says what both made of it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks.mutations.cases import case_of
from benchmarks.mutations.outcomes import BUGS, Outcome, groups_of, outcome_of, table_of
from benchmarks.mutations.tool import Stopped, answer

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEW = 100  # files that a process takes at a time


def run(seed: int, numbers: range, *, block: int = 0) -> list[Outcome]:
    """Return what came of some cases; ``block``: bytes that the fast reader takes at a time, 0 as it does."""
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder, _in_blocks(block):
        return [outcome_of(case_of(seed, number), Path(folder)) for number in numbers]


@contextmanager
def _in_blocks(block: int) -> Iterator[None]:
    """Read small files as large ones are, in blocks of so many bytes; of 0, as small ones are."""
    from bystander.evidence.formats import delimited, list_blocks
    from bystander.evidence.tables import columns_of_text as text

    ways = ((text, "read_plain"), (delimited, "trial_of_text"), (list_blocks, "searches_of_text"))
    with ExitStack() as changed:
        if block:  # a file of several blocks is one of several megabytes otherwise
            changed.enter_context(patch.object(text, "_BLOCK", block))
            for module, name in ways:
                way = partial(getattr(module, name), large=0, block=block)
                changed.enter_context(patch.object(module, name, way))
        yield


def _part(given: tuple[int, range, int]) -> list[Outcome]:
    seed, numbers, block = given
    return run(seed, numbers, block=block)


def main(arguments: list[str] | None = None) -> int:
    """Run, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("--files", type=int, default=2000, help="how many (default 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument(
        "--block", type=int, default=0, help="bytes of a block of the fast reader, where it is to be small"
    )
    parser.add_argument("--case", type=int, help="make one file again, and keep it in --keep")
    parser.add_argument("--keep", type=Path, default=Path(), help="the folder of that file (default: this one)")
    options = parser.parse_args(arguments)
    if options.case is not None:
        return _one(options.seed, options.case, options.keep)
    parts = [
        (options.seed, range(first, min(first + _FEW, options.files)), options.block)
        for first in range(0, options.files, _FEW)
    ]
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(options.processes) as pool:
        for part in pool.map(_part, parts):
            outcomes += part
    print(table_of(outcomes))
    slow = sorted(outcomes, key=lambda one: -one.seconds)[:5]
    print("\nslowest: " + "; ".join(f"{one.seconds:.1f} s, {one.kind}, case {one.number}" for one in slow))
    for came in (*BUGS, "tool goes on", "tool stops"):
        print(f"\n## {came}\n{groups_of(outcomes, came)}")
    return int(any(one.came in BUGS for one in outcomes))


def _one(seed: int, number: int, folder: Path) -> int:
    case = case_of(seed, number)
    found = outcome_of(case, folder)
    print(f"{case.kind}, case {number}: {', '.join(case.done) or 'as it was made'}")
    print(f"files:  {', '.join(str(folder / file.name) for file in case.files)}")
    print(f"oracle: {found.oracle}\ntool:   {found.tool}\n{found.came}, {found.seconds:.2f} s")
    try:
        answer(case, folder)
    except Stopped as stop:
        print(stop)
    return int(found.came in BUGS)


if __name__ == "__main__":
    sys.exit(main())
