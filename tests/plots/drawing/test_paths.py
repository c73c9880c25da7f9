from __future__ import annotations

import pytest

from bystander.plots.drawing.paths import strokes, through, written


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.001, "0"), (12, "12"), (12.5, "12.5"), (12.345678, "12.35"), (-3.10, "-3.1"), (100, "100")],
)
def test_a_number_has_at_most_two_decimals_and_no_zeros_at_its_end(value: float, text: str) -> None:
    assert written(value) == text


def test_a_line_says_its_way_with_as_few_numbers_as_it_can() -> None:
    assert through([(0, 10), (5, 10), (5, 4), (9, 1)]) == "M0 10H5V4L9 1"


def test_places_on_a_level_run_are_left_out_and_turning_back_is_not() -> None:
    assert through([(0, 1), (1, 1), (2, 1), (2, 1.001), (7, 1)]) == "M0 1H7"
    assert through([(0, 1), (7, 1), (3, 1)]) == "M0 1H7H3"
    assert through([(0, 0), (0, 4), (0, 2)]) == "M0 0V4V2"


def test_an_outline_is_closed_and_nothing_is_nothing() -> None:
    assert through([(0, 0), (4, 0), (4, 4)], closed=True) == "M0 0H4V4Z"
    assert through([]) == ""


def test_strokes_are_one_path_and_do_not_join() -> None:
    assert strokes([((0, 8), (8, 0)), ((0.5, 0.5), (0.5, 9))]) == "M0 8L8 0M0.5 0.5V9"
