from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record
from bystander.findings.digits import WRITTEN, ten_digits
from bystander.intervals.counts import clopper_pearson, garwood
from bystander.studies.audit.study import audit

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Finding, Study

HEADER = "date,place,faces_seen,alerts,true_alerts,false_alerts,hours\n"


def study(folder: Path, text: str, **options: float) -> Study:
    file = folder / "record.csv"
    file.write_text(text, encoding="utf-8")
    return audit(read_record(file), **options)  # type: ignore[arg-type]


def one(study: Study, name: str) -> Finding:
    """Return the finding of a name that is about the whole record."""
    found = [f for f in study.document.find(name) if f.at.period is None and f.at.threshold is None]
    assert len(found) == 1
    return found[0]


def test_each_denominator_gets_the_exact_limits_of_the_added_counts(tmp_path: Path) -> None:
    s = study(tmp_path, HEADER + "2024-01-02,A,8600,8,1,7,5\n2024-01-03,B,12120,11,10,1,4\n")
    for name, trials, limits in (
        ("false-alerts-per-face", 20_720, clopper_pearson),
        ("false-alerts-per-alert", 19, clopper_pearson),
        ("false-alerts-per-deployment", 2, garwood),
        ("false-alerts-per-hour", 9, garwood),
    ):
        e = one(s, name).estimate
        assert e is not None
        assert (e.events, e.trials, e.value) == (8, trials, ten_digits(8 / trials))
        assert (e.low, e.high) == pytest.approx(limits(8, trials), rel=WRITTEN)
    right = one(s, "right-alerts-per-alert").estimate
    assert right is not None
    assert (right.events, right.trials) == (11, 19)


def test_no_false_alert_in_12120_faces_is_fifteen_of_sixty_thousand_and_not_none(tmp_path: Path) -> None:
    f = one(study(tmp_path, HEADER + "2022-01-28,A,12120,11,11,0,5\n"), "false-alerts-per-face")
    assert f.estimate is not None
    assert f.estimate.high == pytest.approx(2.47142e-4, rel=1e-5)
    assert f.sensitivity[1].upper == pytest.approx(4.9e-4, abs=5e-6)
    assert "up to 15 flagged by mistake" in f.answer
    assert "250 in a million" in f.answer
    assert "5.0 % of such records" in f.answer


def test_numerator_and_denominator_come_from_the_same_rows(tmp_path: Path) -> None:
    s = study(tmp_path, HEADER + "2024-01-02,A,1000,5,3,2,\n2024-01-03,B,,9,1,8,3\n2024-01-04,C,500,,,1,\n")
    faces, hours, alerts = (one(s, f"false-alerts-per-{unit}") for unit in ("face", "hour", "alert"))
    assert faces.estimate is not None
    assert (faces.estimate.events, faces.estimate.trials) == (3, 1500)
    assert any("Rests on the 2 of 3 rows" in caveat for caveat in faces.caveats)
    assert hours.estimate is not None
    assert (hours.estimate.events, hours.estimate.trials) == (8, 3)
    assert alerts.estimate is not None
    assert (alerts.estimate.events, alerts.estimate.trials) == (10, 14)


def test_what_no_row_supports_is_not_estimable_with_its_reason(tmp_path: Path) -> None:
    s = study(tmp_path, "date,alerts,true_alerts,false_alerts\n2024-01-02,5,3,2\n")
    assert "faces seen" in (one(s, "false-alerts-per-face").not_estimable or "")
    assert "hours" in (one(s, "false-alerts-per-hour").not_estimable or "")
    assert "nothing can be said of passers-by" in s.document.verdict[1]


def test_a_record_without_any_alert_divides_nothing_by_nothing(tmp_path: Path) -> None:
    s = study(tmp_path, HEADER + "2024-01-02,A,1000,0,0,0,2\n")
    assert one(s, "false-alerts-per-alert").not_estimable == "there was no alert at all: 0 of 0"
    assert one(s, "right-alerts-per-alert").estimate is None


def test_unconfirmed_alerts_are_shown_as_right_and_as_wrong(tmp_path: Path) -> None:
    head = "date,faces_seen,alerts,true_confirmed,true_unconfirmed,false_confirmed,false_unconfirmed\n"
    s = study(tmp_path, head + "2024-01-02,1000,10,5,3,1,1\n")
    right, cautious = one(s, "right-alerts-per-alert").estimate, one(s, "confirmed-alerts-per-alert").estimate
    assert right is not None
    assert cautious is not None
    assert (right.events, cautious.events) == (8, 5)
    (row,) = [r for r in one(s, "false-alerts-per-face").sensitivity if "unconfirmed" in r.assumption]
    assert (row.low, row.high) == pytest.approx(clopper_pearson(5, 1000), rel=WRITTEN)


def test_a_row_that_contradicts_itself_counts_for_no_rate_per_alert(tmp_path: Path) -> None:
    s = study(tmp_path, HEADER + "2024-01-02,A,1000,3,2,2,1\n2024-01-03,B,1000,5,4,1,1\n")
    alerts, faces = one(s, "false-alerts-per-alert").estimate, one(s, "false-alerts-per-face").estimate
    assert alerts is not None
    assert faces is not None
    assert (alerts.events, alerts.trials) == (1, 5)
    assert (faces.events, faces.trials) == (3, 2000)


def test_the_share_of_right_alerts_is_shown_as_if_some_had_been_misjudged(tmp_path: Path) -> None:
    head = "from,to,faces_seen,alerts,true_alerts,false_alerts\n"
    s = study(tmp_path, head + "2024-09-01,2025-09-30,3147436,2077,2067,10\n")
    rows = {r.assumption: r for r in one(s, "right-alerts-per-alert").sensitivity}
    for k, share in ((10, 0.990), (50, 0.971), (100, 0.947)):  # METHODS 7
        row = rows[f"{k} alerts judged right were in truth false"]
        assert row.low < (2067 - k) / 2077 < row.high
        assert (2067 - k) / 2077 == pytest.approx(share, abs=5e-4)
    assert "If 10 or 100 ‘right’ alerts were wrong, the share falls from 99.52 % to 99.04 % or 94.7 %." in " ".join(
        s.document.caveats
    )
    assert "deployments" in (one(s, "false-alerts-per-deployment").not_estimable or "")


def test_thresholds_and_periods_are_told_apart_where_there_are_several(tmp_path: Path) -> None:
    head = "date,faces_seen,alerts,true_alerts,false_alerts,threshold\n"
    s = study(tmp_path, head + "2024-02-01,1000,5,3,2,0.6\n2024-08-01,2000,5,4,1,0.64\n")
    (low,) = s.document.find("false-alerts-per-face", threshold=0.6)
    (late,) = s.document.find("false-alerts-per-face", period="2024-H2")
    assert low.estimate is not None
    assert low.estimate.trials == 1000
    assert late.estimate is not None
    assert late.estimate.trials == 2000
    assert late.answer.startswith("In the second half of 2024: ")
    assert [r["period"] for r in s.get("periods").rows()] == ["2024-H1", "2024-H2"]  # type: ignore[union-attr]


def test_operators_are_never_added_up(tmp_path: Path) -> None:
    head = "who,date,faces_seen,alerts,true_alerts,false_alerts\n"
    s = study(tmp_path, head + "Town,2024-02-01,1000,5,3,2\nCounty,2024-08-01,2000,5,4,1\n")
    assert "2 operators" in (one_of(s, None).not_estimable or "")
    assert [one_of(s, who).estimate.trials for who in ("Town", "County")] == [1000, 2000]  # type: ignore[union-attr]
    assert s.document.verdict[0] == "County: 1 of 5 alerts was judged false in August 2024."
    assert any(said.startswith("Comparing: Add or rank no two operators") for said in s.document.verdict)


def one_of(s: Study, operator: str | None) -> Finding:
    group = {"operator": operator} if operator else None
    return next(f for f in s.document.find("false-alerts-per-face", period=None) if f.group == group)


def test_rows_that_differ_beyond_doubt_are_not_told_as_one_rate(tmp_path: Path) -> None:
    head = "from,to,faces_seen,false_alerts\n"
    s = study(tmp_path, head + "2017-05-29,2017-06-04,170000,2297\n2023-04-01,2024-09-30,2500000,0\n")
    assert s.document.verdict[0].startswith("No false alert was counted in 2,500,000 faces seen from April 2023")
    assert "2,297" not in s.document.verdict[0]
    assert any("false alerts per face fell by more than chance" in said for said in s.document.verdict)
    assert not any("changed far more than chance explains" in caveat for caveat in s.document.caveats)
    assert one(s, "false-alerts-per-face").sensitivity[-1].deff > 1000  # type: ignore[operator]
    assert "far more than chance" in (one(s, "over-dispersion").not_estimable or "")


def steady(days: int, *, hour: int = 300, later: int = 300) -> str:
    rows = [
        f"2024-{1 + d // 28:02}-{1 + d % 28:02},P{d},{(hour if d < days // 2 else later) * 4 + d},4,3,1,4\n"
        for d in range(days)
    ]
    return HEADER + "".join(rows)


def test_a_change_of_the_denominator_leads_the_caveats(tmp_path: Path) -> None:
    s = study(tmp_path, steady(80, later=2_500))
    assert s.document.caveats[0].startswith("What counts as a face seen seems to have changed")
    f = one_change(s)
    assert f.estimate is not None
    assert f.estimate.value == pytest.approx(2_500 / 300, rel=0.1)
    assert "per face 8." in f.answer
    assert "per hour 1.0 times" in f.answer
    assert one(s, "false-alerts-per-face").caveats[0].startswith("What counts as a face changed between")


def test_a_record_kept_alike_throughout_has_no_such_caveat(tmp_path: Path) -> None:
    s = study(tmp_path, steady(80))
    assert s.document.find("denominator-change") == []
    assert "No change by 3 times or more" in one(s, "faces-per-hour").answer
    assert not any("seems to have changed" in c for c in s.document.caveats)


def test_a_median_is_said_with_the_digits_that_tell_it_from_its_limits(tmp_path: Path) -> None:
    # 20 rows of 300, 300.25, ... 304.75 faces an hour: no row is far from the median, and none above 310
    said = one(study(tmp_path, steady(20)), "faces-per-hour").answer
    assert "the middle (median) of 20 rows was 302 faces per hour" in said
    assert "the true middle lies between 301 and 304" in said
    far = HEADER + "".join(f"2024-01-{d + 1:02},P{d},{100 + 40 * d},4,3,1,1\n" for d in range(20))
    # 100, 140, ... 860: the middle two are 460 and 500, and the sixth from either end 300 and 660
    assert "was 480 faces per hour. With chance alone, the true middle lies between 300 and 660." in (
        one(study(tmp_path, far), "faces-per-hour").answer
    )
    half_alike = HEADER + "".join(f"2024-01-{d + 1:02},P{d},{900 + (d > 12) * d},4,3,1,1\n" for d in range(20))
    assert "half" not in one(study(tmp_path, half_alike), "faces-per-hour").answer  # of 7 rows more than the median


def one_change(s: Study) -> Finding:
    (found,) = s.document.find("denominator-change")
    return found


def test_neither_the_order_of_the_rows_nor_the_run_changes_a_byte_of_the_findings(tmp_path: Path) -> None:
    head, *rows = steady(60, later=2_500).splitlines(keepends=True)
    a = study(tmp_path, head + "".join(rows))
    b = study(tmp_path, head + "".join(rows[::-1]))
    assert a.document.findings == b.document.findings
    assert a.document.verdict == b.document.verdict
    assert a.document.to_json() == study(tmp_path, head + "".join(rows)).document.to_json()


def test_level_and_crowd_are_the_readers_choice(tmp_path: Path) -> None:
    s = study(tmp_path, HEADER + "2024-01-02,A,8600,8,1,7,5\n", level=0.9, crowd=1_000)
    f = one(s, "false-alerts-per-face")
    assert f.estimate is not None
    assert (f.estimate.low, f.estimate.high) == pytest.approx(clopper_pearson(7, 8600, level=0.9), rel=WRITTEN)
    assert "Of 1,000 people each seen once, about 0.81" in f.answer
    assert s.document.conventions.crowd == 1_000


def test_of_a_row_its_note_and_its_source_are_quoted_and_no_column_that_was_not_asked_for(tmp_path: Path) -> None:
    text = "date,faces_seen,alerts,false_alerts,note,source,name\n2024-01-02,1000,5,1,1 was stopped,the force,CANARY\n"
    s = study(tmp_path, text)
    (row,) = s.document.evidence[0].rows
    assert (row.row, row.date, row.note, row.source) == (2, "2024-01-02", "1 was stopped", "the force")
    assert row.counts.items() >= {"faces_seen": 1000, "alerts": 5, "false_alerts": 1}.items()
    assert "CANARY" not in s.document.to_json()
    assert "CANARY" not in str([series.rows() for series in s.series])
