"""May a reader say that it got better? Two periods of a record, by what is said of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

import bystander as by
from bystander.findings import wording
from bystander.findings.signs import Hatch, Rows
from bystander.intervals.between_periods import fisher
from bystander.studies.audit.words import misjudged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.findings import Finding, Study

HEAD = "date,faces_seen,alerts,true_alerts,false_alerts\n"
ALIKE = (3, 4, 2, 3, 5, 3)


def days(year: int, false: Sequence[int], *, faces: int = 10_000, right: int = 5) -> str:
    return "".join(
        f"{year}-{m:02},{faces},{right + x},{right},{x}\n".replace(",", "-09,", 1) for m, x in enumerate(false, 1)
    )


def study(folder: Path, text: str) -> Study:
    path = folder / "record.csv"
    path.write_text(text, encoding="utf-8")
    return by.audit(path).study


def asked(s: Study, of: str = "face") -> Finding:
    (found,) = s.document.find(f"false-alerts-per-{of}-difference")
    return found


def first(s: Study) -> str:
    assert s.first is not None
    return s.first.apart


def test_a_fall_that_chance_does_not_explain_is_said_with_its_counts_and_the_newest_period_is_first(
    tmp_path: Path,
) -> None:
    s = study(tmp_path, HEAD + days(2023, [9, 11, 10, 8, 12, 10]) + days(2024, [1, 0, 2, 1, 0, 1]))
    assert first(s).startswith(
        "First half of 2023, then first half of 2024: false alerts per face fell, more than deployments differ "
        "anyway, each by itself. Counted: 60 in 60,000 faces, then 5 in 60,000. Counts do not say why. "
    )
    assert s.first is not None
    assert str(s.first.sentence) == "5 of 35 alerts were judged false in the first half of 2024."
    e = asked(s).estimate
    assert e is not None
    assert e.value == pytest.approx((5 - 60) / 60_000)
    assert e.high < 0
    assert asked(s).at.period == "2024-H1 against 2023-H1"


def test_a_fall_that_chance_may_explain_is_said_to_be_that_and_one_number_stands_for_all(tmp_path: Path) -> None:
    s = study(tmp_path, HEAD + days(2023, ALIKE) + days(2024, [2, 3, 3, 4, 2, 3]))
    told = "false alerts per face went down, but deployments may differ as much anyway. Counted: 20 in 60,000"
    assert told in first(s)
    assert "changed too" not in first(s)
    assert "do not say why" not in first(s)
    assert s.first is not None
    assert str(s.first.sentence) == "37 of 97 alerts were judged false from January 2023 to June 2024."
    found = asked(s)
    assert found.estimate is not None
    assert found.test is not None
    assert found.estimate.low < 0 < found.estimate.high
    assert found.test.p > 0.05


def test_two_totals_are_compared_if_alerts_are_independent_with_the_exact_p_value(tmp_path: Path) -> None:
    s = study(tmp_path, HEAD + "2023-05-01,80000,60,40,20\n2024-05-01,90000,50,45,5\n")
    assert "false alerts per face fell by more than chance, if alerts are independent. Counted: 20 in" in first(s)
    face, alert = asked(s), asked(s, "alert")
    assert face.test is not None
    assert alert.test is not None
    assert face.test.p == pytest.approx(fisher((20, 80_000), (5, 90_000)))
    assert alert.test.p == pytest.approx(fisher((20, 60), (5, 50)))
    assert face.estimate is not None
    assert face.estimate.method.only_if == "if each alert is independent of every other"


def test_a_rise_is_a_rise_and_the_same_rate_is_no_change(tmp_path: Path) -> None:
    rose = study(tmp_path, HEAD + days(2023, ALIKE) + days(2024, [9, 12, 8, 10, 11, 9]))
    assert "false alerts per face rose, more than deployments differ anyway, each by itself." in first(rose)
    same = study(tmp_path, HEAD + days(2023, ALIKE) + days(2024, ALIKE))
    assert "no change of false alerts per face was counted. Counted: 20 in 60,000" in first(same)


PLACED = "place,watchlist_size," + HEAD


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Docks,900", "Market,950", " Places and watchlists changed too."),
        ("Docks,900", "Docks,950", " Watchlists changed too."),
        ("Docks,900", "Market,900", " Places changed too."),
        ("Docks,", "Docks,900", ""),
    ],
)
def test_what_else_changed_between_two_periods_is_said_from_their_rows(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    s = study(tmp_path, f"{PLACED}{before},2023-05-01,80000,60,40,20\n{after},2024-05-02,90000,50,30,20\n")
    assert f"then 20 in 90,000.{said} " in first(s)
    assert first(s).count("changed too") == bool(said)


def test_a_period_that_is_one_deployment_is_named_by_its_day_and_place(tmp_path: Path) -> None:
    s = study(tmp_path, f"{PLACED}Docks,900,2023-05-01,80000,60,40,20\n,900,2024-05-02,90000,50,45,5\n")
    assert first(s).startswith("1 May 2023 (Docks), then 2 May 2024: ")
    assert s.first is not None
    assert str(s.first.sentence) == "5 of 50 alerts were judged false on 2 May 2024."
    assert isinstance(s.first.picture, Rows)
    assert [row.detail for row in s.first.picture.rows] == ["2 May 2024", "1 May 2023 (Docks)"]


@pytest.mark.parametrize(("false", "sign"), [((5, 9), "false"), ((0, 0), "none")])
def test_the_key_lists_the_signs_that_are_drawn(tmp_path: Path, false: tuple[int, int], sign: str) -> None:
    s = study(tmp_path, HEAD + days(2024, false))
    assert s.first is not None
    assert isinstance(s.first.picture, Rows)
    assert [name for name, _ in s.first.picture.key] == (
        ["false", "right-soft", "band"] if sign == "false" else ["right-soft", "band", "none"]
    )


def test_nothing_is_said_of_one_period(tmp_path: Path) -> None:
    s = study(tmp_path, HEAD + days(2024, ALIKE))
    assert not s.document.find("false-alerts-per-face-difference")
    assert "against" not in first(s)


def test_faces_are_compared_with_the_earliest_period_that_counted_them_alike(tmp_path: Path) -> None:
    before = days(2023, [3, 2] * 6, faces=3_000)
    s = study(tmp_path, HEAD + before + days(2024, [3, 2] * 6, faces=30_000))
    assert asked(s).at.period == "2024-H2 against 2024-H1"
    assert asked(s, "alert").at.period == "2024-H2 against 2023-H1"


def test_where_what_counts_as_a_face_changed_in_between_alerts_are_compared_and_faces_are_not(tmp_path: Path) -> None:
    before = days(2023, [3, 2] * 6, faces=3_000)
    s = study(tmp_path, HEAD + before + "".join(f"2024-03-0{d},30000,8,5,3\n" for d in range(1, 10)))
    assert asked(s).not_estimable == "what counts as a face changed between the periods"
    assert asked(s, "alert").estimate is not None
    assert "the share of false alerts went up, but deployments may differ as much anyway" in first(s)


def test_a_period_whose_count_is_an_end_of_what_it_can_be_is_not_compared(tmp_path: Path) -> None:
    rows = "2022-05-01,80000,60,40,20\n2023-05-01,90000,50,45,5\n2024-05-01,>90000,50,48,2\n"
    s = study(tmp_path, HEAD + rows)
    assert asked(s).at.period == "2023-H1 against 2022-H1"


def test_a_total_that_overlaps_the_newest_period_is_not_compared_with_it(tmp_path: Path) -> None:
    head = "from,to,faces_seen,alerts,true_alerts,false_alerts\n"
    rows = "2023-01-01,2024-12-31,80000,60,40,20\n2024-07-01,2025-06-30,90000,50,45,5\n"
    s = study(tmp_path, head + rows)
    assert not s.document.find("false-alerts-per-face-difference")


def test_one_large_row_is_not_held_against_many_small_ones(tmp_path: Path) -> None:
    head = "date,faces_seen,false_alerts\n"
    rows = "".join(f"2023-{m:02}-09,10000,{x}\n" for m, x in enumerate([0, 9, 1, 0, 7, 2], 1))
    s = study(tmp_path, head + rows + "2024-05-01,60000,20\n")
    reason = "one row holds so much that the others do not show how it may come out another time"
    assert asked(s).not_estimable == reason
    assert first(s).startswith(f"Whether false alerts per face changed cannot be said: {reason}.")


def test_each_of_several_operators_has_its_own_and_the_first_screen_that_of_the_headline(tmp_path: Path) -> None:
    text = "who," + HEAD
    for who, newer in (("North", [1, 0, 2, 1, 0, 1]), ("South", [9, 8, 9, 7, 9, 8])):
        both = days(2023, [9, 11, 10, 8, 12, 10], right=9) + days(2024, newer, right=9)
        text += "".join(f"{who},{line}\n" for line in both.splitlines())
    s = study(tmp_path, text)
    found = {f.group["operator"]: f for f in s.document.find("false-alerts-per-face-difference") if f.group}
    assert {who: f.estimate.high < 0 for who, f in found.items() if f.estimate} == {"North": True, "South": False}
    assert s.first is not None
    whose = str(s.first.sentence).partition(":")[0]
    assert first(s).startswith(found[whose].answer)


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = (days(2023, ALIKE) + days(2024, [1, 0, 2, 1, 0, 1])).splitlines(keepends=True)
    one, other = (study(tmp_path, HEAD + "".join(order)) for order in (rows, rows[::-1]))
    assert asked(one) == asked(other)


def test_rows_without_an_alert_are_no_judgement_where_no_alert_was_judged(tmp_path: Path) -> None:
    rows = "2024-05-01,18000,14\n2024-05-08,22500,9\n2024-05-15,9000,0\n"
    s = study(tmp_path, "date,faces_seen,alerts\n" + rows)
    assert s.first is not None
    assert str(s.first.sentence).startswith("23 alerts in 49,500 faces seen; how many were false is not given")
    assert all(f.estimate is None for f in s.document.find("false-alerts-per-face"))
    judged = study(tmp_path, HEAD + "2024-05-01,18000,14,12,2\n2024-05-15,9000,0,,\n")
    (found,) = judged.document.find("false-alerts-per-face", period=None)
    assert found.estimate is not None
    assert found.estimate.trials == 27_000


def test_what_a_note_says_of_a_count_that_is_missing_stands_where_it_is_missing(tmp_path: Path) -> None:
    head = HEAD.replace("\n", ",note\n")
    rows = "2023-05-01,80000,60,40,20,\n2024-05-01,,50,45,5,a busy day; faces were not counted\n2025-05-01,,9,8,1,\n"
    s = study(tmp_path, head + rows)
    assert s.first is not None
    assert isinstance(s.first.picture, Rows)
    marks = [row.cells[1].mark for row in s.first.picture.rows]
    reasons = [mark.reason for mark in marks if isinstance(mark, Hatch)]
    assert reasons == ["faces seen: not given", 'its note says "faces were not counted"']


def test_a_count_that_a_note_withholds_is_no_count_that_is_missing(tmp_path: Path) -> None:
    head = HEAD.replace("\n", ",note\n")
    rows = "2023-05-01,80000,60,40,20,\n2023-09-01,8000,30,6,24,six right; the others not verified\n"
    s = study(tmp_path, head + rows)
    assert s.first is not None
    assert isinstance(s.first.picture, Rows)
    assert s.first.picture.rows[0].cells[1].mark == Hatch('its note says "not verified"')


def test_each_step_over_the_faces_is_said_as_it_is_drawn(tmp_path: Path) -> None:
    s = study(tmp_path, HEAD + "2023-05-01,80000,60,40,20\n2024-05-01,90000000,50,49,1\n")
    assert s.first is not None
    assert isinstance(s.first.picture, Rows)
    axis = s.first.picture.columns[1].axis
    steps = {round(later / earlier) for (earlier, _), (later, _) in pairwise(axis.ticks)}
    assert [f"For faces, each step is {step}-fold." in s.first.picture.reading for step in steps] == [True]


def test_rows_that_differ_by_more_than_chance_are_told_by_how_much_and_not_as_more_than_they_show(
    tmp_path: Path,
) -> None:
    s = study(tmp_path, HEAD + days(2024, [1, 9, 2, 8, 0, 6]))
    phi = s.document.find("over-dispersion")[0].estimate
    assert phi is not None
    assert 1.5 < phi.value < 5
    assert any(
        c.startswith(f"Per face, rows differ about {wording.significant(phi.value)} times") for c in s.document.caveats
    )


def test_supposed_mistakes_that_leave_the_share_as_it_is_said_are_not_told() -> None:
    told = misjudged([("", 107, 135)])  # one more is 78.5 %, which reads 79 % as 79.3 % does
    assert told is not None
    assert told.reason == "If 5 ‘right’ alerts were wrong, the share falls from 79 % to 76 %."


@pytest.mark.parametrize(
    ("newer", "unjudged", "of", "told"),
    [
        ((0, 0, 0), 1, "face", True),  # 53 in a million, then 0, or 33: lower all the same
        ((1, 0, 0), 1, "face", False),  # 33, or 67
        ((1, 1, 1), 7, "face", True),  # 100 is more without them
        ((1, 0, 0), 6, "alert", True),  # 8 of 23, then 1 of 16, or 7 of 22
        ((1, 0, 0), 7, "alert", False),  # 8 of 23: as much
    ],
)
def test_no_trend_is_told_that_alerts_which_nobody_judged_could_turn_round(
    tmp_path: Path, *, newer: tuple[int, ...], unjudged: int, of: str, told: bool
) -> None:
    """8 of 150,000 faces, then some of 30,000; the row that was not judged has 24,000 faces of its own."""
    older = days(2023, (2, 2, 4), faces=50_000)
    finding = asked(study(tmp_path, f"{HEAD}{older}{days(2024, newer)}2024-06-09,24000,{unjudged},,\n"), of)
    assert ("alerts that nobody judged could turn it round" in (finding.not_estimable or "")) is not told


def weeks(year: int, false: Sequence[int]) -> str:
    start = date(year, 1, 2)
    return "".join(f"{start + timedelta(days=7 * w)},10000,{x + 5},5,{x}\n" for w, x in enumerate(false))


def test_where_weeks_are_like_the_one_before_a_difference_of_two_stretches_is_no_change(tmp_path: Path) -> None:
    slow = [15, 16, 14, 15, 13, 12, 10, 9, 8, 6, 5, 4, 4, 5, 3, 4, 6, 7, 9, 10, 12, 11, 13, 14]
    found = asked(study(tmp_path, HEAD + weeks(2023, slow) + weeks(2024, [max(0, x - 4) for x in slow])))
    assert found.estimate is None
    assert "deployments close in time are alike" in (found.not_estimable or "")
    mixed = [slow[k] for k in np.random.default_rng(3).permutation(24)]
    found = asked(study(tmp_path, HEAD + weeks(2023, mixed) + weeks(2024, [max(0, x - 5) for x in mixed])))
    assert found.estimate is not None
    assert found.estimate.high < 0


def test_a_headline_of_the_newest_rows_says_so_and_what_all_come_to(tmp_path: Path) -> None:
    """253 of 270, 7 of 17 and 42 of 48: the sentence is of the last two, 49 of 65, and no change is told."""
    rows = "A,,2017-05-31,68000,270,17,253\nA,,2017-09-23,7000,17,10,7\nA,,2017-11-11,12000,48,6,42\n"
    said = first(study(tmp_path, PLACED + rows))
    assert "The headline is of the newest 2 of 3 rows. In the whole record 302 of 335 alerts were judged false." in said
