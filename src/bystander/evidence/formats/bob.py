"""Score files of Bob: ``claimed_id real_id probe_label score``, or five columns with ``model_label`` second.

``claimed_id`` is the person of the reference, ``real_id`` the person of the probe; white space separates, there is
no header. The CSV files of Bob have a header and are delimited text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.both_kinds import require_both
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.look import look
from bystander.evidence.tables.white_space_columns import ends_with_scores, read_roles

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "Bob score file"
_ROLES = {
    4: ("reference_subject", "probe_subject", "probe_id", "score"),
    5: ("reference_subject", "reference_id", "probe_subject", "probe_id", "score"),
}


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is white-space separated, has no header, and four or five columns with the score last."""
    alone = len(request.files) == 1 and request.truth is None
    return alone and head.delimiter in " \t" and any(ends_with_scores(head, width) for width in _ROLES)


def read(request: Request) -> Trial:
    """Read a four- or five-column score file."""
    head = look(request.file)
    refuse_extras(request, NAME, "none")
    if head.width not in _ROLES:
        raise EvidenceError(request.name, [ev64.undecided(request.name, f"{head.width} columns in the first line")])
    form = f"{NAME}, {head.width} columns"
    trial = trial_of_columns(read_roles(request, head, _ROLES[head.width]), request, form=form, sha256=request.sha256())
    if not request.declared and not any(p.stops for p in trial.problems):
        require_both(trial, f"a score file of Bob with {head.width} columns", "bob")
    return trial
