"""V1: does the variance equal the sum over all pairs of comparisons that share nobody?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import clusters
from tests.oracles import enumeration

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    Table = NDArray[np.int64]


def agreements(*, cases: int, seed: int) -> dict[str, float]:
    """Give, for each design, the share of random tables where the package's variance is the exact one, rounded."""
    rng = np.random.default_rng(seed)
    designs = {"vertex": _vertex, "two-way": _two_way, "one-way": _one_way, "families": _families}
    return {name: float(np.mean([_same(*design(rng)) for _ in range(cases)])) for name, design in designs.items()}


def _same(measured: float | None, exact: Fraction | None) -> bool:
    return measured is None if exact is None else measured == float(exact)


def random_table(rng: np.random.Generator, rows: int, columns: int) -> tuple[Table, Table]:
    """Return errors and comparisons: up to 6 comparisons a cell, some cells empty, few errors or many."""
    n = rng.integers(0, 7, (rows, columns))
    n[rng.integers(rows), columns - 1] += 1  # something was compared
    return rng.binomial(n, rng.choice([0.02, 0.3, 0.9])), n


def _vertex(rng: np.random.Generator) -> tuple[float | None, Fraction | None]:
    people = int(rng.integers(2, 9))
    c, n = random_table(rng, people, people)
    n[0, 1] += 1
    table, trials = c.tolist(), n.tolist()
    sums = enumeration.vertex_sums(table, trials)
    rate = clusters.vertex(np.array(sums["d"]), np.array(sums["m"]), qc=sums["qc"], qn=sums["qn"])
    return rate.variance, enumeration.variance(enumeration.vertex_cells(table, trials))


def _families(rng: np.random.Generator) -> tuple[float | None, Fraction | None]:
    """Compare families with each other (above the diagonal) and within (on it)."""
    families = int(rng.integers(2, 9))
    c, n = random_table(rng, families, families)
    n[0, 1] += 1
    sums = enumeration.vertex_sums(c.tolist(), n.tolist())
    inside = (np.diag(c), np.diag(n))
    rate = clusters.vertex(
        np.array(sums["d"]) + inside[0], np.array(sums["m"]) + inside[1], qc=sums["qc"], qn=sums["qn"],
        within=(int(inside[0].sum()), int(inside[1].sum())),
    )  # fmt: skip
    cells = [
        *enumeration.vertex_cells(c.tolist(), n.tolist()),
        *enumeration.one_way_cells(*(i.tolist() for i in inside)),
    ]
    return rate.variance, enumeration.variance(cells)


def _two_way(rng: np.random.Generator) -> tuple[float | None, Fraction | None]:
    c, n = random_table(rng, int(rng.integers(1, 6)), int(rng.integers(1, 6)))
    table, trials = c.tolist(), n.tolist()
    sums = enumeration.two_way_sums(table, trials)
    rate = clusters.two_way(
        *(np.array(sums[name]) for name in ("row_errors", "row_trials", "column_errors", "column_trials")),
        qc=sums["qc"],
        qn=sums["qn"],
    )
    return rate.variance, enumeration.variance(enumeration.two_way_cells(table, trials))


def _one_way(rng: np.random.Generator) -> tuple[float | None, Fraction | None]:
    x, k = random_table(rng, int(rng.integers(1, 9)), 1)
    rate = clusters.one_way(x[:, 0], k[:, 0])
    return rate.variance, enumeration.variance(enumeration.one_way_cells(x[:, 0].tolist(), k[:, 0].tolist()))
