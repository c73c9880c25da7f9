"""Rows are put in order, and dropped, as numpy does it; a table that is thinned holds what numpy keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.kernels import highest, row_order, score_table
from bystander.kernels.plain import highest as plain_highest
from bystander.kernels.plain import row_order as plain_order
from bystander.tally.comparisons.tail import canonical_order

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.mark.parametrize("size", [0, 1, 2, 5000])
@pytest.mark.parametrize("bits", [0, 3, 20, 64])
def test_rows_are_in_the_order_of_numpy_and_equal_ones_as_they_were(size: int, bits: int) -> None:
    rng = np.random.default_rng(bits)
    keys = [rng.integers(0, 1 << 64, size, np.uint64) >> np.uint64(64 - bits) if bits else np.zeros(size, np.uint64)]
    keys.append(rng.integers(0, 3, size).astype(np.uint64) << np.uint64(40))
    assert row_order.rows_in_order(*keys).tolist() == plain_order.rows_in_order(*keys).tolist()
    one = rng.permutation(size)
    two = one.copy()
    row_order.sort_by(keys[0], one)
    plain_order.sort_by(keys[0], two)
    assert one.tolist() == two.tolist()


@pytest.mark.parametrize("many", [0, row_order.MANY])
def test_any_whole_numbers_are_ordered_as_numpy_does_it(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_order, "MANY", many)
    rng = np.random.default_rng(4)
    lowest, highest = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    keys: list[NDArray[Any]] = [
        rng.integers(-3, 3, 500), rng.integers(0, 2, 500).astype(bool).astype(np.uint64) << np.uint64(63),
        rng.choice([lowest, -1, 0, highest], 500), rng.integers(0, 9, 500).astype(np.int32), np.full(500, highest),
    ]  # fmt: skip
    for some in (keys, keys[2:], keys[1:2], [rng.integers(-5, 5, 1)]):
        assert row_order.order_by(*some).tolist() == np.lexsort(some[::-1]).tolist()
    assert row_order.order_by(np.zeros(0, np.int64)).tolist() == []


@pytest.mark.parametrize("compiled", [False, True])
def test_a_tail_is_in_order_of_score_then_probe_then_reference(*, compiled: bool) -> None:
    rng = np.random.default_rng(2)
    score = np.round(rng.standard_normal(3000), 1)
    probe, reference = rng.integers(0, 5, (2, 3000), np.int32)
    order = canonical_order(probe, reference, score, compiled=compiled)
    rows = [(-score[i], probe[i], reference[i], i) for i in order]
    assert rows == sorted(rows)


def test_dropping_keeps_what_reaches_the_bound_in_its_order() -> None:
    score, other = np.array([3.0, 1.0, 2.0, 5.0, 9.0]), np.array([1, 2, 3, 4, 5], np.int32)
    for keep in (highest.keep_reaching, plain_highest.keep_reaching):
        columns = score.copy(), other.copy(), -other
        assert keep(2.0, *columns, 4) == 3  # the fifth is beyond what is filled
        assert [column[:3].tolist() for column in columns] == [[3.0, 2.0, 5.0], [1, 3, 4], [-1, -3, -4]]


@pytest.mark.parametrize("seed", range(20))
def test_a_thinned_table_finds_all_that_it_keeps(seed: int) -> None:
    rng = np.random.default_rng(seed)
    keys = rng.standard_normal(31).view(np.uint64)
    table = np.full((32, 2), score_table.FREE, np.uint64)  # all but full: runs of slots go round the end
    score_table.count_keys(np.repeat(keys, 2), np.uint64(0), table, 0, 32, 0)
    one = np.uint64(1)
    kept = [key for key in keys if score_table.mixed(key) & one == 0]
    room = np.empty((2, 32), np.uint64)
    assert score_table.thin(table, one, *room) == len(kept)
    assert len(kept) == np.count_nonzero(table[:, 0] != np.uint64(score_table.FREE))
    # what is found is counted once more, and nothing is new
    assert score_table.count_keys(keys, one, table, len(kept), 32, 0) == (31, len(kept))
    assert dict.fromkeys(kept, 3) == {key: count for key, count in table if key != np.uint64(score_table.FREE)}


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, score_table.STRIP - 1, score_table.STRIP, score_table.STRIP + 1, 3000])
@pytest.mark.parametrize("level", [0, 1, 5])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_scores_that_a_level_keeps_are_listed_in_order(rows: int, level: int, dtype: type[np.floating]) -> None:
    rng = np.random.default_rng(rows)
    scores = np.asarray(rng.choice([0.0, -0.0, *rng.standard_normal(400)], rows), dtype)
    skipped = rng.random(rows) < 0.1
    mask, keys = np.uint64((1 << level) - 1), np.empty(rows, np.uint64)
    every = (scores.astype(np.float64) + 0.0).view(np.uint64)
    wanted = [key for key, out in zip(every, skipped, strict=True) if not out and score_table.mixed(key) & mask == 0]
    assert keys[: score_table.keys_kept(scores, skipped, mask, keys)].tolist() == [int(key) for key in wanted]
