"""Where one person is behind most errors of a kind, the lead says so: of misses, and of false matches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import bystander as by

PEOPLE, THRESHOLD = 20, 3.0


def lead(*, missed: dict[int, int], matched: dict[tuple[int, int], int], **more: Any) -> str:
    """Return the lead of all pairs of three images of twenty people; so many misses of whom, false matches of whom."""
    who = np.repeat(np.arange(PEOPLE), 3)
    left, right = np.triu_indices(len(who), 1)
    columns = {"probe_subject": who[left], "reference_subject": who[right], "probe_id": left, "reference_id": right}
    rng = np.random.default_rng(1)
    score = np.where(who[left] == who[right], 6.0, 0.0) + rng.uniform(-1, 1, len(left))
    for person, times in missed.items():
        score[np.flatnonzero((who[left] == person) & (who[right] == person))[:times]] = 0.5
    for (a, b), times in matched.items():
        score[np.flatnonzero((who[left] == a) & (who[right] == b))[:times]] = 5.0
    found = by.evaluate({**columns, "score": score}, thresholds=[THRESHOLD], **more)
    return found.verdict[1]


def test_one_person_behind_all_misses_and_most_false_matches() -> None:
    said = lead(missed={4: 3}, matched={(4, 5): 2, (4, 9): 2, (1, 2): 1})
    assert "All 3 misses are one person's. " in said
    assert "5 times in 1,710, one person in 4 of them: " in said  # 60 x 59 / 2 less 60 of one person


def test_most_of_the_misses_are_counted() -> None:
    assert ". 3 of the 4 misses are one person's. " in lead(missed={4: 3, 7: 1}, matched={})


@pytest.mark.parametrize(
    ("missed", "matched"), [({4: 2}, {(1, 2): 2}), ({4: 2, 5: 2}, {(1, 2): 2, (3, 4): 2}), ({}, {})]
)
def test_few_errors_or_those_of_several_say_nothing(
    missed: dict[int, int], matched: dict[tuple[int, int], int]
) -> None:
    assert "one person" not in lead(missed=missed, matched=matched).replace("two images count as one person", "")
