"""``probe reference score`` for each pair of samples, with a file of true pairs (pyeer's CMC layout).

The samples are not people: who is who comes from the file given with ``--truth``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev07_files import missing_part
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.look import look
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
    columns = read_roles(request, head, _ROLES)
    return trial_of_columns(columns, request, form=NAME, sha256=request.sha256(), name=request.name)
