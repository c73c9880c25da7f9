"""From a table of comparisons that is open to a trial: which column is what, in which type, and whose samples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks.check import found_by, require, stop
from bystander.evidence.checks.ev29_identifiers import NOT_ONE_VALUE, unusable
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.rejected import Rejected, Unread
from bystander.evidence.comparisons.assemble import Table, assemble, to_flags, to_scores, to_valid
from bystander.evidence.comparisons.checks.order import HEADING
from bystander.evidence.comparisons.columns import KINDS, wanted
from bystander.evidence.comparisons.columns_read import Headed, headed, labels_in
from bystander.evidence.comparisons.ground_truth import truth_of
from bystander.evidence.comparisons.heading import header_seen
from bystander.evidence.comparisons.labels import told_flags
from bystander.evidence.comparisons.people_or_samples import settled_sides
from bystander.evidence.comparisons.told_by_cells import told_by_cells
from bystander.evidence.people.identifiers import is_one_value
from bystander.evidence.tables.arrow_hash import hash_of
from bystander.evidence.tables.flag_columns import ROLES
from bystander.evidence.tables.opened import ArrowTable
from bystander.evidence.tables.stored import simple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import Opened
    from bystander.evidence.tables.table_columns import TableColumns


NOTHING_SAID = Headed()


def places_in(table: Opened, request: Request) -> Mapping[str, int]:
    """Return which column plays which role. Raises EvidenceError for a header that lacks one or has one twice."""
    seen = header_seen(table.header, request)
    if seen.lacks_truth:
        seen = replace(seen, labels=labels_in(table, seen.resolved.positions, request))
    require(HEADING, seen, seen.name)
    return wanted(seen.resolved, truth=request.truth is not None)


def trial_of_opened(table: Opened, request: Request, *, form: str, sha256: str | None = None) -> Trial:
    """Make the trial of a table. ``sha256``: of the evidence; that of its columns where there is no file.

    Raises EvidenceError with every problem that stops the work.
    """
    if isinstance(table, ArrowTable) and table.lists and not header_seen(table.header, request).complete:
        raise EvidenceError(request.name, [ev04.lists_within(request.file.name, table.lists)])
    request, by_cells = told_by_cells(table, request)
    places = places_in(table, request)
    said = headed(table, places, request).after(by_cells)
    return trial_of_columns(table.read(places, KINDS), request, form=form, sha256=sha256, said=said)


def trial_of_columns(
    read: TableColumns[str],
    request: Request,
    *,
    form: str,
    sha256: str | None = None,
    name: str = "",
    said: Headed = NOTHING_SAID,
) -> Trial:
    """Make the trial of columns by role; what is given and raised is as for a table.

    ``name``: what messages about true pairs call the scores, where it is not the file. ``said``: what there is to say
    of its header.
    """
    name = name or request.file.name
    columns: dict[str, Any] = {}
    wrong: list[Unread] = []
    nameless: list[Problem] = []
    for role, column in read.columns.items():
        try:
            columns[role] = typed(role, column)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            wrong.append(_unread(role, column, read.first_row))
        except TypeError:
            nameless.append(unusable(name, NOT_ONE_VALUE, role))
    problems = [*nameless, *found_by(CELLS, Rejected(name=name, unread=wrong))]
    if problems:
        raise EvidenceError(name, problems)
    columns, of_flags = told_flags(columns, read, request, name, said.told)
    own = _own_answer(said, columns)
    stop(own, name)
    if said.sides_unclear:
        columns, of_sides = settled_sides(columns, read, name)
        of_flags = [*of_flags, *of_sides]
    if sha256 is None:
        sha256 = hash_of(columns)
    truth = truth_of(read, columns, request, name)
    if truth.chained and request.truth is None:
        form = f"{form}, people from mated pairs"
    table = Table(
        columns=truth.columns, first_row=read.first_row, rows=read.rows,
        problems=[*own, *said.problems, *read.problems, *of_flags, *truth.problems],
        people=truth.people, chained=truth.chained, unlisted=truth.unlisted,
    )  # fmt: skip
    return replace(assemble(table, request, form=form, sha256=sha256), score=said.score)


def _own_answer(said: Headed, columns: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with a label that may be what the system answered."""
    if said.label is None or "mated" not in columns:
        return []
    known = to_valid(columns["mated"])
    return said.label_problems(to_flags(columns["mated"])[known], to_scores(columns["score"])[known])


def typed(role: str, column: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a column in the type of its role; raises a pyarrow error, or TypeError, where it has another."""
    if role in ROLES:
        return column  # what its words mean hangs on all of them: see :mod:`bystander.evidence.tables.flag_columns`
    if role == "score":
        if column.type in (pa.float16(), pa.float32()):
            return column.cast(pa.float32())
        # text and decimals are numbers only where every cell says so
        return column.cast(pa.float64(), safe=not pa.types.is_integer(column.type))  # EV26 names what that rounds
    if not is_one_value(column.type):
        message = "an identifier is one value"
        raise TypeError(message)
    return simple(column)


def _unread(role: str, column: pa.ChunkedArray, first_row: int) -> Unread:
    rows, cells = [], []
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        for number, cell in enumerate(column.to_pylist(), first_row):
            if not _is_float(cell):
                rows.append(number)
                cells.append(cell)
    return Unread(role, rows or [first_row], cells or ["text"])


def _is_float(cell: str | None) -> bool:
    try:
        return cell is None or float(cell) is not None
    except ValueError:
        return False
