"""`python -m benchmarks.speed.lists`: candidate lists as text, read, checked and tallied, against DuckDB.

Of each search: the best score of a wrong person, the score and the rank of the right one. DuckDB checks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.speed import made_up
from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.contest import Answer

QUERY = """
SELECT count(*) AS searches, count(mate) AS found, sum(rank) AS ranks FROM (
    SELECT search_id, max(score) FILTER (probe_subject <> candidate_subject) AS other,
           max(score) FILTER (probe_subject = candidate_subject) AS mate,
           min(rank) FILTER (probe_subject = candidate_subject) AS rank
    FROM read_csv('{file}') GROUP BY search_id
)
"""


def read_and_tallied(folder: Path) -> Callable[[], Answer]:
    """Bystander: read, every check, every search tallied."""
    from bystander.evidence.searches.read import read_searches
    from bystander.tally.searches.fold import tally_searches

    def work() -> Answer:
        found = read_searches(folder / "lists.csv", non_mated="absent")
        rank = tally_searches(found).rank
        return [len(rank), int((rank > 0).sum()), int(rank.sum())]

    return work


def duckdb(folder: Path) -> Callable[[], Answer]:
    """DuckDB: ``read_csv``, the best scores of every search and the rank of the mate."""
    import duckdb

    query = QUERY.format(file=folder / "lists.csv")

    def work() -> Answer:
        with duckdb.connect() as base:
            return [int(x) for x in base.execute(query).fetchall()[0]]

    return work


CONTEST = Contest(
    module="benchmarks.speed.lists",
    about=__doc__,
    make=made_up.lists,
    peers=(read_and_tallied, duckdb),
    same=(("read_and_tallied", "duckdb", 3),),
    fresh=True,
)

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=5e6))
