"""`python -m benchmarks.speed.growth`: how the cost grows with rows, people, searches, groups and systems.

One thing grows and the rest stays; each size is a study in a process of its own, before its page is drawn. The power is
the slope between two neighbours, both by logarithms: 1 is in proportion, and nothing here should be steeper than
n log n, which is 1.07 from 1e5 to 1e6.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from math import isqrt, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.speed import made_up
from benchmarks.speed.measure import in_a_process, measured

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

FILE = "trial.parquet"
ROWS = 3_000_000  # of what grows in something else than rows
SCORES = 1_000_000  # the same, where each system has its scores
DIFFERENT = 8  # parts of a file of rows; the others are these again
LIST = 100  # references that every search is compared with
THRESHOLD = 4.0

Columns = dict[str, "NDArray[Any]"]


@dataclass(frozen=True, kw_only=True)
class Growth:
    """What grows, and what is then done. ``make``: writes a trial of so many of a seed; ``work``: a study of it."""

    what: str
    unit: str
    sizes: tuple[int, ...]
    make: Callable[[Path, int, int], None]
    work: Callable[[Path, int], Any]


def _columns(rows: int, people: int, seed: int) -> Columns:
    """Return comparisons of people with people, a hundredth of them mated."""
    rng = np.random.default_rng(seed)
    probe, reference = (rng.integers(0, people, rows, np.int32) for _ in range(2))
    mated = rng.random(rows) < 0.01
    reference[mated] = probe[mated]
    score = rng.standard_normal(rows, np.float32) + np.float32(3) * (probe == reference)
    return {"probe_subject": probe, "reference_subject": reference, "score": score}


def _write(folder: Path, columns: Mapping[str, NDArray[Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(dict(columns)), folder / FILE, row_group_size=made_up.PART)


def _of_rows(folder: Path, rows: int, seed: int) -> None:
    """Write comparisons whose scores have three digits, a few million of them again and again: small on a disk."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = []
    for k in range(min(DIFFERENT, -(-rows // made_up.PART))):
        columns = _columns(min(rows, made_up.PART), made_up.PEOPLE, seed + k)
        columns["score"] = np.round(columns["score"], 3)
        parts.append(pa.table(dict(columns)))
    with pq.ParquetWriter(folder / FILE, parts[0].schema) as file:
        for k, start in enumerate(range(0, rows, made_up.PART)):
            file.write_table(parts[k % len(parts)].slice(0, rows - start), row_group_size=made_up.PART)


def _of_vectors(folder: Path, pairs: int, seed: int) -> None:
    made_up.vectors(folder, isqrt(pairs), isqrt(pairs), seed)


def _of_people(folder: Path, people: int, seed: int) -> None:
    _write(folder, _columns(ROWS, people, seed))


def _of_searches(folder: Path, searches: int, seed: int) -> None:
    """Write searches of people, half of them enrolled, each with the same references."""
    rng = np.random.default_rng(seed)
    person = rng.integers(0, 2 * LIST, searches, np.int32)
    probe, reference = np.repeat(person, LIST), np.tile(np.arange(LIST, dtype=np.int32), searches)
    score = rng.standard_normal(len(probe), np.float32) + np.float32(5) * (probe == reference)
    image = np.repeat(np.arange(searches, dtype=np.int32), LIST)
    _write(folder, {"probe_id": image, "probe_subject": probe, "reference_subject": reference, "score": score})


def _of_groups(folder: Path, groups: int, seed: int) -> None:
    columns = _columns(ROWS, made_up.PEOPLE, seed)
    for side in ("probe", "reference"):
        columns[f"{side}_site"] = (columns[f"{side}_subject"] % groups).astype(np.int16)
    _write(folder, columns)


def _of_systems(folder: Path, systems: int, seed: int) -> None:
    columns = _columns(SCORES, made_up.PEOPLE, seed)
    rng, score = np.random.default_rng(seed + 1), columns.pop("score")
    noise = np.float32(0.3)
    columns |= {_name(at): score + noise * rng.standard_normal(SCORES, np.float32) for at in range(systems)}
    _write(folder, columns)


def _name(system: int) -> str:
    return f"score_{system}"


def _evaluated(file: str, **options: Any) -> Callable[[Path, int], Any]:  # noqa: ANN401 - as evaluate takes them
    def work(folder: Path, size: int) -> Any:  # noqa: ANN401 - findings, which nobody looks at
        del size
        import bystander

        return bystander.evaluate(folder / file, **options)

    return work


def _compared(folder: Path, size: int) -> Any:  # noqa: ANN401 - findings, which nobody looks at
    import bystander

    names = [_name(at) for at in range(size)]
    return bystander.compare(folder / FILE, columns={"score": names}, targets=0.001)


GROWTHS = {
    "rows": Growth(what=f"Comparisons of {made_up.PEOPLE:,} people in Parquet.", unit="comparisons",
                   sizes=(10**5, 10**6, 10**7, 10**8, 10**9), make=_of_rows, work=_evaluated(FILE)),
    "text": Growth(what="Comparisons in a CSV file.", unit="comparisons", sizes=(10**5, 10**6, 10**7),
                   make=made_up.text, work=_evaluated("comparisons.csv")),
    "vectors": Growth(what="Pairs of vectors of 512 numbers, as many searched as enrolled.", unit="pairs",
                      sizes=(10**6, 10**7, 10**8, 10**9, 10**10), make=_of_vectors,
                      work=_evaluated("vectors.npz", searches=True)),
    "people": Growth(what=f"People, of {ROWS:,} comparisons in Parquet.", unit="people",
                     sizes=(10**3, 10**4, 10**5, 10**6), make=_of_people, work=_evaluated(FILE)),
    "searches": Growth(what=f"Searches, each of {LIST} references, in Parquet.", unit="searches",
                       sizes=(10**3, 10**4, 10**5), make=_of_searches, work=_evaluated(FILE, searches=True)),
    "groups": Growth(what=f"Groups, of {ROWS:,} comparisons of {made_up.PEOPLE:,} people in Parquet.", unit="groups",
                     sizes=(2, 4, 8, 16, 32), make=_of_groups,
                     work=_evaluated(FILE, by="site", thresholds=THRESHOLD)),
    "systems": Growth(what=f"Systems, every two compared, of {SCORES:,} comparisons each in Parquet.",
                      unit="systems", sizes=(2, 4, 8), make=_of_systems, work=_compared),
}  # fmt: skip


def run(name: str, *, most: float, seed: int = 1) -> dict[str, Any]:
    """Measure what grows at its sizes, up to ``most``; the smallest is run twice, as it may have to compile."""
    growth = GROWTHS[name]
    sizes = [size for size in growth.sizes if size <= most] or growth.sizes[:1]
    points: list[dict[str, Any]] = []
    for size in (sizes[0], *sizes):
        with tempfile.TemporaryDirectory(prefix="bystander-bench-") as folder:
            growth.make(Path(folder), size, seed)
            found = in_a_process("benchmarks.speed.growth", f"{name}:{size}", Path(folder), repeats=1)
        points.append({"size": size, **{key: found[key] for key in ("cpu_s", "wall_s", "peak_mib")}})
        print(f"{name:<12} {size:>14,} {found['cpu_s']:8.2f} cpu-s {found['peak_mib']:8.0f} MiB", flush=True)
    return {"what": growth.what, "unit": growth.unit, "points": points[1:]}


def powers(points: Sequence[Mapping[str, Any]], key: str) -> list[float | None]:
    """Return the slope of a cost from each point's neighbour before it, both by logarithms; None of the first."""
    return [None, *(log(b[key] / a[key]) / log(b["size"] / a["size"]) for a, b in pairwise(points))]


def main(arguments: list[str] | None = None) -> int:
    """Print what was measured as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.growth", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(GROWTHS), default=list(GROWTHS), help="what grows")
    parser.add_argument("--most", type=float, default=1e7, help="the largest size (default 1e7)")
    parser.add_argument("-o", "--out", type=Path, help="write the figures here")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--repeats", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        name, _, size = options.one.partition(":")
        work = GROWTHS[name].work
        told = measured(lambda: len(work(options.folder, int(size)).document.findings), repeats=options.repeats)
        print(json.dumps(told))
        return 0
    found = {f"growth_{name}": run(name, most=options.most) for name in options.only}
    text = json.dumps({"works": found}, indent=1) + "\n"
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
