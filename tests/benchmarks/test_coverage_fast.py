"""The coverage benchmark at a tenth of its work: the criteria hold within the chance error of so few replicates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.coverage import (
    alike,
    bands,
    criteria,
    crowd,
    differentials,
    effects,
    records,
    searches,
    settings,
    worlds,
)
from benchmarks.coverage.criteria import Check, Effort
from benchmarks.coverage.measure import measure, wilson
from bystander.differentials.equal_rates import equal_rates
from bystander.quantities.searches import fpir

FAST = Effort(reps=300, seed=1)


def _failures(checks: list[Check]) -> list[Check]:
    return [check for check in checks if check.passed is False]


@pytest.mark.parametrize(
    ("name", "reps"),
    [
        ("V1", 300),
        ("V2", 100),
        ("V3", 100),
        ("V4", 100),
        ("V5", 300),
        ("V15", 300),
        ("V20", 300),
        ("records", 300),
        ("alike-rows", 60),
        ("search-records", 300),
        ("record-groups", 20),
        ("candidates", 300),
        ("own-list", 100),
        ("V27", 100),
        ("sessions", 150),
        ("uneven-tries", 100),
        ("uneven-curves", 25),
        ("uneven-pairs", 80),
        ("uneven-compare", 50),
        ("uneven-groups", 30),
        ("V28", 60),
    ],
)
def test_the_criterion_holds_within_chance(name: str, reps: int) -> None:
    checks = criteria.ALL[name](Effort(reps=reps, seed=1))
    assert any(check.passed is not None for check in checks)
    assert not _failures(checks)


def test_the_compliance_limit_misses_rarely_in_the_hardest_settings() -> None:
    for found in measure(settings.V3_POISSON, reps=FAST.reps, seed=FAST.seed):
        assert 1 - found.share(None, "compliance") <= 0.05 + 2 * (0.05 * 0.95 / FAST.reps) ** 0.5


def test_the_assumption_free_limit_survives_wolves_and_the_naive_one_does_not() -> None:
    found = measure([settings.V6_WOLVES], reps=1000, seed=1)[0]
    assert found.share(None, "free_upper") >= 0.95
    assert found.share(None, "naive_upper") < 0.65


@pytest.mark.parametrize("world", crowd.WORLDS, ids=lambda world: world.name)
def test_the_range_told_for_a_crowd_holds_and_the_naive_one_does_not(world: crowd.Clustered) -> None:
    found = crowd.held(world, reps=200, seed=1)
    tolerance = 2 * (0.95 * 0.05 / 200) ** 0.5
    assert found["range of alerts"] >= 0.92 - tolerance
    assert found["range of people flagged"] >= 0.92 - tolerance
    assert found["naive range of alerts"] < 0.82


def test_a_threshold_chosen_again_holds_where_one_taken_as_given_does_not() -> None:
    world = next(w for w in searches.WORLDS if w.mated > w.people)
    found = searches.held(world, reps=12, seed=1)
    assert found[searches.AGAIN] >= 0.8
    assert found[searches.GIVEN] <= 0.6


@pytest.mark.parametrize("world", [searches.WORLDS[i] for i in (2, 3)], ids=["same people", "habit"])
def test_the_truth_of_a_world_of_searches_is_that_of_very_many_people(world: searches.Passers) -> None:
    many = replace(world, people=60_000, mated=60_000 if world.mated else 0)
    tally, non_mated = many.draw(np.random.default_rng(1))
    threshold = fpir.threshold_for(non_mated, world.target).threshold
    hits = tally.hits(threshold)[tally.mated].mean()
    assert 1 - hits == pytest.approx(world.fnir_at(world.target), abs=0.02)
    assert non_mated.alerts(threshold)[non_mated.non_mated].mean() == pytest.approx(world.fpir(threshold), rel=0.1)
    for rank in (1, 3):
        assert tally.hits(-np.inf, rank)[tally.mated].mean() == pytest.approx(world.cmc(rank), abs=0.01)


@pytest.mark.parametrize("world", [*differentials.WORLDS[:2], differentials.CLUSTERED[0]], ids=lambda world: world.name)
def test_equal_groups_are_rarely_called_different_and_the_true_ratio_is_held(
    world: differentials.Groups | differentials.People,
) -> None:
    reps = 20 if isinstance(world, differentials.People) else 100
    found = differentials.held(world, reps=reps, seed=1)
    tolerance = 2 * (0.95 * 0.05 / reps) ** 0.5
    if world.ratio == 1:
        assert found["rates called different at p <= .05"] <= 0.065 + tolerance
    assert min(share for what, share in found.items() if what.endswith("held") and "naive" not in what) > (
        0.95 - tolerance
    )
    assert found["naive (bootstrap) largest ratio held"] < 0.85 + tolerance


def test_the_ratio_told_for_equal_rates_is_reached_in_about_one_trial_of_twenty() -> None:
    reached = differentials.reached(differentials.Groups(8, 30), reps=400, seed=1)
    assert reached == pytest.approx(0.05, abs=3 * (0.05 * 0.95 / 400) ** 0.5)


@pytest.mark.parametrize("world", differentials.FEW[1:6:2], ids=lambda world: world.name)
def test_exchanging_people_finds_what_sharing_out_counts_misses(world: differentials.People) -> None:
    equal = replace(world, ratio=1)
    found = {w: np.zeros(2) for w in (world, equal)}
    for w, seen in found.items():
        for replicate in range(60):
            counted = w.draw(np.random.default_rng(replicate))
            for at, groups in enumerate((counted, w.without_exchange(counted))):
                test = equal_rates(groups, seed=replicate, draws=299)
                seen[at] += test is not None and test.p <= 0.05
    assert found[world][0] >= found[world][1] + 3
    assert found[equal][0] <= 60 * 0.05 + 2 * (60 * 0.05 * 0.95) ** 0.5


@pytest.mark.parametrize("world", [alike.WITHOUT[1], alike.WITHOUT[3]], ids=lambda world: world.name)
def test_trials_of_strangers_are_hardly_ever_flagged(world: alike.World) -> None:
    assert alike.held(world, reps=30, seed=1).flagged <= 0.06 + 2 * (0.06 * 0.94 / 30) ** 0.5


@pytest.mark.parametrize("world", [*alike.CLUSTERS, *alike.FAMILIES, *alike.OF_TWO], ids=lambda world: world.name)
def test_trials_with_relatives_recorded_as_strangers_are_flagged(world: alike.World) -> None:
    found = alike.held(world, reps=15, seed=2)
    assert found.flagged >= (0.7 if world in alike.OF_TWO else 0.93)


def test_the_truths_of_worlds_of_scores_with_relatives_are_those_of_many_trials() -> None:
    world = alike.Scores(30, 2, 3, 2.0, 1.0, threshold=1.5)
    rng, other = np.random.default_rng(1), ~np.eye(30, dtype=bool)
    rates = [(world.draw(rng) >= world.threshold).mean(axis=(1, 3))[other].mean() for _ in range(600)]
    assert np.mean(rates) == pytest.approx(world.truth, abs=4 * np.std(rates) / 600**0.5)


def test_criterion_twenty_six_asks_of_each_world_what_it_can_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WITHOUT", "CLUSTERS", "FAMILIES", "OF_TWO", "BEYOND"):
        monkeypatch.setattr(alike, name, getattr(alike, name)[:1])
    checks = criteria.v26(Effort(reps=40, seed=1))
    asked = {(c.setting, c.what): (c.low, c.high) for c in checks if c.passed is not None}
    assert asked[alike.WITHOUT[0].name, "trials flagged"] == (None, 0.06)
    assert all(low in {0.95, 0.7} for (_, what), (low, _) in asked.items() if what == "misses flagged")


def test_criterion_fourteen_asks_of_each_world_what_it_can_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differentials, "WORLDS", differentials.WORLDS[:2])
    monkeypatch.setattr(differentials, "BEYOND", differentials.BEYOND[:1])
    monkeypatch.setattr(differentials, "CLUSTERED", differentials.CLUSTERED[-1:])
    monkeypatch.setattr(differentials, "FEW", differentials.FEW[:1])
    checks = criteria.v14(Effort(reps=8, seed=1))
    required = {(c.setting, c.what): (c.low, c.high) for c in checks if c.passed is not None}
    equal, different = (world.name for world in differentials.WORLDS)
    assert required[equal, "rates called different at p <= .05"] == (None, 0.065)
    assert (different, "rates called different at p <= .05") not in required
    assert required[different, "naive (bootstrap) largest ratio held"] == (None, 0.85)
    assert required[different, "largest ratio held"] == (0.95, None)


def test_a_record_whose_deployments_differ_has_the_rate_and_the_scatter_that_are_taken_for_true() -> None:
    world = records.DIFFER[2]
    drawn = np.array([world.draw(np.random.default_rng(seed)) for seed in range(3000)])
    expected = world.exposure * world.rate
    assert drawn.mean(axis=0) == pytest.approx(expected, rel=0.2)
    assert (drawn.var(axis=0) / expected).mean() == pytest.approx(world.scatter, rel=0.05)


def test_an_interval_that_ignores_people_covers_less_than_seventy_percent() -> None:
    found = measure([settings.V3_NAIVE], reps=1000, seed=1)[0]
    assert found.share("naive_low", "naive_high") < 0.70


@pytest.mark.parametrize(
    "world",
    [
        worlds.everyone_once(subjects=40, rate=0.05, effects=effects.lognormal(1)),
        worlds.everyone_once(subjects=40, rate=0.05, effects=effects.wolves(0.1, 10), bernoulli=False),
        worlds.several_images(subjects=40, rate=0.02, effects=effects.lognormal(0.5), images=3, image_sigma=0.5),
        worlds.several_images(subjects=60, rate=0.02, effects=effects.lognormal(0.5), images=3, habit=-0.5),
        worlds.families(subjects=42, rate=0.02, effects=effects.lognormal(0.5), size=3, shared=0.5, kin=20),
        worlds.repeated_looks(people=60, rate=0.1, icc=0.3, looks=4),
        worlds.repeated_looks(people=60, rate=0.1, icc=0.3, looks=4, habit=5),
        worlds.watchlist(
            probes=40,
            references=20,
            rate=0.02,
            probe_effects=effects.lognormal(0.5),
            reference_effects=effects.pareto(3),
        ),
    ],
    ids=["once", "wolves", "images", "more images", "families", "looks", "fewer looks", "watchlist"],
)
def test_the_truth_of_a_world_is_the_rate_of_very_many_of_its_trials(world: worlds.World) -> None:
    errors, trials = [], []
    for seed in range(1500):
        trial = world.draw(np.random.default_rng(seed))
        parts = {
            worlds.Vertex: lambda t: (t.d.sum(), t.m.sum()),
            worlds.OneWay: lambda t: (t.x.sum(), t.k.sum()),
            worlds.TwoWay: lambda t: (t.row_errors.sum(), t.row_trials.sum()),
        }[type(trial)](trial)
        errors.append(parts[0])
        trials.append(parts[1])
    rest = np.array(errors) - world.truth * np.array(trials)
    assert abs(rest.mean()) < 4 * rest.std() / len(rest) ** 0.5


@pytest.mark.parametrize(
    "people", [effects.lognormal(1.5), effects.wolves(0.0002, 1e4), effects.pareto(3)], ids=lambda e: e.name
)
def test_the_effects_have_mean_one_in_the_grid_and_in_the_sample(people: effects.Effects) -> None:
    assert people.mean(lambda u: u) == pytest.approx(1, rel=1e-4)
    sample = people.draw(np.random.default_rng(1), 400_000)
    assert sample.mean() == pytest.approx(1, abs=5 * sample.std() / 400_000**0.5)


def test_the_sums_of_a_trial_with_several_images_are_those_of_its_table() -> None:
    world = worlds.several_images(subjects=12, rate=0.3, effects=effects.lognormal(1), images=3)
    for seed in range(20):
        trial = world.draw(np.random.default_rng(seed))
        assert isinstance(trial, worlds.Vertex)
        assert trial.d.sum() % 2 == 0
        assert trial.qc >= trial.d.sum() // 2
        assert np.all(trial.d <= trial.m)


def test_the_figures_do_not_depend_on_the_number_of_processes() -> None:
    alone, shared = (measure([settings.V3[3]], reps=300, seed=7, workers=w)[0] for w in (1, 2))
    assert np.array_equal(alone.rows, shared.rows, equal_nan=True)


def test_more_replicates_repeat_the_first_ones_and_another_seed_does_not() -> None:
    few, many = (measure([settings.V3[3]], reps=reps, seed=7)[0] for reps in (20, 40))
    other = measure([settings.V3[3]], reps=20, seed=8)[0]
    assert np.array_equal(few.rows, many.rows[:20], equal_nan=True)
    assert not np.array_equal(few.rows, other.rows, equal_nan=True)


def test_the_naive_interval_is_wilson_s() -> None:
    # statsmodels proportion_confint(10, 100, method="wilson")
    assert wilson(10, 100) == pytest.approx((0.05522914, 0.17436566), abs=1e-8)


def test_the_variance_of_the_bootstrap_is_its_closed_form_and_rescaled_it_is_v_u() -> None:
    checks = criteria.ALL["V7"](Effort(reps=100, seed=1))
    assert len(checks) == 2
    assert not _failures(checks)


def test_an_interval_that_chooses_the_threshold_again_holds_the_truth_and_one_that_does_not_misses_it() -> None:
    few = bands.held(bands.BEYOND[0], reps=40, seed=2, replicates=200)
    assert few["FNMR at FMR 0.001, threshold as given (KG-t)"].share < 0.85
    found = bands.held(bands.WORLDS[0], reps=40, seed=2, replicates=200)
    promised = ("FNMR at FMR 0.001, threshold chosen again", "EER, crossing found again")
    for name in (*promised, "DET band, both rates, all thresholds"):
        assert found[name].share >= 0.93 - 2 * (0.95 * 0.05 / 40) ** 0.5


def test_the_truths_of_the_normal_worlds_are_those_of_a_very_large_trial() -> None:
    world = bands.Correlated(people=2, images=1, look_alike=0.6, steady=0.5, correlation=0.5)
    rng = np.random.default_rng(1)
    looks = rng.normal(0, 0.6, (2, 10**6)).sum(axis=0)
    own = np.sqrt(2 * bands.IMAGE**2 + bands.NOISE**2)
    other, mated = looks + rng.normal(0, own, 10**6), rng.normal(world.gap, 0.5, 10**6) + rng.normal(0, own, 10**6)
    assert world.fnmr_at(0.01) == pytest.approx((mated < np.quantile(other, 0.99)).mean(), abs=0.005)
    assert world.auc == pytest.approx((mated > other).mean(), abs=0.003)
    crossing = world.gap * world.sds[0] / sum(world.sds)
    assert world.eer == pytest.approx((other > crossing).mean(), abs=0.003)
    assert world.eer == pytest.approx((mated < crossing).mean(), abs=0.003)
