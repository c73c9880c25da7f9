"""`python -m benchmarks.speed.named`: comparisons whose people and images are text, read, checked and tallied.

Nobody does the same; beside it stands what decoding the columns alone takes.
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
    from bystander.tally.comparisons.count import surveying, tally_comparisons

    def work() -> Answer:
        trial = read_trial(folder / "named.parquet")
        surveyed = surveying(trial, thresholds=THRESHOLDS)
        require_usable(trial, inspect(trial, along=surveyed))
        tally = tally_comparisons(trial, thresholds=THRESHOLDS, curve=False, surveyed=surveyed)
        return [tally.mated_total + tally.non_mated_total]

    return work


def pyarrow(folder: Path) -> Callable[[], Answer]:
    """pyarrow: every column decoded, and nothing else."""
    from pyarrow import parquet

    def work() -> Answer:
        with parquet.ParquetFile(folder / "named.parquet") as file:
            return [sum(batch.num_rows for batch in file.iter_batches(batch_size=made_up.PART))]

    return work


CONTEST = Contest(
    module="benchmarks.speed.named", about=__doc__, make=made_up.named, peers=(read_and_checked, pyarrow), fresh=True
)

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=1e7))
