"""EV24: a matrix that is its own mirror image.

The scores of i with j and of j with i are the same throughout. Then rows and columns are most likely the same
samples: each comparison stands there twice, and the diagonal compares every sample with itself, so that the only
mated scores are perfect ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from bystander.evidence.comparisons.reading import Reading

CODE = "EV24"


def _mirrored(name: str) -> Problem:
    """Return the warning of a symmetric matrix whose diagonal alone is mated."""
    return Problem(
        code=CODE,
        severity="warning",
        found="the matrix is its own mirror image, and only its diagonal is mated",
        where=name,
        expected="probes that are other samples than the references",
        means="rows and columns seem to be the same samples: then mated scores compare samples with themselves, "
        "and every other comparison is counted twice",
        do="give the sample names as identifiers and the pairs of one person with --truth",
    )


def look(seen: Reading) -> list[Problem]:
    """Find a matrix that is its own mirror image."""
    return [_mirrored(seen.name)] if seen.mirrored else []


CHECK = Check(code=CODE, about=__doc__, look=look)
