from __future__ import annotations

import pytest

from bystander.plots.drawing.scales import scale


def test_equal_differences_are_equal_steps_on_a_linear_scale() -> None:
    place = scale({"type": "linear", "domain": [-2, 8]}, (0, 500))
    assert [place(value) for value in (-2, 0, 3, 8)] == [0, 100, 250, 500]  # 50 pixels a unit
    assert place(9) == 550  # nothing is held at an end


def test_equal_ratios_are_equal_steps_on_a_logarithmic_scale() -> None:
    place = scale({"type": "log", "domain": [0.001, 10]}, (0, 400))
    assert [place(value) for value in (0.001, 0.01, 0.1, 1, 10)] == pytest.approx([0, 100, 200, 300, 400])
    assert place(1000**0.5 / 1000) == pytest.approx(150)  # the square root of 1,000 is 10 to the 1.5


def test_upwards_is_from_the_last_pixel_to_the_first() -> None:
    assert scale({"type": "linear", "domain": [0, 4]}, (200, 0))(1) == 150


def test_a_range_takes_the_place_of_the_ends() -> None:
    assert scale({"type": "linear", "domain": [0, 4], "range": [30, 10]}, (200, 0))(1) == 25


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_ends_that_are_one_number_put_it_in_the_middle(kind: str) -> None:
    assert scale({"type": kind, "domain": [3, 3]}, (0, 90))(3) == 45


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"type": "sqrt", "domain": [0, 1]}, "sqrt"),
        ({"type": "linear", "domain": [0, 1], "nice": True}, "nice"),
        ({"type": "linear", "domain": [0, None]}, "None"),
        ({"type": "linear", "domain": [0, float("inf")]}, "inf"),
        ({"type": "log", "domain": [0, 1]}, "0"),
    ],
)
def test_what_no_scale_can_be_made_of_is_refused_by_its_name(given: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        scale(given, (0, 1))


def test_a_logarithm_has_no_place_for_nothing() -> None:
    with pytest.raises(ValueError, match="0 has no place on a logarithmic scale"):
        scale({"type": "log", "domain": [0.1, 1]}, (0, 1))(0)
