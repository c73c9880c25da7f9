"""`python -m benchmarks.speed.comparisons`: the tally of comparisons against what people use today.

In memory: the exact DET curve against scikit-learn's ``det_curve`` and against sorting. From Parquet: the
tally against DuckDB. Each runs in a process of its own on the same made-up data; compiled kernels are used
once on a small trial before the clock starts, as they are kept on disk from then on.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.speed import made_up
from benchmarks.speed.measure import in_a_process, measured

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Answer = list[int]

THRESHOLDS = (2.0, 3.0, 4.0)
TARGETS = (0.1, 0.01, 0.001, 0.0001)


def exact_det(folder: Path) -> Callable[[], Answer]:
    """Bystander: ranks of the non-mated among the mated scores."""
    from bystander.tally.det import exact_det as det

    non_mated, mated = np.load(folder / "non_mated.npy"), np.load(folder / "mated.npy")
    det(non_mated[:1_000_001], mated)

    def work() -> Answer:
        found = det(non_mated, mated)
        return [int(found.false_matches.sum()), int(found.false_non_matches.sum())]

    return work


def sort_and_search(folder: Path) -> Callable[[], Answer]:
    """NumPy: sort both, search one in the other."""
    non_mated, mated = np.load(folder / "non_mated.npy"), np.load(folder / "mated.npy")

    def work() -> Answer:
        values = np.unique(mated)
        ordered, missed = np.sort(non_mated), np.searchsorted(np.sort(mated), values)
        matches = len(ordered) - np.searchsorted(ordered, values)
        return [int(matches.sum()), int(missed.sum())]

    return work


def scikit_learn(folder: Path) -> Callable[[], Answer]:
    """scikit-learn: ``det_curve`` of both classes in one array."""
    from sklearn.metrics import det_curve

    non_mated, mated = np.load(folder / "non_mated.npy"), np.load(folder / "mated.npy")
    score = np.concatenate([non_mated, mated])
    truth = np.zeros(len(score), np.int8)
    truth[len(non_mated) :] = 1
    values, non_mated_size = np.unique(mated), len(non_mated)
    del non_mated, mated

    def work() -> Answer:
        fmr, _, at = det_curve(truth, score)
        inside = values <= at[-1]  # it leaves out the thresholds at which there is no false match
        matches = np.rint(fmr[np.searchsorted(at, values[inside])] * non_mated_size)
        return [int(matches.astype(np.int64).sum())]

    return work


def _tally(folder: Path, *, targets: Sequence[float] = (), curve: bool = True) -> Callable[[], Answer]:
    from benchmarks.speed.parquet_trial import parquet_trial
    from bystander.tally.comparisons import tally_comparisons

    trial = parquet_trial(folder / "comparisons.parquet", people=made_up.PEOPLE)
    warm = type(trial)(**{**vars(trial), "blocks": trial.blocks[:1]})
    tally_comparisons(warm, engine="numba", thresholds=THRESHOLDS, targets=targets, curve=curve)

    def work() -> Answer:
        tally = tally_comparisons(trial, engine="numba", thresholds=THRESHOLDS, targets=targets, curve=curve)
        matches = [tally.false_matches(t) for t in THRESHOLDS]
        by_subject = [tally.non_mated_errors(t).d for t in THRESHOLDS]
        return [*matches, *(int(np.dot(d, d)) for d in by_subject if d is not None)]

    return work


def tally_at_thresholds(folder: Path) -> Callable[[], Answer]:
    """Bystander: totals, errors by subject and by pair at three thresholds, the exact tail; one pass."""
    return _tally(folder, curve=False)


def tally_in_full(folder: Path) -> Callable[[], Answer]:
    """Bystander: all of that, the exact curve, four target rates and the equal error rate."""
    return _tally(folder, targets=TARGETS)


def checked_and_tallied(folder: Path) -> Callable[[], Answer]:
    """Bystander: the file read and checked as ``bystander evaluate`` does it, then tallied in full."""
    from bystander.evidence import read_trial
    from bystander.tally.comparisons import tally_comparisons

    _tally(folder, targets=TARGETS)

    def work() -> Answer:
        tally = tally_comparisons(read_trial(folder / "comparisons.parquet"), thresholds=THRESHOLDS, targets=TARGETS)
        return [tally.false_matches(t) for t in THRESHOLDS]

    return work


def _duckdb(folder: Path, query: str) -> list[tuple[Any, ...]]:
    import duckdb

    counts = ", ".join(f"count(*) FILTER (score >= {t})" for t in THRESHOLDS)
    with duckdb.connect() as base:
        text = query.format(file=folder / "comparisons.parquet", counts=counts)
        return base.execute(text).fetchall()


def duckdb_totals(folder: Path) -> Callable[[], Answer]:
    """DuckDB: totals at three thresholds for both classes."""
    query = "SELECT probe_subject = reference_subject, count(*), {counts} FROM '{file}' GROUP BY 1 ORDER BY 1"

    def work() -> Answer:
        return list(_duckdb(folder, query)[0][2:])

    return work


def duckdb_by_subject(folder: Path) -> Callable[[], Answer]:
    """DuckDB: errors by probe and by reference subject at three thresholds, as an interval needs them."""
    query = (
        "SELECT probe_subject, reference_subject, {counts} FROM '{file}' WHERE probe_subject <> reference_subject "
        "GROUP BY GROUPING SETS ((probe_subject), (reference_subject))"
    )

    def work() -> Answer:
        d = np.zeros((made_up.PEOPLE, len(THRESHOLDS)), np.int64)
        for probe, reference, *counts in _duckdb(folder, query):
            d[reference if probe is None else probe] += counts
        return [*(int(x) // 2 for x in d.sum(axis=0)), *(int(x) for x in (d * d).sum(axis=0))]

    return work


PEERS: dict[str, Callable[[Path], Callable[[], Answer]]] = {
    work.__name__: work
    for work in (
        exact_det, sort_and_search, scikit_learn,
        tally_at_thresholds, tally_in_full, checked_and_tallied, duckdb_totals, duckdb_by_subject,
    )
}  # fmt: skip
SAME = [
    ("exact_det", "sort_and_search", 2), ("exact_det", "scikit_learn", 1),
    ("tally_at_thresholds", "duckdb_totals", 3), ("tally_at_thresholds", "duckdb_by_subject", 6),
    ("tally_at_thresholds", "tally_in_full", 6), ("tally_at_thresholds", "checked_and_tallied", 3),
]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Measure every peer; exit 1 where two of them count differently."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.comparisons", description=__doc__)
    parser.add_argument("--rows", type=float, default=1e7, help="comparisons (default 1e7; the stated figures: 1e8)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each, the median counts (default 3)")
    parser.add_argument("--only", nargs="+", choices=list(PEERS), default=list(PEERS), help="which of them")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other data (default 1)")
    parser.add_argument("--out", type=Path, help="write the figures here as JSON")
    parser.add_argument("--one", choices=list(PEERS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measured(PEERS[options.one](options.folder), repeats=options.repeats)))
        return 0
    rows = int(options.rows)
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        made_up.write(Path(folder), rows, seed=options.seed)
        for name in options.only:
            slow = name == "scikit_learn"
            repeats = 1 if slow else options.repeats
            found[name] = in_a_process("benchmarks.speed.comparisons", name, Path(folder), repeats=repeats)
            found[name]["mrow_per_s"] = rows / found[name]["wall_s"] / 1e6
            print(line(name, found[name]), flush=True)
    different = [
        (one, other)
        for one, other, size in SAME
        if one in found and other in found and found[one]["answer"][:size] != found[other]["answer"][:size]
    ]
    for one, other in different:
        print(f"{one} and {other} count differently")
    if options.out:
        packages = ("bystander", "numpy", "numba", "pyarrow", "duckdb", "scikit-learn")
        about = {"rows": rows, "seed": options.seed, "cores": os.cpu_count(), "machine": platform.machine()}
        document = {**about, "versions": {name: version(name) for name in packages}, "measured": found}
        options.out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return 1 if different else 0


def line(name: str, figures: dict[str, Any]) -> str:
    """Give the figures of one peer as a line of text."""
    return (
        f"{name:<20} {figures['cpu_s']:8.2f} cpu-s {figures['wall_s']:8.2f} s {figures['mrow_per_s']:8.1f} Mrow/s "
        f"{figures['peak_mib']:8.0f} MiB"
    )


if __name__ == "__main__":
    raise SystemExit(main())
