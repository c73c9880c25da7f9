"""Limits next to nothing, next to all, and all: what is said of them, and how many people would show it."""

from __future__ import annotations

import pytest

from bystander.findings import Verdict
from bystander.planning.needed import MOST, people_needed
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.requirements.requirement import limit_of
from bystander.studies.require.verdict import held
from tests.studies.require.made import misses, required

NONE_OF_60 = misses([0] * 60, [1] * 60)
SOME = misses([1] * 20 + [0] * 40, [2] * 60)


@pytest.mark.parametrize("limit", [1e-300, 1e-200, 1e-12, "1e-300", 5e-324])
@pytest.mark.parametrize("found", [NONE_OF_60, SOME])
def test_a_limit_next_to_nothing_is_held_and_said_as_written(limit: object, found: object) -> None:
    shown = held(required(limit), found, FNMR)  # type: ignore[arg-type]
    assert shown.verdict is (Verdict.NOT_SHOWN if found is NONE_OF_60 else Verdict.NOT_MET)
    assert f"limit of {limit_of(limit).written}" in shown.why
    assert "nearly" not in shown.why
    assert "000,000" not in shown.would


def test_more_than_a_million_times_as_many_is_no_number() -> None:
    assert held(required(1e-12), NONE_OF_60, FNMR).would.startswith(
        "More than a million times as many people (60 were tested) would show it"
    )
    assert held(required(1e-6), NONE_OF_60, FNMR).would.startswith("About 3,000,000 people (60 were tested)")


def test_people_needed_ends_where_nobody_would_count() -> None:
    """The distance 0.05 shrunk to 1e-12 takes (5e10)^2 times as many: 1.5e23 people."""
    assert people_needed(60, 0.0, 0.05, 1e-12) == MOST
    assert people_needed(60, 0.0, 0.05, 5e-324) == MOST
    assert people_needed(60, 0.0, 0.05, 1e-6) == pytest.approx(1.5e11, rel=1e-9)


def test_limits_next_to_all_keep_their_digits() -> None:
    assert limit_of(0.9999999).written == "0.9999999"
    assert limit_of(1e-300).written == "1e-300"
    assert limit_of(0.01).written == "0.01"
    assert limit_of(1 / 3).value == float(limit_of(1 / 3).written)
    assert "limit of 0.9999999999" in held(required(0.9999999999), SOME, FNMR).why
    assert "limit of 100 %" in held(required(1.0), SOME, FNMR).why


@pytest.mark.parametrize(("direction", "limit", "words", "example"), [
    ("at-least", 1.0, "no number of trials that are all so", "the lowest share it accepts, such as 99 %,"),
    ("at-most", 0.0, "no number of trials without an error", "the highest rate it accepts, such as 1/6000,"),
])  # fmt: skip
def test_certainty_is_advised_on_its_own_side(direction: str, limit: float, words: str, example: str) -> None:
    found = misses([int(limit)] * 60, [1] * 60)
    shown = held(required(limit, direction=direction), found, FNMR)
    assert shown.verdict is Verdict.NOT_BY_THIS_KIND
    assert words in shown.why
    assert example in shown.would
