"""From rows that no check objects to, to the passes that are evaluated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.passes.passes import Passes, Split
from bystander.evidence.passes.rows import EMPTY
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.passes.rows import PassRows

    Counts = NDArray[np.int64]

MOST_PLACES = 24  # cameras or places that shares are told for; more are numbers of something else


def made_of(rows: PassRows, *, sha256: str, form: str) -> Passes:
    """Return the passes of the rows that are used; several cameras of a pass become one where that is declared."""
    joined = rows.unit == "passage" and len(rows.other_cameras) > 0
    stays = rows.kept
    right = rows.alerted if rows.right is None else rows.right
    found_faces, known_faces = _faces(rows)
    found = Passes(
        name=rows.name, sha256=sha256, format=form, person=rows.person[stays], people=rows.people[0].size,
        passes=rows.passes[stays], alerts=rows.alerted[stays], right=right[stays],
        right_known=rows.right is not None, detected=found_faces, detected_of=known_faces,
        threshold=None if rows.threshold is None else rows.threshold[stays],
        splits=_splits(rows, ("place",) if joined else ("place", "camera")),
        sessions=_sessions(rows), views=len(rows.other_cameras) > 0 and not joined, joined=joined,
        rows_read=len(rows.table), rows_refused=int(np.count_nonzero(~stays)),
    )  # fmt: skip
    return _joined(found, rows.one_pass[stays]) if joined else found


def _faces(rows: PassRows) -> tuple[Counts | None, Counts | None]:
    """Return the passes of each row whose face was found, and those of which that is known."""
    if rows.detected is None:
        return None, None
    found, passes = rows.detected[rows.kept], rows.passes[rows.kept]
    known = found != EMPTY
    return np.where(known, found, 0), np.where(known, passes, 0)


def _splits(rows: PassRows, roles: tuple[str, ...]) -> tuple[Split, ...]:
    found = []
    for role in roles:
        told = rows.words(role)
        if told is None:
            continue
        codes, labels = told
        if 1 < len(labels) <= MOST_PLACES:
            found.append(Split(name=role, labels=labels, codes=codes[rows.kept]))
    return tuple(found)


def _sessions(rows: PassRows) -> Split | None:
    codes, labels = rows.sessions
    used = codes[rows.kept]
    several = len(used) and len(distinct(used[used >= 0])) > 1
    return Split(name="session", labels=labels, codes=used) if several else None


def _joined(each: Passes, one_pass: NDArray[np.int64]) -> Passes:
    """Return one row a pass: an alert, a face, a right alert of any camera is one of the pass."""
    _, first, at = np.unique(one_pass, return_index=True, return_inverse=True)
    at = at.ravel()

    def of_any(counts: Counts | None) -> Counts | None:
        if counts is None:
            return None
        found = np.zeros(len(first), np.int64)
        np.maximum.at(found, at, counts)
        return np.asarray(found[at], np.int64)

    one = np.zeros(len(each.person), np.bool_)
    one[first] = True
    of = {name: of_any(getattr(each, name)) for name in ("alerts", "right", "detected", "detected_of")}
    return replace(each, **of).only(one)  # type: ignore[arg-type]
