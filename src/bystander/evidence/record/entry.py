"""One row of a deployment record, as it is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

Bound = Literal["at least", "at most"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A count that is told, but is not what its column says, and so enters no rate.

    ``column``: the canonical column. ``why``: as a sentence ends with it: "visitors were counted, not faces". ``said``:
    as the record has it, where that is no plain number: "<5", of which ``count`` is the most.
    """

    column: str
    count: int
    why: str
    said: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One used row. None means *not known*, never 0.

    ``right`` and ``wrong`` are all alerts judged so, confirmed or not; ``unconfirmed`` those judged right with
    nobody's identity confirmed. ``alerts`` is right + wrong where it is not given. ``deployments`` is None for a
    row that covers several days without saying how many deployments it adds up.

    ``stops`` are people stopped, ``right_stops`` and ``wrong_stops`` after a right and after a wrong alert. ``about``:
    columns whose count is an estimate; ``bounds``: those whose count is an end of what it can be ("over 17,265").
    ``withheld``: counts that are not what their column says; the field itself is then None. ``derived``: which of
    alerts, right and wrong the row does not give, and the others determined. ``note`` and ``source`` as the record has
    them.
    """

    row: int
    date: dt.date | None = None
    date_to: dt.date | None = None
    place: str | None = None
    who: str | None = None
    deployments: int | None = None
    watchlist_size: int | None = None
    faces_seen: int | None = None
    alerts: int | None = None
    right: int | None = None
    wrong: int | None = None
    unconfirmed: int = 0
    threshold: float | None = None
    hours: float | None = None
    stops: int | None = None
    right_stops: int | None = None
    wrong_stops: int | None = None
    arrests: int | None = None
    about: frozenset[str] = frozenset()
    bounds: Mapping[str, Bound] = field(default_factory=lambda: MappingProxyType({}))
    withheld: tuple[Withheld, ...] = ()
    derived: frozenset[str] = frozenset()
    note: str | None = None
    source: str | None = None

    @property
    def consistent(self) -> bool:
        """Whether right and wrong alerts fit into all alerts, as far as they are known."""
        return self.alerts is None or (self.right or 0) + (self.wrong or 0) <= self.alerts

    @property
    def right_derived(self) -> int:
        """Right alerts that nobody counted: all alerts less the false ones."""
        return (self.right or 0) if "right" in self.derived else 0

    @property
    def wrong_derived(self) -> int:
        """False alerts that nobody counted: all alerts less the right ones."""
        return (self.wrong or 0) if "wrong" in self.derived else 0

    @property
    def alerts_derived(self) -> bool:
        """Whether nobody counted all alerts: they are the right and the false ones together."""
        return "alerts" in self.derived

    @property
    def unresolved(self) -> int:
        """Alerts neither judged right nor wrong; 0 where that cannot be told."""
        if self.alerts is None or self.right is None or self.wrong is None:
            return 0
        return max(self.alerts - self.right - self.wrong, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """A row that is read but enters no rate, as its counts cannot be true; ``why`` as for :class:`Withheld`."""

    entry: Entry
    why: str
