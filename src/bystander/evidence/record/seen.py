"""What checks see of a deployment record: its table, and its rows as they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.table import Table


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A record as read.

    ``rows``: all rows. ``deployments``: those that are no totals. ``used``: deployments with any count of alerts.
    ``assumed_day_first``: whether the order of day and month had to be assumed.
    """

    table: Table
    rows: Sequence[Row]
    deployments: Sequence[Row]
    used: Sequence[Row]
    assumed_day_first: bool


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
