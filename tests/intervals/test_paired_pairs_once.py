"""Two systems on the same comparisons, every two people counted once: by hand, swapped, and through the library."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import exp, inf, log, sqrt

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

import bystander as by
from bystander.intervals import paired_ratio
from bystander.intervals.chosen_thresholds import Moved
from bystander.intervals.covariance import ByPerson, PairCounts
from bystander.intervals.images_met import Met
from bystander.intervals.paired_each_once import PairedOnce, paired_pairs_once
from bystander.intervals.uneven_pairs import PairsOnce

IMAGES = np.array([30, 25, *[1] * 10, 2, 3])
PEOPLE = len(IMAGES)
MET = np.triu(np.outer(IMAGES, IMAGES), 1)
M = MET.sum(axis=0) + MET.sum(axis=1)
ONCE = PairsOnce.of(M, Met(pairs=PEOPLE * (PEOPLE - 1) / 2, squared=float(np.sum(MET**2.0))))
NOTHING = Moved()


def errors(seed: int, times: float = 1.0, skewed: float = 1.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    effect = rng.gamma(skewed, 1 / skewed, PEOPLE)
    return np.triu(rng.binomial(MET, np.minimum(1, times * 0.1 * np.outer(effect, effect))), 1)


def counts(table: np.ndarray) -> ByPerson:
    one, other = np.repeat(np.argwhere(table > 0), table[table > 0], axis=0).T
    return ByPerson(
        errors=table.sum(axis=0) + table.sum(axis=1), trials=M, ends=2, pairs=PairCounts.of(one, other), once=ONCE,
    )  # fmt: skip


def by_hand(first: np.ndarray, second: np.ndarray, weights: tuple[float, float], added: float) -> tuple[float, float]:
    """Return the mean over pairs of what the second adds beyond the first, and its reach, pair by pair."""
    of = {(i, j): (weights[1] * second[i, j] - weights[0] * first[i, j]) / MET[i, j]
          for i, j in combinations(range(PEOPLE), 2)}  # fmt: skip
    mean = np.mean(list(of.values()))
    unbiased = mean**2 - np.mean([a * b for p, a in of.items() for q, b in of.items() if not set(p) & set(q)])
    unrelated = sum((each - mean) ** 2 for each in of.values()) / len(of) ** 2
    psi = np.array([sum(each - mean for pair, each in of.items() if i in pair) for i in range(PEOPLE)])
    df = np.sum(psi**2) ** 2 / np.sum(psi**4)
    variance = max(unbiased, unrelated) + (unrelated if df < 8 else 0)
    return float(mean), float(stats.t.ppf(0.975, df) * sqrt(variance + added))


@pytest.mark.parametrize("seed", range(4))
def test_difference_and_ratio_are_those_of_all_pairs_that_share_nobody(seed: int) -> None:
    first, second = errors(seed, skewed=4.0), errors(seed + 50, times=2.0, skewed=4.0)
    found = paired_pairs_once(counts(first), counts(second), Moved(difference=1e-4, log=0.01), level=0.95)
    assert found is not None
    mean, reach = by_hand(first, second, (1.0, 1.0), 1e-4)
    assert found.difference == pytest.approx((mean - reach, mean + reach))
    rates = [np.mean([table[p] / MET[p] for p in combinations(range(PEOPLE), 2)]) for table in (first, second)]
    _, reach = by_hand(first, second, (1 / rates[0], 1 / rates[1]), 0.01)
    middle = log(rates[1] / rates[0])
    assert found.ratio == pytest.approx((exp(middle - reach), exp(middle + reach)))


def test_swapping_the_systems_turns_it_round() -> None:
    first, second = counts(errors(1)), counts(errors(2))
    there, back = (paired_pairs_once(*both, NOTHING, level=0.9) for both in ((first, second), (second, first)))
    assert there is not None
    assert back is not None
    assert there.difference == pytest.approx((-back.difference[1], -back.difference[0]))
    assert there.ratio is not None
    assert back.ratio is not None
    assert there.ratio == pytest.approx((1 / back.ratio[1], 1 / back.ratio[0]))


def test_swapping_the_systems_turns_round_what_is_drawn_out_in_part() -> None:
    assert paired_ratio.drawn_out((2.0, 8.0), (0.5, 32.0), 0.5) == pytest.approx((1.0, 16.0))
    turned = paired_ratio.drawn_out((1 / 8, 1 / 2), (1 / 32, 2.0), 0.5)
    assert turned == pytest.approx((1 / 16, 1.0))
    assert paired_ratio.drawn_out((2.0, 8.0), (3.0, 4.0), 0.5) == (2.0, 8.0)
    assert paired_ratio.drawn_out((0.0, 8.0), (0.5, inf), 0.5) == (0.0, inf)


def test_systems_with_the_same_errors_differ_by_nothing() -> None:
    same = counts(errors(3))
    assert paired_pairs_once(same, same, NOTHING, level=0.95) == PairedOnce(difference=(0.0, 0.0), ratio=(1.0, 1.0))


def test_without_an_error_of_one_there_is_no_ratio() -> None:
    found = paired_pairs_once(counts(np.zeros_like(MET)), counts(errors(4)), NOTHING, level=0.95)
    assert found is not None
    assert found.ratio is None
    assert found.difference[1] > 0


def test_of_pairs_that_are_not_known_nothing_is_said() -> None:
    known = counts(errors(5))
    for unknown in (replace(known, pairs=None), replace(known, once=None)):
        assert paired_pairs_once(unknown, known, NOTHING, level=0.95) is None


def test_people_in_another_order_keep_their_images() -> None:
    assert ONCE is not None
    place = np.random.default_rng(6).permutation(PEOPLE + 3)[:PEOPLE]
    images = ONCE.placed(place, PEOPLE + 3).met
    assert images.times(place[[0, 0, 4]], place[[1, 5, 13]]).round(9).tolist() == [750, 30, 3]
    assert images.partners[place].tolist() == [PEOPLE - 1] * PEOPLE
    assert images.partners.sum() == PEOPLE * (PEOPLE - 1)


def trials(times: float) -> list[pa.Table]:
    """Return the scores of two systems, the second of which errs more often, in other orders of rows."""
    images = np.array([20] * 8 + [1] * 92)
    rng = np.random.default_rng(5)
    own = np.repeat(np.arange(len(images)), images)
    i, j = np.triu_indices(len(own), 1)
    higher = rng.normal(size=len(images)) * 0.3
    tables = []
    for more in (0.0, times):
        score = np.where(own[i] == own[j], 5.0, higher[own[i]] + higher[own[j]] + more) + rng.normal(size=len(i))
        order = rng.permutation(len(i))
        people = {"probe_subject": own[i][order], "reference_subject": own[j][order]}
        names = {"probe_id": i[order], "reference_id": j[order]}
        tables.append(pa.table({**people, **names, "score": score[order]}))
    return tables


def test_what_both_get_wrong_cancels_where_few_have_most_images() -> None:
    first, second = trials(0.4)
    found = by.compare(first, second, names=["A", "B"], thresholds=[2.3]).document
    difference, ratio = (found.find(f"fmr-{what}")[0] for what in ("difference", "ratio"))
    assert any(c.startswith("Few people are in most of the comparisons") for c in difference.caveats)
    assert difference.estimate is not None
    assert difference.estimate.low > 0
    assert ratio.estimate is not None
    assert ratio.estimate.low > 1
    turned = by.compare(second, first, names=["B", "A"], thresholds=[2.3]).document.find("fmr-difference")[0].estimate
    assert turned is not None
    assert (turned.low, turned.high) == pytest.approx((-difference.estimate.high, -difference.estimate.low))
