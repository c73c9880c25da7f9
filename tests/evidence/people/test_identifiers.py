"""Identifiers of every type that tables hold keep people apart, or are refused in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.formats.parquet import read as parquet
from bystander.evidence.read import read_trial

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial

PEOPLE = 60
HASHES = [2**63 + i for i in range(PEOPLE)]
LARGE = [2**53 + i for i in range(PEOPLE)]
EXACT = [2**60 + 1024 * i for i in range(PEOPLE)]  # floating-point numbers hold these
SMALL = [1000 + i for i in range(PEOPLE)]


def _in_memory(table: pa.Table, folder: Path) -> Trial:
    del folder
    return read_trial(table)


def _arrow(table: pa.Table, folder: Path) -> Trial:
    with pa.ipc.new_file(str(folder / "t.arrow"), table.schema) as out:
        out.write_table(table)
    return read_trial(folder / "t.arrow")


def _npz(table: pa.Table, folder: Path) -> Trial:
    arrays: dict[str, Any] = {name: table[name].to_numpy() for name in table.column_names}
    np.savez(folder / "t.npz", **arrays)
    return read_trial(folder / "t.npz")


def _parquet(table: pa.Table, folder: Path) -> Trial:
    pq.write_table(table, folder / "t.parquet", row_group_size=50)
    return read_trial(folder / "t.parquet")


def _parquet_in_parts(table: pa.Table, folder: Path) -> Trial:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "WHOLE", 1)
        return _parquet(table, folder)


def table_of(probe: Any, reference: Any) -> pa.Table:
    """Return a table in which each person meets themself and two others; the arguments are one identifier a person."""
    n = len(probe)
    left = pa.array([i for i in range(n) for _ in range(3)])
    right = pa.array([(i + j) % n for i in range(n) for j in range(3)])
    score = [0.9 - 0.001 * i if j == 0 else 0.1 + 0.001 * i + 0.1 * j for i in range(n) for j in range(3)]
    sides = {"probe_subject": _at(probe, left), "reference_subject": _at(reference, right)}
    return pa.table({**sides, "score": score})


def _at(values: Any, places: pa.Array) -> Any:
    """Return the values at some places; pyarrow has no way for all types."""
    if pa.types.is_run_end_encoded(values.type):
        return pc.run_end_encode(pc.run_end_decode(values).take(places))
    if isinstance(values.type, pa.BaseExtensionType):
        return pa.ExtensionArray.from_storage(values.type, values.storage.take(places))
    if str(values.type).endswith("view"):
        return pa.array([values[i].as_py() for i in places.to_pylist()], values.type)
    return values.take(places)


@pytest.mark.parametrize("read", [_in_memory, _arrow, _npz, _parquet, _parquet_in_parts])
@pytest.mark.parametrize(
    ("ids", "probe", "reference"),
    [
        (HASHES, "uint64", "uint64"),
        (LARGE, "uint64", "int64"),
        (LARGE, "int64", "uint64"),
        (SMALL, "int64", "float64"),
        (SMALL, "int32", "uint64"),
        (EXACT, "int64", "float64"),
        ([2**63 + 4096 * i for i in range(PEOPLE)], "uint64", "float64"),
    ],
)  # fmt: skip
def test_whole_numbers_of_64_bits_keep_people_apart(
    ids: list[int], probe: str, reference: str, read: Callable[..., Trial], tmp_path: Path
) -> None:
    sides = [pa.array([float(i) for i in ids]) if t == "float64" else pa.array(ids, t) for t in (probe, reference)]
    found = inspect(read(table_of(*sides), tmp_path))
    assert (found.people, found.mated, found.non_mated) == (PEOPLE, PEOPLE, 2 * PEOPLE)


@pytest.mark.parametrize("read", [_in_memory, _arrow, _npz, _parquet, _parquet_in_parts])
@pytest.mark.parametrize("probe", ["int64", "float64"])
def test_numbers_that_were_rounded_are_refused(probe: str, read: Callable[..., Trial], tmp_path: Path) -> None:
    rounded = pa.array([float(i) for i in LARGE])
    with pytest.raises(EvidenceError, match="EV29") as error:
        read(table_of(pa.array(LARGE) if probe == "int64" else rounded, rounded), tmp_path)
    assert "9007199254" not in str(error.value)


TEXT = [f"person {i}" for i in range(PEOPLE)]
KINDS: dict[str, Callable[[], Any]] = {
    "string": lambda: pa.array(TEXT),
    "string_view": lambda: pa.array(TEXT, pa.string_view()),
    "large_string": lambda: pa.array(TEXT, pa.large_utf8()),
    "bytes": lambda: pa.array([t.encode() for t in TEXT], pa.binary()),
    "binary_view": lambda: pa.array([t.encode() for t in TEXT], pa.binary_view()),
    "dictionary": lambda: pa.array(TEXT).dictionary_encode(),
    "run_end_encoded": lambda: pc.run_end_encode(pa.array(TEXT)),
}
OTHERS: dict[str, Callable[[], Any]] = {
    "hash": lambda: pa.array([bytes([200, i, 255]) for i in range(PEOPLE)], pa.binary(3)),
    "date": lambda: pa.array([dt.date(2020, 1, 1) + dt.timedelta(i) for i in range(PEOPLE)]),
    "time": lambda: pa.array([dt.datetime(2020, 1, 1) + dt.timedelta(i) for i in range(PEOPLE)]),  # noqa: DTZ001
    "decimal": lambda: pa.array([Decimal(i) / 4 for i in range(PEOPLE)], pa.decimal128(20, 4)),
    "fraction": lambda: pa.array([i / 4 for i in range(PEOPLE)]),
    "half": lambda: pa.array(np.arange(PEOPLE, dtype=np.float16)),
    "uuid": lambda: pa.array([i.to_bytes(16, "big") for i in range(PEOPLE)], pa.uuid()),
}


@pytest.mark.parametrize("probe", [*KINDS])
@pytest.mark.parametrize("reference", [*KINDS])
def test_text_is_the_same_text_however_it_is_stored(probe: str, reference: str) -> None:
    found = inspect(read_trial(table_of(KINDS[probe](), KINDS[reference]())))
    assert (found.people, found.mated, found.non_mated) == (PEOPLE, PEOPLE, 2 * PEOPLE)


@pytest.mark.parametrize("kind", [*OTHERS])
def test_other_types_name_people_too(kind: str) -> None:
    found = inspect(read_trial(table_of(OTHERS[kind](), OTHERS[kind]())))
    assert (found.people, found.mated, found.non_mated) == (PEOPLE, PEOPLE, 2 * PEOPLE)


def test_a_decimal_is_its_number() -> None:
    decimals = pa.array([Decimal(i) for i in range(PEOPLE)], pa.decimal128(20, 4))
    assert inspect(read_trial(table_of(decimals, pa.array(range(PEOPLE))))).mated == PEOPLE


@pytest.mark.parametrize(
    "values",
    [
        pa.array([[i] for i in range(PEOPLE)]),
        pa.array([i % 2 == 0 for i in range(PEOPLE)]),
    ],
)
@pytest.mark.parametrize("read", [_in_memory, _parquet, _parquet_in_parts])
def test_what_is_no_single_value_is_refused_in_words(values: Any, read: Callable[..., Trial], tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="EV29 error: identifiers that are no single value"):
        read(table_of(values, values), tmp_path)


@pytest.mark.parametrize("read", [_in_memory, _parquet, _parquet_in_parts])
def test_an_object_is_a_column_for_each_of_its_values(read: Callable[..., Trial], tmp_path: Path) -> None:
    people = table_of(*[pa.array([{"a": i, "b": i // 2} for i in range(PEOPLE)])] * 2)
    with pytest.raises(EvidenceError, match="EV04 error: no column for probe_subject and reference_subject"):
        read(people, tmp_path)


def test_nan_among_numbers_is_nobody() -> None:
    ids = pa.array([float("nan"), *map(float, SMALL[1:])])
    trial = read_trial(table_of(ids, ids))
    assert [p.code for p in trial.problems] == ["EV10", "EV10"]
    assert inspect(trial).people == PEOPLE - 1
    fractions = pa.array([float("nan"), *(i + 0.5 for i in SMALL[1:])])
    assert inspect(read_trial(table_of(fractions, fractions))).people == PEOPLE - 1


def test_numpy_arrays_of_any_kind(tmp_path: Path) -> None:
    for number, ids in enumerate(
        (
            np.array(HASHES, ">u8"),
            np.array(SMALL, ">i4"),
            np.array(TEXT),
            np.array([bytes([200, i + 1]) for i in range(PEOPLE)]),
        )
    ):
        left = np.repeat(np.arange(PEOPLE), 3)
        right = (left + np.tile([0, 1, 2], PEOPLE)) % PEOPLE
        score = np.linspace(0, 1, len(left))
        file = tmp_path / f"{number}.npz"
        np.savez(file, probe_subject=ids[left], reference_subject=ids[right], score=score)
        found = inspect(read_trial(file))
        assert (found.people, found.mated) == (PEOPLE, PEOPLE)


def test_identifiers_of_two_dimensions_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "m.npy", np.arange(16.0).reshape(4, 4))
    np.save(tmp_path / "ids.npy", np.arange(4).reshape(2, 2))
    np.save(tmp_path / "list.npy", np.arange(4).reshape(4, 1))
    assert read_trial(tmp_path / "m.npy", probe_ids=tmp_path / "list.npy", reference_ids=tmp_path / "list.npy")
    with pytest.raises(EvidenceError, match="EV08"):
        read_trial(tmp_path / "m.npy", probe_ids=tmp_path / "ids.npy", reference_ids=tmp_path / "list.npy")


def test_identifiers_where_scores_belong_are_not_quoted(tmp_path: Path) -> None:
    names = np.array([f"anna_{i}" for i in range(9)])
    np.savez(tmp_path / "t.npz", probe_subject=names, reference_subject=names, score=names)
    with pytest.raises(EvidenceError, match="EV05") as error:
        read_trial(tmp_path / "t.npz")
    assert "anna" not in str(error.value)
