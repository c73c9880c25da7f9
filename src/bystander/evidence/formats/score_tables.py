"""Two tables, one of mated and one of non-mated comparisons: each with a header, a score, and what else it names.

The names of the files say which is which, as for lists of scores, or ``--non-mated`` does. A label in both must say the
same. Two arrays of scores (``.npy``) are such a pair too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.comparisons.checks.order import HEADING
from bystander.evidence.comparisons.columns import KINDS, PEOPLE, roles_in, wanted
from bystander.evidence.comparisons.columns_read import headed
from bystander.evidence.comparisons.heading import header_seen
from bystander.evidence.comparisons.label_words import kinds_in
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.formats.score_lists import files_by_kind, role_of
from bystander.evidence.tables.look import look
from bystander.evidence.tables.opened import TextTable
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.evidence.comparisons.columns_read import Headed
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "two tables of scores"
_PAIR = 2


def fits(head: Head, request: Request) -> bool:
    """Return whether two files are given, and the first has a header with a score and further columns."""
    apart = request.non_mated is not None and len(request.files) == 1
    if not head.has_header or head.width < _PAIR or not (apart or len(request.files) == _PAIR):
        return False
    return roles_in(head.cells[0], request.columns).has("score")


def read(request: Request) -> Trial:
    """Read both tables as one. Raises EvidenceError where the names of files and labels in them disagree."""
    refuse_extras(request, NAME, "--non-mated", files=2)
    _refuse_parts_of_a_trial(request)
    parts: list[TableColumns[str]] = []
    told: list[Headed] = []
    kinds: list[bool] = []
    problems: list[Problem] = []
    for path, kind in files_by_kind(request):
        try:
            table, said = _read(path, request)
        except EvidenceError as error:
            problems += error.problems
            continue
        problems += [p for p in table.problems if p.stops]
        parts.append(table)
        told.append(said)
        kinds.append(kind)
        labels = kinds_in(table.columns["mated"]) if "mated" in table.columns else {kind}
        if labels != {kind}:
            problems.append(ev07.other_labels(path.name, mated=kind))
    stop(problems, request.name)
    if sum("failed" in part.columns for part in parts) == 1:
        raise EvidenceError(request.name, [ev07.no_failures(request.name)])
    roles = [role for role in parts[0].columns if role != "mated" and role in parts[1].columns]
    columns: dict[str, Any] = {role: _joined([part.columns[role] for part in parts]) for role in roles}
    columns["mated"] = pa.chunked_array(
        [pa.array(np.full(len(part), kind)) for part, kind in zip(parts, kinds, strict=True)]
    )
    rows = np.concatenate([_rows(part) for part in parts])
    read_here = TableColumns(
        columns=columns, rows=rows, problems=[p for part in parts for p in part.problems if not p.stops]
    )
    files = replace(request, non_mated=None, files=tuple(path for path, _ in files_by_kind(request)))
    said = replace(told[0], label=None, problems=[p for each in told for p in each.problems])
    return trial_of_columns(read_here, files, form=NAME, sha256=files.sha256(), said=said, name=files.name)


def _refuse_parts_of_a_trial(request: Request) -> None:
    """Raise EvidenceError for tables that need no other to tell who is who, where their names tell no two kinds."""
    if request.non_mated is not None or len({role_of(path) for path in request.files}) == _PAIR:
        return
    ones = [replace(request, files=(path,)) for path in request.files]
    seen = [header_seen(TextTable(look(one.file)).header, one) for one in ones]
    if all(one.complete and (one.resolved.has("mated") or one.resolved.has(*PEOPLE)) for one in seen):
        raise EvidenceError(request.name, [ev07.parts_of_a_trial(request.name, [one.file.name for one in ones])])


def _read(path: Path, request: Request) -> tuple[TableColumns[str], Headed]:
    """Return the columns of one table by role. Raises EvidenceError for a header without a score."""
    table = TextTable(look(path))
    one = replace(request, files=(path,), non_mated=None)
    seen = header_seen(table.header, one)
    # whose comparisons they are, the name of the file says: neither people nor a label are missing
    found = [p for p in found_by(HEADING, replace(seen, complete=True, truth=True)) if p.stops]
    if not seen.resolved.has("score"):
        found.append(ev07.missing_part(path.name, "a score", "name its column with --column score=NAME"))
    stop(found, path.name)
    places = wanted(seen.resolved, truth=False)
    return table.read(places, KINDS), headed(table, places, one)


def _joined(parts: list[Any]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return columns one below the other; text that stands as codes comes as text."""
    plain = [part.cast(pa.large_utf8()) if pa.types.is_dictionary(part.type) else part for part in parts]
    return pa.chunked_array([chunk for part in plain for chunk in part.chunks], plain[0].type)


def _rows(part: TableColumns[str]) -> Any:  # noqa: ANN401 - an array
    return np.arange(part.first_row, part.first_row + len(part)) if part.rows is None else part.rows
