"""Read a search record into entries, every problem at the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.record.declared_rows import rows_with_reasons
from bystander.evidence.record.groups import declared
from bystander.evidence.record.numbers import known
from bystander.evidence.record.put_back import PutBack
from bystander.evidence.search_record.cells import counts_of, read_cells
from bystander.evidence.search_record.checks.ev100_read_as import renamed
from bystander.evidence.search_record.checks.order import HEADER, ROWS
from bystander.evidence.search_record.columns import COUNTS, of_a_deployment, unclear
from bystander.evidence.search_record.derive import completed
from bystander.evidence.search_record.entry import SearchEntry
from bystander.evidence.search_record.groups import group_entries
from bystander.evidence.search_record.seen import SearchHeader, SearchRows
from bystander.evidence.search_record.table import read_search_table
from bystander.evidence.search_record.totals import sort_rows
from bystander.evidence.tables.encoding import text_as_declared
from bystander.evidence.tables.made_up import marks_made_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.declared_rows import Reasons

TOLD = frozenset({"who", "group", "purpose"})
_ENTRY = tuple(SearchEntry.__dataclass_fields__)


@dataclass(frozen=True, kw_only=True)
class SearchRecord:
    """The used entries of a search record, and what was found wrong with it.

    ``columns``: the canonical columns that it has. ``parts``: the same searches by group, where groups were declared as
    endings of columns; empty otherwise. ``headings``: of the file, that are other words, and what they were read as.
    ``problems``: refused rows, warnings and notes; errors were raised.
    """

    name: str
    sha256: str
    format: str
    entries: tuple[SearchEntry, ...]
    columns: frozenset[str]
    rows_read: int
    rows_refused: int = 0
    synthetic: bool = False
    parts: tuple[SearchEntry, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def rows_used(self) -> int:
        """Rows read less rows refused."""
        return self.rows_read - self.rows_refused


@text_as_declared
def read_search_record(
    source: object,
    *,
    groups: str | Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    encoding: str = "",
    with_rows: Reasons = (),
) -> SearchRecord:
    """Read a search record: a path (text, compressed or not; a workbook; Parquet) or an Arrow PyCapsule object.

    ``groups``: endings of columns that count a group of people: "black,white" of ``searches_black``. ``columns``:
    canonical column to the file's own heading. ``sheet``: of a workbook. ``encoding``: of text. ``with_rows``: rows
    that count, though they look like sums, with the reason: "9: an office of that name". Raises
    :class:`EvidenceError` with every problem that stops the work, and the others beside them.
    """
    del encoding  # text is read in it already
    table = read_search_table(source, columns, sheet)
    header = SearchHeader(
        table=table, unclear=unclear(table.header, table.columns), of_a_deployment=of_a_deployment(table.header),
        declared=columns or {}, groups=declared(groups) if groups else (),
    )  # fmt: skip
    problems = found_by(HEADER, header)
    if any(p.stops for p in problems):
        raise EvidenceError(table.name, problems)
    cells = read_cells(table)
    kept = rows_with_reasons(with_rows, "--with-rows")
    kinds = sort_rows(cells.rows, kept)
    left_out = sort_rows(cells.rows).totals if kept else ()
    numbers = set(kinds.used)
    used = [row for row in cells.rows if row.number in numbers]
    stand_in = not table.known() & {"searches", "not_searched"}
    counts = {row.number: _counts(row, stand_in=stand_in) for row in used}
    derived = {name: sum(name in counts[row.number] and name not in counts_of(row) for row in used) for name in COUNTS}
    problems += found_by(ROWS, SearchRows(
        table=table, cells=cells, sorted=kinds, used=used, derived={n: k for n, k in derived.items() if k},
        requests_stand_in=stand_in, put_back=PutBack.of(kept, {row.number for row in cells.rows}, left_out),
    ))  # fmt: skip
    if any(p.stops for p in problems):
        raise EvidenceError(table.name, sorted(problems, key=lambda p: not p.stops))
    entries = tuple(_entry(row, counts[row.number]) for row in used)
    parts, more = group_entries(table, entries, groups) if groups else ((), [])
    return SearchRecord(
        name=table.name, sha256=table.sha256, format=table.format, entries=entries, columns=table.known(),
        rows_read=len(table.rows), rows_refused=len(kinds.empty) + len(kinds.totals),
        parts=parts, headings=renamed(table),
        problems=(*more, *problems), synthetic=any(marks_made_up(heading) for heading in table.header),
    )  # fmt: skip


def _counts(row: Row, *, stand_in: bool) -> dict[str, int]:
    given = counts_of(row)
    if stand_in and "requests" in given:
        given["searches"] = given["requests"]
    return completed(given)


def _entry(row: Row, counts: Mapping[str, int]) -> SearchEntry:
    said: dict[str, Any] = {n: str(value) for n, value in row.values.items() if n in TOLD and known(str(value))}
    said |= {name: value for name, value in counts.items() if name in _ENTRY}
    period = " to ".join(str(row.values[name]) for name in ("date", "date_to") if name in row.values)
    hidden = {name: one.said for name, one in row.hidden.items() if name not in counts}
    return SearchEntry(row=row.number, period=period, hidden=hidden, **said)
