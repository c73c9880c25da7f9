"""What a header must have, which columns are wanted of it, and what came with a file that it has no use for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.tables.columns import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.errors import Problem
    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Resolved


def header_problems(name: str, resolved: Resolved, width: int) -> list[Problem]:
    """Return every problem of a header: columns that are missing, or there twice."""
    problems = [ev04.twice(name, role, places) for role, places in resolved.twice.items()]
    if not resolved.complete:
        problems.append(ev04.missing(name, resolved, width))
    return problems


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
    allowed = allowed or ("--truth",)
    problems = [
        ev07.unused(request.name, option, layout) for option, file in given.items() if file and option not in allowed
    ]
    if problems:
        raise EvidenceError(request.name, problems)
