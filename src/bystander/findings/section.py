"""A part of a report below its first screen: a chart, what it shows in a few sentences, and one table of signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings.signs import Rows

MOST_REMARKS = 4


@dataclass(frozen=True)
class Remark:
    """A sentence or two beside a chart: ``head`` is what it comes to, ``text`` the numbers."""

    head: str
    text: str

    def __str__(self) -> str:
        """Return the whole as text."""
        return f"{self.head} {self.text}"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A finding as a heading, the chart that shows it by name, at most four remarks, and the numbers in rows.

    The table stands for the chart's own; where the study lacks the chart's series, remarks and table stand alone.
    ``short``: the page is about something else.
    """

    heading: str
    chart: str
    remarks: tuple[Remark, ...] = ()
    table: Rows | None = None
    note: str = ""
    short: bool = False

    def in_short(self) -> Section:
        """Return the chart with its first remark, for a page that is about something else."""
        return replace(self, remarks=self.remarks[:1], table=None, short=True)

    def __post_init__(self) -> None:
        if len(self.remarks) > MOST_REMARKS:
            message = f"{len(self.remarks)} remarks are more than anybody reads beside a chart"
            raise ValueError(message)
