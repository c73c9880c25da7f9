"""Sessions that differ: McNemar's test by hand, Cochran's Q and an analysis of variance by others, and invariances."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import cochrans_q

from bystander.intervals.between_sessions import sessions_differ


def drawn(people: int, sessions: int, *, most: int = 1, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    k = rng.integers(0 if most > 1 else 1, most + 1, (people, sessions))
    return rng.binomial(k, rng.beta(2, 1, people)[:, None]), k


def test_two_sessions_of_one_pass_are_mcnemars_test() -> None:
    """12 were found on the first day alone, 3 on the second alone: (12 - 3)² / (12 + 3) = 5.4."""
    x = np.array([[1, 0]] * 12 + [[0, 1]] * 3 + [[1, 1]] * 20 + [[0, 0]] * 9)
    assert sessions_differ(x, np.ones_like(x)) == pytest.approx(stats.chi2.sf(5.4, 1), rel=1e-12)


@pytest.mark.parametrize("sessions", [2, 3, 7])
def test_a_pass_a_session_is_cochrans_q(sessions: int) -> None:
    x, k = drawn(60, sessions)
    assert sessions_differ(x, k) == pytest.approx(cochrans_q(x).pvalue, rel=1e-9)


def test_whoever_came_once_only_is_compared_as_people() -> None:
    rng = np.random.default_rng(3)
    session, found = np.arange(45) % 3, rng.binomial(4, rng.beta(2, 1, 45))
    x, k = np.zeros((45, 3), int), np.zeros((45, 3), int)
    x[np.arange(45), session], k[np.arange(45), session] = found, 4
    expected = stats.f_oneway(*(found[session == s] / 4 for s in range(3))).pvalue
    assert sessions_differ(x, k) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_people_and_of_sessions_is_nothing(seed: int) -> None:
    x, k = drawn(30, 4, most=3, seed=seed)
    rng = np.random.default_rng(seed)
    people, sessions = rng.permutation(30), rng.permutation(4)
    assert sessions_differ(x[people][:, sessions], k[people][:, sessions]) == pytest.approx(sessions_differ(x, k))


def test_it_is_what_every_order_of_passes_comes_to() -> None:
    """Of 4,000 exchanges of the passes of each person, a share of about p are as far apart."""
    x, k = drawn(40, 3, most=4, seed=7)
    x[:, 0] = np.minimum(k[:, 0], x[:, 0] + (np.arange(40) % 3 == 0))
    p = sessions_differ(x, k)
    session = [np.repeat(np.arange(3), of) for of in k]
    passes = [
        np.concatenate([np.repeat([1, 0], (a, b - a)) for a, b in zip(*one, strict=True)])
        for one in zip(x, k, strict=True)
    ]
    rng, far = np.random.default_rng(1), 0
    for _ in range(4000):
        again = np.zeros_like(x)
        for person, (where, outcome) in enumerate(zip(session, passes, strict=True)):
            np.add.at(again[person], where, rng.permutation(outcome))
        far += (sessions_differ(again, k) or 0) <= (p or 0)
    assert p is not None
    assert far / 4000 == pytest.approx(p, abs=4 * (p * (1 - p) / 4000) ** 0.5 + 0.01)


def test_nothing_can_tell_of_one_session_or_of_people_who_are_all_alike() -> None:
    assert sessions_differ(np.array([[3], [1]]), np.array([[4], [4]])) is None
    assert sessions_differ(np.array([[3, 0], [1, 0]]), np.array([[4, 0], [4, 0]])) is None
    everybody = np.full((10, 3), 2)
    assert sessions_differ(everybody, everybody) is None
    assert sessions_differ(np.array([[1, 0], [0, 1]]), np.array([[1, 0], [0, 1]])) is None


def test_everybody_on_one_day_and_nobody_on_another_differ_for_certain() -> None:
    x = np.array([[2, 0]] * 5 + [[0, 0]] * 5)
    k = np.array([[2, 0]] * 5 + [[0, 2]] * 5)
    assert sessions_differ(x, k) == 0.0
