"""A format that is told by its first bytes is not imported for a file that begins otherwise: nothing may be missed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from bystander.evidence.formats import BEGINNINGS, READERS
from bystander.evidence.request import Request
from bystander.evidence.tables.head import Head

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = (
    b"PK\x03\x04", b"PK\x05\x06", b"MATLAB 5.0 MAT-file", b"PAR1", b"ARROW1", b"\xff\xff\xff\xff", b"\x93NUMPY",
    b"S2\n", b"S2\r\n", b"D2\n", b"D2\r\n", b"probe,score\n1,2\n", b"\x00", b"{", b"\x89HDF\r\n\x1a\n",
)  # fmt: skip
SUFFIXES = ("", ".npz", ".npy", ".xlsx", ".mat", ".arrow", ".feather", ".parquet", ".mtx")


@pytest.mark.parametrize("key", sorted(BEGINNINGS))
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_format_fits_a_file_that_begins_otherwise(key: str, suffix: str, tmp_path: Path) -> None:
    reader = import_module(f"bystander.evidence.formats.{READERS[key]}")
    for start in OTHERS:
        raw = start + b"\n \x01\x02"
        file = tmp_path / f"file{suffix}"
        file.write_bytes(raw)
        if not raw.startswith(BEGINNINGS[key]):
            assert not reader.fits(Head(file, raw), Request(files=(file,)))
