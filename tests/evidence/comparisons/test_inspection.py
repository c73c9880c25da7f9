"""The inspection depends on the comparisons alone: not on their order, blocks, threads, or container."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.evidence import inspect, read_trial
from bystander.evidence.comparisons import score_sketch as module
from bystander.evidence.comparisons.blocks import ArrayBlock
from bystander.evidence.comparisons.one_value import OneValue
from bystander.evidence.comparisons.score_sketch import ScoreSketch, share_in_order
from bystander.evidence.comparisons.true_pairs import components

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial

SCORES = st.sampled_from([0.0, -0.0, 0.5, 1.0, 1.5, 2.0, 3.25])
NAMES = ("probe_subject", "reference_subject", "score", "failed")
ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), SCORES, st.booleans()), min_size=1, max_size=60)


def trial_of(rows: list[tuple[Any, ...]]) -> Trial:
    return read_trial(pa.table({name: [row[i] for row in rows] for i, name in enumerate(NAMES)}))


@given(ROWS, st.randoms(use_true_random=False), st.lists(st.integers(1, 59), max_size=4), st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_order_blocks_and_threads_change_nothing(
    rows: list[tuple[Any, ...]], random: Random, cuts: list[int], threads: int
) -> None:
    whole = trial_of(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    other = trial_of(shuffled)
    edges = sorted({0, len(rows), *(c for c in cuts if c < len(rows))})
    arrays = cast("ArrayBlock", other.blocks[0]).arrays
    blocks = [ArrayBlock(arrays, a, b - a) for a, b in itertools.pairwise(edges)]
    random.shuffle(blocks)
    found = inspect(replace(other, blocks=blocks), threads=threads)
    assert replace(found, problems=()) == replace(inspect(whole), problems=())
    assert sorted(p.found for p in found.problems) == sorted(p.found for p in inspect(whole).problems)


@given(st.lists(SCORES, min_size=1), st.lists(SCORES, min_size=1))
@settings(deadline=None)
def test_the_share_in_order_is_that_of_all_pairs(mated: list[float], non_mated: list[float]) -> None:
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in mated for b in non_mated]
    share = share_in_order(ScoreSketch.of(np.array(mated)), ScoreSketch.of(np.array(non_mated)))
    assert share == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_full_sketch_does_not_depend_on_the_order_and_counts_well(
    monkeypatch: pytest.MonkeyPatch, dtype: type
) -> None:
    monkeypatch.setattr(module, "CAPACITY", 4096)
    rng = np.random.default_rng(2)
    alone: NDArray[Any] = rng.normal(size=60_000).astype(dtype)
    tied: NDArray[Any] = np.repeat(np.arange(1000, 1010, dtype=dtype), 4000)  # 40,000 comparisons on ten scores
    scores = np.concatenate([alone, tied])
    expected = int((np.unique(alone, return_counts=True)[1] == 1).sum())
    sketches = []
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(scores))
        parts = [ScoreSketch.of(part) for part in np.array_split(scores[order], 7 + seed)]
        total = ScoreSketch.empty()
        for part in parts:
            total = total.merge(part)
        sketches.append(total)
    for sketch in sketches[1:]:
        np.testing.assert_array_equal(sketch.values, sketches[0].values)
        np.testing.assert_array_equal(sketch.counts, sketches[0].counts)
    assert len(sketches[0].values) <= 4096
    # a binomial count of 60,000 scores kept with chance 1 in 2**level: five standard deviations
    level = sketches[0].level
    assert level > 0
    assert abs(sketches[0].alone - expected) < 5 * np.sqrt(60_000 * 2.0**level)


def test_starting_at_a_level_gives_what_reaching_it_would() -> None:
    scores = np.random.default_rng(1).normal(size=5000)
    coarse = ScoreSketch.of(scores, 3)
    fine = ScoreSketch.of(scores).merge(ScoreSketch(np.empty(0), np.empty(0, np.int64), 3))
    np.testing.assert_array_equal(coarse.values, fine.values)


@given(st.lists(st.tuples(st.integers(0, 4), SCORES), min_size=1), st.integers(0, 30))
def test_one_value_finds_what_a_dictionary_of_sets_finds(rows: list[tuple[int, float]], cut: int) -> None:
    code, score = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    merged = OneValue.of(code[:cut], score[:cut]).merge(OneValue.of(code[cut:], score[cut:]))
    sets: dict[int, list[float]] = {}
    for c, s in rows:
        sets.setdefault(c, []).append(s)
    same = [values for values in sets.values() if len(values) >= 3 and len(set(values)) == 1]
    assert merged.found(3) == (len(same), len(sets), sum(map(len, same)))


@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40))
def test_components_are_those_of_a_search_from_every_node(size: int, edges: list[tuple[int, int]]) -> None:
    edges = [(a % size, b % size) for a, b in edges]
    label = components(size, np.array([a for a, _ in edges], np.int64), np.array([b for _, b in edges], np.int64))
    near: dict[int, set[int]] = {i: {i} for i in range(size)}
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    expected: dict[int, int] = {}
    for start in range(size):
        if start in expected:
            continue
        number, todo = len(set(expected.values())), [start]
        while todo:
            node = todo.pop()
            if node not in expected:
                expected[node] = number
                todo += near[node]
    assert label.tolist() == [expected[i] for i in range(size)]


def test_the_codes_of_people_do_not_depend_on_the_order_of_rows() -> None:
    rows = [("b", "a", 1.0), ("a", "c", 2.0), ("c", "c", 3.0)]
    names = ("probe_subject", "reference_subject", "score")
    one, other = (
        read_trial(pa.table({name: [row[i] for row in data] for i, name in enumerate(names)}))
        for data in (rows, rows[::-1])
    )
    codes = [trial.blocks[0].read().probe for trial in (one, other)]
    assert codes[0] is not None
    assert codes[1] is not None
    assert codes[0].tolist() == codes[1].tolist()[::-1] == [1, 0, 2]


@pytest.mark.parametrize("threads", [1, 2])
def test_one_single_value_is_found_across_many_small_blocks(threads: int) -> None:
    rng = np.random.default_rng(6)
    rows = [(a, b, 0.5 if a == 3 else float(rng.normal()), False) for b in range(12) for a in range(12)]
    trial = trial_of(rows)
    arrays = cast("ArrayBlock", trial.blocks[0]).arrays
    blocks = [ArrayBlock(arrays, start, 9) for start in range(0, 144, 9)]  # no probe has ten rows in any block
    found = inspect(replace(trial, blocks=blocks), threads=threads)
    assert [p.found for p in found.problems if p.code == "EV12"] == [
        "1 of 12 probe subjects has one and the same score in every comparison"
    ]
    assert found.problems == inspect(trial).problems
