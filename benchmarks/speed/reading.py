"""`python -m benchmarks.speed.reading`: what every part of the one reading of a trial costs, check by check.

The rows of a Parquet file lie in memory, but for the first two. Each part is what ``bystander evaluate`` does with a
block while it is at hand, one thread alone; together they are the reading, so that a check that becomes dear is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from benchmarks.speed import made_up
from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.contest import Answer
    from bystander.tally.comparisons.columns import Columns

A = TypeVar("A")
FILE = "comparisons.parquet"


def hashed(folder: Path) -> Callable[[], Answer]:
    """The SHA-256 of the file, by which a report names its evidence."""
    from bystander.evidence.provenance import sha256_of

    return lambda: [len(sha256_of([folder / FILE]))]


def decoded(folder: Path) -> Callable[[], Answer]:
    """Decoding every column, and identifiers as codes."""
    from bystander.evidence import read_trial

    trial = read_trial(folder / FILE)
    return lambda: [sum(len(block.read().score) for block in trial.blocks)]


def who_occurs(folder: Path) -> Callable[[], Answer]:
    """Who occurs on which side (EV17, EV19, EV27)."""
    from bystander.kernels.by_code import tick

    def step(rows: Columns, seen: tuple[np.ndarray, np.ndarray]) -> None:
        for codes, of in zip((rows.probe, rows.reference), seen, strict=True):
            tick(codes, 0, of)

    return _over(folder, lambda: (np.zeros(made_up.PEOPLE, bool), np.zeros(made_up.PEOPLE, bool)), step)


def finite_and_ends(folder: Path) -> Callable[[], Answer]:
    """Scores that are no finite numbers, the range, and ties at its ends (EV11, EV13)."""

    def step(rows: Columns, ties: list[int]) -> None:
        low, high = rows.score.min(), rows.score.max()
        ties += [int(np.count_nonzero(rows.score == end)) for end in (low, high) if np.isfinite(end)]

    return _over(folder, list[int], step)


def distinct_scores(folder: Path) -> Callable[[], Answer]:
    """Distinct scores of non-mated comparisons: ties, precision, direction (EV16, EV18, EV26)."""
    from bystander.evidence.comparisons.distinct_scores import ScoreTable

    return _over(folder, ScoreTable, lambda rows, scores: scores.add(rows.score, rows.mated))


def one_value(folder: Path) -> Callable[[], Answer]:
    """Whose scores are all one value, on either side (EV12)."""
    from bystander.kernels.by_code import watch_scores

    def start() -> list[tuple[np.ndarray, ...]]:
        n = made_up.PEOPLE
        return [(np.zeros(n, np.int64), np.full(n, np.nan), np.zeros(n, bool)) for _ in range(2)]

    def step(rows: Columns, sides: list[tuple[np.ndarray, ...]]) -> None:
        skipped = np.zeros(len(rows.score), bool)
        for codes, arrays in zip((rows.probe, rows.reference), sides, strict=True):
            watch_scores(codes, rows.score, skipped, *arrays)

    return _over(folder, start, step)


def tail_and_distribution(folder: Path) -> Callable[[], Answer]:
    """Mated comparisons, the highest non-mated ones, and the coarse distribution."""
    return _surveyed(folder, people=None)


def all_of_the_survey(folder: Path) -> Callable[[], Answer]:
    """All of that, and comparisons of each person and of each pair of people."""
    return _surveyed(folder, people=made_up.PEOPLE)


def _surveyed(folder: Path, *, people: int | None) -> Callable[[], Answer]:
    from bystander.evidence.comparisons.trial import Batch
    from bystander.tally.comparisons.compiled_engine import Accumulator, Accumulators
    from bystander.tally.comparisons.survey import Plan

    plan = Plan(subjects=people, count_failed=True, tail_pairs=2**20, pair_capacity=2**20)

    def step(rows: Columns, counts: Accumulator) -> None:
        counts.add_read(Batch(score=rows.score, probe=rows.probe, reference=rows.reference, mated=rows.mated))

    return _over(folder, Accumulators(plan, np.empty(0), coarse=True).start, step)


def _over(folder: Path, start: Callable[[], A], step: Callable[[Columns, A], None]) -> Callable[[], Answer]:
    """Return the work of a step over every block; one block before the clock starts compiles what is compiled."""
    from bystander.evidence import read_trial
    from bystander.tally.comparisons.columns import columns_of

    blocks = [columns_of(block.read(), named=True) for block in read_trial(folder / FILE).blocks]
    step(blocks[0], start())

    def work() -> Answer:
        found = start()
        for rows in blocks:
            step(rows, found)
        return [sum(len(rows.score) for rows in blocks)]

    return work


CONTEST = Contest(
    module="benchmarks.speed.reading",
    about=__doc__,
    make=made_up.comparisons,
    peers=(
        hashed, decoded, who_occurs, finite_and_ends, distinct_scores, one_value, tail_and_distribution,
        all_of_the_survey,
    ),
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=1e7))
