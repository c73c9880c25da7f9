"""Lists, histograms and matrices of scores, by the documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.mutations.counts import NOBODY, Counts
from benchmarks.mutations.strict import Refused, Unsure, number, records_in, table_in, text_in

if TYPE_CHECKING:
    from benchmarks.mutations.sheet import Case, Part

_BOTH: tuple[Part, Part] = ("main", "second")


def lists(case: Case) -> Counts:
    """Count mated scores in one file, and non-mated ones in another."""
    kinds = []
    for part in _BOTH:
        lines = [line.strip() for line in re.split("\r\n|\r|\n", text_in(case.file(part))) if line.strip()]
        if any('"' in line.strip('"') or line.count('"') not in {0, 2} for line in lines):
            raise Refused("quotation marks")
        cells = [line.strip('"').strip() for line in lines]
        if any("\t" in cell for cell in cells):
            raise Refused("several columns")
        if cells and re.match(r"#|n/?a\b|null|none", cells[0].casefold()):
            raise Unsure("a remark or a gap above a list")
        header = int(bool(cells) and re.match(r"[^\W\d_]", cells[0]) is not None)
        values = [number(cell) for cell in cells[header:]]
        kinds.append([value for value in values if value is not None])
    if not all(kinds):
        raise Refused("a list without a score")
    return Counts(rows=len(kinds[0]) + len(kinds[1]), refused=0, mated=len(kinds[0]), non_mated=len(kinds[1]))


def histograms(case: Case) -> Counts:
    """Count the comparisons of two histograms."""
    sums = []
    for part in _BOTH:
        if re.match("\\s*[#%]", text_in(case.file(part))):
            raise Unsure("a remark above a list")
        records = [row[:2] if not any(row[2:]) else row for row in records_in(case.file(part))]
        records = [row for row in records if any(row)]
        if any(len(row) != 2 for row in records):
            raise Refused("not a score and a count")
        header = int(not any(re.search("[0-9]", cell) for cell in records[0]))
        counts = [(number(a), number(b)) for a, b in records[header:]]
        if not counts or any(a is None or b is None or b < 0 or b % 1 for a, b in counts):
            raise Refused("a count that is none")
        sums.append(int(sum(b or 0 for _, b in counts)))
    return Counts(rows=sum(sums), refused=0, mated=sums[0], non_mated=sums[1])


def matrix(case: Case) -> Counts:
    """Count the cells of a matrix."""
    header, rows = table_in(case.file())
    down, across = [row[0] for row in rows], header[1:]
    if not all(down) or not all(across):
        raise Refused("a row or column without a name")
    cells = [
        (a, b, number(cell)) for a, row in zip(down, rows, strict=True) for b, cell in zip(across, row[1:], strict=True)
    ]
    if any(name.casefold() in NOBODY for name in (*down, *across)):
        raise Unsure("a name that may mean nobody")
    if down == across and (len(set(down)) < len(down) or len(down) < 4):
        raise Unsure("a square of repeated names")
    used = [(a, b) for a, b, value in cells if value is not None]
    mated = sum(a == b for a, b in used)
    return Counts(
        rows=len(cells), refused=len(cells) - len(used), mated=mated, non_mated=len(used) - mated,
        people=len({name for pair in used for name in pair}),
    )  # fmt: skip
