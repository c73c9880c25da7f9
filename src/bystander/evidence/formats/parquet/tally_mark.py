"""How a tally file is told from other Parquet: by a word in its metadata. What it holds is read by ``shards``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TALLY = b"bystander.tally"


def is_tally(file: Path) -> bool:
    """Return whether a file is a tally."""
    if not file.is_file():
        return False
    with file.open("rb") as raw:
        if raw.read(4) != b"PAR1":
            return False
    import pyarrow.parquet as pq

    try:
        return TALLY in (pq.read_metadata(file).metadata or {})
    except (OSError, ValueError):
        return False
