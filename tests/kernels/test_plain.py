"""Every kernel and its twin of numpy give the same numbers, to the bit."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from bystander.crowd import simulate as simulation
from bystander.crowd.blocks import Blocks
from bystander.crowd.consequences import Block
from bystander.crowd.evidence import Evidence
from bystander.crowd.looks import Looks
from bystander.crowd.scenario import Camera, Operators, Simulation
from bystander.evidence.searches.read import read_searches
from bystander.kernels import both_orders, compiling, crowd_day, embeddings, pair_sums, pair_table
from bystander.kernels import philox as compiled_philox
from bystander.kernels.plain import both_orders as plain_orders
from bystander.kernels.plain import crowd_day as plain_day
from bystander.kernels.plain import embeddings as plain_embeddings
from bystander.kernels.plain import errors, order_key, philox, ranks, survey
from bystander.kernels.plain import pair_sums as plain_sums
from bystander.kernels.plain import pair_table as plain_pairs
from bystander.kernels.plain import searches as plain_searches
from bystander.tally.comparisons import compiled_engine, counters, error_counts, reserve, selection
from bystander.tally.comparisons.survey import Plan
from bystander.tally.searches import embeddings as tally_of_vectors
from bystander.tally.searches.fold import tally_searches
from tests.crowd.test_simulate import ONES
from tests.tally.comparisons import test_canonical as canonical
from tests.tally.searches import test_embeddings as vectors
from tests.tally.searches import test_fold as folding


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), 0, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ONES,) * 4, (ONES << 32) | ONES, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0x299F31D0 << 32) | 0xA4093822,
         (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    ],
)  # fmt: skip
def test_random_numbers_without_a_compiler_are_the_known_answers_too(
    counter: tuple[int, ...], key: int, expected: tuple[int, ...]
) -> None:
    words = [np.array([w], np.uint64) for w in counter]
    assert tuple(int(w[0]) for w in philox.philox(words[0], words[1], words[2], words[3], key)) == expected


def test_uniforms_are_those_of_the_compiled_loop() -> None:
    for seed in (0, 1, 2**40 + 7):
        one, two = np.empty(1000), np.empty(1000)
        compiled_philox.fill(5, 2, 3, 11, seed, one)
        philox.fill(5, 2, 3, 11, seed, two)
        assert np.array_equal(one, two)


def days(block: Block, *, hours: float | None, **settings: Any) -> Any:
    sought = Block(5, Looks(4, 0.8, 0.3), Evidence.of_counts(80, 100))
    asked = Simulation(**{"days": 150, **settings})
    return simulation.simulate(Blocks((), (block,), sought), asked, Operators(number=2, minutes=9.0), hours=hours)


CAMERAS = (Camera(name="a", share=0.5), Camera(name="b", share=0.5, factor=2.0))
BUSY = {"days": 30, "entries": 7, "cameras": CAMERAS, "arrivals": (1.0, 3.0, 0.0)}


@pytest.mark.parametrize("at_once", [plain_day.AT_ONCE, 40])
@pytest.mark.parametrize(
    ("people", "looks", "rate", "hours", "settings"),
    [
        (20_000, Looks(4, 0.8, 0.2), Evidence.of_counts(100, 100_000), 5.0, BUSY),
        (60_000, Looks(30, 0.5, 0.6), Evidence.of_counts(3, 100_000), None, {"days": 30}),
        (300, Looks(1), Evidence.asserted(1.0), 1.0, {}),
        (300, Looks(3, 0.9, 0.4), Evidence.asserted(0.4), 1.0, {"seed": 9}),
        (300, Looks(2), Evidence.asserted(0.0), None, {}),
        (0, Looks(2), Evidence.asserted(0.5), 2.0, {"entries": 1}),
        (10**9, Looks(2), Evidence.asserted(1e-12), None, {}),
    ],
)  # fmt: skip
def test_simulated_days_are_those_of_the_compiled_loop(
    people: int, looks: Looks, rate: Evidence, hours: float | None, settings: Any, at_once: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    block = Block(people, looks, rate)
    compiled = days(block, hours=hours, **settings)
    monkeypatch.setattr(simulation, "day", plain_day)
    monkeypatch.setattr(simulation, "fill", philox.fill)
    monkeypatch.setattr(plain_day, "AT_ONCE", at_once)
    plain = days(block, hours=hours, **settings)
    for name, value in vars(compiled).items():
        assert np.array_equal(value, getattr(plain, name)), name


def test_a_rate_of_nearly_nothing_steps_beyond_every_crowd() -> None:
    block = Block(10**9, Looks(1), Evidence.asserted(1e-30))
    assert days(block, hours=None).flagged.sum() == 0


def without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the twins where the engine of blocks has its kernels."""
    twins = {
        compiled_engine: (survey.count_subjects, survey.survey_scores),
        error_counts: (errors.count_errors,),
        reserve: (survey.keep_above,),
        counters: (
            plain_pairs.count_dense_pairs,
            plain_pairs.count_pairs,
            plain_pairs.kept_by_level,
            plain_pairs.rehash,
        ),
        selection: (order_key.count_keys, ranks.count_ranks),
    }
    for module, functions in twins.items():
        for function in functions:
            monkeypatch.setattr(module, function.__name__, function)


@pytest.mark.parametrize("kind", canonical.KINDS)
@pytest.mark.parametrize(("accept", "failures"), [("ge", "fold"), ("gt", "exclude")])
@pytest.mark.parametrize("dense", [True, False])
def test_the_engine_of_blocks_tallies_the_same_without_a_compiler(
    kind: str, accept: Any, failures: Any, dense: bool, monkeypatch: pytest.MonkeyPatch  # noqa: FBT001
) -> None:  # fmt: skip
    without_a_compiler(monkeypatch)
    if not dense:
        monkeypatch.setattr(Plan, "dense", False)
    canonical.test_engine_shards_threads_and_order_give_identical_tallies(kind, accept, failures, monkeypatch)


def test_the_survey_stops_where_the_compiled_loop_does() -> None:
    from bystander.kernels.survey import survey_scores

    rng = np.random.default_rng(3)
    for n, slots in ((0, 4), (50, 0), (50, 3), (50, 50), (400, 7), (2000, 300), (2000, 2000)):
        score = np.where(rng.random(n) < 0.1, -np.inf, np.round(rng.normal(size=n), 1))
        probe, reference = (rng.integers(0, 9, n).astype(np.int32) for _ in range(2))
        mated = probe == reference
        for array in (score, probe, reference, mated):
            array.flags.writeable = False
        said = []
        for look in (survey_scores, survey.survey_scores):
            extremes, coarse = np.array([np.inf, -np.inf]), np.zeros(1 << survey.COARSE_BITS, np.uint32)
            tail = np.zeros(slots, np.int32), np.zeros(slots, np.int32), np.zeros(slots)
            done = 0
            steps: list[Any] = []
            while done < n and len(steps) < 60:
                done, filled, failed = look(score, probe, reference, mated, extremes, coarse, 0.3, *tail, 0, done)
                steps.append((done, filled, failed, [part[:filled].tolist() for part in tail]))
            said.append((steps, extremes.tolist(), np.flatnonzero(coarse).tolist(), int(coarse.sum())))
        assert said[0] == said[1]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("n", "room"), [(0, 4), (50, 1), (50, 50), (400, 7), (2000, 300)])
def test_what_is_kept_is_what_the_compiled_loop_keeps(n: int, room: int, dtype: Any) -> None:
    from bystander.kernels.survey import keep_above

    rng = np.random.default_rng(4)
    score = np.where(rng.random(n) < 0.1, -np.inf, np.round(rng.normal(size=n), 1)).astype(dtype)
    probe, reference = (rng.integers(0, 9, n).astype(np.int32) for _ in range(2))
    mated = probe == reference
    right = [row for row in zip(score, probe, reference, strict=True) if row[0] >= dtype(0.3) and row[1] != row[2]]
    for keep in (keep_above, survey.keep_above):
        kept, done = [], 0
        while done < n:
            into = np.zeros(room, dtype), np.zeros(room, np.int32), np.zeros(room, np.int32)
            done, filled = keep(score, probe, reference, mated, float(dtype(0.3)), *into, 0, done)
            assert filled == room or done == n
            kept += [*zip(*(part[:filled] for part in into), strict=True)]
        assert kept == right


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [0, 1, 5000])
def test_sums_for_means_are_those_of_the_compiled_loops(n: int, dtype: Any) -> None:
    rng = np.random.default_rng(6)
    score = np.where(rng.random(n) < 0.1, -np.inf, np.round(rng.normal(size=n), 2)).astype(dtype)
    probe, reference = (rng.integers(0, 9, n).astype(np.int32) for _ in range(2))
    mated, place = probe == reference, np.array([0, -1, 1, 2, -1, -1, 3, 4, -1])
    found = []
    for loops in (pair_sums, plain_sums):
        sums = np.zeros((9, 2), np.uint64)
        total, compared = np.zeros((5, 5)), np.zeros((5, 5), np.int64)
        for _ in range(2):  # it goes on from block to block
            loops.add_hashes(score, probe, reference, mated, sums)
            loops.add_scores(score, probe, reference, mated, place, total, compared)
        found.append([part.tolist() for part in (sums, total, compared)])
    assert found[0] == found[1]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("n", "names"), [(0, 9), (5000, 9), (5000, 0)])
def test_rows_are_added_up_by_order_as_by_the_compiled_loop(n: int, names: int, dtype: Any) -> None:
    rng = np.random.default_rng(7)
    left, right = (rng.integers(-1, 9, n).astype(np.int32) for _ in range(2))
    left[left == right] = -1
    score = rng.choice([0.0, -0.0, 0.1, -2.5, np.nan, np.inf, -np.inf], n).astype(dtype)
    found = []
    for loops in (both_orders, plain_orders):
        sums, second, seen = np.zeros((2, 5), np.uint64), np.zeros(n, bool), np.zeros((2, names), bool)
        largest = [loops.add_orders(left, right, score, sums, second, seen) for _ in range(2)]
        found.append([largest, *(part.tolist() for part in (sums, second, seen))])
    assert found[0] == found[1]


@pytest.mark.parametrize("largest", [2**64 - 1, 2**63])
def test_pairs_are_held_and_carried_over_as_by_the_compiled_loop(largest: int) -> None:
    rng = np.random.default_rng(5)
    probe, reference = (rng.integers(0, 30, 3000).astype(np.int32) for _ in range(2))
    score, mated, cutoffs = rng.normal(size=3000), probe == reference, np.array([0.0, 1.0])
    held = []
    for loops in (pair_table, plain_pairs):
        keys, counts = np.full(1024, loops.FREE, np.uint64), np.zeros((1024, 3), np.uint32)
        done = loops.count_pairs(
            score, probe, reference, mated, cutoffs, 1, keys, counts, np.uint64(largest), 0, 500, 0
        )  # fmt: skip
        assert done == (3000, np.count_nonzero(keys != np.uint64(loops.FREE)))
        fewer, less = np.full(1024, loops.FREE, np.uint64), np.zeros((1024, 3), np.uint32)
        kept = loops.rehash(keys, counts, np.uint64(largest // 3), fewer, less)
        assert kept == np.count_nonzero(fewer != np.uint64(loops.FREE))
        for table, of in ((keys, counts), (fewer, less)):
            order = np.argsort(table)[: np.count_nonzero(table != np.uint64(loops.FREE))]
            held.append((table[order].tolist(), of[order].tolist()))
    assert held[:2] == held[2:]


def test_searches_fold_to_the_same_without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    found = folding.searches(4, blocks=3, templates=3, decimals=1, single=False)
    compiled = folding.facts(tally_searches(found, small=0))
    monkeypatch.setattr("bystander.tally.searches.fold._loops", lambda **_: plain_searches)
    assert folding.facts(tally_searches(found, small=0)) == compiled


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("metric", ["cosine", "l2"])
def test_vectors_are_scored_the_same_without_a_compiler(
    tmp_path: Any, metric: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(3):
        found = read_searches(vectors.save(tmp_path, seed, coarse=bool(seed), each=3), metric=metric)
        compiled = tally_of_vectors.tally_embeddings(found, small=0)
        with monkeypatch.context() as patch:
            patch.setattr(tally_of_vectors, "compiler", lambda: False)
            patch.setattr(tally_of_vectors, "AT_ONCE", 300)
            vectors.equal(tally_of_vectors.tally_embeddings(found, small=0), compiled)


narrow = vectors.narrow


@pytest.mark.parametrize("l2", [True, False])
def test_exact_scores_are_those_of_the_compiled_loop(l2: bool) -> None:  # noqa: FBT001
    rng = np.random.default_rng(1)
    one, two = rng.normal(size=(9, 130)).astype(np.float32), rng.normal(size=(7, 130)).astype(np.float32)
    p, r = rng.integers(0, 9, 101), rng.integers(0, 7, 101)
    said = [np.empty(101), np.empty(101)]
    embeddings.exact(one, two, p, r, l2, said[0])
    plain_embeddings.exact(one, two, p, r, l2, said[1])
    assert np.array_equal(said[0], said[1])


def test_without_a_compiler_a_name_stands_for_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "compiler", lambda: False)
    kernels = compiling.kernel(plain_day.days)(crowd_day.days), compiling.kernel()(plain_day.days)
    assert [one.ready for one in kernels if isinstance(one, compiling.Kernel)] == [plain_day.days, plain_day.days]


def test_a_kernel_is_compiled_at_its_first_call_with_the_kernels_that_it_calls() -> None:
    script = (
        "import sys\nimport bystander.kernels.score_table as table\nprint('numba' in sys.modules)\n"
        "import numpy as np\nfree = np.full((8, 2), table.FREE, np.uint64)\n"
        "keys = np.array([1.0, 2.0, 2.0]).view(np.uint64)\n"
        "print(table.count_keys(keys, np.uint64(0), free, 0, 4, 0), 'numba' in sys.modules)\n"
        "print(type(table.mixed).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False", "(3, 2) True", "CPUDispatcher"]
