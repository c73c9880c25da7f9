"""The variance of a clustered rate by counting every pair of comparisons, one by one.

Two errors that share no subject are independent draws, so the product of their indicators has expectation p squared
(METHODS II.1.2). This module adds up those products the slow way: it walks over all ordered pairs of cells that share
nothing, in exact fractions. It knows none of the sums of squares that the package uses, which is why it can judge them.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = tuple[frozenset[object], int, int]
"""The subjects that a cell touches, its errors, and its comparisons."""

Table = list[list[int]]
"""A table of counts: a row and a column a subject (only i < j is read for the vertex design)."""


def variance(cells: Iterable[Cell]) -> Fraction | None:
    """Return the exactly unbiased variance of E/Tc, or None where no two cells are disjoint or nothing was compared."""
    kept = list(cells)
    errors = sum(c for _, c, _ in kept)
    trials = sum(n for _, _, n in kept)
    numerator = 0
    denominator = 0
    for (here, c, n), (there, c_other, n_other) in product(kept, kept):
        if not here & there:
            numerator += c * c_other
            denominator += n * n_other
    if trials == 0 or denominator == 0:
        return None
    return Fraction(errors, trials) ** 2 - Fraction(numerator, denominator)


def vertex_cells(c: Table, n: Table) -> list[Cell]:
    """Return one cell for each unordered pair of subjects."""
    return [(frozenset({i, j}), c[i][j], n[i][j]) for i, j in combinations(range(len(c)), 2)]


def two_way_cells(c: Table, n: Table) -> list[Cell]:
    """Return one cell for each probe subject and reference subject; the two sets of people are disjoint."""
    return [
        (frozenset({("probe", i), ("reference", j)}), c[i][j], n[i][j]) for i in range(len(c)) for j in range(len(c[0]))
    ]


def one_way_cells(x: Sequence[int], k: Sequence[int]) -> list[Cell]:
    """Return one cell for each subject."""
    return [(frozenset({i}), x[i], k[i]) for i in range(len(x))]


def vertex_sums(c: Table, n: Table) -> dict[str, Any]:
    """Return what `clusters.vertex` is called with, by adding up the table."""
    people = range(len(c))
    pairs = list(combinations(people, 2))
    return {
        "d": [sum(c[min(i, j)][max(i, j)] for j in people if j != i) for i in people],
        "m": [sum(n[min(i, j)][max(i, j)] for j in people if j != i) for i in people],
        "qc": sum(c[i][j] ** 2 for i, j in pairs),
        "qn": sum(n[i][j] ** 2 for i, j in pairs),
    }


def two_way_sums(c: Table, n: Table) -> dict[str, Any]:
    """Return what `clusters.two_way` is called with, by adding up the table."""
    return {
        "row_errors": [sum(row) for row in c],
        "row_trials": [sum(row) for row in n],
        "column_errors": [sum(column) for column in zip(*c, strict=True)],
        "column_trials": [sum(column) for column in zip(*n, strict=True)],
        "qc": sum(value**2 for row in c for value in row),
        "qn": sum(value**2 for row in n for value in row),
    }


def effective_people(errors: Sequence[int], trials: Sequence[int], rate: Fraction) -> Fraction | None:
    """Return df = (sum psi^2)^2 / sum psi^4 with psi = errors - rate * trials, exactly; None where every psi is 0."""
    psi = [e - rate * t for e, t in zip(errors, trials, strict=True)]
    fourth = sum((p**4 for p in psi), Fraction(0))
    return None if fourth == 0 else sum((p**2 for p in psi), Fraction(0)) ** 2 / fourth
