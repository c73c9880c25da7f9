from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.findings import Series, Study
from bystander.plots import axes, scores
from bystander.plots.points import merged
from bystander.quantities.catalogue import CATALOGUE
from tests.report import samples

if TYPE_CHECKING:
    from collections.abc import Sequence


def of(low: list[float], high: list[float], mated: list[int], non_mated: list[int]) -> Study:
    columns: dict[str, Sequence[float]] = {"low": low, "high": high, "mated": mated, "non_mated": non_mated}
    return Study(
        document=samples.evaluate(steps=10).document, series=(Series("scores", columns, {}),), quantities=CATALOGUE
    )


def test_heights_are_shares_of_each_kinds_own_comparisons() -> None:
    built = scores.data(of([0, 1], [1, 2], [1, 3], [90, 10]))
    assert built is not None
    assert [b.mated_height for b in built.bins] == [1 / 4, 3 / 4]
    assert [b.non_mated_height for b in built.bins] == [90 / 100, 10 / 100]


def test_a_bin_twice_as_wide_is_drawn_half_as_high() -> None:
    built = scores.data(of([0, 1, 2], [1, 2, 4], [1, 1, 2], [0, 0, 0]))
    assert built is not None
    assert [b.mated_height for b in built.bins] == [0.25, 0.25, 0.25]


def test_a_kind_without_comparisons_has_no_height_and_no_share() -> None:
    study = of([0, 1], [1, 2], [1, 3], [0, 0])
    built = scores.data(study)
    chart = scores.chart(study)
    assert built is not None
    assert chart is not None
    assert all(b.non_mated_height == 0 for b in built.bins)
    assert {row[4] for row in chart.table.rows} == {"none"}
    assert "different people" not in chart.alt


def test_the_table_joins_bins_and_loses_no_comparison() -> None:
    chart = scores.chart(samples.evaluate(steps=10))
    assert chart is not None
    assert len(chart.table.rows) <= scores.TABLE_ROWS
    total = sum(int(row[3].replace(",", "")) for row in chart.table.rows)
    built = scores.data(samples.evaluate(steps=10))
    assert built is not None
    assert total == built.non_mated
    assert chart.table.note.startswith("100 bins are joined to 12")


@pytest.mark.parametrize(
    ("low", "high", "most", "values"),
    [
        (0, 1, 6, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-0.3, 1.2, 5, [0, 0.5, 1.0]),
        (0, 7, 5, [0, 2, 4, 6]),
        (5, 5, 4, [5]),
    ],
)
def test_axis_values_are_round_and_inside(low: float, high: float, most: int, values: list[float]) -> None:
    assert axes.nice_values(low, high, most) == values


def test_numbers_of_marks_that_would_overlap_are_joined() -> None:
    assert merged([(1, 0, 0), (2, 50, 0), (3, 55, 4)], 16) == [("1", 0, 0), ("2, 3", 50, 0)]
