"""EV38: rows that say the same thing twice, or faces that are told in several rows.

Two deployments of one day may have equal counts by chance, so nothing is dropped; a pasted row counts twice. Faces are
not equal by chance where a day and a place have a row for each watchlist, van or alert: they are those of the whole
deployment, and would count as often as they are told. A round number may be an estimate of each, unless each row is
one of several alerts. The alerts of parts are added up: whoever leaves out a row leaves out its alerts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import how_many, rows
from bystander.evidence.record.columns import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.seen import Seen

CODE = "EV38"
_OF_ONE = ("date", "date_to", "place", "who", "faces_seen")  # what rows of one deployment have in common
_SHOWN = 5
_BY_CHANCE = 1000  # fewer faces may be equal by chance
_ALERTS = 3  # rows of one alert each, which are no deployments with estimates
_ROUND = 100  # a multiple of it may be an estimate, which two deployments share


def look(seen: Seen) -> list[Problem]:
    """Find rows that are equal in every recognised column, with at least a date or place and a count."""
    table, read = seen.table, seen.used
    again: list[tuple[int, int]] = []
    written = [at for at, name in enumerate(table.columns) if name is not None and name not in {"note", "source"}]
    if len(written) > 1 and all(len(row.cells) > written[-1] for row in read):
        said = list(map(itemgetter(*written), (row.cells for row in read)))
        if len(set(said)) < len(said):
            times = Counter(said)
            again = _again([row for row, cells in zip(read, said, strict=True) if times[cells] > 1])
    found = _of_one_deployment(seen)
    problems = _faces_again(seen, found) if found else []
    alerts = {row.number for some in found if _one_alert_each(some) for row in some}
    again = [(first, number) for first, number in again if number not in alerts]
    if not again:
        return problems
    return [
        *problems,
        Problem(
            code=CODE,
            severity="warning",
            leads=_certain(seen, {number for _, number in again}),
            found=f"{how_many(len(again), 'row')} equal to an earlier one: "
            + "; ".join(f"row {b} to row {a}" for a, b in again[:5]),
            where=f"{table.name}, {rows([b for _, b in again])}",
            means="the row was pasted twice, and its alerts are counted twice; nothing was dropped",
            do="take the copies out, unless there were two such deployments",
        ),
    ]


def _of_equal_faces(seen: Seen) -> list[Row]:
    """Return the rows that share their day and their faces, not few of these, with another."""
    faces = seen.counted.of("faces_seen")
    days = np.fromiter((day.toordinal() if (day := row.day("date")) else 0 for row in seen.used), np.float64)
    both = np.where((faces >= _BY_CHANCE) & (days > 0), faces + 1j * days, 0)
    _, which, times = np.unique(both, return_inverse=True, return_counts=True)
    return seen.counted.where((times[which] > 1) & (both != 0))


def _certain(seen: Seen, copies: set[int]) -> bool:
    """Return whether some copies tell faces that are not equal by chance."""
    return any(
        (row.count("faces_seen") or 0) >= _BY_CHANCE and (row.count("faces_seen") or 0) % _ROUND
        for row in seen.used
        if row.number in copies
    )


def _of_one_deployment(seen: Seen) -> list[list[Row]]:
    """Return rows of one day and place that tell the same faces, and are no copies of each other."""
    deployments: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in _of_equal_faces(seen):
        deployments[tuple(row.values.get(name) for name in _OF_ONE)].append(row)
    return [some for some in deployments.values() if len({row.cells for row in some}) > 1]


def _faces_again(seen: Seen, found: Sequence[list[Row]]) -> list[Problem]:
    """Say that they are most likely parts of one deployment, or that it is told several times."""
    rounded = len(found) == 1 and (found[0][0].count("faces_seen") or 0) % _ROUND == 0 and not _one_alert_each(found[0])
    span = "period" if any(map(_of_a_period, found)) else "day"
    return [
        Problem(
            code=CODE,
            severity="warning" if rounded else "error",
            leads=rounded,
            found=f"rows of one {span} and place tell the same number of faces: "
            + "; ".join(
                f"{rows([row.number for row in some])}, {some[0].count('faces_seen'):,}" for some in found[:_SHOWN]
            )
            + (f"; and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""),
            where=f"{seen.table.name}, {rows([row.number for some in found for row in some])}",
            expected="one row for each deployment",
            means="they are probably parts of one deployment (watchlists, vans, alerts), or tell it twice, and its "
            "faces would count each time",
            do="if they are several deployments, name the place of each. Else give each deployment one row, with its "
            f"faces once and the alerts of its parts added up{_leave_out(found)}",
        )
    ]


def _of_a_period(some: Sequence[Row]) -> bool:
    """Return whether rows tell no day, but the month or year that it was in."""
    last = some[0].day("date_to")
    return last is not None and last != some[0].day("date")


def _one_alert_each(some: Sequence[Row]) -> bool:
    """Return whether rows of one day and place are alerts: one in each of three or more."""
    return len(some) >= _ALERTS and all(row.count("alerts") == 1 for row in some)


def _leave_out(found: Sequence[Sequence[Row]]) -> str:
    """Say how to leave out rows that tell the alerts of the first again; nothing where each is an alert of its own."""
    again = [str(row.number) for some in found if not _one_alert_each(some) for row in some[1:]]
    if not again:
        return ""
    return (
        ". Only if the same alerts are told again, leave out all rows but one: "
        f'--without-rows "{",".join(again)}: told twice"'
    )


def _again(read: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the numbers of rows that say the same, the earlier one first."""
    first: dict[tuple[tuple[str, object], ...], int] = {}
    again = []
    for row in read:
        said = {name: value for name, value in row.values.items() if name not in {"note", "source"}}
        if not any(name in said for name in ("date", "place")) or not any(BY_NAME[n].core for n in said):
            continue
        number = first.setdefault(tuple(sorted(said.items())), row.number)
        if number != row.number:
            again.append((number, row.number))
    return again


CHECK = Check(code=CODE, about=__doc__, look=look)
