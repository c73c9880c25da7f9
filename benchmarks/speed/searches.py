"""`python -m benchmarks.speed.searches`: 1:N searches in Parquet against DuckDB and polars.

The file holds the comparisons of every probe with every reference. All answer the same for each search: the best score
of a wrong person, the score and the rank of the right one; and count false alerts and misses at thresholds. Bystander
checks what it reads, tells people from references (a person may have several) and keeps the highest wrong candidates;
the peers do no more than the query asks.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.speed import made_up
from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import ArrayLike

    from benchmarks.speed.contest import Answer

THRESHOLDS = (3.0, 4.0, 5.0)

QUERY = """
WITH best AS (
    SELECT probe_id,
           max(score) FILTER (probe_subject <> reference_subject) AS other,
           max(score) FILTER (probe_subject = reference_subject) AS mate
    FROM '{file}' GROUP BY probe_id
), ahead AS (
    SELECT probe_id, count(*) AS ahead
    FROM '{file}' JOIN best USING (probe_id)
    WHERE probe_subject <> reference_subject AND score >= mate GROUP BY probe_id
)
SELECT other, coalesce(mate, '-infinity') AS mate, if(mate IS NULL, 0, 1 + coalesce(ahead, 0)) AS rank
FROM best LEFT JOIN ahead USING (probe_id)
"""


def read_and_tallied(folder: Path) -> Callable[[], Answer]:
    """Bystander: read, every check, every search tallied."""
    from bystander.evidence.searches.read import read_searches
    from bystander.tally.searches.fold import tally_searches

    def work() -> Answer:
        tally = tally_searches(read_searches(folder / "searches.parquet"))
        return answer(tally.other, tally.mate, tally.rank)

    return work


def duckdb(folder: Path) -> Callable[[], Answer]:
    """DuckDB: the best scores of every search, then who is ahead of the mate."""
    import duckdb

    query = QUERY.format(file=folder / "searches.parquet")

    def work() -> Answer:
        with duckdb.connect() as base:
            found = base.execute(query).fetchnumpy()
        return answer(found["other"], found["mate"], found["rank"])

    return work


def polars(folder: Path) -> Callable[[], Answer]:
    """polars, streaming: the same in two lazy passes."""
    import polars as pl

    def work() -> Answer:
        lazy = pl.scan_parquet(folder / "searches.parquet")
        mated, score = pl.col("probe_subject") == pl.col("reference_subject"), pl.col("score")
        best = lazy.group_by("probe_id").agg(
            other=pl.when(~mated).then(score).max(), mate=pl.when(mated).then(score).max()
        )
        beaten = lazy.filter(~mated).join(best.drop_nulls("mate"), on="probe_id").filter(score >= pl.col("mate"))
        ahead = beaten.group_by("probe_id").agg(ahead=pl.len())
        rank = pl.when(pl.col("mate").is_null()).then(0).otherwise(1 + pl.col("ahead").fill_null(0))
        whole = best.join(ahead, on="probe_id", how="left").with_columns(rank=rank)
        found = whole.with_columns(pl.col("mate").fill_null(-np.inf)).collect(engine="streaming")
        return answer(found["other"].to_numpy(), found["mate"].to_numpy(), found["rank"].to_numpy())

    return work


def answer(other: ArrayLike, mate: ArrayLike, rank: ArrayLike) -> Answer:
    """Return searches, false alerts and misses at thresholds, and a digest of each search, in any order."""
    others, mates, ranks = np.asarray(other, np.float64), np.asarray(mate, np.float64), np.asarray(rank, np.int64)
    order = np.lexsort((others, mates, ranks))
    digest = sha256(b"".join(column[order].tobytes() for column in (others, mates, ranks)))
    alerts = [int(np.count_nonzero((ranks == 0) & (others >= t))) for t in THRESHOLDS]
    misses = [int(np.count_nonzero((ranks > 0) & (mates < t))) for t in THRESHOLDS]
    return [len(ranks), *alerts, *misses, int.from_bytes(digest.digest()[:6], "big")]


CONTEST = Contest(
    module="benchmarks.speed.searches",
    about=__doc__,
    make=made_up.searches,
    peers=(read_and_tallied, duckdb, polars),
    same=(("read_and_tallied", "duckdb", 8), ("read_and_tallied", "polars", 8)),
    fresh=True,
)

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=1e7))
