"""The part of a record that a rate is of: all of it, an operator's, a threshold's, a period's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from bystander.findings import Point
from bystander.quantities.record.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from bystander.evidence.record.entry import Entry

Made = TypeVar("Made")
_JUDGED = ("false", "true", "alert")
_SPOKEN_OF = {"faces_seen": ("face",), "alerts": ("alert",), "false_alerts": _JUDGED, "true_alerts": _JUDGED}


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A part of the record. ``said`` opens its answers ("In 2023"); empty for a whole.

    ``unread``: headings of counts that were not read, with what each speaks of: it may be what the record lacks.
    """

    entries: tuple[Entry, ...]
    said: str = ""
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    group: dict[str, str] | None = None
    point: Point = field(default_factory=Point)
    counted: Counts | None = field(default=None, repr=False, compare=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def whole(self) -> bool:
        """Whether this is all of an operator's record rather than one threshold or period of it."""
        return self.point == Point()

    @cached_property
    def counts(self) -> Counts:
        """The counts of its rows."""
        return self.counted or Counts(self.entries)

    def part(self, at: Sequence[int], *, said: str, point: Point) -> Scope:
        """Return the part that some of its rows are, by their places."""
        entries = tuple(self.entries[i] for i in at)
        counted = Counts(entries, of=self.counts, at=at)
        return Scope(entries=entries, said=said, unread=self.unread, group=self.group, point=point, counted=counted)

    def unread_of(self, *columns: str) -> str:
        """Return the first heading that nothing was read from and that may be one of some columns; "" where none is."""
        topics = {topic for column in columns for topic in _SPOKEN_OF.get(column, ())}
        return next((heading for heading, of in self.unread.items() if of & topics), "")

    def once(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` gives for these entries, made at the first call: a long record is gone through once."""
        if what not in self._made:
            self._made[what] = make()
        made: Made = self._made[what]
        return made
