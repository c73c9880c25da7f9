"""A list of trials with labels, whose scores are in another file: Kaldi's trials, VoxCeleb's, a NIST SRE key.

Three columns in any order, without a header; or with one, and other columns beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import stop
from bystander.evidence.checks.where import NO_ROWS, Rows
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.columns import roles_in
from bystander.evidence.comparisons.label_words import label_in
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.people.codes import Codes

_LEAST = 3
LABELS = ("targettype", "target_type", "label", "target", "key", "mated", "is_mated", "genuine", "same", "is_same",
           "match", "y_true")  # fmt: skip
_UNKNOWN = -1


@dataclass(frozen=True, kw_only=True)
class TrialLabels:
    """The two names of every trial of a list, pyarrow columns, and its label: 1 mated, 0 non-mated, -1 not given.

    ``first_row``: of the first of them in the file.
    """

    first: Any
    second: Any
    label: NDArray[np.int8]
    first_row: int


@dataclass(frozen=True, kw_only=True)
class LabelsFound:
    """What a list of trials says of scores.

    ``label``: int8 of each score, 1 mated, 0 non-mated, -1 where it is in no trial. ``unscored``: trials without a
    score. ``conflicting``: trials that are listed with two labels.
    """

    label: NDArray[np.int8]
    unscored: Rows = NO_ROWS
    conflicting: Rows = NO_ROWS


def read_labels(path: Path) -> TrialLabels | None:
    """Return the trials of a list that labels them; None where it is a list of true pairs.

    Raises EvidenceError where rows cannot be read, or where more than one column could be the label.
    """
    head = look(path)
    if head.width < _LEAST:
        return None
    positions = range(head.width)
    layout = Layout(
        delimiter=head.delimiter, width=head.width, kinds=dict.fromkeys(positions, "text"),
        labels={at: f"{at + 1}" for at in positions}, header_rows=0,
    )  # fmt: skip
    found = read_layout(path, layout)
    if not len(found):
        stop(found.problems, path.name)
        return None
    columns = [found.columns[at] for at in positions]
    header = _header(columns)
    body = [column.slice(1 if header else 0) for column in columns]
    said = {at: told for at, column in enumerate(body) if (told := label_in(column)) is not None}
    if not said:
        return None
    stop(found.problems, path.name)
    first, second, label = _places(path.name, header, said, len(columns))
    flags = said[label].flags().cast("int8").fill_null(_UNKNOWN)
    return TrialLabels(
        first=body[first], second=body[second], label=np.asarray(flags.to_numpy()), first_row=2 if header else 1
    )


def match(trials: TrialLabels, codes: Codes, probe: NDArray[np.int32], reference: NDArray[np.int32]) -> LabelsFound:
    """Return what trials say of scores whose samples have these codes.

    The columns of both may be in either order: that in which most scores are in a trial, and both where neither finds
    them all.
    """
    first, second = codes.encode(trials.first), codes.encode(trials.second)
    listed, scored = _keys(codes.size, first, second), _keys(codes.size, probe, reference)
    crossed = _keys(codes.size, reference, probe)
    known = [np.isin(keys, listed) for keys in (scored, crossed)]
    hits = [int(there.sum()) for there in known]
    either = int((known[0] | known[1]).sum())
    if max(hits) < either:  # some trials one way, some the other
        listed = _keys(codes.size, np.minimum(first, second), np.maximum(first, second))
        scored = _keys(codes.size, np.minimum(probe, reference), np.maximum(probe, reference))
    elif hits[1] > hits[0]:
        scored = crossed
    keys, start, place = np.unique(listed, return_index=True, return_inverse=True)
    label_at = trials.label[start]
    odd = np.flatnonzero(trials.label != label_at[place.ravel()])
    at = np.minimum(np.searchsorted(keys, scored), len(keys) - 1)
    there = keys[at] == scored
    label = np.where(there, label_at[at], _UNKNOWN).astype(np.int8)
    unscored = np.flatnonzero(~np.isin(listed, scored))
    return LabelsFound(label=label, unscored=_rows(trials, unscored), conflicting=_rows(trials, odd))


def _keys(size: int, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return one number for each ordered pair of codes, -1 included."""
    return (a.astype(np.int64) + 1) * (size + 1) + b + 1


def _rows(trials: TrialLabels, at: NDArray[np.intp]) -> Rows:
    return Rows([int(row) + trials.first_row for row in at[:6]], len(at))


def _header(columns: Sequence[Any]) -> tuple[str, ...]:
    """Return the first row where it is a header: it has known names, or some column is a label only without it."""
    first = tuple(str(column[0].as_py() or "") for column in columns)
    known = roles_in(first)
    if known.has("probe_id", "reference_id") or known.has("probe_subject", "reference_subject"):
        return first
    if any(label_in(column) is not None for column in columns):
        return ()
    return first if any(label_in(column.slice(1)) is not None for column in columns) else ()


def _places(name: str, header: Sequence[str], said: Collection[int], width: int) -> tuple[int, int, int]:
    """Return the positions of both names and of the label."""
    plain = [normal(cell) for cell in header]
    named = [at for at in said if plain and plain[at] in LABELS]
    labels = named or list(said)
    if len(labels) > 1:
        raise EvidenceError(name, [ev64.undecided(name, f"{len(labels)} columns could each be the label")])
    roles = roles_in(header).positions if header else {}
    pair = next(
        (
            (roles[a], roles[b])
            for a, b in (("reference_id", "probe_id"), ("reference_subject", "probe_subject"))
            if a in roles and b in roles
        ),
        None,
    )
    others = [at for at in range(width) if at != labels[0]]
    if pair is None and len(others) != 2:
        got = f"{width} columns, and which two name the samples is not told"
        raise EvidenceError(name, [ev64.undecided(name, got)])
    first, second = pair or (others[0], others[1])
    return first, second, labels[0]
