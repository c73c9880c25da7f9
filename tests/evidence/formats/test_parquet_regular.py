"""Names that repeat in a regular way come back as they were, and any others are left to be decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from bystander.evidence import read_trial
from bystander.evidence.formats.parquet import places
from bystander.evidence.formats.parquet import read as reader
from bystander.evidence.formats.parquet.regular import regular
from tests.evidence.formats.test_parquet_places import KINDS, ROWS, columns, seen

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.formats.parquet.blocks import ParquetBlock

PROBE, LIST = np.repeat(np.arange(40), 30), np.tile(np.random.default_rng(1).permutation(30), 40)
PERSON = PROBE // 2  # of two probes that stand together


@pytest.mark.parametrize("part", [slice(None), slice(7, 1000), slice(29, 95), slice(1199, 1200)])
def test_runs_and_lists_come_back(part: slice) -> None:
    given: dict[str, Any] = {"person": PERSON[part], "probe": PROBE[part].astype(np.int32), "list": LIST[part]}
    found = regular(given)
    assert set(found) == set(given)
    for role, column in found.items():
        assert column.whole().tolist() == given[role].tolist()
        assert len(column.values) <= 40
        assert set(column.values.tolist()) == set(given[role].tolist())
        assert column.renamed(np.arange(40, dtype=np.int32)[::-1]).whole().tolist() == (39 - given[role]).tolist()


@pytest.mark.parametrize("row", [31, 600, 1199])
def test_what_is_not_regular_in_one_row_is_left_out(row: int) -> None:
    other = LIST.copy()
    other[row] = 99
    assert set(regular({"probe": PROBE, "list": other})) == {"probe"}
    assert not regular({"probe": np.random.default_rng(1).permutation(PROBE), "list": LIST})
    assert not regular({"probe": np.empty(0, np.int64)})


def made(path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setattr(reader, "WHOLE", 0)
    monkeypatch.setattr(reader, "LOOPED", 0)
    monkeypatch.setattr("bystander.evidence.formats.parquet.blocks.BLOCK_ROWS", ROWS // 3)
    parquet.write_table(pa.table(columns(kind)), path, row_group_size=ROWS // 7)
    return read_trial(path)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"white space", "two people", "contradicted"}))
def test_blocks_that_keep_names_tell_the_same(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = made(tmp_path / "t.parquet", kind, monkeypatch)
    kept = seen(trial)
    for block in trial.blocks:
        batch = block.read()
        for side, codes in batch.occurring.items():
            assert set(codes.tolist()) == set(getattr(batch, side).tolist())
    with monkeypatch.context() as patch:
        patch.setattr(places, "MOST_KEPT", 0)
        again = read_trial(tmp_path / "t.parquet")
    blocks: list[ParquetBlock] = [*again.blocks]  # type: ignore[list-item]
    assert not any(block.regular for block in blocks)
    assert seen(again) == kept


def test_names_of_a_file_of_searches_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = made(tmp_path / "t.parquet", "whole numbers", monkeypatch)
    blocks: list[ParquetBlock] = [*trial.blocks]  # type: ignore[list-item]
    assert all(len(block.regular) == 4 for block in blocks)
    assert all(len(column.values) < block.rows / 2 for block in blocks for column in block.regular.values())
