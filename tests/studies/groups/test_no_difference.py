"""That no difference was shown is said with both its numbers, or not at all."""

from __future__ import annotations

import pyarrow as pa
import pytest

import bystander as by
from bystander.studies.groups.no_difference import no_difference_shown, no_room, shown_to_be_less, too_few_to_tell


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


def test_that_no_difference_could_be_shown_is_said_only_as_far_as_it_was_computed() -> None:
    of_some = too_few_to_tell("groups", detectable=None)
    assert of_some.endswith(
        "If errors cluster as they do here, no higher rate has a chance of 80 % to be shown in every group."
    )
    of_none = too_few_to_tell("groups", detectable=None, any_shown=False)
    assert of_none.endswith("no difference of a group from everyone else has a chance of 80 % to be shown.")
    assert "5.0 times" in too_few_to_tell("groups", detectable=5.0, any_shown=False)


def passes(errors: dict[str, list[int]]) -> pa.Table:
    """Return volunteers of groups, three passes each, of which some are missed."""
    rows = [
        (f"{group}{at}", k, "no" if k < missed else "yes", group)
        for group, each in errors.items()
        for at, missed in enumerate(each)
        for k in range(3)
    ]
    return pa.table(dict(zip(("volunteer", "pass", "alerted", "group"), zip(*rows, strict=True), strict=True)))


def test_a_difference_that_the_same_evidence_would_show_is_not_ruled_out() -> None:
    """Of 11 volunteers a group: 1 and 6 misses are too few to tell, and 1 and 20 are called different."""
    one = [0] * 10 + [1]
    few = " ".join(by.evaluate(passes({"A": one, "B": [1, 2, 1, 2] + [0] * 7}), by="group").document.verdict)
    many = " ".join(
        by.evaluate(passes({"A": one, "B": [3, 2, 3, 3, 1, 2, 3, 3] + [0] * 3}), by="group").document.verdict
    )
    assert "passes without an alert differ between groups" in many
    assert "There are too few errors to tell" in few
    assert "however large" not in few
    assert "has a chance of 80 % to be shown" in few
