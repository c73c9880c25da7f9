"""Scores that are decisions: told first, and their error rates are those at the value that means one person."""

from __future__ import annotations

import bystander as by


def decisions() -> dict[str, list[int]]:
    """Return 100 mated comparisons of which 10 were not accepted, and 300 others of which 6 were."""
    return {"y_true": [1] * 100 + [0] * 300, "y_pred": [1] * 90 + [0] * 10 + [1] * 6 + [0] * 294}


def test_two_scores_are_a_decision_and_that_leads() -> None:
    told = [p for p in by.read_trial(decisions()).problems if p.code == "EV18"] or list(by.check(decisions()))
    assert "two scores only" in next(p for p in told if p.code == "EV18").found
    document = by.evaluate(decisions(), thresholds=[1.0]).document
    assert any("two scores only" in caveat for caveat in document.caveats[:3])
    found = [f for f in document.findings if f.at is not None and f.at.threshold == 1.0]
    rates = {f.id: (f.estimate.events, f.estimate.trials) for f in found if f.estimate is not None}
    assert (rates["fmr"], rates["fnmr"]) == ((6, 300), (10, 100))


def test_three_scores_are_no_decision() -> None:
    table = decisions()
    table["y_pred"][0] = 2
    assert all("two scores" not in p.found for p in by.check(table))
