"""A trial whose people count as one by family: against brute force, and against what must not matter."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.evidence.people.clusters import Clusters
from bystander.quantities.comparisons.fmr import false_match_rate
from bystander.quantities.comparisons.fnmr import false_non_match_rate
from bystander.tally.comparisons.count import tally_comparisons
from bystander.tally.searches.tally import SearchTally
from tests.tally.arrays import trial_from_arrays

Numbers = np.ndarray


def in_families(family: list[int]) -> Clusters:
    codes = np.unique(family, return_inverse=True)[1].ravel().astype(np.int32)
    return Clusters(name="family", codes=codes, number=int(codes.max()) + 1, unrecorded=0)


def everybody(rng: np.random.Generator, people: int, rows: int) -> tuple[Numbers, Numbers, Numbers]:
    probe, reference = rng.integers(0, people, size=(2, rows))
    return np.round(rng.normal(size=rows), 1), probe.astype(np.int32), reference.astype(np.int32)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), engine=st.sampled_from(["numpy", "numba"]), people=st.integers(4, 9))
def test_errors_are_counted_for_every_family_that_they_touch(
    seed: int, engine: Literal["numpy", "numba"], people: int
) -> None:
    rng = np.random.default_rng(seed)
    family = rng.integers(0, 3, size=people).tolist()
    score, probe, reference = everybody(rng, people, 60)
    clusters = in_families(family)
    trial = replace(trial_from_arrays(score, probe=probe, reference=reference, subjects=people), clusters=clusters)
    tally = tally_comparisons(trial, thresholds=[0.5], engine=engine)
    errors, n = tally.non_mated_errors(0.5), clusters.number
    assert errors.d is not None
    assert errors.m is not None
    one, two = clusters.codes[probe], clusters.codes[reference]
    other = probe != reference
    for counted, rows in ((errors.d, other & (score >= 0.5)), (errors.m, other)):
        touched = [{int(a), int(b)} for a, b in zip(one[rows], two[rows], strict=True)]
        assert counted[:n].tolist() == [sum(v in t for t in touched) for v in range(n)]
        assert counted[n:].tolist() == [touched.count({v}) for v in range(n)]


def test_without_comparisons_within_a_family_it_is_the_trial_of_the_families_themselves() -> None:
    rng = np.random.default_rng(3)
    family = (np.arange(60) // 3).tolist()
    score, probe, reference = everybody(rng, 60, 4000)
    clusters = in_families(family)
    one, two = clusters.codes[probe], clusters.codes[reference]
    kept = (probe == reference) | (one != two)
    score, probe, reference, one, two = (a[kept] for a in (score, probe, reference, one, two))
    by_family = trial_from_arrays(score, probe=one, reference=two, subjects=20)
    people = replace(trial_from_arrays(score, probe=probe, reference=reference, subjects=60), clusters=clusters)
    expected, found = (tally_comparisons(t, thresholds=[1.0]) for t in (by_family, people))
    assert false_non_match_rate(found, 1.0, level=0.95) == false_non_match_rate(expected, 1.0, level=0.95)
    mine, theirs = (false_match_rate(t, 1.0, level=0.95) for t in (found, expected))
    assert mine.estimate == theirs.estimate
    assert mine.bounds.compliance_upper == theirs.bounds.compliance_upper


def test_everybody_alone_is_everybody() -> None:
    rng = np.random.default_rng(4)
    score, probe, reference = everybody(rng, 30, 3000)
    plain = trial_from_arrays(score, probe=probe, reference=reference, subjects=30)
    alone = replace(plain, clusters=in_families(list(range(30))))
    for measure in (false_match_rate, false_non_match_rate):
        one, other = (measure(tally_comparisons(t, thresholds=[1.0]), 1.0, level=0.95) for t in (plain, alone))
        assert one.estimate == other.estimate


def test_names_of_families_and_the_order_of_rows_do_not_matter() -> None:
    rng = np.random.default_rng(5)
    score, probe, reference = everybody(rng, 30, 3000)
    family = rng.integers(0, 8, size=30)
    renamed = (7 - family).tolist()
    found = []
    for names, shuffle in ((family.tolist(), None), (renamed, 1)):
        trial = trial_from_arrays(score, probe=probe, reference=reference, subjects=30, shuffle=shuffle, shards=3)
        tally = tally_comparisons(replace(trial, clusters=in_families(names)), thresholds=[1.0])
        found.append(false_match_rate(tally, 1.0, level=0.95).estimate)
    assert found[0] == found[1]
    assert found[0].people == 8


def test_searches_are_of_clusters_and_nobody_stays_nobody() -> None:
    none, low = np.zeros(3, np.int64), np.zeros(3)
    tally = SearchTally(
        person=np.array([2, -1, 0], np.int32), unit=np.arange(3), mated=none > 0, failed=none > 0, other=low,
        top=np.array([1, 2, -1], np.int32), mate=low, rank=none, best_rank=none, beyond=low,
        tail_score=low, tail_search=none, tail_floor=0.0,
    )  # fmt: skip
    clustered = tally.clustered(np.array([5, 6, 5], np.int32))
    assert (clustered.person.tolist(), clustered.top.tolist()) == ([5, -1, 5], [6, 5, -1])
    assert tally.clustered(None) is tally


@pytest.mark.parametrize("kin", [0.0, 3.0])
def test_comparisons_of_relatives_stay_in_the_rate(kin: float) -> None:
    rng = np.random.default_rng(6)
    score, probe, reference = everybody(rng, 40, 5000)
    family = np.arange(40) // 4
    score = score + kin * ((family[probe] == family[reference]) & (probe != reference))
    plain = trial_from_arrays(score, probe=probe, reference=reference, subjects=40)
    one, other = (
        false_match_rate(tally_comparisons(t, thresholds=[2.0]), 2.0, level=0.95).estimate
        for t in (plain, replace(plain, clusters=in_families(family.tolist())))
    )
    assert (one.value, one.events, one.trials) == (other.value, other.events, other.trials)
    assert (one.people, other.people) == (40, 10)
