"""EV08: sizes that do not fit together.

A matrix needs one identifier for each row and each column, a mask of the same size, and as many bytes as its
header says. When they differ, every score after the first gap would be given to the wrong person.
"""

from __future__ import annotations

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV08"


def misfit(name: str, found: str, expected: str, got: str) -> Problem:
    """Return the problem of two sizes that should be equal."""
    return Problem(
        code=CODE,
        severity="error",
        found=found,
        where=name,
        expected=expected,
        got=got,
        means="the files belong to different runs, or one of them was cut off",
        do="export matrix and identifiers together",
    )


def unclear_square(name: str) -> Problem:
    """Return the problem of a square that may hold scores or vectors."""
    return Problem(
        code=CODE,
        severity="error",
        found="the array X has as many rows as columns, and may be scores or vectors",
        where=name,
        expected="arrays named scores and labels, or embeddings and labels",
        means="as scores every cell is a comparison, as vectors every row is an image: the numbers would differ",
        do="name the arrays so; or say --format embeddings, or of scores --square itself or --square apart",
    )


CHECK: Check[object] = Check(code=CODE, about=__doc__)
