"""The part of a record that a rate is of: all of it, an operator's, a threshold's, a period's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from bystander.findings import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from bystander.evidence.record.entry import Entry

Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A part of the record. ``said`` opens its answers ("In 2023"); empty for a whole."""

    entries: tuple[Entry, ...]
    said: str = ""
    group: dict[str, str] | None = None
    point: Point = field(default_factory=Point)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def whole(self) -> bool:
        """Whether this is all of an operator's record rather than one threshold or period of it."""
        return self.point == Point()

    def once(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` gives for these entries, made at the first call: a long record is gone through once."""
        if what not in self._made:
            self._made[what] = make()
        made: Made = self._made[what]
        return made
