"""EV14: a sample compared with itself.

The same image on both sides gives a perfect score that says nothing about recognising a person in another image.
Such comparisons are refused and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.reading import Reading

CODE = "EV14"


def _with_itself(name: str, total: int, rows: Sequence[int] = ()) -> Problem:
    """Return the problem of comparisons of a sample with itself."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(total, 'comparison')} of a sample with itself {'was' if total == 1 else 'were'} left out",
        where=in_rows(name, rows, total) if rows else name,
        expected="two different samples",
        means="an image is always like itself, so counting it would hide misses",
        do="nothing, unless probe and reference samples are numbered separately: then give them different names",
        needed=False,
    )


def look(seen: Reading) -> list[Problem]:
    """Find comparisons of a sample with itself."""
    return [_with_itself(seen.name, seen.itself.total, seen.itself.first)] if seen.itself else []


CHECK = Check(code=CODE, about=__doc__, look=look)
