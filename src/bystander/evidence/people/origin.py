"""Where a trial was read from, so that more can be read of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a trial was read from, so that more can be read of it; ``columns``: role to a column's own name.

    ``subject_from``: how the names of samples tell the people, empty where people have columns of their own.
    """

    source: Any = field(repr=False)
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    subject_from: str = ""

    @property
    def named_by(self) -> str:
        """Return what the columns that name people are called, after the side they are of."""
        return "id" if self.subject_from else "subject"
