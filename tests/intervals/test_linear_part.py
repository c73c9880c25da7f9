"""The linear part of a difference: by hand, at given thresholds and where thresholds were chosen on the same trial."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import sqrt

import numpy as np
import pytest

from bystander.intervals import clusters
from bystander.intervals.covariance import ByPerson, Caused, PairCounts
from bystander.intervals.discordant import Discordant, discordant
from bystander.intervals.linear_part import LinearPart, linear_part
from bystander.intervals.measured import Measured, clustered
from bystander.intervals.sides import Side, Together, Wobble

PEOPLE = 12
EACH = Together(people=True, trials=True)


def of_people(errors: list[int], each: int = 4, wobble: Wobble | None = None) -> Side:
    x, k = np.array(errors), np.full(len(errors), each)

    def alone(level: float) -> Measured:
        return clustered(clusters.one_way(x, k), level=level, sets=len(k))

    counts = ByPerson(errors=x, trials=k)
    return Side(events=int(x.sum()), trials=int(k.sum()), alone=alone, counts=counts, wobble=wobble)


def of_pairs(pairs: list[tuple[int, int]], people: int = PEOPLE) -> ByPerson:
    """Return false matches among people who are all compared once with each other."""
    low, high = np.array(pairs).T
    counts = PairCounts.of(low, high)
    return ByPerson(
        errors=np.bincount(np.concatenate([low, high]), minlength=people), trials=np.full(people, people - 1), ends=2,
        qc=float(np.sum(counts.errors**2)), qn=people * (people - 1) / 2, pairs=counts,
    )  # fmt: skip


def part_of(a: Side, b: Side, *, matched: bool = False, together: Together = EACH) -> LinearPart:
    assert a.counts is not None
    assert b.counts is not None
    apart = discordant(a.counts, b.counts)
    assert apart is not None
    found = linear_part(a, b, apart, together, matched=matched)
    assert found is not None
    return found


def test_people_who_differ_alike_give_all_degrees_of_freedom() -> None:
    # plus and minus one: every psi² is the same, n_eff = P, and so df = P - 1
    part = part_of(of_people([2] * PEOPLE), of_people([1, 3] * (PEOPLE // 2)))
    assert part.effective == pytest.approx(PEOPLE)
    assert part.df == PEOPLE - 1
    # one person alone: x = 1 in 48 trials, psi = (1 - 4/48)/48 once and -4/48/48 eleven times
    one = part_of(of_people([2] * PEOPLE), of_people([3] + [2] * (PEOPLE - 1)))
    psi = np.array([1 - 4 / 48] + [-4 / 48] * 11) / 48
    n_eff = np.sum(psi**2) ** 2 / np.sum(psi**4)
    assert one.effective == pytest.approx(n_eff)
    assert one.df == pytest.approx(max(2 / (1 / n_eff - 1 / 12), 1.0))


def test_a_variance_is_never_below_mcnemars_noise() -> None:
    # nobody differs from anybody, though 12 trials of each system alone are wrong
    a = of_people([1] * PEOPLE)
    apart = Discordant(first=12, second=12, both=0, trials=48)
    part = linear_part(a, a, apart, EACH)
    assert part is not None
    assert part.effective is None
    assert part.df is None
    assert part.variance == part.noise == pytest.approx(24 / 48**2)
    assert part.reach(0.95) == pytest.approx(1.959964 * sqrt(24) / 48)


def test_false_matches_move_the_threshold_as_much_as_the_slope_says() -> None:
    first, second = of_pairs([(0, 1), (0, 2), (3, 4)]), of_pairs([(0, 1), (5, 6)])
    a = of_people([1, 0, 2] + [0] * 9, wobble=Wobble(slope=3.0, matched=first))
    b = of_people([0, 0, 1, 1] + [0] * 8, wobble=Wobble(slope=5.0, matched=second))
    together = replace(EACH, compared=66.0)
    # 48 mated trials with 3 and 2 misses; 66 comparisons with 3 and 2 false matches, 11 of each person's
    x = np.array([-1, 0, -1, 1] + [0] * 8)
    d_a = np.array([2, 1, 1, 1, 1] + [0] * 7)
    d_b = np.array([1, 1, 0, 0, 0, 1, 1] + [0] * 5)
    psi = (x + 4 / 48) / 48 + 5 * (d_b - 11 * 2 / 66) / 66 - 3 * (d_a - 11 * 3 / 66) / 66
    # the pair (0, 1) is a false match of both: (5 - 3)²; two more of the first, one more of the second
    shared = ((5 - 3) ** 2 + 2 * 3**2 + 5**2) / 66**2
    noise = (3 - 1 / 48) / 48**2 + shared  # b = 1, c = 2
    part = part_of(a, b, matched=True, together=together)
    assert part.noise == pytest.approx(noise)
    assert part.variance == pytest.approx(max(12 / 11 * np.sum(psi**2) - shared, noise))
    assert part.effective == pytest.approx(np.sum(psi**2) ** 2 / np.sum(psi**4))


def test_two_who_are_each_others_error_vary_together_as_far_as_only_one_system_has_it() -> None:
    # the first: 0 and 1 err because of each other, 2 because of 3; the second: 0 because of 1, 3 because of 2
    due = [([0, 1, 2], [1, 0, 3]), ([0, 3], [1, 2])]
    one, other = (
        replace(of_people(np.bincount(who, minlength=PEOPLE).tolist(), each=1), counts=ByPerson(
            errors=np.bincount(who, minlength=PEOPLE), trials=np.ones(PEOPLE, np.int64),
            caused=Caused.of(np.array(who), np.array(entry)),
        ))
        for who, entry in due
    )  # fmt: skip
    assert one.counts is not None
    assert other.counts is not None
    bare = [replace(s, counts=replace(s.counts, caused=None)) for s in (one, other) if s.counts is not None]
    # what the second adds less the first, by ordered pair: (1, 0) -1 and (0, 1) 0, (2, 3) -1 and (3, 2) +1, so that
    # the sum of products is -2, and never is the variance made smaller; at other weights (0, 1) is w - v, (1, 0) is -v
    assert part_of(one, other).variance == pytest.approx(part_of(*bare).variance)
    apart = discordant(one.counts, other.counts)
    assert apart is not None
    for v, w in ((2.0, 1.0), (3.0, 0.5)):
        wide, narrow = (linear_part(x, y, apart, EACH, weights=(v, w)) for x, y in ((one, other), (bare[0], bare[1])))
        assert wide is not None
        assert narrow is not None
        more = max(2 * (w - v) * -v - 2 * v * w, 0.0) / PEOPLE**2
        assert wide.variance == pytest.approx(max(narrow.variance, narrow.noise) + more)
    alone = part_of(one, replace(other, events=0, counts=ByPerson(
        errors=np.zeros(PEOPLE, np.int64), trials=np.ones(PEOPLE, np.int64),
        caused=Caused.of(np.zeros(0, np.int64), np.zeros(0, np.int64)),
    )))  # fmt: skip
    assert alone.variance == pytest.approx(12 / 11 * 3 * (1 - 3 / 12) / 144 + 2 / 144)
    rates = one.counts.rate(), clusters.one_way(one.counts.errors, one.counts.trials)
    assert rates[0].variance is not None
    assert rates[1].variance is not None
    assert rates[0].variance == pytest.approx(rates[1].variance + 2 / 144)


def test_pairs_of_people_count_once_though_both_add_them() -> None:
    # independent false matches of single pairs: the variance is near that of McNemar's table, not twice that
    rng = np.random.default_rng(4)
    people = 60
    every = list(combinations(range(people), 2))
    ratios = []
    for _ in range(40):
        one, other = (of_pairs([p for p in every if rng.random() < 0.05], people) for _ in range(2))
        total = len(every)
        sides = [Side(events=c.events, trials=total, alone=of_people([0, 1]).alone, counts=c) for c in (one, other)]
        part = part_of(sides[0], sides[1], together=replace(EACH, compared=float(total)))
        ratios.append(part.variance / part.noise)
    assert np.mean(ratios) < 1.3
