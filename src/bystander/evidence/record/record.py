"""A deployment record: what was counted when a system was in use, one entry a deployment.

Reading checks everything at once. Rows in = rows used + rows refused; a row that lacks one count stays, and
leaves only the rates that need it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.record.cells import dates_of, read_rows
from bystander.evidence.record.checks import ev41_estimated_faces as ev41
from bystander.evidence.record.checks.order import HEADER, LAST, ROWS
from bystander.evidence.record.declared import Declared
from bystander.evidence.record.duplicates import still_counted
from bystander.evidence.record.entries import entries_of
from bystander.evidence.record.entry import Aside
from bystander.evidence.record.groups import declared as groups_of
from bystander.evidence.record.groups import group_totals, headings, more_than_all
from bystander.evidence.record.headings import speaks_of
from bystander.evidence.record.remarks import footnotes_of
from bystander.evidence.record.sorting import sorted_rows
from bystander.evidence.record.table import read_table
from bystander.evidence.tables.encoding import text_as_declared
from bystander.evidence.tables.made_up import marks_made_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.record.declared_rows import Reasons
    from bystander.evidence.record.entry import Entry
    from bystander.evidence.record.groups import GroupTotals


@dataclass(frozen=True, kw_only=True)
class Record:
    """The used entries of a deployment record, in the order of the file, and what was found wrong with it.

    ``columns``: the canonical columns that it has. ``problems``: refused rows, warnings and notes, those first that
    change what a rate means; errors were raised, not listed. ``groups``: counts by group, where groups were declared.
    ``asides``: rows that enter no rate, as their counts cannot be true or as they were declared out. ``unread``:
    headings that nothing is read from; ``unread_counts``: those with figures that speak of alerts or faces, and of what
    each does. ``footnotes``: remarks
    that stand in rows of their own, each with its row. ``repeated``: alerts counted here that the record says repeat
    another one of the same person. ``dates_doubtful``: why no date is used; then no entry has one.
    """

    name: str
    sha256: str
    format: str
    entries: tuple[Entry, ...]
    columns: frozenset[str]
    rows_read: int
    rows_refused: int = 0
    faces_estimated: ev41.Estimated = ""
    synthetic: bool = False
    problems: tuple[Problem, ...] = field(default=())
    groups: tuple[GroupTotals, ...] = ()
    asides: tuple[Aside, ...] = ()
    footnotes: tuple[tuple[int, str], ...] = ()
    repeated: int = 0
    unread: tuple[str, ...] = ()
    unread_counts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dates_doubtful: str = ""

    @property
    def rows_used(self) -> int:
        """Rows read less rows refused."""
        return self.rows_read - self.rows_refused


@text_as_declared
def read_record(
    source: object,
    *,
    groups: str | Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    encoding: str = "",
    decimal: str = "",
    without_rows: Reasons = (),
    with_rows: Reasons = (),
    empty: str | Sequence[str] | Mapping[str, str] = (),
) -> Record:
    """Read a deployment record: a path (text, compressed or not; a workbook; Parquet) or an Arrow PyCapsule object.

    ``groups``: endings of columns that count a group of people: "black,white" of ``false_alerts_black`` and
    ``faces_seen_black``. ``columns``: headings that have another name, as ``{"false_alerts": "Wrong hits"}``.
    ``sheet``: of a workbook. ``encoding``: of text. ``decimal``: the mark before a fraction, "," or ".".
    ``without_rows``: rows that are to enter no rate, with the reason: "5,7-9: counts of a test", or a mapping from row
    to reason. ``with_rows``: rows that count, though they look like totals, remarks or misprints, in the same way.
    ``empty``: what empty cells of a column of counts mean: "false_alerts=zero" or "false_alerts=unknown".
    Raises :class:`EvidenceError` with every problem that stops the work, and the others beside them; UsageError for
    what cannot be meant.
    """
    del encoding  # text is read in it already
    said = Declared.of(
        columns=columns, sheet=sheet, decimal=decimal, without_rows=without_rows, with_rows=with_rows, empty=empty
    )
    names = groups_of(groups) if groups else ()
    table = read_table(source, said)
    table = replace(table, of_groups=headings(table, names), groups=names)
    problems = found_by(HEADER, table)
    if any(p.stops for p in problems):
        raise EvidenceError(table.name, problems)
    dates = dates_of(table)
    seen = sorted_rows(table, read_rows(table, dates), dates, said)
    problems += found_by(ROWS, seen)
    if not any(p.stops for p in problems):
        problems += found_by(LAST, seen)
    if any(p.stops for p in problems):
        raise EvidenceError(table.name, sorted(problems, key=lambda p: not p.stops))
    entries = entries_of(seen.used, seen)
    totals = group_totals(table, entries, names) if names else ()
    problems += more_than_all(table, entries, names) if names else []
    put_aside = [row for row in seen.rows if row.number in seen.asides] + list(seen.declared_out)
    return Record(
        name=table.name,
        sha256=table.sha256,
        format=table.format,
        entries=entries,
        groups=totals,
        columns=table.known(),
        rows_read=len(table.rows),
        rows_refused=len(table.rows) - len(entries),
        faces_estimated=ev41.estimate_of(seen)[0],
        synthetic=any(marks_made_up(heading) for heading in table.header),
        problems=tuple(sorted(problems, key=lambda p: not p.leads)),
        asides=tuple(
            Aside(entry=entry, why=seen.asides.get(entry.row) or seen.without[entry.row])
            for entry in entries_of(sorted(put_aside, key=lambda row: row.number), seen)
        ),
        footnotes=footnotes_of(table, seen.remarks),
        repeated=sum(still_counted(seen.used, seen.repeated).values()),
        unread=table.unread(),
        unread_counts={heading: speaks_of(heading) for heading in table.unread_counts()},
        dates_doubtful=dates.doubtful,
    )
