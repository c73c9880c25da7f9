"""Labelled embeddings: vectors of probes and of references, from which every comparison of a 1:N trial follows.

Read from ``.npz`` and old ``.mat`` (arrays ``vectors``, ``subjects`` and, where not every vector is both, ``roles``; or
``probe_vectors``, ``probe_subjects``, ``reference_vectors``, ``reference_subjects``) and from Parquet or Arrow (columns
``subject``, ``role``, ``vector``). The vectors stay in evidence and tally; nothing that leaves holds one.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.checks.where import LISTED, Rows
from bystander.evidence.formats.array_names import plainly
from bystander.evidence.people.codes import encoded
from bystander.evidence.people.identifiers import to_ids
from bystander.evidence.provenance import sha256_of
from bystander.evidence.searches.checks import ev57_vectors as ev57
from bystander.evidence.searches.checks.order import COPIES, LENGTHS, SIDE
from bystander.evidence.searches.vectors_seen import CopiesSeen, SideSeen, VectorsSeen
from bystander.evidence.searches.vectors_told import (
    MATLAB,
    PROBE,
    REFERENCE,
    SUBJECTS,
    VECTORS,
    is_list,
    of_matlab,
    pick,
)
from bystander.evidence.tables.whole_parquet import whole_parquet
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.codes import Codes

    Numbers = NDArray[np.float32]

Metric = Literal["cosine", "l2"]
PROBES, REFERENCES, BOTH = {"probe", "query", "search"}, {"reference", "gallery", "enrolled", "enrol"}, {"both", ""}
CHUNK = 4096  # vectors worked on at a time


@dataclass(frozen=True, kw_only=True)
class Side:
    """Vectors of one role, n x d float32, with the int32 code of each one's person and its row in the file."""

    vectors: Numbers
    person: NDArray[np.int32]
    row: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Embeddings:
    """Probes and references. ``same``: every vector plays both roles, and none is compared with itself."""

    probes: Side
    references: Side
    metric: Metric
    same: bool


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a file of vectors holds: the vectors, the number of people, rows, what was found wrong, and its hash.

    ``codes``: what the codes of people stand for. ``recorded``: a table of people with the attributes asked for.
    """

    embeddings: Embeddings
    people: int
    rows_read: int
    rows_refused: int
    problems: tuple[Problem, ...]
    sha256: str
    codes: Codes
    recorded: pa.Table | None = None


def read_embeddings(path: Path, *, metric: Metric, attributes: Sequence[str] = ()) -> Read:
    """Read vectors. ``attributes``: attributes of people, of which there is an array beside each array of subjects.

    Raises EvidenceError with every problem that stops the work.
    """
    name = path.name
    arrays = _arrays(path)
    parts = _sides(name, arrays)
    subjects = [to_ids(subject) for _, subject, _ in parts]
    codes, people = encoded([pa.chunked_array([s]) for s in subjects], people=True)
    problems: list[Problem] = []
    sides: list[Side] = []
    for (vectors, _, rows), person in zip(parts, people, strict=True):
        side, seen = _side(name, (vectors, person, rows), metric)
        sides.append(side)
        problems += found_by(SIDE, seen)
    problems += found_by(LENGTHS, VectorsSeen(name=name, lengths=[side.vectors.shape[1] for side in sides]))
    same = len(sides) == 1
    probes, references = (sides[0], sides[0]) if same else (sides[0], sides[1])
    if not any(p.stops for p in problems):
        copies = _rows(_repeated(probes) if same else _copies(probes, references))
        problems += found_by(COPIES, CopiesSeen(name=name, rows=copies, same=same))
    stop(problems, name)
    made = Embeddings(probes=probes, references=references, metric=metric, same=same)
    read = sum(len(person) for person in people)
    return Read(
        embeddings=made, people=codes.size, rows_read=read, rows_refused=read - sum(len(s.person) for s in sides),
        problems=tuple(problems), sha256=sha256_of([path]), codes=codes,
        recorded=_recorded(arrays, attributes, name=name) if attributes else None,
    )  # fmt: skip


def _recorded(arrays: dict[str, NDArray[Any]], attributes: Sequence[str], *, name: str) -> pa.Table:
    """Return what people are recorded as, by arrays named as the attributes, with the prefix of their subjects."""
    columns: dict[str, list[Any]] = {}
    for prefix in ("", *PROBE, *REFERENCE):
        subjects = pick(set(arrays), prefix, SUBJECTS)
        for attribute in attributes if subjects is not None else ():
            if prefix + attribute in arrays:
                columns.setdefault("subject", []).append(to_ids(arrays[subjects or ""]))
                columns.setdefault(attribute, []).append(to_ids(arrays[prefix + attribute]))
    lacking = [a for a in attributes if a not in columns]
    if lacking:
        raise EvidenceError(name, [ev55.no_column(name, a, (a,), ()) for a in lacking])
    sizes = {len(c) for c in (pa.concat_arrays([p.cast(pa.large_utf8()) for p in parts]) for parts in columns.values())}
    if len(sizes) > 1:
        raise EvidenceError(name, [ev57.misfit(name, (max(sizes), 0), min(sizes))])
    return pa.table({a: pa.concat_arrays([p.cast(pa.large_utf8()) for p in parts]) for a, parts in columns.items()})


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    with path.open("rb") as file:
        start = file.read(len(MATLAB))
    if start == MATLAB:
        return of_matlab(path)
    return _npz(path) if start.startswith(b"PK") else _parquet(path)


def _npz(path: Path) -> dict[str, NDArray[Any]]:
    with np.load(path, allow_pickle=False) as arrays:
        try:
            return plainly({name: arrays[name] for name in arrays.files})
        except (ValueError, EOFError, zipfile.BadZipFile) as damage:
            raise EvidenceError(path.name, [ev57.unreadable(path.name)]) from damage


def _parquet(path: Path) -> dict[str, NDArray[Any]]:
    try:
        table = whole_parquet(path)
    except (pa.ArrowException, OSError) as damage:
        raise EvidenceError(path.name, [ev57.unreadable(path.name)]) from damage
    found: dict[str, NDArray[Any]] = {}
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        if not is_list(column.type):
            found[name] = np.asarray(column.to_numpy(zero_copy_only=False))
            continue
        lengths = distinct(np.asarray(column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)))
        if len(lengths) > 1:
            raise EvidenceError(path.name, [ev57.different_lengths(path.name, [int(v) for v in lengths])])
        flat = np.asarray(column.flatten().to_numpy(zero_copy_only=False))
        found[name] = flat.reshape(len(column), int(lengths[0]) if len(lengths) else 0)
    return found


def _sides(name: str, arrays: dict[str, NDArray[Any]]) -> list[tuple[NDArray[Any], NDArray[Any], NDArray[np.int64]]]:
    """Return vectors, subjects and rows of each role: one entry where every vector plays both."""
    names = set(arrays)
    both = pick(names, "", VECTORS)
    found = []
    for prefix in (PROBE, REFERENCE) if both is None else ("",):
        keys = pick(names, prefix, VECTORS), pick(names, prefix, SUBJECTS)
        if None in keys:
            what = "subjects" if keys[0] else "vectors"
            raise EvidenceError(name, [ev57.missing(name, f"{prefix[0] if prefix else ''}{what}")])
        vectors, subjects = arrays[keys[0] or ""], arrays[keys[1] or ""]
        if vectors.ndim != 2 or vectors.dtype.kind not in "fiu" or len(vectors) != len(subjects) or not vectors.size:
            raise EvidenceError(name, [ev57.misfit(name, vectors.shape, len(subjects))])
        found.append((vectors, subjects, np.arange(1, len(vectors) + 1)))
    roles = arrays.get("roles", arrays.get("role"))
    if both is None or roles is None:
        return found
    vectors, subjects, rows = found[0]
    given = [str(r).strip().casefold() for r in roles]
    odd = [i + 1 for i, role in enumerate(given) if role not in PROBES | REFERENCES | BOTH]
    if odd:
        raise EvidenceError(name, [ev57.unknown_roles(name, odd[:LISTED], len(odd))])
    if all(role in BOTH for role in given):
        return found
    probes = np.array([role in PROBES | BOTH for role in given])
    references = np.array([role in REFERENCES | BOTH for role in given])
    if not probes.any() or not references.any():
        raise EvidenceError(name, [ev57.missing(name, "probes" if not probes.any() else "references")])
    return [(vectors[kept], subjects[kept], rows[kept]) for kept in (probes, references)]


def _side(
    name: str, part: tuple[NDArray[Any], NDArray[np.int32], NDArray[np.int64]], metric: Metric
) -> tuple[Side, SideSeen]:
    """Return the vectors of known people as float32, and what is to be seen of them."""
    vectors, person, rows = part
    kept = person >= 0
    raw = np.asarray(vectors[kept])
    with np.errstate(over="ignore"):
        single = np.ascontiguousarray(raw, dtype=np.float32)
    bad = ~np.isfinite(single).all(axis=1)
    zero = np.zeros(len(single), np.bool_)
    if metric == "cosine":
        length = _lengths(single)
        zero = ~bad & (length == 0)
        with np.errstate(all="ignore"):
            for start in range(0, len(single), CHUNK):
                few = slice(start, start + CHUNK)
                single[few] = single[few] / length[few, None]
    seen = SideSeen(
        name=name, known=len(single), nobody=_rows(rows[~kept]), odd=_rows(rows[kept][bad]),
        zero=_rows(rows[kept][zero]),
    )  # fmt: skip
    return Side(vectors=single, person=person[kept], row=rows[kept]), seen


def _rows(rows: NDArray[np.int64]) -> Rows:
    return Rows(rows[:LISTED].tolist(), len(rows))


def _lengths(vectors: Numbers) -> NDArray[np.float64]:
    """Return the length of each vector, squares added from the first to the last."""
    found = np.zeros(len(vectors))
    for start in range(0, len(vectors), CHUNK):
        part = slice(start, start + CHUNK)
        found[part] = np.sqrt(np.cumsum(vectors[part].astype(np.float64) ** 2, axis=1)[:, -1])
    return found


def _copies(probes: Side, references: Side) -> NDArray[np.int64]:
    """Return the rows of probes whose very vector is also a reference."""
    return probes.row[np.isin(_keys(probes), _keys(references))]


def _repeated(side: Side) -> NDArray[np.int64]:
    """Return the rows whose very vector an earlier row has."""
    first = np.unique(_keys(side), return_index=True)[1]
    return np.delete(side.row, first)


def _keys(side: Side) -> NDArray[np.void]:
    """Return the bytes of each vector as one value; one zero for both of its signs."""
    whole = np.ascontiguousarray(side.vectors + np.float32(0))
    return whole.view(np.dtype((np.void, whole.shape[1] * 4))).ravel()
