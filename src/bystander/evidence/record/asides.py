"""Rows whose counts cannot be true, and that enter no rate: alerts far above those judged, or as many as the watchlist.

They are told from the other rows: where nearly all alerts are judged, a row with seven thousand of which nine were is
a misprint. Where many rows are like that, it is how the record counts, and nothing is set aside.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.record.counted import Counted
from bystander.evidence.record.parts import stated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.cells import Row

_FAR = 10  # times the alerts that were judged, or the faces seen
_LEAST = 100  # alerts, below which nothing is far above anything
_OF_A_LIST = 20  # alerts that may be the size of a watchlist
_FEWEST = 3  # rows that tell what is usual
_USUAL = 0.9  # of the alerts are judged, in most rows
_MOST_SHARE = 0.1


def misprinted(rows: Sequence[Row]) -> Mapping[int, str]:
    """Return the rows whose counts cannot be true, by number, and why; each operator is held against itself."""
    if not any((row.count("alerts") or 0) >= _OF_A_LIST for row in rows):
        return {}
    by_operator: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        by_operator[row.values.get("who")].append(row)
    return {number: why for own in by_operator.values() for number, why in _of_one(own).items()}


def _of_one(rows: Sequence[Row]) -> dict[int, str]:
    counted = Counted(rows)
    alerts, right, wrong = counted.of("alerts"), counted.judged("true"), counted.judged("false")
    full = (alerts > 0) & (right >= 0) & (wrong >= 0)
    usual = full.sum() > _FEWEST and np.median((right + wrong)[full] / alerts[full]) >= _USUAL
    largest = [int(n) for n in np.sort(alerts)[-2:]] if usual else []
    found = {row.number: why for row in counted.where(alerts >= _OF_A_LIST) if (why := _why(row, largest))}
    if len(found) > max(1, _MOST_SHARE * len(rows)) or len(rows) - len(found) < _FEWEST:
        return {}
    return found


def _why(row: Row, largest: Sequence[int]) -> str:
    """Return why a row cannot be true; ``largest``: the two largest counts of alerts, if most are judged."""
    alerts, right, wrong = _three(row)
    faces = row.count("faces_seen")
    if alerts is None:
        return ""
    if faces is not None and alerts > _FAR * faces:
        return f"it has {alerts:,} alerts and {faces:,} faces"
    if right is None and wrong is None:
        return ""
    judged = (right or 0) + (wrong or 0)
    said = f"of {alerts:,} alerts it has {judged:,} that were judged right or wrong"
    if alerts == row.count("watchlist_size") and 2 * judged < alerts:
        return f"{said}, and {alerts:,} is the size of its watchlist"
    if not largest or alerts < _LEAST or alerts < _FAR * max(judged, 1):
        return ""
    alone = alerts == largest[-1] and alerts >= _FAR * largest[0]
    return f"{said}, where the other rows have nearly all" if alone or None not in {right, wrong} else ""


def _three(row: Row) -> tuple[int | None, int | None, int | None]:
    """Return all alerts, right and wrong ones, as a row states them."""
    return row.count("alerts"), stated(row, "true"), stated(row, "false")
