"""Searches that are done with while they are checked come to what the two walks of the tally find in them."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from bystander.evidence.comparisons.blocks import ArrayBlock, Arrays
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.comparisons.trial import Trial
from bystander.evidence.searches import highest
from bystander.evidence.searches.of_comparisons import searches_of
from bystander.evidence.searches.runs import Runs, Walk
from bystander.kernels.search_runs import STRIP
from bystander.tally.searches import fold
from bystander.tally.searches.fold import tally_searches

PROBES, REFERENCES, PEOPLE = 60, 45, 30


def comparisons(rng: np.random.Generator, kind: str) -> Arrays:
    """Every probe with every reference, or nearly, of some awkward kind; a long list is looked at in several strips."""
    references = 2 * STRIP + REFERENCES if kind.startswith("long") else REFERENCES
    kind = kind.removeprefix("long, ")
    owner, enrolled = rng.integers(0, PEOPLE, PROBES, np.int32), np.arange(references, dtype=np.int32) % (PEOPLE // 2)
    if kind == "one reference a person":
        enrolled = np.arange(references, dtype=np.int32)
    if kind == "parted":  # all of a strip is of one person
        enrolled = np.where(np.arange(references) // STRIP == 1, 1, enrolled).astype(np.int32)
    probe = np.repeat(rng.permutation(PROBES) + 7, references)
    at = np.tile(np.arange(references), PROBES)
    kept = np.ones(len(probe), np.bool_)
    if kind == "uneven":
        kept = rng.random(len(probe)) < 0.6
    elif kind == "one probe":
        kept = probe == 9
    probe, at = probe[kept], at[kept]
    person, reference = owner[probe - 7], enrolled[at]
    score = rng.standard_normal(len(probe)) + (person == reference)
    failed = None
    if kind in {"ties", "failed", "all failed"}:
        score = np.round(score, 0 if kind == "ties" else 1)
    if kind == "a dozen":  # candidates of a mated search, and of one that is not, are above all others, which are equal
        score[:] = 0
        for of in (person < PEOPLE // 2, person >= PEOPLE // 2):
            rows = np.flatnonzero((probe == probe[of][0]) & (person != reference))
            score[rows[:12]] = 5
    if "failed" in kind:
        failed = (rng.random(len(probe)) < 0.3) | (probe % 5 == 0) | (kind == "all failed")
        score[failed] = -np.inf
    if kind == "single":
        score = score.astype(np.float32)
    return Arrays(
        score=score, probe=person, reference=reference, failed=failed,
        probe_image=None if kind == "people" else probe, reference_image=at + 1000,
    )  # fmt: skip


KINDS = [
    "plain", "one reference a person", "uneven", "one probe", "ties", "failed", "all failed", "single",
    "a dozen", "long, plain", "long, one reference a person", "long, ties", "long, failed", "long, single",
    "long, parted",
]  # fmt: skip


def trial_of(whole: Arrays, pieces: int) -> Trial:
    edges = np.linspace(0, len(whole), pieces + 1).astype(int)
    blocks = [ArrayBlock(whole, int(a), int(b - a)) for a, b in pairwise(edges)]
    return Trial(
        name="made up", sha256="", format="", blocks=blocks, subjects=2 * STRIP + REFERENCES, rows_read=len(whole)
    )


def walked(trial: Trial, *, left_out: bool, tail: int, threads: int = 1) -> Runs | None:
    walk = Walk(blocks=len(trial.blocks), subjects=trial.subjects or 0, left_out=left_out, tail=tail)
    found = inspect(trial, along=walk, small=0, threads=threads)
    return walk.found(enrolled=found.enrolled)


def same(one: Any, other: Any, *without: str) -> None:
    for field in fields(one):
        if field.name not in without:
            a, b = getattr(one, field.name), getattr(other, field.name)
            if isinstance(a, np.ndarray):
                assert a.dtype == b.dtype, field.name
                assert np.array_equal(a, b), field.name
            else:
                assert a == b, field.name


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("left_out", [False, True])
@pytest.mark.parametrize("tail", [1, 12, 150, 1 << 18])
def test_it_is_what_the_two_walks_find(
    kind: str, tail: int, monkeypatch: pytest.MonkeyPatch, *, left_out: bool
) -> None:
    monkeypatch.setattr(fold, "TAIL", tail)
    monkeypatch.setattr(highest, "SPARE", 0)  # so that there is no room, again and again
    whole = comparisons(np.random.default_rng(KINDS.index(kind)), kind)
    expected = searches_of(trial_of(whole, 1), left_out=left_out)
    tally = tally_searches(expected)
    for pieces, threads in ((1, 1), (4, 1), (11, 3)):
        trial = trial_of(whole, pieces)
        runs = walked(trial, left_out=left_out, tail=tail, threads=threads)
        if runs is None:
            assert kind == "one probe"  # which is in several blocks
            assert pieces > 2
            continue
        searches = searches_of(trial, left_out=left_out, runs=runs)
        same(expected, searches, "blocks", "runs", "names", "problems", "format")
        same(tally, tally_searches(searches))


@pytest.mark.parametrize("kind", ["comes back", "short", "without a sample"])
def test_it_gives_up_where_a_search_does_not_stand_together(kind: str) -> None:
    whole = comparisons(np.random.default_rng(3), "plain")
    images = np.asarray(whole.probe_image).copy()
    if kind == "comes back":
        images[-9:] = images[0]
    elif kind == "short":
        images = np.tile(np.arange(PROBES), REFERENCES)
    else:
        images[-REFERENCES:] = -1
    for pieces in (1, 3):
        assert walked(trial_of(replace(whole, probe_image=images), pieces), left_out=False, tail=9) is None


def test_people_are_searches_where_samples_are_not_named() -> None:
    whole = comparisons(np.random.default_rng(4), "plain")
    order = np.argsort(np.asarray(whole.probe), kind="stable")
    people = Arrays(**{**whole.at(order), "probe_image": None, "reference_image": None})
    expected = searches_of(trial_of(people, 1))
    runs = walked(trial_of(people, 5), left_out=False, tail=100)
    assert runs is not None
    assert not runs.by_sample
    same(expected, searches_of(trial_of(people, 5), runs=runs), "blocks", "runs", "names", "problems", "format")
