"""Where each row of a record comes from: what its keeper noted, and which of its counts enter no rate."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots.chart import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import EvidenceNote, EvidenceRow

NOTE, SOURCE = 44, 28  # characters shown of a note and of a source; findings.json has more of each
VETO = 84  # the same of a note that keeps a count out of every rate
LONGEST_WORD = 28  # of a note: a longer one would widen the page
MOST = 25  # rows shown; a record of months has a source a row, and a page has readers


def rows_table(note: EvidenceNote) -> Table | None:
    """Return the table of the rows that something was noted of; None where nothing was.

    Rows of which nothing but one and the same source is told share a line. Of a long record the lines that something is
    wrong with come first, then those with a note, then those with a source.
    """
    if not note.rows:
        return None
    lines: dict[object, list[EvidenceRow]] = {}
    for row in note.rows:
        remarked = row.note or row.aside or row.withheld
        lines.setdefault(row.row if remarked else (row.who, row.source), []).append(row)
    order = sorted(lines.values(), key=lambda r: (not (r[0].aside or r[0].withheld), r[0].note is None, r[0].row))
    shown = sorted(order[:MOST], key=lambda r: r[0].row)
    more = sum(len(rows) for rows in order[MOST:]) + note.more_rows
    where = "; findings.json lists some of them" if note.more_rows else "; findings.json lists them"
    return Table(
        caption="Where each row comes from",
        head=("Row", "Place and date", "Note", "Source"),
        rows=tuple(
            (_numbers(rows), _where(rows, before=before), _said(rows[0]), _short(rows[0].source or "", SOURCE))
            for before, rows in zip([None, *(r[0].who for r in shown)], shown, strict=False)
        ),
        numeric=(False,) * 4,
        note=f"{wording.plural(more, 'more row')} with a note or a source{where}." if more else "",
    )


def _numbers(rows: Sequence[EvidenceRow]) -> str:
    """Say the numbers of rows in short: "3, 5 to 11"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row.row == runs[-1][-1] + 1:
            runs[-1].append(row.row)
        else:
            runs.append([row.row])
    said = [f"{run[0]:,}" if len(run) == 1 else f"{run[0]:,} to {run[-1]:,}" for run in runs]
    return ", ".join(said[:3]) + (" ..." if len(said) > 3 else "")


def _where(rows: Sequence[EvidenceRow], *, before: str | None) -> str:
    """Say whose rows they are, unless that was said just ``before``, and where and when."""
    dates = sorted({d for row in rows for d in (row.date, row.date_to) if d})
    when = " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""
    places = list(dict.fromkeys(row.place for row in rows if row.place))
    where = wording.plural(len(places), "place") if len(places) > 1 else "".join(places)
    return ", ".join(text for text in (rows[0].who if rows[0].who != before else "", where, when) if text)


def _said(row: EvidenceRow) -> str:
    said = [f"Enters no rate: {row.aside}"] if row.aside else []
    said += [f"{f'“{w.said}”' if w.said else f'{w.count:,}'} left out" for w in row.withheld]
    said += [f"“{_broken(_short(row.note, VETO if row.withheld else NOTE))}”"] if row.note else []
    return ". ".join(text.removesuffix(".") for text in said) + ("." if said else "")


def _broken(note: str) -> str:
    """Return a note whose words are parted where no line has room for them."""
    return re.sub(rf"(\S{{{LONGEST_WORD}}})(?=\S)", r"\1 ", note)


def _short(text: str, room: int) -> str:
    """Cut a text between two of its words, where it has any."""
    return text if len(text) <= room else shorten(text, room, placeholder=" …") or f"{text[: room - 1]}…"
