"""Delimited text: the canonical table of comparisons, with any delimiter, encoding and compression.

Other names of the columns are known (:mod:`bystander.evidence.comparisons.columns`), so the CSV files of Bob and pair
tables such as BFW's are read as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.order import HEADED, ROWS
from bystander.evidence.comparisons.columns import KINDS
from bystander.evidence.comparisons.columns_read import headed
from bystander.evidence.comparisons.of_table import places_in, trial_of_columns
from bystander.evidence.comparisons.score_columns import refuse_several_scores
from bystander.evidence.comparisons.score_pair import pair_in, trial_of_pair
from bystander.evidence.comparisons.told_by_cells import told_by_cells
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.formats.text_blocks import trial_of_text
from bystander.evidence.tables.look import look
from bystander.evidence.tables.opened import TextTable

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "delimited text"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is text with columns."""
    return head.is_text and len(request.files) == 1


def read(request: Request) -> Trial:
    """Read a table of comparisons from text."""
    table = TextTable(look(request.file))
    refuse_extras(request, NAME)
    require(HEADED, table.head, table.name)
    if (pair := pair_in(table.header, request)) is not None:
        return trial_of_pair(table, pair, request, form=NAME, sha256=request.sha256())
    refuse_several_scores(table, request)
    request, by_cells = told_by_cells(table, request)
    places = places_in(table, request)
    require(ROWS, Count(table.name, len(table.head.cells) - 1), table.name)
    said = headed(table, places, request).after(by_cells)
    if (trial := trial_of_text(table, places, request, form=NAME, said=said)) is not None:
        return trial
    return trial_of_columns(table.read(places, KINDS), request, form=NAME, sha256=request.sha256(), said=said)
