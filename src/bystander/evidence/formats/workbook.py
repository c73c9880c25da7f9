"""Workbooks (``.xlsx``): a table of comparisons on one of the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.comparisons.columns import complete, roles_in
from bystander.evidence.comparisons.of_table import trial_of_opened
from bystander.evidence.comparisons.score_columns import refuse_several_scores
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.open_table import open_workbook
from bystander.evidence.tables.workbook import is_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "workbook"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is a workbook."""
    return len(request.files) == 1 and is_workbook(request.file, head.raw)


def read(request: Request) -> Trial:
    """Read a table of comparisons from a sheet."""
    refuse_extras(request, NAME, "--truth", "--sheet")

    def is_of_comparisons(header: Sequence[str]) -> bool:
        return complete(roles_in(header, request.columns))

    table = open_workbook(request.file, sheet=request.sheet, fits=is_of_comparisons)
    refuse_several_scores(table, request)
    return trial_of_opened(table, request, form=NAME, sha256=request.sha256())
