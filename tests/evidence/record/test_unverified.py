"""Alerts that nobody verified are neither right nor false; alerts under review are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "date,faces_seen,alerts,true_alerts,false_alerts,alerts_verified,note\n"
JUDGED = "2025-01-05,9000,20,15,5,yes,\n"
NONE_FALSE = "2025-01-12,9000,5,5,0,yes,\n"  # so that an empty cell is no nought


def said(folder: Path, *rows: str) -> tuple[str, str]:
    """Return the sentence of a record with its lead, and what nobody told."""
    file = folder / "record.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    first = by.audit(file).study.first
    assert first is not None
    return f"{first.sentence} {first.lead}", first.untold


@pytest.mark.parametrize(
    "end",
    ['no,"alerts were not verified; guards asked people to leave"', ",alerts were never checked"],
)
def test_what_nobody_verified_is_neither_right_nor_false(tmp_path: Path, end: str) -> None:
    told, untold = said(tmp_path, JUDGED, f"2025-02-05,9000,44,42,2,{end}\n")
    assert "5 of 20 judged alerts were false" in told
    assert "of all 64, 5 to 49 may have been false" in told  # 20 + 44; none to all 44 of the second row
    assert untold.startswith("Whether 44 alerts were right")


@pytest.mark.parametrize(
    "end",
    [
        "no,",
        "no,42 verifiably correct",
        "no,the right ones were confirmed by officers",
        ",false alerts were never checked",
    ],
)
def test_right_alerts_that_were_verified_stay_right(tmp_path: Path, end: str) -> None:
    told, untold = said(tmp_path, JUDGED, f"2025-02-05,9000,44,42,2,{end}\n")
    assert "2 more alerts were not judged" in told
    assert untold.startswith("Whether 2 alerts were right")


@pytest.mark.parametrize(
    "note", ["two alerts still under review", "2 alerts pending", "outcome of two alerts: awaiting decision"]
)
def test_alerts_under_review_are_not_taken_for_false(tmp_path: Path, note: str) -> None:
    told, untold = said(tmp_path, JUDGED, NONE_FALSE, f"2025-02-05,9000,5,3,,yes,{note}\n")
    assert "5 of 28 judged alerts were false" in told  # with the three right ones beside the two that are open
    assert "of all 30, 5 to 7 may have been false" in told
    assert untold.startswith("Whether 2 alerts were right")


def test_a_note_on_another_number_leaves_the_rest_determined(tmp_path: Path) -> None:
    told, _ = said(tmp_path, JUDGED, NONE_FALSE, "2025-02-05,9000,5,3,,yes,one stop under review\n")
    assert "7 of 30 alerts" in told  # 5 + (5 - 3)


@pytest.mark.parametrize(
    "note",
    ["The 2 false alerts are under review", "2 alerts under review", "2 alerts not verified",
     "outcome of 2 alerts awaits adjudication", "alerts still being reviewed"],
)  # fmt: skip
def test_false_alerts_that_a_note_leaves_open_are_not_false(tmp_path: Path, note: str) -> None:
    told, untold = said(tmp_path, JUDGED, f"2025-02-05,9000,7,5,2,,{note}\n")
    assert "5 of 20 judged alerts were false" in told
    assert untold.startswith("Whether 2 alerts were right")


@pytest.mark.parametrize(
    "note",
    ["faces seen not verified", "watchlist under review", "one stop under review",
     "alerts were not verified at the time but were verified later"],
)  # fmt: skip
def test_notes_on_something_else_leave_alerts_as_they_are(tmp_path: Path, note: str) -> None:
    told, _ = said(tmp_path, JUDGED, f"2025-02-05,9000,7,5,2,,{note}\n")
    assert "7 of 27 alerts" in told
