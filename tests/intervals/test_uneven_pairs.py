"""Where few people are in most of the comparisons, intervals reach as far as for pairs of people counted once each."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.intervals import clusters, kg_t, kinds_of_people, methods
from bystander.intervals.images_met import Met
from bystander.intervals.measured import clustered
from bystander.intervals.replicates import VertexCurve
from bystander.intervals.uneven_pairs import PairsOnce

IMAGES = np.array([20, 18] + [1] * 10)


def met(images: np.ndarray) -> np.ndarray:
    """Return how often every two people meet, where all images meet: above the diagonal."""
    return np.triu(np.outer(images, images), 1)


def sums(table: np.ndarray) -> np.ndarray:
    return np.asarray(table.sum(axis=0) + table.sum(axis=1))


def counted(table: np.ndarray, level: int = 0, seed: int = 0) -> Met:
    """Return how many pairs met and the sum of their squared comparisons, of a part of the pairs if so asked."""
    kept = np.where(np.random.default_rng(seed).random(table.shape) < 2.0**-level, table, 0)
    scale = 2**level
    return Met(pairs=scale * np.count_nonzero(kept), squared=scale * float(np.sum(kept**2.0)), level=level)


def once(images: np.ndarray) -> PairsOnce | None:
    return PairsOnce.of(sums(met(images)), counted(met(images)))


def errors(images: np.ndarray, seed: int = 1, rate: float = 0.1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    effect = rng.gamma(1, 1, len(images))
    return np.triu(rng.binomial(np.outer(images, images), np.minimum(1, rate * np.outer(effect, effect))), 1)


def one_by_one(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first, second = np.nonzero(table)
    times = table[first, second]
    order = np.random.default_rng(7).permutation(int(times.sum()))
    return np.repeat(first, times)[order], np.repeat(second, times)[order]


def rate_of(images: np.ndarray, table: np.ndarray) -> clusters.ClusteredRate:
    first, second = one_by_one(table)
    found = once(images)
    rate = clusters.vertex(
        sums(table), sums(met(images)), qc=float(np.sum(table**2.0)), qn=float(np.sum(met(images) ** 2.0))
    )
    mean = None if found is None else found.along(first, second, np.array([len(first)]))[0]
    return replace(rate, each_once=mean)


def test_counts_of_images_follow_from_those_of_comparisons() -> None:
    found = once(IMAGES)
    assert found is not None
    assert found.met.times(np.arange(11), np.arange(1, 12)) == pytest.approx(IMAGES[:-1] * IMAGES[1:])
    # B = (Σ m)²/Σ m²: 20 x 28, 18 x 30 and ten of 47 comparisons; of twelve people half count as even
    m = np.array([560, 540] + [47] * 10)
    assert found.share == pytest.approx(2 * (1 - m.sum() ** 2 / (m**2).sum() / 6))


@pytest.mark.parametrize("images", [np.full(30, 5), np.arange(1, 40)])
def test_where_people_weigh_alike_there_is_nothing_to_draw_out_to(images: np.ndarray) -> None:
    assert once(images) is None


def test_one_may_have_most_of_all_images() -> None:
    images = np.array([60] + [1] * 40)
    found = once(images)
    assert found is not None
    assert found.met.times(np.zeros(40, int), np.arange(1, 41)) == pytest.approx(np.full(40, 60.0))
    assert found.met.times(np.array([1]), np.array([2])) == pytest.approx([1.0])


ROLES = {
    "many probes, one reference": (np.array([20, 18] + [1] * 10), np.ones(12, int)),
    "one probe, many references": (np.ones(12, int), np.array([20, 18] + [1] * 10)),
    "some are references alone": (np.array([20, 18] + [1] * 6 + [0] * 4), np.ones(12, int)),
    "the one or the other": (np.array([20, 18, 1, 1, 1] + [0] * 7), np.array([0] * 5 + [9] + [1] * 6)),
    "one has most of either, by other shares": (np.array([40] + [1, 3] * 5 + [1]), np.array([25] + [2, 1] * 5 + [4])),
    "one has most of both": (np.array([40] + [1] * 11), np.array([30] + [1] * 11)),
}


@pytest.mark.parametrize("roles", list(ROLES))
def test_probes_and_references_of_each_person_follow_from_comparisons_in_either_role(roles: str) -> None:
    probes, references = ROLES[roles]
    ordered = np.outer(probes, references)
    np.fill_diagonal(ordered, 0)
    compared = np.triu(ordered + ordered.T, 1)
    found = PairsOnce.of(sums(compared), counted(compared), as_probe=ordered.sum(axis=1))
    assert found is not None
    assert found.share > 0
    first, second = np.nonzero(compared)
    assert found.met.times(first, second) == pytest.approx(compared[first, second])
    table = np.triu(np.random.default_rng(3).binomial(compared, 0.2), 1)
    (mean,) = found.along(*one_by_one(table), np.array([table.sum()]))
    shares = table[first, second] / compared[first, second]
    assert mean is not None
    assert mean.value == pytest.approx(shares.mean())
    assert mean.tries == pytest.approx(len(first) ** 2 / np.sum(1 / compared[first, second]))
    met = list(zip(first, second, shares, strict=True))
    apart = [a * b for i, j, a in met for k, m, b in met if not {i, j} & {k, m}]
    unbiased = shares.mean() ** 2 - np.mean(apart)
    assert mean.deff >= unbiased / (mean.value * (1 - mean.value) / mean.tries) - 1e-9


def test_of_too_many_kinds_of_people_to_look_at_every_two_nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    probes, references = ROLES["many probes, one reference"]
    ordered = np.outer(probes, references)
    np.fill_diagonal(ordered, 0)
    compared = np.triu(ordered + ordered.T, 1)
    monkeypatch.setattr(kinds_of_people, "MOST_KINDS", 1)
    assert PairsOnce.of(sums(compared), counted(compared), as_probe=ordered.sum(axis=1)) is None
    assert once(IMAGES) is not None  # all images with all need no two kinds
    assert once(np.array([60] + [1] * 40)) is not None


def test_where_those_with_most_images_hardly_met_each_other_nothing_follows_from_the_sums() -> None:
    """By their sums alone, these could be other images that all met."""
    images = np.array([20] * 4 + [1] * 60)
    assert once(images) is not None
    compared = met(images)
    compared[:4, :4] = np.minimum(compared[:4, :4], 1)
    assert PairsOnce.of(sums(compared), counted(compared)) is None


@pytest.mark.parametrize("seed", range(5))
def test_of_a_part_of_the_pairs_it_is_told_as_near_as_they_show(seed: int) -> None:
    images = np.array([60, 40, 30, 25, 20, 20, 20, 20] + [1] * 392)
    compared = met(images)
    assert PairsOnce.of(sums(compared), counted(compared, level=4, seed=seed)) is not None
    compared[:8] = np.minimum(compared[:8], 1)
    assert PairsOnce.of(sums(compared), counted(compared, level=4, seed=seed)) is None


@pytest.mark.parametrize("seed", range(4))
def test_the_mean_over_pairs_and_its_variance_are_those_of_all_pairs_that_share_nobody(seed: int) -> None:
    table = errors(IMAGES, seed)
    found = rate_of(IMAGES, table).each_once
    assert found is not None
    shares = {(i, j): table[i, j] / (IMAGES[i] * IMAGES[j]) for i, j in combinations(range(12), 2)}
    mean = np.mean(list(shares.values()))
    assert found.value == pytest.approx(mean)
    apart = [a * b for p, a in shares.items() for q, b in shares.items() if not set(p) & set(q)]
    unbiased = mean**2 - np.mean(apart)
    worth = 66**2 / sum(1 / (IMAGES[i] * IMAGES[j]) for i, j in shares)
    assert found.tries == pytest.approx(worth)
    person = np.array([sum(r for pair, r in shares.items() if i in pair) for i in range(12)])
    psi = person - 11 * mean
    of_pairs = sum(r**2 for r in shares.values()) - 66 * mean**2
    linear = (12 / 11 * np.sum(psi**2) - of_pairs) / 66**2
    independent = mean * (1 - mean) / worth
    pair_deff = max(1, of_pairs / 66**2 / independent)
    df = np.sum(psi**2) ** 2 / np.sum(psi**4)
    assert found.df == pytest.approx(df)
    assert linear <= unbiased
    deff = max(pair_deff, unbiased / independent)
    assert found.deff == pytest.approx(deff + (pair_deff if df < 8 else 0))


def test_errors_are_values_of_one() -> None:
    first, second = one_by_one(errors(IMAGES))
    found = once(IMAGES)
    assert found is not None
    (counted,) = found.along(first, second, np.array([len(first)]))
    valued = found.of_values(first, second, np.ones(len(first)))
    assert counted is not None
    assert valued is not None
    assert valued.value == pytest.approx(counted.value)
    assert valued.deff == pytest.approx(counted.deff)
    assert valued.df == pytest.approx(counted.df)


def test_probes_and_references_who_are_different_people() -> None:
    rows, columns = np.array([30, 28] + [1] * 10), np.array([1, 2, 3, 4])
    compared = np.outer(rows, columns)
    rng = np.random.default_rng(2)
    table = rng.binomial(compared, 0.1 * rng.gamma(1, 1, 12)[:, None])
    probes = np.arange(16) < 12
    m = np.concatenate([compared.sum(axis=1), compared.sum(axis=0)])
    found = PairsOnce.of(m, counted(compared), as_probe=np.where(probes, m, 0))
    assert found is not None
    first, second = np.nonzero(table)
    times = table[first, second]
    (mean,) = found.along(np.repeat(first, times), np.repeat(second, times) + 12, np.array([table.sum()]))
    assert mean is not None
    shares = table / compared
    assert mean.value == pytest.approx(shares.mean())
    cells = [(i, j) for i in range(12) for j in range(4)]
    apart = [shares[p] * shares[q] for p in cells for q in cells if p[0] != q[0] and p[1] != q[1]]
    unbiased = shares.mean() ** 2 - np.mean(apart)
    worth = 48**2 / np.sum(1 / compared)
    assert mean.tries == pytest.approx(worth)
    assert mean.deff >= unbiased / (mean.value * (1 - mean.value) / worth) - 1e-12


def calm() -> tuple[np.ndarray, np.ndarray]:
    """Return images and errors where those with many images hardly err, and one in four of the others does."""
    images = np.array([20] * 8 + [1] * 52)
    chance = np.where(np.arange(60) % 4 == 3, 0.5, 0.02)
    chance[:8] = 0.02
    rng = np.random.default_rng(5)
    return images, np.triu(rng.binomial(np.outer(images, images), np.outer(chance, chance)), 1)


def test_an_interval_of_calm_people_with_most_images_reaches_as_far_as_of_pairs_counted_once() -> None:
    rate = rate_of(*calm())
    alone = kg_t.interval(replace(rate, each_once=None))
    mean = rate.each_once
    assert mean is not None
    other = kg_t.at_deff(mean.value * mean.tries, mean.tries, deff=mean.deff, df=mean.df, level=0.95)
    found = clustered(rate, level=0.95, sets=30)
    assert found.estimate.high == pytest.approx(alone.high + mean.share * (other.high - alone.high))
    assert other.high > 2 * alone.high
    assert found.estimate.method.rests_on(methods.UNEVEN_PAIRS)
    assert any(c.startswith("Few people are in most of the comparisons") for c in found.caveats)


def test_people_drawn_again_are_brought_to_the_same_size() -> None:
    images, table = calm()
    first, second = one_by_one(table)
    rate = rate_of(images, table)
    compared = met(images)
    ends = np.array([len(first) // 2, len(first)])
    qn = float(np.sum(compared**2.0))
    spread = VertexCurve(first, second, ends, m=sums(compared), qn=qn, once=once(images)).spread
    limits = kg_t.interval(rate)
    assert limits.drawn_out
    assert spread.deff[1] == pytest.approx(limits.deff)
    assert spread.df[1] == pytest.approx(limits.df)


def test_evaluate_and_compare_say_so() -> None:
    images, _ = calm()
    rng = np.random.default_rng(5)
    own = np.repeat(np.arange(len(images)), images)
    i, j = np.triu_indices(len(own), 1)
    strange = np.where((np.arange(60) % 4 == 3) & (np.arange(60) >= 8), 1.0, 0.0)
    trials = []
    for _ in range(2):
        score = np.where(own[i] == own[j], 4.0, strange[own[i]] + strange[own[j]]) + rng.normal(size=len(i))
        people = {"probe_subject": [f"p{k}" for k in own[i]], "reference_subject": [f"p{k}" for k in own[j]]}
        names = {"probe_id": [f"i{k}" for k in i], "reference_id": [f"i{k}" for k in j]}
        trials.append(pa.table({**people, **names, "score": score}))
    found = by.evaluate(trials[0], thresholds=[2.0], replicates=200).document
    for name in ("fmr", "auc"):
        assert any(c.startswith("Few people are in most of the comparisons") for c in found.find(name)[0].caveats)
    difference = by.compare(*trials, names=["A", "B"], thresholds=[2.0]).document.find("fmr-difference")[0]
    assert any(c.startswith("Few people are in most of the comparisons") for c in difference.caveats)
    assert difference.estimate is not None
    assert difference.estimate.method.rests_on(methods.UNEVEN_PAIRS)
