"""EV35: parts that do not add up to their total.

Either number may be wrong. Where right and wrong alerts add up to *more* than all alerts, the row is left out of
every rate per alert; where they add up to less, the rest is treated as alerts that nobody resolved. That is no problem
where a column of such alerts, or of unconfirmed ones beside the others, says that it is so many. Where the note of a
row says it, the note is told in place of a mistake. Declared groups that are together more than everybody are told too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks import groups_together
from bystander.evidence.record.checks.record_rows import header_of, how_many, rows
from bystander.evidence.record.noted_unjudged import note_on_unjudged
from bystander.evidence.record.parts import stated
from bystander.evidence.record.told_by_sums import may_be

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.counted import Counted
    from bystander.evidence.record.seen import Seen
    from bystander.evidence.record.table import Table

CODE = "EV35"
_KINDS = ("true", "false")
_MORE = "these rows are left out of every rate per alert, and kept for the rates per face, deployment and hour"
_FEWER = "the difference is treated as alerts that nobody resolved, shown both as right and as wrong"


def look(seen: Seen) -> list[Problem]:
    """Find rows whose parts do not add up, total by total."""
    table, counted = seen.table, seen.counted
    problems = []
    for kind in _KINDS:
        total, names = f"{kind}_alerts", (f"{kind}_confirmed", f"{kind}_unconfirmed")
        parts = [counted.of(name) for name in names]
        whole = counted.known(total) & (parts[0] >= 0) & (parts[1] >= 0)
        bad = counted.where(whole & (counted.of(total) != parts[0] + parts[1]))
        compared = [(row, row.count(total) or 0, sum(row.count(name) or 0 for name in names)) for row in bad]
        problems += _problem(table, total, compared, "the stated total is used")
    right, wrong, alerts = counted.judged("true"), counted.judged("false"), counted.of("alerts")
    told = (right >= 0) & (wrong >= 0) & (alerts >= 0)
    rest, unjudged = alerts - right - wrong, np.maximum(counted.of("unjudged"), 0)
    beside = sum(np.where(counted.known(f"{kind}_confirmed"), 0, _unconfirmed(counted, kind)) for kind in _KINDS)
    closed = (rest == unjudged) | (rest == unjudged + beside)
    for apart, consequence in ((rest < 0, _MORE), ((rest >= 0) & ~closed, _FEWER)):
        bad = counted.where(told & apart)
        compared = [(row, row.count("alerts") or 0, _every(row)) for row in bad]
        noted = {row.number: note for row, a, b in compared if (note := note_on_unjudged(row, a - b))}
        problems += _problem(table, "alerts", [one for one in compared if one[0].number not in noted], consequence)
        problems += _explained(table, [(row, a, b, noted[row.number]) for row, a, b in compared if row.number in noted])
    return problems


def _explained(table: Table, rest: Sequence[tuple[Row, int, int, str]]) -> list[Problem]:
    """Tell of alerts that nobody judged where the row's own note says so: that is how it counts, and no mistake."""
    if not rest:
        return []
    told = [f"row {row.number}, {a - b:,} of {a:,} (“{note}”)" for row, a, b, note in rest[:5]]
    several = "their notes say" if len(rest) > 1 else "its note says"
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"{how_many(len(rest), 'row')} with alerts that nobody judged, as {several}: {'; '.join(told)}"
            + (f"; and {len(rest) - 5:,} more" if len(rest) > 5 else ""),
            where=f"{table.name}, {rows([row.number for row, *_ in rest])}",
            expected="alerts that were judged right or false",
            got="; ".join(note for *_, note in rest[:5]),
            means="they are shown both as right and as wrong",
            do="have them judged, if that can still be done",
        )
    ]


def _unconfirmed(counted: Counted, kind: str) -> NDArray[np.float64]:
    return np.maximum(counted.of(f"{kind}_unconfirmed"), 0)


def _every(row: Row) -> int:
    return sum(stated(row, kind) or 0 for kind in _KINDS) + (row.count("unjudged") or 0)


def _problem(table: Table, total: str, bad: Sequence[tuple[Row, int, int]], consequence: str) -> list[Problem]:
    if not bad:
        return []
    name = header_of(table, total)
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"the parts do not add up to {name} in {how_many(len(bad), 'row')}: "
            + "; ".join(f"row {row.number} says {a:,}, its parts sum to {b:,}" for row, a, b in bad[:5])
            + (f"; and {len(bad) - 5:,} more" if len(bad) > 5 else ""),
            where=f"{table.name}, {rows([row.number for row, _, _ in bad])}",
            expected="parts that sum to their total",
            got="; ".join(f"{a:,} and {b:,}" for _, a, b in bad[:5]),
            means=f"a misprint, or an alert counted twice or not at all; {consequence}",
            do=_of_unread(table) or "ask the keeper of the record which of the two numbers is right",
        )
    ]


def _of_unread(table: Table) -> str:
    """Say how a column is read that may count what is missing."""
    known = table.known()
    unread = next((h for h in table.unread() if may_be(h, known) == "unjudged"), "")
    return f"if {unread} counts alerts that nobody judged, say so: --column unjudged='{unread}'" if unread else ""


def look_at_groups(seen: groups_together.GroupsTogether) -> list[Problem]:
    """Find rows whose declared groups are together more than everybody."""
    return groups_together.said(CODE, seen)


CHECK = Check(code=CODE, about=__doc__, look=look)
GROUPS = CHECK.on(look_at_groups)
