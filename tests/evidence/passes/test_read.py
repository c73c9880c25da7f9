"""Seeded tests as people write them down: the right counts, or a stop that names what settles it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.passes.columns import layout_of
from bystander.evidence.passes.header import is_passes
from bystander.evidence.passes.read import read_passes
from tests import shared_data
from tests.corpus.makers import written

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.passes.passes import Passes

HEADER = ("volunteer", "pass", "detected", "alerted")
ROWS = [(f"v{i}", one, int((i, one) != (0, 1)), int((i + one) % 3 > 0 and (i, one) != (0, 1)))
        for i in range(12) for one in (1, 2, 3)]  # fmt: skip
ALERTS, FACES = sum(row[3] for row in ROWS), len(ROWS) - 1


def read(folder: Path, rows: list[Any], header: Any = HEADER, sep: str = ",", **options: Any) -> Passes:
    return read_passes(written(folder / "p.csv", [header, *rows], sep), **options)


def stopped(folder: Path, rows: list[Any], header: Any = HEADER, **options: Any) -> str:
    with pytest.raises(EvidenceError) as stop:
        read(folder, rows, header, **options)
    return str(stop.value)


def counts(passes: Passes) -> tuple[int, int, int | None]:
    faces = None if passes.detected is None else int(passes.detected.sum())
    return int(passes.passes.sum()), int(passes.alerts.sum()), faces


@pytest.mark.parametrize(
    ("header", "yes", "no", "sep"),
    [
        (HEADER, "1", "0", ","),
        (("Participant", "Walk", "Face found", "Recognised"), "Yes", "no", ","),
        (("proband", "durchgang", "gesicht", "treffer"), "ja", "nein", ";"),
        (("subject_id", "trial", "captured", "matched"), "TRUE", "FALSE", "\t"),
        (("volunteer id", "run", "face detected", "flagged"), "✓", "✗", ","),
    ],
)
def test_usual_headings_and_words_are_read(tmp_path: Path, header: Any, yes: str, no: str, sep: str) -> None:
    found = read(tmp_path, [(*row[:2], *(yes if flag else no for flag in row[2:])) for row in ROWS], header, sep)
    assert counts(found) == (36, ALERTS, FACES)
    assert found.people == 12


def test_what_came_of_a_pass_may_be_said_in_words(tmp_path: Path) -> None:
    rows = [(*row[:2], "found" if row[2] else "not found", "Alert" if row[3] else "no alert") for row in ROWS]
    assert counts(read(tmp_path, rows)) == (36, ALERTS, FACES)


def test_counts_by_volunteer_and_a_column_a_pass_say_the_same(tmp_path: Path) -> None:
    each = [[row for row in ROWS if row[0] == f"v{i}"] for i in range(12)]
    counted = [(rows[0][0], 3, sum(r[3] for r in rows), sum(r[2] for r in rows)) for rows in each]
    wide = [(rows[0][0], *(r[3] for r in rows)) for rows in each]
    assert counts(read(tmp_path, counted, ("volunteer", "passes", "alerts", "detected"))) == (36, ALERTS, FACES)
    found = read(tmp_path, wide, ("volunteer", "Walk 1", "Walk 2", "Walk 3"))
    assert counts(found) == (36, ALERTS, None)
    per_person = found.of_people(found.alerts).tolist()
    assert per_person == read(tmp_path, counted, ("volunteer", "passes", "alerts", "detected")).alerts[
        np.argsort([row[0] for row in counted])
    ].tolist()  # fmt: skip


def test_any_order_of_rows_and_any_table_give_the_same(tmp_path: Path) -> None:
    mixed = random.Random(1).sample(ROWS, len(ROWS))
    table = pa.table(dict(zip(HEADER, map(list, zip(*ROWS, strict=True)), strict=True)))
    pq.write_table(table, tmp_path / "p.parquet")
    flags = table.set_column(3, "alerted", pa.array([bool(row[3]) for row in ROWS]))
    wanted = read(tmp_path, ROWS)
    for found in (read(tmp_path, mixed), *map(read_passes, (table, flags, tmp_path / "p.parquet"))):
        assert found.of_people(found.alerts).tolist() == wanted.of_people(wanted.alerts).tolist()
        assert counts(found) == counts(wanted)


# ---- what is asked --------------------------------------------------------------------------------------------------


def test_an_empty_cell_is_asked_about_and_both_answers_are_taken(tmp_path: Path) -> None:
    rows = [(row[0], row[1], "yes" if row[3] else "") for row in ROWS]
    header = ("volunteer", "pass", "alerted")
    assert "--blank no" in stopped(tmp_path, rows, header)
    assert counts(read(tmp_path, rows, header, blank="no")) == (36, ALERTS, None)
    left = read(tmp_path, rows, header, blank="unknown")
    assert counts(left) == (ALERTS, ALERTS, None)
    assert left.rows_refused == 36 - ALERTS


def test_crosses_and_empty_cells_are_asked_about_too(tmp_path: Path) -> None:
    rows = [(row[0], row[1], "x" if row[3] else "") for row in ROWS]
    header = ("volunteer", "pass", "alerted")
    assert "EV85" in stopped(tmp_path, rows, header)
    assert counts(read(tmp_path, rows, header, blank="no")) == (36, ALERTS, None)
    assert "EV28" in stopped(tmp_path, [*rows, ("v0", 4, "o")], header)


def test_an_alert_needs_a_face_and_no_alert_is_no_right_one(tmp_path: Path) -> None:
    rows = [(*row[:2], "" if row[3] else row[2], row[3], "yes" if row[3] else "") for row in ROWS]
    found = read(tmp_path, rows, (*HEADER, "right"))
    assert counts(found) == (36, ALERTS, FACES)
    assert int(found.right.sum()) == ALERTS
    rows[1] = ("v0", 2, 1, 1, "")
    assert "column right" in stopped(tmp_path, rows, (*HEADER, "right"))


def test_a_face_that_nobody_noted_is_in_no_share_of_faces(tmp_path: Path) -> None:
    rows = [row if at else (*row[:2], "", row[3]) for at, row in enumerate(ROWS)]
    assert "column detected" in stopped(tmp_path, rows)
    found = read(tmp_path, rows, blank="unknown")
    assert counts(found) == (36, ALERTS, FACES)
    assert found.detected_of is not None
    assert int(found.detected_of.sum()) == 35


def test_one_pass_before_several_cameras_is_asked_about(tmp_path: Path) -> None:
    rows = [(*row, camera) for row in ROWS for camera in ("left", "right")]
    rows[0] = ("v0", 1, 1, 1, "left")
    header = (*HEADER, "camera")
    assert "--unit passage" in stopped(tmp_path, rows, header)
    joined, apart = (read(tmp_path, rows, header, unit=unit) for unit in ("passage", "search"))
    assert counts(joined) == (36, ALERTS + 1, 36)  # one face and one alert of the left camera alone
    assert counts(apart) == (72, 2 * ALERTS + 1, 2 * FACES + 1)
    assert (joined.views, apart.views) == (False, True)
    assert joined.splits == ()


def test_cameras_without_numbers_of_passes_are_asked_about_too(tmp_path: Path) -> None:
    rows = [(f"v{i}", camera, (i + at) % 2, 1) for i in range(12) for at, camera in enumerate(("left", "right"))]
    header = ("volunteer", "camera", "alerted", "detected")
    assert "--unit passage" in stopped(tmp_path, rows, header)
    assert counts(read(tmp_path, rows, header, unit="passage")) == (12, 12, 12)
    assert counts(read(tmp_path, rows, header, unit="search")) == (24, 12, 24)
    assert "EV87" in stopped(tmp_path, [*rows, rows[0]], header, unit="passage")
    assert counts(read(tmp_path, [*rows, rows[0]], header, unit="search")) == (25, 12, 25)


def test_the_time_of_day_makes_no_other_pass_of_what_a_second_camera_saw(tmp_path: Path) -> None:
    rows = [(*row, camera, f"2024-05-01 10:0{at}") for row in ROWS for at, camera in enumerate(("left", "right"))]
    assert "--unit passage" in stopped(tmp_path, rows, (*HEADER, "camera", "date"))
    joined = read(tmp_path, rows, (*HEADER, "camera", "date"), unit="passage")
    assert counts(joined) == (36, ALERTS, FACES)
    assert joined.joined


def test_a_pass_twice_stops_unless_a_session_tells_them_apart(tmp_path: Path) -> None:
    assert "EV87" in stopped(tmp_path, [*ROWS, ROWS[4]])
    rows = [(*row, day) for row in ROWS for day in ("Monday", "Tuesday")]
    assert counts(read(tmp_path, rows, (*HEADER, "session"))) == (72, 2 * ALERTS, 2 * FACES)
    assert "EV87" in stopped(tmp_path, [("v1", 3, 1), ("v2", 3, 2), ("v1", 3, 1)], ("volunteer", "passes", "alerts"))


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ([("v1", 1, 0, 1), ("v2", 1, 1, 1)], HEADER, "an alert and no face found"),
        ([("v1", 1, 0, "yes"), ("v2", 1, 1, "no")], ("volunteer", "pass", "alerted", "right"), "a right alert and no"),
        ([("v1", 3, 4), ("v2", 3, 1)], ("volunteer", "passes", "alerts"), "more alerts than passes"),
        ([("v1", 3, 1.5), ("v2", 3, 1)], ("volunteer", "passes", "alerts"), "no whole number"),
        ([("v1", 1, 1, "A"), ("v2", 1, 1, "B")], ("volunteer", "pass", "alerted", "system"), "2 systems"),
        ([("v1", 1, 1, 0.6), ("v2", 1, 1, "")], ("volunteer", "pass", "alerted", "threshold"), "without a threshold"),
        ([("v1", 1, 1, 0.6), ("v2", 1, 1, "inf")], ("volunteer", "pass", "alerted", "threshold"), "without a thresh"),
        ([("", 1, 1), ("unknown", 2, 1)], ("volunteer", "pass", "alerted"), "no pass of a volunteer is left"),
        ([("v1", 1, 2), ("v2", 1, 1), ("v3", 1, 0)], ("volunteer", "pass", "alerted"), "EV28"),
        ([("v1", 1), ("v2", 2)], ("volunteer", "pass"), "no column for alerted"),
    ],
)
def test_what_cannot_be_stops(tmp_path: Path, rows: list[Any], header: Any, said: str) -> None:
    assert said in stopped(tmp_path, rows, header)


def test_scores_are_no_thresholds(tmp_path: Path) -> None:
    rows = [(*row, 0.5 + at / 100) for at, row in enumerate(ROWS)]
    assert "36 different values" in stopped(tmp_path, rows, (*HEADER, "threshold"))


def test_rows_of_nobody_and_of_totals_are_left_out_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, [*ROWS, ("", 1, 1, 1), ("unknown", 2, 1, 1)])
    assert (counts(found), found.rows_refused) == ((36, ALERTS, FACES), 2)
    counted = [(f"v{i}", 3, i % 4) for i in range(12)]
    whole = sum(row[2] for row in counted)
    header = ("volunteer", "passes", "alerts")
    for called in ("Total", "v99"):
        found = read(tmp_path, [*counted, (called, 36, whole)], header)
        assert (counts(found), found.rows_refused) == ((36, whole, None), 1)
    assert "does not add up" in stopped(tmp_path, [*counted, ("Total", 36, whole - 1)], header)
    few = [("v1", 6, 4), ("v2", 3, 2), ("v3", 3, 2)]  # as many as both others, by chance
    assert counts(read(tmp_path, few, header)) == (12, 8, None)
    assert counts(read(tmp_path, [*counted, ("v98", 0, 0)], header)) == (36, whole, None)


def test_names_that_are_written_alike_are_warned_of(tmp_path: Path) -> None:
    rows = [(row[0].upper() if row[1] == 1 else row[0], *row[1:]) for row in ROWS]
    found = read(tmp_path, rows)
    assert [p.code for p in found.problems] == ["EV91"]
    assert found.people == 24


# ---- what it is told from -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        (("volunteer", "pass", "alerted"), "passes"),
        (("subject", "detected", "alerted"), "passes"),
        (("volunteer", "passes", "alerts"), "counts"),
        (("volunteer", "pass_1", "pass_2"), "wide"),
        (("volunteer", "pass", "what came of it"), "passes"),
        (("subject", "match"), None),
        (("probe_subject", "reference_subject", "match"), None),
        (("subject", "trial", "match", "score"), None),
        (("search", "subject", "candidate_subject", "score"), None),
        (("date", "passes", "alerts", "false_alerts"), None),
        (("subject", "run_1", "run_2"), None),
    ],
)
def test_a_header_is_of_a_seeded_test_by_what_only_it_has(header: tuple[str, ...], layout: str | None) -> None:
    assert layout_of(header) == layout


def test_a_heading_of_ones_own_is_declared(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS, ("who", "nth", "seen", "outcome"),
                 columns={"volunteer": "who", "pass": "nth", "detected": "seen", "alerted": "outcome"})  # fmt: skip
    assert counts(found) == (36, ALERTS, FACES)
    with pytest.raises(UsageError, match="no column role 'score'"):
        read(tmp_path, ROWS, columns={"score": "alerted"})


def test_attributes_are_of_people(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no attribute of people"):
        read(tmp_path, ROWS, by="camera")
    rows = [(*row, "F" if at % 2 else "M") for at, row in enumerate(ROWS)]
    assert "EV55" in stopped(tmp_path, rows, (*HEADER, "sex"), by="sex")


def test_the_shared_case() -> None:
    case = shared_data.path("../cases/seeded_test.csv")
    found = read_passes(case, by="ethnicity,sex")
    assert is_passes(case)
    assert counts(found) == (120, 68, 114)
    assert found.people == 40


def test_what_is_told_in_some_passes_of_a_person_is_not_spread_over_all(tmp_path: Path) -> None:
    """Twelve volunteers in three passes each; ``mask`` is that of the first pass, ``sex`` that of the person."""
    header = (*HEADER, "mask", "sex")
    rows = [(*row, "yes" if row[1] == 1 else "", "F" if int(row[0][1:]) < 6 else "M") for row in ROWS]
    said = stopped(tmp_path, rows, header, by="mask")
    assert "EV55 error: 12 people have mask in some passes and none in others" in said
    assert "column mask, rows 3, 4, 6, 7, 9 and 19 more rows" in said
    assert "--column camera=mask" in said
    (groups,) = read(tmp_path, rows, header, by="sex").groups
    assert np.bincount(groups.codes).tolist() == [6, 6]
    one = [(*row[:4], "", "" if row[0] == "v3" else row[5]) for row in rows]  # nobody knows of one person: no condition
    (groups,) = read(tmp_path, one, header, by="sex").groups
    assert np.bincount(groups.codes + 1).tolist() == [1, 5, 6]


JUDGED = [("v0", 1, "Yes", "Yes"), ("v0", 2, "Yes", "No"), ("v1", 1, "No", ""), ("v1", 2, "Yes", "Yes")]


@pytest.mark.parametrize(
    "heading", ["Alert correct", "Correct alert", "Match correct", "Right alert", "Correct?", "Correctly identified"]
)
def test_whether_an_alert_was_right_is_read_under_many_headings(tmp_path: Path, heading: str) -> None:
    passes = read(tmp_path, JUDGED, ("Volunteer", "Pass", "Alert", heading))
    assert passes.right is not None
    assert int(passes.right.sum()) == 2


def test_an_unread_column_that_may_judge_alerts_is_a_warning_that_says_how_it_is_read(tmp_path: Path) -> None:
    header = ("Volunteer", "Pass", "Alert", "Operator agreed")
    warned = [p for p in read(tmp_path, JUDGED, header).problems if p.severity == "warning"]
    assert [p.code for p in warned] == ["EV04"]
    assert "--column right='Operator agreed'" in warned[0].do
    told = read(tmp_path, JUDGED, header, columns={"right": "Operator agreed"})
    assert told.right is not None
    assert int(told.right.sum()) == 2
    assert not [p for p in told.problems if p.severity == "warning"]


def test_a_column_of_yes_and_no_that_judges_no_alert_is_no_warning(tmp_path: Path) -> None:
    glasses = [(*row[:3], word) for row, word in zip(JUDGED, ["Yes", "No", "Yes", "No"], strict=True)]
    found = read(tmp_path, glasses, ("Volunteer", "Pass", "Alert", "Glasses")).problems
    assert not [p for p in found if p.severity == "warning"]
