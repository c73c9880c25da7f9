"""Lists of scores: mated ones in one file, non-mated ones in another, one a line (pyeer's layout) or as ``.npy``.

Nobody is named in them, so nothing can be said about how errors cluster by person.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev08_shape as ev08
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.ev07_files import Roles
from bystander.evidence.checks.order import ROLES as CLEAR
from bystander.evidence.checks.order import ROWS
from bystander.evidence.comparisons.blocks import Arrays, blocks_of, settle
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.trial import Trial
from bystander.evidence.formats.counts_in_order import may_be_counts
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "lists of scores"
_NON_MATED = {
    *("false", "impostor", "impostors", "imposter", "imposters", "imp", "neg", "negative", "negatives"),
    *("nonmated", "nonmate", "nonmatch", "nonmatches", "nontarget"),
}
_MATED = {
    *("true", "genuine", "genuines", "gen", "pos", "positive", "positives"),
    *("mated", "mate", "match", "matches", "target"),
}
_PAIR = 2
ARRAY = b"\x93NUMPY"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is one column of numbers, or one of two such files."""
    return len(request.files) <= _PAIR and is_list(head)


def is_list(head: Head) -> bool:
    """Return whether a file holds one column of numbers: text, one a line, or an array of one dimension."""
    if head.raw.startswith(ARRAY):
        return _array(head.path) is not None
    return head.is_text and all(len(row) == 1 for row in head.cells) and any(is_number(row[0]) for row in head.cells)


def role_of(path: Path) -> bool | None:
    """Tell from the name whether a file holds mated (True) or non-mated (False) scores; None where it does not say."""
    words = [w for w in re.split(r"[^a-z]+", path.name.casefold()) if w]
    joined = {a + b for a, b in itertools.pairwise(words)}
    if (joined | set(words)) & _NON_MATED:
        return False
    return True if set(words) & _MATED else None


def read(request: Request) -> Trial:
    """Read one list of scores, or two. With two files and one role clear, the other file has the other role."""
    refuse_extras(request, NAME, "--non-mated", files=2)
    parts = files_by_kind(request)
    problems: list[Problem] = []
    blocks: list[Any] = []
    total = 0
    for path, kind in parts:
        try:
            raw, rows, found = scores_of(path)
        except EvidenceError as error:
            problems += error.problems
            continue
        problems += found
        if not request.declared and may_be_counts(raw):
            problems.append(ev64.counts_or_scores(path.name))
        total += len(raw)
        score, failed = settle(raw, None, -1 if request.distance else 1, request.failed_scores)
        blocks += blocks_of(Arrays(score=score, mated=np.full(len(score), kind), failed=failed, row=rows))
    if any(p.stops for p in problems):
        raise EvidenceError(request.name, problems)
    files = replace(request, files=tuple(path for path, _ in parts), non_mated=None)
    return Trial(
        name=files.name, sha256=files.sha256(), format=NAME, blocks=blocks, subjects=None,
        rows_read=total, distance=request.distance, problems=tuple(problems),
    )  # fmt: skip


def files_by_kind(request: Request) -> list[tuple[Path, bool]]:
    """Pair each file with its role, mated first."""
    if request.non_mated is not None:
        return [(request.file, True), (request.non_mated, False)]
    roles = [role_of(path) for path in request.files]
    require(CLEAR, Roles(request.name, roles), request.name)
    if len(roles) == _PAIR:
        first = roles[0] if roles[0] is not None else not roles[1]
        pairs = [(request.files[0], bool(first)), (request.files[1], not first)]
        return sorted(pairs, key=lambda pair: not pair[1])
    return [(request.file, bool(roles[0]))]


def _array(path: Path) -> NDArray[Any] | None:
    """Return the numbers of a ``.npy`` of one dimension, or of one row or column of more than one; else None."""
    try:
        values = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError, OSError):
        return None
    one = values.size == max(values.shape, default=0) and values.size > 1
    return values.ravel() if one and values.dtype.kind in "fiub" else None


def scores_of(path: Path) -> tuple[NDArray[np.float64], NDArray[np.int64], list[Problem]]:
    """Return the scores of a list, the row of each, and what could not be read; blank lines are no rows."""
    head = look(path)
    if head.raw.startswith(ARRAY):
        values = _array(path)
        if values is None:
            raise EvidenceError(
                path.name, [ev08.misfit(path.name, "no list of scores", "numbers, one dimension", "others")]
            )
        return np.asarray(values, np.float64), np.arange(1, len(values) + 1, dtype=np.int64), []
    header = head.heading_rows
    if head.is_text:
        require(ROWS, Count(path.name, len(head.cells) - bool(header)), path.name)
    # a tab splits nothing in a list, and white space around a number is allowed
    layout = Layout(delimiter="\t", width=1, kinds={0: "number"}, labels={0: "score"}, header_rows=header)
    found = read_layout(path, layout)
    column = found.columns[0]
    blank = column.is_null().to_numpy()
    values = np.asarray(column.to_numpy(), np.float64)
    rows = np.arange(header + 1, header + 1 + len(values), dtype=np.int64) if found.rows is None else found.rows
    return values[~blank], rows[~blank], list(found.problems)
