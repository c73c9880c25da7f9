"""What is seen first of systems: each fact once, what is missing, and no caveat beside numbers it does not hold for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import LEAVE_MATE_OUT, read_searches
from bystander.findings import wording
from bystander.findings.signs import Rows
from bystander.report import numbers
from bystander.studies.compare import words
from bystander.studies.compare.first_screen import _either
from bystander.studies.compare.study import compare
from tests.studies.compare.test_compare import rows, table, trial

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings import Study
    from bystander.findings.first_screen import FirstScreen


@pytest.fixture(scope="module")
def weak() -> Trial:
    return trial(rows(1, gap=2.6))


@pytest.fixture(scope="module")
def strong() -> Trial:
    return trial(rows(2, gap=4.2))


@pytest.fixture(scope="module")
def best() -> Trial:
    return trial(rows(3, gap=7.0))


def first(found: Study) -> FirstScreen:
    assert found.first is not None
    return found.first


def test_the_lead_says_the_range_and_no_count_of_the_headline_again(weak: Trial, strong: Trial) -> None:
    found = compare({"weak": weak, "strong": strong}, targets=[0.01])
    (difference,) = found.document.find("fnmr-difference-at-fmr")
    assert difference.estimate is not None
    lead = str(first(found).lead)
    d = difference.estimate
    fewer = " to ".join(wording.size(v, like=d.low, unit=False) for v in (d.high, d.low))
    assert f"{fewer} fewer in 100 tries (95 % range)" in lead
    (ratio,) = found.document.find("fnmr-ratio-at-fmr")
    assert ratio.estimate is not None
    times = " to ".join(wording.significant(v) for v in (ratio.estimate.low, ratio.estimate.high))
    assert f"{times} times as often as weak" in lead
    assert first(found).eyebrow == "45 people, 90 tries per system."
    assert " of 90" in str(first(found).sentence)
    assert " of 90" not in lead
    assert "In this trial" not in lead


def test_two_files_with_the_same_scores_of_different_people_are_asked_whether_they_are_two_systems(
    weak: Trial, strong: Trial
) -> None:
    same = [(*row[:4], row[4] + (row[0] == row[1]) * 0.7) for row in rows(1, gap=2.6)]
    claim = "weak and other may not be two systems."
    found = first(compare({"weak": weak, "other": trial(same)}, targets=[0.01]))
    assert claim in [c.claim for c in found.ranked[:3]]
    assert claim not in [c.claim for c in first(compare({"weak": weak, "other": strong}, targets=[0.01])).caveats]


def test_it_says_what_is_not_here_groups_and_passers_by(weak: Trial, strong: Trial) -> None:
    found = first(compare({"weak": weak, "strong": strong}, targets=[0.01]))
    assert "whether fewer errors here mean fewer for every group" in found.untold.lower()
    assert "A passer-by is not one comparison." in [c.claim for c in found.ranked[:3]]
    searches = {n: read_searches(t, non_mated=LEAVE_MATE_OUT) for n, t in (("weak", weak), ("strong", strong))}
    assert not any("one comparison" in c.claim for c in first(compare(searches, targets=[0.1])).caveats)


@pytest.mark.parametrize(("where", "set_here"), [({"targets": [0.01]}, True), ({"thresholds": [2.6]}, False)])
def test_a_threshold_that_was_set_on_the_trial_is_said_to_be(
    weak: Trial, strong: Trial, where: dict[str, Any], *, set_here: bool
) -> None:
    picture = first(compare({"weak": weak, "strong": strong}, **where)).picture
    assert isinstance(picture, Rows)
    assert all(row.detail.endswith(", set in this trial") is set_here for row in picture.rows)
    assert picture.columns[-1].title == "How much more or less often does strong miss?"


def test_a_caveat_on_few_errors_stands_only_beside_settings_that_rest_on_few(weak: Trial, strong: Trial) -> None:
    found = compare({"weak": weak, "strong": strong}, targets=[0.1, 0.01, 0.001])
    (roughly, _) = words.ROUGH.split(" {held}", 1)
    seen = set()
    for target in (0.1, 0.01, 0.001):
        (difference,) = found.document.find("fnmr-difference-at-fmr", target_fmr=target)
        trials = 45 * 44 * 2
        alone = [f for f in found.document.find("fnmr-at-fmr", target_fmr=target) if len(f.systems) == 1]
        events = min(round((f.at.achieved_fmr or 0) * trials) for f in alone)
        told = [c for c in difference.caveats if c.startswith(roughly)]
        assert bool(told) == (events < words.DOZEN)
        assert all(f"({events})" in c for c in told)
        seen.add(bool(told))
    assert seen == {True, False}
    assert not any("dozen" in c for f in found.document.findings for c in f.caveats)


def test_systems_tried_on_different_people_are_said_to_be_in_the_sentence_itself(weak: Trial) -> None:
    found = compare({"here": weak, "there": trial(rows(2, gap=4.2, prefix="q"))}, targets=[0.01])
    sentence = str(first(found).sentence)
    assert ", on different people, at false matches of 1 in 100." in sentence
    assert len(sentence.split()) <= 25
    told = [c for c in first(found).caveats if "different people" in c.claim or "in common" in c.claim]
    assert len(told) == 1  # said once


def test_the_best_of_three_is_named_only_where_it_is_shown_to_be_better_than_each(
    weak: Trial, strong: Trial, best: Trial
) -> None:
    found = compare({"a": weak, "b": trial(rows(2, gap=3.2)), "c": best}, targets=[0.01])
    screen = first(found)
    assert str(screen.sentence).startswith("At false matches of 1 in 100, c misses least often of 3 systems: ")
    gaps = {f.systems: f.estimate for f in found.document.find("fnmr-difference-at-fmr") if f.estimate}
    assert set(gaps) == {("a", "b"), ("a", "c"), ("b", "c")}
    lead = str(screen.lead)
    for (one, other), d in gaps.items():  # each pair has its range, and the better of the two is named first
        fewer = " to ".join(wording.size(v, like=d.low, unit=False) for v in (d.high, d.low))
        shown, open_still = (
            f"{fewer} fewer( in 100 tries)? than {one}",
            f"{other} could miss {_either(d.low, d.high, of=' in 100 tries')} than",
        )
        assert re.search(shown if d.high < 0 else re.escape(open_still), lead)
    assert "(ranges of all 3 pairs together: 95 %)." in str(screen.lead)
    assert "c is better" not in str(screen.lead)
    assert len(str(screen.sentence).split()) <= 25
    alike = first(compare({"a": weak, "b": strong, "c": strong}, targets=[0.01]))
    assert re.fullmatch(
        r"At false matches of 1 in 100, a misses most often of 3 systems: \d+ of 90; b \d+ of 90 and c \d+ of 90[.]",
        str(alike.sentence),
    )
    same = first(compare({"a": strong, "b": strong, "c": strong}, targets=[0.01]))
    assert str(same.sentence).startswith("At false matches of 1 in 100, none is shown to miss least often of 3 systems")
    assert "c could miss 6.5 fewer to 6.5 more in 100 tries than b (ranges of all 3 pairs together: 95 %)" in str(
        alike.lead
    )


def test_the_key_of_three_systems_names_the_level_of_the_ranges_that_are_drawn(weak: Trial, strong: Trial) -> None:
    found = compare({"a": weak, "b": strong, "c": weak}, targets=[0.01])
    picture = first(found).picture
    assert isinstance(picture, Rows)
    rates = [f.estimate for f in found.document.find("fnmr-at-fmr") if len(f.systems) == 1]
    assert {e.level for e in rates if e is not None} == {0.95}
    assert [meaning for _, meaning in picture.key if "%" in meaning] == ["where it may lie for new people (95 %)"]


def test_the_setting_of_the_first_screen_is_not_in_the_table_of_settings_again(weak: Trial, strong: Trial) -> None:
    found = compare({"weak": weak, "strong": strong}, targets=[0.1, 0.01])
    (section,) = found.sections
    assert section.table is not None
    assert [row.label for row in section.table.rows if row.label] == ["1 in 10"]
    (alone,) = compare({"weak": weak, "strong": strong}, targets=[0.01]).sections
    assert alone.table is None


def test_the_page_tells_no_ratio_where_neither_it_nor_the_difference_can_be_shown(weak: Trial, strong: Trial) -> None:
    found = compare({"weak": weak, "strong": strong}, targets=[0.01, 1e-6])
    told = [t.finding for these in numbers.rows(found.document, found.quantities) for t in these]
    assert [f.id for f in told if f.not_estimable] == ["fnmr-difference-at-fmr"]
    assert "fnmr-ratio-at-fmr" in {f.id for f in told}
    three = compare({"a": weak, "b": strong, "c": weak}, targets=[0.01])
    rows_of = [t.finding for these in numbers.rows(three.document, three.quantities) for t in these]
    assert "fnmr-difference-at-fmr" in {f.id for f in rows_of}
    assert "fnmr-ratio-at-fmr" not in {f.id for f in rows_of}


def test_beside_the_gap_stands_how_often_only_one_of_the_two_erred(weak: Trial, strong: Trial) -> None:
    found = compare({"weak": weak, "strong": strong}, targets=[0.01])
    picture, series = first(found).picture, found.get("differences")
    assert isinstance(picture, Rows)
    assert series is not None
    one, other = (int(str(series.columns[of][0])) for of in ("only_first", "only_second"))
    counts = [int(re.findall(r"(\d+) of", str(first(found).sentence))[at]) for at in (1, 0)]  # weak, strong
    assert counts[0] - counts[1] == one - other
    strong_alone = f"{other} time{'s' if other != 1 else ''}" if other else "never"
    assert picture.rows[1].cells[-1].note == f"strong alone erred {strong_alone}, weak alone {one} times"
    same = first(compare({"weak": weak, "same": weak}, targets=[0.01])).picture
    assert isinstance(same, Rows)
    assert same.rows[1].cells[-1].note == "same alone erred never, weak alone never"


def test_a_setting_that_rests_on_few_false_matches_says_so_where_it_is_named(weak: Trial, strong: Trial) -> None:
    lead = str(first(compare({"weak": weak, "strong": strong}, targets=[0.01, 0.001])).lead)
    assert lead.endswith(" strong is better. 1 in 1,000 rests on only 3 false matches.")
    assert "1 in 100 rests" not in lead


def test_tries_without_a_score_are_counted_for_each_of_several_systems() -> None:
    given = rows(1, gap=2.6)
    some = [(*row[:4], float("nan") if row[0] == row[1] and i % 7 == 0 else row[4]) for i, row in enumerate(given)]
    failed = sum(row[4] != row[4] for row in some)
    assert failed
    trials = {"a": trial(given), "b": read_trial(table(some), failed_scores=[float("nan")]), "c": trial(rows(3))}
    screen = first(compare(trials, targets=[0.1]))
    assert screen.eyebrow == f"45 people, 90 tries per system. Without a score: 0 (a), {failed} (b), 0 (c)."


def test_thresholds_that_were_given_have_each_error_with_its_own_counts(weak: Trial) -> None:
    """The second lets fewer through and misses more: what differs is the setting, and both errors are said."""
    found = compare({"one": weak, "other": weak}, thresholds=[{"one": 1.5, "other": 2.5}])
    screen = first(found)
    counts = {
        (f.quantity, f.systems[0]): (f.estimate.events, f.estimate.trials)
        for f in found.document.findings
        if f.estimate is not None and len(f.systems) == 1 and f.quantity in {"fmr", "fnmr"}
    }
    (a, n), (b, _) = counts["fmr", "one"], counts["fmr", "other"]
    (c, m), (d, _) = counts["fnmr", "one"], counts["fnmr", "other"]
    assert str(screen.sentence) == (
        "At these thresholds, other takes two different people for one less often than one: "
        f"{b:,} against {a:,} of {n:,.0f}. It also fails to recognise a person more often than one: {d} against {c} of "
        f"{m:,.0f}."
    )
    assert "without thresholds: here their settings may differ, not the systems." in screen.next
    assert "fewer in 100 comparisons of different people" in str(screen.lead)


def test_an_error_in_which_no_difference_is_shown_is_named(weak: Trial) -> None:
    said = str(first(compare({"one": weak, "other": weak}, thresholds=[{"one": 3.5, "other": 5.0}])).sentence)
    assert re.search(r"In false matches, \d+ against \d+ of [\d,]+ show no difference for new people[.]$", said)


def test_a_caveat_of_few_people_says_which_error_they_drive(weak: Trial) -> None:
    found = compare({"one": weak, "other": weak}, thresholds=[{"one": 1.5, "other": 1.7}])
    (said,) = (text for text in found.document.caveats if text.startswith("Fewer than 8 people drive"))
    assert said.startswith("Fewer than 8 people drive how often the systems fail to recognise a person (effectively ")


def test_a_range_on_both_sides_is_said_in_errors_as_the_others_are() -> None:
    of = " in 100 tries"
    assert _either(-0.11, 0.0053, of=of) == "11 fewer to 0.53 more in 100 tries"
    rarer = wording.change_span(-0.0002, 0.0001)  # of how many is said by the unit
    assert _either(-0.0002, 0.0001, of=of) == rarer
