"""Thresholds chosen again: against the definition written out, mirrored by a swap, and blind to names."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.intervals.chosen_again import MOST_ERRORS, ChosenAgain, reaches, redrawn

PEOPLE = 9


def system(seed: int, *, target: float = 0.1, coarse: bool = False, single: bool = False) -> ChosenAgain:
    """Make up a system: every two of nine people compared once, or five searches of each, and three mated trials."""
    rng = np.random.default_rng(seed)
    pairs = np.array(list(combinations(range(PEOPLE), 2)))
    first = np.repeat(np.arange(PEOPLE), 5) if single else pairs[:, 0]
    score, mated = rng.normal(size=len(first)), 1 + rng.normal(size=3 * PEOPLE)
    if coarse:
        score, mated = np.round(score), np.round(mated)
    order, rising = np.argsort(-score, kind="stable"), np.argsort(mated, kind="stable")
    values, counts = np.unique(-score, return_counts=True)
    people = first if single else np.concatenate([first, pairs[:, 1]])
    return ChosenAgain(
        first=first[order], second=None if single else pairs[order, 1], ends=np.cumsum(counts),
        misses=np.searchsorted(mated[rising], np.append(np.inf, -values), side="left"),
        mated=np.repeat(np.arange(PEOPLE), 3)[rising], trials=np.bincount(people),
        kind=np.argsort(rng.random(PEOPLE)), whole=True, target=target,
    )  # fmt: skip


def written_out(system: ChosenAgain, weight: list[int]) -> Fraction | None:
    """Return the rate of misses of one replicate, threshold by threshold, in exact arithmetic."""
    second = system.first if system.second is None else system.second
    single = system.second is None
    worth = [weight[i] * (1 if single else weight[j]) for i, j in zip(system.first, second, strict=True)]
    chosen = 0
    for k, end in enumerate(system.ends.tolist()):
        if sum(worth[:end]) <= Fraction(str(system.target)) * sum(worth):
            chosen = k + 1
    of = sum(weight[i] for i in system.mated)
    return Fraction(sum(weight[i] for i in system.mated[: system.misses[chosen]]), of) if of else None


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 1000),
    weight=st.lists(st.integers(0, 4), min_size=PEOPLE, max_size=PEOPLE),
    coarse=st.booleans(),
    single=st.booleans(),
    target=st.sampled_from([0.01, 0.1, 0.25, 0.9]),
)
def test_a_replicate_is_what_its_definition_says(
    seed: int, weight: list[int], *, coarse: bool, single: bool, target: float
) -> None:
    one = system(seed, target=target, coarse=coarse, single=single)
    found = one.missed(np.array([weight], np.uint8).T)[0]
    expected = written_out(one, weight)
    assert np.isnan(found) if expected is None else found == pytest.approx(float(expected))


def test_many_scores_are_tried_in_steps_that_are_fine_for_the_target() -> None:
    rng = np.random.default_rng(1)
    n = 40_000
    people, mated = rng.integers(0, 300, n), rng.integers(0, 300, 3000)
    one = ChosenAgain(
        first=people, second=None, ends=np.arange(1, n + 1), misses=np.linspace(3000, 0, n + 1).astype(np.int64),
        mated=mated, trials=np.bincount(people, minlength=300), kind=np.arange(300), whole=True, target=0.25,
    )  # fmt: skip
    # 10,000 errors are allowed, so that every tenth score is tried: a miss or two of 3,000
    found = one.missed(np.ones((300, 1), np.uint8))[0]
    assert found == pytest.approx(one.misses[10_000] / 3000, abs=2 / 3000)


def test_swapping_two_systems_mirrors_every_replicate() -> None:
    a, b = system(1), system(2)
    here, there = redrawn(a, b), redrawn(b, a)
    assert here is not None
    assert there is not None
    np.testing.assert_array_equal(here.difference, -there.difference[::-1])
    np.testing.assert_array_equal(here.log, -there.log[::-1])
    assert here.difference.std() > 0
    assert reaches(here.difference, 0.1, 0.025) == reaches(there.difference, -0.1, 0.025)[::-1]


def test_names_play_no_part() -> None:
    a, b, name = system(1), system(2), np.random.default_rng(3).permutation(PEOPLE + 4)

    def renamed(one: ChosenAgain) -> ChosenAgain:
        kind = np.full(PEOPLE + 4, -1)  # four people of a third system, who must not matter
        kind[name[:PEOPLE]] = one.kind
        trials = np.zeros(PEOPLE + 4, np.int64)
        trials[name[:PEOPLE]] = one.trials
        assert one.second is not None
        return replace(
            one, first=name[one.first], second=name[one.second], mated=name[one.mated], trials=trials, kind=kind
        )

    here, there = redrawn(a, b), redrawn(renamed(a), renamed(b))
    assert here is not None
    assert there is not None
    np.testing.assert_array_equal(here.difference, there.difference)


def test_a_system_against_itself_never_differs() -> None:
    found = redrawn(system(1), system(1))
    assert found is not None
    assert not found.difference.any()
    assert not found.log.any()


def test_a_threshold_that_may_lie_below_what_is_kept_is_not_guessed() -> None:
    a = system(1, target=0.25)
    cut = replace(a, first=a.first[:10], ends=a.ends[:10], misses=a.misses[:11], whole=False)
    assert redrawn(cut, a) is None
    # 9 of 36 comparisons are allowed and 10 are kept; where everybody is drawn twice nothing changes
    assert not np.isnan(cut.missed(np.full((PEOPLE, 1), 2, np.uint8))).any()


def test_where_very_many_errors_are_allowed_nothing_is_drawn() -> None:
    a = system(1)
    assert redrawn(replace(a, trials=a.trials * MOST_ERRORS), a) is None


def test_replicates_are_read_at_their_places() -> None:
    ordered = np.arange(-10.0, 11.0)  # 21 replicates: the second from either end has a chance of 2/22
    assert reaches(ordered, 0.5, 2 / 22) == (9.5, 8.5)
    assert reaches(ordered, 20.0, 2 / 22) == (29.0, 0.0)
    assert reaches(np.zeros(0), 1.0, 0.025) == (0.0, 0.0)
