"""Cells of a workbook that are merged: one value stands for several rows or columns, and the others are empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_MERGE = "}mergeCell"


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Cells that are one: ``rows`` by their numbers, ``columns`` by their places from 0. The first holds the value."""

    rows: range
    columns: range

    def turned(self, lines: Sequence[int]) -> Merge:
        """Return it as it is in a table that is turned; ``lines``: the numbers of the lines, now places of columns."""
        places = [at for at, number in enumerate(lines) if number in self.rows]
        columns = range(places[0], places[-1] + 1) if places else range(0)
        return Merge(rows=range(self.columns.start + 1, self.columns.stop + 1), columns=columns)


def merges_of(sheet: Any) -> tuple[Merge, ...]:  # noqa: ANN401 - openpyxl ships no types
    """Return the merged cells of a sheet that is only read: openpyxl gives those of no such sheet, so its XML does."""
    from openpyxl.utils import range_boundaries
    from openpyxl.xml.functions import iterparse

    found = []
    with sheet._get_source() as source:  # noqa: SLF001 - the one way to the XML of the sheet
        for _, element in iterparse(source):
            if element.tag.endswith(_MERGE):
                first, top, last, bottom = range_boundaries(element.get("ref"))
                found.append(Merge(rows=range(top, bottom + 1), columns=range(first - 1, last)))
            element.clear()
    return tuple(sorted(found, key=lambda merge: (merge.rows.start, merge.columns.start)))
