from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.findings import Series, Study
from bystander.plots import axes, scores
from bystander.plots.chart import WIDE
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
    assert "different people" not in chart.alt


@pytest.mark.parametrize(("mated", "non_mated"), [([1, 2], [0, 0]), ([0, 0], [3, 1]), ([1, 2], [3, 1])])
def test_the_key_names_the_kinds_that_there_are_and_one_alone_overlaps_nothing(
    mated: list[int], non_mated: list[int]
) -> None:
    chart = scores.chart(of([0.0, 1.0], [1.0, 2.0], mated, non_mated))
    assert chart is not None
    drawn = str(chart.draw(WIDE))
    assert ("one person (mated), solid" in drawn) == any(mated)
    assert ("different people (non-mated), dashed" in drawn) == any(non_mated)
    assert ("overlap" in chart.reading) == (any(mated) and any(non_mated))


def test_a_pile_of_a_value_that_stands_for_a_failure_is_named_and_not_drawn() -> None:
    """Fifty bins from -1 to 49: forty comparisons at -1, and the scores from 40 on."""
    low = [float(x) for x in range(-1, 49)]
    mated, other = ([40 if i == 0 else 5 * (i > 40) for i in range(50)], [7 * (i > 40) for i in range(50)])
    study = of(low, [x + 1 for x in low], mated, other)
    built = scores.data(study)
    chart = scores.chart(study)
    assert built is not None
    assert chart is not None
    assert (built.bins[0].low, built.bins[-1].high) == (40, 49)
    assert built.mated == 40 + 9 * 5  # the pile still counts
    assert "Not drawn: 40 of 85 of one person scored −1 to 0, apart from all others" in chart.reading


def test_a_spike_at_the_lowest_score_is_drawn_while_it_does_not_tower_over_all_others() -> None:
    low = [float(x) for x in range(10)]
    built = scores.data(of(low, [x + 1 for x in low], [3] * 10, [10, 5, 5, 5, 5, 5, 5, 5, 5, 5]))
    assert built is not None
    assert (len(built.bins), built.aside) == (10, ())
    towering = scores.data(of(low, [x + 1 for x in low], [3] * 10, [100, 5, 5, 5, 5, 5, 5, 5, 5, 5]))
    assert towering is not None
    assert (len(towering.bins), [b.non_mated for b in towering.aside]) == (9, [100])


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
