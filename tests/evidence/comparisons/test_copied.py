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


def of_images(scale: Any, *, twice: bool) -> dict[str, Any]:
    """Return comparisons of 40 people with 3 images; ``twice``: two images of everybody are there under two names.

    Each of those has the score of its copy with whatever else both are compared with: of 5 of 6 comparisons, at least.
    """
    rng = np.random.default_rng(3)
    names = [f"p{person}_{image}" for person in range(40) for image in range(3)]
    same = {name: name.replace("_2", "_1") if twice else name for name in names}
    score: dict[tuple[str, str], float] = {}
    rows = []
    for one in range(len(names)):
        for other in range(one + 1, len(names)):
            a, b = names[one], names[other]
            mated = a.partition("_")[0] == b.partition("_")[0]
            of = min((same[a], same[b]), (same[b], same[a]))
            rows.append((a, b, a[:-2], b[:-2], score.setdefault(of, float(scale(rng.random() + mated)))))
    names_of = ("probe_id", "reference_id", "probe_subject", "reference_subject", "score")
    return dict(zip(names_of, map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize("scale", [float, np.float32, lambda score: 1e6 * score])
def test_ties_of_many_digits_may_be_images_that_are_there_twice(scale: Any) -> None:
    (said,) = [p for p in inspect(by.read_trial(of_images(scale, twice=True))).problems if p.code == "EV18"]
    assert "share a score of many digits" in said.found
    assert "images may be there twice under two names" in said.means
    assert said.leads
    assert not [p for p in inspect(by.read_trial(of_images(scale, twice=False))).problems if p.code == "EV18"]


@pytest.mark.parametrize(
    "scale",
    [
        lambda score: round(score, 2),
        lambda score: np.float32(round(score, 3)),
        np.float16,
        lambda score: round(score * 255) / 255,
    ],
)
def test_ties_of_rounded_scores_and_of_steps_are_what_they_were(scale: Any) -> None:
    (said,) = [p for p in inspect(by.read_trial(of_images(scale, twice=False))).problems if p.code == "EV18"]
    assert "rounded or put into steps" in said.means
