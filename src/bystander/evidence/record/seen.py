"""What checks see of a deployment record: its table, and its rows as they were read and sorted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bystander.evidence.record.counted import Counted
from bystander.evidence.record.put_back import PutBack
from bystander.evidence.record.two_durations import TwoDurations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.dates import Dates
    from bystander.evidence.record.empties import Settled
    from bystander.evidence.record.entry import Withheld
    from bystander.evidence.record.table import Table
    from bystander.evidence.record.totals import Totals


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A record as read.

    ``rows``: all that are no remarks and were not declared out. ``deployments``: those that are no totals. ``used``:
    deployments with any count of alerts whose counts can be true. ``remarks``: numbers of rows that are none.
    ``declared_out``, ``without``: rows that were declared out, and why; ``absent``: those that the table does not have.
    ``put_back``: rows that were declared to count. ``asides``: rows whose counts cannot be true, and why.
    ``empty``: rows without any count of alerts.
    ``idle``: rows in which nobody and no time was watched; they are used only where there are no others.
    ``settled``: what was settled of empty cells and missing parts. ``withheld``: counts that enter no rate, by row.
    ``repeated``: how many alerts that repeat another were left out, by row.
    ``durations``: how rows were read that tell their time in two columns.
    """

    table: Table
    rows: Sequence[Row]
    deployments: Sequence[Row]
    used: Sequence[Row]
    dates: Dates
    settled: Settled
    totals: Totals
    remarks: frozenset[int] = frozenset()
    without: Mapping[int, str] = field(default_factory=dict)
    declared_out: Sequence[Row] = ()
    absent: Sequence[int] = ()
    put_back: PutBack = field(default_factory=PutBack)
    asides: Mapping[int, str] = field(default_factory=dict)
    empty: frozenset[int] = frozenset()
    idle: frozenset[int] = frozenset()
    withheld: Mapping[int, Sequence[Withheld]] = field(default_factory=dict)
    repeated: Mapping[int, int] = field(default_factory=dict)
    durations: TwoDurations = field(default_factory=TwoDurations)

    @cached_property
    def counted(self) -> Counted:
        """The counts of the used rows."""
        return Counted(self.used)


@dataclass(frozen=True, kw_only=True)
class GroupSeen:
    """What was read of one declared group.

    ``unread``: rows whose counts of the group are no whole numbers. ``more_alerts``, ``more_faces``: rows that have
    more of the group than of everybody. ``unseen``: whether it has more false alerts than faces, where faces are told.
    """

    record: str
    name: str
    unread: Sequence[int]
    more_alerts: Sequence[int]
    more_faces: Sequence[int]
    unseen: bool


@dataclass(frozen=True, kw_only=True)
class GroupColumns:
    """Which columns of false alerts the declared groups of a record lack."""

    record: str
    lacking: Sequence[str]
