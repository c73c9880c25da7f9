"""What came with a file that its layout has no use for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev07_files import Options, further_files
from bystander.evidence.checks.order import OPTIONS

if TYPE_CHECKING:
    from bystander.evidence.request import Request


OF_TABLES = ("--truth", "--subject-from", "--mated-is")
OF_MATRICES = ("--truth", "--subject-from")


def refuse_extras(request: Request, layout: str, *allowed: str, files: int = 1) -> None:
    """Raise :class:`EvidenceError` for options and files that the layout has no use for.

    ``allowed``: options; nothing: what tables have. ``files``: how many files the layout comes in, at most.
    """
    given = {
        "--non-mated": request.non_mated, "--truth": request.truth,
        "--probe-ids": request.probe_ids, "--reference-ids": request.reference_ids,
        "--sheet": request.sheet, "--subject-from": request.subject_from, "--mated-is": request.mated_is,
    }  # fmt: skip
    present = [option for option, file in given.items() if file]
    require(OPTIONS, Options(request.name, layout, present, allowed or OF_TABLES), request.name)
    if len(request.files) > files:
        raise EvidenceError(request.name, [further_files(request.name, layout, len(request.files), files)])
