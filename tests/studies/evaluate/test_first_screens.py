"""What a first screen of searches says where no threshold is set, and of people who are taken off the list."""

from __future__ import annotations

from math import ceil
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.evidence.searches.read import read_searches
from bystander.findings import wording
from bystander.findings.first_screen import Weight
from bystander.findings.signs import Hatch, Rows
from bystander.intervals import caveats
from bystander.studies.caveats import of_rates
from bystander.studies.evaluate.comparisons.study import evaluate
from bystander.studies.evaluate.searches.study import evaluate_searches
from tests.evidence.makers import write_table
from tests.studies.trials import trial

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings import Study
    from bystander.findings.first_screen import FirstScreen

HEAD = ["search", "subject", "rank", "candidate", "score", "watchlist_size"]


def study(folder: Path, rows: list[tuple[object, ...]], **asked: str) -> Study:
    return evaluate_searches(read_searches(write_table(folder / "lists.csv", rows, HEAD), **asked))  # type: ignore[arg-type]


def screen(of: Study) -> FirstScreen:
    assert of.first is not None
    return of.first


def own_lists(people: int, misses: int) -> list[tuple[object, ...]]:
    """Lists of two, each person searched once: the first ``misses`` come second, all others first."""
    rows: list[tuple[object, ...]] = []
    for i in range(people):
        both = [(f"p{i}", 0.9), (f"p{(i + 1) % people}", 0.5)]
        order = both if i >= misses else [(both[1][0], 0.9), (both[0][0], 0.5)]
        rows += [(f"s{i}", f"p{i}", at, who, score + i / 1000, people) for at, (who, score) in enumerate(order, 1)]
    return rows


def test_without_a_threshold_it_is_said_how_often_the_right_person_came_first(tmp_path: Path) -> None:
    of = study(tmp_path, own_lists(30, 6))
    found = screen(of)
    assert str(found.sentence) == "In 24 of 30 searches, the right person came first."
    assert [str(line) for line in found.beside] == [
        "How often somebody is returned by mistake cannot be said: nobody off the list was searched."
    ]
    e = of.document.find("cmc", rank=1)[0].estimate
    assert e is not None
    assert f"expect {wording.ends(e.low, e.high, often=True)} % (95 % range)" in str(found.lead)
    assert "no threshold" in found.apart
    assert found.next
    assert isinstance(found.picture, Rows)
    assert found.picture.rows[1].cells[0].mark == Hatch("nobody off the list was searched")


def test_a_list_has_one_length_wherever_it_is_told(tmp_path: Path) -> None:
    found = screen(study(tmp_path, own_lists(30, 6), non_mated="leave-mate-out"))
    assert "on a list of 30:" in str(found.lead)
    assert any(caveat.claim == "The list had 30 names." for caveat in found.caveats)
    assert "29" not in " ".join([str(found.lead), *map(str, found.caveats)])


@pytest.mark.parametrize(("df", "people"), [(11.4, "11 people"), (3.7, "4 people"), (1.2, "1 person")])
def test_few_people_are_told_by_what_they_make_of_the_range(df: float, people: str) -> None:
    (said,) = caveats.flags(df)
    assert said.startswith("These errors are few, or few people had them. The range is as if about ")
    assert f"about {people} had been tested{'.' if df < 8 else ','}" in said


def test_of_two_rates_a_claim_is_told_once_by_the_one_with_fewest_people_behind_it() -> None:
    rates = [
        SimpleNamespace(estimate=SimpleNamespace(drivers=df), caveats=caveats.flags(df)) for df in (16.0, 9.0, None)
    ]
    (one,) = of_rates([None, *rates])
    assert "about 9 people had been tested, and" in one.reason
    assert one.weight is Weight.WIDENS
    assert of_rates([]) == []


def a_trial_with_failures() -> Trial:
    """Forty people, three tries each; five of one person and one of another give no score, and one scores too low."""
    rng = np.random.default_rng(3)
    rows = [(i, j, float(rng.normal(-3, 0.5))) for i in range(40) for j in range(40) if i != j]
    rows += [(i, i, float(rng.normal(3, 0.5))) for i in range(40) for _ in range(3)]
    rows += [(0, 0, -99.0)] * 5 + [(1, 1, -99.0), (2, 2, -2.9)]
    names, others, score = zip(*rows, strict=True)
    return trial(
        pa.table({"probe_subject": names, "reference_subject": others, "score": score}), failed_scores=(-99.0,)
    )


def test_the_sentence_to_repeat_says_at_which_setting_people_were_missed() -> None:
    evidence = a_trial_with_failures()
    assert str(screen(evaluate(evidence, thresholds=[0.0])).sentence) == (
        "At a threshold of 0, the system missed the right person 7 of 127 times."
    )
    at_target = str(screen(evaluate(evidence, targets=[0.01])).sentence)
    assert at_target.startswith("Set for 1 false match in 100, the system ")


def test_no_false_match_is_told_as_no_result_where_the_threshold_was_set_for_it() -> None:
    found = screen(evaluate(a_trial_with_failures(), targets=[1e-6]))
    assert "so that no comparison of different people passes: none of 1,560 is a false match, by con" in str(found.lead)
    assert "1,560 comparisons are too few to show 1 in 1,000,000." in str(found.lead)
    assert "Set the threshold in advance" in found.next
    given = screen(evaluate(a_trial_with_failures(), thresholds=[0.0]))
    assert "by construction" not in str(given.lead)


def test_a_target_of_every_comparison_is_said_as_a_share_of_them() -> None:
    found = screen(evaluate(a_trial_with_failures(), targets=[1.0]))
    assert str(found.sentence).startswith("Set for 100 % false matches, the system ")
    assert "so that at most 100 % of comparisons take two different people for one" in str(found.lead)


def test_misses_that_gave_no_score_are_told_with_the_share_of_one_person_and_what_to_do() -> None:
    found = screen(evaluate(a_trial_with_failures(), thresholds=[0.0]))
    assert "6 of the 7 gave no score, 5 of them of one person." in str(found.lead)
    assert found.next.startswith("find out why 6 tries gave no score. ")
    assert "a try without a score is a miss" in found.assumed


def test_a_low_end_that_rounds_to_nought_is_not_called_nought() -> None:
    found = screen(evaluate(a_trial_with_failures(), targets=[0.01]))
    assert " 0 to " not in str(found.lead)
    assert "less than 1 to " in str(found.lead)


@pytest.mark.parametrize(("instead", "said"), [(0, "4 of 30 also returned somebody else."), (2, "2 of them not the")])
def test_searches_that_failed_or_returned_somebody_else_are_told_apart(instead: int, said: str, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for i in range(30):
        right = 0.2 if i < instead else 0.9
        listed = [(right, f"p{i}")] * (i != 29) + [(0.8, "q")] * (i < 4)
        rows += [(f"s{i}", f"p{i}", rank, who, score, 30) for rank, (score, who) in enumerate(sorted(listed)[::-1], 1)]
    rows += [("s29", "p29", "", "", "", 30)]
    table = write_table(tmp_path / "lists.csv", [(*row, int(row[0] == "s29")) for row in rows], [*HEAD, "failed"])
    searched = read_searches(table, non_mated="nobody")
    found = screen(evaluate_searches(searched, thresholds=[0.5]))
    assert said.rstrip(".") in str(found.lead)
    assert f"; 1 of the {instead + 1} miss" in str(found.lead)
    assert "a failed search is a miss" in found.assumed


def test_a_range_that_one_person_stretches_ends_where_it_can_go_no_further_and_says_so_rounded_up() -> None:
    own = np.repeat(np.arange(31), [25] + [2] * 30)
    first, second = (own[side] for side in np.triu_indices(len(own), 1))
    taken = (first == 0) & (second % 5 == 1)  # one person, with most images, is taken for every fifth other one
    found = by.evaluate(
        {
            "probe_subject": [f"p{k}" for k in first], "reference_subject": [f"p{k}" for k in second],
            "score": np.where(first == second, 4.0, np.where(taken, 3.0, 0.0)) + np.arange(len(first)) % 7 / 100,
        },
        thresholds=[2.0], replicates=0,
    )  # fmt: skip
    fmr = found.document.find("fmr")[0]
    assert fmr.estimate is not None
    assert fmr.bounds is not None
    sure = fmr.bounds.assumption_free_upper
    assert sure is not None
    assert sure < fmr.estimate.high
    rounded = ceil(sure * 100) * 10
    assert rounded == round(sure * 100) * 10 + 10  # the nearest would lie below it
    assert f"up to {rounded} in 1,000, whatever people do (95 %)" in found.verdict[1]
