"""EV25: failures that were declared.

Comparisons without a usable score, because no face was found or no template was made. They are counted as
failures: a system that cannot see somebody does not recognise them either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV25"


def declared(name: str, failed: int, rows: int) -> Problem:
    """Return the note that so many comparisons are failures."""
    return Problem(
        code=CODE,
        severity="note",
        found=f"{count(failed)} of {plural(rows, 'comparison')} {'is' if failed == 1 else 'are'} declared failures",
        where=name,
        means="a mated failure counts as a miss, a non-mated one as no match, unless failures are excluded",
        do="nothing",
        needed=False,
    )


def look(seen: Seen) -> list[Problem]:
    """Count declared failures."""
    return [declared(seen.name, seen.failed, seen.rows)] if seen.failed else []


CHECK = Check(code=CODE, about=__doc__, look=look)
