"""Systems compared on whole trials: what is paired, what is said, and what may never matter."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.evidence.comparisons.blocks import ArrayBlock
from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import LEAVE_MATE_OUT, read_searches
from bystander.findings import Estimate
from bystander.report.html import render
from bystander.studies.compare.study import compare
from bystander.studies.compare.verdict import Verdict, said, verdict_of

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings import Finding, Study

Row = tuple[str, str, str, str, float]
COLUMNS = ("probe_subject", "reference_subject", "probe_id", "reference_id", "score")
PEOPLE, PROBES = 45, 2


def rows(system: int, *, gap: float = 3.6, prefix: str = "p", people: int = PEOPLE) -> list[Row]:
    """Return the comparisons of a system: scores share their person and image with those of other systems."""
    common, own = random.Random(1), random.Random(100 + system)
    looks = [common.gauss(0, 0.4) for _ in range(people)]
    found = []
    for probe in range(people):
        for image in range(PROBES):
            blur = common.gauss(0, 0.7)
            for reference in range(people):
                score = blur + 0.6 * common.gauss(0, 1) + 0.5 * own.gauss(0, 1)
                score += gap if probe == reference else looks[probe] + looks[reference]
                names = f"{prefix}{probe}", f"{prefix}{reference}"
                found.append((*names, f"{prefix}{probe}-{image}", f"{prefix}{reference}-x", round(score, 6)))
    return found


def table(given: list[Row]) -> pa.Table:
    return pa.table({name: [row[i] for row in given] for i, name in enumerate(COLUMNS)})


def trial(given: list[Row]) -> Trial:
    return read_trial(table(given))


@pytest.fixture(scope="module")
def weak() -> Trial:
    return trial(rows(1, gap=2.6))


@pytest.fixture(scope="module")
def strong() -> Trial:
    return trial(rows(2, gap=4.2))


def only(study: Study, finding: str, **at: Any) -> Finding:
    (found,) = study.document.find(finding, **at)
    return found


def test_a_better_system_is_called_better_with_its_difference_and_what_it_rests_on(weak: Trial, strong: Trial) -> None:
    study = compare({"weak": weak, "strong": strong}, targets=[0.01])
    found = only(study, "fnmr-difference-at-fmr")
    assert found.estimate is not None
    assert found.estimate.high < 0
    assert found.systems == ("weak", "strong")
    assert study.document.verdict[0].startswith("strong misses less often than weak: ")
    assert study.document.verdict[0].endswith(", both set to false matches of 1 in 100.")
    assert any(
        c.startswith("These are 45 people. Every system was given the same comp") for c in study.document.caveats
    )
    assert study.document.study == "compare"
    ratio = only(study, "fnmr-ratio-at-fmr").estimate
    assert ratio is not None
    assert ratio.high < 1


def test_every_systems_own_rate_is_that_of_its_evaluation(weak: Trial, strong: Trial) -> None:
    study = compare({"weak": weak, "strong": strong}, targets=[0.01])
    for name, one in (("weak", weak), ("strong", strong)):
        (mine,) = [f for f in study.document.find("fnmr-at-fmr") if f.systems == (name,)]
        (alone,) = by.evaluate(one, targets=[0.01]).find("fnmr-at-fmr")
        assert mine.estimate == alone.estimate


@pytest.mark.parametrize("where", [{"targets": [0.01]}, {"thresholds": [2.6]}])
def test_the_table_of_points_has_the_intervals_of_the_findings(weak: Trial, strong: Trial, where: Any) -> None:
    study = compare({"weak": weak, "strong": strong}, **where)
    points = study.get("system_points")
    assert points is not None
    for row in points.rows():
        (own,) = (f for f in study.document.findings if f.quantity == "fnmr" and f.systems == (row["system"],))
        assert own.estimate is not None
        assert (row["fnmr_low"], row["fnmr_high"]) == (own.estimate.low, own.estimate.high)


@pytest.mark.parametrize(("failures", "says"), [("fold", "count as misses"), ("exclude", "are left out: 0 of a and")])
def test_failures_of_one_system_are_told(failures: Any, says: str) -> None:
    given = rows(1)
    failing = [(*row[:4], float("nan") if row[2].startswith("p1") else row[4]) for row in given]
    trials = {"a": trial(given), "b": read_trial(table(failing), failed_scores=[float("nan")])}
    study = compare(trials, targets=[0.01], failures=failures)
    told = [c for c in study.document.caveats if c.startswith("Failed comparisons")]
    assert len(told) == (2 if failures == "fold" else 1)
    assert says in told[0]
    counted = sum(row[4] != row[4] and (failures == "exclude" or row[0] == row[1]) for row in failing)
    assert f"{counted} of b" in told[0]
    if failures == "fold":  # those of different people make false matches fewer
        others = sum(row[4] != row[4] and row[0] != row[1] for row in failing)
        assert told[1].startswith(f"Failed comparisons of different people count as right: 0 of a and {others:,} of b.")


def test_a_system_against_itself_shows_no_difference_and_how_large_one_could_be_hidden(weak: Trial) -> None:
    study = compare({"one": weak, "other": weak}, targets=[0.01])
    estimate = only(study, "fnmr-difference-at-fmr").estimate
    assert estimate is not None
    assert estimate.value == 0
    assert estimate.low < 0 < estimate.high
    assert study.document.verdict[0].startswith("No difference in misses is shown: one ")
    assert " fewer to " in study.document.verdict[1]


def test_swapping_the_systems_turns_difference_and_ratio_round(weak: Trial, strong: Trial) -> None:
    one = compare({"a": weak, "b": strong}, thresholds=[2.6])
    other = compare({"b": strong, "a": weak}, thresholds=[2.6])
    for name in ("fmr", "fnmr"):
        d, e = (only(s, f"{name}-difference").estimate for s in (one, other))
        assert d is not None
        assert e is not None
        assert (d.value, d.low, d.high) == pytest.approx((-e.value, -e.high, -e.low))
        r, q = (only(s, f"{name}-ratio").estimate for s in (one, other))
        assert r is not None
        assert q is not None
        assert (r.value, r.low, r.high) == pytest.approx((1 / q.value, 1 / q.high, 1 / q.low))


def test_neither_the_order_of_rows_nor_the_key_of_the_moment_matters(weak: Trial, strong: Trial) -> None:
    shuffled = rows(2, gap=4.2)
    random.Random(3).shuffle(shuffled)
    options: dict[str, Any] = {"targets": [0.01, 0.001], "thresholds": [{"weak": 2.0, "strong": 2.1}]}
    wanted = compare({"weak": weak, "strong": strong}, **options)
    found = compare({"weak": weak, "strong": trial(shuffled)}, **options)
    assert found.document.findings == wanted.document.findings
    assert found.document.verdict == wanted.document.verdict
    again = compare({"weak": weak, "strong": strong}, **options)
    assert again.document.to_json() == wanted.document.to_json()


def test_how_the_rows_are_cut_into_blocks_does_not_matter(weak: Trial, strong: Trial) -> None:
    (whole,) = strong.blocks
    assert isinstance(whole, ArrayBlock)
    starts = range(0, whole.rows, 700)
    parts = [replace(whole, start=s, rows=min(700, whole.rows - s)) for s in starts]
    cut = replace(strong, blocks=parts[::-1])
    wanted, found = (compare({"weak": weak, "strong": s}, targets=[0.01], threads=2) for s in (strong, cut))
    assert found.document.findings == wanted.document.findings
    assert found.document.verdict == wanted.document.verdict


def test_tally_files_are_refused(tmp_path: Path) -> None:
    pq.write_table(table(rows(1)), tmp_path / "a.parquet")
    by.tally_shards(tmp_path / "a.parquet", tmp_path / "a.tally")
    with pytest.raises(by.UsageError, match=r"a\.tally is a tally, and tallies cannot be compared yet"):
        by.compare(tmp_path / "a.tally", tmp_path / "a.parquet")


def test_other_people_are_unpaired_and_it_is_said(weak: Trial) -> None:
    others = trial(rows(2, gap=4.2, prefix="q"))
    study = compare({"weak": weak, "others": others}, targets=[0.01])
    estimate = only(study, "fnmr-difference-at-fmr").estimate
    assert estimate is not None
    assert estimate.method.startswith("unpaired")
    assert any("were tested on different people" in c for c in study.document.caveats)


def test_people_who_are_in_part_the_same_are_used_and_counted(weak: Trial) -> None:
    fewer = trial([row for row in rows(2, gap=4.2) if row[0] not in {"p0", "p1"} and row[1] not in {"p0", "p1"}])
    study = compare({"weak": weak, "fewer": fewer}, targets=[0.01])
    estimate = only(study, "fnmr-difference-at-fmr").estimate
    assert estimate is not None
    assert estimate.method.startswith("people in common")
    assert any("Only 43 people are in both trials. 45 people" in c for c in study.document.caveats)


def test_what_is_left_without_failures_is_said_where_one_system_has_more_of_them() -> None:
    given = rows(1)
    failing = [(*row[:4], float("nan") if row[2].startswith("p1") else row[4]) for row in given]
    trials = {"a": trial(given), "b": read_trial(table(failing), failed_scores=[float("nan")])}
    first = compare(trials, targets=[0.01]).first
    assert first is not None
    missed, of = (int(n) for n in re.findall(r"(\d+) of (\d+) against", str(first.sentence))[0])
    failed = sum(row[0] == row[1] and row[4] != row[4] for row in failing)
    assert f"Without tries that gave no score ({failed} and 0), it is {missed - failed} of {of - failed}" in str(
        first.lead
    )
    assert "a try without a score is a miss" in first.assumed
    assert " Without a score: " in first.eyebrow
    same = compare({"a": trials["b"], "b": trials["b"]}, targets=[0.01]).first
    assert same is not None
    assert "Without tries" not in str(same.lead)  # as many of both move no difference


def test_the_same_people_in_other_comparisons_are_told(weak: Trial) -> None:
    renamed = trial([(*row[:2], f"{row[2]}-new", *row[3:]) for row in rows(2, gap=4.2)])
    study = compare({"weak": weak, "renamed": renamed}, targets=[0.01])
    assert any("were not given all the same comparisons of these people" in c for c in study.document.caveats)
    assert only(study, "fnmr-difference-at-fmr").estimate is not None


def test_only_systems_that_were_given_the_same_are_said_to_have_been() -> None:
    fewer = [row for row in rows(3) if "p5" not in row[:2]]
    study = compare({"A": trial(rows(1)), "B": trial(rows(2)), "C": trial(fewer)}, targets=[0.01])
    said_so = [caveat for caveat in study.document.caveats if "given the same" in caveat]
    both = "A and B were tried on 45 people. Both were given the same comparisons; other people may differ."
    assert said_so == [f"{both} More people would narrow the range."]


def test_trials_without_names_are_unpaired(weak: Trial, tmp_path: Path) -> None:
    for name, mated in (("a_mated.txt", True), ("a_other.txt", False)):
        scores = [str(row[4]) for row in rows(2, gap=4.2) if (row[0] == row[1]) is mated]
        (tmp_path / name).write_text("\n".join(scores))
    unnamed = read_trial(tmp_path / "a_mated.txt", non_mated=tmp_path / "a_other.txt")
    study = compare({"weak": weak, "unnamed": unnamed}, targets=[0.01])
    assert any("does not say whose its comparisons are" in c for c in study.document.caveats)


def test_three_systems_hold_together_and_no_order_is_claimed(weak: Trial, strong: Trial) -> None:
    study = compare({"a": weak, "b": strong, "c": weak}, targets=[0.01])
    found = study.document.find("fnmr-difference-at-fmr")
    assert [f.systems for f in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert all(f.estimate is not None and f.estimate.level == pytest.approx(1 - 0.05 / 3) for f in found)
    assert study.document.verdict[0].startswith("At false matches of 1 in 100, b misses least often of 3 systems: ")
    assert any("Bonferroni" in c and "No order" in c for c in study.document.caveats)
    page = render(study)
    (heading,) = re.findall(r">([^<]*), ranges at 98\.33\s%<", page)  # of the pairs; those of one system are at 95 %
    assert heading == "Difference in people not recognised, in percentage points"


def test_searches_are_compared_at_the_same_rate_of_false_alerts(weak: Trial, strong: Trial) -> None:
    searches = {n: read_searches(t, non_mated=LEAVE_MATE_OUT) for n, t in (("weak", weak), ("strong", strong))}
    study = compare(searches, targets=[0.1])
    found = only(study, "fnir-difference-at-fpir", target_fpir=0.1)
    assert found.estimate is not None
    assert found.estimate.value < 0
    assert found.estimate.method.startswith("paired on people")
    assert study.get("identification_systems") is not None
    assert any(
        c.startswith("These are 45 people. Every system was given the same searches") for c in study.document.caveats
    )
    given = compare(searches, thresholds=[2.0])
    assert {f.id for f in given.document.findings} == {
        "fpir", "fnir", "fpir-difference", "fpir-ratio", "fnir-difference", "fnir-ratio"
    }  # fmt: skip


def test_a_target_that_one_trial_cannot_show_is_not_estimable(weak: Trial, strong: Trial) -> None:
    study = compare({"weak": weak, "strong": strong}, targets=[0.01, 1e-6])
    (found,) = study.document.find("fnmr-difference-at-fmr", target_fmr=1e-6)
    assert found.estimate is None
    assert "cannot show so small a rate" in (found.not_estimable or "")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"targets": [2.0]}, "between 0 and 1"),
        ({"level": 0.2}, "between 0.5 and 1"),
        ({"rank": 3}, "a rank is of searches"),
        ({"thresholds": [{"weak": 2.0}]}, "there is none for strong"),
        ({"thresholds": [{"weak": 2.0, "strong": 2.0, "odd": 1.0}]}, "there is no system 'odd'"),
    ],
)
def test_what_cannot_be_asked_is_refused(weak: Trial, strong: Trial, options: Any, says: str) -> None:
    with pytest.raises(by.UsageError, match=says):
        compare({"weak": weak, "strong": strong}, **options)


def test_the_library_names_systems_and_refuses_two_alike(tmp_path: Path) -> None:
    a, b = table(rows(1)), table(rows(2))
    found = by.compare(a, b, names=["a", "b"], targets=[0.01])
    assert found.find("fnmr-difference-at-fmr")[0].systems == ("a", "b")
    lettered = by.compare(a, b, targets=[0.01])  # tables in memory have no name of their own
    assert lettered.find("fnmr-difference-at-fmr")[0].systems == ("A", "B")
    file = tmp_path / "scores.parquet"
    pq.write_table(a, file)
    for systems, named in (((a, b), ["a", "a"]), ((a, b), ["a", ""]), ((file, file), [])):
        with pytest.raises(by.UsageError, match="a name of its own"):
            by.compare(*systems, names=named)
    with pytest.raises(by.UsageError, match="2 to 8 systems"):
        by.compare(a, names=["a"])


def test_the_words_of_a_verdict_are_closed() -> None:
    def estimate(low: float, high: float) -> Estimate:
        return Estimate(value=(low + high) / 2, low=low, high=high, level=0.95, method="test")

    better, worse, unsure = estimate(-0.3, -0.1), estimate(0.1, 0.3), estimate(-0.1, 0.2)
    assert verdict_of([better]) is Verdict.BETTER
    assert verdict_of([worse]) is Verdict.WORSE
    assert verdict_of([better, worse]) is Verdict.MIXED
    assert verdict_of([better, unsure]) is Verdict.PARTLY_BETTER
    assert verdict_of([unsure, worse]) is Verdict.PARTLY_WORSE
    assert verdict_of([better, better]) is Verdict.BETTER
    assert verdict_of([unsure]) is Verdict.OPEN
    assert said(Verdict.OPEN, "A", "B") == "No difference between A and B is shown"


def test_the_point_of_the_verdict_comes_first_where_a_chart_has_room_for_few_pairs() -> None:
    systems = [table(rows(seed)) for seed in (1, 2, 3)]
    found = by.compare(*systems, names=["a", "b", "c"], targets=[0.1, 0.01])
    labels = found.series("differences").columns["label"]
    assert "1 in 100" in found.document.verdict[0]
    assert "1 in 100" in str(labels[0])
    assert len(set(labels)) == 2


@pytest.mark.parametrize(("digits", "large"), [(2, False), (0, True)])
def test_rounded_scores_are_a_caveat_where_the_step_at_the_target_is_large(digits: int, *, large: bool) -> None:
    systems = {f"s{n}": trial([(*row[:4], round(row[4], digits)) for row in rows(n)]) for n in (1, 2)}
    caveats = compare(systems, targets=[0.05]).document.caveats
    assert not any("share their score" in caveat for caveat in caveats)
    told = [caveat.partition(".")[0] for caveat in caveats if "in large steps only" in caveat]
    assert told == ([f"{name}: Thresholds can be set in large steps only" for name in systems] if large else [])
    at_given = compare(systems, thresholds=[1.0]).document.caveats
    assert sum("share their score" in caveat for caveat in at_given) == 2
