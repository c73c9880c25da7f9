"""Groups that were seen at other deployments have other rates in sum, and that alone is told as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "date,place,faces_seen,alerts,true_alerts,false_alerts,faces_seen_a,faces_seen_b,false_alerts_a,false_alerts_b\n"
WITHIN = "ithin the same rows, "


def record(folder: Path, *rows: tuple[int, int, int, int]) -> str:
    """Return what is said of groups a and b; a row: faces of a and of b, false alerts of a and of b."""
    lines = []
    for at, (faces_a, faces_b, false_a, false_b) in enumerate(rows):
        false = false_a + false_b
        whole = f"2025-0{at + 1}-05,Gate,{faces_a + faces_b},{false + 2},2,{false}"
        lines.append(f"{whole},{faces_a},{faces_b},{false_a},{false_b}\n")
    file = folder / "record.csv"
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    found = by.audit(file, groups=["a", "b"])
    assert found.study.first is not None
    said = " ".join(str(line) for line in found.study.first.beside)
    (ratio,) = found.document.find("false-alerts-group-ratio")
    assert any(WITHIN in caveat for caveat in ratio.caveats) is (WITHIN in said)
    return said


def test_a_difference_that_lies_in_where_they_were_seen_is_told_as_that(tmp_path: Path) -> None:
    # 2 in 1,000 of either at the first two, 1 in 10,000 of either at the others
    said = record(tmp_path, (10000, 10000, 20, 20), (12000, 8000, 24, 16), (1000, 19000, 0, 2), (1000, 19000, 0, 2))
    assert "No difference between groups was shown" in said  # 2.6 times as frequent in sum, but rows differ as much
    assert "a has 0.99 times the others' rate, which chance may explain: it may lie in where groups" in said
    assert "For new people" not in said


def test_a_difference_within_rows_that_sums_hide_is_told(tmp_path: Path) -> None:
    # a has twice the rate of b everywhere, and was seen where there are few
    said = record(tmp_path, (2000, 20000, 16, 80), (30000, 3000, 24, 1), (30000, 3000, 30, 2), (2000, 20000, 16, 80))
    assert "a has 2.0 times the others' rate, more than chance explains." in said or "b has 0.5" in said


@pytest.mark.parametrize("share", [1, 3])
def test_where_rows_and_sums_say_the_same_nothing_is_added(tmp_path: Path, share: int) -> None:
    said = record(tmp_path, *[(10000, 10000 * share, 40, 10 * share)] * 3)
    assert "differ" in said
    assert WITHIN not in said


def test_groups_of_which_no_row_has_two_may_differ_by_where_they_were_seen(tmp_path: Path) -> None:
    said = record(tmp_path, (10000, 0, 40, 0), (12000, 0, 44, 0), (0, 10000, 0, 12), (0, 11000, 0, 14))
    assert "differ" in said
    assert said.endswith("No rows have two groups: it may lie in where they were seen.")


def test_a_much_larger_difference_within_rows_is_told_too(tmp_path: Path) -> None:
    # a four times as often in every row, and seen where there are few: in sum about twice
    said = record(tmp_path, (4000, 20000, 64, 80), (30000, 3000, 60, 2), (30000, 3000, 66, 1), (4000, 20000, 64, 80))
    assert "more than chance explains." in said
