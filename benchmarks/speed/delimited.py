"""`python -m benchmarks.speed.delimited`: comparisons in a CSV file, read and counted.

Bystander reads with every check on, and tallies at thresholds; the peers check nothing, and count non-mated scores at
the same thresholds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.speed import made_up
from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.contest import Answer

THRESHOLDS = (2.0, 3.0, 4.0)


def read_and_checked(folder: Path) -> Callable[[], Answer]:
    """Bystander: read, every check, tallied at three thresholds."""
    from bystander.evidence import read_trial
    from bystander.evidence.comparisons.inspection import inspect, require_usable
    from bystander.evidence.tables.plain_lines import LARGE
    from bystander.tally.comparisons.count import tally_comparisons

    file = folder / "comparisons.csv"
    with file.open("rb") as whole, (folder / "few.csv").open("wb") as few:
        few.write(whole.read(LARGE) + whole.readline())  # as much as compiled loops are used for
    tally_comparisons(read_trial(folder / "few.csv"), engine="numba", thresholds=THRESHOLDS, curve=False)

    def work() -> Answer:
        trial = read_trial(file)
        require_usable(trial, inspect(trial))
        tally = tally_comparisons(trial, thresholds=THRESHOLDS, curve=False)
        return [tally.false_matches(t) for t in THRESHOLDS]

    return work


def duckdb(folder: Path) -> Callable[[], Answer]:
    """DuckDB: ``read_csv`` and counts."""
    import duckdb

    counts = ", ".join(f"count(*) FILTER (score >= {t})" for t in THRESHOLDS)
    query = f"SELECT {counts} FROM read_csv('{folder / 'comparisons.csv'}') WHERE probe_subject <> reference_subject"

    def work() -> Answer:
        with duckdb.connect() as base:
            return list(base.execute(query).fetchall()[0])

    return work


def polars(folder: Path) -> Callable[[], Answer]:
    """polars, streaming: ``scan_csv`` and counts."""
    import polars as pl

    def work() -> Answer:
        wrong = pl.scan_csv(folder / "comparisons.csv").filter(pl.col("probe_subject") != pl.col("reference_subject"))
        counts = [(pl.col("score") >= t).sum().alias(f"{t}") for t in THRESHOLDS]
        return [int(x) for x in wrong.select(counts).collect(engine="streaming").row(0)]

    return work


def pandas(folder: Path) -> Callable[[], Answer]:
    """pandas: ``read_csv`` and counts."""
    import pandas as pd

    def work() -> Answer:
        table = pd.read_csv(folder / "comparisons.csv")
        wrong = table.loc[table["probe_subject"] != table["reference_subject"], "score"]
        return [int((wrong >= t).sum()) for t in THRESHOLDS]

    return work


def pyarrow(folder: Path) -> Callable[[], Answer]:
    """pyarrow: ``read_csv`` and counts."""
    from pyarrow import compute
    from pyarrow.csv import read_csv

    def work() -> Answer:
        table = read_csv(folder / "comparisons.csv")
        wrong = table.filter(compute.not_equal(table["probe_subject"], table["reference_subject"]))["score"]
        return [compute.sum(compute.greater_equal(wrong, t)).as_py() for t in THRESHOLDS]

    return work


CONTEST = Contest(
    module="benchmarks.speed.delimited",
    about=__doc__,
    make=made_up.text,
    peers=(read_and_checked, duckdb, polars, pandas, pyarrow),
    same=tuple(("read_and_checked", peer, 3) for peer in ("duckdb", "polars", "pandas", "pyarrow")),
)

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=1e7))
