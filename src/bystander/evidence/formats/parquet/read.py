"""Parquet: small files are read whole; large ones row group by row group, in bounded memory.

A block is one row group, or several small ones in a row; it can be read by any thread. Identifiers that are
whole numbers need no dictionary; text identifiers are looked up in the dictionary of their row group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev58_tally as ev58
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import ROWS
from bystander.evidence.comparisons.columns import KINDS
from bystander.evidence.comparisons.columns_read import headed
from bystander.evidence.comparisons.double_loop import may_be_loop
from bystander.evidence.comparisons.of_table import places_in, trial_of_columns
from bystander.evidence.comparisons.score_columns import refuse_several_scores
from bystander.evidence.comparisons.told_by_cells import told_by_cells
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.formats.parquet.blocks import Source
from bystander.evidence.formats.parquet.survey import survey
from bystander.evidence.formats.parquet.tally_mark import TALLY
from bystander.evidence.tables.opened import ParquetTable

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "Parquet"
WHOLE = 1 << 21  # rows up to which a file is read whole
LOOPED = 1 << 22  # the same of rows that may be a loop over images: those of 2,048 images


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is Parquet."""
    del request
    return head.raw.startswith(b"PAR1")


def read(request: Request) -> Trial:
    """Read a table of comparisons from Parquet."""
    refuse_extras(request, NAME)
    table = ParquetTable(request.file)
    metadata = table.metadata
    if TALLY in (metadata.metadata or {}):
        raise EvidenceError(table.name, [ev58.not_evidence_here(table.name)])
    refuse_several_scores(table, request)
    request, by_cells = told_by_cells(table, request)
    places = places_in(table, request)
    said = headed(table, places, request).after(by_cells)
    require(ROWS, Count(table.name, metadata.num_rows), table.name)
    looped = may_be_loop(metadata.num_rows) and not places.keys() & {"probe_id", "reference_id"}
    looped = looped and metadata.num_rows <= LOOPED
    whole = metadata.num_rows <= WHOLE or looped or table.nested
    if whole or request.truth is not None or "probe_subject" not in places:
        read_here = table.read(places, KINDS)
        return trial_of_columns(read_here, request, form=NAME, sha256=request.sha256(), said=said)
    names = {role: table.header[at] for role, at in places.items()}
    return survey(Source(request.file, metadata, names), request, form=NAME, said=said)
