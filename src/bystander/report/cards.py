"""A study in a card: its own sentence, its picture in small, and whether it was counted or made up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

from bystander.findings.axes import percent_axis
from bystander.findings.signs import Arrays, Hatch, Rows
from bystander.look import signs
from bystander.report import requirements
from bystander.report.screen import first_screen, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Study
    from bystander.findings.signs import Picture, Row
    from bystander.report.requirements import Line

MOST_ROWS = 3


class Standing(StrEnum):
    """What a number rests on."""

    COUNTED = "counted"
    ASSERTED = "asserted"
    MADE_UP = "made up"


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card of an index. ``sentence`` and ``picture`` are HTML; ``standing`` is one of the tags."""

    heading: str
    address: str
    sentence: str
    picture: str
    standing: Standing

    @property
    def tag(self) -> str:
        """The class of its tag."""
        return {"counted": "counted", "made up": "invented"}.get(self.standing, "asserted")


def card(study: Study, *, heading: str, address: str) -> Card:
    """Return the card of a study; ``heading`` says what its evidence is, ``address`` where its report is."""
    document = study.document
    made_up = Standing.MADE_UP if document.synthetic else Standing.COUNTED
    if document.claim is not None:
        said = f"“{document.claim.text}”: {document.claim.plainly}."
        standing = Standing.MADE_UP if document.synthetic else Standing.ASSERTED
        return Card(heading=heading, address=address, sentence=escape(said), picture="", standing=standing)
    required = requirements.section(study)
    if required is not None:
        drawn = "".join(_required(line) for line in required.lines[:MOST_ROWS])
        return Card(
            heading=heading, address=address, sentence=escape(required.summary), picture=drawn, standing=made_up
        )
    screen = first_screen(document, study.first)
    return Card(
        heading=heading, address=address, sentence=marked(screen.sentence), picture=small(screen.picture),
        standing=made_up,
    )  # fmt: skip


def _whole(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that name somebody; all of them where none does."""
    return [row for row in rows if row.label] or list(rows)


def _required(line: Line) -> str:
    """Return a requirement in a line: what is required, what was counted (hatched without a number), the verdict."""
    name, found, word = (
        f"<span>{signs.text(text)}</span>"
        for text in (line.row.name, line.row.counted or line.row.numbers, line.row.word)
    )
    shown = (
        found if line.value is not None else signs.mark(Hatch(line.row.counted or "no such number"), percent_axis(1.0))
    )
    return f'<div class="mini">{name}{shown}{word}</div>'


def small(picture: Picture | None) -> str:
    """Return a picture in small: the first rows of a table of signs, or the first thousand marks; else nothing."""
    if isinstance(picture, Arrays):
        return signs.array(picture.arrays[0])
    if not isinstance(picture, Rows):
        return ""
    axis = picture.columns[0].axis
    drawn = [
        f'<div class="mini"><span>{signs.text(row.label or row.detail)}</span>{signs.mark(row.cells[0].mark, axis)}'
        f"<span>{signs.text(row.cells[0].counted)}</span></div>"
        for row in _whole(picture.rows)[:MOST_ROWS]
    ]
    return "".join(drawn)
