"""What checks see of labelled embeddings: facts about the vectors of one role, and about both roles together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.checks.where import Rows


@dataclass(frozen=True, kw_only=True)
class SideSeen:
    """Vectors of one role.

    ``known``: those of a known person. ``nobody``: rows of the others. ``odd``: rows with cells that are no finite
    numbers. ``zero``: rows of zeros, where the direction is what is compared.
    """

    name: str
    known: int
    nobody: Rows
    odd: Rows
    zero: Rows


@dataclass(frozen=True, kw_only=True)
class VectorsSeen:
    """Vectors of all roles: ``lengths`` of a vector, one a role."""

    name: str
    lengths: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class CopiesSeen:
    """Rows whose very vector is there again.

    ``same``: every vector plays both roles, and an earlier row has it; otherwise a reference has it.
    """

    name: str
    rows: Rows
    same: bool
