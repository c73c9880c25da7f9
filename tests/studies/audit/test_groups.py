"""Who bears the false alerts of a deployment: the worked example of ten alerts, eight in one group."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

import bystander as by
from bystander.differentials.methods import SAME_ROWS
from bystander.evidence.record.groups import GroupTotals
from bystander.studies.audit.groups import audit_groups

TEN = pa.table(
    {"date": ["2024-09-01"], "faces_seen": [3_147_436], "alerts": [2_077], "false_alerts": [10],
     "false_alerts_black": [8], "false_alerts_white": [1]}
)  # fmt: skip


def test_eight_of_ten_is_evidence_unless_two_fifths_of_the_faces_were_theirs() -> None:
    document = by.audit(TEN, groups="black").document
    (part,) = document.find("false-alerts-by-group")
    assert part.estimate is not None
    assert (part.estimate.low, part.estimate.high) == pytest.approx((0.4439045, 0.9747893), abs=5e-8)  # V15
    assert "If fewer than 44 % of the faces seen were theirs, that is evidence" in part.answer
    picked = next(s for s in part.sensitivity if "picked among 4" in s.assumption)
    assert picked.low == pytest.approx(0.363, abs=5e-4)
    assert document.caveats[0].startswith(
        "8 of 10 false alerts fell on the group black. If fewer than 44 % of the faces seen"
    )
    (supposed,) = document.find("false-alert-group-ratio-supposed")
    assert supposed.not_estimable == "the record does not tell how many faces of the group were seen"
    assert "25.0 %: 12 times (2.4 to 120)" in supposed.answer
    assert any("the list or those seen hold more of its people" in c for c in supposed.caveats)


def test_one_of_ten_is_evidence_of_nothing() -> None:
    (_, white) = by.audit(TEN, groups=["black", "white"]).document.find("false-alerts-by-group")
    assert "evidence" not in white.answer


def test_faces_counted_by_group_give_rates_and_their_ratio() -> None:
    counted = TEN.append_column("faces_seen_black", [[400_000]]).append_column("faces_seen_white", [[2_000_000]])
    study = by.audit(counted, groups="black,white").study
    rates = {f.group["group"]: f.estimate for f in study.document.find("false-alerts-per-face-by-group") if f.group}
    assert rates["black"] is not None
    assert rates["black"].value == pytest.approx(8 / 400_000)
    (ratio,) = study.document.find("false-alerts-group-ratio")
    assert ratio.estimate is not None
    assert ratio.estimate.value == pytest.approx((8 / 400_000) / (1 / 2_000_000))
    assert study.document.find("false-alert-group-ratio-supposed") == []
    assert {s.name for s in study.series} >= {"groups", "group_ratios"}


def test_the_verdict_speaks_of_the_group_that_bears_most_whatever_is_named_first() -> None:
    two = TEN.set_column(5, "false_alerts_white", [[2]])
    for names in ("white,black", "black,white"):
        assert (
            by.audit(two, groups=names).document.caveats[0].startswith("8 of 10 false alerts fell on the group black.")
        )
    half = two.append_column("faces_seen_black", [[600_000]])  # one group alone has no other to be compared with
    document = by.audit(half, groups="white,black").document
    assert document.caveats[0].startswith("8 of 10 false alerts fell on the group black.")
    (ratio,) = document.find("false-alerts-group-ratio")
    assert ratio.not_estimable == "faces were counted of one group only, so there is nothing to compare it with"


def test_groups_are_declared_and_never_guessed() -> None:
    assert not by.audit(TEN).document.find("false-alerts-by-group")
    with pytest.raises(by.EvidenceError, match="no column false_alerts_green"):
        by.audit(TEN, groups="green")
    with pytest.raises(by.UsageError, match="endings of columns"):
        by.audit(TEN, groups="black,")


def test_a_part_larger_than_its_whole_is_refused() -> None:
    wrong = TEN.set_column(4, "false_alerts_black", [[11]])
    with pytest.raises(by.EvidenceError, match="more false alerts than all together"):
        by.audit(wrong, groups="black")
    with pytest.raises(by.EvidenceError, match="no whole numbers"):
        by.audit(TEN.set_column(4, "false_alerts_black", [["many"]]), groups="black")
    with pytest.raises(by.EvidenceError, match="more faces seen than all together"):
        by.audit(TEN.append_column("faces_seen_black", [[4_000_000]]), groups="black")


def test_no_false_alert_leaves_no_part_to_speak_of() -> None:
    none = TEN.set_column(3, "false_alerts", [[0]]).set_column(4, "false_alerts_black", [[0]])
    (part,) = by.audit(none, groups="black").document.find("false-alerts-by-group")
    assert part.not_estimable == "no false alert was recorded: 0 of 0"


def test_false_alerts_of_no_group_are_told_and_so_are_those_of_two() -> None:
    counts = {"date": ["2024-01-01"], "faces_seen": [1000], "alerts": [30], "false_alerts": [20]}
    few = by.audit(pa.table(counts | {"false_alerts_a": [3], "false_alerts_b": [1]}), groups="a,b").document
    assert any(c.startswith("16 of 20 false alerts are of no group.") for c in few.caveats)
    many = by.audit(pa.table(counts | {"false_alerts_a": [15], "false_alerts_b": [9]}), groups="a,b").document
    assert any(c.startswith("The groups hold 24 false alerts, and the record 20.") for c in many.caveats)
    seen = {"faces_seen_a": [700], "faces_seen_b": [400]}
    faces = by.audit(pa.table(counts | {"false_alerts_a": [15], "false_alerts_b": [5]} | seen), groups="a,b").document
    assert any(c.startswith("The groups hold 1,100 faces seen, and the record 1,000.") for c in faces.caveats)
    exact = by.audit(pa.table(counts | {"false_alerts_a": [15], "false_alerts_b": [5]}), groups="a,b").document
    assert not any("of no group" in c or "groups hold" in c for c in exact.caveats)


def test_of_groups_it_is_said_that_they_are_of_all_rows_where_the_headline_is_of_some() -> None:
    false, alerts = [26, 21, 15, 7], [35, 32, 22, 15]  # fewer in the last, by more than chance if each is independent
    record = pa.table({
        "date": ["2025-01-01", "2025-04-01", "2025-06-30", "2025-09-28"], "faces_seen": [20_000] * 4, "alerts": alerts,
        "false_alerts": false, "true_alerts": [a - f for a, f in zip(alerts, false, strict=True)],
        "faces_seen_a": [10_000] * 4, "faces_seen_b": [10_000] * 4, "false_alerts_a": [20, 15, 11, 4],
        "false_alerts_b": [6, 6, 4, 3],
    })  # fmt: skip
    verdict = by.audit(record, groups=["a", "b"]).document.verdict
    assert verdict[0] == "7 of 15 alerts were judged false on 28 September 2025."
    assert verdict[1].startswith("In the whole record, by group, of false alerts per face seen: ")


def test_groups_of_one_row_are_told_of_that_row_alone() -> None:
    one = pa.table({
        "date": ["2025-01-01"], "faces_seen": [20_000], "alerts": [53], "false_alerts": [53], "true_alerts": [0],
        "faces_seen_a": [10_000], "faces_seen_b": [10_000], "false_alerts_a": [42], "false_alerts_b": [11],
    })  # fmt: skip
    document = by.audit(one, groups=["a", "b"]).document
    assert document.verdict[1].endswith("as frequent. That is of this row alone, if alerts are independent.")
    assert "For new people" not in document.verdict[1]
    (ratio,) = document.find("false-alerts-group-ratio")
    assert any(c.startswith("Each group has one row, so nothing shows how much rows differ") for c in ratio.caveats)


def seen_together(rows: list[tuple[int, int, int]]) -> pa.Table:
    """Return a record of a row a month: thousands of faces, three in ten of one group, and false alerts of either."""
    return pa.table({
        "date": [f"2024-{month + 1:02d}-05" for month in range(len(rows))],
        "faces_seen": [1000 * faces for faces, _, _ in rows],
        "alerts": [a + b for _, a, b in rows], "false_alerts": [a + b for _, a, b in rows],
        "true_alerts": [0] * len(rows),
        "false_alerts_black": [a for _, a, _ in rows], "false_alerts_white": [b for _, _, b in rows],
        "faces_seen_black": [300 * faces for faces, _, _ in rows],
        "faces_seen_white": [700 * faces for faces, _, _ in rows],
    })  # fmt: skip


RAISED = [(20, 12, 8), (22, 14, 10), (21, 11, 9), (21, 1, 1), (20, 2, 1), (25, 2, 1)]  # a threshold, in the last three


def test_groups_seen_in_the_same_rows_are_compared_by_what_rows_leave() -> None:
    """In every row three times as often; that the threshold was raised hides nothing, as it was raised for both."""
    document = by.audit(seen_together(RAISED), groups="black,white").document
    (ratio,) = document.find("false-alerts-group-ratio")
    assert ratio.estimate is not None
    assert ratio.test is not None
    assert ratio.estimate.value == pytest.approx(42 / 300 / (30 / 700))
    assert ratio.estimate.low > 1.9
    assert ratio.test.p < 1e-5
    assert ratio.caveats[0].startswith("Groups were seen in the same rows.")
    assert ratio.estimate.method.rests_on(SAME_ROWS)
    assert str(ratio.test.method).endswith(", within the same rows")
    assert "black (42 of 38,700) against white (30 of 90,300), 3.3 times as frequent" in " ".join(document.verdict)
    (apart,) = document.find("false-alerts-group-difference")
    assert apart.estimate is not None
    assert not apart.estimate.method.rests_on(SAME_ROWS)
    assert apart.estimate.low == pytest.approx(1.034e-4, rel=1e-2)  # of the lower rate's lower limit
    assert any("What a row does, it does to all groups alike" in line for line in document.verdict)
    assert apart.estimate.high > 2.5e-3  # what rows do to both does not cancel in it


def test_groups_of_which_not_every_row_is_told_are_compared_by_their_sums() -> None:
    groups = [
        GroupTotals(
            name=name, false_alerts=sum(row[k] for row in RAISED), all_false_alerts=72, all_faces_seen=129_000,
            faces_seen=share * sum(row[0] for row in RAISED), rows=len(RAISED),
            by_row={at: (row[k], share * row[0]) for at, row in enumerate(RAISED)},
        )
        for name, k, share in (("black", 1, 300), ("white", 2, 700))
    ]  # fmt: skip
    some = [replace(group, by_row={at: told for at, told in group.by_row.items() if at}) for group in groups]
    for given, together in ((groups, True), (some, False)):
        ratio = next(f for f in audit_groups(given, level=0.95).findings if f.id == "false-alerts-group-ratio")
        assert ratio.test is not None
        assert str(ratio.test.method).endswith("within the same rows") is together


def mixed(rows: list[tuple[int, int, int, int]]) -> pa.Table:
    """Return a record of a row a month: faces seen of either group, and false alerts of either."""
    faces = [a + b for a, b, _, _ in rows]
    return pa.table({
        "date": [f"2024-{month + 1:02d}-05" for month in range(len(rows))], "faces_seen": faces,
        "alerts": [x + y for _, _, x, y in rows], "false_alerts": [x + y for _, _, x, y in rows],
        "true_alerts": [0] * len(rows),
        "false_alerts_a": [x for _, _, x, _ in rows], "false_alerts_b": [y for _, _, _, y in rows],
        "faces_seen_a": [a for a, _, _, _ in rows], "faces_seen_b": [b for _, b, _, _ in rows],
    })  # fmt: skip


def test_where_sums_and_rows_say_other_ratios_sums_are_not_compared_by_what_rows_leave() -> None:
    """Within each row a has twice b's rate; in sum 1.5 times, as it was seen where everybody had less."""
    some = [(30_000, 10_000, 120, 20), (20_000, 20_000, 120, 60), (10_000, 30_000, 88, 132)]
    (ratio,) = by.audit(mixed(some * 2), groups="a,b").document.find("false-alerts-group-ratio")
    assert ratio.estimate is not None
    assert ratio.estimate.value == pytest.approx(656 / 424)
    assert not ratio.estimate.method.rests_on(SAME_ROWS)


def test_a_difference_that_rows_do_not_show_is_shown_by_no_sum() -> None:
    """Rates are the same in each row; in sum b has 1.06 times a's, and so many faces that no chance explains it."""
    some = [(10**7, 12 * 10**6, 10_000, 12_000), (11 * 10**6, 11 * 10**6, 22_000, 22_000),
            (12 * 10**6, 10**7, 36_000, 30_000)]  # fmt: skip
    (ratio,) = by.audit(mixed(some * 2), groups="a,b").document.find("false-alerts-group-ratio")
    assert ratio.test is not None
    assert ratio.test.p > 0.05
    assert not str(ratio.test.method).endswith("within the same rows")


def test_the_rate_of_everybody_beside_groups_scatters_as_their_rows_do() -> None:
    """By 72 of 129,000 independent faces it would be 440 to 700 in a million, and narrower than any group's by far."""
    (groups,) = [s for s in by.audit(seen_together(RAISED), groups="black,white").study.series if s.name == "groups"]
    at = groups.columns["kind"].index("everybody")
    assert (groups.columns["events"][at], groups.columns["trials"][at]) == (72, 129_000)
    low, high = groups.columns["low"][at], groups.columns["high"][at]
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low < 2e-4
    assert high > 1.2e-3


def test_where_groups_take_turns_from_row_to_row_nothing_cancels() -> None:
    """Of one mean rate each, with days of their own: the same sums show no difference."""
    turns = [(20, 24, 0), (22, 0, 16), (21, 14, 0), (21, 0, 13), (20, 4, 0), (25, 0, 1)]
    (ratio,) = by.audit(seen_together(turns), groups="black,white").document.find("false-alerts-group-ratio")
    assert ratio.test is not None
    assert ratio.test.p > 0.05
