"""All pairs of embeddings: the compiled scan gives, bit for bit, what scoring every pair exactly gives."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bystander.tally.searches.embeddings as module
from bystander.errors import EvidenceError, MissingExtraError, UsageError
from bystander.evidence.searches.read import is_searches, read_searches
from bystander.kernels import whole_products
from bystander.quantities.searches import fnir, fpir
from bystander.tally.searches import products as near
from bystander.tally.searches import scanning
from bystander.tally.searches.embeddings import tally_embeddings
from bystander.tally.searches.fold import tally_searches
from bystander.tally.searches.products import PAIRS, Grain, WholeProducts
from bystander.tally.searches.refining import Refined
from bystander.tally.searches.vectors import Pairs
from tests.oracles import identification as oracle

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.searches.searches import Searches
    from bystander.tally.searches.embeddings import Source
    from bystander.tally.searches.tally import SearchTally

FIELDS = ("person", "mated", "other", "top", "mate", "rank", "best_rank", "tail_score", "tail_search")


def save(tmp_path: Path, seed: int, *, probes: int = 60, people: int = 40, width: int = 24, coarse: bool = False,
         each: int = 1) -> Path:  # fmt: skip
    """Vectors of people, each enrolled ``each`` times; coarse ones tie all the time."""
    draw = np.random.default_rng(seed)
    centres = draw.standard_normal((people, width))
    who = draw.integers(0, 2 * people, probes)  # half of them are not enrolled
    mine = np.where((who < people)[:, None], centres[who % people], draw.standard_normal((probes, width)))
    enrolled = np.repeat(np.arange(people), each)
    vectors = (
        mine + draw.standard_normal((probes, width)),
        centres[enrolled] + draw.standard_normal((len(enrolled), width)),
    )
    if coarse:
        vectors = np.round(vectors[0] / 2), np.round(vectors[1] / 2) * 2 + 1
    order = draw.permutation(len(enrolled))
    file = tmp_path / f"vectors-{seed}.npz"
    np.savez(
        file, probe_vectors=vectors[0].astype(np.float32), probe_subjects=who,
        reference_vectors=vectors[1][order].astype(np.float32), reference_subjects=enrolled[order],
    )  # fmt: skip
    return file


COMPILED: tuple[Source, ...] = ("compiled", "bytes")  # as the machine has it, and in bytes on any
KINDS = ("near ties", "same", "huge", "tiny", "of all lengths", "zeros", "one coordinate")


def hard(tmp_path: Path, kind: str) -> Path:
    """Vectors that are hard on a bound: next to each other, the same, or at the ends of what numbers can be."""
    draw = np.random.default_rng(KINDS.index(kind))
    people, width = 40, 19
    who, enrolled = draw.integers(0, 2 * people, 50), np.repeat(np.arange(people), 2)
    probes, references = (draw.standard_normal((n, width)).astype(np.float32) for n in (len(who), len(enrolled)))
    if kind == "near ties":
        probes = np.float32(1) + np.float32(2**-20) * probes
        references = np.float32(1) + np.float32(2**-20) * references
    elif kind == "same":
        references[:] = references[draw.integers(0, 3, len(enrolled))]
    elif kind == "huge":
        probes, references = probes * np.float32(5e37), references * np.float32(5e37)
    elif kind == "tiny":
        probes, references = probes * np.float32(1e-40), references * np.float32(1e-40)
    elif kind == "of all lengths":
        probes *= np.float32(10) ** draw.integers(-9, 9, (len(who), 1)).astype(np.float32)
        references *= np.float32(10) ** draw.integers(-9, 9, (len(enrolled), 1)).astype(np.float32)
    elif kind == "zeros":
        probes[::3], references[::4] = 0, -np.float32(0)
        probes[::3, 0], references[::4, 0] = np.float32(1e-45), 0
    else:
        probes[:, 1:], references[:, 1:] = 0, 0
    file = tmp_path / "hard.npz"
    np.savez(file, probe_vectors=probes, probe_subjects=who, reference_vectors=references, reference_subjects=enrolled)
    return file


def metrics(kind: str) -> tuple[Any, ...]:
    return (
        ("l2",) if kind in {"zeros", "one coordinate"} else ("cosine", "l2")
    )  # no direction; a probe like a reference


def equal(a: SearchTally, b: SearchTally) -> None:
    for name in FIELDS:
        one, two = getattr(a, name), getattr(b, name)
        if name.startswith("tail"):
            pairs = [np.lexsort((t.tail_search, t.tail_score)) for t in (a, b)]
            one, two = one[pairs[0]], two[pairs[1]]
        np.testing.assert_array_equal(one, two, err_msg=name)
    assert a.tail_floor == b.tail_floor


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks and lists so small that every seam between them is met."""
    for place, name, value in (
        (scanning, "ROWS", 7), (scanning, "COLUMNS", 9), (scanning, "ROOM", 2), (scanning, "CROWD", 3),
        (module, "KEPT", 50), (module, "PILOT", 3),
    ):  # fmt: skip
        monkeypatch.setattr(place, name, value)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("metric", ["cosine", "l2"])
@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("each", [1, 3])
def test_the_scan_and_the_exact_scores_of_all_pairs_agree_to_the_last_bit(
    tmp_path: Path, metric: Any, coarse: bool, each: int  # noqa: FBT001
) -> None:  # fmt: skip
    for seed in range(6):
        file = save(tmp_path, seed, coarse=coarse, each=each)
        for left_out in (None, "leave-mate-out"):
            found = read_searches(file, metric=metric, non_mated=left_out)
            for products in COMPILED:
                equal(tally_embeddings(found), tally_embeddings(found, small=0, products=products))


@pytest.mark.usefixtures("narrow")
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(1, 30), st.integers(1, 9))
def test_they_agree_whatever_the_shape(tmp_path_factory: Any, seed: int, probes: int, people: int, width: int) -> None:
    """Few and short vectors give equal scores in plenty."""
    file = save(tmp_path_factory.mktemp("v"), seed, probes=probes, people=people, width=width, coarse=width < 4)
    try:
        found = read_searches(file, metric="l2")
    except EvidenceError:  # a probe that happens to be a reference
        return
    for products in COMPILED:
        equal(tally_embeddings(found), tally_embeddings(found, small=0, products=products))


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("kind", KINDS)
def test_they_agree_on_vectors_that_are_hard_to_tell_apart_or_to_hold(tmp_path: Path, kind: str) -> None:
    for metric in metrics(kind):
        found = read_searches(hard(tmp_path, kind), metric=metric)
        for products in COMPILED:
            equal(tally_embeddings(found), tally_embeddings(found, small=0, products=products))


class Rough(WholeProducts):
    """Products that are as far off as they say, one way and the other."""

    def __init__(self, probes: Any, references: Any, grain: Grain = PAIRS) -> None:
        super().__init__(probes, references, grain)
        self.off = np.rint(0.1 * np.linalg.norm(probes, axis=1) * np.linalg.norm(references, axis=1).max() / self.unit)
        self.slack += (self.off + 1) * self.unit

    def block(self, probes: Any, first: int, last: int) -> Any:
        product, left = super().block(probes, first, last)
        signs = np.random.default_rng(first).choice([-1, 1], product.shape)
        return (product + signs * self.off[probes, None]).astype(np.int32), left


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("metric", ["cosine", "l2"])
def test_products_may_be_rough_as_long_as_they_say_so(
    tmp_path: Path, metric: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "WholeProducts", Rough)
    for seed in range(3):
        found = read_searches(save(tmp_path, seed, each=2), metric=metric)
        for products in COMPILED:
            equal(tally_embeddings(found), tally_embeddings(found, small=0, products=products))


def test_bytes_are_left_where_they_would_leave_too_much_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_products, "BYTES_ARE_SOONER", True)
    found = read_searches(hard(tmp_path, "near ties"), metric="cosine")
    assert found.embeddings is not None
    pairs = Pairs(found.embeddings)
    pairs.compiled()
    choose = partial(module._compiled, pairs, pairs.mates(), ~found.mated, "compiled")
    assert isinstance(choose(), scanning.CompiledScanner)
    monkeypatch.setattr(module, "OPEN", 1.0)
    assert isinstance(choose(), Refined)


def test_products_from_torch_need_torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    found = read_searches(save(tmp_path, 1))
    equal(tally_embeddings(found), tally_embeddings(found, small=0))
    with pytest.raises(MissingExtraError, match=r"\[torch\]"):
        tally_embeddings(found, small=0, products="torch")


def test_rates_are_those_of_plain_numpy(tmp_path: Path) -> None:
    file = save(tmp_path, 3, each=2)
    tally = tally_searches(read_searches(file))
    with np.load(file) as raw:
        a, b = raw["probe_vectors"].astype(np.float64), raw["reference_vectors"].astype(np.float64)
        who, enrolled = raw["probe_subjects"], raw["reference_subjects"]
    cosine = (a / np.linalg.norm(a, axis=1)[:, None]) @ (b / np.linalg.norm(b, axis=1)[:, None]).T
    searches = [
        oracle.Search(
            str(w) if w in enrolled else None,
            tuple((str(e), float(s)) for e, s in zip(enrolled, row, strict=True)),
        )
        for w, row in zip(who, cosine, strict=True)
    ]
    for threshold in (0.1, 0.3, 0.45):
        alerts = fpir.false_positive_identification_rate(tally, threshold, level=0.95).estimate
        assert (alerts.events, alerts.trials) == oracle.fpir(searches, threshold)
        misses = fnir.false_negative_identification_rate(tally, threshold, rank=3, level=0.95).estimate
        assert (misses.events, misses.trials) == oracle.fnir(searches, 3, threshold)


def test_every_vector_may_be_probe_and_reference_and_none_meets_itself(tmp_path: Path) -> None:
    draw = np.random.default_rng(5)
    subjects = np.repeat(np.arange(12), 2)[:-1]  # the last person has one vector only: never enrolled for itself
    vectors = (np.repeat(draw.standard_normal((12, 8)), 2, axis=0)[:-1] + 0.3 * draw.standard_normal((23, 8))).astype(
        np.float32
    )
    np.savez(tmp_path / "both.npz", vectors=vectors, subjects=subjects)
    found = read_searches(tmp_path / "both.npz")
    assert (len(found), int(found.mated.sum())) == (23, 22)
    equal(tally_embeddings(found), tally_embeddings(found, small=0))
    tally = tally_searches(found)
    unit = vectors / np.linalg.norm(vectors.astype(np.float64), axis=1)[:, None]
    cosine = unit @ unit.T
    np.fill_diagonal(cosine, -np.inf)
    same = subjects[:, None] == subjects[None, :]
    np.testing.assert_allclose(tally.other, np.where(same, -np.inf, cosine).max(axis=1), rtol=1e-6)
    np.testing.assert_allclose(tally.mate[:22], np.where(same, cosine, -np.inf).max(axis=1)[:22], rtol=1e-6)


def test_parquet_with_roles_gives_the_same(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    file = save(tmp_path, 8)
    with np.load(file) as raw:
        vectors = np.concatenate([raw["probe_vectors"], raw["reference_vectors"]])
        subjects = [f"S{s}" for s in np.concatenate([raw["probe_subjects"], raw["reference_subjects"]])]
        roles = ["probe"] * len(raw["probe_subjects"]) + ["reference"] * len(raw["reference_subjects"])
    table = pa.table({"subject": subjects, "role": roles, "vector": pa.array(list(vectors), pa.list_(pa.float32()))})
    pq.write_table(table, tmp_path / "vectors.parquet")
    assert is_searches(tmp_path / "vectors.parquet")
    one, two = tally_searches(read_searches(file)), tally_searches(read_searches(tmp_path / "vectors.parquet"))
    for name in ("mated", "other", "mate", "rank"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def broken(tmp_path: Path, **changed: Any) -> str:
    with np.load(save(tmp_path, 1)) as raw:
        arrays = {name: raw[name].copy() for name in raw.files}
    for name, change in changed.items():
        arrays[name] = change(arrays[name])
    np.savez(tmp_path / "broken.npz", **{name: a for name, a in arrays.items() if a is not None})
    with pytest.raises(EvidenceError) as caught:
        read_searches(tmp_path / "broken.npz")
    return str(caught.value)


def at(row: int, value: Any) -> Any:
    def change(array: Any) -> Any:
        array[row] = value
        return array

    return change


def test_vectors_that_cannot_be_compared_are_named_with_their_rows(tmp_path: Path) -> None:
    assert "row 4" in broken(tmp_path, probe_vectors=at(3, np.nan))
    assert "all zeros" in broken(tmp_path, reference_vectors=at(7, 0))
    assert "different lengths" in broken(tmp_path, probe_vectors=lambda a: a[:, :9])
    assert "do not fit together" in broken(tmp_path, probe_subjects=lambda a: a[:5])
    with np.load(save(tmp_path, 1)) as raw:
        copied = raw["reference_vectors"][11]
    found = broken(tmp_path, probe_vectors=at(20, copied))
    assert "the very vector of a reference" in found
    assert "row 21" in found


def test_vectors_of_nobody_are_left_out_and_counted(tmp_path: Path) -> None:
    with np.load(save(tmp_path, 1)) as raw:
        arrays = {name: raw[name] for name in raw.files}
    names = np.array([f"S{s}" for s in arrays["probe_subjects"]])
    names[:3] = ""
    references = np.array([f"S{s}" for s in arrays["reference_subjects"]])
    np.savez(tmp_path / "n.npz", **(arrays | {"probe_subjects": names, "reference_subjects": references}))
    found = read_searches(tmp_path / "n.npz")
    assert (len(found), found.rows_read, found.rows_refused) == (57, 100, 3)
    assert [p.code for p in found.problems] == ["EV57"]


def test_passages_of_vectors_cannot_be_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="do not say which passage"):
        read_searches(save(tmp_path, 1), unit="passage")


def people_of(found: Searches) -> int:
    return len(np.unique(found.person))


def test_people_can_be_the_unit(tmp_path: Path) -> None:
    found = read_searches(save(tmp_path, 2, probes=200), unit="person")
    assert len(np.unique(found.unit)) == people_of(found) < 200


def test_a_tail_that_is_guessed_to_fit_exactly_still_has_its_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_searches(save(tmp_path, 8, probes=30, people=20, width=8))
    every = np.sort(tally_embeddings(found).tail_score)[::-1]
    monkeypatch.setattr(module, "MORE", 1)  # so that the first guess is about as many as are kept
    for kept in range(5, 60):
        monkeypatch.setattr(module, "KEPT", kept)
        tally = tally_embeddings(found, small=0)
        assert tally.tail_floor == every[kept - 1]
        assert sorted(tally.tail_score, reverse=True) == [s for s in every if s >= tally.tail_floor]


def test_the_scores_of_all_pairs_are_told_from_pairs_drawn_at_random(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_searches(save(tmp_path, 31, probes=300, people=200, width=16))
    every = tally_embeddings(found).drawn
    assert every is not None
    assert len(every.mated) + len(every.non_mated) == 300 * 200
    monkeypatch.setattr("bystander.tally.searches.vectors.DRAWN", 5000)
    few, again = (tally_embeddings(found, small=small).drawn for small in (10**9, 0))
    assert few is not None
    assert again is not None
    assert few.non_mated.tolist() == again.non_mated.tolist()
    assert 4900 < len(few.non_mated) <= 5000
    error = np.std(every.non_mated) / np.sqrt(len(few.non_mated))
    assert abs(np.mean(few.non_mated) - np.mean(every.non_mated)) < 4 * error
    assert np.isin(few.non_mated, every.non_mated).all()
