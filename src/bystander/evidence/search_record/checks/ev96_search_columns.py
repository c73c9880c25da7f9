"""EV96: what a column of a search record counts cannot be told, is not there, or is there twice.

Needed are searches and something that came of them. "Matches", "hits" or "Treffer" are lists of candidates in one
record, leads in another and people identified in a third, so they are asked for. A column that is not read and begins
with a heading of a count that nothing else gives ("wrong person excluding staff") is a warning.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import MOST, how_many
from bystander.evidence.search_record.columns import BY_NAME, COUNTS, OUTCOMES, begins_with, is_rest
from bystander.evidence.tables.made_up import marks_made_up
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from bystander.evidence.search_record.seen import SearchHeader

CODE = "EV96"
COULD_BE = (
    "lists_returned (the system returned candidates), followed_up (somebody followed a lead) or confirmed (the person "
    "of a follow-up was). Or the rest of each: no_list, no_lead or unconfirmed. Or wrong: follow-ups of somebody else"
)


def look(seen: SearchHeader) -> list[Problem]:
    """Find missing, doubled, unclear and unused columns."""
    where = f"{seen.table.name}, row {seen.table.header_row}"
    known = set(seen.table.known())
    if seen.of_a_deployment and known & {"searches", "requests"}:
        return [_two_kinds(seen, where)]
    settled = known & {*OUTCOMES, "no_list", "no_lead"}
    problems = [_unclear(seen, where, stops=not settled)] if seen.unclear else []
    if not known & {"searches", "requests"} or not (settled or seen.unclear or known & {"wrong", "arrests"}):
        problems.append(_missing(seen, where))
    return [*problems, *_undeclared(seen, where), *_twice(seen, where), *_unused(seen, where)]


def _two_kinds(seen: SearchHeader, where: str) -> Problem:
    return Problem(
        code=CODE, severity="error", found="the header is that of two kinds of record", where=where,
        expected="a search record (searches, what came of them) or a deployment record (faces seen, alerts)",
        got=", ".join(seen.of_a_deployment[:MOST]) + " beside searches",
        means="searches of photographs and cameras that watch a place are counted in one table",
        do="give the columns of each in a file of its own",
    )  # fmt: skip


def _unclear(seen: SearchHeader, where: str, *, stops: bool) -> Problem:
    names = ", ".join(seen.unclear)
    first = next((name for name in seen.unclear if not is_rest(name)), "")
    say = f"followed_up='{first}'" if first else f"no_lead='{names.split(', ')[0]}'"
    return Problem(
        code=CODE, severity="error" if stops else "warning",
        found=f"what is counted as {names} cannot be told" + ("" if stops else ", so it was not read"), where=where,
        expected=COULD_BE, got=names,
        means="one agency calls its lists of candidates so, another its leads, a third the people it identified",
        do=f"say which it is, with --column {say} for instance, or rename the column",
    )  # fmt: skip


def _missing(seen: SearchHeader, where: str) -> Problem:
    known = sorted(seen.table.known())
    return Problem(
        code=CODE, severity="error", found="this is not a search record: its counts are not there", where=where,
        expected="a column of searches (or requests) and one of what came of them: lists_returned, followed_up, "
        "confirmed",
        got=f"{how_many(len(seen.table.header), 'column')}, of which recognised: {', '.join(known) or 'none'}",
        means="other names, or another table",
        do="name the columns as docs/reference/columns.md lists them, or say which they are: "
        "--column searches='the heading'",
    )  # fmt: skip


def _undeclared(seen: SearchHeader, where: str) -> list[Problem]:
    header = {plain(cell) for cell in seen.table.header}
    lacking = [f"{name}={heading}" for name, heading in seen.declared.items()
               if name not in BY_NAME or plain(heading) not in header]  # fmt: skip
    if not lacking:
        return []
    return [
        Problem(
            code=CODE, severity="error", found="a column that was declared is not there", where=where,
            expected=f"one of {', '.join(BY_NAME)}, and a heading of the file", got=", ".join(lacking),
            means="the heading, or the name of the column, is written otherwise", do="write both as they stand",
        )
    ]  # fmt: skip


def _twice(seen: SearchHeader, where: str) -> list[Problem]:
    table = seen.table
    times = Counter(name for name in table.columns if name in COUNTS)
    return [
        Problem(
            code=CODE, severity="error", found=f"{how_many(n, 'column')} for one thing: {BY_NAME[str(name)].meaning}",
            where=where, expected=f"one column {name}",
            got=", ".join(h for h, of in zip(table.header, table.columns, strict=True) if of == name),
            means="which of them counts cannot be told from the file",
            do=f"say which, with --column {name}='its heading', or put their sum in one, if each counts others",
        )
        for name, n in times.items()
        if n > 1
    ]  # fmt: skip


def _unused(seen: SearchHeader, where: str) -> list[Problem]:
    pairs = zip(seen.table.header, seen.table.columns, strict=True)
    of_groups = tuple(f"_{plain(group)}" for group in seen.groups)
    unused = [h for h, name in pairs if name is None and plain(h) and h not in seen.unclear and not marks_made_up(h)]
    unused = [h for h in unused if not plain(h).endswith(of_groups)]
    if not unused:
        return []
    counts = [h for h in unused if (of := begins_with(h)) and not of & seen.table.known()]
    said = f"; {', '.join(counts[:MOST])} may count what is not told here" if counts else ""
    return [
        Problem(
            code=CODE, severity="warning" if counts else "note",
            found=f"{how_many(len(unused), 'column')} that no rate is computed from{said}", where=where,
            got=", ".join(unused[:MOST]) + (f" and {len(unused) - MOST:,} more" if len(unused) > MOST else ""),
            do="nothing, or say what one of them is, with --column; counts by group, with --groups",
        )
    ]  # fmt: skip


CHECK = Check(code=CODE, about=__doc__, look=look)
