"""Where images met by chance, every two people are counted once as often as they may be expected to have met."""

from __future__ import annotations

import numpy as np
import pytest

from bystander.intervals.images_met import Images, Met
from bystander.intervals.kinds_of_people import Kinds
from bystander.intervals.met_at_random import far_from_chance
from bystander.intervals.uneven_pairs import PairsOnce

IMAGES = np.array([40] * 12 + [3] * 30 + [1] * 118)
PROBES, REFERENCES = np.array([40] * 12 + [1] * 148), np.array([1] * 80 + [2] * 80)


def ordered(probes: np.ndarray, references: np.ndarray) -> np.ndarray:
    """Return how often each person's probes meet each other's references, where all do."""
    table = np.outer(probes, references)
    np.fill_diagonal(table, 0)
    return table


ALL = {
    "all images with all": (np.triu(np.outer(IMAGES, IMAGES), 1), False),
    "probes with references": (ordered(PROBES, REFERENCES), True),
}


def some(table: np.ndarray, what: str, share: float, seed: int) -> np.ndarray:
    """Draw which comparisons are made, or which two people meet."""
    rng = np.random.default_rng(seed)
    if what == "comparisons":
        return rng.binomial(table, share)
    met = np.triu(rng.random(table.shape) < share, 1)
    return table * (met | met.T)


def of_pairs(table: np.ndarray) -> np.ndarray:
    """Return the comparisons of every two people, above the diagonal."""
    return np.triu(table + table.T, 1)


def once(table: np.ndarray, *, roles: bool) -> PairsOnce | None:
    both = of_pairs(table)
    met = Met(pairs=float(np.count_nonzero(both)), squared=float(np.sum(both**2.0)))
    return PairsOnce.of(both.sum(axis=0) + both.sum(axis=1), met, as_probe=table.sum(axis=1) if roles else None)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("share", [0.9, 0.5, 0.2])
@pytest.mark.parametrize("what", ["comparisons", "people"])
@pytest.mark.parametrize("who", list(ALL))
def test_how_often_two_people_may_be_expected_to_meet(who: str, what: str, share: float, seed: int) -> None:
    table, roles = ALL[who]
    found = once(some(table, what, share, seed), roles=roles)
    assert found is not None
    expected = share * of_pairs(table)
    first, second = np.nonzero(np.triu(np.ones_like(table), 1))
    times = found.met.times(first, second)
    assert times.sum() == pytest.approx(some(table, what, share, seed).sum())
    # of the comparisons of somebody with one image most are of the twelve: whom of them they met at all weighs much
    assert np.median(times / expected[first, second]) == pytest.approx(1, abs=0.03 if what == "comparisons" else 0.2)


@pytest.mark.parametrize(("what", "bias"), [("comparisons", 0.0), ("people", 0.12)])
def test_the_mean_over_pairs_is_right_on_average(what: str, bias: float) -> None:
    """Where people met or did not, how often they may be expected to follows less well, and one over it is too large.

    Wolves err ten times as often; how many images somebody has is unrelated to that, and so is who met."""
    table, _ = ALL["all images with all"]
    wolf = np.where(np.arange(160) % 8 == 7, 10.0, 1.0) / 2.125
    rates = np.triu(0.02 * np.outer(wolf, wolf), 1)
    truth = rates.sum() / (160 * 159 / 2)
    means = []
    for seed in range(60):
        made = some(table, what, 0.5, seed)
        errors = np.random.default_rng(seed + 1000).binomial(made, np.minimum(rates, 1))
        found = once(made, roles=False)
        assert found is not None
        first, second = (np.repeat(side, errors[errors > 0]) for side in np.nonzero(errors))
        (mean,) = found.along(first, second, np.array([len(first)]))
        assert mean is not None
        means.append(mean.value)
    assert np.mean(means) == pytest.approx(truth, abs=bias * truth + 4 * np.std(means) / 60**0.5)
    assert np.std(means) < 0.2 * truth


def apart() -> dict[str, np.ndarray]:
    """Return layouts in which who met whom is no chance."""
    table, _ = ALL["all images with all"]
    hardly = table.copy()
    hardly[:12, :12] = np.minimum(hardly[:12, :12], 4)
    return {
        "those with most images hardly met each other": hardly,
        "those with most images by themselves": table * ((np.arange(160) < 12)[:, None] == (np.arange(160) < 12)),
    }


@pytest.mark.parametrize("who", list(apart()))
def test_where_who_met_whom_is_no_chance_nothing_follows(who: str) -> None:
    assert once(apart()[who], roles=False) is None


def test_more_pairs_than_there_are_people_for_met_by_no_chance() -> None:
    images = Images(probes=IMAGES.astype(float), references=IMAGES.astype(float))
    assert far_from_chance(images, Met(pairs=images.pairs, squared=images.squared)) is None


def test_many_different_numbers_are_gathered_with_their_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    p, r = rng.pareto(1.5, (2, 400)) + 0.5
    exact = Images(probes=p, references=r).each_once()
    times = Images(probes=p, references=r).times(*np.triu_indices(400, 1))
    assert exact == pytest.approx(np.sum(1 / times))
    monkeypatch.setattr("bystander.intervals.kinds_of_people.MOST_KINDS", 390)
    few = Kinds.few(p, r)
    assert few is not None
    assert len(few.people) <= 390
    assert np.dot(few.first, few.people) == pytest.approx(p.sum())
    assert Images(probes=p, references=r).each_once() == pytest.approx(exact, rel=1e-3)
