"""What checks see of the header of a table: which column plays which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.tables.columns import Column, Resolved


@dataclass(frozen=True, kw_only=True)
class HeaderSeen:
    """A header. ``width``: cells of it. ``complete``: whether the roles of ``table`` that are needed have a column.

    ``header``: the cells; those that have a role are known names, and may be shown.
    ``decided``: place and heading of a column that tells what the system decided, where there is one.
    ``labels``: headings of columns that may be a label by their words, where a label is missing.
    """

    name: str
    width: int
    resolved: Resolved
    complete: bool
    table: Sequence[Column]
    header: Sequence[str] = ()
    decided: tuple[int, str] | None = None
    labels: Sequence[str] = ()
