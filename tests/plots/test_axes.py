from __future__ import annotations

import json

import pytest

from bystander.plots.axes import alike, axis, of_a_million, percent, plain, times


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (5.0, "5"), (0.5, "0.5"), (1000, "1,000"), (-0.25, "−0.25"), (0.1 + 0.2, "0.3"),
     (1e-6, "0.000001"), (2_000_000, "2,000,000"), (12.3456789, "12.3457"), (99_999.96, "100,000")],
)  # fmt: skip
def test_a_number_is_written_out_without_zeros_at_its_end(value: float, text: str) -> None:
    assert plain(value) == text


def test_shares_and_multiples_say_what_they_are_of() -> None:
    assert [percent(0.005), percent(1), of_a_million(1e-7), of_a_million(0.1), times(2000)] == [
        "0.5 %", "100 %", "0.1", "100,000", "2,000 ×",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([-0.5, 0.0, 0.5], ["−0.5", "0.0", "0.5"]),
        ([0.0, 20.0, 40.0], ["0", "20", "40"]),
        ([0.98, 1.0], ["0.98", "1.00"]),
        ([1000.0, 1500.0], ["1,000", "1,500"]),
        ([7.25], ["7"]),
        ([0.0, 1e250], ["0", "1e+250"]),
        ([], []),
    ],
)
def test_values_of_one_axis_have_the_decimals_that_their_steps_need(values: list[float], texts: list[str]) -> None:
    assert [alike(values)(value) for value in values] == texts


def test_the_labels_of_an_axis_are_picked_by_their_value_in_rising_order() -> None:
    made = axis([1.0, 0.1], percent)
    assert made["values"] == [0.1, 1.0]
    assert made["labelExpr"] == '["10 %", "100 %"][indexof([0.1, 1.0], datum.value)]'
    assert json.loads(made["labelExpr"].partition("[indexof")[0]) == ["10 %", "100 %"]
