"""A trial that is summed up by compiled code comes to what numpy makes of its blocks, in any cut and on any threads."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from bystander.evidence.comparisons import score_sketch
from bystander.evidence.comparisons.blocks import ArrayBlock, Arrays
from bystander.evidence.comparisons.distinct_scores import DistinctScores
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.comparisons.summary import PlainSumming, Summary
from bystander.evidence.comparisons.summing import Summing
from bystander.evidence.comparisons.trial import Trial

N = 4000


def arrays(rng: np.random.Generator, kind: str) -> Arrays:
    """Comparisons of every awkward kind."""
    n = {"empty": 0, "one row": 1}.get(kind, N)
    probe, reference = rng.integers(0, 40, n, np.int32), rng.integers(0, 50, n, np.int32)
    score = rng.standard_normal(n)
    score[: n // 40] = np.array([0.0, -0.0])[rng.integers(0, 2, n // 40)]
    failed = None
    image: Any = None
    if kind == "ties":
        score = np.round(score, 1)
    elif kind == "one score":
        score[:] = 3.0
    elif kind == "not finite":
        score[rng.random(n) < 0.05] = np.nan
        score[rng.random(n) < 0.05] = np.inf
        score[rng.random(n) < 0.05] = -np.inf
    elif kind == "failed":
        failed = rng.random(n) < 0.1
        score[failed] = -np.inf
    elif kind == "all failed":
        failed = np.ones(n, np.bool_)
        score[:] = -np.inf
    elif kind == "one value a person":
        score = np.where(probe < 9, probe, score)
    elif kind == "samples":
        image = rng.integers(-1, 900, n)
        score = np.where(image < 500, image, score)
    elif kind == "nobody":
        probe = reference = None  # type: ignore[assignment]
    elif kind == "single":
        score = score.astype(np.float32)
    mated = rng.random(n) < 0.2 if probe is None else probe == reference
    return Arrays(
        score=score, probe=probe, reference=reference, mated=mated, failed=failed, probe_image=image,
        reference_image=None if image is None else rng.permutation(image) + 1,
    )  # fmt: skip


KINDS = [
    "plain", "single", "ties", "one score", "not finite", "failed", "all failed", "one value a person", "samples",
    "nobody", "empty", "one row",
]  # fmt: skip


def cut(whole: Arrays, pieces: int) -> list[ArrayBlock]:
    edges = np.linspace(0, len(whole), pieces + 1).astype(int)
    return [ArrayBlock(whole, int(a), int(b - a)) for a, b in pairwise(edges)]


def same(one: Summary, other: Summary) -> None:
    """Compare what checks can see: after a second score nobody counts the comparisons of a code."""
    for field in fields(Summary):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if field.name.endswith("_values") and a is not None and b is not None:
            for least in (1, 2, 5):
                assert a.found(least) == b.found(least), field.name
        elif isinstance(a, score_sketch.ScoreSketch):
            assert a.level == b.level
            assert np.array_equal(a.values, b.values)
            assert np.array_equal(a.counts, b.counts)
        elif isinstance(a, np.ndarray):
            assert np.array_equal(np.flatnonzero(a), np.flatnonzero(b)), field.name
        else:
            assert a == b, field.name


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("capacity", [1 << 18, 300])
def test_compiled_and_by_numpy(kind: str, capacity: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_sketch, "CAPACITY", capacity)
    whole = arrays(np.random.default_rng(KINDS.index(kind)), kind)
    for pieces in (1, 3, 17):
        scores = DistinctScores()
        plain, compiled = PlainSumming(), Summing(scores)
        for block in cut(whole, pieces):
            batch = block.read()
            plain.add(block, batch)
            compiled.add(block, batch)
        same(plain.summary(), scores.within(compiled.summary()))


@pytest.mark.parametrize("threads", [1, 3])
def test_an_inspection_is_the_same_however_it_is_made(threads: int) -> None:
    whole = arrays(np.random.default_rng(5), "samples")
    trial = Trial(
        name="made up", sha256="", format="", blocks=cut(whole, 9), subjects=50, rows_read=N,
    )  # fmt: skip
    found = [inspect(trial, small=small, threads=threads) for small in (0, N + 1)]
    assert found[0] == found[1]
    assert found[0] == inspect(replace(trial, blocks=cut(whole, 2)), small=0)
