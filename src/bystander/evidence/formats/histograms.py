"""Histograms: a score and how many comparisons had it, mated ones in one file, others in another (pyeer's layout).

Two columns of numbers could as well be names and scores, so the layout has to be declared: ``--format histograms``.
Nobody is named in them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev23_no_identifiers as ev23
from bystander.evidence.checks.check import stop
from bystander.evidence.comparisons.blocks import Arrays, blocks_of, settle
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.trial import Trial
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.formats.score_lists import files_by_kind
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "histograms of scores"
_WIDTH, _FILES = 2, 2
_SEEN = "two columns of numbers, the second of them whole: scores and how many had each, or names and scores"
_DO = (
    "if they are scores and counts, give both files, mated and non-mated, and --format histograms. Otherwise put a row "
    "with the names of the columns on top"
)
_MOST = 1 << 30  # comparisons: each is a row once the counts are unfolded


def fits(head: Head, request: Request) -> bool:
    """Return whether the lines are two numbers, the second a whole one, and not all of those are 0, 1 or -1."""
    if not head.is_text or len(request.files) > _FILES or any(len(row) != _WIDTH for row in head.cells):
        return False
    counts = {row[1].strip() for row in head.cells}
    numbers = all(is_number(row[0]) for row in head.cells) and all(count.isdecimal() for count in counts)
    return numbers and not counts <= {"0", "1"}


def read(request: Request) -> Trial:
    """Read one histogram, or two. Raises EvidenceError unless the layout was named, and for counts that are none."""
    refuse_extras(request, NAME, "--non-mated", files=2)
    if not request.declared:
        raise EvidenceError(request.name, [ev64.undecided(request.name, _SEEN, do=_DO)])
    blocks: list[Any] = []
    total = 0
    parts = files_by_kind(request)
    for path, kind in parts:
        raw, rows = _unfolded(path)
        total += len(raw)
        score, failed = settle(raw, None, -1 if request.distance else 1, request.failed_scores)
        blocks += blocks_of(Arrays(score=score, mated=np.full(len(score), kind), failed=failed, row=rows))
    files = replace(request, files=tuple(path for path, _ in parts), non_mated=None)
    return Trial(
        name=files.name, sha256=files.sha256(), format=NAME, blocks=blocks, subjects=None,
        rows_read=total, distance=request.distance, problems=(ev23.anonymous(files.name),),
    )  # fmt: skip


def _unfolded(path: Path) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return every score as often as it is counted, and the row of each."""
    head = look(path)
    layout = Layout(
        delimiter=head.delimiter, width=_WIDTH, kinds={0: "number", 1: "number"}, labels={0: "score", 1: "count"},
        header_rows=head.heading_rows,
    )  # fmt: skip
    found = read_layout(path, layout)
    stop(found.problems, path.name)
    score, count = (np.asarray(found.columns[at].to_numpy(), np.float64) for at in range(_WIDTH))
    odd = np.flatnonzero(~((count >= 0) & (count % 1 == 0)))
    if len(odd) or count.sum() > _MOST:
        got = f"{len(odd):,} counts that are no whole number from 0 up" if len(odd) else "more counts than can be read"
        raise EvidenceError(path.name, [ev64.undecided(path.name, got)])
    rows = np.arange(len(score), dtype=np.int64) + layout.header_rows + 1 if found.rows is None else found.rows
    times = count.astype(np.int64)
    return np.repeat(score, times), np.repeat(rows, times)
