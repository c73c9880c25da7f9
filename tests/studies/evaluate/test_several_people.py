"""A code that stands for several people, as 0 does for strangers in many lists, is told by its own comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bystander as by
from bystander.findings.first_screen import Weight
from bystander.studies.evaluate.comparisons.study import evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE, IMAGES, NOBODY = 40, 4, 0


def caveats(trial: dict[str, Any], **options: Any) -> Sequence[str]:
    return [
        text
        for text in by.evaluate(trial, **options).document.caveats
        if "score as those of different people do" in text
    ]


def trial(*, strangers: int, code: Sequence[int] = (NOBODY,), alike: float = 6.0) -> dict[str, Any]:
    """Return all comparisons of four images of each of forty people, and of strangers who share a code."""
    rng = np.random.default_rng(5)
    named = [p for p in range(1, PEOPLE + 1) for _ in range(IMAGES)]
    said = np.array([*named, *(code[k % len(code)] for k in range(strangers))])
    true = np.array([*named, *range(1000, 1000 + strangers)])
    left, right = np.triu_indices(len(said), 1)
    score = rng.normal(size=len(left)) + np.where(true[left] == true[right], alike, 0.0)
    return {"probe_subject": said[left], "reference_subject": said[right], "probe_id": left, "reference_id": right,
            "score": np.round(score, 4)}  # fmt: skip


def test_strangers_under_one_code_lead_the_caveats_with_what_is_left_without_them() -> None:
    found = by.evaluate(trial(strangers=25), thresholds=[3.0])
    columns = trial(strangers=25)
    own = columns["probe_subject"] == columns["reference_subject"]
    others = own & (columns["probe_subject"] != NOBODY)
    missed = int((columns["score"][others] < 3.0).sum())
    assert found.document.caveats[0] == (
        "The 300 comparisons of one person with themself score as those of different people do. "  # 25 x 24 / 2
        "One code may stand for several people, such as 0 for strangers, or labels are wrong: "
        f"without it, {missed} of {others.sum()} comparisons failed. "
        "Leaving out whoever is not known would remove this."
    )


@pytest.mark.parametrize(("strangers", "weight"), [(25, Weight.MOVES), (6, Weight.WIDENS)])
def test_it_weighs_what_its_misses_are_of_all(strangers: int, weight: Weight) -> None:
    """Nearly all 300 and 15 comparisons of strangers are missed; of 240 others a sixth, and nearly all."""
    study = evaluate(by.read_trial(trial(strangers=strangers, alike=4.0)), thresholds=[3.0 if strangers == 25 else 6.0])
    assert study.first is not None
    (said,) = (c for c in study.first.caveats if "score as those of different people do" in c.claim)
    assert said.weight == weight


def test_two_such_codes_are_counted() -> None:
    (said,) = caveats(trial(strangers=30, code=(0, -1)))
    assert said.startswith("The 210 comparisons of 2 people with themselves score")  # twice 15 x 14 / 2
    assert "without them, " in said


@pytest.mark.parametrize("strangers", [0, 4])  # four of them make six comparisons: chance could do it
def test_an_ordinary_trial_says_nothing(strangers: int) -> None:
    assert caveats(trial(strangers=strangers)) == []


def test_a_system_that_tells_nobody_apart_is_no_matter_of_codes() -> None:
    assert caveats(trial(strangers=25, alike=0.5)) == []


def test_distances_are_read_the_other_way() -> None:
    turned = trial(strangers=25)
    turned["score"] = -turned["score"]
    (said,) = caveats(turned, distance=True)
    assert said.startswith("The 300 comparisons")


def test_tries_without_a_score_are_no_strangers() -> None:
    failed = trial(strangers=0)
    own = (failed["probe_subject"] == 7) & (failed["reference_subject"] == 7)
    failed["score"] = np.where(own, np.nan, failed["score"])
    assert int(own.sum()) == 6
    many = {name: np.concatenate([values, *[values[own]] * 3]) for name, values in failed.items()}
    many["score"][0] = -9.0  # of somebody else: below it nobody is
    many["probe_id"] = np.where(
        np.arange(len(many["score"])) < len(own), many["probe_id"], 900 + np.arange(len(many["score"]))
    )
    assert caveats(many, failed_scores=[float("nan")]) == []
