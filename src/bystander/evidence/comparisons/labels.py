"""The flags of a table of comparisons: which of them failed, and which are mated."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev04_columns import shown
from bystander.evidence.checks.ev28_flags import FlagsSeen
from bystander.evidence.checks.order import FLAGS, NO_FLAGS
from bystander.evidence.comparisons.checks.ev67_attacks import of_attacks
from bystander.evidence.comparisons.columns import is_return_code
from bystander.evidence.tables.flag_columns import ROLES, flags_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.request import Request
    from bystander.evidence.tables.table_columns import TableColumns

NONE: Mapping[str, str] = MappingProxyType({})
_SUBJECTS = ("probe_subject", "reference_subject")


def told_flags(
    columns: Mapping[str, Any],
    table: TableColumns[str],
    request: Request,
    name: str,
    headings: Mapping[str, str] = NONE,
) -> tuple[dict[str, Any], list[Problem]]:
    """Return columns by role with flags as truth values, null where they are empty, and what there is to say of them.

    ``headings``: of roles whose column has another name in the file.

    Raises EvidenceError for flags that cannot be told.
    """
    found = {
        role: flags_in(
            columns[role],
            role,
            table,
            name,
            yes=request.mated_is if role == "mated" else "",
            heading=shown(headings.get(role, "")),
            code=role == "failed" and is_return_code(headings.get(role, "")),
        )
        for role in ROLES
        if role in columns
    }
    kept, problems = settled(found, list(columns), request, name, table.problems)
    return {role: found.get(role, columns[role]) for role in kept}, problems


def settled(
    found: Mapping[str, object], roles: Sequence[str], request: Request, name: str, others: Sequence[Problem] = ()
) -> tuple[list[str], list[Problem]]:
    """Return the roles whose columns are used, and what there is to say of the others.

    A column that is called a label and holds nothing of the kind is left out where subjects tell who is who. Raises
    EvidenceError for flags that cannot be told, with what else was found (``others``).
    """
    problems: list[Problem] = []
    kept = list(roles)
    for role, seen in found.items():
        if not isinstance(seen, FlagsSeen):
            continue
        if seen.attacks:
            problems.append(of_attacks(name))
            continue
        named = all(side in roles for side in _SUBJECTS)
        needless = role == "mated" and not seen.known and role not in request.columns and named
        if needless:
            kept.remove(role)
        problems += found_by(NO_FLAGS if needless else FLAGS, seen)
    if any(problem.stops for problem in problems):
        raise EvidenceError(name, [*others, *problems])
    return kept, problems
