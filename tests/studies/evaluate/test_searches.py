"""A trial of searches as findings, in words and numbers."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.api.verbs import evaluate
from bystander.errors import UsageError
from bystander.evidence.searches.read import read_searches
from bystander.findings import wording
from bystander.findings.digits import WRITTEN
from bystander.intervals.caveats import sure_limit
from bystander.quantities.searches import facts as search_facts
from bystander.quantities.searches import fpir
from bystander.report import html
from bystander.studies.evaluate.searches.study import evaluate_searches
from tests.evidence.makers import write_table
from tests.evidence.searches.test_searches import HEADER, lists

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Finding, Study


def study(tmp_path: Path, rows: list[tuple[Any, ...]], **asked: Any) -> Study:
    file = write_table(tmp_path / "lists.csv", rows, HEADER)
    options = {name: asked.pop(name) for name in ("non_mated", "unit") if name in asked}
    return evaluate_searches(read_searches(file, **options), **asked)


def one(found: Study, finding_id: str, **at: Any) -> Finding:
    return found.document.find(finding_id, **at)[0]


def test_the_verdict_says_both_rates_and_what_they_rest_on(tmp_path: Path) -> None:
    verdict = study(tmp_path, lists(), targets=[0.1]).document.verdict
    assert "of 14 searches of people who are not on the list returned somebody" in verdict[0]
    assert "of 26 missed a person who is" in verdict[0]
    assert "on a list of 12" in verdict[1]


@pytest.mark.parametrize(
    ("upper", "high", "said"),
    [
        (0.031, 0.043, "Whatever people do, it is at most 3.1 %."),
        (0.05, 0.043, "Sure is only: at most 5.0 %."),
        (None, 0.04, "No limit is sure."),
        (1.0, 0.4, "No limit is sure."),
    ],
)
def test_a_sure_limit_is_said_with_its_place(upper: float | None, high: float, said: str) -> None:
    assert sure_limit(upper, high) == said


def test_tpir_is_one_less_fnir_with_its_interval_turned_round(tmp_path: Path) -> None:
    found = made_up(tmp_path, targets=[0.1])
    tpir, fnir = one(found, "tpir-at-fpir").estimate, one(found, "fnir").estimate
    assert tpir is not None
    assert fnir is not None
    turned = (1 - fnir.value, 1 - fnir.high, 1 - fnir.low)
    assert (tpir.value, tpir.low, tpir.high) == pytest.approx(turned, rel=4 * WRITTEN)  # a small one of two large ones
    at = one(found, "tpir-at-fpir").at
    assert (at.target_fpir, at.n) == (0.1, 40)
    assert f"the right person is found in {wording.percent(tpir.value)}" in one(found, "tpir-at-fpir").answer
    assert at.achieved_fpir is not None
    assert at.achieved_fpir <= 0.1 < (at.next_fpir or 1)


def made_up(tmp_path: Path, **asked: Any) -> Study:
    """Return study of a trial with errors enough of both kinds, ten candidates a search, three searches a person."""
    rng = np.random.default_rng(4)
    rows: list[tuple[Any, ...]] = []
    for person in range(120):
        for image in range(3):
            scores = rng.normal(0, 1, 40)
            if person < 40:
                scores[person] += 2.5
            best = np.argsort(-scores)[:10]
            rows += [
                (f"{person}-{image}", f"p{person}" if person < 40 else "", f"p{person}", 40, k + 1, f"p{i}", scores[i])
                for k, i in enumerate(best)
            ]
    header = ("search", "subject", "person", "watchlist_size", "rank", "candidate_subject", "score")
    file = write_table(tmp_path / "made.csv", rows, header)
    return evaluate_searches(read_searches(file), **asked)


def test_the_interval_at_a_target_knows_that_the_threshold_was_chosen(tmp_path: Path) -> None:
    found = made_up(tmp_path, targets=[0.1, 0.01])
    tpir, few = (one(found, "tpir-at-fpir", target_fpir=x) for x in (0.1, 0.01))
    assert tpir.estimate is not None
    assert "2,000 resamples of people, threshold chosen again in each" in tpir.estimate.method
    assert search_facts.SAME_DATA not in tpir.caveats
    assert few.estimate is None
    assert "no threshold is shown to keep to that for new people" in str(few.not_estimable)
    alone = one(found, "fnir", target_fpir=0.01)
    assert alone.estimate is not None
    assert search_facts.THIS_THRESHOLD in alone.caveats
    known = one(made_up(tmp_path, thresholds=[tpir.at.threshold or 0.0]), "fnir").estimate
    assert known is not None
    assert known.value == 1 - tpir.estimate.value
    assert known.high - known.low < tpir.estimate.high - tpir.estimate.low
    assert search_facts.SAME_DATA in found.document.caveats  # the verdict is about the lower target
    assert search_facts.CHOSEN in made_up(tmp_path, targets=[0.1]).document.caveats
    assert (found.document.conventions.seed, found.document.conventions.replicates) == (1, 2000)


def test_another_seed_gives_another_interval_and_the_same_seed_the_same_bytes(tmp_path: Path) -> None:
    first, same, other = (made_up(tmp_path, targets=[0.1], seed=s, replicates=400).document for s in (1, 1, 2))
    assert first.to_json() == same.to_json()
    a, b = (d.find("tpir-at-fpir")[0].estimate for d in (first, other))
    assert a is not None
    assert b is not None
    assert (a.value, a.low) != (b.value, b.low)
    assert a.value == b.value
    assert a.low == pytest.approx(b.low, abs=0.05)


@pytest.mark.parametrize("asked", [{"replicates": 100}, {"seed": -1}])
def test_resamples_that_cannot_be_made_are_refused(tmp_path: Path, asked: dict[str, int]) -> None:
    with pytest.raises(UsageError, match=r"replicates|seed"):
        study(tmp_path, lists(), **asked)


def test_bands_hold_their_curves_and_every_single_interval(tmp_path: Path) -> None:
    found = made_up(tmp_path)
    for name, value in (("cmc", "found"), ("fnir_fpir_band", "fnir")):
        series = found.get(name)
        assert series is not None
        for row in series.rows():
            ends = [float(row[c] or 0) for c in ("band_low", "low", value, "high", "band_high")]
            assert ends == sorted(ends), (name, row)
    curve = found.get("fnir_fpir_band")
    assert curve is not None
    assert list(curve.columns["fpir"]) == sorted(float(x or 0) for x in curve.columns["fpir"])
    target = one(found, "tpir-at-fpir", target_fpir=0.1)
    assert target.at.achieved_fpir is not None


def test_every_finding_says_for_whom_it_holds_and_fpir_for_another_watchlist_too(tmp_path: Path) -> None:
    found = made_up(tmp_path, targets=[0.1]).document.findings
    assert {f.population for f in found} == {search_facts.FIXED}
    (alerts,) = [f for f in found if f.id == "fpir"]
    assert [s.assumption for s in alerts.sensitivity] == [fpir.OTHER_WATCHLIST]


def test_a_target_below_one_search_is_refused_with_what_would_be_needed(tmp_path: Path) -> None:
    missing = one(study(tmp_path, lists(), targets=[0.01]), "tpir-at-fpir")
    assert missing.estimate is None
    assert "14 searches" in (missing.not_estimable or "")
    assert "100 would hold one false alert" in (missing.not_estimable or "")


def test_without_non_mated_searches_fpir_is_not_estimable_and_the_way_out_is_named(tmp_path: Path) -> None:
    mated = [r for r in lists() if r[1]]
    found = study(tmp_path, mated, thresholds=[1.0])
    assert "--non-mated leave-mate-out" in (one(found, "fpir").not_estimable or "")
    assert one(found, "fnir").estimate is not None
    made = study(tmp_path, mated, thresholds=[1.0], non_mated="leave-mate-out")
    assert one(made, "fpir").estimate is not None
    assert (one(made, "fpir").at.n, one(made, "fnir").at.n) == (11, 12)
    assert "without the person searched" in (one(made, "fpir").population or "")
    assert any("taken off it and searched for again" in c for c in one(made, "fpir").caveats)
    nothing = study(tmp_path, mated)
    assert one(nothing, "fnir").not_estimable is not None


def test_without_mated_searches_only_false_alerts_are_told(tmp_path: Path) -> None:
    found = study(tmp_path, [r for r in lists() if not r[1]], targets=[0.1])
    assert one(found, "fpir").estimate is not None
    assert one(found, "cmc").not_estimable is not None
    assert one(found, "tpir-at-fpir").not_estimable is not None


def test_a_rank_beyond_the_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ranks run from 1 to 5"):
        study(tmp_path, lists(), rank=6)
    assert one(study(tmp_path, lists(), thresholds=[1.0], rank=5), "fnir").at.rank == 5


def test_below_the_end_of_the_list_fnir_is_bounded_and_selectivity_refused(tmp_path: Path) -> None:
    found = study(tmp_path, lists(length=1), thresholds=[-2.0])
    row = next(s for s in one(found, "fnir").sensitivity if "further down the list" in s.assumption)
    estimate = one(found, "fnir").estimate
    assert estimate is not None
    assert row.low < estimate.value == row.high
    assert "more people pass than the lists hold" in (one(found, "selectivity").not_estimable or "")


def test_where_the_system_left_out_low_scores_nothing_is_said_below_them(tmp_path: Path) -> None:
    rows = [r for r in lists() if float(r[4]) >= 0.5]  # as a system with a threshold of its own lists them
    low = study(tmp_path, rows, thresholds=[-1.0])
    assert "no list says which threshold it used" in (one(low, "fpir").not_estimable or "")
    assert one(study(tmp_path, rows, thresholds=[1.0]), "fpir").estimate is not None


def test_false_candidates_in_mated_searches_have_their_own_name(tmp_path: Path) -> None:
    finding = one(study(tmp_path, lists(), thresholds=[1.0]), "false-candidates-in-mated-searches")
    assert finding.estimate is not None
    expected = {r[0] for r in lists() if r[1] and r[3] != r[1] and float(r[4]) >= 1.0}
    assert (finding.estimate.events, finding.estimate.trials) == (len(expected), 26)


def test_findings_are_the_same_bytes_whatever_the_order_of_rows(tmp_path: Path) -> None:
    rows = lists()
    shuffled = random.Random(2).sample(rows, len(rows))
    (tmp_path / "a").mkdir()
    first, second = study(tmp_path, rows), study(tmp_path / "a", shuffled)
    assert first.document.findings == second.document.findings
    assert first.series == second.series
    assert [s.name for s in first.series] == [
        "identification", "fnir_fpir_band", "identification_points", "identification_floor", "cmc", "best_scores",
    ]  # fmt: skip


def test_the_report_shows_the_trade_off_the_ranks_and_the_passes(tmp_path: Path) -> None:
    page = html.render(study(tmp_path, lists(), targets=[0.1]))
    for text in (
        "Fewer false alerts cost more misses",
        "False alerts allowed",
        "How often the right person is among the first candidates",
        "The best score of somebody else",
        "A candidate is returned when its score is the threshold or higher.",
        " per search (selectivity)</",
    ):
        assert text in page
    assert len(page.encode()) < 1_000_000


def test_the_library_reads_lists_as_searches_and_refuses_what_belongs_to_comparisons(tmp_path: Path) -> None:
    file = write_table(tmp_path / "lists.csv", lists(), HEADER)
    found = evaluate(file, fpir_targets=[0.1], rank=3)
    assert found.find("tpir-at-fpir", target_fpir=0.1)[0].at.rank == 3
    assert evaluate(read_searches(file), fpir_targets=[0.1]).find("fpir")
    with pytest.raises(UsageError, match="fpir_targets"):
        evaluate(file, targets=[0.1])
    pairs = write_table(tmp_path / "c.csv", [(f"p{i}", f"p{j}", i * j % 5) for i in range(9) for j in range(9)])
    with pytest.raises(UsageError, match="searches=True"):
        evaluate(pairs, rank=1)
    assert evaluate(pairs, searches=True, non_mated="leave-mate-out").find("fpir")
