"""Resampled people, thresholds chosen again, and bands: against definitions, closed forms and what must not matter."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from math import exp, inf, log, nextafter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.intervals import clusters, kg_t
from bystander.intervals.resampling import weights
from bystander.quantities.people_order import places_of_searched
from bystander.quantities.searches import bands, fnir, fpir
from bystander.quantities.searches.resampling import places, resample, units_of
from tests.quantities.searches.search_tallies import made_up, tally_of

if TYPE_CHECKING:
    from bystander.tally.searches.tally import SearchTally

TENTH, TWENTIETH = Fraction(1, 10), Fraction(1, 20)


def units(tally: SearchTally, **more: Any) -> Any:
    found = units_of(tally, tally, **more)
    assert found is not None
    return found


# ---- people without names --------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), decimals=st.sampled_from([None, 0, 1]))
def test_names_and_the_order_of_rows_cannot_be_seen(seed: int, decimals: int | None) -> None:
    tally = made_up(seed, people=12, decimals=decimals)
    rng = np.random.default_rng(seed + 1)
    order, names = rng.permutation(len(tally.person)), rng.permutation(1000)
    per_search = {
        f.name: getattr(tally, f.name)[order]
        for f in fields(tally)
        if isinstance(getattr(tally, f.name), np.ndarray) and len(getattr(tally, f.name)) == len(order)
    }
    other = replace(tally, **per_search | {"person": names[tally.person[order]].astype(np.int32)})
    asked: Any = ([TENTH, TWENTIETH], (1, 2, 3))
    one, two = (resample(units(t), *asked, seed=3, replicates=200) for t in (tally, other))
    for f in fields(one):
        assert np.array_equal(getattr(one, f.name), getattr(two, f.name)), f.name


def test_people_are_told_apart_by_what_they_did() -> None:
    rows: list[tuple[int, float, float | None, int]] = [
        (5, 1.0, None, 0), (5, 2.0, None, 0), (3, 2.0, None, 0), (9, 1.0, 3.0, 1), (9, 2.0, None, 0), (4, 0.0, None, 0),
    ]  # fmt: skip
    found = places_of_searched(tally_of(rows))
    assert found[0] == found[1]
    assert found[3] == found[4]
    assert sorted(set(found.tolist())) == [0, 1, 2, 3]
    zeros = [-0.0 if other == 0 else other for _, other, *_ in rows]
    same = places_of_searched(tally_of([(p, z, m, r) for (p, _, m, r), z in zip(rows, zeros, strict=True)]))
    assert found.tolist() == same.tolist()


def test_a_person_searched_with_and_without_their_mate_has_one_weight() -> None:
    tally = made_up(3, people=30)
    with_mates = tally.only(tally.mated)
    found = units_of(with_mates, with_mates.leave_mate_out())
    assert found is not None
    assert found.non_mated.tolist() == found.mated.tolist()
    other = with_mates.other.max()
    whose = places_of_searched(with_mates)[int(with_mates.other.argmax())]
    assert (found.best[0], found.best_person[0]) == (other, whose)


def test_without_names_nobody_can_be_resampled() -> None:
    tally = made_up(1, people=5)
    assert units_of(replace(tally, person=np.full(len(tally.person), -1, np.int32)), tally) is None


# ---- a replicate is what its definition says -------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    accept=st.sampled_from(["ge", "gt"]),
    decimals=st.sampled_from([None, 0]),
    target=st.sampled_from([Fraction(1, 100), Fraction(1, 7), Fraction(1, 3), Fraction(1)]),
    rank=st.sampled_from([None, 1]),
)
def test_a_replicate_is_the_trial_with_everybody_there_as_often_as_their_weight(
    seed: int, accept: Any, decimals: int | None, target: Fraction, rank: int | None
) -> None:
    tally = made_up(seed, people=6, decimals=decimals, accept=accept)
    found = resample(units(tally, rank=rank), [target], (1, 3), seed=seed, replicates=30)
    drawn = weights(int(places_of_searched(tally).max()) + 1, seed=seed, first=0, count=30)[
        :, places_of_searched(tally)
    ].astype(int)
    scores = sorted({float(s) for s in tally.other[tally.non_mated]})
    seen = (tally.rank > 0) & (tally.rank <= (rank or 10**6))
    for i, w in enumerate(drawn):

        def fpir_at(t: float) -> int:
            return int((w * tally.passes(tally.other, t) * tally.non_mated).sum())  # noqa: B023

        allowed = int(target * int((w * tally.non_mated).sum()))
        above = nextafter(scores[-1], inf)
        chosen = next(t for t in (*scores, above) if fpir_at(t) <= allowed)
        missed = int((w * tally.mated * ~(seen & tally.passes(tally.mate, chosen))).sum())
        assert found.missed[i, 0] == missed
        assert (found.non_mated[i], found.mated[i]) == ((w * tally.non_mated).sum(), (w * tally.mated).sum())
        for column, r in enumerate((1, 3)):
            assert found.behind[i, column] == (w * tally.mated * ((tally.rank == 0) | (tally.rank > r))).sum()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), accept=st.sampled_from(["ge", "gt"]), decimals=st.sampled_from([None, 0]))
def test_the_trial_s_own_threshold_is_that_of_the_point_estimate(seed: int, accept: Any, decimals: int | None) -> None:
    tally = made_up(seed, people=10, decimals=decimals, accept=accept)
    found = units(tally)
    for target in (0.01, 0.1, 0.5, 1.0):
        at = int(places(found, [Fraction(str(target))])[0])
        wanted = fpir.threshold_for(tally, target)
        assert (found.best[at - 1] if at else nextafter(found.best[0], inf)) == wanted.threshold
        assert found.alerts_at(np.array([at]))[0] / found.non_mated.sum() == wanted.achieved
        rate = fnir.false_negative_identification_rate(tally, wanted.threshold, level=0.95)
        assert found.missed[at] == rate.estimate.events


# ---- spread ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_bootstrap_s_spread_at_a_fixed_threshold_is_its_closed_form(seed: int) -> None:
    tally = made_up(seed, people=400)
    found = units(tally)
    at = places(found, [TENTH])[0]
    resampled = resample(found, [TENTH], (), seed=seed, replicates=8000)
    x = np.bincount(found.mate_person[: found.missed[at]], minlength=found.people)
    rate = found.missed[at] / found.mated.sum()
    closed = ((x - rate * found.mated) ** 2).sum() / found.mated.sum() ** 2  # sum of psi squared, over n squared
    assert (resampled.missed_at[:, 0] / resampled.mated).var() == pytest.approx(closed, rel=0.08)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stretched_it_is_the_one_of_kg_t(seed: int) -> None:
    tally = made_up(seed, people=400)
    found = units(tally)
    at = places(found, [TENTH])[0]
    x = np.bincount(found.mate_person[: found.missed[at]], minlength=found.people)
    rate = clusters.one_way(x[found.mated > 0], found.mated[found.mated > 0])
    told = kg_t.interval(rate)
    wanted = told.deff * told.inflation * rate.value * (1 - rate.value) / rate.trials
    resampled = resample(found, [TENTH], (), seed=seed, replicates=8000)
    spread = (resampled.missed_at[:, 0] / resampled.mated).std() * bands.stretch(rate, level=0.95)
    assert spread == pytest.approx(wanted**0.5, rel=0.05)


def test_everybody_alike_has_no_spread_to_stretch() -> None:
    assert bands.stretch(clusters.one_way(np.full(9, 1), np.full(9, 3)), level=0.95) == 1.0


def test_where_scores_of_mates_lie_far_from_the_threshold_choosing_it_changes_nothing() -> None:
    tally = made_up(2)
    apart = replace(tally, mate=np.where(tally.mate > 2, 100.0, np.where(tally.mated, -100.0, -np.inf)))
    found = units(apart)
    resampled = resample(found, [TENTH], (), seed=1, replicates=300)
    assert np.array_equal(resampled.missed, resampled.missed_at)


def test_choosing_the_threshold_again_widens_the_interval() -> None:
    tally = made_up(2)
    found = units(tally)
    resampled = resample(found, [TENTH], (), seed=1, replicates=1000)
    given_ = fpir.threshold_for(tally, 0.1).threshold
    known = fnir.false_negative_identification_rate(tally, given_, level=0.95).estimate
    again = bands.fnir_at_fpir(found, resampled, [TENTH], level=0.95)
    limits = again.widened(again.reach(0.95))
    assert limits.low[0] < known.low < known.value < known.high < limits.high[0]


# ---- bands -----------------------------------------------------------------------------------------------------------


def test_a_band_widens_all_its_intervals_by_the_factor_that_its_replicates_need() -> None:
    # two points at 1/2, logit 0; of 100 replicates ten stray to 3 at one point or the other, where limits are at 1
    deviation = np.zeros((101, 2))
    deviation[:5, 0] = deviation[5:10, 1] = 3.0
    made = bands.Deviations(rate=np.array([0.5, 0.5]), deviation=deviation)
    reach = np.array([-1.0, -1.0]), np.array([1.0, 2.0])
    band = made.band(reach, level=0.95)
    assert band.factor == pytest.approx(1.5)  # the 95th of 101: the first five ask for 3, the next five for 3 / 2
    assert band.high == pytest.approx((1 / (1 + exp(-1.5)), 1 / (1 + exp(-3.0))))
    assert band.low == pytest.approx((1 / (1 + exp(1.5)),) * 2)


def test_a_band_is_never_narrower_than_its_intervals_and_they_hold_the_rate() -> None:
    found = units(made_up(5))
    grid = bands.grid(found)
    resampled = resample(found, grid, (), seed=1, replicates=500)
    made = bands.fnir_at_fpir(found, resampled, grid, level=0.95)
    reach = made.reach(0.95)
    alone, band = made.widened(reach), made.band(reach, level=0.95)
    assert band.factor > 1
    for rate, *limits in zip(made.rate, band.low, alone.low, alone.high, band.high, strict=True):
        assert limits == sorted(limits)
        assert limits[1] <= rate <= limits[2]
    assert list(made.rate) == sorted(made.rate, reverse=True)
    assert len(grid) > 10
    assert all(x * int(found.non_mated.sum()) >= 5 for x in grid)


def test_limits_from_elsewhere_come_back() -> None:
    made = bands.Deviations(rate=np.array([0.2]), deviation=np.zeros((3, 1)))
    below, above = made.reach_of(np.array([0.1]), np.array([0.5]))
    assert above[0] == pytest.approx(log(4))
    back = made.widened((below, above))
    assert (back.low[0], back.high[0]) == pytest.approx((0.1, 0.5))


def test_a_limit_at_the_end_of_the_scale_stays_there_and_asks_nothing() -> None:
    made = bands.Deviations(rate=np.array([0.2, 0.5]), deviation=np.linspace(-4, 4, 100)[:, None] * [1, 0])
    band = made.band(made.reach_of(np.array([0.0, 0.4]), np.array([1.0, 0.6])), level=0.95)
    assert band.factor == 1.0
    assert band.low == pytest.approx((0.0, 0.4))
    assert band.high == pytest.approx((1.0, 0.6))


def test_five_errors_of_either_kind_are_needed() -> None:
    rows: list[tuple[int, float, float | None, int]] = [(i, float(i), None, 0) for i in range(100)]
    rows += [(200 + i, 0.0, float(i), 1) for i in range(90, 100)]
    found = units(tally_of(rows))
    told = {n: bool(bands.enough(found, [Fraction(n, 100)])[0]) for n in (1, 4, 5, 6)}
    # n alerts need the threshold 100 - n, which misses 10 - n of the ten mated searches
    assert told == {1: False, 4: False, 5: True, 6: False}


def test_where_everybody_has_the_same_rate_no_resample_is_asked() -> None:
    rows: list[tuple[int, float, float | None, int]] = []
    for person in range(20):
        rows += [
            (person, 1.0, None, 0),
            (person, 3.0, None, 0),
            (100 + person, 0.0, 2.0, 1),
            (100 + person, 0.0, 9.0, 1),
        ]
    assert not bands.enough(units(tally_of(rows)), [Fraction(1, 2)])[0]


@pytest.mark.parametrize("targets", [[], [Fraction(1, 1000)]], ids=["no target", "a first step of many tied scores"])
def test_few_distinct_scores_of_many_searches_are_resampled(targets: list[Fraction]) -> None:
    tally = made_up(1, people=400, decimals=0)
    found = units(replace(tally, other=np.minimum(tally.other, np.median(tally.other[tally.non_mated]))))
    assert len(found.best) > 1
    assert found.best_end[0] > 64 + 2
    resampled = resample(found, targets, (1,), seed=1, replicates=200)
    assert resampled.missed.shape == (200, len(targets))
    assert int(resampled.behind.max()) > 0
