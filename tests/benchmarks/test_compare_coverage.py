"""The coverage of the comparison of two systems in a small world: the interval holds, and pairing is worth it."""

from __future__ import annotations

from benchmarks.coverage.compare import TwoSystems, held

SMALL = TwoSystems(
    people=60, images=3, look_alike=0.4, steady=0.6, alike=0.9, gaps=(4.0, 4.3), fmr=(0.01, 0.01), target=0.01
)


def test_the_intervals_hold_and_are_shorter_than_unpaired_ones() -> None:
    reps = 40
    found = held(SMALL, reps=reps, seed=1)
    assert len(found) == 6
    for what, measured in found.items():
        assert measured.share >= 0.93 - 2 * (0.95 * 0.05 / reps) ** 0.5, what
        assert measured.wider > 1.2, what
