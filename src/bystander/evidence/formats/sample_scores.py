"""``probe reference score`` for each pair of samples, with a file of true pairs (pyeer's CMC layout).

The samples are not people: who is who comes from the file given with ``--truth``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev07_files import missing_part
from bystander.evidence.comparisons.assemble import Table, assemble
from bystander.evidence.comparisons.true_pairs import people_by_pairs
from bystander.evidence.tables.head import look
from bystander.evidence.tables.header import refuse_extras
from bystander.evidence.tables.white_space_columns import ends_with_scores, read_roles

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "pairs of samples with true pairs"
_ROLES = ("probe_id", "reference_id", "score")


def fits(head: Head, request: Request) -> bool:
    """Return whether the file has three columns without a header, the score last, and true pairs come with it."""
    return request.truth is not None and len(request.files) == 1 and ends_with_scores(head, len(_ROLES))


def read(request: Request) -> Trial:
    """Read the scores; subjects are the connected components of the true pairs."""
    if request.truth is None:
        raise EvidenceError(request.name, [missing_part(request.name, "the true pairs", "give them with --truth")])
    head = look(request.file)
    refuse_extras(request, NAME)
    columns, found = read_roles(request, head, _ROLES)
    probe, reference, size, more = people_by_pairs(
        request.truth, columns["probe_id"], columns["reference_id"], request.name
    )
    table = Table(
        columns=columns,
        first_row=1,
        rows=found.rows,
        problems=[*found.problems, *more],
        people=(probe, reference, size),
    )
    return assemble(table, request, form=NAME, sha256=request.sha256())
