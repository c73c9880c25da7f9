"""Copies of people and of trials: what the one says more, and the other not, is a formula, and no margin.

From what a finding prints, its design effect follows: n* = T/(deff g), g = 1 + (r^2 - 1)(1 - 1/deff), r = t(df)/z, so

    deff = (T/n* + r^2 - 1)/r^2

Of trials of one person each, as many of everybody, it is V_L/(p(1 - p)/T) with V_L = P/(P - 1) sum(psi^2)/T^2: of a
second crowd that did the same 2 (P - 1)/(2 P - 1) times as much, of the same people tried again twice as much. It is
never below 1, nor below the floor that few errors of people with several trials have. Limits are those of KG-t at that
design effect, the ones for a claim of compliance at one more (of one trial each they are exact). Of two people a trial:
``test_by_hand.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scipy.stats import norm, t

import bystander as by
from tests.invariance import by_hand, changes, test_comparisons, test_passes, test_searches, worlds
from tests.invariance.seen import seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.invariance.seen import Fields

STUDIES: tuple[Callable[..., by.Findings], ...] = (test_comparisons.study, test_searches.study, test_passes.study)
EVIDENCE = (test_comparisons.EVIDENCE, test_searches.EVIDENCE, test_passes.EVIDENCE)
CLOSEST = "if_seen_among_closest_upper"


def design_effect(told: Fields) -> float:
    r_squared = (t.ppf(0.975, max(told["df"], 1)) / norm.ppf(0.975)) ** 2
    return float((told["trials"] / told["effective_trials"] + r_squared - 1) / r_squared)


def floor(told: Fields) -> float:
    """Return the least design effect of trials of one person each, as many of everybody."""
    return 1 + 0.1 * (told["trials"] / told["people"] - 1) if "ICC" in told["method"] else 1.0


def clustered(told: Fields) -> bool:
    """Whether it is an interval of KG-t of trials of one person each, as many of everybody."""
    of_one = str(told.get("method")).startswith("KG-t") and told["df"] is not None and told["trials"] is not None
    return bool(of_one and told["trials"] % told["people"] == 0)


@pytest.mark.parametrize("crowd", [True, False], ids=["everybody twice", "every row twice"])
@pytest.mark.parametrize("kind", [0, 1, 2], ids=["comparisons", "searches", "passes"])
def test_the_design_effect_moves_as_the_variance_does_and_limits_follow(kind: int, *, crowd: bool) -> None:
    study, evidence = STUDIES[kind], EVIDENCE[kind]
    change = changes.everybody_twice if crowd else changes.every_row_twice
    before, after = seen(study(evidence)), seen(study(change(evidence)))
    told = [(old, after[key], key) for key, old in before.items() if clustered(old) and clustered(after[key])]
    told = [(old, new, key) for old, new, key in told if new["trials"] == 2 * old["trials"] and key[0][:3] != "fmr"]
    assert len(told) >= 2
    for old, new, key in told:
        once, twice, people = design_effect(old), design_effect(new), old["people"]
        factor = 2 * (people - 1) / (2 * people - 1) if crowd else 2
        if once > floor(old) + 1e-8:
            assert twice == pytest.approx(max(factor * once, floor(new)), rel=1e-7), key
        else:  # what the variance was lies below the floor, and is not printed
            assert floor(new) - 1e-8 <= twice <= max(factor * floor(old), floor(new)) + 1e-8, key
        df = new["df"]
        assert df == pytest.approx(old["df"] * (2 if crowd else 1), rel=1e-8)
        limits = by_hand.limits(new["events"], new["trials"], df, twice)
        assert (new["low"], new["high"]) == pytest.approx(limits, rel=1e-7), key
        if df >= by_hand.FEW and new["trials"] > new["people"]:
            for end, limit in zip(
                ("lower", "upper"), by_hand.limits(new["events"], new["trials"], df, twice + 1), strict=True
            ):
                told_limit = new[f"bounds.compliance_{end}"]
                assert told_limit is None or told_limit == pytest.approx(limit, rel=1e-7), key


@pytest.mark.parametrize("people", [40, 60])
def test_copies_bring_nobody_closer_to_an_error(people: int) -> None:
    evidence = worlds.comparisons(people)
    above = max(score for p, r, score in zip(
        evidence["probe_subject"], evidence["reference_subject"], evidence["score"], strict=True
    ) if p != r) + 1  # fmt: skip
    asked: dict[str, Any] = {"thresholds": [above], "replicates": 0}
    once, twice = (by.evaluate(e, **asked).find("fmr")[0] for e in (evidence, changes.every_row_twice(evidence)))
    assert once.bounds is not None
    assert twice.bounds is not None
    smaller, again = (getattr(f.bounds, CLOSEST) for f in (once, twice))
    assert smaller is not None
    assert again >= smaller * (1 - 1e-9)
    row, of_copies = once.sensitivity[0], twice.sensitivity[0]  # which borrows its design effect
    assert row.deff is not None
    assert of_copies.deff == pytest.approx(2 * row.deff, rel=1e-8)
    for told in (row, of_copies):  # a limit of so many effective trials, which are as many
        assert told.effective_trials == pytest.approx(row.effective_trials, rel=1e-8)
        assert told.high == pytest.approx(1 - 0.05 ** (1 / (row.effective_trials or 1)), rel=1e-8)
