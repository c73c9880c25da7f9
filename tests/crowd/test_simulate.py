"""The simulation: known answers, the closed forms, a slow twin, and independence of threads."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
import pytest

from bystander.crowd.blocks import Blocks
from bystander.crowd.consequences import Block, consequences
from bystander.crowd.evidence import Evidence
from bystander.crowd.looks import Looks
from bystander.crowd.scenario import Camera, Operators, Simulation
from bystander.crowd.simulate import Days, simulate
from bystander.kernels import crowd_day as day
from bystander.kernels.philox import philox

ONES = 0xFFFFFFFF
LOOKS = Looks(4, 0.8, 0.2)
SOUGHT = Block(5, Looks(4, 0.8, 0.3), Evidence.of_counts(80, 100))
CROWD = Blocks((), (Block(20_000, LOOKS, Evidence.of_counts(100, 100_000)),), SOUGHT)
OPERATORS = Operators()


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
         (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    ],
)  # fmt: skip
def test_random_numbers_are_the_known_answers_of_their_authors(
    counter: tuple[int, ...], key: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    words = [np.uint64(w) for w in (*counter, *key)]
    assert tuple(int(w) for w in philox(*words)) == expected


def days(blocks: Blocks = CROWD, *, threads: int | None = None, hours: float | None = None, **settings: Any) -> Days:
    return simulate(blocks, Simulation(**{"days": 4000, **settings}), OPERATORS, hours=hours, threads=threads)


def within_four_errors(values: np.ndarray, expected: float) -> bool:
    return bool(abs(values.mean() - expected) <= 4 * values.std() / sqrt(values.size) + 4 / values.size)


@pytest.mark.parametrize("icc", [0.0, 0.2, 0.6])
@pytest.mark.parametrize(("looks", "capture"), [(1, 1.0), (4, 0.8), (30, 0.5)])
def test_days_agree_with_the_closed_forms_within_four_standard_errors(looks: int, capture: float, icc: float) -> None:
    block = Block(20_000, Looks(looks, capture, icc), Evidence.of_counts(100, 100_000))
    blocks = Blocks((), (block,), replace(SOUGHT, looks=Looks(looks, capture, icc)))
    found, closed = days(blocks), consequences([block], blocks.sought)
    assert within_four_errors(found.false_alerts, closed.false_alerts.mean)
    assert within_four_errors(found.flagged, closed.flagged.mean)
    assert within_four_errors(found.flagged_again, closed.flagged_again.mean)
    assert within_four_errors(found.correct_alerts, closed.correct_alerts.mean)
    assert within_four_errors(found.found, closed.found.mean)
    assert found.false_alerts.var() == pytest.approx(block.alerts().variance, rel=0.12)
    assert found.flagged.var() == pytest.approx(block.flagged().variance, rel=0.12)
    held = (found.flagged >= closed.flagged.low) & (found.flagged <= closed.flagged.high)
    assert 0.94 <= held.mean() <= 0.97


def test_a_slow_twin_that_looks_at_every_face_gives_the_same_distribution() -> None:
    rng = np.random.default_rng(5)
    people, rate, icc, looks, capture = 300, 0.02, 0.3, 5, 0.7
    own = rng.beta(rate * (1 - icc) / icc, (1 - rate) * (1 - icc) / icc, (4000, people, 1))
    alerts = (rng.random((4000, people, looks)) < own * capture).sum(2)
    block = Block(people, Looks(looks, capture, icc), Evidence.asserted(rate))
    found = days(Blocks((), (block,), replace(SOUGHT, people=0)))
    for twin, ours in (
        (alerts.sum(1), found.false_alerts),
        ((alerts > 0).sum(1), found.flagged),
        ((alerts > 1).sum(1), found.flagged_again),
    ):
        error = sqrt(twin.var() / twin.size + ours.var() / ours.size)
        assert abs(twin.mean() - ours.mean()) <= 4 * error
        assert ours.var() == pytest.approx(twin.var(), rel=0.15)


def test_threads_and_the_number_of_days_change_nothing_that_was_there() -> None:
    cameras = (Camera(name="a", share=0.5), Camera(name="b", share=0.5, factor=2.0))
    settings: dict[str, Any] = {"entries": 3, "cameras": cameras, "arrivals": (1.0, 3.0)}
    one, many = (days(threads=t, hours=5.0, **settings) for t in (1, 4))
    short = days(threads=2, hours=5.0, **{**settings, "days": 100})
    for field in (
        "false_alerts",
        "flagged",
        "flagged_again",
        "correct_alerts",
        "found",
        "lost",
        "largest",
        "by_camera",
    ):
        assert np.array_equal(getattr(one, field), getattr(many, field)), field
        assert np.array_equal(getattr(one, field)[:100], getattr(short, field)), field
    assert not np.array_equal(one.flagged, days(seed=2, **settings).flagged)


def test_few_entries_that_carry_the_alerts_leave_the_mean_and_spread_the_days() -> None:
    closed = CROWD.bystanders[0].alerts()
    found = days(entries=4)
    assert found.largest is not None
    assert within_four_errors(found.false_alerts, closed.mean)
    # a mean of 4 exponential weights has variance 1/4: E[N^2 G^2] adds a quarter of the squared mean, about
    assert found.false_alerts.var() > closed.variance + 0.2 * closed.mean**2
    assert np.all(found.largest <= found.false_alerts)
    # the largest of four exponential shares is (1 + 1/2 + 1/3 + 1/4) / 4 of the total on average
    assert (found.largest.sum() / found.false_alerts.sum()) == pytest.approx(25 / 48, abs=0.06)


def test_cameras_share_the_alerts_by_their_looks_and_their_factors() -> None:
    cameras = (
        Camera(name="a", share=0.5),
        Camera(name="b", share=0.3, factor=1.5),
        Camera(name="c", share=0.2, factor=3),
    )
    found = days(cameras=cameras)
    totals = found.by_camera.sum(0)
    assert totals.sum() == found.false_alerts.sum()
    assert totals / totals.sum() == pytest.approx(np.array([0.5, 0.45, 0.6]) / 1.55, abs=0.01)
    assert within_four_errors(found.false_alerts, CROWD.bystanders[0].alerts().mean)
    assert found.flagged_again.mean() == pytest.approx(CROWD.bystanders[0].flagged_again().mean, rel=0.1)


def test_the_queue_loses_what_hand_counting_loses() -> None:
    times = np.array([0.0, 1.0, 2.0, 3.0, 10.0])
    # one operator, 4 minutes each, 2 minutes of patience: 0 until 4; 1 would wait 3: lost; 2 waits 2: until 8;
    # 3 would wait 5: lost; 10 at once
    assert day.queue(times, 1, 4.0, 2.0) == 2
    assert day.queue(times, 2, 4.0, 2.0) == 0  # 0 and 1 at once; 2 waits 2 for the first, 3 waits 2 for the second
    assert day.queue(times, 2, 4.0, 1.9) == 1
    assert day.queue(times[::-1].copy(), 5, 4.0, 0.0) == 0


def test_alerts_come_when_people_do() -> None:
    edges = np.array([0.25, 1.0])
    assert day.when(edges, 10.0, 0.125) == pytest.approx(150.0)  # half of the first half of ten hours
    assert day.when(edges, 10.0, 0.625) == pytest.approx(450.0)


def test_nobody_and_impossible_alerts_are_no_crash() -> None:
    nobody = Blocks((), (Block(0, LOOKS, Evidence.asserted(0.1)),), replace(SOUGHT, people=0))
    assert days(nobody).flagged.sum() == 0
    never = Blocks((), (Block(100, LOOKS, Evidence.asserted(0.0)),), SOUGHT)
    assert days(never).false_alerts.sum() == 0
    always = Blocks((), (Block(100, Looks(2), Evidence.asserted(1.0)),), SOUGHT)
    assert set(days(always).flagged) == {100.0}
