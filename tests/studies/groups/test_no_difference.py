"""That no difference was shown is said with both its numbers, or not at all."""

from __future__ import annotations

import pytest

from bystander.studies.groups.no_difference import no_difference_shown, no_room, shown_to_be_less


@pytest.mark.parametrize(("upper", "detectable"), [(None, 2.0), (3.0, None), (None, None)])
def test_the_words_refuse_to_say_it_without_both_numbers(upper: float | None, detectable: float | None) -> None:
    with pytest.raises(ValueError, match="only with its upper limit"):
        no_difference_shown("groups", upper=upper, detectable=detectable)


def test_less_than_is_said_only_below_the_upper_limit() -> None:
    assert shown_to_be_less("groups", upper=1.6) == (
        "The rates of groups were shown to lie within a factor of 2 of each other."
    )
    assert shown_to_be_less("groups", upper=2.0) == (
        "The rates of groups were shown to lie within a factor of 3 of each other."
    )
    assert not shown_to_be_less("groups", upper=None)
    assert not shown_to_be_less("groups", upper=10.0)


def test_a_factor_is_not_said_that_the_limit_as_it_is_said_elsewhere_reaches() -> None:
    assert shown_to_be_less("groups", upper=1.96).endswith("a factor of 3 of each other.")  # it is said as 2.0 times


def test_where_rates_leave_no_room_for_a_ratio_that_is_what_is_said() -> None:
    said = no_room("groups by sex")
    assert "not shown" in said
    assert "less than 80 %" in said
