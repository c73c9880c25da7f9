"""From labelled vectors to a trial of comparisons: every pair of images that may be compared.

Where every vector is probe and reference, each pair of images is one comparison, and none of an image with itself.
Scores are not kept: a block works them out whenever it is read, with the exact sums that searches of vectors use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.blocks import Matrix, matrix_blocks
from bystander.evidence.comparisons.checks.order import READING
from bystander.evidence.comparisons.reading import Reading
from bystander.evidence.comparisons.trial import Trial
from bystander.evidence.searches.checks.ev57_vectors import too_many
from bystander.kernels.compiling import compiler
from bystander.kernels.plain import embeddings as plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bystander.evidence.request import Request
    from bystander.evidence.searches.embeddings import Read

MOST = 1 << 38  # products of coordinates: 30,000 images with vectors of 512, minutes on one core
SMALL = 1 << 25  # up to which nothing is compiled


@dataclass(frozen=True)
class PairScores:
    """The scores of all probes (rows) with all references (columns), worked out where they are asked for."""

    probes: NDArray[np.float32]
    references: NDArray[np.float32]
    l2: bool

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of probes and of references."""
        return len(self.probes), len(self.references)

    @property
    def size(self) -> int:
        """Return the number of pairs."""
        return len(self.probes) * len(self.references)

    @cached_property
    def _exact(self) -> Callable[..., None]:
        if self.size * self.probes.shape[1] <= SMALL or not compiler():
            return plain.exact
        from bystander.kernels.embeddings import exact

        return exact

    def __getitem__(self, part: tuple[slice, slice]) -> NDArray[np.float64]:
        """Return the scores of some rows and columns: the cosine, or the squared distance."""
        rows, columns = (np.arange(n)[s] for n, s in zip(self.shape, part, strict=True))
        out = np.empty(len(rows) * len(columns))
        self._exact(
            self.probes, self.references, np.repeat(rows, len(columns)), np.tile(columns, len(rows)), self.l2, out
        )
        return (-out if self.l2 else out).reshape(len(rows), len(columns))


def trial_of_vectors(read: Read, request: Request, *, form: str) -> Trial:
    """Make the trial of labelled vectors.

    Raises EvidenceError where there are more pairs than one run should score, and where none is left.
    """
    e, name = read.embeddings, request.file.name
    l2 = e.metric == "l2"
    scores: Any = PairScores(e.probes.vectors, e.references.vectors, l2)
    if scores.size * e.probes.vectors.shape[1] // (2 if e.same else 1) > MOST:
        raise EvidenceError(name, [too_many(name, *scores.shape)])
    apart = 0 if e.same else int(e.probes.row.max(initial=0))
    matrix = Matrix(
        scores=scores, probe=e.probes.person, reference=e.references.person, probe_image=e.probes.row,
        reference_image=e.references.row + apart, sign=-1 if l2 else 1,
        failed_scores=request.failed_scores, once=e.same,
    )  # fmt: skip
    blocks = matrix_blocks(matrix)
    used = sum(block.rows for block in blocks)
    problems = (*read.problems, *found_by(READING, Reading(name=name, read=scores.size, used=used)))
    return Trial(
        name=request.name, sha256=read.sha256, format=f"{form} of {e.probes.vectors.shape[1]}, {e.metric}",
        blocks=blocks, subjects=read.people, rows_read=used, distance=l2, problems=problems, people=read.codes,
    )  # fmt: skip
