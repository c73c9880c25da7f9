"""Rows of a table that are no deployments: remarks below and above it, headings between, averages and rates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.evidence.foot_words import BEGINS_AN_AVERAGE
from bystander.evidence.record.columns import CORE, STOPS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.table import Table

_FEWEST_WORDS = 3
_COUNTS = (*CORE, *STOPS)
_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|(?:19|20)\d{2}-\d{2}")


def remarks_of(table: Table, rows: Sequence[Row]) -> frozenset[int]:
    """Return the numbers of the rows that hold a remark, a heading or an average, and no counts of a deployment."""
    dated = "date" in table.known()
    good = [at for at, row in enumerate(rows) if _is_good(row, dated=dated)]
    first, last = (good[0], good[-1]) if good else (len(rows), -1)
    when = next((at for at, name in enumerate(table.columns) if name == "date"), None)
    words = [at for at, name in enumerate(table.columns) if name not in {*_COUNTS, "note", "source"}]
    found = set()
    for at, row in enumerate(rows):
        if first <= at <= last and not row.faults and row.values:
            continue
        if row.day("date") is not None or (
            when is not None and when < len(row.cells) and _DATE.search(row.cells[when])
        ):
            continue  # a mistake in it is the keeper's to mend
        if _is_remark(row, within=not good or first < at < last, dated=dated) or (
            _is_average(row, words) and (bool(row.faults) or not dated or at > last)
        ):
            found.add(row.number)
    return frozenset(found)


def footnotes_of(table: Table, numbers: Container[int]) -> tuple[tuple[int, str], ...]:
    """Return the remarks that are sentences, each with its row; headings, pages and averages are none."""
    said = [(number, " ".join(cell for cell in cells if cell)) for number, cells in table.rows if number in numbers]
    return tuple((number, text) for number, text in said if not BEGINS_AN_AVERAGE.match(text) and _is_sentence(text))


def _is_sentence(text: str) -> bool:
    words = [word for word in text.split() if any(c.isalpha() for c in word)]
    return len(words) >= _FEWEST_WORDS and len(words) * 2 > len(text.split())


def _is_good(row: Row, *, dated: bool) -> bool:
    return not row.faults and (not dated or row.day("date") is not None) and any(n in row.values for n in _COUNTS)


def _is_remark(row: Row, *, within: bool, dated: bool) -> bool:
    counts = any(name in row.values or name in row.hidden for name in _COUNTS)
    filled = sum(bool(cell) for cell in row.cells)
    if filled == 1:
        return not counts
    if not counts:
        return not within and bool(row.faults)
    return not within and dated and any(name != "date" for name in row.faults)


def _is_average(row: Row, words: Sequence[int]) -> bool:
    said = next((row.cells[at] for at in words if at < len(row.cells) and row.cells[at]), "")
    return bool(BEGINS_AN_AVERAGE.match(said))
