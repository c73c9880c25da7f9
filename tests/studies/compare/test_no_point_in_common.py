"""Two systems without a point in common: what to write is said, and it works."""

from __future__ import annotations

from typing import Any

import pytest

import bystander as by
from bystander.studies.compare.overall import NOTHING, smallest_rate


def scored(shift: float) -> dict[str, list[Any]]:
    """Return 20 comparisons of one person and 60 of two, which cannot show 1 in 100."""
    score = [0.5 + i / 50 for i in range(20)] + [i / 100 + shift for i in range(60)]
    return {"score": score, "mated": [1] * 20 + [0] * 60}


def test_a_target_that_works_for_this_trial_is_named() -> None:
    said = by.compare(scored(0), scored(0.001), names=["a", "b"]).document.verdict
    assert said[0] == NOTHING
    assert said[1] == "Give a rate that both reach, such as --target-fmr 0.02."
    assert "--threshold a=T --threshold b=T" in said[2]
    assert by.compare(scored(0), scored(0.001), names=["a", "b"], targets=[0.02]).document.verdict[0] != NOTHING
    at = {"a": 0.55, "b": 0.55}
    assert by.compare(scored(0), scored(0.001), names=["a", "b"], thresholds=[at]).document.verdict[0] != NOTHING


@pytest.mark.parametrize(("trials", "rate"), [(1, 1), (7, 0.2), (60, 0.02), (99, 0.02), (100, 0.01), (150, 0.01)])
def test_the_smallest_rate_is_one_of_so_many_at_least(trials: int, rate: float) -> None:
    assert smallest_rate(trials) == pytest.approx(rate)
    assert rate >= 1 / trials


def test_of_nothing_there_is_no_rate() -> None:
    assert smallest_rate(0) is None
