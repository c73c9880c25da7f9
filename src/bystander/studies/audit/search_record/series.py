"""The table behind the chart of a search record: one row a step, from the searches to what was confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Series
from bystander.quantities.search_record.outcomes import CONFIRMED, CONFIRMED_PER_SEARCH, FOLLOWED_UP, LISTS, WRONG
from bystander.quantities.search_record.rates import counted, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.quantities.search_record.rates import Part

Cell = float | int | str | None
STEPS = {"lists": LISTS, "followed up": FOLLOWED_UP, "confirmed": CONFIRMED, "wrong": WRONG}


def steps(parts: Sequence[Part], *, level: float) -> Series:
    """Return the steps of every part. ``searches``: all of the part; ``value`` is of ``trials``, in ``unit``.

    A step that is not told has no numbers, one of nothing is 0 of 0; confirmed is of searches, where follow-ups are not
    told.
    """
    rows: list[dict[str, Cell]] = []
    for part in parts:
        searches = [e.searches for e in part.entries if e.searches is not None]
        followed = share_of(FOLLOWED_UP, part.entries, level=level)
        for step, declared in STEPS.items():
            quantity = CONFIRMED_PER_SEARCH if step == "confirmed" and followed is None else declared
            share = share_of(quantity, part.entries, level=level)
            e = None if share is None else share.estimate
            none = e is None and bool(rated := counted(quantity, part.entries)) and not sum(n for _, _, n in rated)
            rows.append(
                {
                    "part": part.said or None,
                    "searches": sum(searches) if searches else None,
                    "step": step,
                    "unit": quantity.unit,
                    "events": e.events if e is not None else 0 if none else None,
                    "trials": e.trials if e is not None else 0 if none else None,
                    "value": None if e is None else e.value,
                    "low": None if e is None else e.low,
                    "high": None if e is None else e.high,
                }
            )
    columns = {key: [row[key] for row in rows] for key in rows[0]} if rows else {}
    return Series("search_steps", columns, {"value": "share", "low": "share", "high": "share"})
