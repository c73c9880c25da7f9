"""EV31: the columns that a deployment record needs are not there, or are there twice.

Needed are some count of alerts, and something to divide it by or to compare it with. Columns that nothing reads are
named, so that a misspelt one does not go unnoticed; --column says what one of them is. One with figures that speaks of
alerts, faces, right or false ones is a warning that leads all caveats ("False alerts excluding staff"), and so is one
that tells how often the system was wrong, by a rate or by misses. One that begins with the heading of a count that is
read ("false alerts black" beside false alerts) counts a part of it, and is a note. Right and wrong decisions of a test
(TP, FP, TN, FN) are no counts of deployments, and rows of groups of people none either: it is said what to write.
"""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import MOST, how_many
from bystander.evidence.record.columns import BY_NAME, COLUMNS, CORE, OUTCOMES, STOPS
from bystander.evidence.record.counts_of_a_trial import stops
from bystander.evidence.record.headings import (
    ending_of,
    is_rate,
    is_share,
    is_to_date,
    part_of,
    speaks_of,
    tells_of_mistakes,
)
from bystander.evidence.record.logs import advice, outcome_of
from bystander.evidence.record.rows_of_groups import said_of
from bystander.evidence.record.told_by_sums import may_be
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.table import Table

CODE = "EV31"
_WHY = "{} no rate here, and may say more than this page does"
_IN_ENGLISH = "date dates day week month quarter quarters year yr period periods"
_ELSEWHERE = "datum jahr monat woche zeitraum année annee mois semaine fecha año mes anno mese ano mês jaar maand"
_OF_TIME = frozenset([*_IN_ENGLISH.split(), *_ELSEWHERE.split()])
_COUNTS = {*OUTCOMES, *STOPS, "faces_seen"}
_TRIAL = {"score", "distance", "probe_subject", "reference_subject"}


def look(table: Table) -> list[Problem]:
    """Find missing, doubled and unused columns."""
    where = f"{table.name}, row {table.header_row}"
    missing = _missing(table, where)
    # The header of some other table may be made of identifiers (a score matrix), so it is not repeated.
    return missing or [
        *_twice(table, where),
        *_unused(table, where),
        *said_of(table, where),
        *_undated(table, where),
        *_of_groups(table, where),
    ]


def _missing(table: Table, where: str) -> list[Problem]:
    if table.found.absent:
        return [_absent(table, where)]
    if table.found.is_of_decisions:
        return [stops(table.found, next((cells for _, cells in table.rows), ()), where=where)]
    known = table.known() | {names[0] for _, names in table.found.unclear}
    outcomes = known & set(OUTCOMES)
    is_trial = table.found.is_of_comparisons or bool({plain(cell) for cell in table.header} & _TRIAL)
    of_rates = known & {"faces_seen", "hours", "duration_min", "date", "place"}
    if (len(outcomes) > 1 or (outcomes and of_rates)) and not table.found.is_of_comparisons:
        return []
    if outcome := outcome_of(table):
        means, do = advice(table, outcome)
    elif known & set(STOPS):
        means = "it counts what followed alerts, and not every alert is followed by a stop or an arrest"
        do = "ask how many alerts there were, and how many of those were false; or name their column with --column"
    else:
        means = "other names, or another table"
        do = "say which column is which, as --column false_alerts='Wrong hits' does"
    return [
        Problem(
            code=CODE,
            severity="error",
            found="this is not a deployment record: its counts are not there",
            where=where,
            expected="a column of alerts (alerts, true_alerts, false_alerts, or their confirmed and unconfirmed "
            "parts) and one to compare it with (faces_seen, alerts, hours, date or place)",
            got=f"{how_many(len(table.header), 'column')}, of which recognised: {', '.join(sorted(known)) or 'none'}",
            means="it looks like a trial: comparisons with scores" if is_trial else means,
            do="use `bystander evaluate` for a trial" if is_trial else do,
        )
    ]


def _absent(table: Table, where: str) -> Problem:
    return Problem(
        code=CODE,
        severity="error",
        found=f"{how_many(len(table.found.absent), 'column')} that --column names {_are(table.found.absent)} not there",
        where=where,
        expected="a heading as it stands in the table; of a heading in two rows, its lower part is enough",
        got=", ".join(table.found.absent[:MOST]),
        do="name a heading of the table",
    )


def _are(some: Sequence[object]) -> str:
    return "is" if len(some) == 1 else "are"


def _twice(table: Table, where: str) -> list[Problem]:
    counts = Counter(name for name in table.columns if name is not None)
    return [
        Problem(
            code=CODE,
            severity="error",
            found=f"{how_many(times, 'column')} for one thing: {BY_NAME[name].meaning}",
            where=where,
            expected=f"one column {name}",
            got=", ".join(h for h, n in zip(table.header, table.columns, strict=True) if n == name),
            means="which of them counts cannot be told from the file",
            do=f"name the one that counts, as --column {name}=HEADING does; the others are then not read",
        )
        for name, times in counts.items()
        if times > 1
    ]


def _unused(table: Table, where: str) -> list[Problem]:
    names = [column.name for column in COLUMNS]
    unused = table.unread()
    if not unused:
        return []
    mistakes = [heading for heading in unused if tells_of_mistakes(heading)]
    counts = [heading for heading in table.unread_counts() if heading not in mistakes]
    right = [heading for heading in unused if may_be(heading, table.known()) == "true_alerts"]
    counts += [heading for heading in right if heading not in counts]
    telling = mistakes or counts or [heading for heading in unused if _speaks(heading, table)]
    what = "mistakes seem to be told in" if mistakes else "alerts or faces seem to be counted in"
    near = {
        h: close[0]
        for h in unused
        if not (is_share(h) or is_to_date(h)) and (close := get_close_matches(plain(h), names, n=1, cutoff=0.85))
    }
    near = {h: could for h, name in near.items() if (could := _could_be(h, name, table))}
    return [
        Problem(
            code=CODE,
            severity="warning" if telling else "note",
            found=f"{how_many(len(unused), 'column')} that no rate is computed from"
            + (f"; {what} {_listed(telling)}" if telling else "")
            + (f", and alerts or faces to be counted in {_listed(counts)}" if mistakes and counts else ""),
            where=where,
            got=_listed(unused),
            means=_WHY.format("it enters" if len(unused) == 1 else "they enter") if telling else "",
            do="; ".join(f"did you mean {name} by {h}? If so: --column {name}='{h}'" for h, name in near.items())
            or _of_unread(telling, mistakes, right)
            or _by_group(unused),
            leads=bool(mistakes or counts),
        )
    ]


def _could_be(heading: str, name: str, table: Table) -> str:
    """Return what a heading that is nearly a column's name may be; "" where its cells are no such thing.

    "Deployment" over words is where it was held.
    """
    if BY_NAME[name].kind in {"text", "date"} or table.has_figures(heading):
        return name
    return "place" if name == "deployments" and "place" not in table.known() else ""


def _of_groups(table: Table, where: str) -> list[Problem]:
    """Find headings that count something else of the declared groups: their alerts, or who was stopped of them."""
    ends = tuple(f"_{plain(name)}" for name in table.groups)
    unread = [h for h in table.unread() if ends and plain(h).endswith(ends) and (part_of(h) & _COUNTS or speaks_of(h))]
    if not unread:
        return []
    were, them = ("was", "it") if len(unread) == 1 else ("were", "them")
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"{how_many(len(unread), 'column')} of the groups {were} not read: {_listed(unread)}",
            where=where,
            expected="false_alerts and faces_seen of each group, which are compared",
            means="groups are compared per face seen alone, and not by how many of their alerts were false",
            do=f"read {them} beside this page",
        )
    ]


def _undated(table: Table, where: str) -> list[Problem]:
    """Find headings that speak of time where no date is read: periods that overlap are then added up unseen."""
    unread = [h for h in table.unread() if not speaks_of(h) and _OF_TIME & set(plain(h).split("_"))]
    if not unread or "date" in table.known():
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"when rows were counted was not read, and may be told in {_listed(unread)}",
            where=where,
            means="periods that overlap are counted twice then, and no change from one to another is seen",
            do=f"if it is the day or the period, say so: --column date='{unread[0]}'",
        )
    ]


def _speaks(heading: str, table: Table) -> bool:
    return bool(speaks_of(heading)) and not is_rate(heading) and not part_of(heading) & table.known()


def _listed(headings: Sequence[str]) -> str:
    more = f" and {len(headings) - MOST:,} more" if len(headings) > MOST else ""
    return ", ".join(headings[:MOST]) + more


def _of_unread(telling: Sequence[str], mistakes: Sequence[str], right: Sequence[str]) -> str:
    if right:
        return f"if it counts the alerts judged right, say so: --column true_alerts='{right[0]}'"
    if mistakes:
        return "read it beside this page, and ask for the counts behind it"
    return f"if it is one of {', '.join(CORE)}, say so: --column NAME='{telling[0]}'" if telling else ""


def _by_group(unused: Sequence[str]) -> str:
    """Say how counts of groups are read, where headings begin with that of false alerts: "False alert - White"."""
    ends = [end for heading in unused if (end := ending_of(heading, "false_alerts"))]
    return f"if they count groups of people, name these: --groups {','.join(ends[:MOST])}" if len(ends) > 1 else ""


CHECK = Check(code=CODE, about=__doc__, look=look)
