"""What a figure comes to: the interval holds, is flagged where it does not, or fails."""

from __future__ import annotations

import pytest

from benchmarks.coverage import parts
from benchmarks.coverage.criteria import Check
from benchmarks.coverage.holds import KINDS, Kind, table, verdict

KIND = Kind("a rate", ("V3",), "coverage", flag="misses flagged", unflagged="missed without a flag")


def figure(share: float, **more: float) -> Check:
    return Check("V3", "a world", "coverage", share, 0.005, **more)


@pytest.mark.parametrize(
    ("check", "beside", "expected"),
    [
        (figure(0.95), [], "holds"),
        (figure(0.925), [], "holds"),  # within the chance error of so many trials
        (figure(0.85), [], "fails"),
        (figure(0.85, median_df=3.0), [], "flagged"),
        (figure(0.85, median_df=30.0), [], "fails"),
        (figure(0.85, low=0.8), [], "holds"),  # what is required decides
        (figure(0.94, low=0.95, tolerance=0.002), [], "fails"),
        (figure(0.85), [Check("V3", "a world", "misses flagged", 0.9, 0.01)], "flagged"),
        (figure(0.85), [Check("V3", "a world", "misses flagged", 0.2, 0.01)], "fails"),
        (figure(0.85), [Check("V3", "a world", "missed without a flag", 0.02, 0.01, None, 0.07)], "flagged"),
        (figure(0.85), [Check("V3", "a world", "missed without a flag", 0.12, 0.01, None, 0.07)], "fails"),
    ],
)
def test_a_world_is_held_flagged_or_failed(check: Check, beside: list[Check], expected: str) -> None:
    assert verdict(KIND, check, beside) == expected


def test_a_limit_is_asked_how_often_it_misses() -> None:
    limit = Kind("a limit", ("V3",), "coverage", misses=0.05)
    assert verdict(limit, figure(0.04), []) == "holds"
    assert verdict(limit, figure(0.2), []) == "fails"


def test_a_condition_that_every_sentence_tells_is_a_flag() -> None:
    assert verdict(Kind("a range", ("V3",), "coverage", told=True), figure(0.6), []) == "flagged"


def test_the_table_counts_worlds_and_names_the_worst_where_it_does_not_hold() -> None:
    checks = [Check("V3", f"world {i}", "KG-t coverage", share, 0.005) for i, share in enumerate((0.95, 0.7, 0.8))]
    row = "| a rate of comparisons (KG-t) | 3 | 1 | 0 | 2 | *fails*: world 1 (0.70); world 2 (0.80) |"
    assert table(checks).splitlines()[2:] == [row]


def test_figures_are_of_a_kind_by_how_they_begin_or_end_and_only_in_its_parts() -> None:
    begins, ends = Kind("a", ("V3",), "met*"), Kind("b", ("V3",), "*: coverage")
    named = [Check("V3", "w", what, 0.9, 0.01) for what in ("met", "met (20 trials)", "not met", "FNMR: coverage")]
    assert [c.what for c in begins.figures(named)] == ["met", "met (20 trials)"]
    assert [c.what for c in ends.figures(named)] == ["FNMR: coverage"]
    assert not Kind("c", ("V4",), "met*").figures(named)


def test_every_kind_of_interval_has_figures_among_those_that_were_measured() -> None:
    checks = [check for part in parts.written().values() for check in part.checks]
    measured = {check.criterion for check in checks}
    assert not [kind.name for kind in KINDS if measured.issuperset(kind.parts) and not kind.figures(checks)]
