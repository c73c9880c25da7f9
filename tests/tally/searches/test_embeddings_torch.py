"""All pairs of embeddings with products from torch: the same tally, bit for bit, as scoring every pair exactly.

On the device that every machine has: no GPU is needed, and none was there when this was written.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bystander.tally.searches.embeddings as module
from bystander.errors import EvidenceError
from bystander.evidence.searches.read import read_searches
from bystander.tally.searches import on_device
from bystander.tally.searches.embeddings import tally_embeddings
from bystander.tally.searches.on_device import DeviceScanner
from bystander.tally.searches.vectors import Pairs
from tests.tally.searches.test_embeddings import KINDS, equal, hard, metrics, save

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.searches.searches import Searches

torch = pytest.importorskip("torch")


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks and lists so small that every seam between them is met."""
    for place, name, value in (
        (on_device, "ROWS", 7), (on_device, "COLUMNS", 9), (module, "KEPT", 50), (module, "PILOT", 3),
    ):  # fmt: skip
        monkeypatch.setattr(place, name, value)


@pytest.fixture(params=["float16", "bfloat16"])
def half(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(on_device, "DeviceScanner", partial(DeviceScanner, half=request.param))
    return request.param


def agree(found: Searches) -> None:
    exact = tally_embeddings(found, products="compiled")
    equal(exact, tally_embeddings(found, small=0, products="torch"))
    equal(exact, tally_embeddings(found, small=0, products="compiled"))


@pytest.mark.usefixtures("half")
@pytest.mark.parametrize("metric", ["cosine", "l2"])
@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("each", [1, 3])
def test_torch_gives_the_exact_scores_of_all_pairs(
    tmp_path: Path, metric: Any, coarse: bool, each: int  # noqa: FBT001
) -> None:  # fmt: skip
    for seed in range(3):
        file = save(tmp_path, seed, coarse=coarse, each=each)
        for left_out in (None, "leave-mate-out"):
            agree(read_searches(file, metric=metric, non_mated=left_out))


@pytest.mark.usefixtures("half")
@pytest.mark.parametrize("kind", KINDS)
def test_it_does_on_vectors_that_are_hard_to_tell_apart_or_to_hold(tmp_path: Path, kind: str) -> None:
    for metric in metrics(kind):
        agree(read_searches(hard(tmp_path, kind), metric=metric))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(1, 30), st.integers(1, 9))
def test_it_does_whatever_the_shape(tmp_path_factory: Any, seed: int, probes: int, people: int, width: int) -> None:
    file = save(tmp_path_factory.mktemp("v"), seed, probes=probes, people=people, width=width, coarse=width < 4)
    try:
        found = read_searches(file, metric="l2")
    except EvidenceError:  # a probe that happens to be a reference
        return
    agree(found)


@pytest.mark.usefixtures("half")
def test_a_vector_does_not_meet_itself(tmp_path: Path) -> None:
    draw = np.random.default_rng(5)
    np.savez(tmp_path / "both.npz", vectors=draw.standard_normal((60, 8)), subjects=np.arange(60) // 2)
    agree(read_searches(tmp_path / "both.npz"))


def halfway(draw: np.random.Generator, bits: int, shape: tuple[int, int]) -> Any:
    """Return numbers that lie half-way between two that so many bits can hold: rounding loses all it can."""
    signs = draw.choice([-1.0, 1.0], shape)
    return (signs * (draw.integers(2 ** (bits - 1), 2**bits, shape) + 0.5) * 2.0**-bits).astype(np.float32)


@pytest.mark.parametrize(("name", "bits"), [("float16", 11), ("bfloat16", 8)])
@pytest.mark.parametrize("metric", ["cosine", "l2"])
@pytest.mark.parametrize("width", [3, 512])
def test_no_score_is_further_off_than_the_bound_says(
    tmp_path: Path, name: Any, bits: int, metric: Any, width: int
) -> None:
    draw = np.random.default_rng(bits)
    probes, references = halfway(draw, bits, (30, width)), halfway(draw, bits, (50, width))
    references[:5] = np.abs(references[:5])  # all errors the same way
    probes[:5] = np.abs(probes[:5])
    np.savez(
        tmp_path / "v.npz", probe_vectors=probes, probe_subjects=np.arange(30),
        reference_vectors=references, reference_subjects=np.arange(50),
    )  # fmt: skip
    embeddings = read_searches(tmp_path / "v.npz", metric=metric).embeddings
    assert embeddings is not None
    pairs = Pairs(embeddings)
    scanner = DeviceScanner(pairs, pairs.mates(), np.ones(30, bool), device="cpu", half=name)
    exact = pairs.exact(np.repeat(np.arange(30), 50), np.tile(np.arange(50), 30)).reshape(30, 50)
    off = np.abs(scanner.near(np.arange(30)) - exact).max(axis=1)
    assert (off <= scanner.slack).all()
    assert off.max() > 0.02 * scanner.slack.max()  # and the bound is no empty promise


def test_settings_of_torch_are_as_they_were(tmp_path: Path) -> None:
    names = ("allow_fp16_reduced_precision_reduction", "allow_bf16_reduced_precision_reduction")
    before = [getattr(torch.backends.cuda.matmul, name) for name in names]
    tally_embeddings(read_searches(save(tmp_path, 1)), small=0, products="torch")
    assert [getattr(torch.backends.cuda.matmul, name) for name in names] == before
