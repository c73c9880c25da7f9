"""Rows of one place, or close in time, are flagged where they are alike, and independent ones as often as is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.intervals.alike_rows import AlikeRows, alike_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Rng = np.random.Generator
    Numbers = NDArray[np.float64]

ROWS = 40


def looked_at(rates: Numbers, rng: Rng, *, places: int | None = 5, expected: float = 10) -> AlikeRows:
    """Draw a record of so many false alerts a row, as its rows' ``rates`` have it, and look at it."""
    faces = rng.integers(80_000, 120_000, len(rates)).astype(float)
    events = rng.poisson(expected * rates * faces / 1e5).astype(float)
    where = [None if places is None else i % places for i in range(len(rates))]
    return alike_rows(events, faces, places=where, days=list(range(len(rates))))


def uneven(rng: Rng) -> Numbers:
    return np.asarray(rng.lognormal(-0.245, 0.7, ROWS))


def at_places(rng: Rng) -> Numbers:
    return np.asarray(rng.lognormal(-0.245, 0.7, 5)[np.arange(ROWS) % 5])


def slow(rng: Rng) -> Numbers:
    z = [rng.normal()]
    for _ in range(ROWS - 1):
        z.append(0.9 * z[-1] + (1 - 0.81) ** 0.5 * rng.normal())
    return np.asarray(np.exp(0.7 * np.array(z) - 0.245))


def share(of: Callable[[AlikeRows], bool], world: Callable[[Rng], Numbers], trials: int = 40) -> float:
    rng = np.random.default_rng(7)
    return float(np.mean([of(looked_at(world(rng), rng)) for _ in range(trials)]))


@pytest.mark.parametrize("world", [uneven, lambda _: np.ones(ROWS)], ids=["uneven", "even"])
def test_independent_rows_are_hardly_ever_flagged(world: Callable[[Rng], Numbers]) -> None:
    assert share(lambda found: found.by_place or found.in_time, world) <= 0.05 + 2 * (0.05 * 0.95 / 40) ** 0.5


def test_places_that_differ_and_rates_that_change_slowly_are_flagged() -> None:
    assert share(lambda found: found.by_place, at_places) >= 0.8
    assert share(lambda found: found.in_time, slow) >= 0.7


def test_five_places_are_told_and_neither_the_order_of_rows_nor_names_count() -> None:
    rng = np.random.default_rng(3)
    events, faces = rng.poisson(20 * at_places(rng)).astype(float), np.full(ROWS, 1e5)
    places, days = [f"p{i % 5}" for i in range(ROWS)], list(range(ROWS))
    found = alike_rows(events, faces, places=places, days=days)
    assert found == AlikeRows(by_place=True, in_time=False, places=5)
    turned = alike_rows(events[::-1], faces, places=[f"q{p}" for p in places[::-1]], days=days[::-1])
    assert turned == found


@pytest.mark.parametrize("rows", [0, 1, 7])
def test_few_rows_and_no_events_show_nothing(rows: int) -> None:
    nothing = AlikeRows(by_place=False, in_time=False, places=0)
    assert alike_rows(np.ones(rows), np.ones(rows), places=["a"] * rows, days=[1] * rows) == nothing
    assert alike_rows(np.zeros(20), np.ones(20), places=["a", "b"] * 10, days=list(range(20))) == nothing


def test_a_place_alone_and_rows_without_day_or_place_show_nothing() -> None:
    events = np.array([9.0, 1.0] * 10)
    found = alike_rows(events, np.ones(20), places=["a"] * 20, days=[None] * 20)
    assert not found.by_place
    assert not found.in_time
    found = alike_rows(events, np.ones(20), places=[None] * 20, days=[3] * 20)
    assert not found.by_place
    assert not found.in_time


def test_rows_that_are_more_even_than_chance_makes_them_are_not_alike() -> None:
    """One event each, of ever more trials: what is left over is how many trials there were."""
    trials = np.arange(12_352.0, 12_352 + 70, 7)
    found = alike_rows(np.ones(len(trials)), trials, places=["Gate"] * len(trials), days=list(range(len(trials))))
    assert not found.in_time
    assert not found.by_place


@pytest.mark.parametrize("crews", [2, 3])
def test_crews_that_take_turns_and_are_not_named_are_flagged(crews: int) -> None:
    def in_turn(rng: Rng) -> Numbers:
        rows = ROWS * crews
        z = rng.normal(size=rows)
        for i in range(crews, rows):
            z[i] = 0.9 * z[i - crews] + (1 - 0.81) ** 0.5 * z[i]
        return np.asarray(np.exp(0.7 * z - 0.245))

    rng = np.random.default_rng(7)
    found = [looked_at(in_turn(rng), rng, places=None).in_time for _ in range(40)]
    assert np.mean(found) >= 0.8  # by the products of neighbours alone .08


def test_places_that_are_visited_in_turn_are_told_once() -> None:
    rng = np.random.default_rng(3)
    found = [looked_at(at_places(rng), rng) for _ in range(20)]
    assert sum(each.by_place for each in found) >= 16
    assert sum(each.in_time for each in found) <= 2  # every fifth row is like it
