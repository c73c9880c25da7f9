"""NIST FRTE 1:N candidate log: ``searchId candidateRank searchRetCode isAssigned templateId score decision``.

Ranks count from 0; a search that failed has a return code other than 0, and rows of null. Who is who comes from a file
given with ``--subjects``: ``id subject`` for every search and every enrolled template, with a third column ``role``
("search" or "template") where both number their ids alike. A search is mated where its subject has a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.checks.check import found_by, require, stop
from bystander.evidence.checks.where import LISTED, Rows
from bystander.evidence.formats.lists_told import LOG
from bystander.evidence.searches.checks.ev54_subject_file import LogSeen, SubjectsSeen
from bystander.evidence.searches.checks.order import LOG as LOG_CHECKS
from bystander.evidence.searches.checks.order import SUBJECTS, TEMPLATES
from bystander.evidence.searches.list_table import ListTable
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.look import look
from bystander.evidence.tables.numbers import as_number
from bystander.evidence.tables.rejects import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Kind

NAME = "NIST candidate log"
_SEARCH, _RANK, _CODE, _ASSIGNED, _TEMPLATE, _SCORE = range(6)
ROLES = {"search": "search", "probe": "search", "query": "search",
         "template": "template", "enrol": "template", "enroll": "template", "gallery": "template",
         "reference": "template"}  # fmt: skip


def read_log(request: Request, subjects: Path | None, *, part: bool = False) -> ListTable:
    """Read a candidate log with its file of subjects.

    ``part``: the log is a shard, and other searches of the file of subjects are in another.
    """
    name = request.file.name
    if subjects is None:
        raise EvidenceError(name, [ev07.missing_part(name, "the subjects", "give them with --subjects")])
    head = look(request.file)
    kinds: Mapping[int, Kind] = {
        _SEARCH: "text",
        _RANK: "text",
        _CODE: "number",
        _ASSIGNED: "number",
        _TEMPLATE: "text",
        _SCORE: "text",
    }
    layout = Layout(
        delimiter=head.delimiter, width=head.width, kinds=kinds, labels=dict(enumerate(LOG)),
        header_rows=head.header_rows,
    )  # fmt: skip
    found = read_layout(request.file, layout)
    cells = found.columns
    search, template = _text(cells[_SEARCH]), _text(cells[_TEMPLATE])
    assigned = np.asarray(pc.equal(cells[_ASSIGNED], 1).fill_null(fill_value=False).to_numpy(), dtype=bool)
    failed = np.asarray(pc.not_equal(cells[_CODE], 0).fill_null(fill_value=True).to_numpy(), dtype=bool)
    listed = assigned & ~failed
    found_subjects = _subjects(subjects, searches=set(search))
    of_search, of_template = found_subjects.of_search, found_subjects.of_template
    known = np.array([s in of_search for s in search], dtype=bool)
    subject = [of_search.get(s, "?") for s in search]
    enrolled = set(of_template.values())
    without = [i for i in np.flatnonzero(listed) if template[i] not in of_template]
    seen = LogSeen(log=name, file=subjects.name, unknown=Rows([int(i) + 2 for i in without[:LISTED]], len(without)))
    require(TEMPLATES, seen, name)
    columns = {
        "search": pa.chunked_array([pa.array(search)]),
        "subject": pa.chunked_array([pa.array(subject)]),
        "mated": pa.chunked_array([pa.array([k and s in enrolled for k, s in zip(known, subject, strict=True)])]),
        "candidate_subject": pa.chunked_array(
            [pa.array([of_template[t] if ok else None for t, ok in zip(template, listed, strict=True)], pa.string())]
        ),
        "score": _numbers(cells[_SCORE], listed),
        "rank": _numbers(cells[_RANK], listed),
        "failed": pa.chunked_array([pa.array(failed)]),
        "watchlist_size": pa.chunked_array([pa.array(np.full(len(search), len(enrolled), dtype=np.float64))]),
    }
    return ListTable(
        name=f"{name} + {subjects.name}", sha256=request.sha256(), format=NAME, columns=columns, rows=found.rows,
        problems=(*found.problems, *found_by(LOG_CHECKS, found_subjects.seen(name, set(search), part=part))),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Subjects:
    """Whose each search and each template is, and the row of each search."""

    name: str
    of_search: Mapping[str, str]
    of_template: Mapping[str, str]
    row: Mapping[str, int]

    def seen(self, log: str, logged: set[str], *, part: bool) -> LogSeen:
        """Return what is to be seen of the log beside this file."""
        lost = [] if part else sorted(row for one, row in self.row.items() if one not in logged)
        both = [one for one in self.of_search if one in self.of_template]
        alike = sum(self.of_search[one] == self.of_template[one] for one in both)
        return LogSeen(log=log, file=self.name, lost=Rows(lost[:LISTED], len(lost)), both=len(both), alike=alike)


def _subjects(path: Path, *, searches: set[str]) -> _Subjects:
    """Read the file of subjects.

    Without roles an id that the log searches with is a search, and every other one a template.
    """
    head, name = look(path), path.name
    width = head.width
    require(SUBJECTS, SubjectsSeen(file=name, width=width), name)
    layout = Layout(
        delimiter=head.delimiter, width=width, kinds=dict.fromkeys(range(width), "text"),
        labels=dict(enumerate(("id", "subject", "role")[:width])),
        header_rows=head.blank + 1 if _is_header(head.cells[0]) else 0,
    )  # fmt: skip
    found = read_layout(path, layout)
    stop(found.problems, name)
    ids, people = _text(found.columns[0]), _text(found.columns[1])
    roles = _text(found.columns[2]) if width == 3 else [""] * len(ids)
    of_search: dict[str, str] = {}
    of_template: dict[str, str] = {}
    rows_of: dict[str, int] = {}
    clashes = []
    rows = (
        range(layout.header_rows + 1, layout.header_rows + 1 + len(ids)) if found.rows is None else found.rows.tolist()
    )
    for row, one, person, role in zip(rows, ids, people, roles, strict=True):
        kind = ROLES.get(normal(role)) if role else "search" if one in searches else "template"
        mapping = of_search if kind == "search" else of_template
        if kind == "search":
            rows_of.setdefault(one, row)
        if person and mapping.setdefault(one, person) != person:
            clashes.append(row)
    require(SUBJECTS, SubjectsSeen(file=name, width=width, clashes=clashes), name)
    return _Subjects(name=name, of_search=of_search, of_template=of_template, row=rows_of)


def _is_header(cells: tuple[str, ...]) -> bool:
    return normal(cells[1]) in {"subject", "subject_id", "subjectid", "person", "label", "identity"}


def _text(column: pa.ChunkedArray) -> list[str]:
    return [str(v).strip() if v is not None else "" for v in column.to_pylist()]


def _numbers(column: pa.ChunkedArray, listed: np.ndarray) -> pa.ChunkedArray:
    """Return the numbers of listed candidates; what a failed search writes there, such as null, is none."""
    texts = _text(column)
    values = [as_number(text) if ok else None for text, ok in zip(texts, listed, strict=True)]
    return pa.chunked_array([pa.array(values, pa.float64())])
