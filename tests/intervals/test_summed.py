"""What is drawn and summed in one pass is what drawn weights sum to, to the bit, however people and events lie."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.intervals import resampling, summed
from bystander.intervals.summed import Wanted
from bystander.kernels import resampling as compiled
from bystander.kernels.plain import resampling as plain

TWINS = ("sum_drawn", "by_person", "sum_products", "draw_weights", "sum_people")


def wanted_of(people: int, events: int, thresholds: int, seed: int) -> list[Wanted]:
    """Make a curve of pairs, part of whose errors are few, one of trials of one person, and one without any error."""
    rng = np.random.default_rng(seed)
    first, second = rng.integers(0, people, events), rng.integers(0, people, events, np.int32)
    own = rng.integers(0, people, events, np.int32)
    own[: events // 2] = people - 1  # whose errors are many
    ends, few = (np.sort(rng.integers(0, events, thresholds, endpoint=True)) for _ in range(2))
    ends[-1:] = events
    products = int(rng.integers(0, thresholds, endpoint=True))
    return [
        Wanted(sides=(first, second), ends=ends, trials=rng.integers(0, 2**40, people), products=products),
        Wanted(sides=(own,), ends=few, trials=rng.integers(0, 3, people)),
        Wanted(sides=(own[:0],), ends=np.zeros(2, np.int64), trials=np.ones(people, np.int64)),
    ]


def joined(wanted: list[Wanted], people: int, *, seed: int, replicates: int) -> list[list[list[float]]]:
    """Return all sums of all replicates, curve by curve."""
    parts = list(summed.blocks(wanted, people, seed=seed, replicates=replicates))
    assert [which.start for which, _ in parts] + [replicates] == [0] + [which.stop for which, _ in parts]
    return [
        np.concatenate([np.vstack([sums[k].events, sums[k].trials]) for _, sums in parts], axis=1).tolist()
        for k in range(len(wanted))
    ]


@pytest.fixture(params=[compiled, plain], ids=["compiled", "plain"])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw and sum in one pass, compiled or by its twin."""
    for name in TWINS:
        monkeypatch.setattr(compiled, name, getattr(request.param, name))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("people", "events"), [(1, 5), (16, 40), (255, 3), (257, 9000), (600, 40_000), (3, 90_000), (33, 0)]
)
@pytest.mark.parametrize("seed", [0, 2**64 - 1])
def test_sums_in_one_pass_are_those_of_weights_that_are_drawn(
    people: int, events: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = wanted_of(people, events, 9, seed % 1000)
    drawn = joined(wanted, people, seed=seed, replicates=130)
    monkeypatch.setattr(summed, "_MUCH", (0, 0))
    assert joined(wanted, people, seed=seed, replicates=130) == drawn


@given(
    people=st.integers(1, 600), events=st.integers(0, 300), thresholds=st.integers(1, 12),
    replicates=st.integers(1, 140), seed=st.integers(0, 2**64 - 1),
)  # fmt: skip
def test_that_holds_for_any_curves(people: int, events: int, thresholds: int, replicates: int, seed: int) -> None:
    wanted = wanted_of(people, events, thresholds, seed % 1000)
    drawn = joined(wanted, people, seed=seed, replicates=replicates)
    at_once = [sums for _, sums in summed._AtOnce(wanted, people).blocks(seed, replicates)]
    for k, one in enumerate(drawn):
        assert np.concatenate([np.vstack([s[k].events, s[k].trials]) for s in at_once], axis=1).tolist() == one


def test_trials_beyond_whole_floats_are_summed_as_drawn_weights_are(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [Wanted(sides=(np.zeros(1, np.int64),), ends=np.array([1]), trials=np.full(4, 2**57 + 17))]
    drawn = joined(wanted, 4, seed=1, replicates=10)
    monkeypatch.setattr(summed, "_MUCH", (0, 0))
    assert joined(wanted, 4, seed=1, replicates=10) == drawn


def test_many_events_of_one_person_do_not_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "TABLE", np.repeat([0, 8], [1, 65535]).astype(np.uint8))
    who = np.zeros(30_000, np.int32)
    wanted = [Wanted(sides=(who, who), ends=np.array([8191, 8192, 30_000]), trials=np.array([1]))]
    monkeypatch.setattr(summed, "_MUCH", (0, 0))
    assert joined(wanted, 1, seed=1, replicates=2) == [[[131_056.0] * 2, [131_072.0] * 2, [480_000.0] * 2, [8.0] * 2]]
