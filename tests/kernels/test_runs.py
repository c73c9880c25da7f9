"""Where runs of one value end is told as by looking at one row after the other."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest

from bystander.kernels.runs import STRIP, ends_of_runs


@pytest.mark.parametrize("dtype", [np.int32, np.int64])
@pytest.mark.parametrize("rows", [1, 2, STRIP - 1, STRIP, STRIP + 1, STRIP + 2, 5 * STRIP])
@pytest.mark.parametrize("change", [0, 0.01, 0.5, 1])
def test_each_run_ends_where_another_value_begins(rows: int, change: float, dtype: type[np.integer]) -> None:
    rng = np.random.default_rng(rows)
    column = np.cumsum(rng.random(rows) < change).astype(dtype)
    wanted = np.cumsum([len([*run]) for _, run in groupby(column.tolist())]).tolist()
    found = ends_of_runs(column, len(wanted))
    assert found is not None
    assert found.tolist() == wanted
    assert ends_of_runs(column, len(wanted) - 1) is None


def test_a_column_of_no_rows_has_no_runs() -> None:
    assert ends_of_runs(np.empty(0, np.int32), 5) is None
