"""Copies among rows of people alone, at every door; equal scores that chance makes are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bystander as by
from bystander.evidence.comparisons import people_sample
from bystander.evidence.comparisons.copied import copied_rows
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.comparisons.trial import Batch
from bystander.evidence.formats.parquet import read as parquet
from tests.evidence.doors import DOORS, given

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE, IMAGES = 30, 3


def rows(*, copies: int = 0, digits: int = 9, images: int = IMAGES, seed: int = 1) -> dict[str, Any]:
    """Return comparisons of people, some rows of which are written again, in any order."""
    rng = np.random.default_rng(seed)
    who = np.repeat(np.arange(PEOPLE), images)
    left, right = np.triu_indices(len(who), 1)
    score = np.round(rng.random(len(left)) + (who[left] == who[right]), digits)
    again = rng.choice(len(left), copies, replace=False)
    order = rng.permutation(len(left) + copies)
    columns = (np.concatenate([c, c[again]])[order] for c in (who[left], who[right], score))
    return {name: c.tolist() for name, c in zip(("probe_subject", "reference_subject", "score"), columns, strict=True)}


def told(source: Any, **options: Any) -> list[str]:
    trial = by.read_trial(source, **options)
    found = {p.found: p for p in (*trial.problems, *inspect(trial).problems) if p.code == "EV15"}
    return list(found)


@pytest.mark.parametrize("door", DOORS)
def test_copies_are_counted_at_every_door(door: str, tmp_path: Path) -> None:
    assert told(given(door, rows(copies=200), tmp_path)) == ["200 rows with the people and the score of an earlier row"]


def test_they_are_counted_in_a_file_that_is_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "WHOLE", 0)
    monkeypatch.setattr(parquet, "LOOPED", 0)
    file = given("parquet", rows(copies=200), tmp_path)
    assert told(file) == ["200 rows with the people and the score of an earlier row"]
    monkeypatch.setattr(people_sample, "CAPACITY", 2000)
    (said,) = told(file)
    about, number, rest = said.split(maxsplit=2)
    assert (about, rest) == ("about", "rows with the people and the score of an earlier row")
    assert int(number) == pytest.approx(200, abs=40)


def test_a_sample_has_copies_of_one_person_s_rows_too() -> None:
    """Of 30 people 12 rows each with themselves, of which a third are copies."""
    who, score = np.repeat(np.arange(30, dtype=np.int32), 12), np.tile([*range(8), *range(4)], 30) + 0.5
    sample = people_sample.PeopleSample(len(who))
    sample.start().add(0, Batch(score=score + 9.0 * who, probe=who, reference=who))
    seen = sample.seen()
    assert (seen.copied, seen.rows, seen.of_two, seen.mirrored) == (30 * 4, 30 * 12, 0, 0)


def test_many_of_them_lead_and_few_do_not() -> None:
    for copies, leads in ((200, True), (30, False)):
        (found,) = (p for p in by.read_trial(rows(copies=copies)).problems if p.code == "EV15")
        assert (found.leads, found.severity) == (leads, "warning")


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_scores_of_few_digits_are_equal_by_chance(digits: int) -> None:
    assert told(rows(digits=digits, images=8)) == []


def test_names_of_images_tell_which_rows_are_copies() -> None:
    columns = rows(copies=0)
    named = {**columns, "probe_id": list(range(len(columns["score"]))), "reference_id": [-1] * len(columns["score"])}
    assert told(named) == []


def test_every_row_twice_is_told_as_that() -> None:
    columns = {name: values * 2 for name, values in rows().items()}
    trial = by.read_trial(columns)
    assert told(columns) == []
    assert "EV18" in {p.code for p in inspect(trial).problems}


def test_failures_and_few_rows_are_no_copies() -> None:
    ones = np.ones(50, np.int32)
    assert copied_rows(ones, ones + 1, np.full(50, np.nan)) == 0
    assert copied_rows(ones[:4], ones[:4], np.array([0.1, 0.1, 0.2, 0.2])) == 0


def test_three_rows_alike_are_two_copies() -> None:
    probe, reference = np.arange(40, dtype=np.int32).repeat(3), np.arange(40, dtype=np.int32).repeat(3) + 1
    assert copied_rows(probe, reference, np.linspace(0, 1, 40).repeat(3)) == 80


def test_a_few_copies_may_be_chance() -> None:
    assert told(rows(copies=5)) == []


def test_scores_that_end_at_a_limit_are_equal_by_chance_for_one_person_alone() -> None:
    columns = rows(images=8)
    mated = np.array(columns["probe_subject"]) == np.array(columns["reference_subject"])
    score = np.array(columns["score"])
    assert told({**columns, "score": np.where(mated, np.minimum(score, 1.5), score).tolist()}) == []
