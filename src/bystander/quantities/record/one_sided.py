"""Counts that are one end of what they can be: "over 470,000" faces make a rate of false alerts "at most".

A count below the line that is a least makes the rate a most, and the other way round; one above it keeps its side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.quantities.record.counts import Counts, Flags
    from bystander.quantities.record.scope import Scope

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
_MOST_ROWS = 3  # named in a caveat


def side_of(columns: tuple[str, str], counts: Counts, used: Flags) -> Side:
    """Return on which side of the true rate that of the counts lies, as far as the record tells."""
    (above_least, above_most), (below_least, below_most) = (counts.bound(column) for column in columns)
    fewer = counts.perhaps_fewer_judged if columns[1] == JUDGED else np.zeros_like(used)
    least = bool(((above_least | below_most | fewer) & used).any())
    most = bool(((above_most | below_least) & used).any())
    return UNKNOWN_SIDE if least and most else "at least" if least else "at most" if most else ABOUT


def caveats_of(columns: tuple[str, str], scope: Scope, used: Flags) -> tuple[str, ...]:
    """Say of which rows a count is an end of what it can be, and what that makes of the rate."""
    side = side_of(columns, scope.counts, used)
    if side == ABOUT:
        return ()

    def rows(which: Flags) -> list[int]:
        return [scope.entries[at].row for at in np.nonzero(which & used)[0]]

    said = []
    for column in columns:
        for end, which in zip(("at least", "at most"), scope.counts.bound(column), strict=True):
            if told := rows(which):
                said.append(f"{NAMES.get(column, column)} are told as {end} so many in {rows_named(told)}")
    if columns[1] == JUDGED and (fewer := rows(scope.counts.perhaps_fewer_judged)):
        said.append(f"{rows_named(fewer)} {'tells' if len(fewer) == 1 else 'tell'} not how many alerts were judged")
    so = "the rate may lie on either side of this" if side == UNKNOWN_SIDE else f"the rate is {side} this"
    sentence = f"{wording.listed(said)}, so {so}."
    return (wording.capital(sentence),)


def rows_named(rows: Sequence[int]) -> str:
    """Name rows as a spreadsheet counts them: "row 13", "rows 2, 5 and 9", "9 rows (2, 3, 4 and others)"."""
    if len(rows) == 1:
        return f"row {rows[0]:,}"
    if len(rows) <= _MOST_ROWS:
        return f"rows {wording.listed([f'{r:,}' for r in rows])}"
    return f"{len(rows):,} rows ({', '.join(f'{r:,}' for r in rows[:_MOST_ROWS])} and others)"
