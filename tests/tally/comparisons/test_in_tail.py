"""Crossings in the tail against a walk over every candidate."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from bystander.tally.comparisons.crossing import AtMost, Condition, Crossing, FewerFalseMatches
from bystander.tally.comparisons.in_tail import crossings_in_tail
from bystander.tally.comparisons.tail import Tail


def _walked(condition: Condition, scores: list[float], mated: list[float]) -> Crossing:
    """Return the crossing: every score is tried as a threshold, from the lowest on, and then none."""
    every = sorted({*scores, *mated} - {-inf})
    accepted = [sum(score >= threshold for score in scores) for threshold in every] + [0]
    turn = next((i for i, t in enumerate(every) if condition.holds(t, accepted[i])), len(every))
    return Crossing(
        before=every[turn - 2] if turn >= 2 else None,
        below=every[turn - 1] if turn >= 1 else None,
        above=every[turn] if turn < len(every) else None,
        accepted_below=accepted[turn - 1] if turn >= 1 else None,
        accepted_above=accepted[turn],
        above_non_mated=next((score for score in sorted(scores) if turn < len(every) and score >= every[turn]), None),
    )


def _tail(scores: list[float], *, floor: float) -> Tail:
    return Tail(probe=None, reference=None, score=np.array(sorted(scores, reverse=True)), floor=floor)


@pytest.mark.parametrize("seed", range(200))
def test_every_crossing_is_the_one_that_a_walk_over_all_candidates_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    steps = int(rng.choice([2, 5, 30]))  # few different scores, or hardly any tie
    scores = rng.integers(0, steps, rng.integers(0, 12)).astype(float).tolist()
    mated = sorted([*rng.integers(0, 2 * steps, rng.integers(1, 12)) / 2, *[-inf] * int(rng.integers(0, 3))])
    conditions: list[Condition] = [AtMost(errors) for errors in range(len(scores) + 1)]
    conditions.append(FewerFalseMatches(non_mated=max(1, len(scores)), mated=np.array(mated)))
    found = crossings_in_tail(conditions, _tail(scores, floor=-inf), np.array(mated))
    assert found == [_walked(condition, scores, mated) for condition in conditions]


@pytest.mark.parametrize("seed", range(200))
def test_above_a_floor_a_crossing_is_told_with_both_neighbours_or_not_at_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, mated = (np.sort(rng.integers(0, 25, 15) / 2) for _ in range(2))
    floor = float(np.median(scores))
    inside = [float(score) for score in scores if score >= floor]
    conditions = [AtMost(errors) for errors in range(len(inside) + 1)]
    found = crossings_in_tail(conditions, _tail(inside, floor=floor), mated)
    for condition, crossing in zip(conditions, found, strict=True):
        walked = _walked(condition, inside, [float(score) for score in mated if score >= floor])
        assert crossing == (None if walked.before is None else walked)
        if crossing is not None:  # the whole trial says the same
            assert crossing == _walked(condition, scores.tolist(), mated.tolist())
