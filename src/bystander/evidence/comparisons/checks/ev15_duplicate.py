"""EV15: the same two samples compared twice.

Two rows with the same probe sample and the same reference sample. With equal scores the second adds nothing and
is refused; counted twice, it would make the evidence look larger than it is. With different scores nobody can tell
which is right, and the work stops. Where rows name people alone, and in a tally of shards, which knows people
alone, rows with the people and the score of an earlier one are told of where chance does not make as many.
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

CODE = "EV15"
MANY = 0.01  # of all rows: from so many on the copies lead the caveats


def _repeated(name: str, total: int, rows: Sequence[int] = ()) -> Problem:
    """Return the problem of rows that repeat an earlier row, score included."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(total, 'row')} left out that {'repeats' if total == 1 else 'repeat'} an earlier comparison",
        where=in_rows(name, rows, total) if rows else name,
        expected="each pair of samples once",
        means="files that were joined twice, or a log that was written twice",
        do="nothing, if the rows are copies",
        needed=False,
    )


def _conflicting(name: str, total: int, rows: Sequence[int] = ()) -> Problem:
    """Return the problem of rows that repeat an earlier pair of samples with another score."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"the same two samples are compared again, with another score, in {plural(total, 'row')}",
        where=in_rows(name, rows, total) if rows else name,
        expected="one score for each pair of samples",
        means="two systems or two versions in one file, or sample names that are not unique",
        do="keep the rows of one system, or give every sample a name of its own",
    )


def _copied(name: str, total: int, of: int, *, about: bool) -> Problem:
    """Return the warning of rows of people alone that hold what an earlier one holds."""
    return Problem(
        code=CODE,
        severity="warning",
        leads=total >= MANY * of,
        found=f"{'about ' if about else ''}{plural(total, 'row')} with the people and the score of an earlier row",
        where=name,
        expected="each comparison once, or columns that name the images, such as probe_id and reference_id",
        means="if they are copies, one comparison counts several times, and the ranges are too narrow",
        do="take the copies out, or name the images",
    )


def in_shards(name: str, total: int, of: int, *, least: bool) -> Problem:
    """Return the warning of comparisons in a tally that hold what another one holds; ``least``: not all could be seen.

    ``of``: how many were looked at.
    """
    return Problem(
        code=CODE,
        severity="warning",
        leads=total >= MANY * of,
        found=f"{'at least ' if least else ''}{plural(total, 'comparison')} with people and score of another one",
        where=name,
        expected="each comparison in one shard, once",
        means="if shards hold rows of each other, one comparison counts several times, and the ranges are too narrow",
        do="look whether rows stand in two shards; if so, cut the trial anew, and tally it again",
    )


def look_at_copies(seen: Reading) -> list[Problem]:
    """Find copies among rows of people alone; where every row is there so often, EV18 tells of it."""
    if not seen.copied or 2 * seen.copied >= seen.read:
        return []
    return [_copied(seen.name, seen.copied, seen.read, about=seen.about)]


def look(seen: Reading) -> list[Problem]:
    """Find rows that repeat a pair of samples."""
    problems = [_repeated(seen.name, seen.repeated.total, seen.repeated.first)] if seen.repeated else []
    return problems + [_conflicting(seen.name, rows.total, rows.first) for rows in seen.conflicting if rows]


CHECK = Check(code=CODE, about=__doc__, look=look)
COPIES = CHECK.on(look_at_copies)
