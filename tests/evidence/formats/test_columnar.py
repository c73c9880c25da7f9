"""Parquet, Arrow, and tables in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from bystander.evidence.formats.parquet import read as reader
from tests.evidence.makers import codes_of, columns_of

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial

N = 6000
RNG = np.random.default_rng(3)


def table(kind: str = "int", *, samples: bool = False) -> pa.Table:
    rng = np.random.default_rng(5)
    probe, reference = rng.integers(0, 40, N) * 3 + 7, rng.integers(0, 40, N) * 3 + 7  # with gaps
    columns: dict[str, Any] = {"probe_subject": probe, "reference_subject": reference}
    if kind == "text":
        columns = {name: [f"P{v:04d}" for v in values] for name, values in columns.items()}
    if kind == "dictionary":
        columns = {
            name: pa.array([f"P{v:04d}" for v in values]).dictionary_encode() for name, values in columns.items()
        }
    columns["score"] = (rng.normal(size=N) + 3 * (probe == reference)).astype(np.float32)
    if samples:
        columns["probe_id"] = probe * 1000 + np.arange(N) % 900
        columns["reference_id"] = reference * 1000 + 900 + np.arange(N) // 900
    return pa.table(columns)


def write(path: Path, data: pa.Table, rows: int = 700) -> Path:
    parquet.write_table(data, path, row_group_size=rows)
    return path


def both(path: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> tuple[Trial, Trial]:
    """Read a Parquet file whole, and by row groups."""
    whole = read_trial(path, **options)
    monkeypatch.setattr(reader, "WHOLE", 0)
    monkeypatch.setattr("bystander.evidence.formats.parquet.blocks.BLOCK_ROWS", 1500)
    return whole, read_trial(path, **options)


def assert_equal(a: Trial, b: Trial) -> None:
    left, right = columns_of(a), columns_of(b)
    assert left.keys() == right.keys()
    for name, values in left.items():
        np.testing.assert_array_equal(values, right[name], err_msg=name)
    same = ("subjects", "rows_read", "rows_refused", "sha256", "name", "problems", "distance")
    assert [getattr(a, f) for f in same] == [getattr(b, f) for f in same]


@pytest.mark.parametrize("kind", ["int", "text", "dictionary"])
@pytest.mark.parametrize("extra", [{}, {"samples": True}])
def test_reading_by_row_groups_gives_the_same_as_reading_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, extra: dict[str, bool]
) -> None:
    whole, parts = both(write(tmp_path / "t.parquet", table(kind, **extra)), monkeypatch)
    assert (len(whole.blocks), len(parts.blocks)) == (1, 5)  # 9 row groups of 700, two a block
    assert_equal(whole, parts)
    assert whole.subjects == 40
    assert inspect(whole) == inspect(parts)


def test_row_groups_lose_the_same_rows_for_the_same_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table("int", samples=True).to_pandas().astype({"probe_subject": "Int64", "reference_subject": "Int64"})
    data.loc[[5, 3000], "probe_subject"] = pd.NA
    data.loc[4000, "reference_id"] = data.loc[4000, "probe_id"]
    data.loc[4000, "reference_subject"] = data.loc[4000, "probe_subject"]
    copied = data.iloc[[100, 2500]]
    data = pd.concat([data, copied], ignore_index=True)
    whole, parts = both(write(tmp_path / "t.parquet", pa.Table.from_pandas(data)), monkeypatch)
    assert_equal(whole, parts)
    assert whole.rows_refused == 5
    assert [(p.code, p.where.partition(", ")[2]) for p in parts.problems] == [
        ("EV10", "column probe_subject, rows 6 and 3,001"), ("EV14", "row 4,001"), ("EV15", "rows 6,001 and 6,002"),
    ]  # fmt: skip
    data.loc[6001, "score"] += 1
    conflicting = write(tmp_path / "u.parquet", pa.Table.from_pandas(data))
    with pytest.raises(EvidenceError) as error:
        read_trial(conflicting)
    assert codes_of(error.value) == ["EV10", "EV14", "EV15", "EV15"]


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("room", [{}, {"_STAMPED": 0}, {"_STAMPED": 0, "_BITS": 0, "_AT_ONCE": 500}])
def test_a_repeat_is_found_in_runs_by_bits_in_any_slice_and_for_the_very_first_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: dict[str, int], *, shuffled: bool
) -> None:
    for name, most in room.items():
        monkeypatch.setattr(f"bystander.evidence.formats.parquet.repeats.{name}", most)
    rng = np.random.default_rng(1)
    probe, reference = np.repeat(np.arange(40), 40), np.tile(np.arange(40), 40)
    columns = {"probe_subject": probe, "reference_subject": reference, "score": rng.normal(size=1600)}
    data = pa.table({**columns, "probe_id": probe, "reference_id": 100 + reference})
    again = data.take([0, 1, 41, 800, 1599])  # the first of them has the codes 0 and 0
    data = pa.concat_tables([data, again])
    order = rng.permutation(1605) if shuffled else np.argsort(data["probe_id"].to_numpy(), kind="stable")
    whole, parts = both(write(tmp_path / "t.parquet", data.take(order), 200), monkeypatch)
    assert_equal(whole, parts)
    assert parts.rows_refused == 5


def test_the_score_column_alone_agrees_with_the_full_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table("text").set_column(0, "probe_subject", pa.array(["", *table("text")["probe_subject"].to_pylist()[1:]]))
    _, parts = both(
        write(tmp_path / "t.parquet", data), monkeypatch, distance=True, failed_scores=[float(data["score"][9].as_py())]
    )
    for block in parts.blocks:
        alone, full = block.read("scores"), block.read()
        np.testing.assert_array_equal(alone.score, full.score)
        assert alone.mated is None
        assert block.rows == len(alone.score)
        assert alone.score.dtype == np.float32
    assert parts.rows_refused == 1
    assert sum(int(b.failed.sum()) for b in (block.read() for block in parts.blocks) if b.failed is not None) == 1


def test_blocks_may_be_read_by_many_threads_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, parts = both(write(tmp_path / "t.parquet", table("text")), monkeypatch)
    expected = [block.read().score.sum() for block in parts.blocks]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda block: block.read().score.sum(), [*parts.blocks] * 8))
    assert found == expected * 8


def test_a_nan_in_a_row_group_is_found_with_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table().to_pandas()
    data.loc[3210, "score"] = np.nan
    _, parts = both(write(tmp_path / "t.parquet", pa.Table.from_pandas(data)), monkeypatch)
    assert [(p.code, p.where) for p in inspect(parts).errors] == [("EV11", "t.parquet, row 3,211")]


def test_wide_spread_identifiers_need_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table().to_pandas()
    for column in ("probe_subject", "reference_subject"):
        data[column] = data[column] * 10**12 - 5
    whole, parts = both(write(tmp_path / "t.parquet", pa.Table.from_pandas(data)), monkeypatch)
    assert_equal(whole, parts)
    plain = read_trial(table())
    np.testing.assert_array_equal(columns_of(whole)["probe"], columns_of(plain)["probe"])


@pytest.mark.parametrize(
    "make", [lambda t: t, lambda t: t.to_pandas(), pl.from_arrow, duckdb.from_arrow, lambda t: t.to_reader()]
)
def test_anything_with_an_arrow_stream_is_accepted(make: Any) -> None:
    data = table("text")
    trial = read_trial(make(data))
    assert inspect(trial).mated == int(
        (np.array(data["probe_subject"].to_pylist()) == data["reference_subject"].to_pylist()).sum()
    )
    assert trial.sha256 == read_trial(data).sha256


def test_the_hash_of_a_table_in_memory_does_not_depend_on_its_chunks() -> None:
    data = table("dictionary")
    chunked = pa.concat_tables([data.slice(0, 100), data.slice(100)])
    assert read_trial(chunked).sha256 == read_trial(data).sha256
    assert read_trial(data.slice(1)).sha256 != read_trial(data).sha256


@pytest.mark.parametrize("stream", [False, True])
def test_arrow_files_and_streams_are_read(tmp_path: Path, stream: bool) -> None:  # noqa: FBT001
    data, file = table("text"), tmp_path / "t.arrow"
    with (
        pa.OSFile(str(file), "wb") as sink,
        (pa.ipc.new_stream if stream else pa.ipc.new_file)(sink, data.schema) as writer,
    ):
        writer.write_table(data)
    assert_equal_values(read_trial(file), read_trial(data))
    file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2])
    with pytest.raises(EvidenceError) as error:
        read_trial(file)
    assert codes_of(error.value) == ["EV03"]


def assert_equal_values(a: Trial, b: Trial) -> None:
    left, right = columns_of(a), columns_of(b)
    for name, values in left.items():
        np.testing.assert_array_equal(values, right[name])


def test_damaged_or_empty_parquet_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "t.parquet", table().slice(0, 0))
    with pytest.raises(EvidenceError) as error:
        read_trial(file)
    assert codes_of(error.value) == ["EV02"]
    file = write(tmp_path / "t.parquet", table())
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(EvidenceError) as error:
        read_trial(file)
    assert codes_of(error.value) == ["EV03"]


def test_a_score_column_of_words_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table().set_column(2, "score", pa.array(["0,5"] * N))
    file = write(tmp_path / "t.parquet", data)
    with pytest.raises(EvidenceError, match="decimal comma"):
        read_trial(file)
    monkeypatch.setattr(reader, "WHOLE", 0)
    with pytest.raises(EvidenceError) as error:
        read_trial(file)
    assert codes_of(error.value) == ["EV05"]
