"""`python -m benchmarks.speed.comparisons`: the tally of comparisons against what people use today.

In memory: the exact DET curve against scikit-learn's ``det_curve``, bob.measure's ``det`` and sorting. From Parquet:
the tally against DuckDB and polars. Each runs in a process of its own on the same made-up data, once before the clock
starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.speed import made_up
from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.speed.contest import Answer

THRESHOLDS = (2.0, 3.0, 4.0)
TARGETS = (0.1, 0.01, 0.001, 0.0001)
POINTS = 100  # that bob.measure is asked for; its curve is not exact


def exact_det(folder: Path) -> Callable[[], Answer]:
    """Bystander: ranks of the non-mated among the mated scores."""
    from bystander.tally.comparisons.exact_det import exact_det as det

    non_mated, mated = np.load(folder / "non_mated.npy"), np.load(folder / "mated.npy")

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


def bob_measure(folder: Path) -> Callable[[], Answer]:
    """bob.measure: ``det`` at 100 thresholds.

    Its points are rates on a scale of their own, from
    which no counts can be had: there is no answer to compare.
    """
    from bob.measure import det

    non_mated, mated = np.load(folder / "non_mated.npy"), np.load(folder / "mated.npy")

    def work() -> Answer:
        det(non_mated, mated, POINTS)
        return []

    return work


def _tally(folder: Path, *, targets: Sequence[float] = (), curve: bool = True) -> Callable[[], Answer]:
    from benchmarks.speed.parquet_trial import parquet_trial
    from bystander.tally.comparisons.count import tally_comparisons

    trial = parquet_trial(folder / "comparisons.parquet", people=made_up.PEOPLE)

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
    from bystander.evidence.comparisons.inspection import inspect, require_usable
    from bystander.tally.comparisons.count import surveying, tally_comparisons

    def work() -> Answer:
        trial = read_trial(folder / "comparisons.parquet")
        surveyed = surveying(trial, thresholds=THRESHOLDS, targets=TARGETS)
        require_usable(trial, inspect(trial, along=surveyed))
        tally = tally_comparisons(trial, thresholds=THRESHOLDS, targets=TARGETS, surveyed=surveyed)
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


def polars_totals(folder: Path) -> Callable[[], Answer]:
    """polars, streaming: totals at three thresholds for both classes."""
    import polars as pl

    def work() -> Answer:
        mated = pl.col("probe_subject") == pl.col("reference_subject")
        lazy = pl.scan_parquet(folder / "comparisons.parquet").group_by(mated.alias("mated")).agg(_polars_counts())
        return [int(x) for x in lazy.sort("mated").collect(engine="streaming").row(0)[1:]]

    return work


def polars_by_subject(folder: Path) -> Callable[[], Answer]:
    """polars, streaming: errors by probe and by reference subject at three thresholds, as an interval needs them."""
    import polars as pl

    def work() -> Answer:
        lazy = pl.scan_parquet(folder / "comparisons.parquet")
        wrong = lazy.filter(pl.col("probe_subject") != pl.col("reference_subject"))
        sides = [wrong.group_by(side).agg(_polars_counts()) for side in ("probe_subject", "reference_subject")]
        d = np.zeros((made_up.PEOPLE, len(THRESHOLDS)), np.int64)
        for found in pl.collect_all(sides, engine="streaming"):
            subject, *counts = found.to_numpy().T
            d[subject] += np.stack(counts, axis=1)
        return [*(int(x) // 2 for x in d.sum(axis=0)), *(int(x) for x in (d * d).sum(axis=0))]

    return work


def _polars_counts() -> list[Any]:
    import polars as pl

    return [(pl.col("score") >= t).sum().cast(pl.Int64).alias(f"{t}") for t in THRESHOLDS]


IN_MEMORY = (exact_det, sort_and_search, scikit_learn)
FROM_PARQUET = (
    tally_at_thresholds, tally_in_full, checked_and_tallied,
    duckdb_totals, duckdb_by_subject, polars_totals, polars_by_subject,
)  # fmt: skip
CONTEST = Contest(
    module="benchmarks.speed.comparisons",
    about=__doc__,
    make=made_up.comparisons,
    peers=(*IN_MEMORY, bob_measure, *FROM_PARQUET),
    same=(
        ("exact_det", "sort_and_search", 2), ("exact_det", "scikit_learn", 1),
        ("tally_at_thresholds", "duckdb_totals", 3), ("tally_at_thresholds", "duckdb_by_subject", 6),
        ("tally_at_thresholds", "polars_totals", 3), ("tally_at_thresholds", "polars_by_subject", 6),
        ("tally_at_thresholds", "tally_in_full", 6), ("tally_at_thresholds", "checked_and_tallied", 3),
    ),
    once=("scikit_learn",),
    fresh=True,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=1e7))
