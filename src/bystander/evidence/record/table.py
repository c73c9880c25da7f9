"""A deployment record as a table: where its header is, what its columns are, and how its numbers are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.record.decimals import Written, how_written
from bystander.evidence.record.grid import LOOKED_AT, first_lines, read_grid
from bystander.evidence.record.header import Header, find_header
from bystander.evidence.record.headings import is_rate, part_of, speaks_of
from bystander.evidence.record.merged import spread
from bystander.evidence.record.told_by_sums import told_by_sums
from bystander.evidence.record.turned import turned
from bystander.evidence.tables.made_up import marks_made_up
from bystander.evidence.tables.plain_headings import plain, plain_cells, repeats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.evidence.record.declared import Declared
    from bystander.evidence.record.grid import Line
    from bystander.evidence.record.merged import Shared
    from bystander.evidence.record.numbers import Decimal


_FIGURE = re.compile(r"[<>~≈≤≥]?\s*\d[\d.,'’\s]*%?\*?$")
_TOLD_BY = {
    "alert": {"alerts"},
    "face": {"faces_seen"},
    "true": {"true_alerts", "true_confirmed"},
    "false": {"false_alerts", "false_confirmed"},
}
_OF_NO_USE = frozenset({"", "row", "no", "nr", "number"})


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of text. ``rows``: (row number as a spreadsheet counts it, its cells), empty lines left out.

    ``columns``: canonical name of each header cell, or None where it is not recognised; ``estimated``: the
    canonical names whose header says that they are estimates. ``written``: how its numbers are written. ``repeated``:
    rows that repeat the header, as a table has that is cut into pages. ``turned``: whether it lay on its side, so that
    a row has the number of the column that it was. ``of_groups``: headings that count a group that was declared,
    ``groups``.
    ``shared``: merged cells that hold the value of several rows.
    """

    name: str
    sha256: str
    format: str
    header: tuple[str, ...]
    header_row: int
    rows: Sequence[Line]
    columns: tuple[str | None, ...] = ()
    estimated: frozenset[str] = frozenset()
    written: Written = field(default_factory=Written)
    found: Header = field(default=Header(at=0, rows=1, headings=(), columns=()))
    repeated: tuple[int, ...] = ()
    turned: bool = False
    of_groups: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    shared: Sequence[Shared] = ()

    def known(self) -> frozenset[str]:
        """Return the canonical columns that the table has."""
        return frozenset(name for name in self.columns if name is not None)

    def unread(self) -> tuple[str, ...]:
        """Return the headings that nothing is read from; numbers of rows are not missed."""
        open_ones = {heading for heading, _ in self.found.unclear} | self.of_groups
        pairs = zip(self.header, self.columns, strict=True)
        return tuple(h for h, name in pairs if name is None and h not in open_ones and not _needless(h))

    def unread_counts(self) -> tuple[str, ...]:
        """Return the headings with figures below that speak of alerts or faces, and that nothing is read from.

        A part of a count that is read is none of them, nor a rate of counts that are.
        """
        read = self.known()
        topics = {topic for topic, names in _TOLD_BY.items() if names & read}
        return tuple(
            heading
            for heading in self.unread()
            if (of := speaks_of(heading)) and not (is_rate(heading) and of <= topics) and self.has_figures(heading)
            and not part_of(heading) & read
        )  # fmt: skip

    def has_figures(self, heading: str) -> bool:
        """Return whether any cell below a heading is a number."""
        at = self.header.index(heading)
        return any(at < len(cells) and _FIGURE.match(cells[at]) for _, cells in self.rows)

    @property
    def decimal(self) -> Decimal:
        """The mark before a fraction; "" where nothing tells."""
        return self.written.decimal


def _needless(heading: str) -> bool:
    """Return whether nobody misses what stands under a heading: a number of rows, or that all is made up."""
    return plain(heading) in _OF_NO_USE or marks_made_up(heading)


def is_record_header(header: Sequence[str], declared: Mapping[str, str] | None = None) -> bool:
    """Return whether a header is that of a deployment record: at least two of its counts are there."""
    return find_header([(1, tuple(header))], declared or {}).is_of_a_record


def fits(declared: Mapping[str, str]) -> Callable[[Sequence[Line]], bool]:
    """Return what tells whether the first lines of a table hold the header of a record."""
    return lambda lines: (
        find_header(lines[:LOOKED_AT], declared).is_of_a_record or bool(turned(lines[:LOOKED_AT], declared))
    )


def is_record(path: Path | str, *, columns: Mapping[str, str] | None = None, sheet: str = "") -> bool:
    """Return whether a file has the header of a deployment record (two or more of its counts); never raises.

    ``columns``, ``sheet``: as for :func:`bystander.evidence.record.record.read_record`.
    """
    fit = fits(columns or {})
    try:
        return fit(first_lines(Path(path), fits=fit, sheet=sheet))
    except (OSError, EvidenceError):
        return False


def read_table(source: object, declared: Declared) -> Table:
    """Read a path (text in any delimiter, encoding and compression; a workbook; Parquet) or an Arrow PyCapsule object.

    Raises :class:`EvidenceError` where it cannot be opened; what is wrong *in* it is left to the checks.
    """
    grid = read_grid(source, fits=fits(declared.columns), sheet=declared.sheet, decimal=declared.decimal)
    lines, merged, header = grid.lines, grid.merged, find_header(grid.lines[:LOOKED_AT], declared.columns)
    other = [] if header.is_of_a_record else turned(lines, declared.columns)
    if other:
        merged = [merge.turned([number for number, _ in lines]) for merge in merged]
        lines, header = other, find_header(other[:1], declared.columns)
    first = header.at - header.rows + 1
    again = {plain_cells(cells) for _, cells in lines[first : header.at + 1]}
    body = lines[header.at + 1 :]
    repeated = frozenset(number for number, cells in body if repeats(cells, again))
    rows = [line for line in body if line[0] not in repeated] if repeated else body
    rows, shared = spread(rows, merged, header.columns) if merged else (rows, ())
    written = how_written(header.columns, rows, declared.decimal)
    header = told_by_sums(header, rows, written.decimal)
    return Table(
        name=grid.name,
        sha256=grid.sha256,
        format=grid.format,
        header=header.headings,
        header_row=lines[header.at][0] if lines else 1,
        rows=rows,
        columns=header.columns,
        estimated=header.estimated,
        written=written,
        found=header,
        repeated=tuple(sorted(repeated)),
        turned=bool(other),
        shared=shared,
    )
