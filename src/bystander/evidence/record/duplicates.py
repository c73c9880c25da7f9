"""Alerts that repeat another, where a record counts them apart: beside right and false ones, or among these.

Where right, false and repeated alerts are all of a row, the repeated ones are left out, as nobody judged them twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.record.parts import stated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.cells import Row


def leave_out(rows: Sequence[Row]) -> Mapping[int, int]:
    """Take repeated alerts from all alerts where they close their sum; return how many, by the number of the row."""
    found = {}
    for row in rows:
        repeated, alerts = row.count("duplicates"), row.count("alerts")
        right, wrong = stated(row, "true"), stated(row, "false")
        if not repeated or right is None or wrong is None:
            continue
        if right + wrong + repeated == alerts:
            row.values["alerts"] = right + wrong
            found[row.number] = repeated
    return found


def still_counted(rows: Sequence[Row], left_out: Mapping[int, int]) -> Mapping[int, int]:
    """Return how many repeated alerts are among those that are counted, by the number of the row."""
    return {row.number: n for row in rows if row.number not in left_out and (n := row.count("duplicates"))}
