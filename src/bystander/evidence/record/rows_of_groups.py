"""Rows of groups of people: a table with a row for each ethnicity or sex, and no day or place of a deployment.

Its sums are those of the record, and its rows are no deployments. Groups are compared where each has columns of its
own in the row of a deployment: how these are written is said, with the counts that stand in the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.ev55_groups import of_a_person
from bystander.evidence.record.numbers import known
from bystander.evidence.search_record.columns import COLUMNS
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from bystander.evidence.record.table import Table

CODE = "EV31"
_FEWEST, _MOST = 2, 3  # rows that may be groups, and as many as are written out
_DO = (
    "give each group columns of its own, in the row of a deployment: {} headed {}, and --groups {}. "
    "If a row is a deployment, say where: --column place='{}'"
)


_GROUP = next({"group", *column.aliases} for column in COLUMNS if column.name == "group")


def said_of(table: Table, where: str) -> list[Problem]:
    """Find a column of words that names groups of people, where nothing tells of deployments."""
    if {"date", "place", "who"} & table.known() or not {"false_alerts", "false_confirmed"} & table.known():
        return []
    heading = next((h for h in table.unread() if _names_groups(plain(h))), "")
    at = table.header.index(heading) if heading else -1
    named = [(cells[at], cells) for _, cells in table.rows if 0 <= at < len(cells) and known(cells[at])]
    names = {plain(name) for name, _ in named}
    if len(named) < _FEWEST or len(names) < len(named) or any(name.isdigit() for name in names):
        return []
    counts = [name for name in ("false_alerts", "faces_seen") if name in table.known()]
    some = named[:_MOST]
    headings = ",".join(f"{count}_{plain(name)}" for name, _ in some for count in counts)
    cells = ",".join(_cell(table, row, count) for _, row in some for count in counts)
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"rows seem to be groups of people, told apart by {heading}, and no deployments",
            where=where,
            means="they are added up here as if each were a deployment, and groups are not compared",
            do=_DO.format(f'"{cells}"', f'"{headings}"', ",".join(plain(name) for name, _ in some), heading),
        )
    ]


def _names_groups(heading: str) -> bool:
    return heading in _GROUP or any(word in _GROUP or of_a_person(word) for word in heading.split("_"))


def _cell(table: Table, cells: tuple[str, ...], count: str) -> str:
    at = table.columns.index(count)
    return cells[at] if at < len(cells) else ""
