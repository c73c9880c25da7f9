from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.studies.evaluate.comparisons.alike import HIGHEST, PAIRS, UNSEEN, Alike, alike, alike_in_tally
from bystander.studies.evaluate.comparisons.study import evaluate
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial

PEOPLE = 60


def trial_of(size: int, *, names: bool = True, seed: int = 1, crossed: bool = False) -> Trial:
    rng = np.random.default_rng(seed)
    first, second = np.triu_indices(2 * PEOPLE, 1)  # two images each
    a, b = first // 2, second // 2
    pair = np.triu(rng.normal(size=(PEOPLE, PEOPLE)), 0)
    score = pair[a, b] + rng.normal(0, 0.5, len(a)) + np.where(a == b, 6, np.where(a // size == b // size, 2.5, 0))
    kept = ((a < PEOPLE // 2) & (b >= PEOPLE // 2)) if crossed else np.ones(len(a), bool)
    named = {"probe": a[kept], "reference": b[kept], "subjects": PEOPLE} if names else {"mated": (a == b)[kept]}
    return trial_from_arrays(score[kept], **named)


def said(trial: Trial) -> Alike:
    batch = trial.blocks[0].read()
    assert batch.mated is not None
    return alike(trial, people=trial.subjects, non_mated=int((~batch.mated).sum()), seed=1, threads=1)


def test_families_nobody_named_lead_the_caveats_and_stand_with_the_false_match_rate() -> None:
    document = evaluate(trial_of(5), targets=[0.01], replicates=0).document
    assert document.caveats[0].startswith("Some people are alike in groups (relatives, look-alikes)")
    assert "of the 60 people whose scores were looked at" in document.caveats[0]
    assert "--cluster" in document.caveats[0]
    rates = [f for f in document.findings if f.quantity == "fmr"]
    assert all(document.caveats[0] in f.caveats for f in rates)
    assert not any(document.caveats[0] in f.caveats for f in document.findings if f.quantity == "fnmr")


def test_strangers_are_not_flagged() -> None:
    assert said(trial_of(1)) == Alike(drawn=True)
    assert evaluate(trial_of(1), targets=[0.01], replicates=0).document.conventions.seed == 1


def test_where_relatives_cannot_be_seen_that_is_said() -> None:
    assert said(trial_of(5, crossed=True)) == Alike(unseen=UNSEEN.format(why=PAIRS))
    document = evaluate(trial_of(5, crossed=True), targets=[0.01], replicates=0).document
    assert document.caveats[-1] == UNSEEN.format(why=PAIRS)
    few = trial_of(5)
    assert alike(few, people=PEOPLE, non_mated=300, seed=1, threads=1).unseen  # without a pass over the evidence
    assert alike_in_tally(few, people=PEOPLE, non_mated=300).unseen == UNSEEN.format(why=HIGHEST)


@pytest.mark.parametrize("people", [None, 9])
def test_nothing_is_said_of_people_without_names_or_of_very_few(people: int | None) -> None:
    trial = trial_of(5, names=people is not None)
    assert alike(trial, people=people, non_mated=300, seed=1, threads=1) == Alike()
    assert alike_in_tally(trial, people=people, non_mated=300) == Alike()
