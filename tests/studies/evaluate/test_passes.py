"""A seeded test becomes findings: threshold by threshold, by group and place, with failures folded in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import bystander as by
from bystander.report.html import render
from tests import shared_data

if TYPE_CHECKING:
    from bystander.findings import Document, Finding


def table(volunteers: int = 40, passes: int = 3, **columns: Any) -> pa.Table:
    """Return a test in which volunteer i sets off an alert in pass j where i + j is no multiple of 3."""
    rows = [(i, j) for i in range(volunteers) for j in range(passes)]
    made = {
        "volunteer": [f"v{i:03d}" for i, _ in rows], "pass": [j for _, j in rows],
        "alerted": [int((i + j) % 3 > 0) for i, j in rows],
    }  # fmt: skip
    return pa.table(made | {name: [of(i, j) for i, j in rows] for name, of in columns.items()})


def document(source: Any, **options: Any) -> Document:
    return by.evaluate(source, **options).document


def one(found: Document, name: str, **at: Any) -> Finding:
    (finding,) = found.find(name, **at)
    return finding


def counted(finding: Finding) -> tuple[int | None, float | None]:
    assert finding.estimate is not None
    return finding.estimate.events, finding.estimate.trials


def test_the_shared_case() -> None:
    found = document(shared_data.path("../cases/seeded_test.csv"), by="ethnicity,sex")
    assert counted(one(found, "passes-alerted")) == (68, 120)
    assert counted(one(found, "volunteers-alerted")) == (38, 40)
    assert counted(one(found, "passes-not-detected")) == (6, 120)
    groups = found.find("passes-alerted-by-group")
    assert [(f.group, counted(f)) for f in groups] == [
        ({"ethnicity": "A"}, (34, 60)), ({"ethnicity": "B"}, (34, 60)),
        ({"sex": "F"}, (34, 60)), ({"sex": "M"}, (34, 60)),
    ]  # fmt: skip
    ratio = found.find("passes-missed-group-ratio")[0]
    assert ratio.estimate is not None
    assert ratio.estimate.value == 1
    assert ratio.test is not None
    assert ratio.reference is not None
    assert ratio.reference.detectable is not None
    assert found.verdict[0].startswith("68 of 120 passes by people on the list were noticed.")
    assert found.evidence[0].failures == 6
    assert found.conventions.failures == "fold"


def test_failures_are_folded_in_or_left_out_and_said() -> None:
    given = table(detected=lambda i, j: int((i + j) % 3 > 0 or i < 6))
    folded, excluded = (document(given, failures=how) for how in ("fold", "exclude"))
    alerts, passes = counted(one(folded, "passes-alerted"))
    unseen, of = counted(one(folded, "passes-not-detected"))
    assert (alerts, passes, unseen, of) == (80, 120, 34, 120)
    assert counted(one(excluded, "passes-alerted")) == (80, 86)
    assert counted(one(excluded, "volunteers-alerted")) == counted(one(folded, "volunteers-alerted"))
    assert "count as passes without an alert" in folded.verdict[1]
    assert "left out of that share" in excluded.verdict[1]
    assert any("--failures exclude" in caveat for caveat in excluded.caveats)
    (row,) = one(folded, "passes-alerted").sensitivity
    estimate = one(excluded, "passes-alerted").estimate
    assert estimate is not None
    assert (row.low, row.high) == (estimate.low, estimate.high)


def test_a_test_without_a_face_at_all_is_not_estimable_where_those_are_left_out() -> None:
    given = pa.table({"volunteer": ["a", "b"], "pass": [1, 1], "detected": [0, 0], "alerted": [0, 0]})
    found = document(given, failures="exclude")
    assert one(found, "passes-alerted").not_estimable
    assert found.verdict == (one(found, "passes-alerted").answer,)


def test_thresholds_are_never_put_together() -> None:
    given = pa.concat_tables([table(threshold=lambda *_: 0.6), table(30, threshold=lambda *_: 0.7)])
    found = document(given)
    assert counted(one(found, "passes-alerted", threshold=0.6)) == (80, 120)
    assert counted(one(found, "passes-alerted", threshold=0.7)) == (60, 90)
    assert "The threshold was 0.6." in found.verdict[1]
    assert "0.7" not in " ".join(found.verdict)


def test_an_alert_on_somebody_else_is_no_success() -> None:
    given = table(right=lambda i, j: "" if (i + j) % 3 == 0 else "no" if i == 1 else "yes")
    found = document(given)
    assert counted(one(found, "passes-alerted")) == (78, 120)
    assert counted(one(found, "passes-wrong-person")) == (2, 120)
    assert counted(one(found, "volunteers-alerted")) == (39, 40)
    assert not one(document(table()), "passes-wrong-person").estimate


def test_places_and_cameras_have_shares_and_no_test_between_them() -> None:
    given = table(camera=lambda _, j: "gate" if j else "stairs", place=lambda i, _: "north" if i < 36 else "south")
    found = document(given)
    shares = {pair: f for f in found.find("passes-alerted-by-group") for pair in (f.group or {}).items()}
    assert counted(shares["camera", "gate"]) == (54, 80)
    assert counted(shares["camera", "stairs"]) == (26, 40)
    assert shares["place", "north"].estimate
    assert not [f for f in found.findings if f.test is not None]


def test_a_place_with_few_people_is_named_and_not_estimated() -> None:
    found = document(table(place=lambda i, _: "north" if i < 36 else "south"))
    (few,) = [f for f in found.find("passes-alerted-by-group") if f.group == {"place": "south"}]
    assert few.estimate is None
    assert "fewer than 10" in (few.not_estimable or "")


def test_a_difference_between_groups_is_found_and_said() -> None:
    rows = [(i, j) for i in range(120) for j in range(3)]
    given = pa.table({
        "volunteer": [f"v{i}" for i, _ in rows], "pass": [j for _, j in rows], "sex": ["FM"[i % 2] for i, _ in rows],
        "alerted": [int((i // 2 + j) % 10 > (5 if i % 2 else 0)) for i, j in rows],
    })  # fmt: skip
    found = document(given, by="sex")
    assert "By sex, passes without an alert differ" in found.verdict[1]
    (ratio,) = found.find("passes-missed-group-ratio")
    assert ratio.estimate is not None
    assert ratio.estimate.low > 1


def test_what_comes_of_several_tests_is_a_caveat_where_the_first_screen_is_not_about_groups() -> None:
    rows = [(i, j) for i in range(120) for j in range(3)]
    given = pa.table({
        "volunteer": [f"v{i}" for i, _ in rows], "pass": [j for _, j in rows], "sex": ["FM"[i % 2] for i, _ in rows],
        "glasses": ["AB"[i % 3 > 0] for i, _ in rows], "alerted": [int((i // 2 + j) % 10 > 3) for i, j in rows],
    })  # fmt: skip
    found = document(given, by="sex,glasses")
    told = "2 tests were made (by sex and glasses): each calls equal groups different 1 time in 20"
    assert [told in text for text in ("\n".join(found.caveats), "\n".join(found.verdict))] == [True, False]
    assert not any("tests were made" in text for text in document(given, by="sex").caveats)


def test_families_count_as_one() -> None:
    given = table(family=lambda i, _: i // 4)
    alone, together = document(given), document(given, cluster="family")
    assert one(alone, "passes-alerted").estimate.people == 40  # type: ignore[union-attr]
    assert one(together, "passes-alerted").estimate.people == 10  # type: ignore[union-attr]
    assert counted(one(together, "volunteers-alerted")) == (40, 40)
    people = pa.table({"subject": [f"v{i:03d}" for i in range(40)], "family": [i // 4 for i in range(40)]})
    assert document(table(), cluster="family", people=people).findings == together.findings


def test_it_says_what_it_does_not_say_first() -> None:
    found = document(table())
    assert "Nothing is said of people flagged by mistake." in found.caveats[0]
    assert "Volunteers know of the test" in found.caveats[1]


@pytest.mark.parametrize(("alerted", "said"), [(1, "at least "), (0, "at most ")])
def test_all_and_none_are_said_with_their_limit(alerted: int, said: str) -> None:
    given = table()
    given = given.set_column(2, "alerted", pa.array([alerted] * len(given)))
    found = document(given)
    assert found.verdict[1].startswith(f"For new volunteers like these on the same days, expect {said}")


@pytest.mark.parametrize(
    "asked", [{"targets": [0.1]}, {"thresholds": [1.0]}, {"fpir_targets": [0.1]}, {"rank": 1}, {"distance": True}]
)
def test_what_is_of_scores_does_not_go_with_it(asked: dict[str, Any]) -> None:
    with pytest.raises(by.UsageError, match="seeded test"):
        by.evaluate(table(), **asked)


def test_what_is_of_passes_does_not_go_with_anything_else() -> None:
    scores = pa.table({"probe_subject": ["a", "b"], "reference_subject": ["a", "a"], "score": [1.0, 0.1]})
    with pytest.raises(by.UsageError, match="blank goes with a seeded test"):
        by.evaluate(scores, blank="no")
    with pytest.raises(by.UsageError, match="cannot be compared"):
        by.compare(table(), table())


RECORD = pa.table({"date": ["2024-05-01", "2024-05-02"], "faces_seen": [7000, 5000], "alerts": [5, 4],
                   "true_alerts": [2, 1], "false_alerts": [3, 3]})  # fmt: skip


def test_false_alerts_on_everybody_else_stand_beside_it() -> None:
    found = document(table(), record=RECORD)
    assert counted(one(found, "false-alerts-per-face")) == (6, 12_000)
    assert counted(one(found, "passes-alerted")) == (80, 120)
    assert "of 12,000 faces in table, 6 were flagged by mistake: 500 in a million; up to " in found.verdict[1]
    assert [note.kind for note in found.evidence] == ["seeded operational test", "deployment record"]
    assert not any("Nothing is said of people flagged" in caveat for caveat in found.caveats)
    with pytest.raises(by.UsageError, match="record goes with a seeded test"):
        by.evaluate(RECORD, record=RECORD)
    none = document(
        table(), record=RECORD.set_column(4, "false_alerts", pa.array([0, 0])).drop_columns(["true_alerts"])
    )
    assert "none were flagged by mistake: at most " in none.verdict[1]


def test_what_the_record_beside_tells_is_not_said_to_be_untold() -> None:
    one_false = RECORD.set_column(4, "false_alerts", pa.array([1, 0])).drop_columns(["true_alerts"])
    first = by.evaluate(table(), record=one_false).study.first
    assert first is not None
    assert "of 12,000 faces in table, 1 was flagged by mistake" in str(first.beside[0])
    assert not first.untold.startswith("How many people off the list")
    assert "whether the record beside is of the setting of the test" in first.untold.lower()
    assert first.next == "compare place, threshold and watchlist of the test with those of the record beside."


def test_a_record_beside_without_faces_lacks_the_faces_and_not_the_false_alerts() -> None:
    first = by.evaluate(table(), record=RECORD.drop_columns(["faces_seen"])).study.first
    assert first is not None
    assert first.untold.startswith("How many people off the list were seen")
    assert first.next.startswith("ask how many faces were seen")


def test_the_record_beside_is_told_by_the_rows_that_its_audit_tells() -> None:
    """2,297 of 170,000 at one event, then 98 of 181,000: the audit tells of the later rows alone."""
    unlike = pa.table({
        "date": ["2017-06-03", "2017-09-22", "2017-10-28", "2017-11-11", "2017-12-04"],
        "faces_seen": [170_000, 30_000, 70_000, 74_000, 7_000], "alerts": [2_470, 17, 51, 48, 7],
        "true_alerts": [173, 10, 5, 6, 4], "false_alerts": [2_297, 7, 46, 42, 3],
    })  # fmt: skip
    audited = by.audit(unlike).study.first
    found = by.evaluate(table(), record=unlike)
    first = found.study.first
    assert audited is not None
    assert first is not None
    assert "Of 181,000 faces seen, 98 were flagged by mistake" in str(audited.lead)
    assert "of 181,000 faces in table from September 2017 to December 2017, 98 were flagged by mistake" in str(
        first.beside[0]
    )
    assert "Rows of other times were counted otherwise, or differ" in str(first.beside[0])
    assert {counted(f) for f in found.document.findings if f.id == "false-alerts-per-face"} == {
        (2_395, 351_000), (98, 181_000),
    }  # fmt: skip


def test_it_is_read_first_or_at_once() -> None:
    read = by.read_passes(table())
    assert document(read).findings == document(table()).findings
    with pytest.raises(by.UsageError, match="read_passes"):
        by.evaluate(read, blank="no")
    assert by.check(table()) == ()


def test_the_page_opens_with_it() -> None:
    page = render(by.evaluate(table(camera=lambda _, j: "gate" if j else "stairs")).study)
    assert "What became of the passes" in page
    assert "Seeded test" in page
    assert "v001" not in page


@pytest.mark.parametrize(
    ("alerts", "said"),
    [([1], "1 of 1 pass by people on the list was noticed."), ([0], "0 of 1 pass by people on the list were noticed.")],
)
def test_one_pass_is_said_as_one(alerts: list[int], said: str) -> None:
    made = pa.table({"volunteer": ["A"], "pass": [1], "alerted": alerts})
    verdict = document(made).verdict
    assert verdict[0] == said
    assert f"{alerts[0]} of 1 volunteer set off an alert at least once: " in verdict[1]


def test_nobody_sets_off_no_alert_at_least_once() -> None:
    made = pa.table({"volunteer": ["A", "A", "B", "B"], "pass": [1, 2, 1, 2], "alerted": [0, 0, 0, 0]})
    assert "0 of 2 volunteers set off an alert at least once: at most 78 %" in document(made).verdict[1]


def test_volunteers_taken_for_somebody_else_did_set_off_alerts() -> None:
    names = [f"v{i}" for i in range(11)]
    made = pa.table({"volunteer": names, "pass": [1] * 11, "alerted": ["yes"] * 11, "right": ["no"] * 11})
    found = document(made)
    assert "0 of 11 volunteers set off an alert on the right person at least once" in found.verdict[1]
    assert "11 alerts named somebody else." in found.verdict[1]
    assert found.find("volunteers-alerted")[0].answer.startswith("none of 11 volunteers set off an alert on the right")


def days(source: Any, **options: Any) -> list[str]:
    return [text for text in document(source, **options).caveats if text.startswith("The sessions differ")]


def found(i: int, j: int) -> int:
    """Return whether volunteer i sets off an alert on day j: all on the first, a third on the second."""
    return int(j == 0 or i % 3 == 0)


def test_days_that_differ_by_more_than_chance_lead_the_caveats() -> None:
    source = table(passes=2, alerted=found, session=lambda _, j: f"2024-05-0{j + 1}")
    assert document(source).caveats[0] == (
        "The sessions differ by more than chance: 14 of 40 passes noticed in one, 40 of 40 in another. "
        "The range is for these sessions: others may lie far outside it. More sessions would show how much they differ."
    )


def test_times_of_a_day_are_one_session_and_so_are_passes_without_any() -> None:
    assert days(table(passes=2, alerted=found, session=lambda _, j: f"2024-05-01 0{j + 1}:30")) == []
    assert days(table(passes=2, alerted=found)) == []
    assert days(table(passes=2, alerted=found, session=lambda _, j: "" if j else "2024-05-01")) == []


def test_days_that_are_alike_are_not_told_of() -> None:
    assert days(table(session=lambda _, j: j)) == []


def test_right_alerts_are_what_is_compared() -> None:
    source = table(passes=2, alerted=lambda _i, _j: 1, right=found, session=lambda _, j: j)
    assert days(source)[0].startswith("The sessions differ by more than chance: 14 of 40 passes")


def test_cameras_that_are_joined_keep_their_sessions() -> None:
    source = table(
        passes=4, alerted=lambda i, j: found(i, j // 2), camera=lambda _, j: f"cam{j % 2}", session=lambda _, j: j // 2
    )
    source = source.set_column(1, "pass", pa.array([1] * 160))
    assert days(source, unit="passage")[0].startswith("The sessions differ by more than chance: 14 of 40 passes")


def test_how_much_other_days_differ_is_not_told() -> None:
    (said,) = (text for text in document(table()).verdict if text.startswith("Not told"))
    assert said.endswith("how much other days differ.")


def test_groups_that_passed_in_other_sessions_are_told_apart_from_groups_that_differ() -> None:
    """Of the first day one in ten is missed of either sex, of the second half; women passed on the second mostly."""
    rows = [
        (f"{sex}{day}{i}", day, sex, int(i % 10 > 0 if day == "one" else i % 2))
        for day, women, men in (("one", 20, 100), ("two", 100, 20))
        for sex, many in (("F", women), ("M", men))
        for i in range(many)
    ]
    columns = ("volunteer", "session", "sex", "alerted")
    given = {name: list(column) for name, column in zip(columns, zip(*rows, strict=True), strict=True)}
    first = by.evaluate(pa.table(given), by="sex").study.first
    assert first is not None
    said = " ".join(str(line) for line in first.beside)
    assert "differ: F (52 of 120) against M (20 of 120), 2.6 times as frequent." in said
    assert "But within the same sessions, " in said
    assert (
        "1.0 times the others' rate of misses, which chance may explain: it may lie in where groups were seen." in said
    )
