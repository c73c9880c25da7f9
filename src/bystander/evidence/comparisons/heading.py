"""What is told from the header of a table of comparisons: which column is what, and what is not said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.evidence.comparisons.columns import COMPARISONS, complete, is_answer, is_distance, is_either, roles_in
from bystander.evidence.tables.header_seen import HeaderSeen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Column, Resolved

_SUBJECTS = ("probe_subject", "reference_subject")


@dataclass(frozen=True, kw_only=True)
class Heading(HeaderSeen):
    """A header of comparisons.

    ``truth``: a file of true pairs comes with the table, or names of samples tell the person. ``undeclared_distance``:
    the score is a distance by its name, and neither the direction nor the column was declared.
    """

    truth: bool = False
    undeclared_distance: bool = False

    @property
    def lacks_truth(self) -> bool:
        """Whether nothing tells which comparisons are of one person."""
        told = self.resolved.has("mated") or self.resolved.has("probe_subject", "reference_subject")
        return not (told or self.truth)


def header_seen(header: Sequence[str], request: Request) -> Heading:
    """Return what is told from the header of a table of comparisons."""
    found = roles_in(header, request.columns)
    declared = request.distance or "score" in request.columns
    return Heading(
        name=request.file.name, width=len(header), header=header, resolved=found, complete=complete(found),
        table=_needed(found),
        decided=next(((at, name) for at, name in enumerate(header) if is_either(name) or is_answer(name)), None),
        truth=request.truth is not None or bool(request.subject_from),
        undeclared_distance=not declared and found.has("score") and is_distance(header[found.positions["score"]]),
    )  # fmt: skip


def _needed(found: Resolved) -> Sequence[Column]:
    """Return the columns; where a label or samples are told, people are not missing."""
    if not (found.has("mated") or found.has("probe_id", "reference_id")):
        return COMPARISONS
    return [replace(column, required=False) if column.name in _SUBJECTS else column for column in COMPARISONS]
