"""What the notes of a record say of one person who was flagged several times: nobody may then say that nobody knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.one_sided import rows_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.evidence.record.entry import Entry

QUOTED = 80  # characters of a clause
_WHO = r"(?:man|woman|person|individual|boy|girl|child|teenager|passer-by|customer|shopper|visitor|commuter|passenger)"
_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\d+)"
_OFTEN = rf"(?:twice|thrice|again|repeatedly|more than once|{_MANY} (?:\w+ )?(?:times|alerts|days|flags|hits))"
_FLAGGED = r"(?:flagged|alerted|matched|stopped|misidentified|mistaken|set off|triggered|caused|produced|accounted for)"
_AGAIN = re.compile(
    rf"\b(?:same|one|a single) (?:\w+ )?{_WHO}\b.{{0,60}}\b{_OFTEN}\b"
    rf"|\b{_MANY} (?:\w+ ){{0,3}}(?:alerts|flags|hits|times)\b.{{0,40}}\b(?:same|one|a single) (?:\w+ )?{_WHO}\b"
    rf"|\b{_WHO}\b.{{0,30}}\b{_FLAGGED}\b.{{0,30}}\b{_OFTEN}\b"
    rf"|\b{_FLAGGED} (?:\w+ ){{0,2}}(?:twice|thrice|repeatedly|more than once)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|nobody|none|never|not|different|each|every|unknown|whether|if)\b", re.IGNORECASE)


def several_times(entries: Iterable[Entry], footnotes: Iterable[tuple[int, str]] = ()) -> str:
    """Return the first note that says so, quoted with its row, and how many more do; "" where none does.

    ``footnotes``: of the record, each with its row.
    """
    notes = [*((e.row, e.note) for e in entries if e.note), *footnotes]
    told = [(row, clause) for row, note in notes if (clause := _clause(note))]
    if not told:
        return ""
    row, clause = told[0]
    more = f" So {'do' if len(told) > 2 else 'does'} {rows_named([n for n, _ in told[1:]])}." if told[1:] else ""
    return f"{wording.capital(rows_named([row]))}: “{wording.cut(clause, QUOTED)}”.{more}"


def _clause(note: str) -> str:
    """Return the clause of a note that says that one person was flagged several times."""
    clauses = (" ".join(clause.split()).lstrip("*†‡ ") for clause in re.split(r"[.;]", note))
    return next((c for c in clauses if _AGAIN.search(c) and not _DENIED.search(c)), "")
