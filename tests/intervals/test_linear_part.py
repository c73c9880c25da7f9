"""The linear part of a difference: by hand, at given thresholds and where thresholds were chosen on the same trial."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import sqrt

import numpy as np
import pytest

from bystander.intervals import clusters
from bystander.intervals.covariance import ByPerson, PairCounts
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
