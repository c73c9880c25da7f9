"""A tally as a file: one Parquet table of several kinds of rows, with the rest in its metadata.

The file is evidence: it holds what single people came to, under keyed pseudonyms. docs/reference/tally-file.md is its
description for readers who have no Bystander; a change of it is a new version.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.block_summary import Summary
from bystander.evidence.checks import ev58_tally as ev58
from bystander.evidence.one_value import OneValue
from bystander.evidence.score_sketch import ScoreSketch
from bystander.tally.counted import Counted, People, Settings
from bystander.tally.keyed_pairs import KeyedPairs, ends
from bystander.tally.pairs import PairSample, pair_keys
from bystander.tally.tail import Tail

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SCHEMA = "bystander.tally/1"
META = b"bystander.tally"
SAYS = (
    "This file is evidence about single people, under keyed pseudonyms: keep it as you keep the scores. "
    "Reports made from it name nobody."
)
CHECKED = (
    "mated", "non_mated", "scored_mated", "scored_non_mated", "failed", "failed_mated", "at_lowest", "at_highest"
)  # fmt: skip
KINDS = ("person", "as-probe", "as-reference", "mated", "non-mated", "pair", "non-mated-scores")


def to_bytes(counted: Counted) -> bytes:
    """Give the file. The same counts give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.concat_tables([_rows(pa, kind, columns) for kind, columns in _parts(counted)])
    table = table.replace_schema_metadata({META: json.dumps(_meta(counted), sort_keys=True).encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=1 << 20)
    return bytes(sink.getvalue())


def is_tally(file: Path) -> bool:
    """Tell whether a file is a tally."""
    import pyarrow.parquet as pq

    with file.open("rb") as raw:
        if raw.read(4) != b"PAR1":
            return False
    try:
        return META in (pq.read_metadata(file).metadata or {})
    except (OSError, ValueError):
        return False


def read_tally(file: Path) -> Counted:
    """Read a tally file. Raises EvidenceError where it is none, damaged, or of a later version."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    name = file.name
    try:
        table = pq.read_table(file)
        meta = json.loads((table.schema.metadata or {})[META])
        schema = meta["schema"]
    except (OSError, KeyError, ValueError, pa.ArrowInvalid) as error:
        raise EvidenceError(name, [ev58.unreadable(name, "the file is no tally, or is damaged")]) from error
    if schema != SCHEMA:
        raise EvidenceError(
            name, [ev58.unreadable(name, f"the tally is of version {schema}, and {SCHEMA} can be read")]
        )
    try:
        return _counted(_Kinds(table), meta)
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise EvidenceError(name, [ev58.unreadable(name, "the tally is damaged")]) from error


def content_hash(counted: Counted) -> str:
    """Give the SHA-256 of what is counted, the same however the evidence was cut into shards."""
    digest = sha256()
    meta = _meta(counted)
    digest.update(json.dumps({k: v for k, v in meta.items() if k != "shards"}, sort_keys=True).encode())
    for kind, columns in _parts(counted):
        digest.update(kind.encode())
        for column, values in columns.items():
            digest.update(column.encode())
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def _parts(c: Counted) -> list[tuple[str, dict[str, NDArray[Any]]]]:
    """Give the rows of each kind as columns; counts are (rows, some)."""
    parts: list[tuple[str, dict[str, NDArray[Any]]]] = []
    if c.people is not None:
        p = c.people
        parts.append(
            ("person", {"pseudonym": p.pseudonyms, "counts": np.vstack([p.as_probe, p.as_reference, p.errors]).T})
        )
        for kind, state, seen in (
            ("as-probe", c.checks.probe_values, c.checks.probes),
            ("as-reference", c.checks.reference_values, c.checks.references),
        ):
            parts.append((kind, _values(state, seen)))
    mated: dict[str, NDArray[Any]] = {"score": c.mated_score}
    tail: dict[str, NDArray[Any]] = {"score": c.tail.score}
    if c.mated_subject is not None and c.tail.probe is not None and c.tail.reference is not None:
        mated["probe"] = c.mated_subject
        tail |= {"probe": c.tail.probe, "reference": c.tail.reference}
    parts += [("mated", mated), ("non-mated", tail)]
    if c.people is not None:
        sample = c.people.pairs.sample
        low, high = ends(sample.keys)
        counts = np.column_stack([sample.compared, sample.errors])
        parts.append(("pair", {"probe": low.astype(np.int32), "reference": high.astype(np.int32), "counts": counts}))
    sketch = c.checks.non_mated_scores
    parts.append(("non-mated-scores", {"score": sketch.values, "counts": sketch.counts[:, None]}))
    return parts


def _values(state: OneValue | None, seen: NDArray[np.bool_] | None) -> dict[str, NDArray[Any]]:
    if state is None or seen is None:
        return {"probe": np.empty(0, np.int32), "score": np.empty(0), "counts": np.empty((0, 2), np.int64)}
    more = max(0, len(seen) - len(state.score))
    comparisons = np.append(state.comparisons, np.zeros(more, np.int64))
    score = np.append(state.score, np.full(more, np.nan))
    varied = np.append(state.varied, np.zeros(more, np.bool_))
    at = np.flatnonzero(seen)
    # of people whose scores differ nothing more is remembered: what came first would depend on the shards
    comparisons[varied], score[varied] = 1, np.nan
    return {
        "probe": at.astype(np.int32),
        "score": score[at],
        "counts": np.column_stack([comparisons[at], varied[at]]).astype(np.int64),
    }


def _rows(pa: Any, kind: str, columns: dict[str, NDArray[Any]]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    size = len(next(iter(columns.values())))
    fields = {"pseudonym": pa.uint64(), "probe": pa.int32(), "reference": pa.int32(), "score": pa.float64()}
    arrays = {"kind": pa.array([kind]).dictionary_encode().take(pa.array(np.zeros(size, np.int32)))}
    for name, type_ in fields.items():
        given = columns.get(name)
        arrays[name] = pa.nulls(size, type_) if given is None else pa.array(given, type_, from_pandas=name == "score")
    counts = columns.get("counts")
    if counts is None:
        arrays["counts"] = pa.nulls(size, pa.list_(pa.int64()))
    else:
        offsets = np.arange(size + 1, dtype=np.int32) * counts.shape[1]
        flat = pa.array(np.ascontiguousarray(counts, np.int64).ravel())
        arrays["counts"] = pa.ListArray.from_arrays(pa.array(offsets), flat)
    return pa.table(arrays)


class _Kinds:
    """The rows of a tally file by kind."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - pyarrow ships no types
        self._table = table
        self._kind = np.asarray(table.column("kind").cast("string").to_numpy(zero_copy_only=False))

    def column(self, kind: str, name: str) -> NDArray[Any]:
        """Give a column of a kind of rows; an empty cell of a score is NaN."""
        import pyarrow as pa

        rows = self._table.column(name).filter(pa.array(self._kind == kind)).combine_chunks()
        rows = rows.fill_null(np.nan) if name == "score" else rows
        return np.asarray(rows.to_numpy(zero_copy_only=False))

    def counts(self, kind: str, width: int) -> NDArray[np.int64]:
        """Give the counts of a kind of rows, (rows, width)."""
        import pyarrow as pa

        rows = self._table.column("counts").filter(pa.array(self._kind == kind)).combine_chunks()
        return np.asarray(rows.flatten().to_numpy(zero_copy_only=False), np.int64).reshape(-1, width)


def _meta(c: Counted) -> dict[str, Any]:
    checks = c.checks
    return {
        "schema": SCHEMA,
        "says": SAYS,
        "holds": "comparisons",
        "settings": asdict(c.settings),
        "people": None if c.people is None else len(c.people.pseudonyms),
        "pair_level": None if c.people is None else c.people.pairs.sample.level,
        "non_mated": c.non_mated,
        "non_mated_failed": c.non_mated_failed,
        "range": [c.lowest, c.highest],
        "floor": None if c.complete else c.tail.floor,
        "errors": c.errors.tolist(),
        "checks": {name: getattr(checks, name) for name in CHECKED}
        | {"range": [x if isfinite(x) else None for x in (checks.lowest, checks.highest)]}
        | {"sampled_scores": checks.non_mated_scores.level},
        "rows_read": c.rows_read,
        "rows_refused": c.rows_refused,
        "refused_by": list(c.refused_by),
        "synthetic": c.synthetic,
        "shards": list(c.shards),
    }


def _counted(rows: _Kinds, meta: dict[str, Any]) -> Counted:
    given = meta["settings"]
    settings = Settings(**{**given, "cutoffs": tuple(given["cutoffs"])})
    named = meta["people"] is not None
    mated = rows.column("mated", "score")
    mated_subject = rows.column("mated", "probe").astype(np.int32) if named else None
    tail = Tail(
        probe=rows.column("non-mated", "probe").astype(np.int32) if named else None,
        reference=rows.column("non-mated", "reference").astype(np.int32) if named else None,
        score=rows.column("non-mated", "score"),
        floor=-inf if meta["floor"] is None else float(meta["floor"]),
    )
    return Counted(
        settings=settings,
        people=_people(rows, settings, int(meta["pair_level"])) if named else None,
        mated_score=mated,
        mated_subject=mated_subject,
        non_mated=meta["non_mated"],
        non_mated_failed=meta["non_mated_failed"],
        lowest=meta["range"][0],
        highest=meta["range"][1],
        tail=tail,
        errors=np.array(meta["errors"], np.int64),
        checks=_checks(rows, meta, mated, named=named),
        rows_read=meta["rows_read"],
        rows_refused=meta["rows_refused"],
        refused_by=tuple(meta["refused_by"]),
        shards=tuple(meta["shards"]),
        synthetic=meta["synthetic"],
    )


def _people(rows: _Kinds, settings: Settings, level: int) -> People:
    pseudonyms = rows.column("person", "pseudonym").astype(np.uint64)
    counts = rows.counts("person", 2 + len(settings.cutoffs))
    keys = pair_keys(rows.column("pair", "probe").astype(np.int32), rows.column("pair", "reference").astype(np.int32))
    pairs = rows.counts("pair", 1 + len(settings.cutoffs))
    sample = PairSample(keys=keys, compared=pairs[:, 0].copy(), errors=pairs[:, 1:].copy(), level=level)
    return People(
        pseudonyms=pseudonyms,
        as_probe=counts[:, 0].copy(),
        as_reference=counts[:, 1].copy(),
        errors=counts[:, 2:].T.copy(),
        pairs=KeyedPairs(people=pseudonyms, sample=sample),
    )


def _checks(rows: _Kinds, meta: dict[str, Any], mated: NDArray[np.float64], *, named: bool) -> Summary:
    given = dict(meta["checks"])
    low, high = given.pop("range")
    level = given.pop("sampled_scores")
    scores = rows.column("non-mated-scores", "score")
    sketch = ScoreSketch(scores, rows.counts("non-mated-scores", 1)[:, 0].copy(), level)
    sides: dict[str, Any] = {}
    if named:
        size = int(meta["people"])
        for kind, seen, values in (
            ("as-probe", "probes", "probe_values"),
            ("as-reference", "references", "reference_values"),
        ):
            at, counts = rows.column(kind, "probe").astype(np.int64), rows.counts(kind, 2)
            flags, comparisons, varied = np.zeros(size, np.bool_), np.zeros(size, np.int64), np.zeros(size, np.bool_)
            score = np.full(size, np.nan)
            flags[at], comparisons[at], varied[at] = True, counts[:, 0], counts[:, 1] > 0
            score[at] = rows.column(kind, "score")
            sides |= {seen: flags, values: OneValue(comparisons, score, varied)}
    return Summary(
        **given, **sides, lowest=inf if low is None else low, highest=-inf if high is None else high,
        mated_scores=ScoreSketch.of(mated[mated > -inf]), non_mated_scores=sketch,
    )  # fmt: skip
