"""What a header must have, which columns are wanted of it, and what came with a file that it has no use for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev07_files import Options
from bystander.evidence.checks.order import HEADER, OPTIONS
from bystander.evidence.tables.columns import NAMES
from bystander.evidence.tables.header_seen import HeaderSeen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Resolved


def require_header(name: str, resolved: Resolved, width: int) -> None:
    """Raise EvidenceError for a header of comparisons that lacks columns, or has them twice."""
    require(HEADER, HeaderSeen(name=name, width=width, resolved=resolved, complete=resolved.complete), name)


def wanted(resolved: Resolved, *, truth: bool) -> Mapping[str, int]:
    """Choose the columns to read. With a file of true pairs the samples decide, and subjects are not read."""
    positions = {role: resolved.positions[role] for role in NAMES if role in resolved.positions}
    if truth:
        if not resolved.has("probe_id", "reference_id") and resolved.has("probe_subject", "reference_subject"):
            # a table whose only identifiers are named as subjects: the pairs tell which of them are one person
            positions["probe_id"], positions["reference_id"] = (
                positions["probe_subject"],
                positions["reference_subject"],
            )
        for role in ("probe_subject", "reference_subject", "mated"):
            positions.pop(role, None)
    elif not resolved.has("probe_subject", "reference_subject"):
        for role in ("probe_subject", "reference_subject"):
            positions.pop(role, None)
    return positions


def refuse_extras(request: Request, layout: str, *allowed: str) -> None:
    """Raise :class:`EvidenceError` for options that the layout has no use for."""
    given = {
        "--non-mated": request.non_mated, "--truth": request.truth,
        "--probe-ids": request.probe_ids, "--reference-ids": request.reference_ids,
    }  # fmt: skip
    present = [option for option, file in given.items() if file]
    require(OPTIONS, Options(request.name, layout, present, allowed or ("--truth",)), request.name)
