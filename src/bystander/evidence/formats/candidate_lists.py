"""Candidate lists: the canonical table of searches, as text, Parquet or Arrow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev05_numbers as ev05
from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.searches.list_people import CANDIDATE_GROUP, GROUP
from bystander.evidence.searches.list_table import ListTable
from bystander.evidence.tables.arrow_hash import hash_of
from bystander.evidence.tables.columns import SEARCHES, column_of, is_search_header, resolve
from bystander.evidence.tables.columns_of_text import read_columns
from bystander.evidence.tables.head import look
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.text import as_utf8

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Resolved

NAME = "candidate lists"
NUMBERS = ("score", "rank", "watchlist_size", "list_length")
FLAGS = ("failed", "mated")
_SEARCHED = ("", "probe_", "person_", "subject_", "search_")  # before the name of an attribute of the person searched


def is_lists(path: Path) -> bool:
    """Return whether a file is a table of candidate lists; what cannot be opened is not."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            parquet = file.read(4) == b"PAR1"
        if parquet:
            import pyarrow.parquet as pq

            return is_search_header(pq.read_schema(path).names)
        head = look(path)
    except (EvidenceError, pa.ArrowException, OSError):
        return False
    return head.has_header and is_search_header(head.cells[0])


def read_lists(request: Request) -> ListTable:
    """Read candidate lists from text or Parquet. Raises EvidenceError with every problem of its header and cells."""
    with request.file.open("rb") as file:
        parquet = file.read(4) == b"PAR1"
    return _of_parquet(request) if parquet else _of_text(request)


def of_table(table: pa.Table, request: Request, *, form: str, sha256: str | None = None) -> ListTable:
    """Return the candidate lists of a pyarrow table."""
    name = request.file.name
    resolved = _resolved(name, table.column_names, request.columns, request.attributes)
    columns: dict[str, Any] = {}
    problems = []
    for role, at in resolved.positions.items():
        column = table.column(at)
        kind = pa.float64() if role in NUMBERS else pa.bool_() if role in FLAGS else None
        try:
            columns[role] = column if kind is None else column.cast(kind, safe=False)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            problems.append(ev05.not_numbers(name, role, [1], ["text"]))
    if problems:
        raise EvidenceError(name, problems)
    return ListTable(name=name, sha256=sha256 or hash_of(columns), format=form, columns=columns, first_row=1)


def _of_parquet(request: Request) -> ListTable:
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(request.file)
    except (pa.ArrowInvalid, OSError) as damage:
        raise EvidenceError(request.file.name, [ev03.unreadable_content(request.file.name, "Parquet file")]) from damage
    return of_table(table, request, form=f"{NAME}, Parquet", sha256=request.sha256())


def _of_text(request: Request) -> ListTable:
    head, name = look(request.file), request.file.name
    resolved = _resolved(name, head.cells[0], request.columns, request.attributes)
    if len(head.cells) == 1:
        raise EvidenceError(name, [ev02.header_only(name)])
    columns, found = read_text(request.file, head.delimiter, head.width, resolved.positions)
    return ListTable(
        name=name, sha256=request.sha256(), format=f"{NAME}, delimited text", columns=columns, rows=found.rows,
        problems=found.problems,
    )  # fmt: skip


def read_text(path: Path, delimiter: str, width: int, positions: Mapping[str, int]) -> tuple[dict[str, Any], Any]:
    """Read columns of text by role, numbers and flags as such."""
    kinds = {at: "number" if r in NUMBERS else "flag" if r in FLAGS else "text" for r, at in positions.items()}
    layout = Layout(delimiter=delimiter, width=width, kinds=kinds, labels={at: r for r, at in positions.items()})
    with as_utf8(path) as text:
        found = read_columns(text, layout, path.name)
    return {role: found.columns[at] for role, at in positions.items()}, found


def _resolved(name: str, header: Sequence[str], mapping: Mapping[str, str], attributes: Sequence[str] = ()) -> Resolved:
    resolved = resolve(header, mapping, table=SEARCHES)
    problems = [ev04.twice(name, role, places) for role, places in resolved.twice.items()]
    if any(c.required and c.name not in resolved.positions for c in SEARCHES):
        problems.append(ev04.missing(name, resolved, len(header), table=SEARCHES))
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
    if problems:
        raise EvidenceError(name, problems)
    return replace(resolved, positions={**resolved.positions, **searched, **others})
