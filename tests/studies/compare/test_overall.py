"""The verdict of a comparison says at how many settings it looked, and what the others show."""

from __future__ import annotations

from bystander.findings import Bounds, Estimate
from bystander.intervals import methods
from bystander.intervals.paired import Compared
from bystander.quantities.two_systems import COMPARISONS
from bystander.studies.compare.overall import Looked, of_many, of_two
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
    said_so = of_two(points[1], points, ("A", "B"), where="With those held", level=0.95)
    assert said_so[0].startswith("B is worse than A: with those held, B ")
    assert said_so[-1] == (
        "3 settings were looked at, each at 95 % by itself. At 1 in 1,000: B is worse. At 1 in 100 and "
        "1 in 10,000: no difference shown."
    )
    alone = of_two(points[1], points[1:2], ("A", "B"), where="With those held", level=0.95)
    assert len(alone) == 1


def test_of_several_systems_it_says_in_how_many_pairs_at_every_point() -> None:
    points = [looked("the threshold 3", (-0.1, 0.2), (0.1, 0.2)), looked("1 in 1,000", (-0.1, 0.2), (-0.1, 0.2))]
    said_so = of_many(points[0], points, ("A", "B", "C"), where="the threshold 3", level=0.95)
    assert said_so[0] == "The threshold 3: of 2 pairs of systems, a difference is shown in 1."
    assert said_so[-1].endswith(
        "At the threshold 3: a difference shown in 1 of 2 pairs. At 1 in 1,000: a difference shown in 0 of 2 pairs."
    )


def test_a_real_comparison_says_at_how_many_points_it_looked() -> None:
    verdict = compare(
        {"weak": trial(rows(1, gap=2.6)), "strong": trial(rows(2, gap=4.2))}, targets=[0.1, 0.03, 0.01]
    ).document.verdict
    (sentence,) = [s for s in verdict if "settings were" in s]
    assert "3 settings were looked at, each at 95 % by itself. At 1 in 100, 1 in 10 and 1 in 33: strong is" in sentence


def test_single_trials_are_paired_by_their_samples_whatever_the_order_of_rows() -> None:
    turned = trial(list(reversed(rows(1))))
    study = compare({"one": trial(rows(1)), "other": turned}, thresholds=[2.0])
    found = study.get("differences")
    assert found is not None
    assert found.columns["only_first"] == found.columns["only_second"] == [0, 0]
