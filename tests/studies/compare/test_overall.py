"""The verdict of a comparison says at how many settings it looked, and what the others show."""

from __future__ import annotations

from dataclasses import replace

from bystander.findings import Bounds, Estimate
from bystander.intervals import methods
from bystander.intervals.paired import Compared
from bystander.quantities.two_systems import COMPARISONS
from bystander.studies.compare.overall import Looked, looked_at, of_many, summed_up
from bystander.studies.compare.series import Told
from bystander.studies.compare.study import compare
from tests.studies.compare.test_compare import rows, trial


def told_of(first: str, second: str, low: float, high: float) -> Told:
    difference = Estimate(value=(low + high) / 2, low=low, high=high, level=0.95, method=methods.PAIRED)
    compared = Compared(difference=difference, ratio=None, no_ratio=None, bounds=Bounds(), caveats=())
    return Told(names=(first, second), label="", place="", rate=COMPARISONS.at, compared=compared)


def looked(named: str, *ends: tuple[float, float]) -> Looked:
    return Looked(named=named, told={(0, i + 1): [told_of("A", "B", *e)] for i, e in enumerate(ends)})


def test_the_verdict_says_how_many_points_were_looked_at_and_what_the_others_show() -> None:
    points = [looked("1 in 100", (-0.1, 0.2)), looked("1 in 1,000", (0.1, 0.2)), looked("1 in 10,000", (-0.1, 0.3))]

    def shows(at: Looked) -> str:
        return str(at.verdict((0, 1)))

    (said_so,) = looked_at(points[1], points, shows, level=0.95)
    assert said_so == (
        "3 settings were looked at, each at 95 % by itself. At 1 in 1,000: worse. At 1 in 100 and 1 in 10,000: "
        "no difference shown."
    )
    assert looked_at(points[1], points[1:2], shows, level=0.95) == []


def test_at_one_setting_it_says_of_how_many_rates_a_difference_is_shown_in_one() -> None:
    alone = Looked(named="45", told={(0, 1): [told_of("A", "B", 0.1, 0.2), told_of("A", "B", -0.1, 0.2)]})
    (said_so,) = looked_at(alone, [alone], str, level=0.95)
    assert said_so == "2 rates were looked at, each at 95 % by itself."
    open_ = Looked(named="45", told={(0, 1): [told_of("A", "B", -0.1, 0.2), told_of("A", "B", -0.1, 0.2)]})
    assert looked_at(open_, [open_], str, level=0.95) == []


def test_where_every_point_shows_the_same_that_is_said_once() -> None:
    points = [looked("1 in 100", (0.1, 0.3)), looked("1 in 1,000", (0.1, 0.2))]
    assert looked_at(points[0], points, lambda at: str(at.verdict((0, 1))), level=0.95) == [
        "At all 2 settings looked at, each at 95 % by itself: worse."
    ]


def test_of_several_systems_it_says_which_are_better_than_which_and_in_how_many_pairs_at_every_point() -> None:
    points = [looked("the threshold 3", (-0.1, 0.2), (0.1, 0.2)), looked("1 in 1,000", (-0.1, 0.2), (-0.1, 0.2))]
    names = ("A", "B", "C")
    said_so = of_many(points[0], names)
    assert said_so[0] == "A is better than C."
    assert said_so[1].startswith("Where none is shown, one may be hidden. At the widest, ")
    assert summed_up(points[0], names) == "A is better than C; no difference is shown between A and B"
    assert summed_up(points[1], names) == "no difference shown"
    assert of_many(points[1], names)[0] == "No difference is shown between any two of them."


def test_another_point_names_the_pairs_that_it_does_not_tell_apart_where_the_others_are_as_told() -> None:
    names = ("A", "B", "C")
    main, fewer, turned = (
        looked("1 in 1,000", (0.1, 0.3), (0.1, 0.2)), looked("1 in 100", (-0.1, 0.3), (0.1, 0.2)),
        looked("1 in 10", (0.1, 0.3), (-0.2, -0.1)),
    )  # fmt: skip
    said_so = [summed_up(at, names, main) for at in (main, fewer, turned)]
    assert said_so == [
        "A is better than B and C", "A is better than C; no difference is shown between A and B",
        "A is better than B; C is better than A",
    ]  # fmt: skip
    (told,) = looked_at(main, [main, fewer], lambda at: summed_up(at, names, main), level=0.95, told=True)
    assert told == (
        "2 settings were looked at, each at 95 % by itself. At 1 in 100: A is better than C; no difference is shown "
        "between A and B."
    )


def test_a_pair_that_is_not_told_apart_says_where_its_order_is_turned() -> None:
    names = ("A", "B", "C")
    main, turned = looked("1 in 1,000", (0.1, 0.3), (0.1, 0.2)), looked("1 in 100", (-0.3, 0.1), (0.1, 0.2))
    kept = looked("1 in 10", (-0.1, 0.3), (0.1, 0.2))
    none = "A is better than C; no difference is shown between A and B"
    assert [summed_up(at, names, main) for at in (turned, kept)] == [f"{none} (there B had fewer than A)", none]


def test_of_many_pairs_those_that_are_not_told_apart_are_named_where_they_are_few() -> None:
    names = ("A", "B", "C", "D", "E")
    some = looked("1 in 100", (0.1, 0.3), (0.1, 0.2), (0.1, 0.2), (-0.1, 0.2))
    assert summed_up(some, names) == "a difference shown in 3 of 4 pairs, no difference is shown between A and E"
    most = looked("1 in 100", (0.1, 0.3), (-0.1, 0.2), (-0.1, 0.2), (-0.1, 0.2))
    assert summed_up(most, names) == "a difference shown in 1 of 4 pairs"


def test_what_the_headline_says_of_the_best_is_not_said_again() -> None:
    points = [looked("the threshold 3", (0.1, 0.3), (0.1, 0.2))]
    assert of_many(points[0], ("A", "B", "C")) == ["A is better than B and C."]
    assert of_many(points[0], ("A", "B", "C"), best="A") == []


def test_a_real_comparison_says_at_how_many_points_it_looked() -> None:
    verdict = compare(
        {"weak": trial(rows(1, gap=2.6)), "strong": trial(rows(2, gap=4.2))}, targets=[0.1, 0.03, 0.01]
    ).document.verdict
    assert any("At all 3 settings looked at, each at 95 % by itself: strong is better." in s for s in verdict)


def test_single_trials_are_paired_by_their_samples_whatever_the_order_of_rows() -> None:
    turned = trial(list(reversed(rows(1))))
    study = compare({"one": trial(rows(1)), "other": turned}, thresholds=[2.0])
    found = study.get("differences")
    assert found is not None
    assert found.columns["only_first"] == found.columns["only_second"] == [0, 0]


def test_another_point_of_two_systems_has_its_counts_and_says_where_it_rests_on_few() -> None:
    main, same = looked("1 in 1,000", (0.1, 0.3)), replace(looked("1 in 100", (-0.1, 0.3)), counted="7 against 7")
    few = replace(looked("1 in 10,000", (-0.1, 0.3)), counted="89 against 90", few="4 false matches")
    (told,) = looked_at(main, [same, main, few], lambda at: str(at.verdict((0, 1))), level=0.95)
    assert told == (
        "3 settings were looked at, each at 95 % by itself. At 1 in 1,000: worse. At 1 in 100 (7 against 7) and 1 in "
        "10,000 (only 4 false matches; 89 against 90): no difference shown."
    )
    (alike,) = looked_at(same, [same, few], lambda at: str(at.verdict((0, 1))), level=0.95)
    assert alike.endswith(": no difference shown. 1 in 10,000 rests on only 4 false matches.")


def test_a_setting_that_shows_what_the_main_one_does_names_that_one() -> None:
    names = ("A", "B", "C")
    main, same = looked("1 in 1,000", (0.1, 0.3), (0.1, 0.2)), looked("1 in 10", (0.2, 0.3), (0.1, 0.4))
    assert summed_up(same, names, main) == "as at 1 in 1,000"
