"""The same people tried again know nothing more: by how much each limit may move is a formula, and no margin.

From what a finding prints, its design effect follows: n* = T/(deff g), g = 1 + (r^2 - 1)(1 - 1/deff), r = t(df)/z, so

    deff = (T/n* + r^2 - 1)/r^2

Of copies the variance between people is the same and that of independent trials half: deff doubles. Where people err
more evenly than coins fall it is 1, and of copies 1 to 2; so is the part of it that pairs of people add where few drive
the errors. Limits are those of KG-t at that design effect, the ones for
a claim of compliance at one more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scipy.stats import beta, norm, t

import bystander as by
from tests.invariance import changes, test_comparisons, test_passes, test_searches, worlds
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


def limits(told: Fields, deff: float) -> tuple[float, float]:
    """Return the ends of KG-t by scipy's Beta distribution."""
    r_squared = (t.ppf(0.975, max(told["df"], 1)) / norm.ppf(0.975)) ** 2
    deff += (r_squared - 1) * (deff - 1)
    events, rest = told["events"] / deff, (told["trials"] - told["events"]) / deff
    return float(beta.ppf(0.025, events, rest + 1)), float(beta.ppf(0.975, events + 1, rest))


def clustered(told: Fields) -> bool:
    """Whether it is an interval of KG-t at a given threshold, without an assumed correlation."""
    return str(told.get("method")).startswith("KG-t") and "ICC" not in told["method"] and told["df"] is not None


@pytest.mark.parametrize("kind", [0, 1, 2], ids=["comparisons", "searches", "passes"])
def test_of_copies_the_design_effect_doubles_and_limits_follow(kind: int) -> None:
    study, evidence = STUDIES[kind], EVIDENCE[kind]
    before, after = seen(study(evidence)), seen(study(changes.every_row_twice(evidence)))
    told = [(old, after[key], key[0]) for key, old in before.items() if clustered(old) and clustered(after[key])]
    told = [(old, new, name) for old, new, name in told if new["trials"] == 2 * old["trials"]]  # not volunteers
    assert len(told) >= 2
    for old, new, name in told:
        once, twice = design_effect(old), design_effect(new)
        of_one_person = not name.startswith("fmr")
        of_pairs = 0 if of_one_person or old["df"] >= 8 else 1
        if once > 1 + of_pairs + 1e-8:
            assert 2 * once - of_pairs - 1e-7 <= twice <= 2 * once + 1e-7, name
        else:
            assert once - 1e-8 <= twice <= 2 * once + 1e-8, name
        assert (new["low"], new["high"]) == pytest.approx(limits(new, twice), rel=1e-7), name
        if of_one_person and new["df"] >= 8:
            for end, limit in zip(("lower", "upper"), limits(new, twice + 1), strict=True):
                told_limit = new[f"bounds.compliance_{end}"]
                assert told_limit is None or told_limit == pytest.approx(limit, rel=1e-7), name


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
