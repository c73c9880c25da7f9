"""BEE matrices: ``.mtx`` of scores and ``.mask`` of ground truth.

Layout, as OpenBR writes and reads it (``openbr/core/bee.cpp``): a line ``S2`` (similarities) or ``D2`` (distances);
the names of the target and the query set; a line ``MF rows columns magic`` (``MB`` for a mask), where magic is
0x12345678 in the byte order of the data; then the cells, row by row: float32, or bytes with 0xff mated, 0x7f
non-mated, 0x00 not to be counted. Rows are queries (probes), columns targets (references).

The files do not name people: people are the connected components of the mated cells, so two images of one person
that the mask never calls mated count as two people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.checks import ev08_shape as ev08
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.where import Rows
from bystander.evidence.comparisons.blocks import Matrix
from bystander.evidence.comparisons.checks.order import READING
from bystander.evidence.comparisons.matrix import trial_of
from bystander.evidence.comparisons.own_square import square_seen
from bystander.evidence.comparisons.reading import Reading
from bystander.evidence.comparisons.true_pairs import components
from bystander.evidence.formats.options import refuse_extras

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "BEE matrix"
MATED, NON_MATED, IGNORED = 0xFF, 0x7F, 0x00
_START = re.compile(rb"[SD]2\r?\n")
_SIZE = re.compile(rb"([MD])([FB]) (\d+) (\d+) (.{4})\r?\n", re.DOTALL)
_LITTLE = b"\x78\x56\x34\x12"


@dataclass(frozen=True)
class Bee:
    """A BEE file: its cells (memory-mapped, shape rows by columns), and whether they are distances."""

    path: Path
    cells: NDArray[Any]
    distance: bool

    @property
    def is_mask(self) -> bool:
        """Return whether the cells are ground truth."""
        return self.cells.dtype.itemsize == 1


def fits(head: Head, request: Request) -> bool:
    """Return whether the file begins as a BEE matrix does."""
    del request
    return _START.match(head.raw) is not None


def open_bee(path: Path) -> Bee:
    """Open a BEE matrix or mask. Raises :class:`EvidenceError` (EV03, EV08) where it is damaged or cut off."""
    with path.open("rb") as raw:
        lines = [raw.readline(1 << 16) for _ in range(4)]
        start = raw.tell()
    size = _SIZE.fullmatch(lines[3])
    if _START.fullmatch(lines[0]) is None or size is None:
        raise EvidenceError(path.name, [ev03.unreadable_content(path.name, "BEE matrix")])
    kind, cell, rows, columns, magic = size.groups()
    order = "<" if magic == _LITTLE else ">"
    dtype = np.dtype(f"{order}f4") if cell == b"F" else np.dtype(np.uint8)
    shape = int(rows), int(columns)
    needed, there = shape[0] * shape[1] * dtype.itemsize, path.stat().st_size - start
    if there < needed or not needed:
        found = ev08.misfit(
            path.name, "the file is shorter than its header says", f"{needed:,} bytes of cells", f"{there:,}"
        )
        raise EvidenceError(path.name, [found])
    cells = np.memmap(path, dtype=dtype, mode="r", offset=start, shape=shape)
    return Bee(path, cells, distance=b"D" in (kind, lines[0][:1]))


def read(request: Request) -> Trial:
    """Read a matrix and its mask, given as two files or the mask with ``--truth``."""
    refuse_extras(request, NAME, "--truth", files=2)
    name = request.file.name
    parts = [open_bee(path) for path in (*request.files, *([request.truth] if request.truth else []))]
    scores = [part for part in parts if not part.is_mask]
    masks = [part for part in parts if part.is_mask]
    if len(scores) != 1 or len(masks) != 1:
        found = (
            ev07.missing_part(name, "the mask (.mask)", "give both: bystander check SCORES.mtx TRUTH.mask")
            if not masks
            else ev07.missing_part(
                name, "one matrix of scores (.mtx)", "give both: bystander check SCORES.mtx TRUTH.mask"
            )
        )
        raise EvidenceError(name, [found])
    matrix, mask = scores[0], masks[0].cells
    if matrix.cells.shape != mask.shape:
        height, width = matrix.cells.shape
        found = ev08.misfit(
            masks[0].path.name,
            "mask and matrix differ in size",
            f"{height:,} x {width:,} cells",
            f"{mask.shape[0]:,} x {mask.shape[1]:,}",
        )
        raise EvidenceError(name, [found])
    ordered = replace(request, files=(matrix.path, masks[0].path), truth=None)
    probe, reference, people = _people(mask, masks[0].path.name)
    height, width = mask.shape
    ignored = mask == IGNORED
    grid = Matrix(
        scores=matrix.cells, probe=probe, reference=reference, probe_image=np.arange(height, dtype=np.int64),
        reference_image=np.arange(height, height + width, dtype=np.int64),
        sign=-1 if matrix.distance or request.distance else 1, failed_scores=request.failed_scores,
        skip=ignored if ignored.any() else None,
    )  # fmt: skip
    seen = square_seen(matrix.cells, ignored, probe, reference, request.square)
    again = 0
    if seen is not None and seen.mirrored and seen.declared != "apart":
        again = int(np.count_nonzero(np.tril(~ignored, -1)))
    return trial_of(
        grid, ordered, form=NAME, sha256=ordered.sha256(), subjects=people, problems=[], masked=True, of_people=again
    )


def _people(mask: NDArray[np.uint8], name: str) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
    height, width = mask.shape
    counts = np.bincount(mask.ravel(), minlength=256)
    odd = mask.size - int(counts[[MATED, NON_MATED, IGNORED]].sum())
    if odd:
        found = ev08.misfit(
            name,
            "the mask has cells of unknown meaning",
            "255 (mated), 127 (non-mated) or 0 (ignored)",
            f"{odd:,} other cells",
        )
        raise EvidenceError(name, [found])
    rows, columns = np.nonzero(mask == MATED)
    person = components(height + width, rows, columns + height)
    probe, reference = person[:height], person[height:]
    wrong = sum(
        int(np.count_nonzero((probe[i : i + 256, None] == reference[None, :]) & (mask[i : i + 256] == NON_MATED)))
        for i in range(0, height, 256)
    )
    problems = found_by(READING, Reading(name=name, contradicted=Rows((), wrong)))
    if problems:
        raise EvidenceError(name, problems)
    return probe, reference, int(person.max()) + 1
