"""A log: a table with a row for each alert or request, which tells in words what became of it, and has no counts.

No column of it can be declared to be a count. What can be done is to count its rows, and that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.record.headings import speaks_of
from bystander.evidence.record.numbers import known
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from bystander.evidence.record.table import Table

_FEWEST = 3  # rows of a log
_MOST = 8  # different words that say what became of a row
_IN_ENGLISH = "outcome outcomes result results decision disposition verdict lead confirmed adjudication status"
_ELSEWHERE = "ergebnis resultat resultado esito uitkomst"
_OF_OUTCOME = frozenset([*_IN_ENGLISH.split(), *_ELSEWHERE.split()])
_ASKED = "request requests requestor requesting search searches searched probe candidate lead"
_OF_REQUESTS = frozenset(_ASKED.split())
LIKE_A_LOG = "it looks like a log, a row for each {}: column {} says in words what became of it"
OF_ALERTS = (
    "count the rows by day and outcome, and give the counts. Of 9 alerts, 2 of them false: a header "
    '"date,alerts,true_alerts,false_alerts", and below it "2025-06-01,9,7,2"'
)
OF_SEARCHES = (
    "count the rows by period and outcome, and give the counts. Of 30 searches: a header "
    '"date,searches,lists_returned,followed_up,confirmed", and below it "2025-03,30,12,8,5"'
)


def outcome_of(table: Table) -> str:
    """Return the heading under which a log says in words what became of each row; "" where the table is no log."""
    if len(table.rows) < _FEWEST:
        return ""
    found = [heading for at, heading in enumerate(table.header) if tells(heading) and _in_few_words(table, at)]
    named = [heading for heading in found if "outcome" in plain(heading)]
    return (named or found or [""])[0]


def advice(table: Table, outcome: str) -> tuple[str, str]:
    """Return that a table looks like a log, and what to do about it."""
    of_requests = any(_OF_REQUESTS & set(plain(heading).split("_")) for heading in table.header)
    what, do = ("request", OF_SEARCHES) if of_requests else ("alert", OF_ALERTS)
    return LIKE_A_LOG.format(what, outcome), do


def tells(heading: str) -> bool:
    """Return whether what stands under a heading may say what became of an alert or a request."""
    return bool(_OF_OUTCOME & set(plain(heading).split("_")) or speaks_of(heading))


def _in_few_words(table: Table, at: int) -> bool:
    cells = [cells[at] for _, cells in table.rows if at < len(cells) and known(cells[at])]
    different = {cell.casefold() for cell in cells}
    return len(cells) * 2 >= len(table.rows) and len(different) <= _MOST and not any(map(_has_digit, different))


def _has_digit(cell: str) -> bool:
    return any(c.isdigit() for c in cell)
