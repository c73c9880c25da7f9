"""`python -m benchmarks.speed.scaling`: what `bystander evaluate` costs, by the number of comparisons.

Timed is what the command does before it draws its page: read, inspect, tally, and put findings together; in a process
of its own, imports included, with compiled kernels on disk. Sizes that are not run are extrapolated by the straight
line through the last two points, and labelled; peak memory is not extrapolated.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.speed import made_up
from benchmarks.speed.measure import in_a_process, measured

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 10**10
WARM = 10**7


def parquet(folder: Path) -> Callable[[], list[int]]:
    """Comparisons in a Parquet file."""

    def work() -> list[int]:
        import bystander

        return [len(bystander.evaluate(folder / "comparisons.parquet").document.findings)]

    return work


def embeddings(folder: Path) -> Callable[[], list[int]]:
    """Searches of embeddings, 512 dimensions, as many probes as references."""

    def work() -> list[int]:
        import bystander

        return [len(bystander.evaluate(folder / "vectors.npz").document.findings)]

    return work


def square(folder: Path, pairs: int, seed: int) -> None:
    """Write vectors of so many pairs."""
    made_up.vectors(folder, isqrt(pairs), isqrt(pairs), seed)


CURVES: dict[str, tuple[Callable[[Path], Callable[[], list[int]]], Callable[[Path, int, int], None]]] = {
    "parquet": (parquet, made_up.comparisons),
    "embeddings": (embeddings, square),
}


def run(name: str, most: int, *, seed: int = 1) -> dict[str, Any]:
    """Measure a curve up to ``most`` comparisons, a point for each power of ten, and extrapolate the rest."""
    work, make = CURVES[name]
    sizes = _sizes(most)
    points: list[dict[str, Any]] = []
    for size in (min(sizes[-1], WARM), *sizes):  # the first run may have to compile, and is thrown away
        with tempfile.TemporaryDirectory(prefix="bystander-bench-") as folder:
            make(Path(folder), size, seed)
            found = in_a_process("benchmarks.speed.scaling", name, Path(folder), repeats=1)
        points.append({"comparisons": size, **{key: found[key] for key in ("cpu_s", "wall_s", "peak_mib")}})
        print(f"{name:<12} {size:>14,} {found['cpu_s']:8.2f} cpu-s {found['wall_s']:8.2f} s", flush=True)
    points = points[1:]
    return {"what": work.__doc__, "points": [*points, *extrapolated(points)]}


def extrapolated(points: list[dict[str, Any]], *, most: int = MOST) -> list[dict[str, Any]]:
    """Return the points up to ``most`` comparisons by the straight line through the last two, labelled."""
    first, last = points[-2:]
    size = last["comparisons"]
    more = []
    while (size := 10 * size) <= most:
        times = (size - last["comparisons"]) / (last["comparisons"] - first["comparisons"])
        costs = {key: last[key] + times * (last[key] - first[key]) for key in ("cpu_s", "wall_s")}
        more.append({"comparisons": size, **costs, "peak_mib": None, "extrapolated": True})
    return more


def _sizes(most: int) -> list[int]:
    """Return the powers of ten from 100,000 to ``most``; at least two sizes."""
    sizes = [10**k for k in range(5, 11) if 10**k <= most]
    return sizes if len(sizes) > 1 else [most // 10, most]


def main(arguments: list[str] | None = None) -> int:
    """Print a curve as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.scaling", description=__doc__)
    parser.add_argument("--most", type=float, default=1e7, help="comparisons that are run at most (default 1e7)")
    parser.add_argument("--only", choices=list(CURVES), default="parquet", help="which curve (default parquet)")
    parser.add_argument("--one", choices=list(CURVES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--repeats", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measured(CURVES[options.one][0](options.folder), repeats=options.repeats)))
    else:
        json.dump(run(options.only, int(options.most)), sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
