"""Groups of few rows are held against how much the rows of all of them differ."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from scipy.stats import norm, t

import bystander as by
from bystander.intervals.few_rows import pooled_deff

if TYPE_CHECKING:
    from collections.abc import Sequence


def student(df: int) -> float:
    return float((t.ppf(0.975, df) / norm.ppf(0.975)) ** 2)


def test_the_scatter_of_all_rows_by_hand() -> None:
    # a: 10 and 30 in 100 each, of 20 expected: (100 + 100)/20 = 10; b: 8 and 8, nothing; two degrees of freedom
    groups = [[(10, 100), (30, 100)], [(8, 100), (8, 100)]]
    assert pooled_deff(groups, bounded=False) == pytest.approx(10 / 2 * student(2))
    # a share: 20 expected, of variance 100 x .2 x .8 = 16, so 200/16
    assert pooled_deff(groups, bounded=True) == pytest.approx(200 / 16 / 2 * student(2))


def test_rows_that_are_alike_are_as_chance_has_them_but_hardly_known() -> None:
    assert pooled_deff([[(8, 100)] * 4, [(3, 100)] * 4], bounded=True) == pytest.approx(student(6))


@pytest.mark.parametrize(
    "groups", [[[(9, 100)] * 5, [(1, 100)] * 6], [[(9, 100)], [(1, 100)]], [], [[(9, 100), (0, 0)], [(1, 100)]]]
)
def test_enough_rows_or_one_each_add_nothing(groups: Sequence[Sequence[tuple[int, int]]]) -> None:
    assert pooled_deff(groups, bounded=False) == 1.0


def record(*rows: tuple[int, int]) -> pa.Table:
    """Return deployments with false alerts of two groups, of 10,000 faces each."""
    return pa.table({
        "date": [(dt.date(2025, 1, 1) + dt.timedelta(days=30 * i)).isoformat() for i in range(len(rows))],
        "faces_seen": [20_000] * len(rows), "alerts": [a + b for a, b in rows], "true_alerts": [0] * len(rows),
        "false_alerts": [a + b for a, b in rows], "faces_seen_a": [10_000] * len(rows),
        "faces_seen_b": [10_000] * len(rows), "false_alerts_a": [a for a, _ in rows],
        "false_alerts_b": [b for _, b in rows],
    })  # fmt: skip


@pytest.mark.parametrize(("rows", "shown"), [(((30, 2), (5, 10), (4, 6)), False), (((20, 4), (22, 5), (19, 4)), True)])
def test_groups_of_three_rows_differ_where_rows_agree_on_it(rows: tuple[tuple[int, int], ...], shown: bool) -> None:  # noqa: FBT001
    document = by.audit(record(*rows), groups=["a", "b"]).document
    (ratio,) = document.find("false-alerts-group-ratio")
    assert ratio.test is not None
    assert (ratio.test.p < 0.05) is shown
    assert any(c.startswith("A group has only 3 rows.") for c in ratio.caveats)
