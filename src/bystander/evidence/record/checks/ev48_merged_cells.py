"""EV48: cells of a workbook that are merged over several rows or counts.

A day, a place, a setting, "N/A" and 0 hold of each row of such a cell, and that is told. Another number is counted once
for all of them: 10,000 faces over two rows are those of both, and divided by the alerts of the upper row alone they
make too low a rate. No row has a count of its own then, so the work stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import MOST, header_of, how_many, rows
from bystander.findings.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.merged import Shared
    from bystander.evidence.record.seen import Seen

CODE = "EV48"
_SHOWN = 3
_AS_ONE = (
    "write rows that were counted together as one row, their other counts added up and with the first and last day"
)
_APART = "write each count in its own cell, and leave those empty that are not known"


def look(seen: Seen) -> list[Problem]:
    """Find merged cells whose number is one of several rows or columns, and say which were read in each row."""
    used = {row.number for row in seen.deployments}
    shared = [one for one in seen.table.shared if used.intersection(one.rows)]
    return [
        *_counted(seen, [one for one in shared if one.counted and one.rows[0] in used]),
        *_read_in_each(seen, [one for one in shared if not one.counted]),
    ]


def _counted(seen: Seen, bad: Sequence[Shared]) -> list[Problem]:
    if not bad:
        return []
    over = ",".join(f"{one.rows[0]}-{one.rows[-1]}" if len(one.rows) > 1 else f"{one.rows[0]}" for one in bad[:_SHOWN])
    several_rows = any(len(one.rows) > 1 for one in bad)
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(len(bad), 'number')} in cells that are merged: {_named(seen, bad)}",
            where=seen.table.name,
            expected="a number of each row, in a cell of its own for each count",
            means="the number is that of all these cells together, and of none of them alone",
            do=(_AS_ONE if several_rows else _APART) + f'; or leave them out: --without-rows "{over}: merged cells"',
        )
    ]


def _read_in_each(seen: Seen, some: Sequence[Shared]) -> list[Problem]:
    if not some:
        return []
    return [
        Problem(
            code=CODE,
            severity="note",
            found=f"{how_many(len(some), 'merged cell')} read in each of their rows: {_named(seen, some)}",
            where=seen.table.name,
        )
    ]


def _named(seen: Seen, some: Sequence[Shared]) -> str:
    more = f"; and {len(some) - MOST:,} more" if len(some) > MOST else ""
    return "; ".join(_one(seen, shared) for shared in some[:MOST]) + more


def _one(seen: Seen, shared: Shared) -> str:
    columns = [header_of(seen.table, name) for name in shared.columns]
    return f"{listed(columns[:_SHOWN])} of {rows(shared.rows)}"


CHECK = Check(code=CODE, about=__doc__, look=look)
