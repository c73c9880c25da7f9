"""Where nobody is named, an interval holds only if nobody appears twice, and everything that says it says so."""

from __future__ import annotations

import numpy as np
import pytest

import bystander as by
from bystander.findings.method import Method
from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson
from bystander.plots.charts import charts
from tests.evidence.doors import pairs

CONDITION = "if nobody appears twice"


def anonymous(second: float = 0.0) -> dict[str, list[object]]:
    columns = pairs()
    noise = np.random.default_rng(5).normal(0, 0.2 + second, 276)
    return {"label": columns["same"], "score": [s + float(n) for s, n in zip(columns["score"], noise, strict=True)]}


def test_every_interval_of_a_trial_that_names_nobody_says_so() -> None:
    study = by.evaluate(anonymous(), thresholds=[0.5, 5.0, -5.0])
    told = [f for f in study.document.findings if f.estimate is not None]
    assert {f.quantity for f in told} > {"fmr", "fnmr"}
    for finding in told:
        assert finding.estimate is not None
        assert CONDITION in finding.estimate.method, finding.quantity
        assert CONDITION in finding.answer, finding.answer
    assert CONDITION.capitalize() in study.document.verdict[1]
    assert any(c.startswith("Nobody is named in this trial.") for c in study.document.caveats)
    assert all(CONDITION in section.note for section in study.study.sections)
    drawn = [chart for chart in charts(study.study) if "det" in chart.name]
    assert drawn
    for chart in drawn:
        assert CONDITION in chart.title
        assert chart.reading.startswith("All intervals hold only if nobody appears twice")
        assert sum(CONDITION in cell for cell in chart.table.head) == 2


def test_a_difference_of_two_systems_says_so_too() -> None:
    study = by.compare(anonymous(), anonymous(0.1), names=["a", "b"], thresholds=[0.5]).document
    told = [f for f in study.findings if f.estimate is not None]
    assert told
    assert all(CONDITION in f.estimate.method and CONDITION in f.answer for f in told if f.estimate), told


def test_where_people_are_known_nothing_is_said_of_it() -> None:
    columns = pairs()
    study = by.evaluate(columns, thresholds=[0.5])
    assert CONDITION not in study.document.model_dump_json()
    assert all(CONDITION not in chart.title for chart in charts(study.study))


def test_a_condition_travels_with_a_method() -> None:
    plain = Method("plain", term="Plain")
    held = plain.only(CONDITION)
    assert str(held) == f"plain, {CONDITION}"
    assert held.only(CONDITION) is held
    assert plain.only("") is plain
    assert held.named("other").only_if == held.then(plain).only_if == plain.then(held).only_if == CONDITION
    assert methods.NOBODY_NAMED.parts == methods.CLOPPER_PEARSON.parts


@pytest.mark.parametrize(("target", "least", "most"), [(0.01, 0.2, 0.45)])
def test_such_intervals_miss_where_people_come_again(target: float, least: float, most: float) -> None:
    """A smaller run of the figures in docs/methods/intervals.md: 50 people with 20 images each, all with all."""
    people, images, size, trials = 50, 20, 64, 60
    rng = np.random.default_rng(2)
    first, second = np.triu_indices(people * images, 1)
    mated = first // images == second // images
    errors = []
    for _ in range(trials):
        centre = rng.normal(size=(people, 1, size))
        centre /= np.linalg.norm(centre, axis=-1, keepdims=True)
        spread = rng.lognormal(0, 0.3, (people, 1, 1)) * rng.lognormal(0, 0.3, (people, images, 1))
        vectors = (centre + spread * rng.normal(size=(people, images, size)) / size**0.5).reshape(-1, size)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        errors.append(int(((vectors @ vectors.T)[first, second][~mated] >= 0.288).sum()))
    comparisons = int((~mated).sum())
    rate = sum(errors) / (trials * comparisons)
    assert rate == pytest.approx(target, rel=0.1)
    held = [low <= rate <= high for low, high in (clopper_pearson(e, comparisons, level=0.95) for e in errors)]
    assert least < np.mean(held) < most
