"""Candidate lists: the canonical table of searches, as text, Parquet or Arrow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.checks.check import found_by, require
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import CELLS, HEADER, ROWS
from bystander.evidence.checks.rejected import Rejected, Unread
from bystander.evidence.comparisons.labels import told_flags
from bystander.evidence.searches.columns import KINDS, SEARCHES, is_search_header
from bystander.evidence.searches.list_people import CANDIDATE_GROUP, GROUP
from bystander.evidence.searches.list_table import ListTable
from bystander.evidence.tables.arrow_hash import hash_of
from bystander.evidence.tables.columns import column_of, places_of, resolve
from bystander.evidence.tables.header_seen import HeaderSeen
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import ArrowTable, TextTable, WorkbookTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Resolved
    from bystander.evidence.tables.opened import Opened

NAME = "candidate lists"
_TYPES = {"number": pa.float64()}
_SEARCHED = ("", "probe_", "person_", "subject_", "search_")  # before the name of an attribute of the person searched


def read_lists(request: Request) -> ListTable:
    """Read candidate lists from text or Parquet. Raises EvidenceError with every problem of its header and cells."""
    table = open_table(request.file, sheet=request.sheet, fits=is_search_header)
    form = "delimited text" if isinstance(table, TextTable) else "Parquet"
    form = "workbook" if isinstance(table, WorkbookTable) else form
    return of_opened(table, request, form=f"{NAME}, {form}", sha256=request.sha256())


def of_table(table: pa.Table, request: Request, *, form: str) -> ListTable:
    """Return the candidate lists of a pyarrow table."""
    return of_opened(ArrowTable(table, request.file.name), request, form=form)


def of_opened(table: Opened, request: Request, *, form: str, sha256: str | None = None) -> ListTable:
    """Return the candidate lists of a table that is open. Raises EvidenceError as for :func:`read_lists`."""
    places = places_of_lists(table, request)
    if isinstance(table, TextTable):
        require(ROWS, Count(table.name, len(table.head.cells) - 1), table.name)
    read = table.read(places, KINDS)
    columns: dict[str, Any] = {}
    unread = []
    for role, column in read.columns.items():
        kind = _TYPES.get(KINDS.get(role, "text"))
        try:
            columns[role] = column if kind is None else column.cast(kind, safe=False)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            unread.append(Unread(role, [1], ["text"]))
    require(CELLS, Rejected(name=table.name, unread=unread), table.name)
    columns, said = told_flags(columns, read, request, table.name)
    return ListTable(
        name=table.name, sha256=sha256 or hash_of(columns), format=form, columns=columns, first_row=read.first_row,
        rows=read.rows, problems=(*read.problems, *said),
    )  # fmt: skip


def places_of_lists(table: Opened, request: Request) -> Mapping[str, int]:
    """Return which column plays which role. Raises EvidenceError for a header that lacks one or has one twice."""
    return _resolved(table.name, table.header, request.columns, request.attributes).positions


def _resolved(name: str, header: Sequence[str], mapping: Mapping[str, str], attributes: Sequence[str] = ()) -> Resolved:
    resolved = resolve(header, mapping, table=SEARCHES)
    complete = resolved.has(*(column.name for column in SEARCHES if column.required))
    seen = HeaderSeen(name=name, width=len(header), header=header, resolved=resolved, complete=complete, table=SEARCHES)
    problems = found_by(HEADER, seen)
    searched, others = {}, {}
    for attribute in attributes:
        at = column_of(header, attribute, mapping, *(f"{who}{attribute}" for who in _SEARCHED))
        if at is None:
            problems.append(ev55.no_column(name, attribute, (attribute,), ()))
            continue
        searched[GROUP + attribute] = at
        other = column_of(header, f"candidate_{attribute}", mapping, f"candidate_{attribute}", f"reference_{attribute}")
        if other is not None:
            others[CANDIDATE_GROUP + attribute] = other
    doubled = {at: places_of(header, at) for at in (*searched.values(), *others.values())}
    problems += [ev04.twice(name, header[at], places) for at, places in doubled.items() if len(places) > 1]
    if problems:
        raise EvidenceError(name, problems)
    return replace(resolved, positions={**resolved.positions, **searched, **others})
