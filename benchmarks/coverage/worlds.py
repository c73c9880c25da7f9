"""Invented trials whose true rate is known: one way of inventing people a function.

A world draws *new people* each time, so the truth is the rate over all people who might have come, not over those who
did. Every comparison of two people i, j errs with a chance that depends on both, p * u_i * u_j (Chung and Lu's random
graph with given expected degrees), where the effects u have mean 1. Errors are drawn, not comparisons: their number is
Poisson, their two ends are drawn in proportion to u, and an error of a person with themself is thrown away, which
leaves exactly the wanted Poisson number at every pair of different people. The work grows with the errors, not with
the pairs.

`bernoulli` keeps at most one error a comparison. A comparison then errs with chance 1 - exp(-p u_i u_j), and that is
what the truth is computed from, by quadrature over the effects; no chance is above 1 and nothing is cut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln

from benchmarks.coverage.effects import lognormal, normal_grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from benchmarks.coverage.effects import Effects

    Numbers = NDArray[np.float64]
    Counts = NDArray[np.int64]


# ---- trials ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vertex:
    """Comparisons between different people, summed by person; `most`: the most between any two.

    `within`: errors and comparisons that touch one entry alone, where entries are families.
    """

    d: Counts
    m: Counts
    qc: int
    qn: int
    most: int
    within: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class OneWay:
    """Trials by person."""

    x: Counts
    k: Counts


@dataclass(frozen=True)
class TwoWay:
    """Comparisons of probes with references, as sums by row and by column."""

    row_errors: Counts
    row_trials: Counts
    column_errors: Counts
    column_trials: Counts
    qc: int
    qn: int


Trial = Vertex | OneWay | TwoWay


@dataclass(frozen=True)
class World:
    """A way of inventing trials, and its true rate."""

    truth: float
    draw: Callable[[np.random.Generator], Trial]


def everyone_once(*, subjects: int, rate: float, effects: Effects, bernoulli: bool = True) -> World:
    """Compare every two people once: the all-pairs trial of METHODS II.1."""

    def draw(rng: np.random.Generator) -> Trial:
        first, second = _errors(rng, effects.draw(rng, subjects), rate)
        if bernoulli:
            first, second = _distinct(first, second, subjects)
        return _all_pairs(first, second, subjects)

    return World(_bernoulli_truth(rate, effects) if bernoulli else rate, draw)


def several_images(
    *, subjects: int, rate: float, effects: Effects, images: float, image_sigma: float = 0.0, habit: float = 0.0
) -> World:
    """Return people unequal numbers of images, and compare every two images of different people.

    The number of images is geometric with mean `images`; `image_sigma` makes images of one person differ too.
    `habit`: people bring 1 + (images - 1) u**habit images in the mean, so that the number of images goes with the
    effect (habit > 0) or against it (< 0). The estimand is the rate over comparisons in any case. One comparison errs
    at most once.
    """

    def mean_images(u: Numbers) -> Numbers:
        return 1 + (images - 1) * u**habit

    def draw(rng: np.random.Generator) -> Trial:
        u = effects.draw(rng, subjects)
        a = rng.geometric(1 / mean_images(u))
        owner = np.repeat(np.arange(subjects), a)
        weight = u[owner] * lognormal(image_sigma).draw(rng, owner.size)
        first, second = _distinct(*_errors(rng, weight, rate, owner=owner), owner.size)
        return by_person(owner[first], owner[second], a)

    u, w = effects.grid
    w = w * mean_images(u)
    z, chance = normal_grid(image_sigma * sqrt(2))  # the product of two images' effects
    factor = np.exp(image_sigma * sqrt(2) * z - image_sigma**2)
    if not image_sigma:
        factor, chance = np.ones(1), np.ones(1)
    w = w / w.sum()
    inner = [float(chance @ -np.expm1(-rate * np.outer(factor * a, u)) @ w) for a in u]
    return World(float(w @ inner), draw)


def given_images(*, images: Counts, rate: float, effects: Effects) -> World:
    """Compare every two images of different people, who have so many each. One comparison errs at most once."""
    owner = np.repeat(np.arange(images.size), images)

    def draw(rng: np.random.Generator) -> Trial:
        weight = effects.draw(rng, images.size)[owner]
        first, second = _distinct(*_errors(rng, weight, rate, owner=owner), owner.size)
        return by_person(owner[first], owner[second], images)

    return World(_bernoulli_truth(rate, effects), draw)


def families(
    *, subjects: int, rate: float, effects: Effects, size: int, shared: float, kin: float, known: bool = False
) -> World:
    """Bring people in families of `size`, recorded as strangers, or counted as one where they are `known`.

    A family shares a lognormal effect with standard deviation `shared`, and two of one family err `kin` times as often
    as strangers with the same effects. Each pair's errors are Poisson. Dependence reaches beyond a shared person, which
    no clustering on people can see; clustering on families can.
    """
    together = lognormal(shared)
    count = subjects // size
    pairs = count * size * (count * size - 1) / 2
    inside = count * size * (size - 1) / 2
    squared = together.mean(lambda v: v**2)
    truth = rate * ((pairs - inside) + inside * kin * squared) / pairs

    def draw(rng: np.random.Generator) -> Trial:
        family = np.repeat(np.arange(count), size)
        u = effects.draw(rng, count * size) * together.draw(rng, count)[family]
        first, second = _errors(rng, u, rate)
        near = np.triu_indices(size, 1)
        a = (np.arange(count)[:, None] * size + near[0]).ravel()
        b = (np.arange(count)[:, None] * size + near[1]).ravel()
        more = rng.poisson(rate * (kin - 1) * u[a] * u[b])
        first, second = np.concatenate([first, np.repeat(a, more)]), np.concatenate([second, np.repeat(b, more)])
        if known:
            return _by_family(family[first], family[second], count, size)
        return _all_pairs(first, second, count * size)

    return World(truth, draw)


def repeated_looks(*, people: int, rate: float, icc: float, looks: float, habit: float = 0.0) -> World:
    """Look at each person a geometric number of times; a person's own rate p is Beta with the given correlation.

    The one-way design of FNMR, FNIR, and FPIR against one watchlist. `habit`: a person is looked at
    1 + (looks - 1) (1 - p)**habit times in the mean, so that those who err are looked at less (habit > 0) or more
    (habit < 0, as when a turnstile lets people try again). The estimand is the rate over looks, E[k p] / E[k], in
    closed form.
    """
    alpha, beta = rate * (1 - icc) / icc, (1 - rate) * (1 - icc) / icc
    weight = exp(betaln(alpha, beta + habit) - betaln(alpha, beta))
    erring = exp(betaln(alpha + 1, beta + habit) - betaln(alpha, beta))
    truth = (rate + (looks - 1) * erring) / (1 + (looks - 1) * weight)

    def draw(rng: np.random.Generator) -> Trial:
        p = rng.beta(alpha, beta, people)
        k = rng.geometric(1 / (1 + (looks - 1) * (1 - p) ** habit))
        return OneWay(x=rng.binomial(k, p), k=k)

    return World(truth, draw)


def watchlist(
    *, probes: int, references: int, rate: float, probe_effects: Effects, reference_effects: Effects
) -> World:
    """Compare every probe with every reference once; both are new people each time. Errors of a cell are Poisson."""

    def draw(rng: np.random.Generator) -> Trial:
        u, v = probe_effects.draw(rng, probes), reference_effects.draw(rng, references)
        total = rng.poisson(rate * u.sum() * v.sum())
        row, column = _pick(rng, u, total), _pick(rng, v, total)
        _, counts = np.unique(row * references + column, return_counts=True)
        return TwoWay(
            row_errors=np.bincount(row, minlength=probes),
            row_trials=np.full(probes, references),
            column_errors=np.bincount(column, minlength=references),
            column_trials=np.full(references, probes),
            qc=int(np.sum(counts**2)),
            qn=probes * references,
        )

    return World(rate, draw)


# ---- what they share -------------------------------------------------------------------------------------------------


def _pick(rng: np.random.Generator, weight: Numbers, size: int) -> Counts:
    """Draw indices in proportion to weight."""
    edges = np.cumsum(weight)
    found: Counts = np.searchsorted(edges, rng.random(size) * edges[-1], side="right").astype(np.int64)
    return np.minimum(found, weight.size - 1)


def _errors(
    rng: np.random.Generator, weight: Numbers, rate: float, owner: Counts | None = None
) -> tuple[Counts, Counts]:
    """Draw the two ends of every error, Poisson with mean rate * w_i * w_j for each two of different people."""
    total = rng.poisson(rate * float(weight.sum()) ** 2 / 2)
    first, second = _pick(rng, weight, total), _pick(rng, weight, total)
    different = first != second if owner is None else owner[first] != owner[second]
    return first[different], second[different]


def _distinct(first: Counts, second: Counts, size: int) -> tuple[Counts, Counts]:
    """Keep one error a comparison."""
    pair = np.unique(np.minimum(first, second) * size + np.maximum(first, second))
    return pair // size, pair % size


def _all_pairs(first: Counts, second: Counts, subjects: int) -> Vertex:
    """Add up the errors of a trial that compares every two people once."""
    pairs = subjects * (subjects - 1) // 2
    counts = _pair_counts(first, second, subjects)
    return Vertex(
        d=np.bincount(np.concatenate([first, second]), minlength=subjects),
        m=np.full(subjects, subjects - 1),
        qc=int(np.sum(counts**2)),
        qn=pairs,
        most=1,
    )


def _by_family(first: Counts, second: Counts, families: int, size: int) -> Vertex:
    """Add up the errors of a trial that compares every two people once, by family."""
    between = first != second
    counts = _pair_counts(first[between], second[between], families)
    inside = size * (size - 1) // 2
    return Vertex(
        d=np.bincount(np.concatenate([first, second[between]]), minlength=families),
        m=np.full(families, size * (families - 1) * size + inside),
        qc=int(np.sum(counts**2)),
        qn=families * (families - 1) // 2 * size**4,
        most=size**2,
        within=(int(np.count_nonzero(~between)), families * inside),
    )


def by_person(first: Counts, second: Counts, images: Counts) -> Vertex:
    """Add up the errors of a trial that compares every two images of different people."""
    subjects = images.size
    counts = _pair_counts(first, second, subjects)
    squares = images**2
    return Vertex(
        d=np.bincount(np.concatenate([first, second]), minlength=subjects),
        m=images * (int(images.sum()) - images),
        qc=int(np.sum(counts**2)),
        qn=(int(squares.sum()) ** 2 - int(np.sum(squares**2))) // 2,
        most=int(np.prod(np.sort(images)[-2:])),
    )


def _pair_counts(first: Counts, second: Counts, size: int) -> Counts:
    return np.unique(np.minimum(first, second) * size + np.maximum(first, second), return_counts=True)[1]


def _bernoulli_truth(rate: float, effects: Effects) -> float:
    """Return the mean over two people of 1 - exp(-rate u v)."""
    u, w = effects.grid
    return float(w @ [float(-np.expm1(-rate * a * u) @ w) for a in u])
