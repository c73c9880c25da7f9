"""Counts by group in a deployment record: ``false_alerts_NAME`` and ``faces_seen_NAME``, for names that are declared.

A name is never guessed from a header: ``alerts_reviewed`` is no group of people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError, Problem, UsageError
from bystander.evidence.checks.check import found_by
from bystander.evidence.record.checks.groups_together import GroupsTogether, over
from bystander.evidence.record.checks.order import GROUP, GROUP_COLUMNS, GROUPS_TOGETHER
from bystander.evidence.record.columns import BY_NAME
from bystander.evidence.record.headings import recognise
from bystander.evidence.record.numbers import NONE, known, read_number
from bystander.evidence.record.seen import GroupColumns, GroupSeen
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.evidence.record.numbers import Decimal
    from bystander.evidence.record.table import Table


@dataclass(frozen=True, kw_only=True)
class GroupTotals:
    """What a record counts of one group, over the rows that tell both the part and the whole.

    ``false_alerts`` of ``all_false_alerts``; ``faces_seen``: in the rows that give the group's false alerts too, None
    where the record does not tell it in all of them; ``all_faces_seen``: of everybody there, likewise. ``rows``: that
    the counts come from, ``operators``: whose they are. ``by_row``: false alerts and faces seen of the rows that give
    both, by the number of the row.
    """

    name: str
    false_alerts: int
    all_false_alerts: int
    faces_seen: int | None
    all_faces_seen: int | None
    rows: int
    operators: tuple[str, ...] = ()
    by_row: Mapping[int, tuple[int, int]] = field(default_factory=dict)


def declared(groups: str | Sequence[str]) -> tuple[str, ...]:
    """Read "black,white" as names of groups, each once. Raises UsageError for an empty name."""
    parts = groups.split(",") if isinstance(groups, str) else list(groups)
    names = tuple(dict.fromkeys(part.strip() for part in parts))
    if not all(plain(name) for name in names):
        raise UsageError("--groups names the endings of columns, such as black,white of false_alerts_black")
    return names


def group_totals(table: Table, entries: Sequence[Entry], names: Sequence[str]) -> tuple[GroupTotals, ...]:
    """Add up the counts of each group over the used rows. Raises EvidenceError for what cannot be."""
    columns = {name: _column(table, "false_alerts", name) for name in names}
    faces = {name: _column(table, "faces_seen", name) for name in names}
    lacking = [f"false_alerts_{plain(name)}" for name, at in columns.items() if at is None]
    problems: list[Problem] = found_by(GROUP_COLUMNS, GroupColumns(record=table.name, lacking=lacking))
    if problems:
        raise EvidenceError(table.name, problems)
    cells = dict(table.rows)
    found = []
    for name in names:
        events, wholes, seen, used, too_many, unread = 0, 0, 0, 0, [], []
        everybody: list[int | None] = []
        whose: set[str] = set()
        by_row: dict[int, tuple[int, int]] = {}
        told = faces[name] is not None
        for entry in entries:
            part, bad = _count(cells[entry.row], columns[name], table.decimal)
            exposure, bad_too = _count(cells[entry.row], faces[name], table.decimal)
            unread += [entry.row] if bad or bad_too else []
            whole = _whole(entry, cells[entry.row], list(columns.values()), table.decimal)
            if part is None or whole is None:
                continue
            too_many += [entry.row] if part > whole else []
            whose |= {entry.who} if entry.who else set()
            events, wholes, used = events + part, wholes + whole, used + 1
            told = told and exposure is not None
            seen += exposure or 0
            if exposure is not None:
                by_row[entry.row] = part, exposure
            everybody.append(entry.faces_seen)
        read = GroupSeen(
            record=table.name, name=name, unread=unread, more_alerts=too_many,
            more_faces=_more_faces(entries, cells, faces[name], table.decimal), unseen=told and seen < events,
        )  # fmt: skip
        problems += found_by(GROUP, read)
        found.append(
            GroupTotals(
                name=name,
                false_alerts=events,
                all_false_alerts=wholes,
                faces_seen=seen if told else None,
                all_faces_seen=sum(n or 0 for n in everybody) if told and None not in everybody else None,
                rows=used,
                operators=tuple(sorted(whose)),
                by_row=by_row,
            )
        )
    if problems:
        raise EvidenceError(table.name, problems)
    return tuple(found)


def more_than_all(table: Table, entries: Sequence[Entry], names: Sequence[str]) -> list[Problem]:
    """Return what is wrong with groups that fit one by one, and are together more than everybody."""
    cells = dict(table.rows)

    def parts(entry: Entry, columns: Sequence[int | None]) -> list[int | None]:
        return [_count(cells[entry.row], at, table.decimal)[0] for at in columns]

    alerts, faces = ([_column(table, count, name) for name in names] for count in ("false_alerts", "faces_seen"))
    wholes = {
        "false alerts": [(e.row, e.wrong, parts(e, alerts)) for e in entries],
        "faces seen": [(e.row, e.faces_seen, parts(e, faces)) for e in entries],
    }
    found = {what: [bad for one in told for bad in over(*one)] for what, told in wholes.items()}
    return found_by(GROUPS_TOGETHER, GroupsTogether(table.name, found))


def headings(table: Table, names: Sequence[str]) -> frozenset[str]:
    """Return the headings that count something of the groups."""
    found = (_column(table, count, name) for name in names for count in ("false_alerts", "faces_seen"))
    return frozenset(table.header[at] for at in found if at is not None)


def _column(table: Table, count: str, name: str) -> int | None:
    return next((at for at, header in enumerate(table.header) if _counts_group(header, count, plain(name))), None)


def _counts_group(header: str, count: str, name: str) -> bool:
    """Return whether a heading is that of a count, and the name of a group behind it: "False alert - White"."""
    whole = plain(header)
    if not whole.endswith(f"_{name}"):
        return False
    start = whole.removesuffix(f"_{name}").removesuffix("_by")
    return start in (count, *BY_NAME[count].aliases) or recognise(start.replace("_", " ")).column == count


def _more_faces(
    entries: Sequence[Entry], cells: Mapping[int, Sequence[str]], at: int | None, decimal: Decimal
) -> list[int]:
    """Return the rows with more faces of a group than of everybody."""
    known_rows = [(e.row, e.faces_seen, _count(cells[e.row], at, decimal)[0]) for e in entries]
    return [row for row, every, part in known_rows if every is not None and part is not None and part > every]


def _count(cells: Sequence[str], at: int | None, decimal: Decimal) -> tuple[int | None, bool]:
    """Read a count: None where it is not known, and whether the cell cannot be read."""
    if at is None or at >= len(cells) or not known(cells[at]):
        return None, False
    if cells[at].casefold() in NONE:
        return 0, False
    read = read_number(cells[at], whole=True, decimal=decimal)
    return (None, True) if read.value is None or read.fault or read.bound else (int(read.value), False)


def _whole(entry: Entry, cells: Sequence[str], columns: Sequence[int | None], decimal: Decimal) -> int | None:
    """Return all false alerts of a row: as stated, or the sum of the groups where every one is told."""
    if entry.wrong is not None:
        return entry.wrong
    parts = [_count(cells, at, decimal)[0] for at in columns]
    return sum(p for p in parts if p is not None) if len(parts) > 1 and None not in parts else None
