"""Neither engine, threads, shards nor the order of rows can be seen in a tally."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pytest

from bystander.evidence.comparisons.watched import watched
from bystander.tally import tally_comparisons
from tests.tally.arrays import trial_from_arrays
from tests.tally.facts import facts


def scores(kind: str, rng: np.random.Generator, n: int) -> Any:
    """Make scores of one kind; the mated ones are shifted later."""
    normal = rng.normal(size=n)
    made: dict[str, Any] = {
        "float64": normal,
        "float32": normal.astype(np.float32),
        "ties": np.where(rng.random(n) < 0.997, 0.0, rng.random(n)),  # 99.7 % zeros
        "quantised": np.round(normal, 1),
        "zeros": rng.choice([-0.0, 0.0, 5e-324, -5e-324], n),
        "denormal": normal.astype(np.float32) * np.float32(1e-41),
        "huge": normal * 3e307,
        "offset": 1000 + rng.random(n) / 64,
        "constant": np.full(n, 3.25),
    }
    return made[kind]


ENGINES: tuple[Literal["numpy", "numba"], ...] = ("numpy", "numba")
KINDS = ["float64", "float32", "ties", "quantised", "zeros", "denormal", "huge", "offset", "constant"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("accept", "failures"), [("ge", "fold"), ("gt", "exclude")])
def test_engine_shards_threads_and_order_give_identical_tallies(
    kind: str, accept: Any, failures: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # small limits, so that ranges are cut again, the tail is full and pairs are sampled
    monkeypatch.setattr("bystander.tally.comparisons.selection.GATHERED", 64)
    rng = np.random.default_rng(7)
    n, people = 6000, 40
    probe, reference = rng.integers(0, people, n), rng.integers(0, people, n)
    score = scores(kind, rng, n)
    score = np.where(rng.random(n) < 0.01, -np.inf, score).astype(score.dtype)
    if kind in {"float64", "float32", "quantised"}:
        score[probe == reference] += 1
    thresholds = (float(np.median(score)), float(score.max()), -1e300)
    said = []
    ways: list[tuple[Literal["numpy", "numba"], int, int]] = [
        ("numpy", 1, 1), ("numpy", 7, 1), ("numba", 1, 1), ("numba", 2, 2), ("numba", 7, 2), ("numba", 64, 3),
    ]  # fmt: skip
    for engine, shards, threads in ways:
        trial = trial_from_arrays(score, probe=probe, reference=reference, shards=shards, shuffle=shards)
        tally = tally_comparisons(
            trial, targets=(0.001, 0.1, 0.6, 1.0), thresholds=thresholds, accept=accept, failures=failures,
            threads=threads, engine=engine, tail_pairs=300, pair_capacity=500,
        )  # fmt: skip
        said.append(facts(tally, thresholds))
    assert said[0]["graph"]["exact"] is False  # 780 pairs, room for 500
    for other in said[1:]:
        for name, value in said[0].items():
            assert other[name] == value, name


def test_the_tail_drops_ties_with_the_first_that_does_not_fit() -> None:
    score = [9.0, 8, 8, 7, 7, 7, 6]
    for room, kept, complete_from in [(7, score, -np.inf), (6, score[:6], 6.0), (4, score[:3], 7.0), (2, [9.0], 8.0)]:
        for engine in ENGINES:
            trial = trial_from_arrays(score, mated=np.zeros(7, bool), shards=3, shuffle=room)
            tail = tally_comparisons(trial, tail_pairs=room, engine=engine).tail
            assert tail.score.tolist() == kept
            assert tail.floor == (np.nextafter(complete_from, np.inf) if complete_from > -np.inf else -np.inf)


def test_given_thresholds_alone_are_counted_in_a_single_pass() -> None:
    rng = np.random.default_rng(3)
    n, people = 5000, 30
    probe, reference = rng.integers(0, people, n), rng.integers(0, people, n)
    trial = trial_from_arrays(rng.normal(size=n), probe=probe, reference=reference, shards=5)
    reads: list[str] = []
    for block in trial.blocks:
        original = block.read

        def counted(columns: Any = "all", original: Any = original) -> Any:
            reads.append(columns)
            return original(columns)

        object.__setattr__(block, "read", counted)
    thresholds = (-1.0, 0.0, 0.5)
    single = tally_comparisons(trial, thresholds=thresholds, curve=False, engine="numba", tail_pairs=10)
    assert reads == ["all"] * 5
    full = tally_comparisons(trial, thresholds=thresholds, engine="numpy", tail_pairs=10)
    for name in ("pair_errors", "mated_errors", "non_mated_per_subject", "graph"):
        assert facts(single, thresholds)[name] == facts(full, thresholds)[name]
    with pytest.raises(ValueError, match="no crossing"):
        single.eer()


def test_an_error_in_one_thread_reaches_the_caller() -> None:
    trial = trial_from_arrays(np.arange(100.0), mated=np.zeros(100, bool), shards=10)

    def broken(columns: str = "all") -> Any:
        raise OSError(columns)

    object.__setattr__(trial.blocks[4], "read", broken)
    with pytest.raises(OSError, match="all"):
        tally_comparisons(trial, engine="numba", threads=2)


def test_given_thresholds_without_a_curve_need_one_pass() -> None:
    """Half of the thresholds lie above the tail's floor, half below it: no reason to read anything again."""
    rng = np.random.default_rng(5)
    probe, reference = rng.integers(0, 30, 5000), rng.integers(0, 30, 5000)
    trial = trial_from_arrays(rng.normal(size=5000), probe=probe, reference=reference, shards=4, shuffle=1)
    reads: list[float] = []
    tally = tally_comparisons(
        watched(trial, reads.append), thresholds=(-1.0, 0.0, 3.0), engine="numba", curve=False, tail_pairs=100
    )
    assert tally.tail_floor > 0.0
    assert tally.non_mated_errors(-1.0).errors > tally.non_mated_errors(3.0).errors > 0
    assert sum(reads) == 5000
