"""From a matrix of scores and the identifiers of its rows and columns to a trial."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev08_shape as ev08
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.where import Rows
from bystander.evidence.comparisons.blocks import Matrix, matrix_blocks
from bystander.evidence.comparisons.checks import ev115_foot_lines as ev115
from bystander.evidence.comparisons.checks.order import READING, SIDES
from bystander.evidence.comparisons.matrix_foot import at_the_foot
from bystander.evidence.comparisons.matrix_people import Samples, sides_of
from bystander.evidence.comparisons.mirrored import matrix_in_both_orders
from bystander.evidence.comparisons.own_square import square_seen, whole_of_half
from bystander.evidence.comparisons.reading import Reading
from bystander.evidence.comparisons.trial import BothHalves, Trial
from bystander.evidence.people.codes import codes_of
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.of_samples import OfSamples
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.request import Request


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Scores of probes (rows) with references (columns), and what names them.

    ``row_ids``, ``column_ids``: pyarrow arrays of identifiers: of people, or of samples where the request has
    true pairs. ``empty``: bool matrix of cells that hold no comparison, or None.
    """

    scores: NDArray[Any]
    row_ids: Any
    column_ids: Any
    empty: NDArray[np.bool_] | None = None
    first_row: int = 1
    first_column: int = 1
    problems: Sequence[Problem] = field(default=())


def from_grid(grid: Grid, request: Request, *, form: str, sha256: str) -> Trial:
    """Make the trial of a matrix.

    Its mated cells are those of equal identifiers; or these are of samples, and who is in them is told otherwise.
    """
    name, problems = request.file.name, list(grid.problems)
    height, width = grid.scores.shape
    for ids, size, what in ((grid.row_ids, height, "row"), (grid.column_ids, width, "column")):
        if len(ids) != size:
            found = ev08.misfit(
                name,
                f"the {what}s of the matrix and their identifiers differ in number",
                f"{size:,} identifiers",
                f"{len(ids):,}",
            )
            raise EvidenceError(name, [*problems, found])
    if feet := _feet(grid, name):
        raise EvidenceError(name, [*problems, *feet])
    of_samples = request.truth is not None or bool(request.subject_from)
    codes = codes_of([grid.row_ids, grid.column_ids], people=not of_samples, name=name)
    rows, columns = codes.encode(grid.row_ids), codes.encode(grid.column_ids)
    nameless = {
        f"the identifiers of the {what}s": Rows((np.flatnonzero(c < 0)[:6] + 1).tolist(), int((c < 0).sum()))
        for c, what in ((rows, "row"), (columns, "column"))
    }
    stopping = found_by(SIDES, Reading(name=name, nameless=nameless))
    if stopping:
        raise EvidenceError(name, [*problems, *stopping])
    if request.square != "apart" and np.array_equal(rows, columns):
        scores, empty = whole_of_half(grid.scores, grid.empty)
        grid = replace(grid, scores=scores, empty=empty)
    square = square_seen(grid.scores, grid.empty, rows, columns, request.square)
    itself = square is not None and square.itself
    people: Names | None = None
    chained: OfSamples | None = None
    unlisted: NDArray[np.bool_] | None = None
    if not of_samples:
        probe, reference, size, people = rows, columns, codes.size, codes
        first = 0 if itself else height
        images = np.arange(height, dtype=np.int64), np.arange(first, first + width, dtype=np.int64)
        reading = Reading(name=name, square=square)
    else:
        samples = Samples(name=name, rows=grid.row_ids, columns=grid.column_ids, empty=grid.empty)
        told = sides_of(samples, request)
        probe, reference, size, people, unlisted = told.probe, told.reference, told.size, told.names, told.unlisted
        chained = told.chained
        problems += told.problems
        images = rows.astype(np.int64), columns.astype(np.int64)
        again = [
            Rows((), (len(s) - len(distinct(s))) * other) for s, other in zip(images, (width, height), strict=True)
        ]
        itself = square is not None and not square.repeated  # as the samples are named
        reading = Reading(name=name, conflicting=again)
    problems += found_by(READING, reading)
    skip = grid.empty if unlisted is None else unlisted if grid.empty is None else grid.empty | unlisted
    matrix = Matrix(
        scores=grid.scores, probe=probe, reference=reference, probe_image=images[0], reference_image=images[1],
        sign=-1 if request.distance else 1, failed_scores=request.failed_scores, skip=skip,
        first_row=grid.first_row, first_column=grid.first_column,
        once=itself and square is not None and square.mirrored,
    )  # fmt: skip
    two_scores = (0, 0)
    if of_samples and not any(reading.conflicting) and not matrix.once and request.square != "apart":
        twins, pairs, differing = matrix_in_both_orders(grid.scores, skip, *images)
        matrix = replace(matrix, twins=None if differing else twins)
        two_scores = differing, pairs
    form = f"{form}, one set of images against itself" if itself else form
    trial = trial_of(
        matrix, request, form=form, sha256=sha256, subjects=size, problems=problems, people=people,
        two_scores=two_scores, unlisted=0 if unlisted is None else int(unlisted.sum()),
    )  # fmt: skip
    return replace(trial, chained=chained)


def _feet(grid: Grid, name: str) -> list[Problem]:
    """Return what is said of rows and columns of means at the end."""
    sides = (
        ("row", at_the_foot(grid.row_ids, grid.column_ids), grid.first_row),
        ("column", at_the_foot(grid.column_ids, grid.row_ids), grid.first_column),
    )
    return [ev115.stops(name, [f"{what} {first + at:,}" for at in foot], what) for what, foot, first in sides if foot]


def trial_of(
    matrix: Matrix,
    request: Request,
    *,
    form: str,
    sha256: str,
    subjects: int,
    problems: list[Problem],
    masked: bool = False,
    people: Names | None = None,
    unlisted: int = 0,
    two_scores: tuple[int, int] = (0, 0),
    of_people: int = 0,
) -> Trial:
    """Cut a matrix into blocks and count what is refused: empty cells, and samples compared with themselves.

    ``unlisted``: how many of the cells that are skipped have a score, and no ground truth. ``two_scores``: of how many
    pairs in both orders each has a score of its own, and of how many in all. ``of_people``: comparisons that may be of
    the same two samples as another, which have no names.
    """
    name = request.file.name
    blocks = matrix_blocks(matrix)
    cells, used = int(matrix.scores.size), sum(block.rows for block in blocks)
    empty = 0 if matrix.skip is None else int(np.count_nonzero(matrix.skip))
    every = matrix_blocks(replace(matrix, once=False, twins=None)) if matrix.once or matrix.twins else blocks
    met = sum(block.rows for block in every)
    itself = Rows((), cells - met - empty)
    reading = Reading(
        name=name, read=cells, used=used, empty=empty - unlisted, masked=masked, itself=itself,
        twice=met - used if matrix.once else 0, both_orders=0 if matrix.once else met - used, two_scores=two_scores,
        of_people=of_people,
    )  # fmt: skip
    halves = None
    if met > used:
        found = (*problems, *found_by(READING, replace(reading, used=met, twice=0, both_orders=0)))
        halves = BothHalves(blocks=every, rows_refused=cells - met, problems=found)
    problems += found_by(READING, reading)
    return Trial(
        name=request.name, sha256=sha256, format=form, blocks=blocks, subjects=subjects, rows_read=cells,
        rows_refused=cells - used, distance=matrix.sign < 0, problems=tuple(problems), people=people, halves=halves,
        both_orders=two_scores[0] > 0,
    )  # fmt: skip
