"""EV14: a sample compared with itself.

The same image on both sides gives a perfect score that says nothing about recognising a person in another image.
Such comparisons are refused and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV14"


def with_itself(name: str, total: int, rows: Sequence[int] = ()) -> Problem:
    """Return the problem of comparisons of a sample with itself."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(total, 'comparison')} of a sample with itself {'was' if total == 1 else 'were'} left out",
        where=in_rows(name, rows, total) if rows else name,
        expected="two different samples",
        means="an image is always like itself, so counting it would hide misses",
        do="nothing, unless probe and reference samples are numbered separately: then give them different names",
    )
