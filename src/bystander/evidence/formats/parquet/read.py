"""Parquet: small files are read whole; large ones row group by row group, in bounded memory.

A block is one row group, or several small ones in a row; it can be read by any thread. Identifiers that are
whole numbers need no dictionary; text identifiers are looked up in the dictionary of their row group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev58_tally as ev58
from bystander.evidence.formats.arrow import from_table
from bystander.evidence.formats.parquet.blocks import Source
from bystander.evidence.formats.parquet.survey import survey
from bystander.evidence.tables.columns import resolve
from bystander.evidence.tables.header import header_problems, refuse_extras, wanted

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "Parquet"
TALLY = b"bystander.tally"  # what the metadata of a tally file has
WHOLE = 1 << 21  # rows up to which a file is read whole


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is Parquet."""
    del request
    return head.raw.startswith(b"PAR1")


def read(request: Request) -> Trial:
    """Read a table of comparisons from Parquet."""
    import pyarrow.parquet as pq

    refuse_extras(request, NAME)
    name = request.file.name
    try:
        metadata = pq.read_metadata(request.file)
        if TALLY in (metadata.metadata or {}):
            raise EvidenceError(name, [ev58.not_evidence_here(name)])
        names = metadata.schema.to_arrow_schema().names
    except (pa.ArrowInvalid, OSError) as damage:
        raise EvidenceError(name, [ev03.unreadable_content(name, "Parquet file")]) from damage
    resolved = resolve(names, request.columns)
    problems = header_problems(name, resolved, len(names))
    if problems:
        raise EvidenceError(name, problems)
    if not metadata.num_rows:
        raise EvidenceError(name, [ev02.header_only(name)])
    positions = wanted(resolved, truth=request.truth is not None)
    if metadata.num_rows <= WHOLE or request.truth is not None or "probe_subject" not in positions:
        chosen = list(dict.fromkeys(names[at] for at in resolved.positions.values()))
        try:
            table = pq.read_table(request.file, columns=chosen, memory_map=True)
        except (pa.ArrowInvalid, OSError) as damage:
            raise EvidenceError(name, [ev03.unreadable_content(name, "Parquet file")]) from damage
        return from_table(table, request, form=NAME, sha256=request.sha256())
    return survey(
        Source(request.file, metadata, {role: names[at] for role, at in positions.items()}), request, form=NAME
    )
