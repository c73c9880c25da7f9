"""The verdict of a comparison says at how many settings it looked, and what the others show."""

from __future__ import annotations

from bystander.findings import Bounds, Estimate
from bystander.intervals import methods
from bystander.intervals.paired import Compared
from bystander.quantities.two_systems import COMPARISONS
from bystander.studies.compare.overall import Looked, looked_at, of_many
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


def test_where_every_point_shows_the_same_that_is_said_once() -> None:
    points = [looked("1 in 100", (0.1, 0.3)), looked("1 in 1,000", (0.1, 0.2))]
    assert looked_at(points[0], points, lambda at: str(at.verdict((0, 1))), level=0.95) == [
        "At all 2 settings looked at, each at 95 % by itself: worse."
    ]


def test_of_several_systems_it_says_which_are_better_than_which_and_in_how_many_pairs_at_every_point() -> None:
    points = [looked("the threshold 3", (-0.1, 0.2), (0.1, 0.2)), looked("1 in 1,000", (-0.1, 0.2), (-0.1, 0.2))]
    said_so = of_many(points[0], points, ("A", "B", "C"), level=0.95)
    assert said_so[0] == "A is better than C."
    assert said_so[1].startswith("Where none is shown, one may be hidden. At the widest, ")
    assert said_so[-1].endswith(
        "At the threshold 3: a difference shown in 1 of 2 pairs. At 1 in 1,000: a difference shown in 0 of 2 pairs."
    )
    assert of_many(points[1], points, ("A", "B", "C"), level=0.95)[0] == (
        "No difference is shown between any two of them."
    )


def test_what_the_headline_says_of_the_best_is_not_said_again() -> None:
    points = [looked("the threshold 3", (0.1, 0.3), (0.1, 0.2))]
    assert of_many(points[0], points, ("A", "B", "C"), level=0.95) == ["A is better than B and C."]
    assert of_many(points[0], points, ("A", "B", "C"), best="A", level=0.95) == []


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
