"""Empty tables for people who still have to write their evidence down: the headings that a reader knows, and no rows.

The names of the columns and what they mean are those of ``columns.py`` of each kind; here stands only which of them a
person who begins with nothing is asked for, and in which order. A table that is audited before it is filled is refused
as one without rows.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from bystander.evidence.passes.columns import PASSES
from bystander.evidence.record.columns import COLUMNS as RECORD
from bystander.evidence.search_record.columns import COLUMNS as SEARCHES
from bystander.evidence.tables.columns import Column

MEANINGS = "what the columns mean"  # the second sheet of a workbook
_WIDE = 60  # characters: no column of that sheet is wider
# attributes may have any name, so these are no more than those that are asked about most
PEOPLE = (
    Column(name="subject", unit="identifier", meaning="who it is, written as in the evidence; never shown"),
    *(
        Column(name=name, unit="", meaning=f"{what}, one way of writing each; any other attribute may have a column")
        for name, what in (("sex", "sex"), ("ethnicity", "ethnicity"), ("age_group", "a range of ages"))
    ),
    Column(name="family", unit="", meaning="people of one family, who may be taken for each other: for --cluster"),
)
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook has a time without zone; one time, so that its words are the same


@dataclass(frozen=True, kw_only=True)
class Template:
    """An empty table. ``of``: the columns that its kind of evidence knows; ``asks``: the names of those it has."""

    name: str
    what: str
    of: tuple[Column, ...]
    asks: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return its columns, in their order."""
        known = {column.name: column for column in self.of}
        return tuple(known[name] for name in self.asks)


TEMPLATES = {
    template.name: template
    for template in (
        Template(
            name="record",
            what="a deployment record: one row a deployment",
            of=RECORD,
            asks=(
                "date", "place", "who", "watchlist_size", "threshold", "hours", "faces_seen", "alerts", "true_alerts",
                "false_alerts", "stops", "true_stops", "false_stops", "arrests", "note",
            ),
        ),
        Template(
            name="search-record",
            what="a record of searches: one row a period, group or purpose",
            of=SEARCHES,
            asks=(
                "date", "who", "group", "purpose", "requests", "searches", "lists_returned", "followed_up", "confirmed",
                "wrong", "arrests", "note",
            ),
        ),
        Template(
            name="seeded-test",
            what="a seeded test: one row a pass of a volunteer",
            of=PASSES,
            asks=("volunteer", "session", "pass", "detected", "alerted", "right", "place", "camera", "threshold"),
        ),
        Template(
            name="people",
            what="a table of people, to tell errors apart by group: one row a person",
            of=PEOPLE,
            asks=tuple(column.name for column in PEOPLE),
        ),
    )
}  # fmt: skip


def as_csv(template: Template) -> bytes:
    """Return a template as UTF-8 text: one row, the headings. A mark of UTF-8 is before it, which Excel needs."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(template.asks)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(template: Template) -> bytes:
    """Return a template as an ``.xlsx`` workbook: a sheet to fill in, and one that says what its columns mean."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = _MADE
    sheet, meanings = book.active, book.create_sheet(MEANINGS)
    sheet.title = template.name
    sheet.append(template.asks)
    meanings.append(("heading", "what belongs there"))  # no unit: "alerts" beside "alerts" would be a header
    for column in template.columns:
        meanings.append((column.name, column.meaning))
    for one in (sheet, meanings):
        one.freeze_panes = "A2"
        for at, cells in enumerate(one.iter_cols(), start=1):
            cells[0].font = Font(bold=True)
            longest = max(len(str(cell.value or "")) for cell in cells)
            one.column_dimensions[get_column_letter(at)].width = min(longest, _WIDE) + 2
            for cell in cells[1:]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WRITERS = {".csv": as_csv, ".xlsx": as_workbook}
