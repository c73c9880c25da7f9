"""Arrow: files, streams, and anything that offers an Arrow stream (pandas, polars, pyarrow, duckdb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from bystander.evidence.comparisons.of_table import trial_of_opened
from bystander.evidence.comparisons.score_columns import refuse_several_scores
from bystander.evidence.comparisons.score_pair import pair_in, trial_of_pair
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.open_table import arrow_file
from bystander.evidence.tables.opened import ArrowTable

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "Arrow table"
_STREAM = b"\xff\xff\xff\xff"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is an Arrow file or stream."""
    suffix = request.file.suffix.casefold()
    return head.raw.startswith(b"ARROW1") or (
        head.raw.startswith(_STREAM) and suffix in {".arrow", ".arrows", ".feather", ".ipc"}
    )


def read(request: Request) -> Trial:
    """Read an Arrow file or stream."""
    refuse_extras(request, NAME)
    table = ArrowTable(arrow_file(request.file), request.file.name)
    return _trial(table, request, form=NAME, sha256=request.sha256())


def read_stream(source: object, request: Request) -> Trial:
    """Read an object with ``__arrow_c_stream__``; its hash is that of the columns that are used."""
    table = ArrowTable(pa.table(source), request.file.name)
    return _trial(table, request, form="table in memory")


def _trial(table: ArrowTable, request: Request, *, form: str, sha256: str | None = None) -> Trial:
    if (pair := pair_in(table.header, request)) is not None:
        return trial_of_pair(table, pair, request, form=form, sha256=sha256)
    refuse_several_scores(table, request)
    return trial_of_opened(table, request, form=form, sha256=sha256)
