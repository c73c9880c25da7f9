"""What the keeper of a record remarked, row by row, and which counts are no counts: they travel with the numbers.

A row that cannot be true stands aside; a count that is not what its column says is withheld. Both enter no rate,
both are told first, and the note of a row is quoted wherever its counts would else be read against it (METHODS VI.3).
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from bystander.evidence.record.entries import LONGEST
from bystander.findings import EvidenceRow, WithheldCount, wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.record.one_sided import NAMES, rows_named
from bystander.quantities.record.rates import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.evidence.record.record import Record
    from bystander.quantities.record.rates import RecordRate
    from bystander.quantities.record.scope import Scope

MOST_ROWS = 100  # told one by one
QUOTED = 100  # of a note, within a caveat
COUNTED = (
    ("faces_seen", "faces_seen"), ("watchlist_size", "watchlist_size"), ("alerts", "alerts"), ("right", "true_alerts"),
    ("wrong", "false_alerts"), ("stops", "stops"), ("right_stops", "true_stops"), ("wrong_stops", "false_stops"),
    ("arrests", "arrests"),
)  # fmt: skip
_GROUP = re.compile(
    r"\b(?:black|white|asian|brown|ethnic\w*|rac(?:e|ial)\w*|wom[ae]n|men|man|female|male|girls?|boys?|child(?:ren)?"
    r"|minors?|aged?|old|young|sex|gender|skin|muslim\w*|jewish|disabled)\b",
    re.IGNORECASE,
)


def rows_told(record: Record) -> tuple[tuple[EvidenceRow, ...], int]:
    """Return the rows that somebody remarked on, and how many more there are: doubtful ones first, then by row."""

    def found() -> Iterator[tuple[Entry, str | None]]:
        yield from ((a.entry, a.why) for a in record.asides)
        yield from ((e, None) for e in record.entries if e.withheld)
        yield from ((e, None) for e in record.entries if not e.withheld and (e.note or e.source))

    notes = [EvidenceRow(row=row, note=_cut(text, LONGEST)) for row, text in record.footnotes[:MOST_ROWS]]
    told = [*notes, *(_row(entry, why) for entry, why in islice(found(), MOST_ROWS - len(notes)))]
    every = sum(1 for _ in found()) + len(record.footnotes)
    return tuple(sorted(told, key=lambda r: r.row)), every - len(told)


def leading(record: Record) -> list[Caveat]:
    """Return the caveats that lead all others: of rows aside, then of counts withheld."""
    why: dict[str, list[Entry]] = defaultdict(list)
    for aside in record.asides:
        why[aside.why].append(aside.entry)
    said = [_aside(entries, reason) for reason, entries in why.items()]
    withheld: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for e in record.entries:
        for w in e.withheld:
            withheld[w.column, w.why].append(e)
    several: dict[tuple[str, tuple[int, ...]], tuple[list[Entry], list[str]]] = {}
    for (column, reason), entries in withheld.items():  # two counts of the same rows, for one reason, are told once
        told = several.setdefault((reason, tuple(e.row for e in entries)), (entries, []))
        told[1].append(column)
    return [
        *said,
        *(
            _withheld(entries, columns, reason, quote=i == 0 and not _stops_told(entries[0]))
            for i, ((reason, _), (entries, columns)) in enumerate(several.items())
        ),
    ]


def left_out(quantity: RecordRate, scope: Scope) -> tuple[str, ...]:
    """Say which rows of a scope a rate leaves out because a count of theirs is withheld."""
    used = rows_of(quantity, scope).used
    rows: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for at, e in scope.counts.remarked:
        for w in e.withheld:
            if w.column in quantity.columns and not used[at]:
                rows[w.column, w.why].append(e)
    return tuple(str(_withheld(entries, [column], why, quote=False)) for (column, why), entries in rows.items())


def notes_on_groups(entries: Iterable[Entry]) -> bool:
    """Return whether any row's note speaks of a group of people."""
    return any(_GROUP.search(e.note or "") for e in entries)


def _aside(entries: Sequence[Entry], why: str) -> Caveat:
    row = rows_named([e.row for e in entries])
    verb = "enters" if len(entries) == 1 else "enter"
    counts = f" ({_counts(entries[0])})" if len(entries) == 1 else ""
    claim = f"{wording.capital(row)} {verb} no rate."
    return Caveat(claim, f"{wording.capital(why)}{counts}.", "Corrected counts would bring it back.", Weight.WIDENS)


def _withheld(entries: Sequence[Entry], columns: Sequence[str], why: str, *, quote: bool) -> Caveat:
    column, *more = columns
    counts = [
        f"“{w.said}”" if w.said else f"{w.count:,}"
        for e in entries
        for w in e.withheld
        if (w.column, w.why) == (column, why)
    ]
    row = rows_named([e.row for e in entries])
    alone = len(set(counts)) == 1 and (len(counts) == 1 or counts[0][:1] == "“") and not more
    shown = counts[0] if alone else "what is"
    names = wording.listed([NAMES.get(one, one.replace("_", " ")) for one in columns])
    claim = f"{wording.capital(row)}: {shown} given as {names} enters no rate."
    said = quote and f'"{entries[0].note}"' not in why  # a short note is all of the reason already
    return Caveat(claim, f"{wording.capital(why)}.{quoted(entries[0].note) if said else ''}", weight=Weight.WIDENS)


def _stops_told(e: Entry) -> bool:
    """Return whether the row's counts say of its stops what its note would: the page tells those beside the alerts."""
    return e.stops is not None and e.wrong_stops is not None


def quoted(note: str | None) -> str:
    """Quote a row's own note, as far as a caveat has room for it; nothing without one."""
    return f" The row's own note: “{_cut(note, QUOTED)}”." if note else ""


def _counts(e: Entry) -> str:
    given = [(getattr(e, field), name) for field, name in COUNTED if field != "watchlist_size"]
    return ", ".join(f"{NAMES.get(name, name)} {count:,}" for count, name in given if count is not None)


def _row(e: Entry, why: str | None) -> EvidenceRow:
    counts = {name: value for field, name in COUNTED if (value := getattr(e, field)) is not None}
    return EvidenceRow(
        row=e.row,
        who=e.who,
        place=e.place,
        date=str(e.date) if e.date else None,
        date_to=str(e.date_to) if e.date_to else None,
        counts=counts,
        withheld=tuple(WithheldCount(column=w.column, count=w.count, why=w.why, said=w.said) for w in e.withheld),
        aside=why,
        note=_cut(e.note, LONGEST),
        source=_cut(e.source, LONGEST),
    )


def _cut(text: str | None, room: int) -> str | None:
    if text is None:
        return None
    plain = " ".join(text.split())
    return plain if len(plain) <= room else f"{plain[: room - 1].rstrip()}…"
