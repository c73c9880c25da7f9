"""Whether evidence is a seeded operational test, as its header shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.passes.columns import layout_of
from bystander.evidence.tables.open_table import open_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FORMAT = "passes"  # what --format calls it
ALONE = "volunteer"  # a role of columns that no other evidence has: who declares it says which kind it is


def is_passes(source: object, columns: Mapping[str, str] | None = None) -> bool:
    """Return whether evidence is a seeded operational test, as its header shows it; never raises for a bad file."""
    try:
        if hasattr(source, "column_names"):
            return layout_of(list(source.column_names), columns) is not None
        if not isinstance(source, (str, Path)) or not Path(source).is_file():
            return False
        return layout_of(open_table(Path(source), fits=fits(columns)).header, columns) is not None
    except (EvidenceError, pa.ArrowException, OSError):
        return False


def fits(mapping: Mapping[str, str] | None) -> Callable[[Sequence[str]], bool]:
    """Return what tells whether a header is that of a seeded test."""
    return lambda header: layout_of(header, mapping) is not None
