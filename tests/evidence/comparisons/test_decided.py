"""Scores that are decisions: told first, and their error rates are those at the value that means one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError

if TYPE_CHECKING:
    from pathlib import Path


def decisions() -> dict[str, list[int]]:
    """Return 100 mated comparisons of which 10 were not accepted, and 300 others of which 6 were."""
    return {"y_true": [1] * 100 + [0] * 300, "y_pred": [1] * 90 + [0] * 10 + [1] * 6 + [0] * 294}


def test_two_scores_are_a_decision_and_that_leads() -> None:
    told = [p for p in by.read_trial(decisions()).problems if p.code == "EV18"] or list(by.check(decisions()))
    assert "two scores only" in next(p for p in told if p.code == "EV18").found
    assert by.evaluate(decisions()).document.verdict[0].startswith("There are two scores only, so these are decisions")
    document = by.evaluate(decisions(), thresholds=[1.0]).document
    assert any("two scores only" in caveat for caveat in document.caveats[:3])
    found = [f for f in document.findings if f.at is not None and f.at.threshold == 1.0]
    rates = {f.id: (f.estimate.events, f.estimate.trials) for f in found if f.estimate is not None}
    assert (rates["fmr"], rates["fnmr"]) == ((6, 300), (10, 100))


@pytest.mark.parametrize(("accept", "distance"), [("ge", False), ("gt", False), ("ge", True), ("gt", True)])
def test_the_headline_of_decisions_is_at_the_only_threshold_there_is(accept: Any, *, distance: bool) -> None:
    table = {"y_true": [1] * 20 + [0] * 60, "y_pred": [1] * 17 + [0] * 3 + [1] * 2 + [0] * 58}
    if distance:
        table["y_pred"] = [1 - d for d in table["y_pred"]]
    document = by.evaluate(table, accept=accept, distance=distance).document
    first, headline, lead, *_ = document.verdict
    assert first.startswith("There are two scores only, so these are decisions and no scores. Only one operating point")
    assert "missed the right person 3 of 20 times" in headline
    assert "taken for one 2 times in 60" in lead


def test_three_scores_are_no_decision() -> None:
    table = decisions()
    table["y_pred"][0] = 2
    assert all("two scores" not in p.found for p in by.check(table))


@pytest.mark.parametrize("heading", ["decision", "match", "Verified"])
def test_a_table_of_decisions_without_a_score_says_what_can_be_done(heading: str, tmp_path: Path) -> None:
    rows = [("a", "a", 1), ("b", "b", 0), ("a", "b", 0), ("b", "a", 1), ("c", "a", 0), ("c", "c", 1)]
    sides = "probe_subject,reference_subject"
    file = tmp_path / "decisions.csv"
    file.write_text("\n".join([f"{sides},{heading}", *(f"{p},{r},{'match' if d else 'no match'}" for p, r, d in rows)]))
    with pytest.raises(EvidenceError) as refused:
        by.evaluate(file)
    (problem,) = refused.value.problems
    assert problem.found == "no column for score"
    assert problem.means.startswith("by its name column 3 is what the system decided")
    assert f"--column score={heading} --threshold 0.5" in problem.do
    # and what it says can be done: 1 of 3 mated pairs was missed, 1 of 3 others taken for one person
    file.write_text("\n".join([f"{sides},{heading}", *(f"{p},{r},{d}" for p, r, d in rows)]))
    found = by.evaluate(file, columns={"score": heading}, thresholds=[0.5]).document.findings
    found = tuple(f for f in found if f.at is not None and f.at.threshold == 0.5)
    rates = {f.id: (f.estimate.events, f.estimate.trials) for f in found if f.estimate is not None}
    assert (rates["fmr"], rates["fnmr"]) == ((1, 3), (1, 3))


def test_a_table_whose_every_column_is_known_is_not_told_that_names_are_unknown(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("probe_subject,reference_subject\na,b\na,a\n")
    with pytest.raises(EvidenceError, match="no column for score") as refused:
        by.evaluate(file)
    assert "is not in this table" in str(refused.value)
    assert "not known" not in str(refused.value)
