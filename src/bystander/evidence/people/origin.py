"""Where a trial was read from, so that more can be read of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a trial was read from, so that more can be read of it; ``columns``: role to a column's own name."""

    source: Any = field(repr=False)
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
