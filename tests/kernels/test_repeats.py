"""Rows that repeat a pair of samples are those that a dictionary of pairs would find, compiled or not, in any cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.kernels import repeats as compiled
from bystander.kernels.plain import repeats as plain

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

SIZE = 70
BOTH = pytest.mark.parametrize("kernels", [plain, compiled])


def pairs(rng: np.random.Generator, *, together: bool) -> tuple[Codes, Codes]:
    left, right = rng.integers(-1, 30, 900), rng.integers(-1, SIZE, 900)
    return (np.sort(left)[::-1].copy() if together else left), right


def expected(left: Codes, right: Codes) -> list[int]:
    seen, found = set(), []
    for row, pair in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if min(pair) >= 0 and pair in seen:
            found.append(row)
        seen.add(pair)
    return found


@BOTH
@pytest.mark.parametrize("cut", [1, 7, 900])
def test_where_probes_stand_together_a_stamp_for_each_reference_finds_them(kernels: ModuleType, cut: int) -> None:
    left, right = pairs(np.random.default_rng(1), together=True)
    stamp, closed, state = np.zeros(SIZE, np.int32), np.zeros(SIZE, np.uint8), np.array([0, -1])
    found: list[int] = []
    for start in range(0, 900, cut):
        rows = np.empty(cut, np.int64)
        part = slice(start, start + cut)
        n = kernels.met_in_runs(left[part], right[part], stamp, closed, state, rows)
        found += (start + rows[:n]).tolist()
    assert found == expected(left, right)
    assert len(found) > 100


@BOTH
def test_a_probe_that_comes_back_is_told_within_a_block_and_across_two(kernels: ModuleType) -> None:
    right, rows = np.zeros(3, np.int64), np.empty(3, np.int64)
    for blocks in ([[4, 5, 4]], [[4, 4, 5], [5, 4, 4]]):
        stamp, closed, state = np.zeros(9, np.int32), np.zeros(9, np.uint8), np.array([0, -1])
        found = [kernels.met_in_runs(np.array(block), right, stamp, closed, state, rows) for block in blocks]
        assert found[-1] == -1


@BOTH
@pytest.mark.parametrize("cut", [1, 7, 900])
def test_in_any_order_a_bit_for_each_pair_finds_them(kernels: ModuleType, cut: int) -> None:
    left, right = pairs(np.random.default_rng(2), together=False)
    bits = np.zeros(SIZE * SIZE // 8 + 1, np.uint8)
    found: list[int] = []
    for start in range(0, 900, cut):
        rows = np.empty(cut, np.int64)
        n = kernels.met_in_bits(left[start : start + cut], right[start : start + cut], SIZE, bits, rows)
        found += (start + rows[:n]).tolist()
    assert found == expected(left, right)


@BOTH
@pytest.mark.parametrize("mask", [0, 3, 63])
@pytest.mark.parametrize("own", [0, 1])
def test_the_sample_of_pairs_does_not_depend_on_their_order(kernels: ModuleType, mask: int, own: int) -> None:
    left, right = pairs(np.random.default_rng(4), together=False)
    rows, other = np.empty(len(left), np.int64), np.empty(len(left), np.int64)
    n = kernels.sampled_pairs(left, right, mask, own, rows)
    assert n == kernels.sampled_pairs(right, left, mask, own, other)
    assert rows[:n].tolist() == other[:n].tolist()
    counted = np.flatnonzero((left >= 0) & (right >= 0) & ((left != right) | bool(own)))
    assert set(rows[:n].tolist()) <= set(counted.tolist())
    assert 0.5 <= n * (mask + 1) / len(counted) <= 1.5


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, compiled.STRIP - 1, compiled.STRIP, compiled.STRIP + 1, 3000])
@pytest.mark.parametrize("mask", [0, 7, 1023])
@pytest.mark.parametrize("own", [0, 1])
def test_both_kinds_of_kernel_sample_the_same_pairs(rows: int, mask: int, own: int) -> None:
    left, right = np.random.default_rng(5).integers(-1, SIZE, (2, rows))  # with people who are not known
    found = []
    for kernels in (compiled, plain):
        room = np.empty(rows, np.int64)
        found.append(room[: kernels.sampled_pairs(left, right, mask, own, room)].tolist())
    assert found[0] == found[1]
    assert rows < 3000 or mask == 1023 or found[0]
