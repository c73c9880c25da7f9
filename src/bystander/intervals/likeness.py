"""Are some people alike in groups, beyond what each one's scores explain? Dependence that nobody declared.

Every interval of comparisons takes different people for independent. Relatives and look-alikes are not: where one pair
of a family matches, so do its others. False matches are too few to show it; scores are not. From the mean score M_ij of
every two people, who were compared n_ij times:

    z_ij = sqrt(n_ij) (M_ij - a_i - a_j), a by least squares over the pairs; then centred, and divided by s_i s_j
    f = max(z/(1.4826 MAD) - 1.5, 0)                        what is far above the usual
    F = f less row and column means, diagonal 0;  T = tr(F³)  triangles of people who are alike two by two

a_i, how alike somebody looks to everybody, and s_i, the mean of their |z|, belong to one person, and intervals allow
for them. The s are factors, as the products of two vectors scatter with the lengths of both. T is held against two
kinds of trials without groups, 99 and 49 seeded ones, and flagged where it lies more than 1.645 of their standard
deviations above their mean in *both*:

    pairs change places    the same z over the pairs at random (METHODS V.4)
    people are turned      O Z Oᵀ with a random rotation O, its values replaced by the z of the same rank

The first alone cries wolf at every face recognition system: two people whose vectors are alike to a third's are alike
to each other, so that people drawn one by one give triangles too (flagged in all of such trials, though their intervals
hold). Turning keeps the spectrum of Z, and with it that geometry, and the scores' own distribution; it dissolves
nothing but small groups. The first is cheap, and asked first.
Where all trials come to one number, as with one pair that is far, there is nothing to differ from: not flagged.

How many are concerned: 2 n_t - n, with n_t those whose own triangles, (F³)_ii, exceed the median of people in the
turned trials. It is about that many, or more, as not everybody in a group exceeds it.

It is wrong where scores have no more than three values (flagged in .18), sees nothing where likeness does not rise
above noise (one image a person), and cannot tell why. A few large kinds of people (women and men) are no small groups,
and are not flagged.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Codes = NDArray[np.intp]

FEWEST = 10  # people; of fewer, nothing is said
MOST = 300  # people who are looked at
COMPARED = 0.8  # share of their pairs that has to be compared
SHUFFLED, TURNED = 99, 49
FLAG = 1.645
FAR = 1.5
TO_SD = 1.4826
DIGITS = 9  # to which two people, or two trials, are told apart by their scores


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What the scores show. ``z``: of T, the smaller of both. ``people``: looked at.

    ``concerned``: about how many of these are alike in groups; 0 where T is not flagged.
    """

    z: float
    people: int
    concerned: int

    @property
    def flagged(self) -> bool:
        """Whether people are alike in groups beyond what each one's scores explain."""
        return self.z > FLAG


def likeness(means: Numbers, compared: NDArray[np.int64], *, seed: int = 1) -> Likeness | None:
    """Look for people who are alike in groups; None where people or pairs are too few, or nearly all scores the same.

    ``means``: mean score of every two people, symmetric; anything where ``compared``, the number of comparisons, is 0.
    ``seed``: of numpy's Philox generator. The order of people does not matter.
    """
    pairs = _Pairs.of(means, compared)
    if pairs is None:
        return None
    own = pairs.triangles(pairs.z)
    seen, rng = float(own.sum()), np.random.Generator(np.random.Philox(seed))
    ascending = np.sort(pairs.z)
    shuffled = [pairs.triangles(rng.permutation(ascending)) for _ in range(SHUFFLED)]
    z = _beyond(seen, shuffled)
    if z <= FLAG:
        return Likeness(z=z, people=pairs.people, concerned=0)
    turned = [pairs.triangles(values) for values in pairs.turned(ascending, rng)]
    z = min(z, _beyond(seen, turned))
    return Likeness(z=z, people=pairs.people, concerned=_concerned(own, turned) if z > FLAG else 0)


@dataclass(frozen=True, kw_only=True)
class _Pairs:
    """Pairs of people who were compared, and what is left of their scores."""

    people: int
    first: Codes
    second: Codes
    z: Numbers

    @classmethod
    def of(cls, means: Numbers, compared: NDArray[np.int64]) -> _Pairs | None:
        people = len(means)
        first, second = np.triu_indices(people, 1)
        met = compared[first, second] > 0
        if people < FEWEST or np.count_nonzero(met) < COMPARED * len(met):
            return None
        first, second = first[met], second[met]
        score, times = _near_one(means[first, second]), compared[first, second]
        own = _own(first, second, score, people)
        z = np.sqrt(times) * (score - own[first] - own[second])
        z -= np.median(z)
        order = _order(own, z, first, second)
        each = cls(people=people, first=order[first], second=order[second], z=z)
        if each.usual().min() <= DIGITS * np.finfo(float).eps * float(np.abs(score).max()):
            return None  # somebody's pairs are nearly all alike: there is nothing usual to be far from
        scale = each.scales()
        z = z / (scale[each.first] * scale[each.second])
        z /= TO_SD * np.median(np.abs(z))
        first, second = np.minimum(each.first, each.second), np.maximum(each.first, each.second)
        at = np.lexsort((second, first))
        return cls(people=people, first=first[at], second=second[at], z=z[at])

    def square(self, values: Numbers) -> Numbers:
        """Return values of pairs as a symmetric matrix, 0 where two were not compared."""
        matrix = np.zeros((self.people, self.people))
        matrix[self.first, self.second] = matrix[self.second, self.first] = values
        return matrix

    def usual(self) -> Numbers:
        """Return the median of |z| of each person's pairs."""
        away = np.full((self.people, self.people), np.nan)
        away[self.first, self.second] = away[self.second, self.first] = np.abs(self.z)
        return np.asarray(np.nanmedian(away, axis=1))

    def scales(self) -> Numbers:
        """Return the mean of |z| of each person's pairs."""
        away = np.abs(self.z)
        sums = np.bincount(self.first, away, self.people) + np.bincount(self.second, away, self.people)
        return sums / (np.bincount(self.first, minlength=self.people) + np.bincount(self.second, minlength=self.people))

    @cached_property
    def _room(self) -> tuple[Numbers, Numbers]:
        """Return two matrices to count triangles in, as those of a hundred trials take longer to be had than filled."""
        return np.empty((self.people, self.people)), np.empty((self.people, self.people))

    def triangles(self, z: Numbers) -> Numbers:
        """Return (F³)_ii of everybody, which add up to T."""
        f, other = self._room
        f.fill(0.0)
        far = np.flatnonzero(z > FAR)
        first, second = self.first[far], self.second[far]
        f[first, second] = f[second, first] = z[far] - FAR
        mean = f.sum(axis=1) / (self.people - 1)
        np.add.outer(mean, mean, out=other)
        other -= mean.mean()
        f -= other
        np.fill_diagonal(f, 0.0)
        np.matmul(f, f.T, out=other)  # F is symmetric: numpy multiplies a matrix by its own turn in half the time
        return np.asarray(np.einsum("ij,ij->i", other, f))

    def turned(self, ascending: Numbers, rng: np.random.Generator) -> Iterator[Numbers]:
        """Turn people at random in the space of their likeness, and give back the values that pairs had, rank by rank.

        A rotation is the one before with its axes shuffled and mirrored, and then turned by one that was drawn evenly.
        """
        spectrum, _ = np.linalg.eigh(self.square(self.z))
        even, _ = np.linalg.qr(rng.standard_normal((self.people, self.people)))
        rotation = even
        for _ in range(TURNED):
            mirrored = rng.choice((-1.0, 1.0), self.people)[:, None]
            rotation = even @ (mirrored * rotation[rng.permutation(self.people)])
            values = ((rotation * spectrum) @ rotation.T)[self.first, self.second]
            result = np.empty_like(ascending)
            result[np.argsort(values, kind="stable")] = ascending
            yield result


def _beyond(seen: float, drawn: Sequence[Numbers]) -> float:
    totals = np.array([own.sum() for own in drawn])
    mean, sd = float(totals.mean()), float(np.std(totals, ddof=1))
    return (seen - mean) / sd if sd > abs(mean) * 10.0**-DIGITS else 0.0


def _concerned(own: Numbers, turned: Sequence[Numbers]) -> int:
    beyond = int(np.count_nonzero(own > np.median(np.concatenate(turned))))
    return max(0, 2 * beyond - len(own))


def _near_one(score: Numbers) -> Numbers:
    """Return scores over a power of two, which loses no digit, so that cubes of them are numbers on every scale."""
    return np.asarray(np.ldexp(score, -int(np.frexp(np.abs(score).max())[1])))


def _own(first: Codes, second: Codes, score: Numbers, people: int) -> Numbers:
    """Return a_i; where all are compared, it is (R_i - ΣR/(2(n-1)))/(n-2) with R_i the sum of M_ij over j."""
    normal = np.zeros((people, people))
    normal[first, second] = normal[second, first] = 1.0
    normal += np.diag(normal.sum(axis=1))
    sums = np.bincount(first, score, people) + np.bincount(second, score, people)
    return np.asarray(np.linalg.lstsq(normal, sums, rcond=None)[0])


def _order(own: Numbers, z: Numbers, first: Codes, second: Codes) -> Codes:
    """Return the place of each person, by their scores alone: no name, and no order of rows, has a part in it."""

    def power(exponent: int) -> Numbers:
        sums = np.bincount(first, z**exponent, len(own)) + np.bincount(second, z**exponent, len(own))
        return np.round(sums / max(float(np.abs(sums).max()), np.finfo(float).tiny), DIGITS)

    largest = max(float(np.abs(own).max()), np.finfo(float).tiny)
    by_score = np.lexsort((power(3), power(2), np.round(own / largest, DIGITS)))
    place = np.empty(len(own), dtype=np.intp)
    place[by_score] = np.arange(len(own))
    return place
