"""Which columns of a table were read as what, and which were not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev04_columns import ColumnsRead
from bystander.evidence.checks.order import READ_AS
from bystander.evidence.comparisons.columns import is_decision
from bystander.evidence.tables.columns import normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.request import Request


def note_of(header: Sequence[str], places: Mapping[str, int], request: Request) -> list[Problem]:
    """Return the note of how a header was read, where it does not say so itself; ``places``: role to position.

    Columns of attributes that were asked for, and those that are declared to be something, are used elsewhere.
    """
    elsewhere = {normal(name) for name in (*request.attributes, *request.columns.values())}
    undeclared = {role: header[at] for role, at in places.items() if role not in request.columns}
    told = {role: heading for role, heading in undeclared.items() if normal(heading) != role}
    used = set(places.values())
    unused = [
        name for at, name in enumerate(header) if at not in used and normal(name) and normal(name) not in elsewhere
    ]
    decision = is_decision(told.get("mated", ""))
    return found_by(READ_AS, ColumnsRead(name=request.file.name, told=told, unused=unused, decision=decision))
