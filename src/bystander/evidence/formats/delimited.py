"""Delimited text: the canonical table of comparisons, with any delimiter, encoding and compression.

Other names of the columns are known (:mod:`bystander.evidence.tables.columns`), so the CSV files of Bob and pair tables
such as BFW's are read as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.comparisons.assemble import Table, assemble
from bystander.evidence.comparisons.true_pairs import people_by_pairs
from bystander.evidence.tables.columns import resolve
from bystander.evidence.tables.columns_of_text import read_columns
from bystander.evidence.tables.head import look
from bystander.evidence.tables.header import header_problems, refuse_extras, wanted
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.text import as_utf8

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "delimited text"
_KIND = {"score": "number", "failed": "flag", "mated": "flag"}


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is text with columns."""
    return head.is_text and len(request.files) == 1


def read(request: Request) -> Trial:
    """Read a table of comparisons from text."""
    head = look(request.file)
    refuse_extras(request, NAME)
    name = request.file.name
    if not head.has_header:
        raise EvidenceError(name, [ev04.no_header(name, head.width)])
    resolved = resolve(head.cells[0], request.columns)
    problems = header_problems(name, resolved, head.width)
    if problems:
        raise EvidenceError(name, problems)
    if len(head.cells) == 1:
        raise EvidenceError(name, [ev02.header_only(name)])
    positions = wanted(resolved, truth=request.truth is not None)
    layout = Layout(
        delimiter=head.delimiter,
        width=head.width,
        kinds={at: _KIND.get(role, "text") for role, at in positions.items()},
        labels={at: role for role, at in positions.items()},
    )
    with as_utf8(request.file) as text:
        found = read_columns(text, layout, name)
    columns = {role: found.columns[at] for role, at in positions.items()}
    problems = list(found.problems)
    people = None
    if request.truth is not None:
        first, second, size, more = people_by_pairs(request.truth, columns["probe_id"], columns["reference_id"], name)
        people, problems = (first, second, size), [*problems, *more]
    table = Table(columns=columns, rows=found.rows, problems=problems, people=people)
    return assemble(table, request, form=NAME, sha256=request.sha256())
