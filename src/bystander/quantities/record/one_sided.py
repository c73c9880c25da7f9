"""Counts that are one end of what they can be: "over 470,000" faces make a rate of false alerts "at most".

A count below the line that is a least makes the rate a most, and the other way round; one above it keeps its side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bystander.findings import wording
from bystander.quantities.record.judged import perhaps_fewer_judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bystander.evidence.record.entry import Bound, Entry

Side = Literal["about", "at least", "at most", "perhaps"]
ABOUT: Side = "about"
UNKNOWN_SIDE: Side = "perhaps"
JUDGED = "judged"  # what a rate per judged alert is divided by: no column, but right and false alerts together
NAMES = {
    "faces_seen": "faces seen",
    "false_alerts": "false alerts",
    "true_alerts": "right alerts",
    "alerts": "alerts",
    JUDGED: "alerts judged",
    "deployments": "deployments",
    "hours": "hours",
    "stops": "people stopped",
    "false_stops": "people stopped by mistake",
    "arrests": "arrests",
}
_OTHER: dict[str, Side] = {"at least": "at most", "at most": "at least"}
_MOST_ROWS = 3  # named in a caveat


def side_of(columns: tuple[str, str], entries: Iterable[Entry]) -> Side:
    """Return on which side of the true rate that of the counts lies, as far as the record tells."""
    above, below = columns
    sides: set[Side] = set()
    for e in entries:
        if e.bounds:
            sides |= {e.bounds[above]} if above in e.bounds else set()
            sides |= {_OTHER[e.bounds[below]]} if below in e.bounds else set()
        if below == JUDGED and perhaps_fewer_judged(e):
            sides.add("at least")
    return ABOUT if not sides else sides.pop() if len(sides) == 1 else UNKNOWN_SIDE


def caveats_of(columns: tuple[str, str], entries: Sequence[Entry]) -> tuple[str, ...]:
    """Say of which rows a count is an end of what it can be, and what that makes of the rate."""
    side = side_of(columns, entries)
    if side == ABOUT:
        return ()
    said = []
    for column in columns:
        ends: dict[Bound, list[int]] = {}
        for e in entries:
            if column in e.bounds:
                ends.setdefault(e.bounds[column], []).append(e.row)
        said += [f"{NAMES.get(column, column)} are told as {end} so many in {rows_named(r)}" for end, r in ends.items()]
    fewer = [e.row for e in entries if columns[1] == JUDGED and perhaps_fewer_judged(e)]
    if fewer:
        said.append(f"{rows_named(fewer)} {'tells' if len(fewer) == 1 else 'tell'} not how many alerts were judged")
    so = "the rate may lie on either side of this" if side == UNKNOWN_SIDE else f"the rate is {side} this"
    sentence = f"{wording.listed(said)}, so {so}."
    return (sentence[:1].upper() + sentence[1:],)


def rows_named(rows: Sequence[int]) -> str:
    """Name rows as a spreadsheet counts them: "row 13", "rows 2, 5 and 9", "9 rows (2, 3, 4 and others)"."""
    if len(rows) == 1:
        return f"row {rows[0]:,}"
    if len(rows) <= _MOST_ROWS:
        return f"rows {wording.listed([f'{r:,}' for r in rows])}"
    return f"{len(rows):,} rows ({', '.join(f'{r:,}' for r in rows[:_MOST_ROWS])} and others)"
