"""Headings that say how alerts ended, and not of which: "Confirmed", "Unconfirmed". The sums of the rows tell them.

Where all alerts and false ones are counted, and "Confirmed" is the rest in every row, it counts the right ones. Where
right ones are counted too, and "Unconfirmed" is the rest, nobody judged those. What is not the rest is left unread, and
asked about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.evidence.record.numbers import read_number
from bystander.evidence.record.words import NOT_JUDGED, plain_words
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.grid import Cells, Line
    from bystander.evidence.record.header import Header
    from bystander.evidence.record.numbers import Decimal

_SIDES = {side: (f"{side}_alerts", f"{side}_confirmed") for side in ("true", "false")}


def may_be(heading: str, known: frozenset[str] | set[str | None]) -> str:
    """Return the column that a heading of one word may be beside others that are ``known``; "" where it is none."""
    said = {word for word in plain_words(plain(heading)) if word not in {"", "number", "alert"}}
    right, wrong = (any(name in known for name in names) for names in _SIDES.values())
    if "alerts" not in known or not wrong or "duplicates" in known or len(said) != 1:
        return ""
    if said == {"confirmed"}:
        return "" if right else "true_alerts"
    return "unjudged" if right and said <= NOT_JUDGED and "unjudged" not in known else ""


def told_by_sums(header: Header, rows: Sequence[Line], decimal: Decimal) -> Header:
    """Return a header with the headings settled that are the rest of the alerts in every row."""
    columns, settled = [*header.columns], [*header.settled]
    for at, heading in enumerate(header.headings):
        name = may_be(heading, {*columns}) if columns[at] is None else ""
        if name and _is_the_rest(at, columns, [cells for _, cells in rows], decimal):
            columns[at] = name
            settled.append((heading, name))
    return replace(header, columns=tuple(columns), settled=tuple(settled))


def _is_the_rest(at: int, columns: Sequence[str | None], rows: Sequence[Cells], decimal: Decimal) -> bool:
    whole = columns.index("alerts")
    parts = [
        columns.index(next(n for n in names if n in columns)) for names in _SIDES.values() if {*names} & {*columns}
    ]
    parts += [i for i, name in enumerate(columns) if name in {"true_unconfirmed", "false_unconfirmed"}]
    told = [[_count(cells, i, decimal) for i in (whole, at, *parts)] for cells in rows]
    known = [(first, others) for first, *others in told if first is not None and None not in others]
    return bool(known) and all(first == sum(n or 0 for n in others) for first, others in known)


def _count(cells: Cells, at: int, decimal: Decimal) -> int | None:
    read = read_number(cells[at], whole=True, decimal=decimal) if at < len(cells) else None
    return None if read is None or read.value is None or read.fault or read.bound else int(read.value)
