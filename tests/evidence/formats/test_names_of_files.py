"""What a file is called says nothing: it is read by what it holds."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from pyarrow import feather, parquet

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence import read_trial
from tests.evidence.makers import HEADER, all_pairs, codes_of, columns_of, write_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = all_pairs(8)
ENDINGS = ["", ".csv", ".txt", ".xls", ".ods", ".zip", ".bin", ".gz", ".bz2", ".zst", ".xlsx.download", ".XLSX", ".NPZ"]


def as_text(file: Path) -> None:
    write_table(file, ROWS)


def as_json_lines(file: Path) -> None:
    file.write_text("\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS))


def as_workbook(file: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    with file.open("wb") as content:
        book.save(content)


def as_arrays(file: Path) -> None:
    with file.open("wb") as content:
        np.savez(content, **{name: np.array(column) for name, column in columns().items()})  # type: ignore[arg-type]


def as_parquet(file: Path) -> None:
    with file.open("wb") as content:
        parquet.write_table(pa.table(columns()), content)


def as_arrow(file: Path) -> None:
    with file.open("wb") as content:
        feather.write_feather(pa.table(columns()), content, compression="uncompressed")


def columns() -> dict[str, list[object]]:
    return {name: list(column) for name, column in zip(HEADER, zip(*ROWS, strict=True), strict=True)}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("write", [as_text, as_json_lines, as_workbook, as_arrays, as_parquet, as_arrow])
def test_comparisons_are_read_whatever_the_file_is_called(
    write: Callable[[Path], None], ending: str, tmp_path: Path
) -> None:
    file = tmp_path / f"scores{ending}"
    write(file)
    found, expected = columns_of(read_trial(file)), columns_of(read_trial(write_table(tmp_path / "plain", ROWS)))
    assert all((found[name] == expected[name]).all() for name in expected)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_record_in_a_workbook_is_read_whatever_the_file_is_called(ending: str, tmp_path: Path) -> None:
    book, file = openpyxl.Workbook(), tmp_path / f"record{ending}"
    for row in (
        ("date", "faces_seen", "alerts", "false_alerts"),
        ("2024-05-01", 1000, 9, 2),
        ("2024-05-02", 900, 4, 1),
    ):
        book.active.append(row)
    with file.open("wb") as content:
        book.save(content)
    found = by.audit(file).find("false-alerts-per-face")[0].estimate
    assert found is not None
    assert found.events == 3


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_nothing_that_was_packed_is_told_as_nothing_and_a_cut_one_as_damage(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / "nothing").write_bytes(pack(b""))
    (tmp_path / "cut").write_bytes(pack(b"probe_subject,reference_subject,score\n" * 9)[:12])
    told = []
    for name in ("nothing", "cut"):
        with pytest.raises(EvidenceError) as error:
            read_trial(tmp_path / name)
        told.append(codes_of(error.value))
    assert told == [["EV02"], ["EV03"]]
