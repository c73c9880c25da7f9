"""Rows aside, counts withheld, notes and ends of counts: none enters a rate, and all are told."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.evidence.record.entry import Aside, Entry, Withheld
from bystander.evidence.record.groups import GroupTotals
from bystander.intervals.counts import clopper_pearson
from bystander.report.html import render
from bystander.report.rows import MOST, rows_table
from bystander.studies.audit.remarks import MOST_ROWS
from bystander.studies.audit.study import audit
from tests.quantities.record.test_stops import audited, counted, one

if TYPE_CHECKING:
    from pathlib import Path

ROWS = tuple(
    Entry(row=n, deployments=1, watchlist_size=7000, faces_seen=9000, alerts=10, right=9, wrong=1) for n in range(2, 22)
)
WATCHLIST = Entry(row=22, deployments=1, watchlist_size=7292, faces_seen=9000, alerts=7292, right=8, wrong=1)
TRIALS = Entry(
    row=2, deployments=6, place="six trials", alerts=42, right=8, stops=22, wrong_stops=14,
    withheld=(Withheld(column="false_alerts", count=34, why="nobody judged those alerts false"),),
    note="8 verifiably correct; of 22 people stopped 14 were the wrong person", source="a newspaper",
)  # fmt: skip
VISITORS = Entry(
    row=3, alerts=2470, right=173, wrong=2297, note="visitors not faces",
    withheld=(Withheld(column="faces_seen", count=170_000, why="visitors were counted, not faces"),),
)  # fmt: skip


def test_a_misprinted_row_stands_aside_and_leads() -> None:
    d = audited(*ROWS, asides=(Aside(entry=WATCHLIST, why="its alerts are its watchlist"),))
    assert counted(d, "false-alerts-per-alert") == (20, 200)
    assert counted(d, "false-alerts-per-face") == (20, 180_000)
    assert d.caveats[0].startswith(
        "Row 22 enters no rate. Its alerts are its watchlist (faces seen 9,000, alerts 7,292, right alerts 8, false"
    )
    (row,) = d.evidence[0].rows
    assert (row.row, row.aside, row.counts["alerts"]) == (22, "its alerts are its watchlist", 7292)


def test_alerts_that_nobody_judged_are_no_judged_alerts() -> None:
    d = audited(*ROWS, WATCHLIST)
    assert counted(d, "false-alerts-per-alert") == (21, 209)
    assert counted(d, "right-alerts-per-alert") == (188, 209)
    assert counted(d, "judged-right-per-alert") == (188, 7492)
    assert "7,283 more alerts were not judged: of all " in d.verdict[1]
    (as_false,) = [s for s in one(d, "false-alerts-per-alert").sensitivity if "not judged" in s.assumption]
    assert (as_false.low, as_false.high) == pytest.approx(clopper_pearson(21 + 7283, 209 + 7283), rel=1e-9)


def test_what_was_not_verified_was_not_false() -> None:
    d = audited(TRIALS)
    assert one(d, "false-alerts-per-alert").estimate is None
    assert one(d, "right-alerts-per-alert").estimate is None
    assert counted(d, "judged-right-per-alert") == (8, 42)
    assert counted(d, "wrong-stops-per-stop") == (14, 22)
    assert counted(d, "wrong-stops-per-alert") == (14, 42)
    assert "34 given as false alerts enters no rate" in d.caveats[0]
    assert "14 were the wrong person" in " ".join(d.verdict)  # so the note, which says the same, is not quoted
    assert "own note" not in d.caveats[0]
    assert "34" not in " ".join(d.verdict)


def test_visitors_are_no_faces_and_their_alerts_are_still_alerts() -> None:
    d = audited(VISITORS)
    assert one(d, "false-alerts-per-face").estimate is None
    assert d.caveats[0].startswith(one(d, "false-alerts-per-face").caveats[0])
    assert counted(d, "false-alerts-per-alert") == (2297, 2470)
    assert "Visitors were counted, not faces" in d.caveats[0]


def test_over_so_many_faces_make_at_most_so_high_a_rate() -> None:
    least = MappingProxyType({"faces_seen": "at least"})
    f = one(audited(Entry(row=7, faces_seen=470_000, wrong=1, bounds=least)), "false-alerts-per-face")  # type: ignore[arg-type]
    assert "at most 2.2 in a million" in f.answer  # 1 in 470,000 is 2.13 in a million, more than "at most 2.1"
    assert f.caveats[0] == "Faces seen are told as at least so many in row 7, so the rate is at most this."


def test_false_alerts_and_all_alerts_alone_make_at_least_so_high_a_rate() -> None:
    f = one(audited(Entry(row=17, alerts=1246, wrong=23)), "false-alerts-per-alert")
    assert "at least 1.8 %" in f.answer
    assert f.caveats[0] == "Row 17 tells not how many alerts were judged, so the rate is at least this."


def test_ends_that_pull_both_ways_leave_the_side_open() -> None:
    ends = MappingProxyType({"faces_seen": "at least", "false_alerts": "at least"})
    f = one(audited(Entry(row=2, faces_seen=100, wrong=1, bounds=ends)), "false-alerts-per-face")  # type: ignore[arg-type]
    assert "may lie on either side of this" in f.caveats[0]
    assert "about 10,000 in a million" in f.answer


def test_the_page_says_where_each_row_comes_from_and_how_many_more_there_are() -> None:
    many = [Entry(row=n, faces_seen=9000, alerts=1, right=1, wrong=0, note=f"note {n}") for n in range(4, 400)]
    d = audited(TRIALS, VISITORS, *many)
    note = d.evidence[0]
    assert len(note.rows) == MOST_ROWS
    assert note.more_rows == 398 - MOST_ROWS
    table = rows_table(note)
    assert table is not None
    assert len(table.rows) == MOST
    assert table.rows[0][0] == "2"
    assert table.note.startswith(f"{398 - MOST} more rows with a note or a source")


def test_a_note_that_keeps_a_count_out_of_every_rate_stands_in_full_in_the_table_of_rows() -> None:
    note = "alerts were not verified; only complaints were counted, by the shops themselves"
    vetoed = Withheld(column="false_alerts", count=1, why="nobody judged those alerts false")
    table = rows_table(audited(Entry(row=2, alerts=9, note=note, withheld=(vetoed,))).evidence[0])
    assert table is not None
    assert table.rows[0][2] == f"1 left out. “{note}”."
    cut = rows_table(audited(Entry(row=2, alerts=9, right=8, wrong=1, note=note)).evidence[0])
    assert cut is not None
    assert cut.rows[0][2] == "“alerts were not verified; only complaints …”."
    long = rows_table(audited(Entry(row=2, alerts=9, right=8, wrong=1, note="x" * 40)).evidence[0])
    assert long is not None
    assert long.rows[0][2] == f"“{'x' * 28} {'x' * 12}”."


def test_rows_of_one_source_share_a_line() -> None:
    d = audited(*(Entry(row=n, alerts=1, right=1, wrong=0, place=f"p{n}", source="the force") for n in (2, 4, 5, 6)))
    table = rows_table(d.evidence[0])
    assert table is not None
    assert table.rows == (("2, 4 to 6", "4 places", "", "the force"),)


def test_a_note_is_printed_as_text_and_never_as_markup() -> None:
    from bystander.evidence.record.record import Record

    entry = Entry(row=2, alerts=1, right=1, wrong=0, note="<script>alert(1)</script>")
    record = Record(name="r", sha256="0" * 64, format="", entries=(entry,), columns=frozenset(), rows_read=1)
    page = render(audit(record))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_groups_of_two_operators_are_not_added_up() -> None:
    group = GroupTotals(
        name="X",
        false_alerts=8,
        all_false_alerts=10,
        faces_seen=None,
        all_faces_seen=None,
        rows=2,
        operators=("A", "B"),
    )
    rows = (Entry(row=2, who="A", alerts=9, right=4, wrong=5), Entry(row=3, who="B", alerts=9, right=4, wrong=5))
    d = audited(*rows, groups=(group,))
    (part,) = d.find("false-alerts-by-group")
    assert "come from 2 operators" in (part.not_estimable or "")


def test_a_record_with_notes_is_not_said_to_be_silent_about_who_bears_the_alerts() -> None:
    silent = audited(Entry(row=2, alerts=1, right=1, wrong=0))
    noted = audited(Entry(row=2, alerts=1, right=1, wrong=0, note="8 of 10 were Black"))
    told = [next(line for line in one.verdict if line.startswith("Not told: ")) for one in (silent, noted)]
    assert "; who bears false alerts;" in told[0]
    assert "; beyond notes, who bears false alerts;" in told[1]


@pytest.mark.parametrize(
    ("note", "told"),
    [("8 of the 10 were of Black people", True), ("two alerts under review", False), ("three of them children", True),
     ("", False), ("all stops were short", False)],
)  # fmt: skip
def test_which_notes_tell_who_bears_false_alerts(tmp_path: Path, note: str, told: bool) -> None:  # noqa: FBT001
    file = tmp_path / "record.csv"
    file.write_text(f"date,faces_seen,alerts,true_alerts,false_alerts,note\n2025-01-05,9000,9,6,3,{note}\n")
    first = by.audit(file).study.first
    assert first is not None
    assert ("beyond notes, who bears" in first.untold) is told
