"""Large plain text of comparisons as blocks of a trial: its columns are never whole in memory.

It is read once to hash it, to number its people and to find out that it is plain. The columns of its first rows are
kept, as codes and scores; what does not fit is read from the text again by every pass that needs it. Nothing is written
to a disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.blocks import settle
from bystander.evidence.comparisons.checks.order import READING
from bystander.evidence.comparisons.columns import KINDS
from bystander.evidence.comparisons.double_loop import double_loop, may_be_loop
from bystander.evidence.comparisons.reading import Reading
from bystander.evidence.comparisons.trial import Batch, Trial
from bystander.evidence.people.codes import Codes, encoded
from bystander.evidence.tables.plain_lines import BLOCK, LARGE, of_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.columns_read import Headed
    from bystander.evidence.comparisons.trial import Columns
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import TextTable
    from bystander.evidence.tables.plain_columns import Piece, PlainColumns

PEOPLE = ("probe_subject", "reference_subject")
ROLES = {*PEOPLE, "score"}
HELD = 1 << 27  # bytes of codes and scores that are kept


@dataclass(frozen=True, kw_only=True)
class Source:
    """The text, and what a row of it means. ``known``: the codes of the words of each thread."""

    columns: PlainColumns
    places: Mapping[str, int]
    known: Sequence[NDArray[np.int32]]
    first_row: int
    sign: int
    failed_scores: tuple[float, ...]

    def read(self, piece: Piece, *roles: str) -> list[NDArray[Any]]:
        """Return columns of a piece by role, people as codes. Raises EvidenceError where the file has changed."""
        places = [self.places[role] for role in roles]
        if piece.columns:
            return [piece.columns[at] for at in places]
        found = self.columns.again(piece, places)
        return [self.coded(piece, role, found[self.places[role]]) for role in roles]

    def coded(self, piece: Piece, role: str, column: NDArray[Any]) -> NDArray[Any]:
        """Return a column of a piece with codes in place of numbers of words."""
        return self.known[piece.thread][column] if role in PEOPLE else column

    def hold(self, piece: Piece, codes: type[np.integer]) -> None:
        """Turn the columns that are kept of a piece into codes."""
        for role in PEOPLE if piece.columns else ():
            at = self.places[role]
            piece.columns[at] = self.coded(piece, role, piece.columns[at]).astype(codes)


@dataclass(slots=True)  # not frozen: the contract of a block has a plain ``rows``
class TextBlock:
    """A piece of the text; ``start``: the position of its first row."""

    source: Source
    piece: Piece
    start: int
    rows: int

    def read(self, columns: Columns = "all") -> Batch:
        """Read it; see :class:`bystander.evidence.comparisons.trial.Block`."""
        source, first = self.source, self.source.first_row + self.start
        people: list[NDArray[Any]] = []
        if columns == "scores":
            (score,) = source.read(self.piece, "score")
        else:
            *people, score = source.read(self.piece, *PEOPLE, "score")
        score, failed = settle(score, None, source.sign, source.failed_scores)
        if not people:
            return Batch(score=score, failed=failed, first_row=first)
        probe, reference = (side.astype(np.int32, copy=False) for side in people)
        return Batch(
            score=score, probe=probe, reference=reference, mated=probe == reference, failed=failed, first_row=first
        )

    def place(self, position: int) -> str:
        """Say where a row of the block stands in the file."""
        return f"row {self.source.first_row + self.start + position:,}"


def trial_of_text(
    table: TextTable,
    places: Mapping[str, int],
    request: Request,
    *,
    form: str,
    said: Headed,
    large: int = LARGE,
    block: int = BLOCK,
) -> Trial | None:
    """Return the trial of text that is large and plain, and names people and nothing else; None of any other.

    ``large``: bytes from which on it is tried; ``block``: those read at a time. Raises EvidenceError for a compressed
    file that is damaged.
    """
    declared = request.truth is not None or request.subject_from or said.label is not None or said.sides_unclear
    if places.keys() != ROLES or declared or table.head.row_names:
        return None
    layout = table.layout({at: KINDS[role] for role, at in places.items()}, {at: role for role, at in places.items()})

    def make(columns: PlainColumns) -> Trial | None:
        told = [ev04.lines_above(table.name, layout.above)] if layout.above else []
        return _trial(columns, places, request, form=form, said=said.after(told), first_row=layout.header_rows + 1)

    return of_plain(table.head, layout, {places[role]: 0 for role in PEOPLE}, make, large=large, block=block)


def _trial(
    columns: PlainColumns, places: Mapping[str, int], request: Request, *, form: str, said: Headed, first_row: int
) -> Trial | None:
    from bystander.evidence.tables.plain_columns import SHORT

    pieces = _pieces(columns)
    if not pieces:
        return None
    codes, known = _codes(columns, request.name)
    if any(of_thread.min(initial=0) < 0 for of_thread in known):  # who is nobody: those rows are left out, and named
        return None
    source = Source(
        columns=columns, places=places, known=known, first_row=first_row, sign=-1 if request.distance else 1,
        failed_scores=request.failed_scores,
    )  # fmt: skip
    blocks, start = [], 0
    for piece in pieces:
        source.hold(piece, np.uint16 if codes.size <= SHORT else np.int32)
        blocks.append(TextBlock(source, piece, start, piece.rows))
        start += piece.rows
    if _is_loop(blocks, start, request):
        return None
    whole = columns.path == request.file  # and not what it holds unpacked
    reading = Reading(name=request.name, read=start, used=start)
    return Trial(
        name=request.name, sha256=columns.blocks.sha256 if whole else request.sha256(), format=form, blocks=blocks,
        subjects=codes.size, rows_read=start, distance=request.distance, people=codes,
        orders_unseen=request.square != "apart",
        problems=(*said.problems, *found_by(READING, reading)), score=said.score,
    )  # fmt: skip


def _pieces(columns: PlainColumns) -> list[Piece]:
    """Read the text; returns its pieces, the first of them with their columns, none where a cell is empty."""
    pieces, room = [], HELD
    for piece in columns:
        if piece.empty or piece.gaps:
            return []
        room -= sum(column.nbytes for column in piece.columns.values())
        if room < 0:
            piece.columns.clear()
        pieces.append(piece)
    return pieces


def _codes(columns: PlainColumns, name: str) -> tuple[Codes, list[NDArray[np.int32]]]:
    """Return the codes of all people, and those of the words of each thread."""
    return encoded([words.texts() for (words,) in columns.words], people=True, name=name)


def _is_loop(blocks: Sequence[TextBlock], rows: int, request: Request) -> bool:
    """Return whether the rows are a double loop over images, some of which are left out."""
    if request.square == "apart" or not may_be_loop(rows):
        return False
    batches = [block.read() for block in blocks]
    probe, reference = (
        np.concatenate([side for batch in batches if (side := getattr(batch, name)) is not None])
        for name in ("probe", "reference")
    )
    score = np.concatenate([batch.score for batch in batches])
    return double_loop(probe, reference, score, request.square) is not None
