"""A rate drawn again and again varies as the closed form says, and after rescaling as KG-t does (V7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.intervals import clusters, kg_t, replicates, resampling
from bystander.intervals.replicates import OneWayCurve, VertexCurve, replicated
from bystander.intervals.summed import of_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

PEOPLE = 60
ENDS = np.array([1, 5, 20, 60, 200, 500])


def errors_of(rng: np.random.Generator, *, spread: float = 0.8) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw errors of a complete trial of PEOPLE, three images each, the most frequent offenders more often."""
    u = np.exp(spread * rng.normal(size=PEOPLE))
    drawn = rng.choice(PEOPLE, (4000, 2), p=u / u.sum())
    first, second = drawn[drawn[:, 0] != drawn[:, 1]][:1000].T
    return first, second


def vertex_of(first: NDArray[np.int64], second: NDArray[np.int64], m: NDArray[np.int64]) -> VertexCurve:
    return VertexCurve(first, second, ENDS, m=m, qn=QN)


def one_way_of(x: NDArray[np.int64], k: NDArray[np.int64]) -> OneWayCurve:
    """Return the curve of errors (K, people) that only ever become more."""
    people = np.arange(len(k))
    events = [np.repeat(people, more) for more in np.diff(x, axis=0, prepend=0 * x[:1])]
    return OneWayCurve(np.concatenate(events), x.sum(axis=1), k)


def drawn_of(count: int) -> resampling.Drawn:
    return resampling.Drawn(resampling.weights(PEOPLE, seed=1, first=0, count=count).T)


def moved(curve: replicates.Curve, drawn: resampling.Drawn) -> NDArray[np.float64]:
    return curve.deviations(of_weights(drawn, curve.wanted))


M = np.full(PEOPLE, 9 * (PEOPLE - 1), np.int64)
QN = 81 * PEOPLE * (PEOPLE - 1) / 2


def rate_at(
    first: NDArray[np.int64], second: NDArray[np.int64], m: NDArray[np.int64], end: int
) -> clusters.ClusteredRate:
    d = np.bincount(first[:end], minlength=PEOPLE) + np.bincount(second[:end], minlength=PEOPLE)
    low, high = np.minimum(first[:end], second[:end]), np.maximum(first[:end], second[:end])
    _, c = np.unique(low * PEOPLE + high, return_counts=True)
    return clusters.vertex(d, m, qc=int(c @ c), qn=QN)


def test_what_is_used_at_every_threshold_is_what_kg_t_uses() -> None:
    rng = np.random.default_rng(1)
    first, second = errors_of(rng)
    m = M + 2 * rng.integers(0, 40, PEOPLE)  # people who are compared more often, too
    spread = vertex_of(first, second, m).spread
    for k, end in enumerate(ENDS.tolist()):
        rate = rate_at(first, second, m, end)
        limits = kg_t.interval(rate)
        assert spread.deff[k] == pytest.approx(limits.deff, rel=1e-9)
        assert spread.inflation[k] == pytest.approx(limits.inflation, rel=1e-9)
        assert spread.df[k] == pytest.approx(rate.df, rel=1e-9)
        independent = rate.value * (1 - rate.value) / rate.trials
        assert spread.used[k] == pytest.approx(independent * limits.deff * limits.inflation, rel=1e-9)


def test_trials_of_one_person_too_with_the_floor_where_errors_are_few() -> None:
    rng = np.random.default_rng(2)
    k = rng.integers(1, 6, 80)
    chance = rng.beta(0.5, 2, 80)
    x = np.stack([rng.binomial(k, chance * share) for share in (0.02, 0.1, 0.5, 1.0)]).astype(np.int64)
    x[0] = 0
    x[0, :3] = 1
    x = np.maximum.accumulate(x)
    spread = one_way_of(x, k).spread
    floors = []
    for row in range(4):
        rate = clusters.one_way(x[row], k)
        floors.append(kg_t.icc_floor_for(rate))
        limits = kg_t.interval(rate, icc_floor=floors[-1])
        assert spread.deff[row] == pytest.approx(limits.deff, rel=1e-9)
        assert spread.inflation[row] == pytest.approx(limits.inflation, rel=1e-9)
    assert {*floors} == {None, kg_t.ICC_FLOOR}


def test_the_variance_of_the_replicates_is_the_closed_form() -> None:
    first, second = errors_of(np.random.default_rng(3))
    curve = vertex_of(first, second, M)
    drawn = drawn_of(40_000)
    found = moved(curve, drawn)
    assert found.var(axis=1) == pytest.approx(curve.spread.drawn, rel=0.06)  # 40,000 draws: one in 50 or so
    assert np.all(np.abs(found.mean(axis=1)) < 5 * np.sqrt(curve.spread.drawn / 40_000))


def test_the_closed_form_by_hand_for_one_error_among_five_people() -> None:
    # ten comparisons of five people, one error, between 0 and 1: p = 1/10, psi = 1 - 4/10 twice, -4/10 thrice, Qc = 1
    curve = VertexCurve(np.array([0]), np.array([1]), np.array([1]), m=np.full(5, 4), qn=10.0)
    assert curve.spread.drawn[0] == pytest.approx((2 * 0.6**2 + 3 * 0.4**2 + 1) / 10**2)
    weights = resampling.Drawn(np.array([[2], [3], [1], [0], [1]], np.uint8))
    # 2 x 3 errors instead of 1, and people weigh 7 instead of 5: (6 - 1 - 0.1 x (4 x 7 - 4 x 5)) / 10 = 0.42
    assert moved(curve, weights)[0, 0] == pytest.approx(0.42)


def test_after_rescaling_a_rate_varies_as_kg_t_says() -> None:
    rng = np.random.default_rng(4)
    first, second = errors_of(rng)
    k = rng.integers(1, 6, PEOPLE)
    x = np.maximum.accumulate(rng.binomial(k, np.array([[0.2], [0.5]]), (2, PEOPLE)).astype(np.int64))
    for found in replicated([vertex_of(first, second, M), one_way_of(x, k)], PEOPLE, seed=1, replicates=20_000):
        assert found.deviation.std(axis=1) == pytest.approx(np.sqrt(found.spread.used), rel=0.05)
        assert found.standard.std(axis=1) == pytest.approx(np.ones(len(found.events)), rel=0.05)
        inside = (found.value[:, None] + found.deviation > found.value[:, None] / 2) & (found.deviation < 0)
        moved = (found.logit[:, None] + found.shift)[inside]
        reached = (found.value[:, None] + found.deviation)[inside]
        assert moved == pytest.approx(np.log(reached / (1 - reached)))
        assert np.isfinite(found.shift).all()


def test_many_errors_are_drawn_by_their_linear_part_with_its_own_variance(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = errors_of(np.random.default_rng(5))
    whole = vertex_of(first, second, M)
    monkeypatch.setattr(replicates, "PRODUCTS", 100)
    partly = vertex_of(first, second, M)
    drawn = drawn_of(20_000)
    a, b = moved(whole, drawn), moved(partly, drawn)
    assert np.array_equal(a[:4], b[:4])
    assert not np.array_equal(a[4:], b[4:])
    assert b.var(axis=1) == pytest.approx(partly.spread.drawn, rel=0.06)
    assert np.all(partly.spread.drawn[4:] < whole.spread.drawn[4:])
    assert np.array_equal(partly.spread.used, whole.spread.used)
    assert all(np.corrcoef(a[row], b[row])[0, 1] > 0.9 for row in (4, 5))


def test_no_errors_only_errors_and_everybody_alike_are_never_divided_by_nothing() -> None:
    k = np.full(20, 3, np.int64)
    x = np.stack([0 * k, k - 2, k])
    (found,) = replicated([one_way_of(x, k)], 20, seed=1, replicates=50)
    assert np.all(found.shift == 0)
    assert np.all(found.standard == 0)
    assert np.all(found.spread.drawn == 0)


def test_thresholds_may_come_in_any_order() -> None:
    who, k = np.array([0, 0, 1, 3, 1, 2]), np.full(5, 3)
    one, other = (OneWayCurve(who, np.array(ends), k) for ends in ([6, 2, 4, 0], [0, 2, 4, 6]))
    drawn = resampling.Drawn(resampling.weights(5, seed=1, first=0, count=30).T)
    back = [3, 1, 2, 0]
    assert np.array_equal(moved(one, drawn), moved(other, drawn)[back])
    assert np.array_equal(one.spread.used, other.spread.used[back])


def test_a_trial_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one trial"):
        OneWayCurve(np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(3, np.int64))
    with pytest.raises(ValueError, match="no two comparisons share nobody"):
        VertexCurve(np.array([0]), np.array([1]), np.array([1]), m=np.full(3, 2), qn=3.0)
